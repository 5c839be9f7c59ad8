// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

#include <moie/feed/feed.h>
#include <moie/schema/utf8.h>

namespace moielog {

namespace {

// Controls, and the characters that reorder or hide what stands around them.
bool isUnsafe(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

} // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const moie::DecodedCodePoint step = moie::decodeUtf8(text, at);
        const std::string_view bytes = text.substr(at, step.length);
        if (!step.valid) {
            for (const char byte : bytes)
                out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
        } else if (step.value == '\n') {
            out += "\\n";
        } else if (step.value == '\t') {
            out += "\\t";
        } else if (step.value == '\r') {
            out += "\\r";
        } else if (isUnsafe(step.value)) {
            out += step.value < 0x100 ? fmt::format("\\x{:02x}", static_cast<unsigned>(step.value))
                                      : fmt::format("\\u{{{:x}}}", static_cast<unsigned>(step.value));
        } else {
            out += bytes;
        }
        at += step.length;
    }
    return out;
}

std::string grouped(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
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
    auto loaded = moie::loadOnce(directory, {}, progress);
    if (!loaded)
        complain(loaded.error());
    return loaded;
}

void complain(const moie::Error& error) {
    fmt::print(stderr, "moielog: {}\n", escaped(error.describe()));
}

bool complainOfUnread(const moie::Snapshot& snapshot) {
    bool found = false;
    for (const moie::Error& problem : snapshot.problems) {
        complain(problem);
        found = true;
    }
    for (const auto& file : snapshot.files) {
        if (file->problem) {
            complain(*file->problem);
            found = true;
        }
    }
    return found;
}

} // namespace moielog
