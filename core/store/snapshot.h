// SPDX-License-Identifier: MIT
// All that was read so far, as one immutable value. Shared between threads without a lock; a newer one replaces it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <moie/base/file_identity.h>
#include <moie/base/name_table.h>
#include <moie/base/result.h>
#include <moie/schema/facts.h>
#include <moie/schema/line_notes.h>
#include <moie/schema/row_batch.h>
#include <moie/store/entries.h>
#include <moie/store/session.h>

namespace moie {

// One generation of a file: after a truncation or replacement the path goes on as another FileIndex.
struct FileStatus {
    std::string path; // relative to the log directory
    FileIdentity identity;
    Tally bytes;
    Tally lines;
    std::optional<Error> problem; // why it cannot be read (further)
    bool gone = false;
};

// A line that was rejected, or accepted with warnings. Its bytes can be read again from the file.
struct NotedLine {
    FileIndex file{};
    std::uint32_t length = 0; // without the line end
    std::uint64_t offset = 0;
    std::uint64_t lineNumber = 0; // from 1
    Rejection rejection = Rejection::None;
    WarningSet warnings;
};

// How far the first load has come.
struct LoadProgress {
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;
    bool complete = false;
    bool cancelled = false;
};

// What was counted, over all files. Entries are accepted lines; categories and levels leave foreign and repeated ones
// out.
struct Counts {
    Tally bytes;
    Tally lines;
    std::array<std::uint64_t, warningCount> warnings{};
    std::map<std::string, std::uint64_t> categories;
    std::map<std::string, std::uint64_t> levels;
    std::uint64_t files = 0;
    std::uint64_t turns = 0;
    Time first = unknownTime; // of entries, without foreign ones
    Time last = unknownTime;
};

class Snapshot {
public:
    std::string directory;
    std::uint64_t generation = 0;     // grows with each one published
    std::uint64_t store = 0;          // that published it: ids and indices hold within one. A directory's first is 0
    std::optional<Error> problem;     // why the directory itself cannot be read or watched
    std::vector<Error> problems;      // subdirectories that cannot be listed
    bool notified = false;            // watched through the operating system's notifications, not by polling alone
    std::optional<Error> cacheNotice; // why the index cache was not used, or could not be written
    LoadProgress load;
    Counts counts;
    EntriesView entries;
    FactsView facts;
    NameTable::View names;
    AppendOnly<NotedLine>::View noted;
    std::vector<std::shared_ptr<const FileStatus>> files; // by FileIndex
    std::vector<std::shared_ptr<const Session>> sessions; // by SessionIndex
    // The largest h seen of each dimension, by NameId; the margin of a turn is h over it.
    std::vector<double> largestBarrier;

    std::string_view name(NameId id) const { return names[id]; }
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

// Which of its entries' vectors they are: turn_figures.cpp. Of size 0 where there is none.
inline LoveVector inputVector(const Snapshot& snapshot, const Turn& turn) {
    return vectorAt(snapshot.facts, turn.input);
}
inline LoveVector responseVector(const Snapshot& snapshot, const Turn& turn) {
    return vectorAt(snapshot.facts, turn.response);
}

// docs/figures.md, "Verdicts". Provisional is said while an entry may still be on its way.
enum class Verdict : std::uint8_t {
    Failed,
    Unanswered,
    NotJudged,
    ReachedUser,
    Caught,
    Breach,
    Near,
    Clear,
    Provisional
};
inline constexpr std::size_t verdictCount = 9;

// The keys used in reports: "failed", "unanswered", "not_judged", "reached_user", ….
std::string_view toString(Verdict verdict);

// Share of the largest h below which a safe turn counts as near the barrier.
inline constexpr double nearMargin = 0.2;

// h over the largest h seen in the dimension. One that was never above zero has no scale: there a value below zero is
// -1, and any other NaN.
double marginOf(const Snapshot& snapshot, const NamedValue& barrier);
// The smallest of them, of an evaluation and of the turn's last one; NaN where there is none.
double marginOf(const Snapshot& snapshot, const ValueRange& barriers);
double marginOf(const Snapshot& snapshot, const Turn& turn);
Verdict verdictOf(const Snapshot& snapshot, const Turn& turn);
// The same without a look at the margin; nothing where that decides: breach, near or clear.
std::optional<Verdict> verdictBeforeMargin(const Turn& turn);

} // namespace moie
