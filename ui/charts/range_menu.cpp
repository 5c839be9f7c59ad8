// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/range_menu.h"

#include <algorithm>

#include <QFontMetrics>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QWidgetAction>

#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

constexpr std::size_t mostReadings = 12;
// In design pixels: names may be a log's, of any length.
constexpr double longestReading = 280;

QLabel* textLabel(const QString& text, TextStyle style) {
    const QFont font = Theme::font(style);
    auto* label = new QLabel(QFontMetrics(font).elidedText(text, Qt::ElideRight, Theme::length(longestReading)));
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    return label;
}

QLabel* markLabel(const Reading& reading, const Theme& theme, double ratio) {
    const int side = Theme::length(12);
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        drawMarker(painter, QRectF(0, 0, side, side), reading.marker, theme.colors()[reading.color]);
    }
    auto* label = new QLabel;
    label->setPixmap(pixmap);
    return label;
}

QWidget* statisticsOf(const Theme& theme, const QString& heading, const ReadingGroup& readings, double ratio) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(Theme::length(12), Theme::length(6), Theme::length(12), Theme::length(6));
    grid->setHorizontalSpacing(Theme::length(8));
    grid->setVerticalSpacing(Theme::length(2));
    grid->setColumnStretch(1, 1);
    grid->addWidget(textLabel(heading, TextStyle::Title), 0, 0, 1, 3);
    int row = 1;
    for (std::size_t i = 0; i < std::min(mostReadings, readings.readings.size()); ++i, ++row) {
        const Reading& reading = readings.readings[i];
        grid->addWidget(markLabel(reading, theme, ratio), row, 0);
        grid->addWidget(textLabel(reading.name, TextStyle::Small), row, 1);
        grid->addWidget(textLabel(reading.value, TextStyle::Small), row, 2, Qt::AlignRight);
    }
    return box;
}

} // namespace

RangeMenu::RangeMenu(const Theme& theme, const QString& heading, const ReadingGroup& readings, QWidget* parent)
    : QMenu(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    auto* statistics = new QWidgetAction(this);
    statistics->setDefaultWidget(statisticsOf(theme, heading, readings, parent->devicePixelRatioF()));
    statistics->setEnabled(false);
    statistics->setText(heading);
    addAction(statistics);
    // The action is nothing to choose; its figures are no paler for that.
    statistics->defaultWidget()->setEnabled(true);
    addSeparator();
}

} // namespace moie::ui
