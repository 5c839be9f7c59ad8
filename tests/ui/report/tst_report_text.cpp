// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QTest>

#include "support/snapshot_builder.h"
#include "ui/report/report_content.h"
#include "ui/report/report_text.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000); // 20 November 2025, 01:53:20 in Berlin

std::size_t& verdict(Overview& overview, Verdict which) {
    return overview.verdicts[static_cast<std::size_t>(which)];
}

Change changeOf(Change::Metric metric, double before, double now, bool better, bool distinguishable) {
    Change change;
    change.metric = metric;
    change.difference.before.value = before;
    change.difference.before.n = 900;
    change.difference.now.value = now;
    change.difference.now.n = 952;
    change.difference.change = now - before;
    change.difference.low = now - before - 0.05;
    change.difference.high = now - before + 0.05;
    change.better = better;
    change.distinguishable = distinguishable;
    return change;
}

// The mock-up's figures.
ReportContent content() {
    ReportContent content;
    content.request = {{}, QStringLiteral("logs"), QStringLiteral("0.1.0"), start + 24h};
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->load.complete = true;
    snapshot->counts.files = 138;
    snapshot->counts.lines.accepted = 12'007;
    snapshot->counts.lines.rejected = 3;
    content.snapshot = snapshot;
    Overview& o = content.overview;
    o.from = start;
    o.to = start + 1h;
    o.turns = 960;
    o.sessions = 40;
    o.judged = 952;
    verdict(o, Verdict::ReachedUser) = 130;
    verdict(o, Verdict::Near) = 118;
    verdict(o, Verdict::Clear) = 704;
    verdict(o, Verdict::Failed) = 8;
    o.reachedUser = {0.1366, 0.116, 0.161, 952, 40, 500, false};
    o.coverage = 1;
    return content;
}

QString factOf(const ReportContent& content, const QString& name) {
    for (const auto& [known, value] : reportFacts(content)) {
        if (known == name)
            return value;
    }
    return {};
}

QStringList rowOf(const ReportTable& table, std::size_t row) {
    QStringList cells;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        cells += table.cell(row, i);
    return cells;
}

} // namespace

class TestReportText : public QObject {
    Q_OBJECT

private slots:
    void comparesWithThePeriodBefore();
    void cannotTellWhereNothingIsMoreThanChance();
    void fallsBackToTheTrend_data();
    void fallsBackToTheTrend();
    void saysWhatATrendLacks();
    void saysWhenNothingWasJudged();
    void saysWhenSafeRepliesBrokeABarrier();
    void saysWhenNothingReachedTheUser();
    void countsVerdicts();
    void listsChanges();
    void namesWhatWasRead();
    void saysWhatCouldNotBeRead();
    void saysThatItIsPartial();
    void comparesOnlyWhereThereIsAPeriodBefore();
    void showsLogTextAsText();
    void nothingMeasuredIsADash();
    void saysWhyThereIsNothing();
    void countsManyViolationsByType();
    void hasOneUnitInAColumn();
};

void TestReportText::comparesWithThePeriodBefore() {
    ReportContent c = content();
    c.overview.previousTurns = 900;
    c.overview.changes = {changeOf(Change::Metric::Warmth, 0.54, 0.71, true, true),
                          changeOf(Change::Metric::Compassion, 0.45, 0.61, true, true),
                          changeOf(Change::Metric::ResponseTime, 1.2, 1.5, false, true),
                          changeOf(Change::Metric::Empathy, 0.5, 0.51, true, false)};
    const auto summary = reportSummary(c);
    QCOMPARE(summary[1],
             QString("Improved against the period before: warmth (0.540 to 0.710), compassion (0.450 to 0.610) "
                     "(n = 960 turns, 900 before)."));
    QCOMPARE(summary[2],
             QString("Worsened against the period before: response time (1.2 s to 1.5 s) (n = 960 turns, 900 "
                     "before)."));
    QCOMPARE(summary[0],
             QString::fromUtf8("Needs a look: in 130 turns an unsafe reply reached the user, 13.7 % of those judged "
                               "(95 % interval 11.6–16.1 %, n = 952 turns judged); 8 turns failed."));
}

