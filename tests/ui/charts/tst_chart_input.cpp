// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keyboard in a chart: zoom, selection, panning, cross-hair, activation, menus.
#include <cmath>

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_group.h"
#include "ui/charts/chart_menu.h"
#include "ui/charts/chart_table_dialog.h"
#include "ui/charts/chart_tooltip.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/range_menu.h"
#include "ui/charts/small_rows.h"
#include "ui/support/chart_page.h"
#include "ui/support/sample_charts.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;

Q_DECLARE_METATYPE(moie::TimeRange)
Q_DECLARE_METATYPE(moie::Time)

namespace {

using Page = test::ChartPage;
using test::actionOf;

TimeRange rangeIn(const QSignalSpy& spy) {
    return spy.last().front().value<TimeRange>();
}

} // namespace

class TestChartInput : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        qRegisterMetaType<TimeRange>("moie::TimeRange");
        qRegisterMetaType<Time>("moie::Time");
    }

    void theWheelZoomsAtThePointerAndAsksOnceItRests() {
        Page page(test::bandChart());
        QSignalSpy chosen(&page.group, &ChartGroup::rangeChosen);
        const QPoint place = page.at(7.0);
        for (int i = 0; i < 3; ++i)
            page.wheel(place, 1);
        QCOMPARE(chosen.count(), 0);
        QVERIFY(page.first->view());
        // 14 buckets · 0.8³, around the seventh.
        QVERIFY(std::abs(page.first->view()->x.width() - 14.0 * 0.512) < 1e-9);
        QVERIFY(std::abs(page.first->view()->x.low - 7.0 * (1.0 - 0.512)) < 0.05);
        // The other chart of the page shows the same until the page answers.
        QVERIFY(page.second->view());
        QVERIFY(std::abs(page.second->view()->x.low - page.first->view()->x.low) < 1e-6);
        QTRY_COMPARE(chosen.count(), 1);
        const TimeRange range = rangeIn(chosen);
        const Buckets& buckets = page.first->content().buckets;
        QCOMPARE(buckets.indexOf(*range.from), std::size_t(3));
        QCOMPARE(buckets.indexOf(*range.to), std::size_t(10));
        page.first->setContent(test::bandChart(7));
        QVERIFY(!page.first->view());
    }

    void aLocalChartZoomsWithinItsOwnData() {
        Page page(test::sessionChart());
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        page.wheel(page.at(12.0), 4);
        const AxisSpan seen = page.first->view()->x;
        QVERIFY(std::abs(seen.width() - 24.0 * 0.4096) < 1e-9);
        // A new turn comes: what is seen stays.
        ChartContent longer = test::sessionChart();
        longer.moments.push_back(longer.moments.back() + std::chrono::seconds(30));
        for (ChartLine& line : longer.lines)
            line.values.push_back(0.5);
        page.first->setContent(longer);
        QVERIFY(std::abs(page.first->view()->x.low - seen.low) < 1e-6);
        page.wheel(page.at(12.0), -40);
        QVERIFY(std::abs(page.first->view()->x.width() - 25.0) < 1e-9); // never beyond the data
        page.wheel(page.at(12.0), 4);
        QTest::mouseDClick(page.first, Qt::LeftButton, {}, page.at(12.0));
        QVERIFY(!page.first->view());
        page.wheel(page.at(12.0), 4);
        QTest::keyClick(page.first, Qt::Key_Escape);
        QVERIFY(!page.first->view());
        QCOMPARE(chosen.count(), 0);
    }

    void aChartThatIsScrolledUnderThePointerDoesNotZoom() {
        Page page(test::sessionChart());
        QVERIFY(!page.wheelWherePointed(page.at(12.0), 1)); // nothing pointed at it yet
        page.wheel(page.at(12.0), 1);
        QVERIFY(page.first->view());
        page.first->move(page.first->pos() - QPoint(0, 20));
        QVERIFY(!page.wheelWherePointed(page.at(12.0), 1));
        page.wheel(page.at(12.0), 1);
        QVERIFY(page.wheelWherePointed(page.at(12.0), 1));
    }

    void scattersZoomInBothDirections() {
        Page page(test::scatterChart());
        const PlotView whole = page.first->plot().whole();
        page.wheel(page.first->plot().plotArea().center().toPoint(), 2);
        QVERIFY(std::abs(page.first->view()->x.width() / whole.x.width() - 0.64) < 1e-9);
        QVERIFY(std::abs(page.first->view()->y->width() / whole.y->width() - 0.64) < 1e-9);
    }

    void aDragSelectsWholeBucketsAndOffersWhatToDo() {
        Page page(test::stackedChart());
        page.drag(page.at(2.4), page.at(4.6));
        RangeMenu* menu = page.rangeMenu();
        QVERIFY(menu && menu->isVisible());
        QStringList texts;
        for (const QLabel* label : menu->findChildren<QLabel*>()) {
            texts.append(label->text());
            QVERIFY(label->isEnabled()); // else it is as pale as what cannot be chosen
        }
        const ChartContent chart = test::stackedChart();
        const double clear = chart.bars[2].values[2] + chart.bars[2].values[3] + chart.bars[2].values[4];
        QVERIFY2(texts.contains(QStringLiteral("8–10 Nov")), qPrintable(texts.join(QLatin1Char('|'))));
        QVERIFY2(texts.contains(QString::number(clear)), qPrintable(texts.join(QLatin1Char('|'))));

        QSignalSpy chosen(&page.group, &ChartGroup::rangeChosen);
        QSignalSpy compare(&page.group, &ChartGroup::compareWithBeforeChosen);
        QSignalSpy worst(&page.group, &ChartGroup::worstTurnsChosen);
        actionOf(*menu, QStringLiteral("Compare"))->trigger();
        actionOf(*menu, QStringLiteral("Worst"))->trigger();
        actionOf(*menu, QStringLiteral("Zoom"))->trigger();
        QTRY_COMPARE(chosen.count(), 1);
        const TimeRange expected{chart.buckets.edges[2], chart.buckets.edges[5]};
        QCOMPARE(rangeIn(chosen), expected);
        QCOMPARE(rangeIn(compare), expected);
        QCOMPARE(rangeIn(worst), expected);
    }

    void aNameOfAnyLengthLeavesTheMenusAsTheyAre() {
        ChartContent chart = test::stackedChart();
        for (ChartBars& bars : chart.bars)
            bars.name = QString(4000, QLatin1Char('m'));
        Page page(chart);
        page.drag(page.at(2.4), page.at(4.6));
        QVERIFY(page.rangeMenu()->sizeHint().width() < Theme::length(500));
        page.rangeMenu()->close();
        QTRY_VERIFY(!page.rangeMenu());
        QTest::keyClick(page.first, Qt::Key_F10, Qt::ShiftModifier);
        actionOf(*page.first->findChild<QMenu*>(), QStringLiteral("Show as table"))->trigger();
        const auto* table = page.window.findChild<ChartTableDialog*>()->findChild<QTableView*>();
        for (int column = 0; column < table->model()->columnCount(); ++column)
            QVERIFY(table->columnWidth(column) <= Theme::length(320));
        SmallRows rows(page.theme, page.group);
        rows.setRows({{QString(4000, QLatin1Char('m')), {}, ColorRole::Text, {}, test::barrierRow(1, 0.1)}});
        QVERIFY(rows.sizeHint().width() < Theme::length(800));
    }

    // A live chart goes on while somebody drags over it.
    void whatIsSelectedStaysAtItsTimes() {
        Page page(test::sessionChart());
        page.drag(page.at(4.2), page.at(6.8));
        const ChartContent before = page.first->content();
        // The oldest turn leaves, another comes.
        ChartContent after = before;
        after.moments.erase(after.moments.begin());
        after.moments.push_back(after.moments.back() + std::chrono::seconds(30));
        for (ChartLine& line : after.lines) {
            line.values.erase(line.values.begin());
            line.values.push_back(0.5);
        }
        page.first->setContent(after);
        actionOf(*page.rangeMenu(), QStringLiteral("Zoom"))->trigger();
        QTRY_VERIFY(page.first->view());
        // From the fifth to the seventh of before, which are one place further left now.
        QVERIFY(std::abs(page.first->view()->x.low - 3.0) < 0.01);
        QVERIFY(std::abs(page.first->view()->x.high - 6.0) < 0.01);
        // Once all of it has gone, everything is shown.
        ChartContent later = after;
        for (Time& moment : later.moments)
            moment += std::chrono::hours(24);
        page.first->setContent(later);
        page.window.grab();
        QVERIFY(!page.first->view());
    }

    // The keys go on from another one then.
    void aPointThatBecameAGapIsNotPointedAt() {
        ChartContent chart;
        chart.axis = XAxis::Numbers;
        ChartPoints points{QStringLiteral("days"), ColorRole::Accent};
        points.x = {0.0, 1.0, 2.0};
        points.y = {1.0, 2.0, 3.0};
        points.labels = {QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")};
        chart.points = {points};
        Page page(chart);
        page.first->setFocus(Qt::TabFocusReason);
        for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Right})
            QTest::keyClick(page.first, key);
        QCOMPARE(page.first->cursorHeading(), QStringLiteral("second"));
        chart.points[0].x[1] = std::nan("");
        page.first->setContent(chart);
        QCOMPARE(page.first->cursorHeading(), QString());
        QTest::keyClick(page.first, Qt::Key_Right);
        QCOMPARE(page.first->cursorHeading(), QStringLiteral("first"));
    }

    void whatIsOfferedCanBeChosen() {
        Page page(test::sessionChart());
        page.drag(page.at(2.0), page.at(9.0));
        QVERIFY(actionOf(*page.rangeMenu(), QStringLiteral("Zoom")));
        QVERIFY(!actionOf(*page.rangeMenu(), QStringLiteral("Worst")));
        page.rangeMenu()->close();
        QTRY_VERIFY(!page.rangeMenu());
        page.first->setRangeActions(RangeAction::WorstTurns);
        page.drag(page.at(2.0), page.at(9.0));
        QVERIFY(actionOf(*page.rangeMenu(), QStringLiteral("Worst")));
        QVERIFY(!actionOf(*page.rangeMenu(), QStringLiteral("Zoom")));
    }

    void shiftAndDragPans() {
        Page page(test::bandChart());
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        page.drag(page.at(8.0), page.at(5.0), Qt::ShiftModifier);
        QTRY_COMPARE(chosen.count(), 1);
        // Three days later than the 14 that were shown.
        const Buckets& buckets = page.first->content().buckets;
        const double late = toSeconds(*rangeIn(chosen).from - buckets.edges[3]) / 86'400.0;
        QVERIFY2(std::abs(late) < 0.05, qPrintable(QString::number(late)));
        QVERIFY(!page.rangeMenu());
    }

    void aDoubleClickAsksForAll() {
        Page page(test::bandChart());
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        QSignalSpy activated(page.first, &ChartView::momentActivated);
        QTest::mouseClick(page.first, Qt::LeftButton, {}, page.at(5.5));
        QTest::mouseDClick(page.first, Qt::LeftButton, {}, page.at(5.5));
        QTRY_COMPARE(chosen.count(), 1);
        QCOMPARE(rangeIn(chosen), TimeRange{});
        QCOMPARE(activated.count(), 0);
    }

    void aClickGoesToTheMoment() {
        Page page(test::sessionChart());
        QSignalSpy activated(page.first, &ChartView::momentActivated);
        QTest::mouseClick(page.first, Qt::LeftButton, {}, page.at(7.6));
        // Not from within the click.
        QCOMPARE(activated.count(), 0);
        QTRY_COMPARE(activated.count(), 1);
        QCOMPARE(activated.last().front().value<Time>(), page.first->content().moments[7]);
    }

    void aClickGoesToThePoint() {
        ChartContent chart = test::trajectoryChart();
        Page page(chart);
        QSignalSpy moment(page.first, &ChartView::momentActivated);
        const PlotMapping& map = page.first->plot().mapping();
        QTest::mouseClick(page.first, Qt::LeftButton, {},
                          QPointF(map.xOf(chart.points[0].x[20]), map.yOf(chart.points[0].y[20])).toPoint());
        QTRY_COMPARE(moment.count(), 1);
        QCOMPARE(moment.last().front().value<Time>(), chart.points[0].times[20]);
    }

    void keysZoomPanAndReset() {
        Page page(test::bandChart());
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        page.first->setFocus();
        QTest::keyClick(page.first, Qt::Key_Plus);
        QVERIFY(std::abs(page.first->view()->x.width() - 7.0) < 1e-9);
        QTest::keyClick(page.first, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(std::abs(page.first->view()->x.low - (3.5 + 1.75)) < 1e-9);
        QTest::keyClick(page.first, Qt::Key_Minus);
        QVERIFY(std::abs(page.first->view()->x.width() - 14.0) < 1e-9);
        QTRY_COMPARE(chosen.count(), 1);
        QTest::keyClick(page.first, Qt::Key_0);
        QTRY_COMPARE(chosen.count(), 2);
        QCOMPARE(rangeIn(chosen), TimeRange{});
    }

    // The page has no other range to answer with.
    void aZoomOfAllThatThereIsIsUndone() {
        Page page(test::bandChart());
        page.wheel(page.at(7.0), 1);
        QVERIFY(page.first->view() && page.second->view());
        page.first->resetZoom();
        QVERIFY(!page.first->view());
        const PlotMapping& other = page.second->plot().mapping();
        page.window.grab();
        QCOMPARE(other.x, page.second->plot().whole().x);
    }

    void aSingleMomentIsZoomedToNoLessThanASecond() {
        Page page(test::stepChart());
        page.first->setFocus();
        QTest::keyClick(page.first, Qt::Key_Home);
        QTest::keyClick(page.first, Qt::Key_Home, Qt::ShiftModifier);
        QTest::keyClick(page.first, Qt::Key_Return);
        QVERIFY(page.rangeMenu());
        actionOf(*page.rangeMenu(), QStringLiteral("Zoom"))->trigger();
        QTRY_VERIFY(page.first->view());
        QCOMPARE(page.first->view()->x.width(), 1.0);
    }

    void shiftAndArrowsSelectAndEnterOpensTheMenu() {
        Page page(test::stackedChart());
        page.first->setFocus();
        QTest::keyClick(page.first, Qt::Key_End);
        QTest::keyClick(page.first, Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(page.first, Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(page.first, Qt::Key_Return);
        QVERIFY(page.rangeMenu());
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        actionOf(*page.rangeMenu(), QStringLiteral("Zoom"))->trigger();
        QTRY_COMPARE(chosen.count(), 1);
        const Buckets& buckets = page.first->content().buckets;
        QCOMPARE(rangeIn(chosen), (TimeRange{buckets.edges[11], buckets.edges[14]}));
    }

    void enterActivatesTheMomentUnderTheCrossHair() {
        Page page(test::sessionChart());
        page.first->setFocus();
        QSignalSpy activated(page.first, &ChartView::momentActivated);
        QTest::keyClick(page.first, Qt::Key_Home);
        QTest::keyClick(page.first, Qt::Key_Right);
        QTest::keyClick(page.first, Qt::Key_Return);
        QTRY_COMPARE(activated.count(), 1);
        QCOMPARE(activated.last().front().value<Time>(), page.first->content().moments[1]);
    }

    void aHistogramHasACrossHairOfItsOwn() {
        Page page(test::histogramChart());
        page.first->setFocus();
        QTest::keyClick(page.first, Qt::Key_Home);
        QTest::keyClick(page.first, Qt::Key_Right);
        QVERIFY(!page.group.cursor());
        QCOMPARE(page.first->cursorHeading(), QStringLiteral("severity 0.100–0.200"));
        QCOMPARE(page.first->cursorReadings().readings[0].value, QStringLiteral("24"));
        const auto* tooltip = page.window.findChild<ChartTooltip*>();
        QVERIFY(tooltip && tooltip->isVisible());
    }

    void theMenuIsReachedByMouseAndKey() {
        Page page(test::bandChart());
        QTest::keyClick(page.first, Qt::Key_F10, Qt::ShiftModifier);
        QCOMPARE(page.first->findChildren<QMenu*>().size(), 1);
        QMenu* menu = page.first->findChild<QMenu*>();
        QVERIFY(menu->isVisible());
        for (const char* text : {"Show as table", "Copy image", "Save PNG", "Save SVG", "Save CSV"})
            QVERIFY2(actionOf(*menu, QLatin1String(text)), text);
        actionOf(*menu, QStringLiteral("Show as table"))->trigger();
        const auto* dialog = page.window.findChild<ChartTableDialog*>();
        QVERIFY(dialog && dialog->isVisible());
    }

    void aFileThatCannotBeWrittenIsNamed() {
        Page page(test::bandChart());
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("missing/a<b>love.csv"));
        saveChart(*page.first, ChartFile::Csv, file);
        QTRY_VERIFY(page.window.findChild<QMessageBox*>());
        const auto* box = page.window.findChild<QMessageBox*>();
        QVERIFY(box->isVisible());
        QTextDocument said;
        said.setHtml(box->informativeText());
        QVERIFY2(said.toPlainText().contains(file), qPrintable(box->informativeText()));
    }

    void theSelectedTurnHasALine() {
        Page page(test::sessionChart());
        const QImage before = page.first->grab().toImage();
        page.first->setSelectedTime(page.first->content().moments[10]);
        const QImage after = page.first->grab().toImage();
        const QPoint place = page.at(10.5);
        QVERIFY(before.pixelColor(place.x(), page.at(10.5, 0.98).y()) !=
                after.pixelColor(place.x(), page.at(10.5, 0.98).y()));
        page.first->setSelectedTime(std::nullopt);
        QCOMPARE(page.first->grab().toImage(), before);
    }

    // Text from a log may be of any length.
    void aTooltipStaysInItsWindowAndKeepsItsValues() {
        Page page(test::bandChart());
        ChartTooltip tooltip(page.theme, &page.window);
        const auto painted = [&](QChar letter) {
            const Reading reading{Marker::Line, ColorRole::Accent, QString(400, letter), QStringLiteral("0.500")};
            tooltip.show(QString(400, letter), {{QStringLiteral("Title"), {reading}}}, QPoint(300, 200));
            return tooltip.grab().toImage();
        };
        const QImage one = painted(QLatin1Char('m'));
        QVERIFY(page.window.rect().contains(tooltip.geometry()));
        const QImage another = painted(QLatin1Char('k'));
        QCOMPARE(one.size(), another.size());
        const int value =
            QFontMetrics(Theme::font(TextStyle::Small)).horizontalAdvance(QStringLiteral("0.500")) + Theme::length(10);
        // Of the last line; the heading may take all of its own.
        const int line = Theme::length(28);
        const QRect right(one.width() - value, one.height() - line, value, line);
        QCOMPARE(one.copy(right), another.copy(right));
    }

    void anEmptyChartTakesNoInput() {
        Page page(ChartContent{});
        page.wheel(QPoint(100, 100), 3);
        page.drag(QPoint(50, 50), QPoint(200, 60));
        QTest::keyClick(page.first, Qt::Key_Plus);
        QTest::keyClick(page.first, Qt::Key_Return);
        QVERIFY(!page.first->view());
        QVERIFY(!page.rangeMenu());
    }

    void smallRowsShareTheCrossHair() {
        Theme theme;
        ChartGroup group(theme);
        SmallRows rows(theme, group);
        rows.setRows(
            {{QStringLiteral("harm prevention"),
              QStringLiteral("11.4 %"),
              ColorRole::BadText,
              {},
              test::barrierRow(1, 0.1)},
             {QStringLiteral("privacy"), QStringLiteral("0 %"), ColorRole::Text, {}, test::barrierRow(2, 0.2)}});
        rows.resize(600, 160);
        rows.show();
        QVERIFY(QTest::qWaitForWindowExposed(&rows));
        rows.grab();
        QCOMPARE(rows.chart(0)->plot().plotArea().width(), rows.chart(1)->plot().plotArea().width());
        ChartView* first = rows.chart(0);
        QTest::mouseMove(first, first->rect().center() - QPoint(20, 0));
        QTest::mouseMove(first, first->rect().center());
        QTRY_VERIFY(group.cursor());
        QVERIFY(rows.chart(1)->briefReadings());
        // The widgets stay when the figures come anew.
        rows.setRows({{QStringLiteral("harm prevention"),
                       QStringLiteral("12.0 %"),
                       ColorRole::BadText,
                       {},
                       test::barrierRow(3, 0.1)}});
        QCOMPARE(rows.count(), std::size_t(1));
        QCOMPARE(rows.chart(0), first);
    }
};

QTEST_MAIN(TestChartInput)
#include "tst_chart_input.moc"
