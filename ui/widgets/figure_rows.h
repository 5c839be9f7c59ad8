// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a name, a small drawing and a value: barriers as bars to both sides of zero, steering as a step from one
// point to another, or plain values. Drawings of one widget have one scale. As high as its rows.
#pragma once

#include <limits>
#include <vector>

#include <QWidget>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

namespace moie::ui {

class Theme;

struct DrawnRow {
    enum class Drawing : unsigned char { None, Bar, Step };

    QString name;
    QString value;
    Drawing drawing = Drawing::None;
    double from = std::numeric_limits<double>::quiet_NaN(); // of a step, on a scale from 0 to 1
    double to = std::numeric_limits<double>::quiet_NaN();   // of a step; the length of a bar
    ColorRole color = ColorRole::Accent;
    Marker marker = Marker::None; // before the name
    ColorRole valueColor = ColorRole::Text;
    QString toolTip = {}; // plain

    friend bool operator==(const DrawnRow& a, const DrawnRow& b);
};

class FigureRows : public QWidget {
    Q_OBJECT

public:
    explicit FigureRows(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<DrawnRow> rows);
    const std::vector<DrawnRow>& rows() const { return m_rows; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowHeight() const;
    void paintDrawing(QPainter& painter, const QRectF& area, const DrawnRow& row, double largest) const;

    const Theme& m_theme;
    std::vector<DrawnRow> m_rows;
};

} // namespace moie::ui
