// SPDX-License-Identifier: GPL-3.0-or-later
// The time range as the user chose it, which may move with the clock, and the fixed range that it means at a moment.
#pragma once

#include <optional>

#include <QString>

#include <moie/base/time.h>

namespace moie::ui {

struct RangeChoice {
    enum class Kind { All, Last, SinceLastVisit, Custom };

    Kind kind = Kind::All;
    Duration length{0}; // Last: how long before now
    TimeRange fixed;    // Custom

    static RangeChoice all() { return {}; }
    static RangeChoice last(Duration length) { return {Kind::Last, length, {}}; }
    static RangeChoice sinceLastVisit() { return {Kind::SinceLastVisit, Duration(0), {}}; }
    // Without bounds the same as all().
    static RangeChoice between(const TimeRange& range) {
        return range == TimeRange{} ? all() : RangeChoice{Kind::Custom, Duration(0), range};
    }

    friend bool operator==(const RangeChoice&, const RangeChoice&) = default;
};

// "Last" ends at now; "since last visit" without a known visit has no bounds, as "all".
TimeRange rangeAt(const RangeChoice& choice, Time now, std::optional<Time> lastVisit);

// For settings files: "all", "last 3600", "since_last_visit", "custom FROM TO" in Unix nanoseconds, "-" where open.
QString toSettingsText(const RangeChoice& choice);
std::optional<RangeChoice> rangeFromSettingsText(const QString& text);

} // namespace moie::ui
