// SPDX-License-Identifier: MIT
// The columns of all accepted lines, in order of arrival: an EntryId is a row number and never changes.
#pragma once

#include <cstdint>

#include <moie/base/append_only.h>
#include <moie/base/ids.h>
#include <moie/base/time.h>
#include <moie/schema/names.h>

namespace moie {

// Where an entry's text stands: bytes [offset, offset + length) of a file, without the line end.
struct TextPlace {
    FileIndex file{};
    std::uint32_t length = 0;
    std::uint64_t offset = 0;
};

struct EntryLabels {
    NameId message{};
    NameId level{};    // "(none)" where the entry has none
    NameId category{}; // "(none)" where the entry has none, and for decisions
    Kind kind = Kind::Other;
};

struct EntryColumns {
    AppendOnly<Time> time;
    AppendOnly<SessionIndex> session;
    AppendOnly<std::uint32_t> number; // n of <session>_<n>; 0 where there is none
    AppendOnly<EntryLabels> labels;
    AppendOnly<TextPlace> place;
    AppendOnly<std::uint64_t> payloadHash; // of `data`, by value
    AppendOnly<std::uint32_t> fact;        // row in the table of its kind, noFact where the kind has none
    AppendOnly<std::uint64_t> turnTag;     // hash of metadata.turn_id; 0 where there is none

    std::size_t size() const { return time.size(); }
};

struct EntriesView {
    AppendOnly<Time>::View time;
    AppendOnly<SessionIndex>::View session;
    AppendOnly<std::uint32_t>::View number;
    AppendOnly<EntryLabels>::View labels;
    AppendOnly<TextPlace>::View place;
    AppendOnly<std::uint64_t>::View payloadHash;
    AppendOnly<std::uint32_t>::View fact;
    AppendOnly<std::uint64_t>::View turnTag;

    std::size_t size() const { return time.size(); }
};

} // namespace moie
