// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "support/snapshot_builder.h"
#include "ui/charts/chart_view.h"
#include "ui/pages/overview_page.h"
#include "ui/support/event_loop_gap.h"
#include "ui/support/page_layout.h"
#include "ui/support/page_under_test.h"
#include "ui/support/sample_overview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/tile.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

namespace {

QStringList badgesOf(const QWidget& page) {
    QStringList badges;
    for (const QLabel* label : page.findChildren<QLabel*>()) {
        if (label->property("chip").toBool() && label->isVisibleTo(&page))
            badges.append(label->text());
    }
    return badges;
}

} // namespace

class TestOverviewPage : public QObject {
    Q_OBJECT

private:
    QFont m_font;
    test::Bench m_bench;

private slots:
    void initTestCase() { m_font = QApplication::font(); }
    void init() { QApplication::setFont(m_font); }

    void nothingOverlapsOrIsCut_data() { test::addPageSizes(); }
    void nothingOverlapsOrIsCut() {
        QFETCH(QSize, size);
        QFETCH(double, text);
        QApplication::setFont(test::enlarged(m_font, text));
        Theme theme;
        auto overview = test::sampleOverview();
        test::addPreviousPeriod(*overview);
        const auto snapshot = test::sampleSnapshot(*overview, 30);
        OverviewPage page(*m_bench.workspace, theme);
        page.resize(size);
        page.setOverview(overview, {snapshot, {}});
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        test::runUntilIdle(); // each layout asks for the next
        QCOMPARE(test::layoutProblem(page), QString());
        QCOMPARE(test::cardsOf(page).size(), std::size_t(7 + 5));
    }

    void anUpdateReplacesDataOnly() {
        Theme theme;
        auto overview = test::sampleOverview();
        auto snapshot = test::sampleSnapshot(*overview, 30);
        OverviewPage page(*m_bench.workspace, theme);
        const QSignalSpy filled(&page, &OverviewPage::settled);
        page.resize(840, 500);
        page.setOverview(overview, {snapshot, {}});
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(filled.count(), 1);
        QCoreApplication::sendPostedEvents(); // legends ask for their height
        page.grab();
        auto* bar = page.findChild<QScrollArea*>()->verticalScrollBar();
        QVERIFY(bar->maximum() > 200);
        bar->setValue(200);
        const auto widgets = page.findChildren<QWidget*>();
        std::vector<QRect> places;
        for (const QWidget* widget : widgets)
            places.push_back(widget->geometry());

        auto newer = test::sampleOverview();
        const auto newerSnapshot = test::sampleSnapshot(*newer, 31);
        newer->verdicts[static_cast<std::size_t>(Verdict::ReachedUser)] = 131;
        newer->love[2].mean[13] = 0.95;
        page.setOverview(newer, {newerSnapshot, {}});
        QTRY_COMPARE(filled.count(), 2);
        QCoreApplication::sendPostedEvents();
        page.grab();
        QCOMPARE(page.findChildren<QWidget*>(), widgets);
        QCOMPARE(bar->value(), 200);
        for (qsizetype i = 0; i < widgets.size(); ++i)
            QCOMPARE(widgets[i]->geometry(), places[static_cast<std::size_t>(i)]);
        QCOMPARE(page.findChildren<Tile*>().constFirst()->content().figure, QStringLiteral("131"));
        QCOMPARE(page.findChildren<ChartView*>().constFirst()->content().lines[2].values[13], 0.95);
    }

