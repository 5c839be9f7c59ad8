// SPDX-License-Identifier: MIT
#include <moie/query/entry_export.h>

#include <algorithm>
#include <filesystem>

#include <moie/base/whole_file.h>
#include <moie/ingest/directory_scan.h>
#include <moie/query/entry_csv.h>
#include <moie/query/entry_lines.h>

namespace moie {

namespace {

constexpr std::size_t betweenReports = 1024; // entries

// What is written there would be found by the next scan, and each of its entries be a repeat.
bool wouldBeRead(const Snapshot& snapshot, const std::string& path) {
    if (!isLogName(path))
        return false;
    std::error_code problem;
    const auto directory = std::filesystem::weakly_canonical(snapshot.directory, problem);
    const auto target = std::filesystem::weakly_canonical(path, problem);
    return std::mismatch(directory.begin(), directory.end(), target.begin(), target.end()).first == directory.end();
}

} // namespace

Result<std::uint64_t> exportEntries(const Snapshot& snapshot, std::span<const EntryId> entries, EntryFormat format,
                                    const std::string& path, const ExportOptions& options) {
    if (wouldBeRead(snapshot, path))
        return tl::unexpected(Error{ErrorCode::InvalidArgument,
                                    "it stands in the log directory, where it would be read as a log; choose another "
                                    "directory, or a name that does not end in .jsonl",
                                    path,
                                    {}});
    const auto cancelled = [&] {
        return tl::unexpected(Error{ErrorCode::Cancelled, "the export was cancelled", path, {}});
    };
    WholeFile file;
    if (auto opened = file.open(path); !opened)
        return tl::unexpected(std::move(opened.error()));
    EntryLines lines;
    Result<> written = format == EntryFormat::Csv ? file.write(csvHeader()) : Result<>();
    for (std::size_t i = 0; i < entries.size() && written; ++i) {
        if (i % betweenReports == 0) {
            if (options.stop.stop_requested())
                return cancelled();
            if (options.progress)
                options.progress(i);
        }
        const auto line = lines.read(snapshot, entries[i]);
        if (!line)
            return tl::unexpected(line.error());
        written = file.write(format == EntryFormat::Csv ? csvRow(snapshot, entries[i], *line) : *line + '\n');
    }
    if (written && options.stop.stop_requested())
        return cancelled();
    if (written)
        written = file.commit();
    if (!written)
        return tl::unexpected(std::move(written.error()));
    return file.size();
}

} // namespace moie
