// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_group.h"

#include <algorithm>
#include <utility>

#include "ui/charts/chart_tooltip.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/theme.h"

namespace moie::ui {

ChartGroup::ChartGroup(const Theme& theme, QObject* parent) : QObject(parent), m_theme(theme) {}

void ChartGroup::add(ChartView* chart) {
    m_charts.emplace_back(chart);
    connect(chart, &QObject::destroyed, this,
            [this] { std::erase_if(m_charts, [](const QPointer<ChartView>& each) { return each.isNull(); }); });
    connect(this, &ChartGroup::cursorChanged, chart, qOverload<>(&QWidget::update));
    connect(chart, &ChartView::rangeChosen, this, &ChartGroup::rangeChosen);
    connect(chart, &ChartView::compareWithBeforeChosen, this, &ChartGroup::compareWithBeforeChosen);
    connect(chart, &ChartView::worstTurnsChosen, this, &ChartGroup::worstTurnsChosen);
    connect(chart, &ChartView::momentActivated, this, &ChartGroup::momentActivated);
}

void ChartGroup::point(ChartView* source, std::optional<Time> time, const QPoint& positionInSource) {
    const bool moved = m_cursor != time || (!time && m_source != source);
    m_source = source;
    m_position = positionInSource;
    m_cursor = time;
    if (moved)
        emit cursorChanged();
    showTooltip();
}

void ChartGroup::clear() {
    if (m_tooltip)
        m_tooltip->hide();
    if (!m_source && !m_cursor)
        return;
    m_source = nullptr;
    m_cursor.reset();
    emit cursorChanged();
}

const ChartView* ChartGroup::source() const {
    return m_source;
}

void ChartGroup::refresh(const ChartView*) {
    if (m_source)
        showTooltip();
}

void ChartGroup::preview(const ChartView* source, Time from, Time to) {
    for (const QPointer<ChartView>& chart : m_charts) {
        if (chart && chart != source && chart->zoomMode() == ZoomMode::Scope)
            chart->previewRange(from, to);
    }
}

void ChartGroup::showTooltip() {
    ReadingGroup readings = m_source->cursorReadings();
    if (readings.readings.empty()) {
        clear();
        return;
    }
    QWidget* window = m_source->window();
    if (!m_tooltip || m_tooltip->parentWidget() != window) {
        delete m_tooltip;
        m_tooltip = new ChartTooltip(m_theme, window);
    }
    std::vector<ReadingGroup> groups;
    groups.push_back(std::move(readings));
    for (const QPointer<ChartView>& chart : m_charts) {
        if (!chart || chart == m_source || !chart->isVisible() || !m_cursor)
            continue;
        if (auto brief = chart->briefReadings())
            groups.push_back(std::move(*brief));
    }
    m_tooltip->show(m_source->cursorHeading(), std::move(groups), m_source->mapTo(window, m_position));
}

} // namespace moie::ui
