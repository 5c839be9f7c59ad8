// SPDX-License-Identifier: GPL-3.0-or-later
// What `moielog bench log` compares: this logger, and spdlog's file sinks given the same bytes as finished lines.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include <moie/base/result.h>

namespace moielog::bench {

enum class EntryKind { LoveVector, ResponseTime };
inline constexpr std::array<std::string_view, 2> entryKindNames{"love_vector", "response_time"};

enum class SinkKind { Moie, SpdlogSync, SpdlogAsync };
inline constexpr std::array<std::string_view, 3> sinkKindNames{"moie", "spdlog sync", "spdlog async"};

// Logs entries of one kind into a directory. `log` may be called from several threads, `finish` once when they are
// done: it returns when all was handed to the system.
struct Sink {
    std::function<void()> log;
    std::function<moie::Result<>()> finish;
};

// A line of that kind as our logger writes it, newline left out.
moie::Result<std::string> lineOf(EntryKind entry, const std::string& directory);

moie::Result<Sink> openSink(SinkKind sink, EntryKind entry, const std::string& directory, const std::string& line);

} // namespace moielog::bench
