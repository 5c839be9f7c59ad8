// SPDX-License-Identifier: MIT
#include <moie/store/store_builder.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <tuple>

namespace moie {

namespace {

constexpr NameId unseen{std::numeric_limits<std::uint32_t>::max()};
constexpr SessionIndex noSession{std::numeric_limits<std::uint32_t>::max()};

// Earlier than every time, later than unknownTime.
constexpr Time beginningOfTime = unknownTime + Duration(1);

} // namespace

class StoreBuilder::Translation {
public:
    Translation(NameTable& to, const NameTable& from) : m_to(to), m_from(from), m_known(from.size(), unseen) {}

    NameId operator()(NameId local) {
        NameId& known = m_known[index(local)];
        if (known == unseen)
            known = m_to.intern(m_from[local]);
        return known;
    }

private:
    NameTable& m_to;
    const NameTable& m_from;
    std::vector<NameId> m_known;
};

StoreBuilder::StoreBuilder(std::string directory) : m_directory(std::move(directory)) {}

FileIndex StoreBuilder::addFile(std::string path) {
    const FileIndex file{static_cast<std::uint32_t>(m_files.size())};
    FileStatus status;
    status.path = std::move(path);
    m_files.push_back(std::move(status));
    m_lastTimeOfFile.push_back(unknownTime);
    m_publishedFiles.push_back(nullptr);
    touch(file);
    return file;
}

void StoreBuilder::touch(FileIndex file) {
    m_touchedFiles.push_back(file);
}

void StoreBuilder::append(FileIndex file, const RowBatch& batch) {
    Translation names(m_columns.names, batch.names);
    for (const Row& row : batch.rows)
        appendRow(file, row, batch, names);
    for (const RejectedLine& line : batch.rejected)
        m_noted.push_back({file, line.length, line.offset, line.lineNumber, line.reason, {}});
    FileStatus& status = m_files[index(file)];
    status.bytes += batch.bytes;
    status.lines += batch.lines;
    m_counts.bytes += batch.bytes;
    m_counts.lines += batch.lines;
    touch(file);
}

void StoreBuilder::setPending(FileIndex file, std::uint64_t bytes) {
    FileStatus& status = m_files[index(file)];
    if (status.bytes.pending == bytes)
        return;
    const std::uint64_t lines = bytes > 0 ? 1 : 0;
    m_counts.bytes.pending += bytes - status.bytes.pending; // unsigned arithmetic wraps back
    m_counts.lines.pending += lines - status.lines.pending;
    status.bytes.pending = bytes;
    status.lines.pending = lines;
    touch(file);
}

void StoreBuilder::setProblem(FileIndex file, std::optional<Error> problem) {
    m_files[index(file)].problem = std::move(problem);
    touch(file);
}

void StoreBuilder::setGone(FileIndex file, bool gone) {
    m_files[index(file)].gone = gone;
    touch(file);
}

void StoreBuilder::setPath(FileIndex file, std::string path) {
    m_files[index(file)].path = std::move(path);
    m_files[index(file)].gone = false;
    touch(file);
}

void StoreBuilder::note(FileIndex file, const Row& row, WarningSet warnings) {
    m_noted.push_back({file, row.length, row.offset, row.lineNumber, Rejection::None, warnings});
    for (std::size_t i = 0; i < warningCount; ++i)
        if (warnings.has(static_cast<Warning>(i)))
            ++m_counts.warnings[i];
}

void StoreBuilder::count(const Row& row, const EntryLabels& labels) {
    ++m_categories[labels.category];
    ++m_levels[labels.level];
    if (m_counts.first == unknownTime || row.time < m_counts.first)
        m_counts.first = row.time;
    m_counts.last = std::max(m_counts.last, row.time);
}

void StoreBuilder::appendRow(FileIndex file, const Row& row, const RowBatch& batch, Translation& names) {
    const EntryId id{static_cast<std::uint32_t>(m_columns.entries.size())};
    const EntryLabels labels{names(row.message), names(row.level), names(row.category), row.kind};
    const bool isForeign = row.kind == Kind::Foreign;
    const SessionIndex session = isForeign ? noSession : sessionOf(names(row.session));
    if (!isForeign)
        m_lastTimeOfFile[index(file)] = row.time;

    WarningSet warnings = row.warnings;
    const bool repeated = !isForeign && isRepeated(m_sessions[index(session)], row, labels, id);
    if (repeated)
        warnings.add(Warning::RepeatedEntry);

    auto& columns = m_columns.entries;
    columns.time.push_back(m_lastTimeOfFile[index(file)]);
    columns.session.push_back(session);
    columns.number.push_back(row.number);
    columns.labels.push_back(labels);
    columns.place.push_back({file, row.length, row.offset});
    columns.payloadHash.push_back(row.payloadHash);
    columns.turnTag.push_back(row.turnTag);
    columns.fact.push_back(repeated || isForeign ? noFact : appendFact(row, batch, names));

    if (!warnings.empty())
        note(file, row, warnings);
    if (isForeign || repeated)
        return;
    count(row, labels);
    SessionDraft& draft = m_sessions[index(session)];
    draft.arrivals.push_back(id);
    if (!draft.dirty) {
        draft.dirty = true;
        m_dirty.push_back(session);
    }
}

SessionIndex StoreBuilder::sessionOf(NameId id) {
    const auto [found, isNew] =
        m_sessionsById.try_emplace(id, SessionIndex{static_cast<std::uint32_t>(m_sessions.size())});
    if (isNew) {
        m_sessions.emplace_back(id, m_columns);
        m_publishedSessions.push_back(nullptr);
    }
    return found->second;
}

// The same session, n and content once more. Also keeps account of the numbers seen.
bool StoreBuilder::isRepeated(SessionDraft& session, const Row& row, const EntryLabels& labels, EntryId id) {
    if (row.number == 0)
        return false;
    const std::size_t slot = row.number - 1;
    const bool isFar = slot > 2 * session.byNumber.size() + 65536;
    if (!isFar && slot >= session.byNumber.size())
        session.byNumber.resize(std::max(slot + 1, session.byNumber.size() * 3 / 2), noEntry);
    EntryId& known = slot < session.byNumber.size() ? session.byNumber[slot]
                                                    : session.farNumbers.try_emplace(row.number, noEntry).first->second;
    if (known == noEntry) {
        known = id;
        ++session.distinctNumbers;
        session.largestNumber = std::max(session.largestNumber, row.number);
        while (session.contiguous < session.byNumber.size() && session.byNumber[session.contiguous] != noEntry)
            ++session.contiguous;
        return false;
    }
    const auto& columns = m_columns.entries;
    const EntryLabels& other = columns.labels[index(known)];
    return columns.time[index(known)] == row.time && columns.payloadHash[index(known)] == row.payloadHash &&
           columns.place[index(known)].length == row.length && other.message == labels.message &&
           other.level == labels.level && other.category == labels.category;
}

std::uint32_t StoreBuilder::appendFact(const Row& row, const RowBatch& batch, Translation& names) {
    if (row.fact == noFact)
        return noFact;
    auto& facts = m_columns.facts;
    const auto push = [](auto& table, const auto& fact) {
        table.push_back(fact);
        return static_cast<std::uint32_t>(table.size() - 1);
    };
    const auto values = [&](ValueRange range) {
        const ValueRange copied{static_cast<std::uint32_t>(facts.values.size()), range.count};
        for (std::uint32_t i = 0; i < range.count; ++i) {
            const NamedValue& value = batch.facts.values[range.first + i];
            facts.values.push_back({names(value.name), value.value});
        }
        return copied;
    };
    switch (row.kind) {
    case Kind::UserInput: {
        MessageFact fact = batch.facts.messages[row.fact];
        fact.conversation = names(fact.conversation);
        return push(facts.messages, fact);
    }
    case Kind::Response: return push(facts.responses, batch.facts.responses[row.fact]);
    case Kind::LoveComputed: return push(facts.computed, batch.facts.computed[row.fact]);
    case Kind::LoveEvolution: return push(facts.evolutions, batch.facts.evolutions[row.fact]);
    case Kind::Evaluation: {
        EvaluationFact fact = batch.facts.evaluations[row.fact];
        fact.barriers = values(fact.barriers);
        m_largestBarrier.resize(m_columns.names.size(), missing);
        for (std::uint32_t i = 0; i < fact.barriers.count; ++i) {
            const NamedValue& barrier = facts.values[fact.barriers.first + i];
            double& largest = m_largestBarrier[index(barrier.name)];
            largest = std::fmax(largest, barrier.value);
        }
        return push(facts.evaluations, fact);
    }
    case Kind::Violation: {
        ViolationFact fact = batch.facts.violations[row.fact];
        fact.type = names(fact.type);
        fact.action = names(fact.action);
        return push(facts.violations, fact);
    }
    case Kind::Adaptation: {
        AdaptationFact fact = batch.facts.adaptations[row.fact];
        fact.dimension = names(fact.dimension);
        fact.reason = names(fact.reason);
        return push(facts.adaptations, fact);
    }
    case Kind::Learning: {
        const LearningFact& fact = batch.facts.learning[row.fact];
        return push(facts.learning, LearningFact{names(fact.type), values(fact.impact)});
    }
    case Kind::Checkpoint:
        return push(facts.checkpoints, CheckpointFact{values(batch.facts.checkpoints[row.fact].numbers)});
    case Kind::Feedback: return push(facts.feedback, batch.facts.feedback[row.fact]);
    case Kind::Timing: {
        const TimingFact& fact = batch.facts.timings[row.fact];
        return push(facts.timings, TimingFact{names(fact.operation), fact.seconds});
    }
    case Kind::Resources: return push(facts.resources, batch.facts.resources[row.fact]);
    case Kind::ModelRun: {
        ModelRunFact fact = batch.facts.modelRuns[row.fact];
        fact.model = names(fact.model);
        fact.quality = values(fact.quality);
        return push(facts.modelRuns, fact);
    }
    case Kind::Temperature: {
        const TemperatureFact& fact = batch.facts.temperatures[row.fact];
        return push(facts.temperatures, TemperatureFact{names(fact.profile), fact.temperature});
    }
    case Kind::SystemError: return push(facts.errors, ErrorFact{names(batch.facts.errors[row.fact].text)});
    case Kind::Decision: {
        DecisionFact fact = batch.facts.decisions[row.fact];
        fact.user = names(fact.user);
        fact.adjustment = names(fact.adjustment);
        return push(facts.decisions, fact);
    }
    case Kind::Other:
    case Kind::TurnCompleted:
    case Kind::SystemState:
    case Kind::Foreign: break;
    }
    return noFact;
}

// Feeds the arrivals to the assembler, or all entries anew where one came late.
void StoreBuilder::arrange(SessionDraft& session) {
    const auto& columns = m_columns.entries;
    const auto placeKey = [&](EntryId id) {
        const TextPlace& place = columns.place[index(id)];
        return std::tuple(columns.time[index(id)], place.file, place.offset);
    };
    const auto byNumber = [&](EntryId a, EntryId b) {
        const auto na = columns.number[index(a)];
        const auto nb = columns.number[index(b)];
        return na != nb ? na < nb : placeKey(a) < placeKey(b);
    };
    const auto byPlace = [&](EntryId a, EntryId b) { return placeKey(a) < placeKey(b); };
    // Entries without a number stand where their time puts them between those that have one.
    const auto ordered = [&](std::vector<EntryId> ids) {
        const auto unnumbered =
            std::stable_partition(ids.begin(), ids.end(), [&](EntryId id) { return columns.number[index(id)] != 0; });
        std::sort(ids.begin(), unnumbered, byNumber);
        std::sort(unnumbered, ids.end(), byPlace);
        std::vector<EntryId> merged;
        merged.reserve(ids.size());
        std::merge(ids.begin(), unnumbered, unnumbered, ids.end(), std::back_inserter(merged),
                   [&](EntryId a, EntryId b) { return columns.time[index(a)] < columns.time[index(b)]; });
        return merged;
    };

    std::vector<EntryId> fresh = ordered(std::exchange(session.arrivals, {}));
    const bool isLater = session.sequence.empty() || std::all_of(fresh.begin(), fresh.end(), [&](EntryId id) {
                             const EntryId last = session.sequence.back();
                             const bool bothNumbered =
                                 columns.number[index(id)] != 0 && columns.number[index(last)] != 0;
                             return bothNumbered ? byNumber(last, id) : byPlace(last, id);
                         });
    if (!isLater) {
        fresh.insert(fresh.end(), session.sequence.begin(), session.sequence.end());
        fresh = ordered(std::move(fresh));
        session.sequence.clear();
        session.assembler = TurnAssembler(m_columns);
    }
    for (const EntryId id : fresh) {
        session.assembler.feed(id);
        const Time time = columns.time[index(id)];
        if (session.first == unknownTime || time < session.first)
            session.first = time;
        session.last = std::max(session.last, time);
    }
    session.sequence.insert(session.sequence.end(), fresh.begin(), fresh.end());
}

void StoreBuilder::publishSession(SessionIndex at, const Moment& moment) {
    SessionDraft& draft = m_sessions[index(at)];
    draft.dirty = false;
    if (!draft.arrivals.empty())
        arrange(draft);

    const bool hasGap = draft.contiguous < draft.largestNumber;
    const bool isLoading = !moment.load.complete;
    TurnAssembler::Settling settling;
    if (isLoading)
        settling.settledBefore = beginningOfTime;
    else if (moment.now != unknownTime)
        settling.settledBefore = moment.now - settleAfter;
    settling.firstMissing = hasGap ? draft.contiguous + 1 : 0;

    auto session = std::make_shared<Session>();
    session->id = draft.id;
    session->first = draft.first;
    session->last = draft.last;
    session->entries = static_cast<std::uint32_t>(draft.sequence.size());
    const bool isSettled = !isLoading && (moment.now == unknownTime || draft.last <= settling.settledBefore);
    session->missingEntries = isSettled ? draft.largestNumber - draft.distinctNumbers : 0;
    const bool provisional = draft.assembler.publish(*session, settling);
    if (provisional || (hasGap && !isSettled))
        m_provisional.push_back(at);
    if (const auto& before = m_publishedSessions[index(at)])
        m_counts.turns -= before->turnCount;
    m_counts.turns += session->turnCount;
    m_publishedSessions[index(at)] = std::move(session);
}

Counts StoreBuilder::countsNow() const {
    Counts counts = m_counts;
    counts.files = static_cast<std::uint64_t>(
        std::count_if(m_files.begin(), m_files.end(), [](const FileStatus& file) { return !file.gone; }));
    for (const auto& [name, n] : m_categories)
        counts.categories.emplace(m_columns.names[name], n);
    for (const auto& [name, n] : m_levels)
        counts.levels.emplace(m_columns.names[name], n);
    return counts;
}

SnapshotPtr StoreBuilder::publish(const Moment& moment) {
    for (const SessionIndex at : std::exchange(m_provisional, {})) {
        SessionDraft& draft = m_sessions[index(at)];
        if (!draft.dirty) {
            draft.dirty = true;
            m_dirty.push_back(at);
        }
    }
    for (const SessionIndex at : std::exchange(m_dirty, {}))
        publishSession(at, moment);
    for (const FileIndex file : std::exchange(m_touchedFiles, {}))
        m_publishedFiles[index(file)] = std::make_shared<const FileStatus>(m_files[index(file)]);

    auto snapshot = std::make_shared<Snapshot>();
    snapshot->directory = m_directory;
    snapshot->generation = ++m_generation;
    snapshot->problem = moment.problem;
    snapshot->problems = moment.problems;
    snapshot->notified = moment.notified;
    snapshot->load = moment.load;
    snapshot->counts = countsNow();
    snapshot->entries = m_columns.entriesView();
    snapshot->facts = m_columns.factsView();
    snapshot->names = m_columns.names.view();
    snapshot->noted = m_noted.view();
    snapshot->files = m_publishedFiles;
    snapshot->sessions = m_publishedSessions;
    snapshot->largestBarrier = m_largestBarrier;
    snapshot->largestBarrier.resize(snapshot->names.size(), missing);
    return snapshot;
}

} // namespace moie
