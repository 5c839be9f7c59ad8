// SPDX-License-Identifier: MIT
#include <moie/query/time_text.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include <moie/base/calendar.h>

namespace moie {

namespace {

constexpr double mostSecondsAgo = 200 * 366 * 86'400.0;

struct TimeUnit {
    std::string_view name;
    double seconds;
};
constexpr TimeUnit timeUnits[] = {{"ms", 1e-3},     {"s", 1},       {"sec", 1},        {"m", 60},
                                  {"min", 60},      {"h", 3600},    {"d", 86'400},     {"day", 86'400},
                                  {"days", 86'400}, {"w", 604'800}, {"week", 604'800}, {"weeks", 604'800}};

// A count and its unit; nothing where the count is negative or the unit is not known.
std::optional<double> secondsOf(std::string_view text, bool needsUnit) {
    double count = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (failure != std::errc() || !(count >= 0) || !std::isfinite(count))
        return std::nullopt;
    const std::string_view name(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    if (name.empty())
        return needsUnit ? std::nullopt : std::optional(count);
    const auto unit = std::find_if(std::begin(timeUnits), std::end(timeUnits),
                                   [name](const TimeUnit& candidate) { return candidate.name == name; });
    return unit == std::end(timeUnits) ? std::nullopt : std::optional(count * unit->seconds);
}

} // namespace

std::optional<Time> parseTimeText(std::string_view text, Time now) {
    if (text == "now")
        return now;
    if (text == "today")
        return startOfDay(localDate(now));
    if (text == "yesterday")
        return startOfDay(addDays(localDate(now), -1));
    if (const auto iso = parseIso(text))
        return iso;
    const auto ago = secondsOf(text, true);
    if (!ago || *ago > mostSecondsAgo)
        return std::nullopt;
    return now - Duration(std::llround(*ago * 1e9));
}

std::optional<double> parseDurationText(std::string_view text) {
    return secondsOf(text, false);
}

std::string daysProblem(std::string_view text) {
    double days = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), days);
    const bool isWhole = failure == std::errc() && rest == text.data() + text.size();
    if (isWhole && days >= 0.001 && days <= 36'500)
        return {};
    return std::string("'").append(text).append(
        "' is no number of days: from 0.001 to 36500, such as 7, or 0.5 for twelve hours");
}

} // namespace moie
