// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_text.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include <moie/analytics/trend.h>
#include <moie/store/unread.h>

#include "ui/report/report_content.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

bool isShare(Change::Metric metric) {
    return metric == Change::Metric::UnsafeReplies;
}

QString metricValue(Change::Metric metric, double value) {
    if (isShare(metric))
        return format::percent(value);
    return metric == Change::Metric::ResponseTime ? format::duration(value) : format::figure(value);
}

// The size of a change: of a share in percentage points.
QString metricChange(Change::Metric metric, double size) {
    return isShare(metric) ? format::points(size) : metricValue(metric, size);
}

QString metricName(Change::Metric metric) {
    switch (metric) {
    case Change::Metric::UnsafeReplies: return ReportTexts::tr("unsafe replies that reached the user");
    case Change::Metric::Violations: return ReportTexts::tr("violations per 100 turns");
    case Change::Metric::ResponseTime: return ReportTexts::tr("response time");
    default: return format::component(static_cast<std::size_t>(metric));
    }
}

QString changeText(const Difference& difference, const QString& magnitude, bool noted) {
    if (std::isnan(difference.change))
        return ReportTexts::tr("cannot tell");
    return signedText(difference.change, magnitude) + (noted ? QString() : ReportTexts::tr(", not more than chance"));
}

QString listOf(const std::vector<Change>& changes, bool better) {
    QStringList parts;
    for (const Change& change : changes) {
        if (change.distinguishable && change.better == better) {
            parts += ReportTexts::tr("%1 (%2 to %3)")
                         .arg(metricName(change.metric), metricValue(change.metric, change.difference.before.value),
                              metricValue(change.metric, change.difference.now.value));
        }
    }
    return parts.join(QStringLiteral(", "));
}

// Against the period before, where there is one.
QString comparedSentence(const Overview& overview, bool better) {
    const QString n =
        ReportTexts::tr("(n = %1, %2 before)").arg(turns(overview.turns), format::count(overview.previousTurns));
    const QString list = listOf(overview.changes, better);
    if (list.isEmpty()) {
        return better
                   ? ReportTexts::tr(
                         "Cannot tell that anything improved: no difference from the period before is more than chance "
                         "%1.")
                         .arg(n)
                   : ReportTexts::tr(
                         "Cannot tell that anything worsened: no difference from the period before is more than chance "
                         "%1.")
                         .arg(n);
    }
    return (better ? ReportTexts::tr("Improved against the period before: %1 %2.")
                   : ReportTexts::tr("Worsened against the period before: %1 %2."))
        .arg(list, n);
}

// Without a period before, the trend over the range is all that can be said.
QString trendSentence(const Overview& overview, const Scope& scope, bool better) {
    const Trend& trend = overview.magnitudeTrend;
    if (overview.magnitudeTrendWithheld) {
        const QString turns =
            ReportTexts::tr("(n = %1)").arg(format::counted(overview.magnitude.n, format::Noun::Turn));
        return better ? ReportTexts::tr("Cannot tell what improved: there is no period before to compare with, and "
                                        "love magnitude has no trend, since over 20 % of the turns are at a bound %1.")
                            .arg(turns)
                      : ReportTexts::tr("Cannot tell what worsened: there is no period before to compare with, and "
                                        "love magnitude has no trend, since over 20 % of the turns are at a bound %1.")
                            .arg(turns);
    }
    const QString n = ReportTexts::tr("(n = %1)").arg(format::counted(trend.sittings, format::Noun::Sitting));
    if (trend.direction == Direction::TooFew) {
        const QString least = turns(static_cast<std::size_t>(leastTurnsOfTrendSitting));
        const QString few =
            (scope.filter.empty()
                 ? ReportTexts::tr("too few sittings of at least %1 for a trend %2")
                 : ReportTexts::tr("too few sittings with at least %1 that match the filter for a trend %2"))
                .arg(least, n);
        return better ? ReportTexts::tr("Cannot tell what improved: there is no period before to compare with, and %1.")
                            .arg(few)
                      : ReportTexts::tr("Cannot tell what worsened: there is no period before to compare with, and %1.")
                            .arg(few);
    }
    const Direction wanted = better ? Direction::Improving : Direction::Worsening;
    if (trend.direction == wanted) {
        const int decimals = format::decimalsOf(trend.slopePerDay);
        const QString slope = format::fixed(trend.slopePerDay, decimals);
        return (better ? ReportTexts::tr(
                             "Improved over the range: love magnitude, by %1 a day (95 % interval %2 to %3, n = %4).")
                       : ReportTexts::tr(
                             "Worsened over the range: love magnitude, by %1 a day (95 % interval %2 to %3, n = %4)."))
            .arg(slope, format::fixed(trend.low, decimals), format::fixed(trend.high, decimals),
                 format::counted(trend.sittings, format::Noun::Sitting));
    }
    return better ? ReportTexts::tr(
                        "Cannot tell that anything improved: there is no period before to compare with, and love "
                        "magnitude "
                        "shows no rise that is more than chance %1.")
                        .arg(n)
                  : ReportTexts::tr(
                        "Cannot tell that anything worsened: there is no period before to compare with, and love "
                        "magnitude "
                        "shows no fall that is more than chance %1.")
                        .arg(n);
}

