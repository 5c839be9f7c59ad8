// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of one page that share a cross-hair and a zoom: a moment pointed at in one of them is marked in all, and
// one tooltip says all their values. Owned by the page; the charts outlive it or leave with it.
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QPoint>
#include <QPointer>

#include <moie/base/time.h>

namespace moie::ui {

class ChartTooltip;
class ChartView;
class Theme;

class ChartGroup : public QObject {
    Q_OBJECT

public:
    explicit ChartGroup(const Theme& theme, QObject* parent = nullptr);

    // Called by the charts. A chart leaves when it is destroyed.
    void add(ChartView* chart);
    // No time: what is pointed at in the source is not a moment.
    void point(ChartView* source, std::optional<Time> time, const QPoint& positionInSource);
    void clear();
    // The source's values changed under the resting pointer.
    void refresh(const ChartView* changed);
    // All charts whose zoom is the page's show the range until the page answers.
    void preview(const ChartView* source, Time from, Time to);

    std::optional<Time> cursor() const { return m_cursor; }
    const ChartView* source() const;

signals:
    void cursorChanged();
    // Those of the charts (chart_view.h).
    void rangeChosen(const moie::TimeRange& range);
    void compareWithBeforeChosen(const moie::TimeRange& range);
    void worstTurnsChosen(const moie::TimeRange& range);
    void momentActivated(moie::Time time);

private:
    void showTooltip();

    const Theme& m_theme;
    std::vector<QPointer<ChartView>> m_charts;
    QPointer<ChartView> m_source;
    QPointer<ChartTooltip> m_tooltip;
    std::optional<Time> m_cursor;
    QPoint m_position;
};

} // namespace moie::ui
