// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/format.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "ui/theme/local_time.h"

namespace moie::ui::format {
namespace {

const QString unknown = QStringLiteral("–");

class TimeTexts {
    Q_DECLARE_TR_FUNCTIONS(Times)
};

// English month names whatever the system's language, as the rest of the texts.
QString text(Time time, const QString& pattern) {
    return QLocale::c().toString(localTime(time), pattern);
}

bool yearNeeded(Time time, Time now) {
    return localTime(time).date().year() != localTime(now).date().year();
}

// For each BucketUnit: of one, and of several.
using BucketPhrases = std::array<std::pair<const char*, const char*>, 6>;
static_assert(static_cast<int>(BucketUnit::Second) == 0 && static_cast<int>(BucketUnit::Month) == 5);

QString phraseOf(const BucketPhrases& phrases, BucketSize size) {
    const auto& [one, several] = phrases[static_cast<std::size_t>(size.unit)];
    return size.count == 1 ? TimeTexts::tr(one) : TimeTexts::tr(several).arg(size.count);
}

QString sameDayRange(Time from, Time to, Time now) {
    const QString first = clock(from);
    const QString last = clock(to);
    return date(from, now) + QLatin1Char(' ') + (first == last ? first : first + QStringLiteral("–") + last);
}

QString months(Time from, Time to) {
    const QDate first = localTime(from).date();
    const QDate last = localTime(to).date();
    if (first.year() != last.year())
        return text(from, QStringLiteral("MMM yyyy")) + QStringLiteral(" – ") + text(to, QStringLiteral("MMM yyyy"));
    if (first.month() == last.month())
        return text(from, QStringLiteral("MMM yyyy"));
    return text(from, QStringLiteral("MMM")) + QStringLiteral("–") + text(to, QStringLiteral("MMM yyyy"));
}

} // namespace

QString dateTime(Time time, Time now) {
    if (time == unknownTime)
        return unknown;
    return date(time, now) + QLatin1Char(' ') + clockSeconds(time);
}

QString dateTimeMillis(Time time, Time now) {
    return time == unknownTime ? unknown : date(time, now) + text(time, QStringLiteral(" HH:mm:ss.zzz"));
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

QString clockMilliseconds(Time time) {
    return time == unknownTime ? unknown : text(time, QStringLiteral("HH:mm:ss.zzz"));
}

QString dateRange(Time from, Time to, Time now) {
    if (from == unknownTime || to == unknownTime)
        return unknown;
    const QDate first = localTime(from).date();
    const QDate last = localTime(to).date();
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
    case BucketUnit::Month: return months(from, to - std::chrono::seconds(1));
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
    static constexpr BucketPhrases phrases{
        {{QT_TRANSLATE_NOOP("Times", "one-second"), QT_TRANSLATE_NOOP("Times", "%1-second")},
         {QT_TRANSLATE_NOOP("Times", "one-minute"), QT_TRANSLATE_NOOP("Times", "%1-minute")},
         {QT_TRANSLATE_NOOP("Times", "hourly"), QT_TRANSLATE_NOOP("Times", "%1-hour")},
         {QT_TRANSLATE_NOOP("Times", "daily"), QT_TRANSLATE_NOOP("Times", "%1-day")},
         {QT_TRANSLATE_NOOP("Times", "weekly"), QT_TRANSLATE_NOOP("Times", "%1-week")},
         {QT_TRANSLATE_NOOP("Times", "monthly"), QT_TRANSLATE_NOOP("Times", "%1-month")}}};
    return phraseOf(phrases, size);
}

QString eachBucket(BucketSize size) {
    static constexpr BucketPhrases phrases{
        {{QT_TRANSLATE_NOOP("Times", "per second"), QT_TRANSLATE_NOOP("Times", "per %1 seconds")},
         {QT_TRANSLATE_NOOP("Times", "per minute"), QT_TRANSLATE_NOOP("Times", "per %1 minutes")},
         {QT_TRANSLATE_NOOP("Times", "per hour"), QT_TRANSLATE_NOOP("Times", "per %1 hours")},
         {QT_TRANSLATE_NOOP("Times", "per day"), QT_TRANSLATE_NOOP("Times", "per %1 days")},
         {QT_TRANSLATE_NOOP("Times", "per week"), QT_TRANSLATE_NOOP("Times", "per %1 weeks")},
         {QT_TRANSLATE_NOOP("Times", "per month"), QT_TRANSLATE_NOOP("Times", "per %1 months")}}};
    return phraseOf(phrases, size);
}

QString firstAndLast(BucketSize size) {
    static constexpr BucketPhrases phrases{
        {{QT_TRANSLATE_NOOP("Times", "first and last second"), QT_TRANSLATE_NOOP("Times", "first and last %1 seconds")},
         {QT_TRANSLATE_NOOP("Times", "first and last minute"), QT_TRANSLATE_NOOP("Times", "first and last %1 minutes")},
         {QT_TRANSLATE_NOOP("Times", "first and last hour"), QT_TRANSLATE_NOOP("Times", "first and last %1 hours")},
         {QT_TRANSLATE_NOOP("Times", "first and last day"), QT_TRANSLATE_NOOP("Times", "first and last %1 days")},
         {QT_TRANSLATE_NOOP("Times", "first and last week"), QT_TRANSLATE_NOOP("Times", "first and last %1 weeks")},
         {QT_TRANSLATE_NOOP("Times", "first and last month"), QT_TRANSLATE_NOOP("Times", "first and last %1 months")}}};
    return phraseOf(phrases, size);
}

} // namespace moie::ui::format