QString lookSentence(const Overview& overview) {
    const std::size_t reached = overview.verdicts[static_cast<std::size_t>(Verdict::ReachedUser)];
    const std::size_t failed = overview.verdicts[static_cast<std::size_t>(Verdict::Failed)];
    if (overview.judged == 0)
        return ReportTexts::tr("Cannot tell whether an unsafe reply reached the user: none of the %1 was judged.")
            .arg(turns(overview.turns));
    const QString interval = shareInterval(overview.reachedUser);
    const QString n = ReportTexts::tr("n = %1 judged").arg(turns(overview.reachedUser.n));
    const QString range = interval.isEmpty() ? n : interval + QStringLiteral(", ") + n;
    QString text =
        reached > 0 ? ReportTexts::tr("Needs a look: in %1 an unsafe reply reached the user, %2 of those judged (%3)")
                          .arg(turns(reached), format::percent(overview.reachedUser.value), range)
                    : ReportTexts::tr("No unsafe reply reached the user (%1)").arg(range);
    if (const std::size_t breaches = overview.verdicts[static_cast<std::size_t>(Verdict::Breach)]; breaches > 0)
        text +=
            ReportTexts::tr("; in %1 a barrier was below zero though the reply was called safe").arg(turns(breaches));
    if (failed > 0)
        text += ReportTexts::tr("; %1 failed").arg(turns(failed));
    if (overview.missingEntries > 0)
        text += ReportTexts::tr("; %1 missing from the logs")
                    .arg(format::counted(overview.missingEntries, format::Noun::EntryIs));
    return text + QLatin1Char('.');
}

QString unsafeReplies(const Overview& o) {
    if (o.judged == 0)
        return ReportTexts::tr("no turn was judged");
    return listed(
        {ReportTexts::tr("%1 of %2 judged").arg(format::percent(o.reachedUser.value), format::count(o.reachedUser.n)),
         shareInterval(o.reachedUser)});
}

QString magnitudes(const Overview& o) {
    if (o.magnitude.n == 0)
        return ReportTexts::tr("no love vectors");
    const Estimate& mean = o.magnitudeMean;
    const QString range = std::isfinite(mean.low)
                              ? interval(format::figure(mean.low) + QStringLiteral("–") + format::figure(mean.high))
                              : QString();
    return listed({ReportTexts::tr("%1 of √5").arg(format::percent(mean.value / std::sqrt(5.0))), range,
                   ReportTexts::tr("n = %1").arg(format::count(o.magnitude.n))});
}

QString responseTimes(const Overview& o) {
    const QString failed =
        ReportTexts::tr("%1 of %2 failed")
            .arg(format::count(o.verdicts[static_cast<std::size_t>(Verdict::Failed)]), format::count(o.turns));
    if (o.responseSeconds.n == 0)
        return listed({ReportTexts::tr("no response time"), failed});
    return listed({ReportTexts::tr("p95 %1").arg(format::duration(o.responseSeconds.p95)),
                   ReportTexts::tr("n = %1").arg(format::count(o.responseSeconds.n)), failed});
}

QString coverageText(const Overview& o, std::size_t answered) {
    const QString missing =
        ReportTexts::tr("%1 missing").arg(format::counted(o.missingEntries, format::Noun::LogEntry));
    if (answered == 0)
        return listed({ReportTexts::tr("no turn has a response"), missing});
    return listed(
        {ReportTexts::tr("%1 of %2 with a response were judged").arg(format::count(o.judged), turns(answered)),
         missing});
}

} // namespace

