// SPDX-License-Identifier: GPL-3.0-or-later
// How reports are written. That their figures are right is tested through `moielog report` (tests/app/tst_report.cpp).
#include <QTest>

#include <moie/report/figure_text.h>
#include <moie/report/report_json.h>
#include <moie/report/report_page.h>
#include <moie/report/report_writing.h>

#include "support/snapshot_builder.h"

using namespace moie;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

// Two errors that quote what was said, the first of them twice.
Snapshot failing() {
    SnapshotBuilder builder;
    builder.turn("s", start).error("bad input: secret");
    builder.turn("s", start + 1min).error("bad input: secret");
    builder.turn("s", start + 2min).error("no reply to hello");
    builder.turn("s", start + 3min).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.5).evaluation(true);
    return builder.build();
}

ReportFigures figuresOf(const Snapshot& snapshot, ReportKinds kinds, Redaction errorTexts = Redaction::None) {
    ReportFigures figures = reportFigures(snapshot, {}, kinds);
    figures.errorTexts = errorTexts;
    return figures;
}

} // namespace

class TestReportWriting : public QObject {
    Q_OBJECT

private slots:
    void namesEachValue();
    void nothingInMarkdownIsMarkup();
    void tablesAreAligned();
    void safetyComesFirst();
    void signsOfShares();
    void redactsErrors_data();
    void redactsErrors();
};

void TestReportWriting::namesEachValue() {
    const Snapshot snapshot = failing();
    const ReportKinds one{.performance = true};
    const std::string csv = asCsv(reportJson(snapshot, figuresOf(snapshot, one)), one);
    QVERIFY(csv.starts_with("report,figure,value\r\n"));
    QVERIFY(csv.find("performance,turns,4\r\n") != std::string::npos);
    QVERIFY(csv.find("performance,response_time.p50,1.5\r\n") != std::string::npos);
    QVERIFY(csv.find("performance,errors.bad input: secret,2\r\n") != std::string::npos);
    const ReportKinds two{.safety = true, .performance = true};
    const std::string both = asCsv(reportJson(snapshot, figuresOf(snapshot, two)), two);
    QVERIFY(both.find("performance,turns,4\r\n") != std::string::npos);
    QVERIFY(both.find("safety,verdicts.clear,1\r\n") != std::string::npos);
    QVERIFY(both.find("safety,verdicts.failed,3\r\n") != std::string::npos);
}

void TestReportWriting::nothingInMarkdownIsMarkup() {
    const ReportPage page{{ReportBlock::Kind::Title, "a # b", {}},
                          {ReportBlock::Kind::Line, "<script>*x*</script> [y](z)", {}},
                          {ReportBlock::Kind::Table, {}, {{"name", "n"}, {"a|b\n", "1"}}}};
    QCOMPARE(QByteArray::fromStdString(asMarkdown(page)), QByteArray("# a \\# b\n\n"
                                                                     "\\<script\\>\\*x\\*\\</script\\> \\[y\\](z)\n\n"
                                                                     "| name | n |\n| :-- | --: |\n"
                                                                     "| a\\|b\\\\n | 1 |\n\n"));
}

void TestReportWriting::tablesAreAligned() {
    const ReportPage page{{ReportBlock::Kind::Heading, "Größe", {}},
                          {ReportBlock::Kind::Table, {}, {{"", "n"}, {"Maß", "12,007"}, {"x", "–"}}}};
    QCOMPARE(QByteArray::fromStdString(asTerminalText(page)), QByteArray("Größe\n-----\n"
                                                                         "            n\n"
                                                                         "  Maß  12,007\n"
                                                                         "  x         –\n\n"));
}

void TestReportWriting::safetyComesFirst() {
    const Snapshot snapshot = failing();
    const ReportKinds all{.evolution = true, .safety = true, .loveVector = true, .performance = true};
    std::vector<std::string> titles;
    for (const ReportBlock& block : reportPage(snapshot, figuresOf(snapshot, all))) {
        if (block.kind == ReportBlock::Kind::Title)
            titles.push_back(block.text);
    }
    QCOMPARE(titles, (std::vector<std::string>{"Safety", "Love vectors", "Performance", "Evolution"}));
}

void TestReportWriting::signsOfShares() {
    QCOMPARE(percentText(-0.291), std::string("−29.1 %"));
    QCOMPARE(percentText(-0.0004), std::string("0.0 %"));
    QCOMPARE(percentText(0.116), std::string("11.6 %"));
    QCOMPARE(percentText(missing), std::string("–"));
}

void TestReportWriting::redactsErrors_data() {
    QTest::addColumn<int>("redaction");
    QTest::addColumn<QByteArray>("errors");
    QTest::newRow("left out") << static_cast<int>(Redaction::Omit) << QByteArray(R"({"[text left out]":3})");
    // Both texts have 17 bytes.
    QTest::newRow("length") << static_cast<int>(Redaction::Length) << QByteArray(R"({"[17 bytes]":3})");
}

void TestReportWriting::redactsErrors() {
    QFETCH(int, redaction);
    const Snapshot snapshot = failing();
    const ReportFigures figures = figuresOf(snapshot, {.performance = true}, static_cast<Redaction>(redaction));
    const auto json = reportJson(snapshot, figures);
    QTEST(QByteArray::fromStdString(json["errors"].dump()), "errors");
    const std::string markdown = asMarkdown(reportPage(snapshot, figures));
    for (const std::string& text : {json.dump(), markdown, asCsv(json, figures.kinds)}) {
        QVERIFY(text.find("secret") == std::string::npos);
        QVERIFY(text.find("hello") == std::string::npos);
    }
    QVERIFY(asMarkdown(reportPage(snapshot, figuresOf(snapshot, figures.kinds))).find("secret") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestReportWriting)
#include "tst_report_writing.moc"
