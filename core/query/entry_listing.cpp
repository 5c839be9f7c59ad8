// SPDX-License-Identifier: MIT
#include <moie/query/entry_listing.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace moie {

namespace {

// Runs that are shorter are sorted to this length before they are merged.
constexpr std::size_t shortestRun = 4096;

// One entry in so many: fewer are sorted sooner than they are picked out of all that are in order.
constexpr std::size_t fewestTaken = 32;

struct TimedEntry {
    Time time;
    EntryId id;
};

std::uint64_t packed(FileIndex file, std::uint64_t offset) {
    static_assert(mostFiles == 1ull << 24 && largestFile == 1ull << 40);
    return std::uint64_t{index(file)} << 40 | offset;
}

// Lines that were read before.
std::unordered_set<std::uint64_t> repeatedLines(const Snapshot& snapshot) {
    std::unordered_set<std::uint64_t> lines;
    if (snapshot.counts.warnings[static_cast<std::size_t>(Warning::RepeatedEntry)] == 0)
        return lines;
    for (std::size_t i = 0; i < snapshot.noted.size(); ++i)
        if (const NotedLine& noted = snapshot.noted[i]; noted.warnings.has(Warning::RepeatedEntry))
            lines.insert(packed(noted.file, noted.offset));
    return lines;
}

std::string_view sessionId(const Snapshot& snapshot, EntryId id) {
    const std::size_t session = index(snapshot.entries.session[index(id)]);
    return session < snapshot.sessions.size() ? snapshot.name(snapshot.sessions[session]->id) : std::string_view();
}

// A level that the format does not know comes before all others.
std::pair<int, std::string_view> levelKey(const Snapshot& snapshot, const EntryLabels& labels) {
    const std::string_view name = snapshot.name(labels.level);
    const auto level = levelFromName(name);
    return {level ? static_cast<int>(*level) : -1, name};
}

bool isEarlier(const EntriesView& entries, EntryId a, EntryId b) {
    const auto key = [&](EntryId id) {
        return std::tuple(entries.time[index(id)], entries.session[index(id)], entries.number[index(id)], id);
    };
    return key(a) < key(b);
}

// Entries arrive in long runs of time order, one for each file: these are found and merged. Empty where stopped.
std::vector<EntryId> sorted(const Snapshot& snapshot, std::vector<TimedEntry> entries, const std::stop_token& stop) {
    const auto isBefore = [&](const TimedEntry& a, const TimedEntry& b) {
        return a.time != b.time ? a.time < b.time : isEarlier(snapshot.entries, a.id, b.id);
    };
    std::vector<std::size_t> ends;
    for (std::size_t from = 0; from < entries.size() && !stop.stop_requested(); from = ends.back()) {
        const auto first = entries.begin() + static_cast<std::ptrdiff_t>(from);
        auto last = std::is_sorted_until(first, entries.end(), isBefore);
        if (last != entries.end() && last - first < static_cast<std::ptrdiff_t>(shortestRun)) {
            last = first + static_cast<std::ptrdiff_t>(std::min(shortestRun, entries.size() - from));
            std::sort(first, last, isBefore);
        }
        ends.push_back(static_cast<std::size_t>(last - entries.begin()));
    }
    std::vector<TimedEntry> merged(ends.size() > 1 ? entries.size() : 0);
    while (ends.size() > 1) {
        std::vector<std::size_t> longer;
        std::size_t from = 0;
        for (std::size_t i = 0; i < ends.size(); i += 2) {
            if (stop.stop_requested())
                return {};
            const std::size_t to = ends[std::min(i + 1, ends.size() - 1)];
            const auto at = [&](std::size_t position) {
                return entries.begin() + static_cast<std::ptrdiff_t>(position);
            };
            std::merge(at(from), at(ends[i]), at(ends[i]), at(to), merged.begin() + static_cast<std::ptrdiff_t>(from),
                       isBefore);
            longer.push_back(to);
            from = to;
        }
        entries.swap(merged);
        ends = std::move(longer);
    }
    if (stop.stop_requested())
        return {};
    std::vector<EntryId> ids(entries.size());
    std::transform(entries.begin(), entries.end(), ids.begin(), [](const TimedEntry& entry) { return entry.id; });
    return ids;
}

TimeOrder timeOrder(const Snapshot& snapshot, const std::stop_token& stop) {
    std::vector<TimedEntry> entries;
    entries.reserve(snapshot.entries.size());
    for (std::size_t i = 0; i < snapshot.entries.size(); ++i)
        entries.push_back({snapshot.entries.time[i], EntryId{static_cast<std::uint32_t>(i)}});
    return sorted(snapshot, std::move(entries), stop);
}

// Empty where stopped.
std::vector<EntryId> byTime(const Snapshot& snapshot, const EntrySet& set, const TimeOrder* times,
                            const std::stop_token& stop) {
    const std::size_t count = set.count();
    if (times != nullptr && count < times->size() / fewestTaken)
        times = nullptr;
    std::vector<EntryId> ids(count + 1); // one for what is tried last
    std::size_t known = 0;
    if (times != nullptr)
        for (const EntryId id : *times) {
            ids[known] = id;
            known += set.contains(id) ? 1 : 0;
        }
    ids.resize(known);
    std::vector<TimedEntry> later;
    later.reserve(count - known);
    set.forEach(
        [&](EntryId id) {
            later.push_back({snapshot.entries.time[index(id)], id});
        },
        times != nullptr ? times->size() : 0);
    if (later.empty())
        return ids;
    const std::vector<EntryId> rest = sorted(snapshot, std::move(later), stop);
    if (ids.empty() || rest.empty())
        return rest;
    // Most of what came later is later.
    const EntryComparison isBefore(snapshot, EntryOrder::ByTime);
    const auto first = std::upper_bound(ids.begin(), ids.end(), rest.front(), isBefore);
    std::vector<EntryId> merged(ids.begin(), first);
    merged.reserve(count);
    std::merge(first, ids.end(), rest.begin(), rest.end(), std::back_inserter(merged), isBefore);
    return merged;
}

// Numbers from 0 for groups that are in order, by what `keyOf` gives for a row of a table.
template <typename KeyOf>
std::vector<std::uint32_t> ranks(std::size_t rows, KeyOf&& keyOf) {
    std::vector<std::uint32_t> order(rows);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keyOf(a) < keyOf(b); });
    std::vector<std::uint32_t> rank(rows);
    for (std::size_t i = 1; i < rows; ++i)
        rank[order[i]] = rank[order[i - 1]] + (keyOf(order[i - 1]) < keyOf(order[i]) ? 1 : 0);
    return rank;
}

