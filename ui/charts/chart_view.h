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

enum class ZoomMode : unsigned char {
    Scope, // a zoom asks the page for a new time range (rangeChosen)
    Local, // a zoom stays within the chart's own values; double click or Escape undoes it
};

class ChartView : public QWidget {
    Q_OBJECT

public:
    ChartView(const Theme& theme, ChartGroup& group, QWidget* parent = nullptr);

    // Replaces what is shown; nothing happens where it is the same. The cross-hair stays at its moment.
    void setContent(const ChartContent& content);
    const ChartContent& content() const { return m_content; }

    // Scope for charts of Buckets, Local for all others, unless it is said here.
    void setZoomMode(ZoomMode mode) { m_zoomMode = mode; }

    // A line at that time, for the turn that is selected elsewhere on the page; costs no layout.
    void setSelectedTime(std::optional<Time> time);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    // What the user asked for, once the event that asked is done: contents may be set in the slots. ChartGroup has the
    // same signals for all its charts. The range is where the charts shall be from now on …
    void rangeChosen(const TimeRange& range);
    // … or what was dragged over.
    void compareWithBeforeChosen(const TimeRange& range);
    void worstTurnsChosen(const TimeRange& range);
    // A click or Enter on a moment: the middle of a bucket, or exactly a time of the content.
    void momentActivated(Time time);
    // On Bins and Numbers: of which bars or points, and the place in them. Points with times give momentActivated too.
    void pointActivated(std::size_t series, std::size_t index);

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
    std::optional<ZoomMode> m_zoomMode;
    std::optional<Time> m_selected;
    bool m_stale = true;
    bool m_keyboardFocus = false;
};

} // namespace moie::ui
