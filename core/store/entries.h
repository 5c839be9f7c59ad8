// SPDX-License-Identifier: MIT
// The columns of all accepted lines, in order of arrival: an EntryId is a row number and never changes. Rows are
// packed: with the place in its turn an entry costs about 60 bytes.
#pragma once

#include <cstdint>

#include <moie/base/append_only.h>
#include <moie/base/ids.h>
#include <moie/base/time.h>
#include <moie/schema/entry_labels.h>
#include <moie/schema/row_batch.h>

namespace moie {

// Where an entry's text stands: bytes [offset, offset + length) of a file, without the line end.
struct TextPlace {
    FileIndex file{};
    std::uint32_t length = 0;
    std::uint64_t offset = 0;
};

// TextPlace in twelve bytes: as many files and bytes as mostFiles and largestFile allow.
class PackedPlace {
public:
    PackedPlace() = default;
    explicit PackedPlace(const TextPlace& place)
        : m_length(place.length), m_offset(static_cast<std::uint32_t>(place.offset)),
          m_fileAndHigh(static_cast<std::uint32_t>(index(place.file) << 8) |
                        static_cast<std::uint32_t>(place.offset >> 32)) {}
    operator TextPlace() const {
        return {FileIndex{m_fileAndHigh >> 8}, m_length, (std::uint64_t{m_fileAndHigh & 0xff} << 32) | m_offset};
    }
    std::uint32_t length() const { return m_length; }

private:
    static_assert(mostFiles == 1ull << 24 && largestFile == 1ull << 40);
    std::uint32_t m_length = 0;
    std::uint32_t m_offset = 0;
    std::uint32_t m_fileAndHigh = 0;
};

// Calls f(name) for each column of EntryTable.
#define MOIE_ENTRY_COLUMNS(f) f(time) f(session) f(number) f(labels) f(place) f(payloadHash) f(print) f(fact) f(turnTag)

// Column<T> is AppendOnly in the store, its View in an image of it.
template <template <typename> typename Column>
struct EntryTable {
    Column<Time> time;
    Column<SessionIndex> session;
    Column<std::uint32_t> number; // n of <session>_<n>; 0 where there is none
    Column<LabelsId> labels;
    Column<PackedPlace> place;
    Column<std::uint64_t> payloadHash; // of `data`, as it is written
    Column<std::uint32_t> print;       // of what else is written, metadata above all; see Row
    Column<std::uint32_t> fact;        // row in the table of its kind, noFact where the kind has none
    Column<std::uint32_t> turnTag;     // metadata.turn_id, numbered from 1 in its session; 0 where there is none
};

template <typename T>
using EntryColumn = AppendOnly<T>;
template <typename T>
using EntryColumnView = typename AppendOnly<T>::View;

// metadata.turn_id by its hash; those of one session are numbered in the order that they stand in.
struct TurnTag {
    SessionIndex session{};
    std::uint64_t hash = 0;
};

// A foreign object's.
inline constexpr SessionIndex noSession{0xffffffffu};

struct EntryColumns : EntryTable<EntryColumn> {
    LabelTable labelTable;

    std::size_t size() const { return time.size(); }
    const EntryLabels& labelsOf(EntryId id) const { return labelTable[labels[index(id)]]; }
};

struct EntriesView {
    AppendOnly<Time>::View time;
    AppendOnly<SessionIndex>::View session;
    AppendOnly<std::uint32_t>::View number;
    AppendOnly<LabelsId>::View labels;
    AppendOnly<PackedPlace>::View place;
    AppendOnly<std::uint32_t>::View fact;
    LabelTable::View labelTable;

    std::size_t size() const { return time.size(); }
    const EntryLabels& labelsOf(EntryId id) const { return labelTable[index(labels[index(id)])]; }
    TextPlace placeOf(EntryId id) const { return place[index(id)]; }
};

} // namespace moie
