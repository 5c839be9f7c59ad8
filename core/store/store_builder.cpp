// SPDX-License-Identifier: MIT
#include <moie/store/store_builder.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <utility>

namespace moie {

namespace {

// Entries; below, threads cost more than they bring.
constexpr std::size_t parallelFrom = 20'000;

} // namespace

StoreBuilder::StoreBuilder(std::string directory, std::uint64_t generation, unsigned threads)
    : m_directory(std::move(directory)), m_threads(threads), m_store(generation), m_generation(generation) {}

FileIndex StoreBuilder::addFile(std::string path, FileIdentity identity) {
    const FileIndex file{static_cast<std::uint32_t>(m_files.size())};
    m_columns.paths.push_back(path);
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
    if (m_columns.entries.size() + batch.rows.size() > mostEntries) {
        setProblem(file, Error{ErrorCode::InvalidArgument,
                               "there are more entries than can be held; the rest is left out",
                               m_directory + "/" + m_files[index(file)].path,
                               {}});
        return;
    }
    BatchTranslation names(m_columns.names, batch);
    std::vector<LabelsId> labels;
    labels.reserve(batch.labels.size());
    for (std::size_t i = 0; i < batch.labels.size(); ++i) {
        const EntryLabels& local = batch.labels[LabelsId{static_cast<std::uint32_t>(i)}];
        labels.push_back(m_columns.entries.labelTable.intern(
            {names(local.message), names(local.level), names(local.category), local.kind}));
    }
    m_factTransfer.keepVectors(batch, names);
    const LabelTable& table = m_columns.entries.labelTable;
    while (m_levelCountOf.size() < table.size())
        m_levelCountOf.push_back(levelCountOf(table[LabelsId{static_cast<std::uint32_t>(m_levelCountOf.size())}]));
    for (const Row& row : batch.rows)
        appendRow(file, row, labels[index(row.labels)], batch, names);
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

void StoreBuilder::setPath(FileIndex file, std::string path, FileIdentity identity) {
    m_isArranged = m_isArranged && m_columns.paths[index(file)] == path;
    m_columns.paths[index(file)] = path;
    m_files[index(file)].path = std::move(path);
    m_files[index(file)].identity = identity;
    m_files[index(file)].gone = false;
    touch(file);
}

void StoreBuilder::note(FileIndex file, const Row& row, WarningSet warnings) {
    m_noted.push_back({file, row.length, row.offset, row.lineNumber, Rejection::None, warnings});
    countWarnings(warnings);
}

void StoreBuilder::countWarnings(WarningSet warnings) {
    for (std::size_t i = 0; i < warningCount; ++i)
        if (warnings.has(static_cast<Warning>(i)))
            ++m_counts.warnings[i];
}

void StoreBuilder::count(Time time, LabelsId labels) {
    ++m_levelCounts[m_levelCountOf[index(labels)]].entries;
    if (m_counts.first == unknownTime || time < m_counts.first)
        m_counts.first = time;
    m_counts.last = std::max(m_counts.last, time);
}

void StoreBuilder::appendRow(FileIndex file, const Row& row, LabelsId labels, const RowBatch& batch,
                             BatchTranslation& names) {
    const EntryId id{static_cast<std::uint32_t>(m_columns.entries.size())};
    const Kind kind = m_columns.entries.labelTable[labels].kind;
    const bool isForeign = kind == Kind::Foreign;
    SessionIndex session = noSession;
    if (!isForeign) {
        SessionIndex& known = names.session(row.session);
        if (known == BatchTranslation::unknownSession)
            known = sessionOf(names(row.session));
        session = known;
        if (m_isAsleep[index(session)])
            wake(session);
    }
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
    columns.place.push_back(PackedPlace({file, row.length, row.offset}));
    columns.payloadHash.push_back(row.payloadHash);
    columns.print.push_back(row.print);
    columns.turnTag.push_back(row.turnTag == 0 || isForeign ? 0 : numberOfTag(session, row.turnTag));
    const std::size_t evaluations = m_columns.facts.evaluations.size();
    columns.fact.push_back(repeated || isForeign ? noFact : m_factTransfer.append(row, kind, batch, names));
    if (m_columns.facts.evaluations.size() != evaluations)
        noteBarriers(m_columns.facts.evaluations[evaluations]);

    if (!warnings.empty())
        note(file, row, warnings);
    if (isForeign || repeated)
        return;
    count(row.time, labels);
    m_sessions[index(session)].add(id);
    ++m_arrived;
    markDirty(session);
}

void StoreBuilder::noteBarriers(const EvaluationFact& evaluation) {
    m_largestBarrier.resize(m_columns.names.size(), missing);
    for (std::uint32_t i = 0; i < evaluation.barriers.count; ++i) {
        const NamedValue barrier = valueAt(m_columns.facts, evaluation.barriers, i);
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
        m_isDirty.push_back(false);
        m_isAsleep.push_back(false);
    }
    return found->second;
}

std::uint32_t StoreBuilder::numberOfTag(SessionIndex session, std::uint64_t tag) {
    bool isNew = false;
    const std::uint32_t number = m_sessions[index(session)].numberOfTag(tag, isNew);
    if (isNew)
        m_tags.push_back({session, tag});
    return number;
}

// The same session, n and content once more.
bool StoreBuilder::isRepeated(SessionDraft& session, const Row& row, LabelsId labels, EntryId id) {
    const auto& columns = m_columns.entries;
    return session.repeatOf(row.number, row.payloadHash, id, [&](EntryId known) {
        return columns.time[index(known)] == row.time && columns.payloadHash[index(known)] == row.payloadHash &&
               columns.print[index(known)] == row.print && columns.place[index(known)].length() == row.length &&
               columns.labels[index(known)] == labels;
    }) != noEntry;
}

// Sessions are independent of each other; of the columns they only read.
std::vector<StoreBuilder::MadeSession> StoreBuilder::makeSessions(const std::vector<SessionIndex>& which,
                                                                  const Moment& moment) {
    std::vector<MadeSession> made(which.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < which.size(); i = next++)
            made[i].session = m_sessions[index(which[i])].publish({moment.now, !moment.load.complete, m_wasLoaded},
                                                                  made[i].mayChange);
    };
    std::vector<std::jthread> helpers;
    if (std::exchange(m_arrived, 0) >= parallelFrom)
        for (unsigned i = 1; i < m_threads; ++i)
            helpers.emplace_back(work);
    work();
    helpers.clear(); // joins
    return made;
}

void StoreBuilder::take(SessionIndex at, MadeSession made) {
    m_isDirty[index(at)] = false;
    if (made.mayChange)
        m_provisional.push_back(at);
    auto& published = m_publishedSessions[index(at)];
    m_counts.turns += made.session->turnCount;
    if (published)
        m_counts.turns -= published->turnCount;
    published = std::move(made.session);
}

void StoreBuilder::markDirty(SessionIndex at) {
    if (!m_isDirty[index(at)])
        m_dirty.push_back(at);
    m_isDirty[index(at)] = true;
}

std::uint32_t StoreBuilder::levelCountOf(const EntryLabels& labels) {
    const auto found = std::find_if(m_levelCounts.begin(), m_levelCounts.end(), [&](const LevelCount& each) {
        return each.category == labels.category && each.level == labels.level;
    });
    const auto at = static_cast<std::uint32_t>(found - m_levelCounts.begin());
    if (found == m_levelCounts.end())
        m_levelCounts.push_back({labels.category, labels.level, 0});
    return at;
}

Counts StoreBuilder::countsNow() const {
    Counts counts = m_counts;
    counts.files = static_cast<std::uint64_t>(
        std::count_if(m_files.begin(), m_files.end(), [](const FileStatus& file) { return !file.gone; }));
    for (const LevelCount& each : m_levelCounts) {
        if (each.entries == 0)
            continue;
        counts.categories[std::string(m_columns.names[each.category])] += each.entries;
        counts.levels[std::string(m_columns.names[each.level])] += each.entries;
    }
    return counts;
}

SnapshotPtr StoreBuilder::publish(const Moment& moment) {
    if (moment.load.complete)
        wakeUnsettled(moment.now);
    for (const SessionIndex at : std::exchange(m_provisional, {}))
        markDirty(at);
    const std::vector<SessionIndex> dirty = std::exchange(m_dirty, {});
    std::vector<MadeSession> made = makeSessions(dirty, moment);
    for (std::size_t i = 0; i < dirty.size(); ++i)
        take(dirty[i], std::move(made[i]));
    m_wasLoaded = moment.load.complete;
    for (const FileIndex file : std::exchange(m_touchedFiles, {}))
        m_publishedFiles[index(file)] = std::make_shared<const FileStatus>(m_files[index(file)]);

    auto snapshot = std::make_shared<Snapshot>();
    snapshot->directory = m_directory;
    snapshot->generation = ++m_generation;
    snapshot->store = m_store;
    snapshot->problem = moment.problem;
    snapshot->problems = moment.problems;
    snapshot->notified = moment.notified;
    snapshot->cacheNotice = moment.cacheNotice;
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
