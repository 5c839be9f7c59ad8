// SPDX-License-Identifier: MIT
#include <moie/base/calendar.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <limits>

namespace moie {

namespace {

constexpr std::int64_t secondsPerDay = 86'400;
constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;

std::int64_t wholeSeconds(Time time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

// Time's nanoseconds reach from 1677 to 2262: the edges of long buckets may lie beyond.
constexpr std::int64_t furthestSecond = std::numeric_limits<std::int64_t>::max() / nanosecondsPerSecond;

Time fromSeconds(std::int64_t seconds) {
    return Time(std::chrono::seconds(std::clamp(seconds, -furthestSecond, furthestSecond)));
}

std::int64_t daysFromCivil(LocalDate date) {
    const std::chrono::year_month_day civil{std::chrono::year(date.year),
                                            std::chrono::month(static_cast<unsigned>(date.month)),
                                            std::chrono::day(static_cast<unsigned>(date.day))};
    return std::chrono::sys_days(civil).time_since_epoch().count();
}

LocalDate civilFromDays(std::int64_t days) {
    const std::chrono::year_month_day civil{std::chrono::sys_days(std::chrono::days(days))};
    return {static_cast<int>(civil.year()), static_cast<int>(static_cast<unsigned>(civil.month())),
            static_cast<int>(static_cast<unsigned>(civil.day()))};
}

std::tm brokenDown(std::int64_t seconds) {
    // POSIX lets localtime_r leave TZ unread.
    static const bool zoneRead = (::tzset(), true);
    static_cast<void>(zoneRead);
    const auto unixTime = static_cast<std::time_t>(seconds);
    std::tm local{};
    ::localtime_r(&unixTime, &local);
    return local;
}

LocalDate dateOf(const std::tm& local) {
    return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

// The wall clock at that moment, counted as if it were UTC.
std::int64_t wallSeconds(std::int64_t seconds) {
    const std::tm local = brokenDown(seconds);
    return daysFromCivil(dateOf(local)) * secondsPerDay + local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec;
}

std::int64_t offsetAt(std::int64_t seconds) {
    return wallSeconds(seconds) - seconds;
}

// The first moment at which the wall clock shows `wall`. Where it never does (clocks put forward), what a clock that
// was not put forward would have shown it at: Python's rule for fold = 0.
std::int64_t firstMomentOf(std::int64_t wall) {
    const std::int64_t before = wall - offsetAt(wall - secondsPerDay);
    const std::int64_t after = wall - offsetAt(wall + secondsPerDay);
    const bool beforeShows = wallSeconds(before) == wall;
    const bool afterShows = wallSeconds(after) == wall;
    if (beforeShows && afterShows)
        return std::min(before, after);
    return afterShows ? after : before;
}

std::int64_t firstMomentOf(LocalDate date, int hour) {
    return firstMomentOf(daysFromCivil(date) * secondsPerDay + hour * 3600);
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

// Time cut to microseconds as Python rounds them: to the nearest, halves to even.
std::int64_t roundedMicroseconds(Time time) {
    const std::int64_t nanoseconds = time.time_since_epoch().count();
    const std::int64_t micro = floorDivide(nanoseconds, 1000);
    const std::int64_t rest = nanoseconds - micro * 1000;
    return rest > 500 || (rest == 500 && micro % 2 != 0) ? micro + 1 : micro;
}

} // namespace

LocalDate localDate(Time time) {
    return dateOf(brokenDown(wholeSeconds(time)));
}

Time startOfDay(LocalDate date) {
    return fromSeconds(firstMomentOf(date, 0));
}

LocalDate addDays(LocalDate date, int days) {
    return civilFromDays(daysFromCivil(date) + days);
}

std::string isoDate(LocalDate date) {
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

std::string isoLocal(Time time) {
    const std::int64_t microseconds = roundedMicroseconds(time);
    const std::int64_t seconds = floorDivide(microseconds, 1'000'000);
    const auto fraction = static_cast<int>(microseconds - seconds * 1'000'000);
    const std::tm local = brokenDown(seconds);
    char text[64];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d", local.tm_hour, local.tm_min, local.tm_sec);
    std::string result = isoDate(dateOf(local)) + text;
    if (fraction != 0) {
        std::snprintf(text, sizeof text, ".%06d", fraction);
        result += text;
    }
    return result;
}

std::string isoLocalWithOffset(Time time) {
    const std::int64_t minutes = offsetAt(floorDivide(roundedMicroseconds(time), 1'000'000)) / 60;
    const auto distance = static_cast<int>(minutes < 0 ? -minutes : minutes);
    char text[32];
    std::snprintf(text, sizeof text, "%c%02d:%02d", minutes < 0 ? '-' : '+', distance / 60, distance % 60);
    return isoLocal(time) + text;
}

std::string zoneName(Time time) {
    const std::tm local = brokenDown(wholeSeconds(time));
    char text[64];
    return std::string(text, std::strftime(text, sizeof text, "%Z", &local));
}

namespace {

// Reads an ISO text from its front.
class IsoReader {
public:
    explicit IsoReader(std::string_view text) : m_rest(text) {}

    bool atEnd() const { return m_rest.empty(); }
    bool take(std::string_view anyOf) {
        if (m_rest.empty() || anyOf.find(m_rest.front()) == std::string_view::npos)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    // Exactly so many digits.
    std::optional<int> number(std::size_t digits) {
        if (m_rest.size() < digits)
            return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_rest[i] < '0' || m_rest[i] > '9')
                return std::nullopt;
            value = value * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(digits);
        return value;
    }
    // Any number of digits after the decimal mark, in nanoseconds; what is finer is cut.
    std::optional<std::int64_t> fraction() {
        std::int64_t nanoseconds = 0;
        std::int64_t unit = nanosecondsPerSecond / 10;
        bool any = false;
        while (const auto digit = number(1)) {
            nanoseconds += *digit * unit;
            unit /= 10;
            any = true;
        }
        return any ? std::optional(nanoseconds) : std::nullopt;
    }
    char front() const { return m_rest.empty() ? '\0' : m_rest.front(); }

private:
    std::string_view m_rest;
};

std::optional<LocalDate> readDate(IsoReader& reader) {
    const auto year = reader.number(4);
    if (!year || !reader.take("-"))
        return std::nullopt;
    const auto month = reader.number(2);
    if (!month || !reader.take("-"))
        return std::nullopt;
    const auto day = reader.number(2);
    if (!day)
        return std::nullopt;
    const std::chrono::year_month_day civil{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                            std::chrono::day(static_cast<unsigned>(*day))};
    // The range of Time's nanoseconds is 1677…2262.
    if (!civil.ok() || *year < 1678 || *year > 2261)
        return std::nullopt;
    return LocalDate{*year, *month, *day};
}

// Nanoseconds since midnight.
std::optional<std::int64_t> readTimeOfDay(IsoReader& reader) {
    const auto hour = reader.number(2);
    if (!hour || *hour > 23 || !reader.take(":"))
        return std::nullopt;
    const auto minute = reader.number(2);
    if (!minute || *minute > 59)
        return std::nullopt;
    std::int64_t nanoseconds = 0;
    int seconds = 0;
    if (reader.take(":")) {
        const auto value = reader.number(2);
        if (!value || *value > 59)
            return std::nullopt;
        seconds = *value;
        if (reader.take(".,")) {
            const auto fraction = reader.fraction();
            if (!fraction)
                return std::nullopt;
            nanoseconds = *fraction;
        }
    }
    return (*hour * 3600 + *minute * 60 + seconds) * nanosecondsPerSecond + nanoseconds;
}

// "Z", "+01:00", "+0100" or "+01", in seconds.
std::optional<std::int64_t> readOffset(IsoReader& reader) {
    if (reader.take("Zz"))
        return 0;
    const bool negative = reader.front() == '-';
    if (!reader.take("+-"))
        return std::nullopt;
    const auto hours = reader.number(2);
    if (!hours || *hours > 23)
        return std::nullopt;
    int minutes = 0;
    const bool colon = reader.take(":");
    if (colon || !reader.atEnd()) {
        const auto value = reader.number(2);
        if (!value || *value > 59)
            return std::nullopt;
        minutes = *value;
    }
    const std::int64_t offset = *hours * 3600 + minutes * 60;
    return negative ? -offset : offset;
}

} // namespace

std::optional<Time> parseIso(std::string_view text) {
    IsoReader reader(text);
    const auto date = readDate(reader);
    if (!date)
        return std::nullopt;
    if (reader.atEnd())
        return startOfDay(*date);
    if (!reader.take("Tt "))
        return std::nullopt;
    const auto timeOfDay = readTimeOfDay(reader);
    if (!timeOfDay)
        return std::nullopt;
    const std::int64_t wall = daysFromCivil(*date) * secondsPerDay + *timeOfDay / nanosecondsPerSecond;
    const Duration fraction(*timeOfDay % nanosecondsPerSecond);
    if (reader.atEnd())
        return fromSeconds(firstMomentOf(wall)) + fraction;
    const auto offset = readOffset(reader);
    if (!offset || !reader.atEnd())
        return std::nullopt;
    return fromSeconds(wall - *offset) + fraction;
}

std::size_t Buckets::indexOf(Time time) const {
    if (edges.empty() || time < edges.front() || time >= edges.back())
        return count();
    return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), time) - edges.begin()) - 1;
}

namespace {

std::int64_t nominalSeconds(BucketSize size) {
    static constexpr std::int64_t units[] = {1, 60, 3600, secondsPerDay, 7 * secondsPerDay, 28 * secondsPerDay};
    return size.count * units[static_cast<std::size_t>(size.unit)];
}

// The next wider size; beyond a month 3, 6, 12, 24, … months.
BucketSize nextWider(BucketSize size) {
    static constexpr BucketSize ladder[] = {
        {1, BucketUnit::Second}, {5, BucketUnit::Second}, {15, BucketUnit::Second}, {30, BucketUnit::Second},
        {1, BucketUnit::Minute}, {5, BucketUnit::Minute}, {15, BucketUnit::Minute}, {30, BucketUnit::Minute},
        {1, BucketUnit::Hour},   {3, BucketUnit::Hour},   {6, BucketUnit::Hour},    {12, BucketUnit::Hour},
        {1, BucketUnit::Day},    {1, BucketUnit::Week},   {1, BucketUnit::Month},   {3, BucketUnit::Month}};
    const auto* const at = std::find(std::begin(ladder), std::end(ladder), size);
    if (at == std::end(ladder) || at + 1 == std::end(ladder))
        return {size.count * 2, BucketUnit::Month};
    return *(at + 1);
}

// Steps through the edges of one bucket size.
class EdgeWalk {
public:
    EdgeWalk(BucketSize size, std::int64_t first) : m_size(size) {
        const std::tm local = brokenDown(first);
        m_date = dateOf(local);
        switch (size.unit) {
        case BucketUnit::Second:
        case BucketUnit::Minute: m_edge = aligned(first); return;
        case BucketUnit::Hour:
            if (size.count == 1) {
                m_edge = aligned(first);
                return;
            }
            m_hour = local.tm_hour / size.count * size.count;
            break;
        case BucketUnit::Day: break;
        case BucketUnit::Week:
            // tm_wday counts from Sunday, weeks begin on Monday.
            m_date = addDays(m_date, -((local.tm_wday + 6) % 7));
            break;
        case BucketUnit::Month: {
            const int month = (m_date.year * 12 + m_date.month - 1) / size.count * size.count;
            m_date = {month / 12, month % 12 + 1, 1};
            break;
        }
        }
        m_edge = firstMomentOf(m_date, m_hour);
    }

