// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_group.h"

#include <chrono>

#include "ui/charts/chart_tooltip.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

ChartGroup::ChartGroup(const Theme& theme, QObject* parent) : QObject(parent), m_theme(theme) {}

void ChartGroup::add(ChartView* chart) {
    m_charts.emplace_back(chart);
    connect(this, &ChartGroup::cursorChanged, chart, qOverload<>(&QWidget::update));
    connect(chart, &ChartView::rangeChosen, this, &ChartGroup::rangeChosen);
    connect(chart, &ChartView::compareWithBeforeChosen, this, &ChartGroup::compareWithBeforeChosen);
    connect(chart, &ChartView::worstTurnsChosen, this, &ChartGroup::worstTurnsChosen);
    connect(chart, &ChartView::momentActivated, this, &ChartGroup::momentActivated);
}

void ChartGroup::point(ChartView* source, Time time, const QPoint& positionInSource) {
    m_source = source;
    m_position = positionInSource;
    const bool moved = m_cursor != time;
    m_cursor = time;
    if (moved)
        emit cursorChanged();
    showTooltip();
}

void ChartGroup::clear() {
    if (m_tooltip)
        m_tooltip->hide();
    m_source = nullptr;
    if (!m_cursor)
        return;
    m_cursor.reset();
    emit cursorChanged();
}

void ChartGroup::refresh(const ChartView*) {
    if (m_source && m_cursor)
        showTooltip();
}

void ChartGroup::showTooltip() {
    const ChartContent& shown = m_source->content();
    const std::size_t bucket = shown.buckets.indexOf(*m_cursor);
    if (bucket >= shown.buckets.count()) {
        clear();
        return;
    }
    QWidget* window = m_source->window();
    if (!m_tooltip || m_tooltip->parentWidget() != window) {
        delete m_tooltip;
        m_tooltip = new ChartTooltip(m_theme, window);
    }
    std::vector<ReadingGroup> groups{readingsAt(shown, bucket)};
    for (const QPointer<ChartView>& chart : m_charts) {
        if (!chart || chart == m_source || chart->content().empty())
            continue;
        const std::size_t other = chart->content().buckets.indexOf(*m_cursor);
        if (other < chart->content().buckets.count())
            groups.push_back(briefReadingsAt(chart->content(), other));
    }
    const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    QString heading = format::bucket(shown.buckets, bucket, now);
    if (shown.buckets.size.unit < BucketUnit::Day)
        heading += QLatin1Char(' ') + QString::fromStdString(zoneName(*m_cursor));
    m_tooltip->show(heading, std::move(groups), m_source->mapTo(window, m_position));
}

} // namespace moie::ui