void TestReportText::cannotTellWhereNothingIsMoreThanChance() {
    ReportContent c = content();
    c.overview.previousTurns = 900;
    c.overview.changes = {changeOf(Change::Metric::Warmth, 0.54, 0.55, true, false)};
    const auto summary = reportSummary(c);
    QVERIFY(summary[1].startsWith("Cannot tell that anything improved"));
    QVERIFY(summary[2].startsWith("Cannot tell that anything worsened"));
    QVERIFY(summary[1].contains("n = 960 turns, 900 before"));
}

void TestReportText::fallsBackToTheTrend_data() {
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<QString>("improved");
    QTest::addColumn<QString>("worsened");
    QTest::newRow("too few") << Direction::TooFew << "Cannot tell what improved"
                             << "Cannot tell what worsened";
    QTest::newRow("stable") << Direction::Stable << "Cannot tell that anything improved"
                            << "Cannot tell that anything worsened";
    QTest::newRow("improving") << Direction::Improving << "Improved over the range: love magnitude, by 0.0673 a day"
                               << "Cannot tell that anything worsened";
    QTest::newRow("worsening") << Direction::Worsening << "Cannot tell that anything improved"
                               << "Worsened over the range: love magnitude, by 0.0673 a day";
}

void TestReportText::fallsBackToTheTrend() {
    QFETCH(Direction, direction);
    QFETCH(QString, improved);
    QFETCH(QString, worsened);
    ReportContent c = content();
    c.overview.magnitudeTrend = {direction, 0.0673, 0.0648, 0.0703, 0.001, 40};
    const auto summary = reportSummary(c);
    QVERIFY2(summary[1].startsWith(improved), qPrintable(summary[1]));
    QVERIFY2(summary[2].startsWith(worsened), qPrintable(summary[2]));
    QVERIFY(summary[1].contains("n = 40 sittings"));
    QVERIFY(summary[2].contains("n = 40 sittings"));
}

void TestReportText::saysWhatATrendLacks() {
    ReportContent c = content();
    QCOMPARE(reportSummary(c)[1],
             QString("Cannot tell what improved: there is no period before to compare with, and too few sittings of at "
                     "least 3 turns for a trend (n = 0 sittings)."));
    c.scope.filter = "turn:unsafe";
    QCOMPARE(reportSummary(c)[2],
             QString("Cannot tell what worsened: there is no period before to compare with, and too few sittings with "
                     "at least 3 turns that match the filter for a trend (n = 0 sittings)."));
}

void TestReportText::saysWhenNothingWasJudged() {
    ReportContent c = content();
    c.overview.judged = 0;
    QCOMPARE(reportSummary(c)[0],
             QString("Cannot tell whether an unsafe reply reached the user: none of the 960 turns was judged."));
    c.overview.turns = 0;
    for (const QString& sentence : reportSummary(c))
        QVERIFY(sentence.startsWith("Cannot tell"));
}

void TestReportText::saysWhenSafeRepliesBrokeABarrier() {
    ReportContent c = content();
    verdict(c.overview, Verdict::ReachedUser) = 0;
    verdict(c.overview, Verdict::Breach) = 3;
    const QString look = reportSummary(c)[0];
    QVERIFY2(look.startsWith("No unsafe reply reached the user"), qPrintable(look));
    QVERIFY2(look.contains("; in 3 turns a barrier was below zero though the reply was called safe; 8 turns failed"),
             qPrintable(look));
}

void TestReportText::saysWhenNothingReachedTheUser() {
    ReportContent c = content();
    verdict(c.overview, Verdict::ReachedUser) = 0;
    verdict(c.overview, Verdict::Failed) = 0;
    c.overview.reachedUser = {0, 0, 0.004, 952, 40, 952, false};
    c.overview.missingEntries = 1;
    QVERIFY2(reportSummary(c)[0].startsWith("No unsafe reply reached the user (95 % interval 0"),
             qPrintable(reportSummary(c)[0]));
    QVERIFY(reportSummary(c)[0].endsWith("; 1 entry is missing from the logs."));
}

void TestReportText::countsVerdicts() {
    const ReportTable table = verdictTable(content());
    QCOMPARE(table.rows, std::size_t{8});
    QCOMPARE(rowOf(table, 0), QStringList({"Reached the user", "130", "13.5 %",
                                           "Its last evaluation was unsafe: an unsafe reply went out."}));
    QCOMPARE(rowOf(table, 4).mid(0, 3), QStringList({"Clear", "704", "73.3 %"}));
    QCOMPARE(rowOf(table, 7).mid(0, 2), QStringList({"Failed", "8"}));
}

