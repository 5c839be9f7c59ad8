// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a report, one below the other, as they will be in its PDF. Only pages in view, and the one after them,
// are painted, in steps that leave the event loop alive; what was said is read beforehand on the query pool. Page keys,
// links of the contents, and the wheel with Ctrl for the zoom. GUI thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QAbstractScrollArea>
#include <QImage>
#include <QTimer>

#include "ui/report/report.h"
#include "ui/workspace/latest_query.h"

namespace moie::ui {

class Theme;
struct PdfLink;

class ReportPreview : public QAbstractScrollArea {
    Q_OBJECT

public:
    using ReportPtr = std::shared_ptr<const Report>;
    enum class Zoom : unsigned char { Width, Page, Fixed };
    static constexpr double smallestFactor = 0.25;
    static constexpr double largestFactor = 3;

    ReportPreview(QThreadPool& pool, const Theme& theme, QWidget* parent = nullptr);
    ~ReportPreview() override;

    // The page that is in view stays, as far as there is one. Null: nothing.
    void setReport(ReportPtr report);
    const ReportPtr& report() const { return m_report; }
    // In the place of what was said nothing is painted.
    void setTextsCovered(bool covered);

    // From 0: the one that most of is in view. -1 where there is none.
    int page() const;
    int pageCount() const { return m_report ? m_report->pageCount() : 0; }
    void goTo(int page, double top = 0); // in points

    Zoom zoom() const { return m_zoom; }
    double factor() const; // 1: as large as on paper
    void setZoom(Zoom zoom, double factor = 1);

    bool isPainted() const; // what is in view

signals:
    void pageChanged(int page);
    void zoomChanged();
    void painted(); // what is in view

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Sheet {
        QImage image;
        std::size_t parts = 0; // that are painted
        bool stale = true;     // of another size; shown until it is painted anew
        std::optional<PageTexts> texts;
    };

    QSizeF pageSize() const; // in pixels of the widget
    QRectF pageRect(int page) const;
    std::pair<int, int> inView() const; // first and last
    void layOut();
    void repaintAll();
    void forgetFarSheets();
    void step();
    int nextToPaint() const;
    void paintSome(int page);
    void readTexts(int page);
    void takeTexts(int page, PageTexts texts);
    bool isDone(int page) const;
    void showPosition();
    const PdfLink* linkAt(const QPointF& position) const;

    const Theme& m_theme;
    ReportPtr m_report;
    std::vector<PdfLink> m_links;
    std::map<int, Sheet> m_sheets;
    LatestQuery m_reading;
    QTimer m_step;
    Zoom m_zoom = Zoom::Width;
    double m_factor = 1;
    int m_page = -1; // that was told last
    bool m_covered = false;
};

} // namespace moie::ui
