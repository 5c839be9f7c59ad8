// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "ui/charts/chart_view.h"
#include "ui/pages/performance_page.h"
#include "ui/pages/performance_texts.h"
#include "ui/support/event_loop_gap.h"
#include "ui/support/page_layout.h"
#include "ui/support/page_under_test.h"
#include "ui/support/sample_page.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/workspace/annotations.h"

using namespace moie;
using namespace moie::ui;
using moie::test::SampleLog;

class TestPerformancePage : public QObject {
    Q_OBJECT

private:
    QFont m_font;

    static void compareWithFigures(const PerformancePage& page, const Snapshot& snapshot, const Scope& scope) {
        const PerformanceFigures figures = performanceFigures(snapshot, scope);
        QCOMPARE(test::tileNamed(page, QStringLiteral("Response time p50")).figure,
                 format::duration(figures.responseSeconds.p50));
        QCOMPARE(test::tileNamed(page, QStringLiteral("Failed turns")).figure,
                 format::percent(figures.failedShare.value));
        const FigureTable* operations = test::tableNamed(page, QStringLiteral("By operation"));
        QCOMPARE(operations->rows().size(), figures.operations.size());
        for (std::size_t i = 0; i < figures.operations.size(); ++i) {
            const int row = static_cast<int>(i);
            QCOMPARE(test::cellOf(operations, row, 1), format::count(figures.operations[i].seconds.n));
            QCOMPARE(test::cellOf(operations, row, 2), format::duration(figures.operations[i].seconds.mean));
        }
        const FigureTable* models = test::tableNamed(page, QStringLiteral("By model"));
        QCOMPARE(models->rows().size(), figures.models.size());
        for (std::size_t i = 0; i < figures.models.size(); ++i) {
            const int row = static_cast<int>(i);
            QCOMPARE(test::cellOf(models, row, 1), format::count(figures.models[i].runs));
            QCOMPARE(test::cellOf(models, row, 4), format::figure(figures.models[i].tokensPerSecond.p50));
            QCOMPARE(test::cellOf(models, row, 5), format::figure(figures.models[i].quality[0].values.mean));
        }
        const FigureTable* errors = test::tableNamed(page, QStringLiteral("Errors"));
        QCOMPARE(errors->rows().size(), figures.errors.size());
        if (!figures.errors.empty())
            QCOMPARE(test::cellOf(errors, 0, 1), format::count(figures.errors[0].count));
    }

private slots:
    void initTestCase() { m_font = QApplication::font(); }
    void init() { QApplication::setFont(m_font); }

    void figuresAreThoseOfTheScopeAndFollowIt() {
        test::SamplePage<PerformancePage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        for (const FigureTable* table : page.findChildren<FigureTable*>())
            new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, &page);
        QVERIFY(sample.fill());
        compareWithFigures(page, *snapshot, {});
        QCOMPARE(test::tileNamed(page, QStringLiteral("Models")).figure, QStringLiteral("2"));

        const TimeRange first{test::sampleLogDay(0), test::sampleLogDay(3)};
        bench.workspace->setRangeChoice(RangeChoice::between(first));
        QTRY_COMPARE(settled.count(), 2);
        compareWithFigures(page, *snapshot, {first, {}});
        QCOMPARE(test::tileNamed(page, QStringLiteral("Models")).figure, QStringLiteral("1"));

