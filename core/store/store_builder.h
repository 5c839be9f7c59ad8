// SPDX-License-Identifier: MIT
// Takes parsed batches in and publishes snapshots: rows to columns, entries to sessions and turns, all counts. Owned by
// the feed's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <moie/schema/row_batch.h>
#include <moie/store/columns.h>
#include <moie/store/fact_transfer.h>
#include <moie/store/session_draft.h>
#include <moie/store/snapshot.h>
#include <moie/store/store_image.h>

namespace moie {

class StoreBuilder {
public:
    // Snapshots are numbered from the generation on. `threads` may make the sessions of one at the same time.
    explicit StoreBuilder(std::string directory, std::uint64_t generation = 0, unsigned threads = 1);
    StoreBuilder(const StoreBuilder&) = delete;
    StoreBuilder& operator=(const StoreBuilder&) = delete;

    // A new file, or a new generation of a path after its content was replaced.
    FileIndex addFile(std::string path, FileIdentity identity);
    void append(FileIndex file, const RowBatch& batch);
    // The unfinished last line of the file.
    void setPending(FileIndex file, std::uint64_t bytes);
    void setProblem(FileIndex file, std::optional<Error> problem);
    void setGone(FileIndex file, bool gone);
    // It is found under another name, or (the same content, compressed) as another file.
    void setPath(FileIndex file, std::string path, FileIdentity identity);

    struct Moment {
        Time now = unknownTime; // unknown: nothing more will come, every turn is settled
        LoadProgress load;
        std::optional<Error> problem;
        std::vector<Error> problems;
        bool notified = false;
        std::optional<Error> cacheNotice = {};
    };
    SnapshotPtr publish(const Moment& moment);
    std::uint64_t generation() const { return m_generation; }
    std::uint64_t bytesRead() const { return m_counts.bytes.total(); }

    // Whether something was taken in since the last snapshot.
    bool hasChanged() const { return !m_dirty.empty() || !m_touchedFiles.empty(); }
    // Whether a snapshot would differ from the last one by the passing of time alone.
    bool hasProvisionalTurns() const { return !m_provisional.empty(); }

    // All that is there, settled, as of the last snapshot: nothing where something was taken in since.
    std::optional<StoreImage> image() const;
    // Takes over what an image was restored to; to be called before anything else. Sessions sleep until something
    // arrives for them: until then they are what was restored.
    void adopt(StoreContents contents);

private:
    void appendRow(FileIndex file, const Row& row, LabelsId labels, const RowBatch& batch, BatchTranslation& names);
    void noteBarriers(const EvaluationFact& evaluation);
    SessionIndex sessionOf(NameId id);
    std::uint32_t numberOfTag(SessionIndex session, std::uint64_t tag);
    void adoptSessions(std::vector<std::shared_ptr<const Session>> sessions);
    void wake(SessionIndex at);
    void wakeUnsettled(Time now);
    bool isRepeated(SessionDraft& session, const Row& row, LabelsId labels, EntryId id);
    void note(FileIndex file, const Row& row, WarningSet warnings);
    void countWarnings(WarningSet warnings);
    void count(Time time, LabelsId labels);
    struct MadeSession {
        std::shared_ptr<const Session> session;
        bool mayChange = false;
    };
    std::vector<MadeSession> makeSessions(const std::vector<SessionIndex>& which, const Moment& moment);
    void take(SessionIndex at, MadeSession made);
    void markDirty(SessionIndex at);
    std::uint32_t levelCountOf(const EntryLabels& labels);
    Counts countsNow() const;
    void touch(FileIndex file);

    std::string m_directory;
    unsigned m_threads;
    StoreColumns m_columns;
    FactTransfer m_factTransfer{m_columns};
    AppendOnly<NotedLine> m_noted;
    AppendOnly<TurnTag> m_tags;
    std::vector<FileStatus> m_files;
    std::vector<Time> m_lastTimeOfFile; // where a foreign object, which has no time, is shown
    std::vector<std::shared_ptr<const FileStatus>> m_publishedFiles;
    std::vector<FileIndex> m_touchedFiles;
    std::unordered_map<NameId, SessionIndex> m_sessionsById;
    std::vector<SessionDraft> m_sessions;
    std::vector<std::shared_ptr<const Session>> m_publishedSessions;
    std::vector<SessionIndex> m_dirty; // to be published anew
    std::vector<bool> m_isDirty;       // by SessionIndex
    std::vector<bool> m_isAsleep;      // by SessionIndex: its draft is empty
    std::vector<std::vector<std::uint64_t>> m_tagsOfSleeping;
    bool m_hasSleeping = false;              // some that may have to wake when all was read
    bool m_isArranged = true;                // turns are as they are by the files' present names
    std::vector<SessionIndex> m_provisional; // sessions with a turn that time will settle
    std::vector<double> m_largestBarrier;    // by NameId
    // Entries by category and level, without foreign and repeated ones.
    struct LevelCount {
        NameId category{};
        NameId level{};
        std::uint64_t entries = 0;
    };
    std::vector<LevelCount> m_levelCounts;
    std::vector<std::uint32_t> m_levelCountOf; // by LabelsId
    Counts m_counts;
    std::size_t m_arrived = 0;   // entries since the last publication
    bool m_wasLoaded = false;    // at the last publication
    const std::uint64_t m_store; // the generation that it began after
    std::uint64_t m_generation = 0;
};

} // namespace moie
