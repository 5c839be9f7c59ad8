// SPDX-License-Identifier: GPL-3.0-or-later
// The legend above a chart: mark and name of each line or bar, and at the right what a value is. Wraps where it has to.
#pragma once

#include <optional>
#include <vector>

#include <QRectF>
#include <QWidget>

#include "ui/charts/chart_content.h"

class QPainter;

namespace moie::ui {

class Theme;

struct LegendEntry {
    Marker marker = Marker::None;
    ColorRole color = ColorRole::Text;
    QString name;
    QString explanation = {}; // plain; shown as a tooltip
    bool pale = false;        // of a band without a line
    // A scale of colours stands between the name and this, its other end.
    std::optional<QString> scaleEnd = std::nullopt;
    ColorRole scaleColor = ColorRole::AccentText;

    friend bool operator==(const LegendEntry&, const LegendEntry&) = default;
};

// The entries of a chart: lines, bars in the order of their stack from the bottom, points, references, marks, the scale
// of colours; none where the chart is empty.
std::vector<LegendEntry> legendOf(const ChartContent& content);

double legendHeight(const std::vector<LegendEntry>& entries, const QString& note, double width, const QFont& font);
void drawLegend(QPainter& painter, const QRectF& area, const std::vector<LegendEntry>& entries, const QString& note,
                const Colors& colors, const QFont& font);

class Legend : public QWidget {
    Q_OBJECT

public:
    explicit Legend(const Theme& theme, QWidget* parent = nullptr);

    void setContent(const ChartContent& content);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::vector<LegendEntry> m_entries;
    QString m_note;
    int m_leastRows = 1;
};

} // namespace moie::ui