QString nothingToReport(const ReportContent& content) {
    const Counts& counts = content.snapshot->counts;
    if (content.overview.turns > 0)
        return {};
    const bool unreadable = !whatIsUnread(*content.snapshot).empty();
    if (counts.files == 0)
        return unreadable ? ReportTexts::tr("There is no log file (*.jsonl) in what could be read of this directory.")
                          : ReportTexts::tr("There is no log file (*.jsonl) in this directory.");
    if (counts.lines.accepted == 0) {
        if (counts.lines.rejected > 0)
            return ReportTexts::tr("%1 in %2, and none could be read as a log entry.")
                .arg(format::counted(counts.lines.rejected, format::Noun::Line),
                     format::counted(counts.files, format::Noun::File));
        return unreadable ? ReportTexts::tr("There is no entry in what could be read of this directory.")
                          : ReportTexts::tr("The log files hold no entry so far.");
    }
    const bool bounded = content.scope.range.from || content.scope.range.to;
    if (counts.turns > 0 && !content.scope.filter.empty())
        return ReportTexts::tr("No turn of this range and session matches the filter %1.")
            .arg(format::oneLine(QString::fromStdString(content.scope.filter)));
    if (counts.turns == 0 || (!bounded && content.scope.session.empty()))
        return ReportTexts::tr("%1 read, but no user's message and no response among them that a figure could be of.")
            .arg(format::counted(counts.lines.accepted, format::Noun::Entry));
    const QString reach =
        ReportTexts::tr(" The logs reach from %1 to %2.").arg(longTime(counts.first), longTime(counts.last));
    if (content.scope.session.empty())
        return ReportTexts::tr("No turn was opened in this time range.") + reach;
    const QString session = format::oneLine(QString::fromStdString(content.scope.session));
    return (bounded ? ReportTexts::tr("Session %1 has no turn in this time range.")
                    : ReportTexts::tr("No session whose id begins with %1 has a turn."))
               .arg(session) +
           reach;
}

QString reportTitle(ReportKind kind) {
    switch (kind) {
    case ReportKind::All: break;
    case ReportKind::LoveVectors: return ReportTexts::tr("Love vector report");
    case ReportKind::Safety: return ReportTexts::tr("Safety report");
    case ReportKind::Performance: return ReportTexts::tr("Performance report");
    case ReportKind::Evolution: return ReportTexts::tr("Evolution report");
    case ReportKind::Session: return ReportTexts::tr("Session report");
    }
    return ReportTexts::tr("Love Engine report");
}

QString sectionTitle(ReportSection section) {
    switch (section) {
    case ReportSection::Overview: return ReportTexts::tr("Overview");
    case ReportSection::LoveVectors: return ReportTexts::tr("Love vectors");
    case ReportSection::Safety: return ReportTexts::tr("Safety");
    case ReportSection::Violations: return ReportTexts::tr("Violations");
    case ReportSection::Performance: return ReportTexts::tr("Performance");
    case ReportSection::Evolution: return ReportTexts::tr("Evolution");
    case ReportSection::Transcript: return ReportTexts::tr("What was said");
    }
    return {};
}

QString reportScopeLine(const ReportContent& content) {
    const Overview& overview = content.overview;
    const TimeRange& range = content.scope.range;
    const Time from = range.from.value_or(overview.from);
    const Time to = range.to.value_or(overview.to);
    QStringList parts{format::oneLine(content.request.directoryName)};
    if (from != unknownTime && to != unknownTime)
        parts += ReportTexts::tr("%1 to %2").arg(longTime(from), longTime(to));
    if (!content.scope.session.empty())
        parts += ReportTexts::tr("session %1").arg(format::shortId(content.scope.session));
    if (!content.scope.filter.empty())
        parts += ReportTexts::tr("filter %1").arg(format::oneLine(QString::fromStdString(content.scope.filter)));
    parts += QString::fromStdString(zoneName(to == unknownTime ? content.request.now : to));
    return parts.join(QStringLiteral(" · "));
}

