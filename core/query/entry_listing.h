// SPDX-License-Identifier: MIT
// Entries as a table of the log lists them: which ones a scope and a filter choose, each line once, and in what order.
// Pure reading of a snapshot and its files: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

#include <moie/query/matching.h>

namespace moie {

enum class EntryOrder : std::uint8_t { ByTime, ByLevel, ByCategory, ByMessage, BySession };

// Whether an entry comes before another: by what the order names (levels by their rank, all others by name), then by
// time, session and n, then as they arrived. What came before another once does so in all later snapshots.
class EntryComparison {
public:
    // The snapshot must outlive the comparison.
    EntryComparison(const Snapshot& snapshot, EntryOrder order) : m_snapshot(snapshot), m_order(order) {}
    bool operator()(EntryId a, EntryId b) const;

private:
    const Snapshot& m_snapshot;
    EntryOrder m_order;
};

// The first size() entries of a snapshot by time. Taking some out of it, in order, costs a tenth of sorting them.
using TimeOrder = std::vector<EntryId>;

struct EntryListing {
    std::size_t upTo = 0; // entries of the snapshot that were looked at
    EntrySet entries;     // those listed
    std::size_t count = 0;
    // Ascending. Only those that came to the previous listing where `isWhole` is false.
    std::vector<EntryId> order;
    bool isWhole = true;
    std::uint64_t unread = 0;    // as in EntryMatches: entries of which nothing is known
    std::vector<Error> problems; // why
    bool complete = true;        // false where the token stopped it
};

// Beyond these a listing is made anew: to put single entries into a long one would take longer.
inline constexpr std::size_t mostEntriesAdded = 2'000;
inline constexpr std::size_t longestSortedByName = 200'000;

// Entries in the scope that the filter matches by what they say themselves (matching.h), without those whose whole line
// was read before, as from a copied file. `previous` is a listing of an earlier snapshot of the same directory, in the
// same scope, filter and order; null: none. `times` is for who lists the same directory again and again: null at first,
// it is used, and made where much is listed.
EntryListing listEntries(const Snapshot& snapshot, const Filter& filter, const Scope& scope, EntryOrder order,
                         const EntryListing* previous = nullptr, const MatchOptions& options = {},
                         std::shared_ptr<const TimeOrder>* times = nullptr);

// The same entries in another order. Nothing where the token stopped it. `times` is of this snapshot or an earlier one;
// null: none.
std::vector<EntryId> inOrder(const Snapshot& snapshot, const EntrySet& entries, EntryOrder order,
                             const std::stop_token& stop = {}, const TimeOrder* times = nullptr);

} // namespace moie
