// SPDX-License-Identifier: MIT
#include <moie/store/store_builder.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <moie/store/fact_transfer.h>

namespace moie {

namespace {

constexpr SessionIndex noSession{std::numeric_limits<std::uint32_t>::max()};

// Earlier than every time, later than unknownTime.
constexpr Time beginningOfTime = unknownTime + Duration(1);

// The order of a session's entries: by n; those without one stand where their time puts them between the others.
std::vector<EntryId> inOrder(const EntryColumns& columns, std::vector<EntryId> ids) {
    const auto placeOf = [&](EntryId id) {
        const TextPlace& place = columns.place[index(id)];
        return std::tuple(columns.time[index(id)], place.file, place.offset);
    };
    const auto unnumbered =
        std::partition(ids.begin(), ids.end(), [&](EntryId id) { return columns.number[index(id)] != 0; });
    std::sort(ids.begin(), unnumbered, [&](EntryId a, EntryId b) {
        const auto na = columns.number[index(a)];
        const auto nb = columns.number[index(b)];
        return na != nb ? na < nb : placeOf(a) < placeOf(b);
    });
    std::sort(unnumbered, ids.end(), [&](EntryId a, EntryId b) { return placeOf(a) < placeOf(b); });
    if (unnumbered == ids.begin() || unnumbered == ids.end())
        return ids;

    std::vector<EntryId> merged;
    merged.reserve(ids.size());
    auto next = unnumbered;
    Time reached = unknownTime; // by the numbered ones; a clock that was set back does not count
    for (auto numbered = ids.begin(); numbered != unnumbered; ++numbered) {
        reached = std::max(reached, columns.time[index(*numbered)]);
        while (next != ids.end() && columns.time[index(*next)] < reached)
            merged.push_back(*next++);
        merged.push_back(*numbered);
    }
    merged.insert(merged.end(), next, ids.end());
    return merged;
}

} // namespace

StoreBuilder::StoreBuilder(std::string directory) : m_directory(std::move(directory)) {}

FileIndex StoreBuilder::addFile(std::string path, FileIdentity identity) {
    const FileIndex file{static_cast<std::uint32_t>(m_files.size())};
    FileStatus status;
    status.path = std::move(path);
    status.identity = identity;
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
    NameTranslation names(m_columns.names, batch.names);
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

void StoreBuilder::appendRow(FileIndex file, const Row& row, const RowBatch& batch, NameTranslation& names) {
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
    columns.fact.push_back(repeated || isForeign ? noFact : appendFact(m_columns, row, batch, names));
    if (row.kind == Kind::Evaluation && columns.fact[index(id)] != noFact)
        noteBarriers(m_columns.facts.evaluations[columns.fact[index(id)]]);

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

void StoreBuilder::noteBarriers(const EvaluationFact& evaluation) {
    m_largestBarrier.resize(m_columns.names.size(), missing);
    for (std::uint32_t i = 0; i < evaluation.barriers.count; ++i) {
        const NamedValue& barrier = m_columns.facts.values[evaluation.barriers.first + i];
        double& largest = m_largestBarrier[index(barrier.name)];
        largest = std::fmax(largest, barrier.value);
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

// The same session, n and content once more.
bool StoreBuilder::isRepeated(SessionDraft& session, const Row& row, const EntryLabels& labels, EntryId id) {
    if (row.number == 0 || session.numbers.add(row.number, id))
        return false;
    const auto& columns = m_columns.entries;
    const auto isSame = [&](EntryId known) {
        const EntryLabels& other = columns.labels[index(known)];
        return columns.time[index(known)] == row.time && columns.payloadHash[index(known)] == row.payloadHash &&
               columns.place[index(known)].length == row.length && other.message == labels.message &&
               other.level == labels.level && other.category == labels.category;
    };
    if (isSame(session.numbers.find(row.number)))
        return true;
    // Other entries under the same number, which is a writer's fault, are all kept.
    const auto [first, last] = session.sameNumber.equal_range(row.number);
    if (std::any_of(first, last, [&](const auto& known) { return isSame(known.second); }))
        return true;
    session.sameNumber.emplace(row.number, id);
    return false;
}

// Feeds the arrivals to the assembler, or all entries anew where one came late.
void StoreBuilder::arrange(SessionDraft& session) {
    const auto& columns = m_columns.entries;
    std::vector<EntryId> fresh = inOrder(m_columns.entries, std::exchange(session.arrivals, {}));
    session.hasUnnumbered = session.hasUnnumbered || std::any_of(fresh.begin(), fresh.end(), [&](EntryId id) {
                                return columns.number[index(id)] == 0;
                            });
    const bool isLater = std::all_of(fresh.begin(), fresh.end(), [&](EntryId id) {
        const std::uint32_t number = columns.number[index(id)];
        const bool isInTime = !session.hasUnnumbered || columns.time[index(id)] >= session.last;
        return isInTime && (number == 0 || number > session.lastNumber);
    });
    if (!isLater) {
        fresh.insert(fresh.end(), session.sequence.begin(), session.sequence.end());
        fresh = inOrder(m_columns.entries, std::move(fresh));
        session.sequence.clear();
        session.assembler = TurnAssembler(m_columns);
    }
    for (const EntryId id : fresh) {
        session.assembler.feed(id);
        const Time time = columns.time[index(id)];
        if (session.first == unknownTime || time < session.first)
            session.first = time;
        session.last = std::max(session.last, time);
        session.lastNumber = std::max(session.lastNumber, columns.number[index(id)]);
    }
    session.sequence.insert(session.sequence.end(), fresh.begin(), fresh.end());
}

void StoreBuilder::publishSession(SessionIndex at, const Moment& moment) {
    SessionDraft& draft = m_sessions[index(at)];
    draft.dirty = false;
    if (!draft.arrivals.empty()) {
        arrange(draft);
        if (m_wasLoaded) {
            draft.lastArrival = moment.now;
            draft.lastAtArrival = draft.last;
        }
    }

    const bool hasGap = draft.numbers.missing() > 0;
    const bool isLoading = !moment.load.complete;
    TurnAssembler::Settling settling;
    if (isLoading)
        settling.settledBefore = beginningOfTime;
    else if (moment.now != unknownTime)
        settling.settledBefore = writersNow(draft, moment.now) - settleAfter;
    settling.firstMissing = draft.numbers.firstMissing();

    auto session = std::make_shared<Session>();
    session->id = draft.id;
    session->first = draft.first;
    session->last = draft.last;
    session->entries = static_cast<std::uint32_t>(draft.sequence.size());
    const bool isSettled = !isLoading && (moment.now == unknownTime || draft.last <= settling.settledBefore);
    session->missingEntries = isSettled ? draft.numbers.missing() : 0;
    const bool provisional = draft.assembler.publish(*session, settling);
    if (provisional || (hasGap && !isSettled))
        m_provisional.push_back(at);
    if (const auto& before = m_publishedSessions[index(at)])
        m_counts.turns -= before->turnCount;
    m_counts.turns += session->turnCount;
    m_publishedSessions[index(at)] = std::move(session);
}

// What a live writer's clock says now, which may differ from ours.
Time StoreBuilder::writersNow(const SessionDraft& session, Time now) {
    return session.lastArrival == unknownTime ? now : session.lastAtArrival + (now - session.lastArrival);
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
    m_wasLoaded = moment.load.complete;
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
