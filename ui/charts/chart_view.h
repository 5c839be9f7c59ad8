// SPDX-License-Identifier: GPL-3.0-or-later
// A chart on a page. Renders its scene into a pixmap when content, size, view or theme changed and paints cross-hair
// and selection over it, so that a moving mouse costs no layout. The scene gets no mouse events, which also keeps clear
// of QTBUG-118669.
//
// Mouse: the wheel zooms at the pointer, a drag selects a range and offers what can be done with it, Shift and drag
// pans, a double click resets the zoom, a click activates a moment or point. Keys: left, right, Home and End move the
// cross-hair (among points in the order of their path, else of their place; up and down among a heat map's cells), with
// Shift they select, Enter activates or opens the selection's menu, + − 0 zoom, Ctrl with arrows pans, Ctrl+Z takes
// back a step of a local zoom, Shift+F10 opens the chart's menu, Escape takes away selection, local zoom and
// cross-hair, in this order. What the keys point at is said in the accessible description.
#pragma once

#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QPixmap>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "ui/charts/chart_content.h"
#include "ui/charts/chart_readings.h"
#include "ui/charts/plot.h"

namespace moie::ui {

class ChartGroup;
class RangeMenu;
class Theme;

enum class ZoomMode : unsigned char {
    Scope, // a zoom asks the page for a new time range (rangeChosen)
    Local, // a zoom stays within the chart's own values; double click or Escape resets it
};

enum class RangeAction : unsigned char { Zoom = 1, CompareWithBefore = 2, WorstTurns = 4 };
Q_DECLARE_FLAGS(RangeActions, RangeAction)

class ChartView : public QWidget {
    Q_OBJECT

public:
    ChartView(const Theme& theme, ChartGroup& group, QWidget* parent = nullptr);

    // Replaces what is shown; nothing happens where it is the same. The cross-hair stays at its moment, and so do a
    // local zoom and what is selected, as long as there is something to be seen there.
    void setContent(const ChartContent& content);
    const ChartContent& content() const { return m_plot.content(); }

    // Scope for charts of Buckets, Local for all others, unless it is said here.
    void setZoomMode(ZoomMode mode) { m_zoomMode = mode; }
    ZoomMode zoomMode() const;
    // What is offered for a selected range. All where a zoom asks for a scope, the zoom alone where it is local, unless
    // it is said here.
    void setRangeActions(RangeActions actions) { m_rangeActions = actions; }

    // A line at that time, for the turn that is selected elsewhere on the page; costs no layout.
    void setSelectedTime(std::optional<Time> time);

    // What is seen of the chart; none: all.
    const std::optional<PlotView>& view() const { return m_plot.view(); }
    const Plot& plot() const { return m_plot; }
    const Theme& theme() const { return m_theme; }

    // For the chart's menu.
    void zoomBy(double factor);
    void resetZoom();
    bool canUndoZoom() const; // of a local zoom; others are the page's, to go back from
    void undoZoom();
    void openMenu(const QPoint& globalPosition);

    // For the group: what lies under the cross-hair, here or briefly for another chart.
    QString cursorHeading() const;
    ReadingGroup cursorReadings() const;
    std::optional<ReadingGroup> briefReadings() const;
    // A zoom of another chart of the group that the page has not answered yet.
    void previewRange(Time from, Time to);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    // What the user asked for, once the event that asked is done: contents may be set in the slots. ChartGroup has the
    // same signals for all its charts. The range is where the charts shall be from now on, open at both ends for all
    // there is …
    void rangeChosen(const moie::TimeRange& range);
    // … or what was dragged over.
    void compareWithBeforeChosen(const moie::TimeRange& range);
    void worstTurnsChosen(const moie::TimeRange& range);
    // A click or Enter on a moment: the middle of a bucket, or exactly a time of the content or of a point.
    void momentActivated(moie::Time time);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Drag : unsigned char { None, Pressed, Select, Pan };

    void invalidate();
    void replaceContent(const ChartContent& content, std::optional<PlotView>& kept);
    void dropPlaces();
    void layOut();
    void renderPixmap();
    void paintCursor(QPainter& painter) const;
    void paintPoint(QPainter& painter) const;
    void paintCell(QPainter& painter, std::size_t stop) const;
    void paintSelection(QPainter& painter) const;

    bool ready();
    bool interactive() const;
    AxisSpan xSpan() const;
    std::optional<std::size_t> cursorStop() const;
    bool isSeen(double position) const;
    void pointAt(const QPointF& place);
    void pointAtStop(std::size_t stop, const QPoint& position);
    void pointAtPoint(const PointPlace& point);
    void tellCursor();
    void clearCursor();

    void keepForUndo();
    bool shows(const std::optional<PlotView>& view) const;
    void setView(const PlotView& view);
    void resetView();
    PlotView zoomedView(const PlotView& view, const QPointF& fixed, double factor) const;
    AxisSpan outermost() const;
    void shareView();
    void askForRange();
    TimeRange rangeOf(const AxisSpan& span) const;
    double leastWidth() const;
    void panTo(const QPoint& position);
    void panBy(double x, double y);
    double selectedPosition(double left) const;
    void selectTo(const QPoint& position);
    void openRangeMenu(const QPoint& globalPosition);
    void zoomTo(const AxisSpan& span);
    void clearSelection();
    // The moment under the cross-hair; none of bins, and of points without times.
    std::optional<Time> activation() const;
    void activate(std::optional<Time> moment);
    bool takesKey(const QKeyEvent& event) const;
    bool moveCursor(int key, bool select);
    bool movePoint(int key);
    bool moveCell(int key);
    bool handleZoomKey(const QKeyEvent& event);
    bool handlePanKey(int key);
    bool handleEscape();

    const Theme& m_theme;
    QPointer<ChartGroup> m_group;
    Plot m_plot;
    QPixmap m_pixmap;
    std::optional<ZoomMode> m_zoomMode;
    std::optional<RangeActions> m_rangeActions;
    std::optional<Time> m_selectedTime;
    // The cross-hair where it is not a moment of the group.
    std::optional<std::size_t> m_stop;
    std::optional<PointPlace> m_point;
    std::optional<double> m_pointerValue;
    bool m_told = false; // the accessible description says where the cross-hair is

    Drag m_drag = Drag::None;
    QPoint m_pressed;
    std::optional<QPoint> m_pointedAt; // where the view stood on the screen when the pointer last moved over it
    PlotView m_panFrom;
    std::optional<AxisSpan> m_selection;
    double m_anchor = 0.0; // of the selection
    QPointer<RangeMenu> m_rangeMenu;
    std::vector<std::optional<PlotView>> m_earlier; // what a local chart showed before each step of zooming
    QElapsedTimer m_wheeled;
    QTimer m_zoomRest; // running while more of the wheel may come
    QTimer m_click;    // running while a second click may come
    std::optional<Time> m_clicked;
    bool m_stale = true;
    bool m_keyboardFocus = false;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(RangeActions)

} // namespace moie::ui
