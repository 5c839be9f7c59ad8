// SPDX-License-Identifier: GPL-3.0-or-later
// A chart on a page. Renders its scene into a pixmap when content, size or theme changed and paints the cross-hair over
// it, so that a moving mouse costs no layout. The scene gets no mouse events, which also keeps clear of QTBUG-118669.
// Left and right move the cross-hair by a bucket, Home and End to the ends, Escape takes it away.
#pragma once

#include <optional>

#include <QPixmap>
#include <QPointer>
#include <QWidget>

#include "ui/charts/chart_content.h"
#include "ui/charts/plot.h"

namespace moie::ui {

class ChartGroup;
class Theme;

class ChartView : public QWidget {
    Q_OBJECT

public:
    ChartView(const Theme& theme, ChartGroup& group, QWidget* parent = nullptr);

    // Replaces what is shown; nothing happens where it is the same. The cross-hair stays at its moment.
    void setContent(const ChartContent& content);
    const ChartContent& content() const { return m_content; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void invalidate();
    void renderPixmap();
    std::optional<std::size_t> bucketAt(double x) const;
    std::optional<std::size_t> cursorBucket() const;
    void pointAt(std::size_t bucket, const QPoint& position);

    const Theme& m_theme;
    QPointer<ChartGroup> m_group;
    ChartContent m_content;
    Plot m_plot;
    QPixmap m_pixmap;
    bool m_stale = true;
    bool m_keyboardFocus = false;
};

} // namespace moie::ui
