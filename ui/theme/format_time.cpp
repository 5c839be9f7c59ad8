// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/format.h"

#include <algorithm>
#include <chrono>

#include <QDateTime>
#include <QLocale>

namespace moie::ui::format {
namespace {

const QString unknown = QStringLiteral("–");

QDateTime local(Time time) {
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

// English month names whatever the system's language, as the rest of the texts.
QString text(Time time, const QString& pattern) {
    return QLocale::c().toString(local(time), pattern);
}

bool yearNeeded(Time time, Time now) {
    return local(time).date().year() != local(now).date().year();
}

QString unitName(BucketUnit unit) {
    switch (unit) {
    case BucketUnit::Second: return QStringLiteral("second");
    case BucketUnit::Minute: return QStringLiteral("minute");
    case BucketUnit::Hour: return QStringLiteral("hour");
    case BucketUnit::Day: return QStringLiteral("day");
    case BucketUnit::Week: return QStringLiteral("week");
    case BucketUnit::Month: return QStringLiteral("month");
    }
    return {};
}

QString sameDayRange(Time from, Time to, Time now) {
    return date(from, now) + QLatin1Char(' ') + clock(from) + QStringLiteral("–") + clock(to);
}

} // namespace

QString dateTime(Time time, Time now) {
    if (time == unknownTime)
        return unknown;
    return date(time, now) + QLatin1Char(' ') + clockSeconds(time);
}

QString date(Time time, Time now) {
    if (time == unknownTime)
        return unknown;
    return text(time, yearNeeded(time, now) ? QStringLiteral("d MMM yyyy") : QStringLiteral("d MMM"));
}

QString clock(Time time) {
    return time == unknownTime ? unknown : text(time, QStringLiteral("HH:mm"));
}

QString clockSeconds(Time time) {
    return time == unknownTime ? unknown : text(time, QStringLiteral("HH:mm:ss"));
}

QString dateRange(Time from, Time to, Time now) {
    if (from == unknownTime || to == unknownTime)
        return unknown;
    const QDate first = local(from).date();
    const QDate last = local(to).date();
    if (first == last)
        return sameDayRange(from, to, now);
    if (first.year() == last.year() && first.month() == last.month())
        return QString::number(first.day()) + QStringLiteral("–") + date(to, now);
    if (first.year() == last.year())
        return text(from, QStringLiteral("d MMM")) + QStringLiteral(" – ") + date(to, now);
    return text(from, QStringLiteral("d MMM yyyy")) + QStringLiteral(" – ") + text(to, QStringLiteral("d MMM yyyy"));
}

QString ago(Time time, Time now) {
    if (time == unknownTime)
        return unknown;
    const double seconds = std::max(0.0, toSeconds(now - time));
    const auto whole = [](double value, QStringView unit) {
        return counted(static_cast<std::uint64_t>(value), unit, unit) + QStringLiteral(" ago");
    };
    if (seconds < 60.0)
        return whole(seconds, u"s");
    if (seconds < 3600.0)
        return whole(seconds / 60.0, u"min");
    if (seconds < 2.0 * 86400.0)
        return whole(seconds / 3600.0, u"h");
    return whole(seconds / 86400.0, u"d");
}

QString bucket(const Buckets& buckets, std::size_t index, Time now) {
    if (index >= buckets.count())
        return unknown;
    const Time from = buckets.edges[index];
    const Time to = buckets.edges[index + 1];
    switch (buckets.size.unit) {
    case BucketUnit::Month: return text(from, QStringLiteral("MMM yyyy"));
    case BucketUnit::Week: return dateRange(from, to - std::chrono::seconds(1), now);
    case BucketUnit::Day: return date(from, now);
    case BucketUnit::Hour:
    case BucketUnit::Minute: return date(from, now) + QLatin1Char(' ') + clock(from) + QStringLiteral("–") + clock(to);
    case BucketUnit::Second:
        return date(from, now) + QLatin1Char(' ') + clockSeconds(from) + QStringLiteral("–") + clockSeconds(to);
    }
    return unknown;
}

QString perBucket(BucketSize size) {
    if (size.count != 1)
        return QStringLiteral("%1-%2").arg(size.count).arg(unitName(size.unit));
    switch (size.unit) {
    case BucketUnit::Second: return QStringLiteral("one-second");
    case BucketUnit::Minute: return QStringLiteral("one-minute");
    case BucketUnit::Hour: return QStringLiteral("hourly");
    case BucketUnit::Day: return QStringLiteral("daily");
    case BucketUnit::Week: return QStringLiteral("weekly");
    case BucketUnit::Month: return QStringLiteral("monthly");
    }
    return {};
}

QString eachBucket(BucketSize size) {
    const QString unit = unitName(size.unit);
    return size.count == 1 ? QStringLiteral("per ") + unit : QStringLiteral("per %1 %2s").arg(size.count).arg(unit);
}

} // namespace moie::ui::format