    std::int64_t edge() const { return m_edge; }

    void advance() {
        const std::int64_t last = m_edge;
        if (stepsInRealTime()) {
            // Realigned, since an offset may change by less than an hour.
            const std::int64_t next = last + nominalSeconds(m_size);
            const std::int64_t realigned = aligned(next);
            m_edge = realigned > last ? realigned : next;
            return;
        }
        // A date or hour that the clocks skipped has no bucket.
        do {
            step();
            m_edge = firstMomentOf(m_date, m_hour);
        } while (m_edge <= last);
    }

private:
    bool stepsInRealTime() const {
        return m_size.unit < BucketUnit::Hour || (m_size.unit == BucketUnit::Hour && m_size.count == 1);
    }

    // The last moment up to `time` at which the wall clock stood at a multiple of the size.
    std::int64_t aligned(std::int64_t time) const {
        const std::int64_t width = nominalSeconds(m_size);
        const std::int64_t wall = wallSeconds(time);
        return time - (wall - floorDivide(wall, width) * width);
    }

    void step() {
        switch (m_size.unit) {
        case BucketUnit::Hour:
            m_hour += m_size.count;
            if (m_hour < 24)
                return;
            m_hour = 0;
            m_date = addDays(m_date, 1);
            return;
        case BucketUnit::Week: m_date = addDays(m_date, 7); return;
        case BucketUnit::Month: {
            const int month = m_date.year * 12 + m_date.month - 1 + m_size.count;
            m_date = {month / 12, month % 12 + 1, 1};
            return;
        }
        default: m_date = addDays(m_date, 1);
        }
    }

