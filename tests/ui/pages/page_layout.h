// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a page's cards lie beside each other and no text of theirs is cut, and whether a chart shows the values.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QTest>

#include "ui/charts/chart_view.h"

namespace moie::ui::test {

inline QRect placeOf(const QWidget* widget, const QWidget* page) {
    return QRect(widget->mapTo(page, QPoint()), widget->size());
}

// NaN, a gap, is the same as NaN.
inline bool sameValues(const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

inline std::vector<QWidget*> visibleCards(const QWidget& page) {
    std::vector<QWidget*> cards;
    for (QFrame* frame : page.findChildren<QFrame*>()) {
        if (frame->property("card").toBool() && frame->isVisibleTo(&page))
            cards.push_back(frame);
    }
    return cards;
}

inline void checkLabels(const QWidget& card) {
    for (const QLabel* label : card.findChildren<QLabel*>()) {
        if (!label->isVisibleTo(&card))
            continue;
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed, qPrintable(label->text()));
        QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        QVERIFY2(card.rect().contains(placeOf(label, &card)), qPrintable(label->text()));
    }
}

inline void checkLayout(const QWidget& page, std::size_t cardsExpected) {
    const QWidget* contents = page.findChild<QScrollArea*>()->widget();
    QVERIFY(contents->width() <= page.width());
    const std::vector<QWidget*> cards = visibleCards(page);
    QCOMPARE(cards.size(), cardsExpected);
    // Legends and tables ask for their height once they have their texts; layouts follow in the event loop.
    const auto apart = [&] {
        for (std::size_t i = 0; i < cards.size(); ++i) {
            const QRect place = placeOf(cards[i], contents);
            if (!contents->rect().contains(place))
                return false;
            for (std::size_t k = 0; k < i; ++k)
                if (place.intersects(placeOf(cards[k], contents)))
                    return false;
        }
        return true;
    };
    QTRY_VERIFY(apart());
    for (const QWidget* card : cards) {
        checkLabels(*card);
        if (QTest::currentTestFailed())
            return;
    }
    for (const ChartView* chart : page.findChildren<ChartView*>())
        QVERIFY(!chart->isVisibleTo(&page) || chart->height() >= chart->minimumSizeHint().height());
}

} // namespace moie::ui::test
