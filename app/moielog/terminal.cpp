// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

#include <moie/feed/feed.h>
#include <moie/query/entry_csv.h>
#include <moie/store/unread.h>

namespace moielog {

namespace {
bool usesCache = true;
} // namespace

std::string jsonForOutput(std::string json) {
    return ::isatty(STDOUT_FILENO) == 0 ? json : moie::escapedJson(json);
}

std::string lineForOutput(const std::string& line) {
    return ::isatty(STDOUT_FILENO) == 0 ? line : moie::escapedJson(moie::strictJson(line));
}

moie::LineEnds outputLineEnds() {
    return ::isatty(STDOUT_FILENO) == 0 ? moie::LineEnds::Kept : moie::LineEnds::Escaped;
}

std::string csvCell(std::string_view text) {
    return moie::csvCell(text, outputLineEnds());
}

void setUsesCache(bool uses) {
    usesCache = uses;
}

std::optional<moie::CacheOptions> cacheOptions() {
    return usesCache ? moie::userCacheOptions() : std::nullopt;
}

moie::Result<moie::SnapshotPtr> loadWithProgress(const std::string& directory) {
    const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    int shown = -1;
    const auto progress = [&](const moie::LoadProgress& load) {
        const int percent =
            load.bytesTotal > 0 ? static_cast<int>(100.0 * double(load.bytesDone) / double(load.bytesTotal)) : 100;
        if (isTerminal && percent != shown && !load.complete)
            fmt::print(stderr, "\rreading {} %", percent);
        if (isTerminal && load.complete && shown >= 0)
            fmt::print(stderr, "\r             \r");
        shown = percent;
        std::fflush(stderr);
    };
    moie::FeedOptions options;
    options.cache = cacheOptions();
    auto loaded = moie::loadOnce(directory, options, progress);
    if (!loaded)
        complain(loaded.error());
    else if ((*loaded)->cacheNotice)
        complain(*(*loaded)->cacheNotice);
    return loaded;
}

// Where it cannot be written the program goes on: it may be logging on a full disk, which stderr is on too.
void complain(const moie::Error& error) {
    std::fputs(fmt::format("moielog: {}\n", escaped(error.describe())).c_str(), stderr);
}

bool complainOfUnread(const moie::Snapshot& snapshot) {
    const std::vector<moie::Error> unread = moie::whatIsUnread(snapshot);
    for (const moie::Error& problem : unread)
        complain(problem);
    return !unread.empty();
}

} // namespace moielog
