// SPDX-License-Identifier: MIT
#include <moie/query/vocabulary.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <span>

#include <moie/ingest/line_parser.h>
#include <moie/query/entry_lines.h>
#include <moie/query/filter_fields.h>
#include <moie/query/line_test.h>
#include <moie/schema/names.h>

namespace moie {

namespace {

constexpr std::size_t longestExample = 20; // bytes of a flag's name, so that there is room for it

void makeSorted(std::vector<std::string_view>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::erase(names, std::string_view());
}

// The distinct names of a table's facts.
template <typename Facts, typename NameOf>
std::vector<std::string_view> namesOf(const Snapshot& snapshot, const Facts& facts, NameOf nameOf) {
    std::vector<bool> seen(snapshot.names.size());
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const NameId id = nameOf(facts[i]);
        if (!seen[index(id)])
            names.push_back(snapshot.name(id));
        seen[index(id)] = true;
    }
    makeSorted(names);
    return names;
}

std::vector<std::string_view> flagsOf(const std::vector<std::string_view>& joined) {
    std::vector<std::string_view> flags;
    for (std::string_view rest : joined) {
        while (!rest.empty()) {
            const std::size_t end = rest.find(", ");
            flags.push_back(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
        }
    }
    makeSorted(flags);
    return flags;
}

// The list that a field's values come from; none where they are free.
const std::vector<std::string_view>* listOf(FilterField field, const Vocabulary& vocabulary) {
    switch (field) {
    case FilterField::Level: return &vocabulary.levels;
    case FilterField::Category: return &vocabulary.categories;
    case FilterField::Message: return &vocabulary.messages;
    case FilterField::Session: return &vocabulary.sessions;
    case FilterField::Context: return &vocabulary.flags;
    case FilterField::Violation: return &vocabulary.violations;
    case FilterField::Barrier: return &vocabulary.dimensions;
    case FilterField::Operation: return &vocabulary.operations;
    case FilterField::Model: return &vocabulary.models;
    default: return nullptr;
    }
}

std::string folded(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

bool occurs(const FilterTerm& term, const std::string& value, const std::vector<std::string_view>& list) {
    if (value == "*")
        return true;
    const std::string wanted = folded(value);
    return std::any_of(list.begin(), list.end(), [&](std::string_view name) {
        const std::string known = folded(name);
        switch (term.field) {
        // As they are matched: these by their exact spelling.
        case FilterField::Session: return name.starts_with(value);
        case FilterField::Context:
        case FilterField::Barrier: return name == value;
        case FilterField::Level:
        case FilterField::Category: return known == wanted;
        default: return known.find(wanted) != std::string::npos;
        }
    });
}

std::string_view fieldName(FilterField field) {
    for (const FilterFieldInfo& info : filterFields())
        if (info.field == field)
            return info.name;
    return {};
}

// Quoted where the filter's language would read it otherwise.
std::string asValue(std::string_view name) {
    const bool isPlain = !name.empty() && name.find_first_of(" \t\r\n()|\"\\") == std::string_view::npos;
    return isPlain ? std::string(name) : filterQuoted(name);
}

// Of the turn's message; none where it has no true one.
NameId flagsIn(const Snapshot& snapshot, const TurnBlock& block, const Turn& turn) {
    for (const TurnEntryRef& ref : std::span(block.entries).subspan(turn.entries.first, turn.entries.count)) {
        const std::size_t entry = index(ref.id());
        const std::uint32_t fact = snapshot.entries.fact[entry];
        const bool isMessage = snapshot.entries.labelsOf(ref.id()).kind == Kind::UserInput && fact != noFact;
        if (isMessage && snapshot.facts.messages[fact].flags != NameId{})
            return snapshot.facts.messages[fact].flags;
    }
    return NameId{};
}

// The path without the numbers of items.
std::string pathOf(const FilterTerm& term) {
    std::string path;
    for (const std::string& part : term.path)
        if (part.find_first_not_of("0123456789") != std::string::npos)
            path += (path.empty() ? "" : ".") + part;
    return path;
}

// Something for a path that does not occur and is near one that does.
std::optional<FilterError> slipOfPath(const FilterTerm& term, const std::vector<std::string>& paths) {
    const std::string path = pathOf(term);
    const bool isKnown = std::any_of(paths.begin(), paths.end(), [&](const std::string& known) {
        return known == path || known.starts_with(path + ".") || known.starts_with("." + path);
    });
    if (isKnown)
        return std::nullopt;
    const std::vector<std::string_view> candidates(paths.begin(), paths.end());
    std::string suggestion = nearestWord(path, candidates);
    if (suggestion.empty())
        return std::nullopt;
    return FilterError{"no entry that was looked at has '" + path + "'", std::move(suggestion), term.place};
}

class Completer {
public:
    Completer(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary, std::size_t most)
        : m_text(text), m_cursor(std::min(cursor, text.size())), m_vocabulary(vocabulary), m_most(most) {}

    Completions run() {
        const std::size_t start = wordStart();
        const std::string_view word = m_text.substr(start, m_cursor - start);
        const std::size_t sign = word.find_first_of(":=<>");
        if (sign == std::string_view::npos)
            completeName(start, word);
        else
            completeValue(start, word, sign);
        return std::move(m_result);
    }

private:
    // Of the word that the cursor stands in, outside quotation marks.
    std::size_t wordStart() const {
        bool isQuoted = false;
        std::size_t start = 0;
        for (std::size_t i = 0; i < m_cursor; ++i) {
            if (m_text[i] == '\\' && isQuoted)
                ++i;
            else if (m_text[i] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && (m_text[i] == ' ' || m_text[i] == '(' || m_text[i] == ')' || m_text[i] == '\t'))
                start = i + 1;
        }
        return std::min(start, m_cursor);
    }

    void add(std::string text, std::string_view name, const std::string& begun, std::string_view description = {}) {
        if (m_result.candidates.size() < m_most && folded(name).starts_with(begun))
            m_result.candidates.push_back({std::move(text), std::string(description)});
    }

    void completeName(std::size_t start, std::string_view word) {
        m_result.place = {start, word.size()};
        const std::string begun = folded(word);
        for (const FilterFieldInfo& info : filterFields()) {
            if (!info.hasPart) {
                add(std::string(info.name) + ":", info.name, begun, info.help);
                continue;
            }
            std::vector<std::string_view> parts = m_vocabulary.dimensions;
            if (info.field == FilterField::Love) {
                parts.assign(componentNames.begin(), componentNames.end());
                parts.push_back("magnitude");
            }
            for (const std::string_view part : parts) {
                const std::string name = std::string(info.name) + "." + std::string(part);
                add(name, name, begun, info.help);
            }
        }
        if (begun.size() < 2)
            return;
        for (const std::string& path : m_vocabulary.paths)
            add(path, path, begun);
        if (m_vocabulary.paths.empty())
            for (const std::string_view path : knownPaths())
                add(std::string(path), path, begun);
    }

    void completeValue(std::size_t start, std::string_view word, std::size_t sign) {
        const FilterFieldInfo* info = filterFieldNamed(word.substr(0, sign));
        std::size_t valueStart = word.find_first_not_of(":=<>", sign);
        valueStart = valueStart == std::string_view::npos ? word.size() : valueStart;
        const std::size_t bar = word.rfind('|');
        if (bar != std::string_view::npos)
            valueStart = std::max(valueStart, bar + 1);
        std::string_view value = word.substr(valueStart);
        m_result.place = {start + valueStart, value.size()};
        if (!info)
            return;
        if (value.starts_with('"'))
            value.remove_prefix(1);
        const std::string begun = folded(value);
        if (info->field == FilterField::Turn)
            for (const VerdictWord& verdict : verdictWords())
                add(std::string(verdict.word), verdict.word, begun);
        if (info->field == FilterField::Since || info->field == FilterField::Before)
            for (const std::string_view time : {"today", "yesterday", "1h", "24h", "7d"})
                add(std::string(time), time, begun);
        if (const auto* list = listOf(info->field, m_vocabulary))
            for (const std::string_view name : *list)
                add(asValue(name), name, begun);
    }

    std::string_view m_text;
    std::size_t m_cursor;
    const Vocabulary& m_vocabulary;
    std::size_t m_most;
    Completions m_result;
};

} // namespace

Vocabulary vocabularyOf(const Snapshot& snapshot) {
    Vocabulary vocabulary;
    vocabulary.names = snapshot.names;
    for (std::size_t i = 0; i < snapshot.entries.labelTable.size(); ++i) {
        const EntryLabels& labels = snapshot.entries.labelTable[i];
        vocabulary.levels.push_back(snapshot.name(labels.level));
        vocabulary.categories.push_back(snapshot.name(labels.category));
        vocabulary.messages.push_back(snapshot.name(labels.message));
    }
    for (const auto& session : snapshot.sessions)
        vocabulary.sessions.push_back(snapshot.name(session->id));
    for (std::size_t i = 0; i < snapshot.largestBarrier.size(); ++i)
        if (!std::isnan(snapshot.largestBarrier[i]))
            vocabulary.dimensions.push_back(snapshot.name(NameId{static_cast<std::uint32_t>(i)}));
    for (auto* list : {&vocabulary.levels, &vocabulary.categories, &vocabulary.messages, &vocabulary.sessions,
                       &vocabulary.dimensions})
        makeSorted(*list);
    const FactsView& facts = snapshot.facts;
    vocabulary.flags = flagsOf(namesOf(snapshot, facts.messages, [](const MessageFact& fact) { return fact.flags; }));
    vocabulary.violations = namesOf(snapshot, facts.violations, [](const ViolationFact& fact) { return fact.type; });
    vocabulary.operations = namesOf(snapshot, facts.timings, [](const TimingFact& fact) { return fact.operation; });
    vocabulary.models = namesOf(snapshot, facts.modelRuns, [](const ModelRunFact& fact) { return fact.model; });
    return vocabulary;
}

std::vector<std::string> pathsIn(const Snapshot& snapshot, std::stop_token stop) {
    // The newest of each sort, in a ring.
    std::vector<std::array<EntryId, sampledEntries>> newest(snapshot.entries.labelTable.size());
    for (auto& ring : newest)
        ring.fill(noEntry);
    std::vector<std::uint32_t> counts(newest.size());
    for (std::size_t i = 0; i < snapshot.entries.size(); ++i) {
        const std::size_t sort = index(snapshot.entries.labels[i]);
        newest[sort][counts[sort]++ % sampledEntries] = EntryId{static_cast<std::uint32_t>(i)};
    }
    std::set<std::string> paths;
    EntryLines lines;
    LineTest test;
    for (const auto& ring : newest) {
        for (const EntryId entry : ring) {
            if (stop.stop_requested() || paths.size() >= mostPaths)
                break;
            if (entry == noEntry)
                continue;
            auto line = lines.read(snapshot, entry);
            if (!line) // gone: others tell
                continue;
            const std::size_t length = line->size();
            line->resize(length + linePadding);
            if (test.load(std::string_view(*line).substr(0, length)))
                test.forEachPath([&](const std::string& path) {
                    if (paths.size() < mostPaths)
                        paths.insert(path);
                });
        }
    }
    return {paths.begin(), paths.end()};
}

std::string exampleFilter(const Snapshot& snapshot) {
    struct Sampled {
        Verdict verdict;
        NameId flags;
    };
    std::vector<Sampled> sampled;
    std::optional<Verdict> verdict;
    for (auto session = snapshot.sessions.rbegin();
         session != snapshot.sessions.rend() && sampled.size() < sampledTurns; ++session) {
        const auto& blocks = (*session)->blocks;
        for (auto block = blocks.rbegin(); block != blocks.rend() && sampled.size() < sampledTurns; ++block) {
            for (const Turn& turn : (*block)->turns) {
                if (turn.provisional)
                    continue;
                sampled.push_back({verdictOf(snapshot, turn), flagsIn(snapshot, **block, turn)});
                if (!verdict || sampled.back().verdict == Verdict::ReachedUser)
                    verdict = sampled.back().verdict;
            }
        }
    }
    if (!verdict)
        return {};
    std::map<std::string_view, std::size_t> counts;
    for (const Sampled& turn : sampled)
        if (turn.verdict == *verdict)
            for (const std::string_view flag : flagsOf({snapshot.name(turn.flags)}))
                ++counts[flag];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const std::string turn =
        *verdict == Verdict::ReachedUser ? "turn:unsafe" : "turn:" + std::string(toString(*verdict));
    const bool isShort = most != counts.end() && most->first.size() <= longestExample;
    return isShort ? turn + " context:" + asValue(most->first) : turn;
}

std::vector<FilterError> unknownNames(const Filter& filter, const Vocabulary& vocabulary) {
    std::vector<FilterError> unknown;
    for (const FilterTerm& term : filter.terms) {
        if (term.field == FilterField::Path)
            if (auto slip = slipOfPath(term, vocabulary.paths))
                unknown.push_back(std::move(*slip));
        const auto* list = listOf(term.field, vocabulary);
        if (!list || (term.field == FilterField::Level && !term.numbers.empty()))
            continue;
        const std::string name(fieldName(term.field));
        const auto& wanted = term.field == FilterField::Barrier ? term.path : term.values;
        for (const std::string& value : wanted) {
            if (occurs(term, value, *list))
                continue;
            unknown.push_back(
                {"no " + name + " '" + value + "' occurs here", nearestWord(folded(value), *list), term.place});
        }
    }
    return unknown;
}

Completions completeFilter(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary, std::size_t most) {
    return Completer(text, cursor, vocabulary, most).run();
}

} // namespace moie
