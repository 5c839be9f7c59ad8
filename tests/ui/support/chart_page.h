// SPDX-License-Identifier: GPL-3.0-or-later
// Two charts of one page in a window, and what a mouse does to the first of them.
#pragma once

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/range_menu.h"
#include "ui/support/sample_charts.h"
#include "ui/theme/theme.h"

namespace moie::ui::test {

// Two charts of a page, painted.
struct ChartPage {
    Theme theme;
    QWidget window;
    ChartGroup group{theme};
    ChartView* first = new ChartView(theme, group, &window);
    ChartView* second = new ChartView(theme, group, &window);

    explicit ChartPage(const ChartContent& upper, const ChartContent& lower = stackedChart()) {
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(first);
        layout->addWidget(second);
        window.resize(Theme::length(640), Theme::length(560));
        first->setContent(upper);
        second->setContent(lower);
        window.show();
        static_cast<void>(QTest::qWaitForWindowExposed(&window));
        window.grab();
    }

    QPoint at(double position, double share = 0.5) const {
        const PlotMapping& map = first->plot().mapping();
        return {qRound(map.xOf(position)), qRound(map.area.top() + share * map.area.height())};
    }
    void point(const QPoint& place) const {
        QMouseEvent pointed(QEvent::MouseMove, place, first->mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(first, &pointed);
    }
    void wheel(const QPoint& place, int notches) const {
        point(place);
        wheelWherePointed(place, notches);
    }
    // Whether the chart took it.
    bool wheelWherePointed(const QPoint& place, int notches) const {
        QWheelEvent event(place, first->mapToGlobal(place), QPoint(), QPoint(0, 120 * notches), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(first, &event);
        return event.isAccepted();
    }
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mousePress(first, Qt::LeftButton, modifiers, from);
        move((from + to) / 2, modifiers);
        move(to, modifiers);
        QTest::mouseRelease(first, Qt::LeftButton, modifiers, to);
    }
    void move(const QPoint& to, Qt::KeyboardModifiers modifiers) const {
        QMouseEvent event(QEvent::MouseMove, to, first->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, modifiers);
        QApplication::sendEvent(first, &event);
    }
    RangeMenu* rangeMenu() const { return first->findChild<RangeMenu*>(); }
};

inline QAction* actionOf(const QMenu& menu, const QString& text) {
    for (QAction* action : menu.actions()) {
        if (QString(action->text()).remove(QLatin1Char('&')).startsWith(text))
            return action;
    }
    return nullptr;
}

} // namespace moie::ui::test
