// SPDX-License-Identifier: MIT
#include <moie/query/entry_neighbours.h>

#include <algorithm>
#include <tuple>

namespace moie {

namespace {

constexpr std::size_t betweenStops = 65'536;

} // namespace

std::vector<EntryId> neighboursOf(const Snapshot& snapshot, EntryId entry, Neighbourhood neighbourhood,
                                  std::size_t eachSide, const std::stop_token& stop) {
    const EntriesView& entries = snapshot.entries;
    const bool ofSession = neighbourhood == Neighbourhood::Session;
    if (ofSession && index(entries.session[index(entry)]) >= snapshot.sessions.size())
        return {};
    std::vector<EntryId> same;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i % betweenStops == 0 && stop.stop_requested())
            return {};
        const EntryId id{static_cast<std::uint32_t>(i)};
        if (ofSession ? entries.session[i] == entries.session[index(entry)]
                      : entries.placeOf(id).file == entries.placeOf(entry).file)
            same.push_back(id);
    }
    const auto key = [&](EntryId id) {
        return ofSession ? std::tuple(std::uint64_t{entries.number[index(id)]}, entries.time[index(id)], id)
                         : std::tuple(entries.placeOf(id).offset, Time{}, id);
    };
    const auto isBefore = [&](EntryId a, EntryId b) { return key(a) < key(b); };
    const auto middle = std::partition(same.begin(), same.end(), [&](EntryId id) { return isBefore(id, entry); });
    const auto before =
        static_cast<std::ptrdiff_t>(std::min(eachSide, static_cast<std::size_t>(middle - same.begin())));
    const auto after =
        static_cast<std::ptrdiff_t>(std::min(eachSide + 1, static_cast<std::size_t>(same.end() - middle)));
    // The nearest of either side.
    std::nth_element(same.begin(), middle - before, middle, isBefore);
    std::partial_sort(middle, middle + after, same.end(), isBefore);
    std::vector<EntryId> around(middle - before, middle + after);
    std::sort(around.begin(), around.end(), isBefore);
    return around;
}

std::optional<EntryId> entryAt(const Snapshot& snapshot, FileIndex file, std::uint64_t offset,
                               const std::stop_token& stop) {
    const EntriesView& entries = snapshot.entries;
    std::optional<EntryId> found;
    std::uint64_t foundAt = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i % betweenStops == 0 && stop.stop_requested())
            return std::nullopt;
        const EntryId id{static_cast<std::uint32_t>(i)};
        const TextPlace place = entries.placeOf(id);
        if (place.file == file && place.offset <= offset && (!found || place.offset >= foundAt)) {
            found = id;
            foundAt = place.offset;
        }
    }
    return found;
}

} // namespace moie
