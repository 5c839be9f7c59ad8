// SPDX-License-Identifier: MIT
// What parsing a piece of one file yields and the store takes in: rows, their facts, what was noted, what was counted.
// Names are local to the batch until the store interns them. Built by one thread, handed over whole.
#pragma once

#include <cstdint>
#include <vector>

#include <moie/base/name_table.h>
#include <moie/base/time.h>
#include <moie/schema/entry_labels.h>
#include <moie/schema/facts.h>
#include <moie/schema/line_notes.h>

namespace moie {

// Lines or bytes by what became of them; total() is all that was read.
struct Tally {
    std::uint64_t accepted = 0;
    std::uint64_t rejected = 0;
    std::uint64_t blank = 0;
    std::uint64_t pending = 0;

    std::uint64_t total() const { return accepted + rejected + blank + pending; }
    Tally& operator+=(const Tally& other);
};

// How much a store can take in: files (each new content of a path is one), bytes of a file, entries.
inline constexpr std::uint64_t mostFiles = 1ull << 24;
inline constexpr std::uint64_t largestFile = 1ull << 40;
inline constexpr std::uint64_t mostEntries = (1ull << 31) - 1;

// An accepted line.
struct Row {
    Time time = unknownTime;       // unknown for foreign objects
    std::uint64_t offset = 0;      // of the text in its file
    std::uint64_t lineNumber = 0;  // from 1
    std::uint64_t payloadHash = 0; // of `data`, as it is written
    std::uint64_t turnTag = 0;     // hash of metadata.turn_id; 0 where there is none
    std::uint32_t print = 0;       // tells lines apart that differ in nothing but metadata
    std::uint32_t length = 0;      // of the text, without the line end
    std::uint32_t number = 0;      // n of <session>_<n>; 0 where there is none
    std::uint32_t fact = noFact;   // row in the table of its kind
    NameId session{};
    LabelsId labels{};
    WarningSet warnings;
};

// A rejected line, or the torn fragment before an accepted entry of the same line (which counts in bytes alone).
struct RejectedLine {
    std::uint64_t offset = 0;
    std::uint64_t lineNumber = 0;
    std::uint32_t length = 0; // without the line end; the largest value where it is longer
    Rejection reason = Rejection::None;
};

template <typename T>
using BatchColumn = std::vector<T>;

struct RowBatch {
    std::vector<Row> rows;
    std::vector<RejectedLine> rejected;
    FactTables<BatchColumn> facts;
    NameTable names;
    BatchLabels labels;
    Tally bytes; // line ends included; pending is the reader's
    Tally lines;
};

} // namespace moie
