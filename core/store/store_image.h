// SPDX-License-Identifier: MIT
// All that a store builder holds, as a value of its own: to be written to an index cache on any thread, and read back.
// Texts of conversations are in neither: they are in no column (entries.h, facts.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <moie/base/result.h>
#include <moie/cache/section_file.h>
#include <moie/schema/row_batch.h>
#include <moie/store/columns.h>
#include <moie/store/snapshot.h>

namespace moie {

// Immutable; costs a few references and what is not in columns.
struct StoreImage {
    EntryTable<EntryColumnView> entries;
    LabelTable::View labels;
    FactsView facts;
    NameTable::View names;
    AppendOnly<NotedLine>::View noted;
    AppendOnly<TurnTag>::View tags;
    std::vector<std::shared_ptr<const FileStatus>> files;
    std::vector<Time> lastTimes;                          // by FileIndex
    std::vector<std::shared_ptr<const Session>> sessions; // settled
    bool isArranged = true;                               // sessions are as they are by the files' present names
};

// What an image was read back to. Every index in it is one that there is.
struct StoreContents {
    StoreColumns columns;
    AppendOnly<NotedLine> noted;
    std::vector<std::vector<std::uint64_t>> tags; // by SessionIndex, in order of their numbers
    std::vector<FileStatus> files;                // nothing is pending
    std::vector<Time> lastTimes;
    std::vector<std::shared_ptr<const Session>> sessions;
    bool isArranged = true;
    // Entries of sessions, without repeats: by LabelsId.
    std::vector<std::uint64_t> entriesOfLabels;

    // By FileIndex: whether a repeat stands in the file. Its fact is that of an entry elsewhere.
    std::vector<bool> filesWithRepeats() const;
    struct FileRows {
        std::vector<EntryId> entries; // in order of arrival
        std::vector<std::size_t> noted;
    };
    std::vector<FileRows> rowsOfFiles() const;
    // The file's lines as the parser gave them, for another store. Not of a file with repeats.
    RowBatch batchOf(FileIndex file, const FileRows& rows) const;
};

// Of the rows' shapes and all that says what they mean.
std::uint64_t storeLayout();
// Section ids from here on are free for others.
inline constexpr std::uint32_t firstFreeSection = 1000;

void writeStore(const StoreImage& image, SectionWriter& writer);
Result<std::unique_ptr<StoreContents>> readStore(const SectionFile& file, unsigned threads);

} // namespace moie
