// SPDX-License-Identifier: GPL-3.0-or-later
// Every text that a figure, a time or a name from a log is shown as. No other file turns a number into text. NaN, where
// there is nothing to measure, is "–". Text is plain, never rich.
#pragma once

#include <cstdint>
#include <string_view>

#include <QString>

#include <moie/analytics/figures.h>
#include <moie/base/calendar.h>
#include <moie/store/snapshot.h>

namespace moie::ui::format {

// What is counted; ui/theme/format_words.cpp has the phrases.
enum class Noun : unsigned char {
    Adaptation,
    Archive,
    Byte,
    Checkpoint,
    Entry,
    EntryIs,
    EntryMissing,
    Feedback,
    FeedbackEntry,
    Field,
    File,
    Item,
    Line,
    LineRejected,
    LogEntry,
    Model,
    Notice,
    Page,
    Session,
    Sitting,
    Step,
    Turn,
    TurnTooFew,
    Violation,
    Warning,
};

// Three significant digits: 1.58, 0.0421, 12.3, −4.00, 12,300.
QString figure(double value);
// With a fixed number of decimals, as axis labels and the changes beside a figure need it.
QString fixed(double value, int decimals);
// The decimals that figure() gives to the value.
int decimalsOf(double value);
// Whole, thousands separated: 12,007.
QString count(std::uint64_t value);
// "1 turn", "12,007 turns".
QString counted(std::uint64_t value, Noun noun);
// Of a share of one: 13.7 %, 0.042 %, 100 %. Never rounded up to 100 % or down to 0 %.
QString percent(double share);
// 11.6–16.1 %
QString percentRange(double low, double high);
// The size of a change of a share in percentage points: 40.3 points.
QString points(double share);
// 420 µs, 850 ms, 1.2 s, 14.6 s, 3 min 20 s, 2 h 5 min, 3 d 4 h.
QString duration(double seconds);
// The size of a change without its sign, in the unit and decimals of the duration that it stands beside.
QString durationChange(double change, double beside);
// 950 B, 1.20 MB (powers of ten).
QString bytes(std::uint64_t value);

// Local time. A year is said where it is not that of `now`.
QString dateTime(Time time, Time now);           // 20 Nov 07:12:36
QString dateTimeMillis(Time time, Time now);     // 20 Nov 07:12:36.250
QString date(Time time, Time now);               // 6 Nov
QString dateRange(Time from, Time to, Time now); // 6–20 Nov; 28 Oct – 3 Nov; 20 Nov 07:12–09:40
QString clock(Time time);                        // 07:12
QString clockSeconds(Time time);                 // 07:12:36
QString clockMilliseconds(Time time);            // 07:12:36.250
// How long ago, for a status line: 12 s ago, 3 min ago, 2 h ago, 5 d ago.
QString ago(Time time, Time now);

// What one display bucket covers: "6 Nov", "6 Nov 14:00–15:00", "6–12 Nov", "Nov 2026", "Oct–Dec 2026".
QString bucket(const Buckets& buckets, std::size_t index, Time now);
// "daily", "hourly", "6-hour", "30-minute": followed by "mean" it says what a point is.
QString perBucket(BucketSize size);
// "per day", "per hour", "per 6 hours": what a count is of.
QString eachBucket(BucketSize size);
// "first and last day", "first and last 6 hours".
QString firstAndLast(BucketSize size);

QString verdict(Verdict verdict);         // "reached the user"
QString verdictMeaning(Verdict verdict);  // a sentence, as docs/figures.md defines it
QString component(std::size_t component); // "warmth"
QString trend(Direction direction);       // "improving", "too few sittings for a trend"

// A name from a log as words on one line: "harm_prevention" → "harm prevention".
QString words(std::string_view name);
// Text from a log on one line; control and invisible format characters are shown as escapes (\n, \u202e).
QString oneLine(QString text);
// Text from a log on lines of its own: the same, but line feeds and tabs stay. Characters beyond the first plane are
// shown as \U000e0041 where they are invisible, halves of such as \ud83d.
QString lines(const QString& text);
// The same of the beginning of a text that may be very long.
QString oneLine(std::string_view text, std::size_t mostBytes);
// The beginning of a session id that tells sessions apart: at most eight characters.
QString shortId(std::string_view id);
// First letter as a capital.
QString sentence(QString text);
// For QWidget::setToolTip, which otherwise guesses HTML from log text.
QString toolTip(const QString& plain);

} // namespace moie::ui::format