void TestReportText::listsChanges() {
    ReportContent c = content();
    QCOMPARE(changesTable(c).rows, std::size_t{0});
    c.overview.changes = {changeOf(Change::Metric::UnsafeReplies, 0.15, 0.12, true, true),
                          changeOf(Change::Metric::Warmth, 0.54, 0.71, true, false)};
    const ReportTable table = changesTable(c);
    QCOMPARE(rowOf(table, 0),
             QStringList({"Unsafe replies that reached the user", "15.0 %", "12.0 %", QString::fromUtf8("−3.0 points"),
                          QString::fromUtf8("−8.0 points"), "+2.0 points", "900", "952", "better"}));
    QCOMPARE(rowOf(table, 1).last(), QString("cannot tell"));
}

void TestReportText::namesWhatWasRead() {
    ReportContent c = content();
    c.scope.range = {start, std::nullopt};
    c.scope.session = "70dcab1234567";
    QString facts;
    for (const auto& [name, value] : reportFacts(c))
        facts += name + ": " + value + '\n';
    QVERIFY2(facts.contains("Log directory: logs\n"), qPrintable(facts));
    QVERIFY2(facts.contains("Time range: from 20 Nov 2025 01:53:20 until before the end\n"), qPrintable(facts));
    QVERIFY(facts.contains("Session: 70dcab1234567\n"));
    QVERIFY(facts.contains("138 files"));
    QVERIFY(facts.contains("12,007 lines accepted, 3 rejected"));
    QVERIFY(facts.contains("Time zone: CET"));
    QCOMPARE(reportScopeLine(c),
             QString::fromUtf8("logs · 20 Nov 2025 01:53:20 to 20 Nov 2025 02:53:20 · session 70dcab12 · CET"));
}

void TestReportText::saysWhatCouldNotBeRead() {
    ReportContent c = content();
    QCOMPARE(factOf(c, "Left out"), QString());
    auto snapshot = std::make_shared<Snapshot>(*c.snapshot);
    const Error denied{ErrorCode::PermissionDenied, "cannot open", "logs/x", {}};
    snapshot->problems = {denied};
    auto file = std::make_shared<FileStatus>();
    snapshot->files.push_back(file);
    file = std::make_shared<FileStatus>();
    file->problem = denied;
    snapshot->files.push_back(file);
    c.snapshot = snapshot;
    const QString said =
        "2 of its files or directories could not be read, or not to the end; what was not read is in no figure";
    QCOMPARE(factOf(c, "Left out"), said);
    QCOMPARE(nothingToReport(c), QString());
    c.overview.turns = 0;
    snapshot->counts = {};
    QCOMPARE(nothingToReport(c), QString("There is no log file (*.jsonl) in what could be read of this directory."));
    snapshot->counts.files = 2;
    QCOMPARE(nothingToReport(c), QString("There is no entry in what could be read of this directory."));
}

void TestReportText::saysThatItIsPartial() {
    ReportContent c = content();
    auto snapshot = std::make_shared<Snapshot>(*c.snapshot);
    snapshot->load = {25, 100, false, true};
    c.snapshot = snapshot;
    QString facts;
    for (const auto& [name, value] : reportFacts(c))
        facts += name + ": " + value + '\n';
    QVERIFY2(facts.contains("Partial: only 25.0 % of the logs"), qPrintable(facts));
}

void TestReportText::comparesOnlyWhereThereIsAPeriodBefore() {
    ReportContent c = content();
    QCOMPARE(keyFiguresTable(c).columns.size(), std::size_t{3});
    c.overview.previous = TimeRange{start - 1h, start};
    c.overview.reachedUserChange = Difference{};
    c.overview.reachedUserChange->change = -0.011;
    const ReportTable table = keyFiguresTable(c);
    QCOMPARE(table.columns.size(), std::size_t{4});
    QCOMPARE(table.cell(1, 3), QString::fromUtf8("−1.1 points, not more than chance"));
    QCOMPARE(table.cell(1, 1), QString("130"));
    QVERIFY(table.cell(1, 2).startsWith("13.7 % of 952 judged"));
}

