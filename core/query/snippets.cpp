// SPDX-License-Identifier: MIT
#include <moie/query/snippets.h>

#include <algorithm>

#include <moie/ingest/line_parser.h>
#include <moie/query/entry_lines.h>
#include <moie/query/line_test.h>

namespace moie {

namespace {

bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

// Terms that look at text and may make an entry match, in the filter's order.
class TextTerms {
public:
    explicit TextTerms(const Filter& filter) : m_filter(filter) {
        if (!filter.nodes.empty())
            collect(filter.nodes.size() - 1, false);
    }

    const std::vector<PreparedTerm>& terms() const { return m_terms; }

private:
    void collect(std::size_t at, bool isNegated) {
        const FilterNode& node = m_filter.nodes[at];
        if (node.kind == FilterNode::Kind::Term) {
            const FilterTerm& term = m_filter.terms[node.first];
            const bool looksAtText = term.field == FilterField::Text || term.field == FilterField::Path;
            if (looksAtText && !isNegated && term.op == FilterOperator::Has)
                m_terms.emplace_back(term);
            return;
        }
        collect(node.first, isNegated != (node.kind == FilterNode::Kind::Not));
        if (node.kind != FilterNode::Kind::Not)
            collect(node.second, isNegated);
    }

    const Filter& m_filter;
    std::vector<PreparedTerm> m_terms;
};

class SnippetReader {
public:
    SnippetReader(const Snapshot& snapshot, const Filter& filter, const SnippetOptions& options)
        : m_snapshot(snapshot), m_terms(filter), m_options(options) {}

    bool isStopped() const { return m_terms.terms().empty() || m_options.stop.stop_requested(); }

    std::optional<Snippet> read(EntryId entry) {
        auto line = m_lines.read(m_snapshot, entry);
        if (!line)
            return std::nullopt;
        const std::size_t length = line->size();
        line->resize(length + linePadding);
        if (!m_test.load(std::string_view(*line).substr(0, length)))
            return std::nullopt;
        for (const PreparedTerm& term : m_terms.terms())
            if (auto found = m_test.find(term))
                return around(entry, std::move(*found));
        return std::nullopt;
    }

private:
    Snippet around(EntryId entry, LineTest::FoundText found) const {
        const std::string_view text = found.text;
        std::size_t from = found.place.at;
        for (std::size_t i = 0; i < m_options.around && from > 0; ++i)
            do
                --from;
            while (from > 0 && isContinuation(text[from]));
        std::size_t to = found.place.at + found.place.length;
        for (std::size_t i = 0; i < m_options.around && to < text.size(); ++i)
            do
                ++to;
            while (to < text.size() && isContinuation(text[to]));
        return {entry,
                std::move(found.path),
                std::string(text.substr(from, to - from)),
                {found.place.at - from, found.place.length},
                from > 0,
                to < text.size()};
    }

    const Snapshot& m_snapshot;
    TextTerms m_terms;
    const SnippetOptions& m_options;
    EntryLines m_lines;
    LineTest m_test;
};

} // namespace

std::vector<std::optional<Snippet>> snippetsOf(const Snapshot& snapshot, const Filter& filter,
                                               std::span<const EntryId> entries, const SnippetOptions& options) {
    std::vector<std::optional<Snippet>> snippets(entries.size());
    SnippetReader reader(snapshot, filter, options);
    for (std::size_t i = 0; i < entries.size() && !reader.isStopped(); ++i)
        snippets[i] = reader.read(entries[i]);
    return snippets;
}

std::vector<std::optional<Snippet>> snippetsOf(const Snapshot& snapshot, const Filter& filter,
                                               std::span<const SelectedTurn> turns, const SnippetOptions& options) {
    std::vector<std::optional<Snippet>> snippets(turns.size());
    SnippetReader reader(snapshot, filter, options);
    for (std::size_t i = 0; i < turns.size(); ++i) {
        for (const TurnEntry& entry : turns[i].entries()) {
            if (snippets[i] || reader.isStopped())
                break;
            if (!entry.repeat)
                snippets[i] = reader.read(entry.id);
        }
    }
    return snippets;
}

} // namespace moie
