// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a page's cards and texts have their room. The page is shown.
#pragma once

#include <vector>

#include <QFrame>
#include <QLabel>
#include <QScrollArea>

#include "ui/charts/chart_view.h"

namespace moie::test {

inline QRect placeOf(const QWidget* widget, const QWidget* page) {
    return QRect(widget->mapTo(page, QPoint()), widget->size());
}

// Cards and tiles that are shown.
inline std::vector<QWidget*> cardsOf(const QWidget& page) {
    std::vector<QWidget*> cards;
    for (QFrame* frame : page.findChildren<QFrame*>()) {
        if (frame->property("card").toBool() && frame->isVisibleTo(&page))
            cards.push_back(frame);
    }
    return cards;
}

inline QString labelProblem(const QWidget* card) {
    for (const QLabel* label : card->findChildren<QLabel*>()) {
        if (!label->isVisibleTo(card))
            continue;
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->height() < needed)
            return QStringLiteral("too low for its text: ") + label->text();
        if (!label->wordWrap() && label->width() < label->sizeHint().width())
            return QStringLiteral("too narrow for its text: ") + label->text();
        if (!card->rect().contains(placeOf(label, card)))
            return QStringLiteral("outside of its card: ") + label->text();
    }
    return {};
}

// What overlaps, is cut or stands outside; empty where all is well.
inline QString layoutProblem(const QWidget& page) {
    const QWidget* contents = page.findChild<QScrollArea*>()->widget();
    if (contents->width() > page.width())
        return QStringLiteral("wider than the page");
    const std::vector<QWidget*> cards = cardsOf(page);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const QRect place = placeOf(cards[i], contents);
        if (!contents->rect().contains(place))
            return QStringLiteral("outside of the page: ") + cards[i]->accessibleName();
        for (std::size_t k = 0; k < i; ++k) {
            if (place.intersects(placeOf(cards[k], contents)))
                return cards[i]->accessibleName() + QStringLiteral(" overlaps ") + cards[k]->accessibleName();
        }
        if (const QString problem = labelProblem(cards[i]); !problem.isEmpty())
            return problem;
    }
    for (const ui::ChartView* chart : page.findChildren<ui::ChartView*>()) {
        if (chart->isVisibleTo(&page) && chart->height() < chart->minimumSizeHint().height())
            return QStringLiteral("too low: ") + chart->accessibleName();
    }
    return {};
}

} // namespace moie::test
