// SPDX-License-Identifier: MIT
// An index cache's store back into columns. Nothing in it is believed before it was checked.
#include <moie/store/store_image.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include <moie/store/flat_rows.h>
#include <moie/store/store_sections.h>

namespace moie {

namespace {

// Rows that are checked, and sessions that are made, in one piece.
constexpr std::size_t rowsAtOnce = 64 * 1024;
constexpr std::size_t sessionsAtOnce = 64;

std::size_t rowsOf(const FactTables<AppendColumn>& facts, Kind kind) {
    switch (kind) {
    case Kind::UserInput: return facts.messages.size();
    case Kind::Response: return facts.responses.size();
    case Kind::LoveComputed: return facts.computed.size();
    case Kind::LoveEvolution: return facts.evolutions.size();
    case Kind::Evaluation: return facts.evaluations.size();
    case Kind::Violation: return facts.violations.size();
    case Kind::Adaptation: return facts.adaptations.size();
    case Kind::Learning: return facts.learning.size();
    case Kind::Checkpoint: return facts.checkpoints.size();
    case Kind::Feedback: return facts.feedback.size();
    case Kind::Timing: return facts.timings.size();
    case Kind::Resources: return facts.resources.size();
    case Kind::ModelRun: return facts.modelRuns.size();
    case Kind::Temperature: return facts.temperatures.size();
    case Kind::SystemError: return facts.errors.size();
    case Kind::SystemState: return facts.states.size();
    case Kind::Decision: return facts.decisions.size();
    case Kind::Other:
    case Kind::TurnCompleted:
    case Kind::Foreign: break;
    }
    return 0;
}

// Jobs on several threads. The first failure is what is told; the others are not begun then.
class Jobs {
public:
    using Job = std::function<Result<>()>;

    void add(Job job) { m_jobs.push_back(std::move(job)); }

    Result<> run(unsigned threads) {
        const auto work = [&] {
            for (std::size_t i = m_next++; i < m_jobs.size() && !m_hasFailed; i = m_next++) {
                if (auto done = m_jobs[i](); !done && !m_hasFailed.exchange(true))
                    m_error = done.error();
            }
        };
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < threads; ++i)
            helpers.emplace_back(work);
        work();
        helpers.clear(); // joins
        return m_hasFailed ? Result<>(tl::unexpected(m_error)) : Result<>();
    }

private:
    std::vector<Job> m_jobs;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_hasFailed{false};
    Error m_error; // written by the one that failed first
};

class StoreReading {
public:
    StoreReading(const SectionFile& file, unsigned threads)
        : m_file(file), m_threads(threads), m_contents(std::make_unique<StoreContents>()) {}

    Result<std::unique_ptr<StoreContents>> run() {
        if (auto read = readSections(); !read)
            return tl::unexpected(read.error());
        // Files and sessions are counted by what says how long their parts are.
        const bool fits = makeFiles() && makeLabels() && makeTags() && setOut();
        if (!fits)
            return tl::unexpected(m_file.damaged());
        if (auto checked = checkAndMakeSessions(); !checked)
            return tl::unexpected(checked.error());
        return std::move(m_contents);
    }

private:
    template <typename Visit>
    void forEachEntryColumn(Visit&& visit) {
        std::uint32_t id = section::FirstEntryColumn;
#define MOIE_VISIT(name) visit(id++, m_contents->columns.entries.name);
        MOIE_ENTRY_COLUMNS(MOIE_VISIT)
#undef MOIE_VISIT
    }
    template <typename Visit>
    void forEachTable(Visit&& visit) {
        std::uint32_t id = section::FirstFactTable;
#define MOIE_VISIT(name) visit(id++, m_contents->columns.facts.name);
        MOIE_FACT_TABLES(MOIE_VISIT)
#undef MOIE_VISIT
        visit(section::Noted, m_contents->noted);
    }

