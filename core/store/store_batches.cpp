// SPDX-License-Identifier: MIT
// What an image was restored to, as batches again: for a store that takes only some of its files.
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <moie/store/flat_rows.h>
#include <moie/store/store_image.h>

namespace moie {

namespace {

// Copies rows and their facts into a batch, whose names and rows are numbered by itself.
class Unpacking {
public:
    Unpacking(const StoreColumns& columns, RowBatch& batch)
        : m_columns(columns), m_batch(batch), m_names(columns.names.size(), unseen) {}

    LabelsId labels(LabelsId from) {
        const EntryLabels& labels = m_columns.entries.labelTable[from];
        const auto& names = m_columns.names;
        if (labels.kind == Kind::Decision || labels.kind == Kind::Foreign)
            return m_batch.labels.intern(m_batch.names, names[labels.message], labels.kind);
        return m_batch.labels.intern(m_batch.names, names[labels.level], names[labels.category], names[labels.message],
                                     labels.kind == Kind::SystemError);
    }

    NameId name(NameId from) {
        NameId& known = m_names[index(from)];
        if (known == unseen)
            known = m_batch.names.intern(m_columns.names[from]);
        return known;
    }

    std::uint32_t fact(Kind kind, std::uint32_t row) {
        const auto& from = m_columns.facts;
        auto& to = m_batch.facts;
        switch (kind) {
        case Kind::UserInput: return copy(from.messages[row], to.messages);
        case Kind::Response: return copy(from.responses[row], to.responses);
        case Kind::LoveComputed: return copy(from.computed[row], to.computed);
        case Kind::LoveEvolution: return copy(from.evolutions[row], to.evolutions);
        case Kind::Evaluation: return copy(from.evaluations[row], to.evaluations);
        case Kind::Violation: return copy(from.violations[row], to.violations);
        case Kind::Adaptation: return copy(from.adaptations[row], to.adaptations);
        case Kind::Learning: return copy(from.learning[row], to.learning);
        case Kind::Checkpoint: return copy(from.checkpoints[row], to.checkpoints);
        case Kind::Feedback: return copy(from.feedback[row], to.feedback);
        case Kind::Timing: return copy(from.timings[row], to.timings);
        case Kind::Resources: return copy(from.resources[row], to.resources);
        case Kind::ModelRun: return copy(from.modelRuns[row], to.modelRuns);
        case Kind::Temperature: return copy(from.temperatures[row], to.temperatures);
        case Kind::SystemError: return copy(from.errors[row], to.errors);
        case Kind::SystemState: return copy(from.states[row], to.states);
        case Kind::Decision: return copy(from.decisions[row], to.decisions);
        case Kind::Other:
        case Kind::TurnCompleted:
        case Kind::Foreign: break;
        }
        return noFact;
    }

private:
    static constexpr NameId unseen{0xffffffffu};

    template <typename Fact>
    std::uint32_t copy(Fact fact, std::vector<Fact>& to) {
        std::apply([&](auto... field) { (translate(fact.*field), ...); }, flat::fields<Fact>);
        to.push_back(fact);
        return static_cast<std::uint32_t>(to.size() - 1);
    }

    template <typename Plain>
    void translate(Plain&) {}
    void translate(NameId& from) { from = name(from); }
    void translate(VectorIndex& vector) {
        if (vector == noVector)
            return;
        const VectorIndex next{static_cast<std::uint32_t>(m_batch.facts.vectors.size())};
        const auto [known, isNew] = m_vectors.try_emplace(vector, next);
        if (isNew)
            m_batch.facts.vectors.push_back(m_columns.facts.vectors[index(vector)]);
        vector = known->second;
    }
    void translate(ValueRange& range) {
        const ValueRange from = range;
        range.first = static_cast<std::uint32_t>(m_batch.facts.values.size());
        range.names = static_cast<std::uint32_t>(m_batch.facts.valueNames.size());
        for (std::uint32_t i = 0; i < from.count; ++i) {
            const NamedValue value = valueAt(m_columns.facts, from, i);
            m_batch.facts.values.push_back(value.value);
            m_batch.facts.valueNames.push_back(name(value.name));
        }
    }

    const StoreColumns& m_columns;
    RowBatch& m_batch;
    std::vector<NameId> m_names;
    std::unordered_map<VectorIndex, VectorIndex> m_vectors;
};

} // namespace

std::vector<bool> StoreContents::filesWithRepeats() const {
    std::vector<bool> hasRepeats(files.size());
    for (std::size_t i = 0; i < noted.size(); ++i)
        if (noted[i].warnings.has(Warning::RepeatedEntry))
            hasRepeats[index(noted[i].file)] = true;
    return hasRepeats;
}

std::vector<StoreContents::FileRows> StoreContents::rowsOfFiles() const {
    std::vector<FileRows> rows(files.size());
    for (std::size_t i = 0; i < columns.entries.size(); ++i)
        rows[index(TextPlace(columns.entries.place[i]).file)].entries.push_back(EntryId{static_cast<std::uint32_t>(i)});
    for (std::size_t i = 0; i < noted.size(); ++i)
        rows[index(noted[i].file)].noted.push_back(i);
    return rows;
}

RowBatch StoreContents::batchOf(FileIndex file, const FileRows& rows) const {
    RowBatch batch;
    std::unordered_map<std::uint64_t, const NotedLine*> accepted; // by place
    for (const std::size_t at : rows.noted) {
        const NotedLine& line = noted[at];
        if (line.rejection == Rejection::None)
            accepted.emplace(line.offset, &line);
        else
            batch.rejected.push_back({line.offset, line.lineNumber, line.length, line.rejection});
    }
    Unpacking unpacking(columns, batch);
    const EntryColumns& entries = columns.entries;
    batch.rows.reserve(rows.entries.size());
    for (const EntryId id : rows.entries) {
        const std::size_t at = index(id);
        const TextPlace place = entries.place[at];
        const Kind kind = entries.labelsOf(id).kind;
        Row row;
        row.offset = place.offset;
        row.length = place.length;
        row.payloadHash = entries.payloadHash[at];
        row.print = entries.print[at];
        row.number = entries.number[at];
        row.labels = unpacking.labels(entries.labels[at]);
        if (kind != Kind::Foreign) {
            row.time = entries.time[at];
            const std::size_t session = index(entries.session[at]);
            row.session = unpacking.name(sessions[session]->id);
            if (const std::uint32_t tag = entries.turnTag[at])
                row.turnTag = tags[session][tag - 1];
            if (entries.fact[at] != noFact)
                row.fact = unpacking.fact(kind, entries.fact[at]);
        }
        if (const auto line = accepted.find(row.offset); line != accepted.end()) {
            row.lineNumber = line->second->lineNumber;
            row.warnings = line->second->warnings;
        }
        batch.rows.push_back(row);
    }
    batch.bytes = files[index(file)].bytes;
    batch.lines = files[index(file)].lines;
    return batch;
}

} // namespace moie
