// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/format.h"

#include <algorithm>
#include <chrono>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace moie::ui::format {
namespace {

const QString unknown = QStringLiteral("–");

class TimeTexts {
    Q_DECLARE_TR_FUNCTIONS(Times)
};

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
    const auto whole = [](double value) { return count(static_cast<std::uint64_t>(value)); };
    if (seconds < 60.0)
        return TimeTexts::tr("%1 s ago").arg(whole(seconds));
    if (seconds < 3600.0)
        return TimeTexts::tr("%1 min ago").arg(whole(seconds / 60.0));
    if (seconds < 2.0 * 86400.0)
        return TimeTexts::tr("%1 h ago").arg(whole(seconds / 3600.0));
    return TimeTexts::tr("%1 d ago").arg(whole(seconds / 86400.0));
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
    const bool one = size.count == 1;
    const auto several = [&](const QString& text) { return text.arg(size.count); };
    switch (size.unit) {
    case BucketUnit::Second: return one ? TimeTexts::tr("one-second") : several(TimeTexts::tr("%1-second"));
    case BucketUnit::Minute: return one ? TimeTexts::tr("one-minute") : several(TimeTexts::tr("%1-minute"));
    case BucketUnit::Hour: return one ? TimeTexts::tr("hourly") : several(TimeTexts::tr("%1-hour"));
    case BucketUnit::Day: return one ? TimeTexts::tr("daily") : several(TimeTexts::tr("%1-day"));
    case BucketUnit::Week: return one ? TimeTexts::tr("weekly") : several(TimeTexts::tr("%1-week"));
    case BucketUnit::Month: return one ? TimeTexts::tr("monthly") : several(TimeTexts::tr("%1-month"));
    }
    return {};
}

QString eachBucket(BucketSize size) {
    const bool one = size.count == 1;
    const auto several = [&](const QString& text) { return text.arg(size.count); };
    switch (size.unit) {
    case BucketUnit::Second: return one ? TimeTexts::tr("per second") : several(TimeTexts::tr("per %1 seconds"));
    case BucketUnit::Minute: return one ? TimeTexts::tr("per minute") : several(TimeTexts::tr("per %1 minutes"));
    case BucketUnit::Hour: return one ? TimeTexts::tr("per hour") : several(TimeTexts::tr("per %1 hours"));
    case BucketUnit::Day: return one ? TimeTexts::tr("per day") : several(TimeTexts::tr("per %1 days"));
    case BucketUnit::Week: return one ? TimeTexts::tr("per week") : several(TimeTexts::tr("per %1 weeks"));
    case BucketUnit::Month: return one ? TimeTexts::tr("per month") : several(TimeTexts::tr("per %1 months"));
    }
    return {};
}

QString firstAndLast(BucketSize size) {
    const bool one = size.count == 1;
    const auto several = [&](const QString& text) { return text.arg(size.count); };
    switch (size.unit) {
    case BucketUnit::Second:
        return one ? TimeTexts::tr("first and last second") : several(TimeTexts::tr("first and last %1 seconds"));
    case BucketUnit::Minute:
        return one ? TimeTexts::tr("first and last minute") : several(TimeTexts::tr("first and last %1 minutes"));
    case BucketUnit::Hour:
        return one ? TimeTexts::tr("first and last hour") : several(TimeTexts::tr("first and last %1 hours"));
    case BucketUnit::Day:
        return one ? TimeTexts::tr("first and last day") : several(TimeTexts::tr("first and last %1 days"));
    case BucketUnit::Week:
        return one ? TimeTexts::tr("first and last week") : several(TimeTexts::tr("first and last %1 weeks"));
    case BucketUnit::Month:
        return one ? TimeTexts::tr("first and last month") : several(TimeTexts::tr("first and last %1 months"));
    }
    return {};
}

} // namespace moie::ui::format
