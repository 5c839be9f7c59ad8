// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/range_choice.h"

#include <QStringList>

namespace moie::ui {

namespace {

QString boundText(const std::optional<Time>& bound) {
    return bound ? QString::number(bound->time_since_epoch().count()) : QStringLiteral("-");
}

// False where the text is neither a number nor "-".
bool readBound(const QString& text, std::optional<Time>& bound) {
    if (text == QLatin1String("-")) {
        bound.reset();
        return true;
    }
    bool isNumber = false;
    const qint64 count = text.toLongLong(&isNumber);
    bound = Time(Duration(count));
    return isNumber;
}

} // namespace

TimeRange rangeAt(const RangeChoice& choice, Time now, std::optional<Time> lastVisit) {
    switch (choice.kind) {
    case RangeChoice::Kind::All: return {};
    case RangeChoice::Kind::Last: return {now - choice.length, now};
    case RangeChoice::Kind::SinceLastVisit: return {lastVisit, std::nullopt};
    case RangeChoice::Kind::Custom: return choice.fixed;
    }
    return {};
}

QString toSettingsText(const RangeChoice& choice) {
    switch (choice.kind) {
    case RangeChoice::Kind::All: break;
    case RangeChoice::Kind::Last:
        return QStringLiteral("last %1").arg(std::chrono::duration_cast<std::chrono::seconds>(choice.length).count());
    case RangeChoice::Kind::SinceLastVisit: return QStringLiteral("since_last_visit");
    case RangeChoice::Kind::Custom:
        return QStringLiteral("custom %1 %2").arg(boundText(choice.fixed.from), boundText(choice.fixed.to));
    }
    return QStringLiteral("all");
}

std::optional<RangeChoice> rangeFromSettingsText(const QString& text) {
    const QStringList words = text.split(QLatin1Char(' '));
    if (text == QLatin1String("all"))
        return RangeChoice::all();
    if (text == QLatin1String("since_last_visit"))
        return RangeChoice::sinceLastVisit();
    if (words.size() == 2 && words[0] == QLatin1String("last")) {
        // Longer than this and now − length would leave the range of Time.
        constexpr qint64 mostSeconds = 100LL * 366 * 86400;
        const qint64 seconds = words[1].toLongLong();
        if (seconds > 0 && seconds <= mostSeconds)
            return RangeChoice::last(std::chrono::seconds(seconds));
    }
    if (words.size() == 3 && words[0] == QLatin1String("custom")) {
        TimeRange range;
        if (readBound(words[1], range.from) && readBound(words[2], range.to))
            return RangeChoice::between(range);
    }
    return std::nullopt;
}

} // namespace moie::ui
