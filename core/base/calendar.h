// SPDX-License-Identifier: MIT
// The local calendar: days, display buckets and ISO text in the process's time zone (TZ), daylight saving included.
// Thread-safe as long as nobody changes TZ meanwhile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/time.h>

namespace moie {

struct LocalDate {
    int year = 1970;
    int month = 1; // 1…12
    int day = 1;   // 1…31
    friend auto operator<=>(const LocalDate&, const LocalDate&) = default;
};

LocalDate localDate(Time time);
Time startOfDay(LocalDate date);
// Also for a day count that leaves the month: addDays({2026, 1, 31}, 1) is 1 February.
LocalDate addDays(LocalDate date, int days);
std::string isoDate(LocalDate date); // 2026-11-20

// Local time as Python's datetime.isoformat() writes it: 2026-11-20T07:12:36.250000, without fraction where it is 0.
std::string isoLocal(Time time);
// The same with the offset from UTC: 2026-11-20T07:12:36.250000+01:00.
std::string isoLocalWithOffset(Time time);
// The zone's abbreviation at that time: CET.
std::string zoneName(Time time);

// ISO 8601 date or date and time, "T" or a blank between, with or without fraction; local where it has no offset or Z.
std::optional<Time> parseIso(std::string_view text);

enum class BucketUnit : unsigned char { Second, Minute, Hour, Day, Week, Month };

// A display bucket's width: `count` of `unit`.
struct BucketSize {
    int count = 1;
    BucketUnit unit = BucketUnit::Day;
    friend bool operator==(const BucketSize&, const BucketSize&) = default;
};

// Buckets that cover a range: edges[i] ≤ bucket i < edges[i + 1], aligned to local calendar time.
struct Buckets {
    BucketSize size;
    std::vector<Time> edges; // empty where there is no bucket, else count + 1

    std::size_t count() const { return edges.empty() ? 0 : edges.size() - 1; }
    // The bucket that holds the time, count() where none does.
    std::size_t indexOf(Time time) const;
};

// The smallest of 1, 5, 15, 30 s, 1, 5, 15, 30 min, 1, 3, 6, 12 h, 1 d, 1 week, 1 month that gives at most `most`
// buckets over first…last (both included); where months are too many, 3, 6, 12, 24, … months. `most` counts as at least
// two. None where `last` is before `first` or `first` is unknown.
Buckets bucketsFor(Time first, Time last, std::size_t most = 200);

} // namespace moie