    void partialFiguresAreMarked() {
        Theme theme;
        auto overview = test::sampleOverview();
        auto snapshot = test::sampleSnapshot(*overview, 3);
        snapshot->load = {430'000'000, 1'000'000'000, false, false};
        OverviewPage page(*m_bench.workspace, theme);
        page.setOverview(overview, {snapshot, {}});
        QCOMPARE(badgesOf(page), QStringList(5, QStringLiteral("partial – still loading")));

        auto stopped = std::make_shared<Snapshot>(*snapshot);
        stopped->load.cancelled = true;
        page.setOverview(overview, {stopped, {}});
        QCOMPARE(badgesOf(page), QStringList(5, QStringLiteral("partial – loading stopped")));

        auto complete = std::make_shared<Snapshot>(*snapshot);
        complete->load.complete = true;
        page.setOverview(overview, {complete, {}});
        QCOMPARE(badgesOf(page), QStringList());
    }

    void tilesAndCardsAreDoors() {
        Theme theme;
        SnapshotBuilder builder;
        const Time start = fromUnixSeconds(1'763'600'000);
        builder.turn("s", start).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(true, {{"harm", -0.1}});
        builder.turn("s", start + std::chrono::minutes(1))
            .response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0)
            .evaluation(false, {})
            .violation("harm", 0.5);
        builder.loose("s", start + std::chrono::minutes(2)).feedback(0.5);
        const auto snapshot = std::make_shared<const Snapshot>(builder.build());
        OverviewPage page(*m_bench.workspace, theme);
        page.setDoors({"overview", "love-vectors", "sessions"});
        page.resize(1200, 800);
        page.setOverview(std::make_shared<const Overview>(overview(*snapshot, {})), {snapshot, {}});
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        const auto tiles = page.findChildren<Tile*>();
        const Place before{"overview", RangeChoice::all(), {}, "severity>0.1 or turn:near", std::nullopt};

        m_bench.workspace->begin(before);
        QTest::mouseClick(tiles[2], Qt::LeftButton);
        QCOMPARE(m_bench.workspace->place().page, QStringLiteral("love-vectors"));
        QCOMPARE(m_bench.workspace->place().filter, before.filter);
        m_bench.workspace->begin(before);
        tiles[0]->setFocus();
        QTest::keyClick(tiles[0], Qt::Key_Return);
        QCOMPARE(m_bench.workspace->place().page, QStringLiteral("sessions"));
        QCOMPARE(m_bench.workspace->place().filter, std::string("(severity>0.1 or turn:near) turn:unsafe"));
        m_bench.workspace->back();
        QCOMPARE(m_bench.workspace->place(), before);

        QTest::mouseClick(tiles[1], Qt::LeftButton);
        QCOMPARE(m_bench.workspace->place().page, QStringLiteral("sessions"));
        QCOMPARE(m_bench.workspace->place().filter, std::string("(severity>0.1 or turn:near) turn:breach"));
        m_bench.workspace->back();

        // Its page does not exist here; all turns were judged.
        for (const int tile : {4, 5}) {
            QCOMPARE(tiles[tile]->focusPolicy(), Qt::NoFocus);
            QTest::mouseClick(tiles[tile], Qt::LeftButton);
            QCOMPARE(m_bench.workspace->place(), before);
        }
        // The card of the love vectors, beside its chart.
        auto* card = page.findChildren<ChartCard*>().constFirst();
        QTest::mouseClick(card, Qt::LeftButton, {}, QPoint(card->width() / 2, 12));
        QCOMPARE(m_bench.workspace->place().page, QStringLiteral("love-vectors"));

        // Events, newest first: the feedback stands outside any turn, the violation in the second.
        auto* events = page.findChildren<RowList*>().constLast();
        const auto open = [&](int row) {
            m_bench.workspace->begin(before);
            QTest::mouseClick(events->viewport(), Qt::LeftButton, {},
                              events->visualRect(events->model()->index(row, 1)).center());
            return m_bench.workspace->place().turn.value_or(TurnPlace{SessionIndex{9}, noEntry});
        };
        QCOMPARE(open(0), (TurnPlace{SessionIndex{0}, noEntry}));
        QCOMPARE(open(1), (TurnPlace{SessionIndex{0}, snapshot->sessions[0]->blocks[0]->turns[1].opening}));
        m_bench.workspace->begin(before);
        events->setFocus();
        QTest::keyClick(events, Qt::Key_Return);
        QCOMPARE(m_bench.workspace->place().page, QStringLiteral("sessions"));
    }

    void anEmptyScopeIsBorne() {
        Theme theme;
        auto overview = std::make_shared<Overview>();
        const auto snapshot = test::sampleSnapshot(*overview, 0);
        OverviewPage page(*m_bench.workspace, theme);
        page.resize(1200, 800);
        page.setOverview(overview, {snapshot, {}});
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(!page.grab().isNull());
        QCOMPARE(page.findChildren<Tile*>().constFirst()->content().figure, QStringLiteral("–"));
    }
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overview_page.moc"
