// SPDX-License-Identifier: MIT
// Points in time and durations. Stored and exchanged as Unix time; shown in the local time zone (calendar.h).
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace moie {

using Duration = std::chrono::nanoseconds;
using Time = std::chrono::sys_time<Duration>;

// Stands for "no time known"; sorts before every real time.
inline constexpr Time unknownTime{Duration(std::numeric_limits<std::int64_t>::min())};

// Seconds to a Time and back. A double of the present century has steps of 0.24 µs, so nanoseconds lose nothing and
// toUnixSeconds(fromUnixSeconds(x)) == x for every x in 2000…2100.
inline Time fromUnixSeconds(double seconds) {
    auto whole = static_cast<std::int64_t>(seconds);
    if (static_cast<double>(whole) > seconds)
        --whole; // down, before 1970 too
    return Time(std::chrono::seconds(whole) + Duration(std::llrint((seconds - static_cast<double>(whole)) * 1e9)));
}

inline double toUnixSeconds(Time time) {
    const auto count = time.time_since_epoch().count();
    return static_cast<double>(count / 1'000'000'000) + static_cast<double>(count % 1'000'000'000) * 1e-9;
}

inline double toSeconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

// Half-open [from, to); an absent end is open.
struct TimeRange {
    std::optional<Time> from;
    std::optional<Time> to;

    bool contains(Time t) const { return (!from || t >= *from) && (!to || t < *to); }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

} // namespace moie