// Keeps the order within each group.
template <typename GroupOf>
void groupInto(std::vector<EntryId>& ids, std::size_t groups, GroupOf&& groupOf) {
    std::vector<std::size_t> next(groups + 1);
    for (const EntryId id : ids)
        ++next[groupOf(id) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<EntryId> grouped(ids.size());
    for (const EntryId id : ids)
        grouped[next[groupOf(id)]++] = id;
    ids.swap(grouped);
}

// Whether what the filter says of an entry may change later: the verdict of its turn, the scale of a margin, what
// "2 h ago" means.
bool looksBeyondTheEntry(const Filter& filter) {
    return std::any_of(filter.terms.begin(), filter.terms.end(), [](const FilterTerm& term) {
        return term.field == FilterField::Turn || term.field == FilterField::Margin ||
               term.field == FilterField::Since || term.field == FilterField::Before;
    });
}

} // namespace

bool EntryComparison::operator()(EntryId a, EntryId b) const {
    const EntryLabels& labelsOfA = m_snapshot.entries.labelsOf(a);
    const EntryLabels& labelsOfB = m_snapshot.entries.labelsOf(b);
    const auto decide = [&](const auto& keyOfA, const auto& keyOfB) {
        return keyOfA != keyOfB ? keyOfA < keyOfB : isEarlier(m_snapshot.entries, a, b);
    };
    switch (m_order) {
    case EntryOrder::ByTime: break;
    case EntryOrder::ByLevel: return decide(levelKey(m_snapshot, labelsOfA), levelKey(m_snapshot, labelsOfB));
    case EntryOrder::ByCategory:
        return decide(m_snapshot.name(labelsOfA.category), m_snapshot.name(labelsOfB.category));
    case EntryOrder::ByMessage: return decide(m_snapshot.name(labelsOfA.message), m_snapshot.name(labelsOfB.message));
    case EntryOrder::BySession: return decide(sessionId(m_snapshot, a), sessionId(m_snapshot, b));
    }
    return isEarlier(m_snapshot.entries, a, b);
}

