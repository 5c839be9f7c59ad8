// SPDX-License-Identifier: GPL-3.0-or-later
// The values under the cross-hair, painted beside the pointer over the whole window. Takes no input.
#pragma once

#include <vector>

#include <QWidget>

#include "ui/charts/chart_readings.h"

class QPainter;

namespace moie::ui {

class Theme;

class ChartTooltip : public QWidget {
    Q_OBJECT

public:
    ChartTooltip(const Theme& theme, QWidget* window);

    // Beside a point of the window, kept inside it. Groups that would make it cover more than a third of the window
    // are left out, the last first; the first one is always shown,
    // its texts cut where the window is narrower.
    void show(const QString& heading, std::vector<ReadingGroup> groups, const QPoint& beside);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize neededSize() const;
    int paintBrief(QPainter& painter, const QRect& row, const ReadingGroup& group) const;

    const Theme& m_theme;
    QString m_heading;
    std::vector<ReadingGroup> m_groups;
};

} // namespace moie::ui