void TestReportText::showsLogTextAsText() {
    SnapshotBuilder builder;
    builder.turn("abcdefghijkl", start).violation("<img src='file:///x'>\n\x1b[0m", 0.4, "a_b");
    ReportContent c = content();
    c.snapshot = std::make_shared<const Snapshot>(builder.build());
    c.violations = violations(*c.snapshot, {});
    const ReportTable table = violationsTable(c);
    QCOMPARE(table.rows, std::size_t{1});
    QCOMPARE(rowOf(table, 0), QStringList({"20 Nov 2025 01:53:20", "<img src='file:///x'>\\n\\u001b[0m", "0.400", "a b",
                                           "abcdefgh", "1"}));
}

void TestReportText::nothingMeasuredIsADash() {
    ReportContent c = content();
    c.overview.judged = 0;
    c.overview.verdicts = {};
    verdict(c.overview, Verdict::Unanswered) = 960;
    c.overview.reachedUser = {};
    c.overview.coverage = notMeasured;
    const ReportTable table = keyFiguresTable(c);
    QCOMPARE(rowOf(table, 1), QStringList({"Unsafe replies that reached the user", "–", "no turn was judged"}));
    QCOMPARE(rowOf(table, 2), QStringList({"Love magnitude, mean", "–", "no love vectors"}));
    QCOMPARE(rowOf(table, 4), QStringList({"Response time, p50", "–", "no response time; 0 of 960 failed"}));
    QCOMPARE(rowOf(table, 5), QStringList({"Coverage", "–", "no turn has a response; 0 log entries missing"}));
}

void TestReportText::saysWhyThereIsNothing() {
    ReportContent c = content();
    QCOMPARE(nothingToReport(c), QString());
    c.overview.turns = 0;
    auto snapshot = std::make_shared<Snapshot>(*c.snapshot);
    c.snapshot = snapshot;
    snapshot->counts.turns = 960;
    snapshot->counts.first = start;
    snapshot->counts.last = start + 1h;
    c.scope.range = {start + 48h, start + 72h};
    QCOMPARE(nothingToReport(c), QString("No turn was opened in this time range. The logs reach from 20 Nov 2025 "
                                         "01:53:20 to 20 Nov 2025 02:53:20."));
    snapshot->counts.lines.accepted = 0;
    QCOMPARE(nothingToReport(c), QString("3 lines in 138 files, and none could be read as a log entry."));
    snapshot->counts.files = 0;
    QCOMPARE(nothingToReport(c), QString("There is no log file (*.jsonl) in this directory."));
}

void TestReportText::countsManyViolationsByType() {
    SnapshotBuilder builder;
    for (int i = 0; i < 600; ++i)
        builder.turn("s", start + i * 1min).violation(i % 3 == 0 ? "bias_mitigation" : "harm_prevention", 0.25, "none");
    ReportContent c = content();
    c.snapshot = std::make_shared<const Snapshot>(builder.build());
    c.violations = violations(*c.snapshot, {});
    const ReportTable types = violationTypesTable(c);
    QCOMPARE(types.rows, std::size_t{2});
    QCOMPARE(rowOf(types, 0), QStringList({"harm prevention", "400", "0.250"}));
    QCOMPARE(rowOf(types, 1), QStringList({"bias mitigation", "200", "0.250"}));
    const ReportTable newest = violationsTable(c);
    QCOMPARE(newest.rows, std::size_t{500});
    QCOMPARE(newest.cell(0, 0), QString("20 Nov 2025 11:52:20"));   // start + 599 min
    QCOMPARE(newest.cell(499, 0), QString("20 Nov 2025 03:33:20")); // start + 100 min
}

void TestReportText::hasOneUnitInAColumn() {
    ReportContent c = content();
    c.overview.responseSeconds.n = 952;
    c.overview.responseSeconds.p50 = 0.85;
    c.overview.responseSeconds.max = 6.314;
    const QStringList row = rowOf(distributionTable(c), 1);
    QCOMPARE(row[0], QString("Response time, s"));
    QCOMPARE(row[6], QString("0.85"));
    QCOMPARE(row[10], QString("6.31"));
}

QTEST_GUILESS_MAIN(TestReportText)
#include "tst_report_text.moc"
