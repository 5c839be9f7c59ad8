// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QHoverEvent>
#include <QMenu>
#include <QTest>
#include <QToolButton>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_view.h"
#include "ui/support/sample_charts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_card.h"

using namespace moie::ui;

class TestChartCard : public QObject {
    Q_OBJECT

private slots:
    void theMenusButtonIsSeenWithPointerOrFocus() {
        Theme theme;
        ChartGroup group(theme);
        ChartCard card(theme, group, QStringLiteral("Turns by verdict"));
        card.setChart(test::stackedChart());
        card.resize(500, 300);
        card.show();
        QVERIFY(QTest::qWaitForWindowExposed(&card));
        auto* button = card.findChild<QToolButton*>();
        // Wherever pointer and focus are when the window opens.
        if (QWidget* focused = QApplication::focusWidget())
            focused->clearFocus();
        QHoverEvent leave(QEvent::HoverLeave, QPointF(-1, -1), QPointF(-1, -1), QPointF(10, 10));
        QApplication::sendEvent(&card, &leave);
        QVERIFY(button->icon().isNull());
        QHoverEvent enter(QEvent::HoverEnter, QPointF(10, 10), QPointF(10, 10), QPointF(-1, -1));
        QApplication::sendEvent(&card, &enter);
        QVERIFY(!button->icon().isNull());
        QApplication::sendEvent(&card, &leave);
        QVERIFY(button->icon().isNull());
        card.view()->setFocus();
        QTRY_VERIFY(!button->icon().isNull());
    }

    void theButtonOpensTheMenu() {
        Theme theme;
        ChartGroup group(theme);
        ChartCard card(theme, group, QStringLiteral("Turns by verdict"));
        card.setChart(test::stackedChart());
        card.show();
        QVERIFY(QTest::qWaitForWindowExposed(&card));
        QTest::mouseClick(card.findChild<QToolButton*>(), Qt::LeftButton);
        const auto* menu = card.view()->findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
    }
};

QTEST_MAIN(TestChartCard)
#include "tst_chart_card.moc"