    BucketSize m_size;
    LocalDate m_date;
    int m_hour = 0;
    std::int64_t m_edge = 0;
};

// False where there would be more than `most` buckets.
bool fillEdges(Buckets& buckets, std::int64_t first, std::int64_t last, std::size_t most) {
    buckets.edges.clear();
    EdgeWalk walk(buckets.size, first);
    buckets.edges.push_back(fromSeconds(walk.edge()));
    while (walk.edge() <= last) {
        if (buckets.edges.size() > most)
            return false;
        walk.advance();
        buckets.edges.push_back(fromSeconds(walk.edge()));
    }
    return true;
}

} // namespace

Buckets bucketsFor(Time first, Time last, std::size_t most) {
    Buckets buckets;
    if (first == unknownTime || last < first)
        return buckets;
    // Any length of time fits into two buckets, but it may straddle an edge of every size.
    const std::size_t limit = std::max<std::size_t>(most, 2);
    const std::int64_t from = wholeSeconds(first);
    const std::int64_t to = wholeSeconds(last);
    buckets.size = {1, BucketUnit::Second};
    // Buckets of unequal length (daylight saving, months) are less than twice the nominal one.
    while (static_cast<std::uint64_t>((to - from) / nominalSeconds(buckets.size)) > 2 * limit ||
           !fillEdges(buckets, from, to, limit))
        buckets.size = nextWider(buckets.size);
    return buckets;
}

} // namespace moie