    Result<> readSections() {
        Jobs jobs;
        const auto column = [&](std::uint32_t id, auto& to) {
            jobs.add([this, id, &to] { return readColumn(id, to); });
        };
        const auto rows = [&](std::uint32_t id, auto& to) { jobs.add([this, id, &to] { return readRows(id, to); }); };
        // The long ones first.
        rows(section::Turns, m_turns);
        forEachEntryColumn(column);
        rows(section::TurnEntries, m_turnEntries);
        jobs.add([this] { return readNames(); });
        forEachTable(column);
        rows(section::Loose, m_loose);
        rows(section::Labels, m_labels);
        rows(section::Tags, m_tags);
        rows(section::Sessions, m_sessions);
        rows(section::Gaps, m_gaps);
        rows(section::Blocks, m_blocks);
        rows(section::Files, m_files);
        rows(section::Paths, m_paths);
        rows(section::State, m_state);
        return jobs.run(m_threads);
    }

    template <typename Column>
    Result<> readColumn(std::uint32_t id, Column& column) const {
        using Row = std::remove_cvref_t<decltype(column[0])>;
        const auto section = m_file.find(id, sizeof(Row));
        if (!section)
            return tl::unexpected(section.error());
        SectionFile::Reading reading(m_file, *section);
        while (column.size() < section->rows) {
            const auto room = column.room();
            const std::size_t count = std::min<std::size_t>(room.size(), section->rows - column.size());
            if (auto got = reading.read(reinterpret_cast<char*>(room.data()), count * sizeof(Row)); !got)
                return got;
            column.commit(count);
        }
        return reading.finish();
    }

    template <typename Row>
    Result<> readRows(std::uint32_t id, std::vector<Row>& rows) const {
        auto read = m_file.readRows<Row>(id);
        if (!read)
            return tl::unexpected(std::move(read.error()));
        rows = std::move(*read);
        return {};
    }

    Result<> readNames() {
        std::vector<std::uint32_t> lengths;
        std::vector<char> bytes;
        if (auto read = readRows(section::NameLengths, lengths); !read)
            return read;
        if (auto read = readRows(section::NameBytes, bytes); !read)
            return read;
        std::size_t at = 0;
        NameTable& names = m_contents->columns.names;
        for (std::size_t i = 0; i < lengths.size(); ++i) {
            const bool fits = lengths[i] <= bytes.size() - at;
            if (!fits || index(names.intern({bytes.data() + at, lengths[i]})) != i)
                return tl::unexpected(m_file.damaged());
            at += lengths[i];
        }
        return at == bytes.size() ? Result<>() : tl::unexpected(m_file.damaged());
    }

    bool makeFiles() {
        std::size_t at = 0;
        for (const StoredFile& file : m_files) {
            if (file.pathBytes > m_paths.size() - at || !flat::isSound(file.lastTime, m_limits))
                return false;
            FileStatus status;
            status.path.assign(m_paths.data() + at, static_cast<std::size_t>(file.pathBytes));
            status.identity = {file.device, file.inode};
            status.bytes = {file.acceptedBytes, file.rejectedBytes, file.blankBytes, 0};
            status.lines = {file.acceptedLines, file.rejectedLines, file.blankLines, 0};
            at += static_cast<std::size_t>(file.pathBytes);
            m_contents->columns.paths.push_back(status.path);
            m_contents->files.push_back(std::move(status));
            m_contents->lastTimes.push_back(file.lastTime);
        }
        if (m_state.size() != 1 || m_state[0].isArranged > 1)
            return false;
        m_contents->isArranged = m_state[0].isArranged == 1;
        return at == m_paths.size() && m_files.size() < mostFiles;
    }

    bool makeLabels() {
        m_limits.names = m_contents->columns.names.size();
        LabelTable& table = m_contents->columns.entries.labelTable;
        for (std::size_t i = 0; i < m_labels.size(); ++i)
            if (!flat::isSound(m_labels[i], m_limits) || index(table.intern(m_labels[i])) != i)
                return false;
        m_contents->entriesOfLabels.resize(m_labels.size());
        return true;
    }

    bool makeTags() {
        m_contents->tags.resize(m_sessions.size());
        for (const TurnTag& tag : m_tags) {
            if (index(tag.session) >= m_sessions.size())
                return false;
            m_contents->tags[index(tag.session)].push_back(tag.hash);
        }
        return true;
    }