        // The log grows.
        bench.workspace->setRangeChoice(RangeChoice::all());
        QTRY_COMPARE(settled.count(), 3);
        log.addDay(test::sampleLogDays);
        const SnapshotPtr grown = log.build();
        bench.workspace->receive(grown);
        QTRY_COMPARE(settled.count(), 4);
        compareWithFigures(page, *grown, {});
    }

    void showsTheUsersMarkers() {
        test::SamplePage<PerformancePage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        QVERIFY(sample.fill());
        Annotations& annotations = bench.workspace->annotations();
        const auto markAt = [&](Time time, const char* text) {
            annotations.setMarker(makeTimeMarker(*snapshot, bench.workspace->directory(), time, QString(text)));
        };
        markAt(test::sampleLogDay(2), "changed the prompt");
        markAt(test::sampleLogDay(-30), "long before");
        QTRY_VERIFY(settled.count() > 1);
        std::size_t marked = 0;
        for (const ChartView* chart : page.findChildren<ChartView*>()) {
            if (chart->content().marks.empty())
                continue;
            ++marked;
            QCOMPARE(chart->content().marks.size(), std::size_t{1});
            QCOMPARE(chart->content().marks[0].text, QStringLiteral("changed the prompt"));
            QVERIFY(chart->content().marks[0].time == test::sampleLogDay(2));
        }
        QCOMPARE(marked, std::size_t{2}); // response time and failed turns
    }

    void slowestTurnsAreDoorsToThem() {
        test::SamplePage<PerformancePage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        QVERIFY(sample.fill());
        FigureTable* slowest = test::tableNamed(page, QStringLiteral("Slowest turns"));
        QVERIFY(slowest->rows()[0][1].text.endsWith(QStringLiteral(" s")));
        // The one with 9 seconds more than others, most of which was timed as generate_response.
        const auto& parts = slowest->rows()[0][2];
        QCOMPARE(parts.bars.size(), std::size_t(2));
        QCOMPARE(parts.bars[0].share, 0.9);
        QVERIFY2(parts.second.startsWith(QStringLiteral("generate response ")), qPrintable(parts.second));
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        slowest->setCurrentIndex(slowest->model()->index(0, 0));
        QTest::keyClick(slowest, Qt::Key_Return);
        const Place& place = bench.workspace->place();
        QCOMPARE(place.page, QStringLiteral("sessions"));
        QVERIFY(place.turn.has_value());
        const PerformanceFigures figures = performanceFigures(*snapshot, {});
        QCOMPARE(*place.turn, (TurnPlace{figures.slowest[0].session, figures.slowest[0].opening}));
        bench.workspace->back();
        QVERIFY(!bench.workspace->place().turn);
    }

    void errorsAreDoorsToTheirEntries() {
        test::SamplePage<PerformancePage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        QVERIFY(sample.fill());
        FigureTable* errors = test::tableNamed(page, QStringLiteral("Errors"));
        QCOMPARE(test::cellOf(errors, 0, 0), QStringLiteral("model server answered \"503\""));
        QCOMPARE(test::cellOf(errors, 0, 1), QStringLiteral("5")); // days 0, 3, 6, 9, 12
        emit errors->rowActivated(0);
        QCOMPARE(bench.workspace->place().page, QStringLiteral("logs"));
        QCOMPARE(bench.workspace->place().filter, std::string("error:\"model server answered \\\"503\\\"\""));
        QVERIFY(parseFilter(bench.workspace->place().filter, test::sampleLogDay(0)).has_value());
    }

    void nothingOverlapsOrIsCut_data() { test::addPageSizes(); }
    void nothingOverlapsOrIsCut() {
        QFETCH(QSize, size);
        QFETCH(double, text);
        QApplication::setFont(test::enlarged(m_font, text));
        test::SamplePage<PerformancePage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        QVERIFY(sample.fillShown(size));
        QCoreApplication::sendPostedEvents();
        test::runUntilIdle(); // each layout asks for the next
        QCOMPARE(test::layoutProblem(page), QString());
        QCOMPARE(test::cardsOf(page).size(), std::size_t(15));
    }

    void resourcesOutsideAnyTurnAreSomething() {
        Theme theme;
        const test::Bench bench;
        PerformancePage page(*bench.workspace, theme);
        SnapshotBuilder builder;
        builder.loose("s", test::sampleLogDay(0)).resources(30.0);
        const auto snapshot = std::make_shared<Snapshot>(builder.build());
        page.setFigures(std::make_shared<PerformanceFigures>(performanceFigures(*snapshot, {})), {snapshot, {}});
        QVERIFY(page.shown() && page.shown()->anything);
    }

    void nothingLoggedIsSaid() {
        Theme theme;
        const test::Bench bench;
        PerformancePage page(*bench.workspace, theme);
        page.setFigures(std::make_shared<PerformanceFigures>(), {std::make_shared<Snapshot>(), {}});
        QVERIFY(page.shown() && !page.shown()->anything);
        QCOMPARE(test::tileNamed(page, QStringLiteral("Response time p50")).figure, QStringLiteral("–"));
        QCOMPARE(test::tileNamed(page, QStringLiteral("Failed turns")).figure, QStringLiteral("–"));
        QCOMPARE(test::tileNamed(page, QStringLiteral("Slowest operation")).sub, QStringLiteral("no operation timed"));
        QCOMPARE(test::tileNamed(page, QStringLiteral("Models")).sub, QStringLiteral("no model run logged"));
    }
};

QTEST_MAIN(TestPerformancePage)
#include "tst_performance_page.moc"