std::vector<EntryId> inOrder(const Snapshot& snapshot, const EntrySet& entries, EntryOrder order,
                             const std::stop_token& stop, const TimeOrder* times) {
    std::vector<EntryId> ids = byTime(snapshot, entries, times, stop);
    if (order == EntryOrder::ByTime || ids.empty())
        return ids;
    if (order == EntryOrder::BySession) {
        // Foreign objects have none and come first.
        const auto rank = ranks(snapshot.sessions.size(),
                                [&](std::size_t session) { return snapshot.name(snapshot.sessions[session]->id); });
        groupInto(ids, rank.size() + 1, [&](EntryId id) -> std::size_t {
            const std::size_t session = index(snapshot.entries.session[index(id)]);
            return session < rank.size() ? rank[session] + 1 : 0;
        });
        return ids;
    }
    const auto& table = snapshot.entries.labelTable;
    const auto rank =
        order == EntryOrder::ByLevel
            ? ranks(table.size(), [&](std::size_t row) { return levelKey(snapshot, table[row]); })
            : ranks(table.size(), [&](std::size_t row) {
                  return snapshot.name(order == EntryOrder::ByCategory ? table[row].category : table[row].message);
              });
    groupInto(ids, rank.size(),
              [&](EntryId id) -> std::size_t { return rank[index(snapshot.entries.labels[index(id)])]; });
    return ids;
}

EntryListing listEntries(const Snapshot& snapshot, const Filter& filter, const Scope& scope, EntryOrder order,
                         const EntryListing* previous, const MatchOptions& options,
                         std::shared_ptr<const TimeOrder>* times) {
    EntryListing listing;
    listing.upTo = snapshot.entries.size();
    const std::size_t first = previous != nullptr && !looksBeyondTheEntry(filter) ? previous->upTo : 0;
    EntryMatches matches = matchEntries(snapshot, filter, scope, {first, listing.upTo}, options);
    listing.unread = matches.unread + (first > 0 ? previous->unread : 0);
    listing.problems = std::move(matches.problems);
    listing.complete = matches.complete && !options.stop.stop_requested();
    if (!listing.complete)
        return listing;

    const auto repeated = repeatedLines(snapshot);
    EntrySet added(listing.upTo);
    std::size_t addedCount = 0;
    if (repeated.empty() && previous == nullptr) {
        listing.entries = std::move(matches.entries);
    } else {
        listing.entries = EntrySet(listing.upTo);
        if (first > 0)
            previous->entries.forEach([&](EntryId id) { listing.entries.add(id); });
        matches.entries.forEach([&](EntryId id) {
            const TextPlace place = snapshot.entries.placeOf(id);
            if (repeated.contains(packed(place.file, place.offset)))
                return;
            listing.entries.add(id);
            if (previous != nullptr && !previous->entries.contains(id)) {
                added.add(id);
                ++addedCount;
            }
        });
    }
    listing.count = listing.entries.count();
    listing.isWhole = previous == nullptr || listing.count != previous->count + addedCount ||
                      addedCount > mostEntriesAdded ||
                      (order != EntryOrder::ByTime && listing.count > longestSortedByName);
    // What came since is sorted by itself each time, so that it is made again in good time.
    if (times != nullptr && listing.isWhole && 2 * listing.count >= listing.upTo &&
        (*times == nullptr || 2 * (*times)->size() < listing.upTo))
        *times = std::make_shared<const TimeOrder>(timeOrder(snapshot, options.stop));
    listing.order = inOrder(snapshot, listing.isWhole ? listing.entries : added, order, options.stop,
                            times != nullptr && listing.isWhole ? times->get() : nullptr);
    listing.complete = !options.stop.stop_requested();
    return listing;
}

} // namespace moie