    // How many there are of everything, and where each session's parts begin.
    bool setOut() {
        const StoreColumns& columns = m_contents->columns;
        m_limits.files = m_files.size();
        m_limits.sessions = m_sessions.size();
        m_limits.labels = m_labels.size();
        m_limits.entries = columns.entries.size();
        m_limits.vectors = columns.facts.vectors.size();
        m_limits.values = columns.facts.values.size();
        m_limits.valueNames = columns.facts.valueNames.size();
        m_limits.evaluations = columns.facts.evaluations.size();
        bool sameLength = m_limits.entries <= mostEntries;
        forEachEntryColumn(
            [&](std::uint32_t, const auto& column) { sameLength = sameLength && column.size() == m_limits.entries; });
        std::vector<bool> isKnown(m_limits.names);
        Begin next;
        for (const StoredSession& session : m_sessions) {
            m_begins.push_back(next);
            if (index(session.id) >= m_limits.names || isKnown[index(session.id)])
                return false;
            isKnown[index(session.id)] = true;
            next.gap += session.gaps;
            next.loose += session.loose;
            for (std::uint32_t i = 0; i < session.blocks; ++i) {
                if (next.block == m_blocks.size())
                    return false;
                next.turn += m_blocks[next.block].turns;
                next.entry += m_blocks[next.block].entries;
                ++next.block;
            }
        }
        return sameLength && next.gap == m_gaps.size() && next.loose == m_loose.size() &&
               next.block == m_blocks.size() && next.turn == m_turns.size() && next.entry == m_turnEntries.size();
    }

    Result<> checkAndMakeSessions() {
        m_contents->sessions.resize(m_sessions.size());
        Jobs jobs;
        const auto add = [&](std::size_t count, std::size_t atOnce, auto isGood) {
            for (std::size_t from = 0; from < count; from += atOnce)
                jobs.add([this, isGood, from, to = std::min(count, from + atOnce)] {
                    return isGood(from, to) ? Result<>() : tl::unexpected(m_file.damaged());
                });
        };
        add(m_sessions.size(), sessionsAtOnce,
            [this](std::size_t from, std::size_t to) { return makeSessions(from, to); });
        add(m_limits.entries, rowsAtOnce, [this](std::size_t from, std::size_t to) { return areSound(from, to); });
        forEachTable([&](std::uint32_t, const auto& table) {
            add(table.size(), rowsAtOnce, [this, &table](std::size_t from, std::size_t to) {
                for (std::size_t i = from; i < to; ++i)
                    if (!flat::isSound(table[i], m_limits))
                        return false;
                return true;
            });
        });
        return jobs.run(m_threads);
    }

    // Of entries; what they refer to is checked beside it.
    bool areSound(std::size_t from, std::size_t to) const {
        const EntryColumns& entries = m_contents->columns.entries;
        std::vector<std::size_t> factRows;
        for (std::size_t i = 0; i < m_limits.labels; ++i)
            factRows.push_back(rowsOf(m_contents->columns.facts, m_labels[i].kind));
        for (std::size_t i = from; i < to; ++i) {
            const LabelsId labels = entries.labels[i];
            const SessionIndex session = entries.session[i];
            const TextPlace place = entries.place[i];
            if (!flat::isSound(labels, m_limits) || !flat::isSound(place.file, m_limits) ||
                !flat::isSound(entries.time[i], m_limits))
                return false;
            const bool isForeign = m_labels[index(labels)].kind == Kind::Foreign;
            if (isForeign ? session != noSession : index(session) >= m_limits.sessions)
                return false;
            const std::size_t tags = isForeign ? 0 : m_contents->tags[index(session)].size();
            const std::uint32_t fact = entries.fact[i];
            if (entries.turnTag[i] > tags || (fact != noFact && fact >= factRows[index(labels)]))
                return false;
        }
        return true;
    }

    bool makeSessions(std::size_t from, std::size_t to) {
        std::vector<std::uint64_t> entriesOfLabels(m_limits.labels);
        for (std::size_t i = from; i < to; ++i)
            if (!makeSession(i, entriesOfLabels))
                return false;
        const std::lock_guard lock(m_mutex);
        for (std::size_t i = 0; i < entriesOfLabels.size(); ++i)
            m_contents->entriesOfLabels[i] += entriesOfLabels[i];
        return true;
    }