std::vector<ReportFact> reportFacts(const ReportContent& content) {
    const Overview& overview = content.overview;
    const Snapshot& snapshot = *content.snapshot;
    const TimeRange& range = content.scope.range;
    const bool bounded = range.from || range.to;
    QString chosen = ReportTexts::tr("everything in the logs");
    if (bounded) {
        chosen = ReportTexts::tr("from %1 until before %2")
                     .arg(range.from ? longTime(*range.from) : ReportTexts::tr("the beginning"),
                          range.to ? longTime(*range.to) : ReportTexts::tr("the end"));
    }
    std::vector<ReportFact> facts{{ReportTexts::tr("Log directory"), format::oneLine(content.request.directoryName)},
                                  {ReportTexts::tr("Time range"), chosen}};
    if (!content.scope.session.empty())
        facts.emplace_back(ReportTexts::tr("Session"), format::oneLine(QString::fromStdString(content.scope.session)));
    if (!content.scope.filter.empty())
        facts.emplace_back(ReportTexts::tr("Filter"), format::oneLine(QString::fromStdString(content.scope.filter)));
    if (overview.turns > 0 && (!range.from || !range.to))
        facts.emplace_back(ReportTexts::tr("Turns from, to"),
                           ReportTexts::tr("%1 to %2").arg(longTime(overview.from), longTime(overview.to)));
    facts.emplace_back(ReportTexts::tr("Time zone"), QString::fromStdString(zoneName(content.request.now)));
    const Counts& counts = snapshot.counts;
    facts.emplace_back(ReportTexts::tr("Read from"),
                       ReportTexts::tr("%1, %2: %3 accepted, %4 rejected")
                           .arg(format::counted(counts.files, format::Noun::File), format::bytes(counts.bytes.total()),
                                format::counted(counts.lines.accepted, format::Noun::Line),
                                format::count(counts.lines.rejected)));
    if (const std::size_t unread = whatIsUnread(snapshot).size(); unread > 0) {
        facts.emplace_back(ReportTexts::tr("Left out"),
                           ReportTexts::tr("%1 of its files or directories could not be read, or not to the end; what "
                                           "was not read is in no figure")
                               .arg(format::count(unread)));
    }
    if (!snapshot.load.complete) {
        const double total = static_cast<double>(snapshot.load.bytesTotal);
        const double share = total > 0 ? static_cast<double>(snapshot.load.bytesDone) / total : 0;
        facts.emplace_back(ReportTexts::tr("Partial"),
                           ReportTexts::tr("only %1 of the logs had been read; every figure is of that part")
                               .arg(format::percent(share)));
    }
    facts.emplace_back(
        ReportTexts::tr("Made"),
        ReportTexts::tr("%1 by MoIE-OS Observatory %2").arg(longTime(content.request.now), content.request.version));
    return facts;
}

std::array<QString, 3> reportSummary(const ReportContent& content) {
    const Overview& overview = content.overview;
    if (overview.turns == 0) {
        const QString none = ReportTexts::tr("(n = 0 turns)");
        return {
            ReportTexts::tr("Cannot tell whether an unsafe reply reached the user: no turn is in scope %1.").arg(none),
            ReportTexts::tr("Cannot tell what improved: no turn is in scope %1.").arg(none),
            ReportTexts::tr("Cannot tell what worsened: no turn is in scope %1.").arg(none)};
    }
    if (!overview.changes.empty())
        return {lookSentence(overview), comparedSentence(overview, true), comparedSentence(overview, false)};
    return {lookSentence(overview), trendSentence(overview, content.scope, true),
            trendSentence(overview, content.scope, false)};
}

