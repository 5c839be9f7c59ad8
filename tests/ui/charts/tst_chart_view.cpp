// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_tooltip.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/overview_charts.h"
#include "ui/support/sample_overview.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;

namespace {

class PaintCounter : public QObject {
public:
    int count = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

} // namespace

class TestChartView : public QObject {
    Q_OBJECT

private:
    // Two charts of one page, 600 wide.
    struct Page {
        Theme theme;
        QWidget window;
        ChartGroup group{theme};
        ChartView* love = new ChartView(theme, group, &window);
        ChartView* verdicts = new ChartView(theme, group, &window);

        Page() {
            auto* layout = new QVBoxLayout(&window);
            layout->addWidget(love);
            layout->addWidget(verdicts);
            window.resize(600, 500);
            love->setContent(loveVectorsChart(*test::sampleOverview()));
            verdicts->setContent(verdictsChart(*test::sampleOverview()));
            window.show();
        }
        ChartTooltip* tooltip() const { return window.findChild<ChartTooltip*>(); }
    };

private slots:
    void oneCursorForAllCharts() {
        Page page;
        QVERIFY(QTest::qWaitForWindowExposed(&page.window));
        page.window.grab();
        QSignalSpy moved(&page.group, &ChartGroup::cursorChanged);
        const QPoint right(page.love->width() - 8, page.love->height() / 2);
        QTest::mouseMove(page.love, right - QPoint(100, 0));
        QTest::mouseMove(page.love, right);
        QTRY_VERIFY(page.group.cursor().has_value());
        const Buckets& buckets = page.love->content().buckets;
        QCOMPARE(buckets.indexOf(*page.group.cursor()), test::sampleDays - 1);
        QVERIFY(moved.count() >= 1);
        QVERIFY(page.tooltip() && page.tooltip()->isVisible());
        QVERIFY(page.window.rect().contains(page.tooltip()->geometry()));
    }

    void theCursorStaysWhenFiguresAreReplaced() {
        Page page;
        QVERIFY(QTest::qWaitForWindowExposed(&page.window));
        page.window.grab();
        page.love->setFocus(Qt::TabFocusReason);
        QTest::keyClick(page.love, Qt::Key_Home);
        const auto cursor = page.group.cursor();
        QVERIFY(cursor.has_value());

        auto newer = test::sampleOverview();
        newer->love[0].mean[0] = 0.9;
        page.love->setContent(loveVectorsChart(*newer));
        QCOMPARE(page.group.cursor(), cursor);
        QVERIFY(page.tooltip()->isVisible());
    }

    void keysMoveTheCursor() {
        Page page;
        QVERIFY(QTest::qWaitForWindowExposed(&page.window));
        page.window.grab();
        page.love->setFocus(Qt::TabFocusReason);
        const Buckets& buckets = page.love->content().buckets;
        QTest::keyClick(page.love, Qt::Key_Left);
        QCOMPARE(buckets.indexOf(*page.group.cursor()), test::sampleDays - 1);
        QTest::keyClick(page.love, Qt::Key_Left);
        QCOMPARE(buckets.indexOf(*page.group.cursor()), test::sampleDays - 2);
        QTest::keyClick(page.love, Qt::Key_Home);
        QTest::keyClick(page.love, Qt::Key_Left);
        QCOMPARE(buckets.indexOf(*page.group.cursor()), std::size_t(0));
        QTest::keyClick(page.love, Qt::Key_Escape);
        QVERIFY(!page.group.cursor());
        QVERIFY(!page.tooltip()->isVisible());
    }

    void clicksAnywhereAreBorne() {
        Page page;
        QVERIFY(QTest::qWaitForWindowExposed(&page.window));
        for (int x = 0; x < page.love->width(); x += 37) {
            for (int y = 0; y < page.love->height(); y += 23)
                QTest::mouseClick(page.love, Qt::LeftButton, {}, QPoint(x, y));
        }
        page.love->setContent(ChartContent());
        QTest::mouseClick(page.love, Qt::LeftButton);
        QTest::mouseDClick(page.love, Qt::LeftButton);
    }

    void saysItsFiguresToThoseWhoDoNotSee() {
        Page page;
        QCOMPARE(page.verdicts->accessibleName(), QStringLiteral("Turns by verdict"));
        QVERIFY(page.verdicts->accessibleDescription().contains(QStringLiteral("704 clear")));
    }

    void followsTheTheme() {
        Page page;
        page.theme.setChoice(ThemeChoice::Light);
        QVERIFY(QTest::qWaitForWindowExposed(&page.window));
        const QImage light = page.love->grab().toImage();
        page.theme.setChoice(ThemeChoice::Dark);
        const QImage dark = page.love->grab().toImage();
        QVERIFY(light != dark);
        page.theme.setChoice(ThemeChoice::Light);
        QCOMPARE(page.love->grab().toImage(), light);
    }

    void theSameContentIsNotPaintedAgain() {
        Page page;
        QVERIFY(QTest::qWaitForWindowExposed(&page.window));
        page.window.grab();
        QTRY_VERIFY(page.love->isVisible());
        QCoreApplication::sendPostedEvents();
        PaintCounter painted;
        page.love->installEventFilter(&painted);
        page.love->setContent(loveVectorsChart(*test::sampleOverview()));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(painted.count, 0);
        QTest::keyClick(page.love, Qt::Key_Home);
        QTRY_VERIFY(painted.count > 0);
    }

    void aHiddenChartIsNotLaidOut() {
        Page page;
        page.love->hide();
        QVERIFY(QTest::qWaitForWindowExposed(&page.window));
        page.window.grab();
        QVERIFY(page.love->plot().plotArea().isNull());
        page.love->show();
        page.window.grab();
        QVERIFY(!page.love->plot().plotArea().isNull());
    }

    void thePageMayGoFirst() {
        auto page = std::make_unique<Page>();
        page->window.grab();
        QTest::keyClick(page->love, Qt::Key_Home);
        QVERIFY(page->group.cursor());
        page.reset();
    }
};

QTEST_MAIN(TestChartView)
#include "tst_chart_view.moc"