    bool makeSession(std::size_t at, std::vector<std::uint64_t>& entriesOfLabels) {
        const StoredSession& stored = m_sessions[at];
        const Begin& begin = m_begins[at];
        auto session = std::make_shared<Session>();
        session->id = stored.id;
        session->first = stored.first;
        session->last = stored.last;
        session->entries = stored.entries;
        session->missingEntries = stored.missingEntries;
        session->turnCount = stored.turns;
        const auto gaps = m_gaps.begin() + static_cast<std::ptrdiff_t>(begin.gap);
        session->gaps = std::make_shared<std::vector<Gap>>(gaps, gaps + stored.gaps);
        const auto loose = m_loose.begin() + static_cast<std::ptrdiff_t>(begin.loose);
        session->loose = std::make_shared<std::vector<TurnEntryRef>>(loose, loose + stored.loose);
        bool sound =
            flat::isSound(stored.first, m_limits) && flat::isSound(stored.last, m_limits) &&
            std::all_of(gaps, gaps + stored.gaps, [&](const Gap& gap) { return flat::isSound(gap, m_limits); });
        std::size_t turn = begin.turn;
        std::size_t entry = begin.entry;
        std::uint64_t entries = stored.loose;
        std::uint64_t turns = 0;
        for (std::size_t i = 0; sound && i < stored.blocks; ++i) {
            const StoredBlock& size = m_blocks[begin.block + i];
            auto block = makeBlock(size, turn, entry);
            sound = block && areOf(at, block->entries, entriesOfLabels) && size.turns > 0 &&
                    (i + 1 == stored.blocks ? size.turns <= blockTurns : size.turns == blockTurns);
            turn += size.turns;
            entry += size.entries;
            turns += size.turns;
            entries += size.entries;
            session->blocks.push_back(std::move(block));
        }
        sound =
            sound && turns == stored.turns && entries == stored.entries && areOf(at, *session->loose, entriesOfLabels);
        m_contents->sessions[at] = std::move(session);
        return sound;
    }

    std::shared_ptr<const TurnBlock> makeBlock(const StoredBlock& size, std::size_t turn, std::size_t entry) const {
        const auto turns = m_turns.begin() + static_cast<std::ptrdiff_t>(turn);
        const auto isSound = [&](const Turn& each) {
            return flat::isSound(each, m_limits) && each.entries.first <= size.entries &&
                   each.entries.count <= size.entries - each.entries.first && each.sitting <= m_limits.entries &&
                   !each.provisional;
        };
        if (!std::all_of(turns, turns + size.turns, isSound))
            return nullptr;
        auto block = std::make_shared<TurnBlock>();
        block->turns.assign(turns, turns + size.turns);
        const auto entries = m_turnEntries.begin() + static_cast<std::ptrdiff_t>(entry);
        block->entries.assign(entries, entries + size.entries);
        return block;
    }

    // Whether these are entries of the session; counts them.
    bool areOf(std::size_t session, const std::vector<TurnEntryRef>& entries,
               std::vector<std::uint64_t>& entriesOfLabels) const {
        const EntryColumns& columns = m_contents->columns.entries;
        for (const TurnEntryRef& entry : entries) {
            if (!flat::isSound(entry, m_limits) || index(columns.session[index(entry.id())]) != session ||
                !flat::isSound(columns.labels[index(entry.id())], m_limits))
                return false;
            ++entriesOfLabels[index(columns.labels[index(entry.id())])];
        }
        return true;
    }

    // Of a session's parts in the sections.
    struct Begin {
        std::size_t gap = 0;
        std::size_t loose = 0;
        std::size_t block = 0;
        std::size_t turn = 0;
        std::size_t entry = 0;
    };

    const SectionFile& m_file;
    unsigned m_threads;
    std::unique_ptr<StoreContents> m_contents;
    RowLimits m_limits;
    std::vector<StoredFile> m_files;
    std::vector<char> m_paths;
    std::vector<EntryLabels> m_labels;
    std::vector<TurnTag> m_tags;
    std::vector<StoredSession> m_sessions;
    std::vector<Begin> m_begins;
    std::vector<Gap> m_gaps;
    std::vector<StoredBlock> m_blocks;
    std::vector<Turn> m_turns;
    std::vector<TurnEntryRef> m_turnEntries;
    std::vector<TurnEntryRef> m_loose;
    std::vector<StoredState> m_state;
    std::mutex m_mutex; // of m_contents->entriesOfLabels
};

} // namespace

Result<std::unique_ptr<StoreContents>> readStore(const SectionFile& file, unsigned threads) {
    return StoreReading(file, threads).run();
}

} // namespace moie