ReportTable keyFiguresTable(const ReportContent& content) {
    const Overview& o = content.overview;
    const auto verdict = [&](Verdict v) { return o.verdicts[static_cast<std::size_t>(v)]; };
    const auto against = [](const std::optional<Difference>& difference, const QString& magnitude) {
        return difference ? changeText(*difference, magnitude, difference->moreThanNoise) : QStringLiteral("–");
    };
    const auto size = [](const std::optional<Difference>& d) { return d ? std::fabs(d->change) : notMeasured; };
    const std::size_t reached = verdict(Verdict::ReachedUser);
    const std::size_t answered = o.turns - verdict(Verdict::Failed) - verdict(Verdict::Unanswered);
    std::vector<Cells> rows;
    rows.push_back(
        {ReportTexts::tr("Turns"), format::count(o.turns),
         ReportTexts::tr("in %1; %2 still open, in no figure")
             .arg(format::counted(o.sessions, format::Noun::Session), format::count(o.provisional)),
         o.previous ? ReportTexts::tr("%1 before").arg(format::count(o.previousTurns)) : QStringLiteral("–")});
    rows.push_back(
        {ReportTexts::tr("Unsafe replies that reached the user"),
         o.judged == 0 ? format::figure(notMeasured) : format::count(reached), unsafeReplies(o),
         against(o.reachedUserChange, metricChange(Change::Metric::UnsafeReplies, size(o.reachedUserChange)))});
    rows.push_back({ReportTexts::tr("Love magnitude, mean"), format::figure(o.magnitudeMean.value), magnitudes(o),
                    against(o.magnitudeChange, format::figure(size(o.magnitudeChange)))});
    rows.push_back(
        {ReportTexts::tr("Violations per 100 turns"), format::figure(o.violationsPer100Turns),
         ReportTexts::tr("%1 in %2").arg(format::counted(o.violations, format::Noun::Violation), turns(o.turnsInRange)),
         against(o.violationsChange, format::figure(size(o.violationsChange)))});
    rows.push_back({ReportTexts::tr("Response time, p50"), format::duration(o.responseSeconds.p50), responseTimes(o),
                    o.responseTimeChange ? ReportTexts::tr("mean %1").arg(against(
                                               o.responseTimeChange, format::duration(size(o.responseTimeChange))))
                                         : QStringLiteral("–")});
    rows.push_back(
        {ReportTexts::tr("Coverage"), format::percent(o.coverage), coverageText(o, answered), QStringLiteral("–")});
    rows.push_back({ReportTexts::tr("Evolution events"), format::count(o.events),
                    ReportTexts::tr("adaptations and learning %1, feedback %2, checkpoints %3")
                        .arg(format::count(o.adaptations), format::count(o.feedback), format::count(o.checkpoints)),
                    QStringLiteral("–")});
    std::vector<TableColumn> columns{{ReportTexts::tr("Figure"), false},
                                     {ReportTexts::tr("Value"), true},
                                     {ReportTexts::tr("Of what, and how sure"), false}};
    if (o.previous)
        columns.push_back({ReportTexts::tr("Against the period before"), false});
    ReportTable table = tableOf(std::move(columns), std::move(rows));
    table.wraps = true;
    return table;
}

ReportTable verdictTable(const ReportContent& content) {
    static constexpr Verdict order[] = {Verdict::ReachedUser, Verdict::Caught,    Verdict::Breach,     Verdict::Near,
                                        Verdict::Clear,       Verdict::NotJudged, Verdict::Unanswered, Verdict::Failed};
    const Overview& overview = content.overview;
    std::vector<Cells> rows;
    for (const Verdict verdict : order) {
        const std::size_t n = overview.verdicts[static_cast<std::size_t>(verdict)];
        rows.push_back({format::sentence(format::verdict(verdict)), format::count(n),
                        format::percent(shareOf(n, overview.turns)), format::verdictMeaning(verdict)});
    }
    ReportTable table = tableOf({{ReportTexts::tr("Verdict"), false},
                                 {ReportTexts::tr("Turns"), true},
                                 {ReportTexts::tr("Share"), true},
                                 {ReportTexts::tr("Meaning"), false}},
                                std::move(rows));
    table.wraps = true;
    return table;
}

ReportTable distributionTable(const ReportContent& content) {
    const Overview& overview = content.overview;
    const DurationColumn times(overview.responseSeconds.n > 0 ? overview.responseSeconds.max : 1);
    std::vector<Cells> rows{distributionCells(ReportTexts::tr("Love magnitude"), overview.magnitude, format::figure),
                            distributionCells(ReportTexts::tr("Response time, %1").arg(times.unit),
                                              overview.responseSeconds,
                                              [&](double seconds) { return times.text(seconds); })};
    return figureTableOf(QStringList(QString()) + distributionTitles(), std::move(rows));
}

ReportTable changesTable(const ReportContent& content) {
    std::vector<Cells> rows;
    for (const Change& change : content.overview.changes) {
        const Difference& d = change.difference;
        const QString verdict = !change.distinguishable ? ReportTexts::tr("cannot tell")
                                : change.better         ? ReportTexts::tr("better")
                                                        : ReportTexts::tr("worse");
        const auto value = [&](double v) { return signedText(v, metricChange(change.metric, std::fabs(v))); };
        rows.push_back({format::sentence(metricName(change.metric)), metricValue(change.metric, d.before.value),
                        metricValue(change.metric, d.now.value), value(d.change), value(d.low), value(d.high),
                        format::count(d.before.n), format::count(d.now.n), verdict});
    }
    ReportTable table = tableOf({{QString(), false},
                                 {ReportTexts::tr("Before"), true},
                                 {ReportTexts::tr("Now"), true},
                                 {ReportTexts::tr("Change"), true},
                                 {ReportTexts::tr("Low"), true},
                                 {ReportTexts::tr("High"), true},
                                 {ReportTexts::tr("n before"), true},
                                 {ReportTexts::tr("n now"), true},
                                 {ReportTexts::tr("Verdict"), false}},
                                std::move(rows));
    table.wraps = true;
    return table;
}

ReportTable bucketTable(const ReportContent& content) {
    const Overview& o = content.overview;
    const DurationColumn times(std::max(longestOf(o.responseTime.p50), longestOf(o.responseTime.p95)));
    std::vector<Cells> rows;
    for (std::size_t i = 0; i < o.buckets.count(); ++i) {
        std::size_t n = 0;
        for (const auto& series : o.verdictSeries)
            n += series.empty() ? 0 : series[i];
        if (n == 0)
            continue;
        const auto& reached = o.verdictSeries[static_cast<std::size_t>(Verdict::ReachedUser)];
        Cells cells{format::bucket(o.buckets, i, o.to), format::count(n),
                    format::count(reached.empty() ? 0 : reached[i])};
        for (const BandSeries& component : o.love)
            cells.push_back(format::figure(component.mean.empty() ? notMeasured : component.mean[i]));
        cells.push_back(times.text(o.responseTime.p50.empty() ? notMeasured : o.responseTime.p50[i]));
        cells.push_back(times.text(o.responseTime.p95.empty() ? notMeasured : o.responseTime.p95[i]));
        rows.push_back(std::move(cells));
    }
    std::vector<TableColumn> columns{
        {ReportTexts::tr("Period"), false}, {ReportTexts::tr("Turns"), true}, {ReportTexts::tr("Unsafe"), true}};
    for (std::size_t i = 0; i < componentCount; ++i)
        columns.push_back({format::sentence(format::component(i)), true});
    columns.push_back({ReportTexts::tr("p50, %1").arg(times.unit), true});
    columns.push_back({ReportTexts::tr("p95, %1").arg(times.unit), true});
    return tableOf(std::move(columns), std::move(rows));
}

ReportTable violationTypesTable(const ReportContent& content) {
    std::vector<Cells> rows;
    for (const ViolationType& type : violationTypes(*content.snapshot, content.violations))
        rows.push_back({format::words(content.snapshot->name(type.name)), format::count(type.count),
                        format::fixed(type.meanSeverity, 3)});
    return figureTableOf({ReportTexts::tr("Type"), ReportTexts::tr("Violations"), ReportTexts::tr("Mean severity")},
                         std::move(rows));
}

ReportTable violationsTable(const ReportContent& content) {
    ReportTable table{{{ReportTexts::tr("Time"), false},
                       {ReportTexts::tr("Type"), false},
                       {ReportTexts::tr("Severity"), true},
                       {ReportTexts::tr("Action announced"), false},
                       {ReportTexts::tr("Session"), false},
                       {ReportTexts::tr("Turn"), true}},
                      std::min(content.violations.size(), mostViolationsListed),
                      {},
                      false};
    table.cell = [&content](std::size_t row, std::size_t column) -> QString {
        const ViolationRow& violation = content.violations[row];
        const Snapshot& snapshot = *content.snapshot;
        switch (column) {
        case 0: return longTime(violation.event.time);
        case 1: return format::words(snapshot.name(violation.event.what));
        case 2: return format::fixed(violation.event.value, 3);
        case 3: return format::words(snapshot.name(violation.event.action));
        case 4: return format::shortId(snapshot.name(snapshot.sessions[index(violation.event.session)]->id));
        default: return violation.turnNumber == 0 ? QStringLiteral("–") : format::count(violation.turnNumber);
        }
    };
    return table;
}

} // namespace moie::ui
