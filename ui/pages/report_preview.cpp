// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/report_preview.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include "ui/report/pdf_outline.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

// Of painting, in one turn of the event loop; a chart that was begun is finished.
constexpr std::chrono::milliseconds stepLength{5};
constexpr double gap = 14; // around pages, in design pixels
constexpr double pointsPerInch = 72;
constexpr int wheelNotch = 120;

} // namespace

ReportPreview::ReportPreview(QThreadPool& pool, const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), m_theme(theme), m_reading(pool) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Preview of the report"));
    // Otherwise a scroll bar that comes and goes would change the width that pages are fitted to.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setMouseTracking(true);
    m_step.setInterval(0);
    m_step.setSingleShot(true);
    connect(&m_step, &QTimer::timeout, this, &ReportPreview::step);
    connect(&theme, &Theme::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

ReportPreview::~ReportPreview() = default;

void ReportPreview::setReport(ReportPtr report) {
    const int before = page();
    m_report = std::move(report);
    m_links = m_report ? m_report->extras().links : std::vector<PdfLink>();
    m_sheets.clear();
    m_reading.drop();
    layOut();
    if (m_report)
        goTo(std::clamp(before, 0, pageCount() - 1));
    showPosition();
    m_step.start();
    viewport()->update();
}

void ReportPreview::setTextsCovered(bool covered) {
    if (std::exchange(m_covered, covered) != covered)
        repaintAll();
}

double ReportPreview::factor() const {
    if (m_zoom == Zoom::Fixed || !m_report)
        return m_factor;
    const QSizeF paper = m_report->paperSize() * logicalDpiX() / pointsPerInch;
    const double around = 2 * Theme::length(gap);
    const double wide = (viewport()->width() - around) / paper.width();
    const double high = (viewport()->height() - around) / paper.height();
    return std::clamp(m_zoom == Zoom::Width ? wide : std::min(wide, high), smallestFactor, largestFactor);
}

void ReportPreview::setZoom(Zoom zoom, double factor) {
    const int before = page();
    const double into = before < 0 ? 0 : (verticalScrollBar()->value() - pageRect(before).top()) / pageSize().height();
    m_zoom = zoom;
    m_factor = std::clamp(factor, smallestFactor, largestFactor);
    layOut();
    if (before >= 0)
        verticalScrollBar()->setValue(qRound(pageRect(before).top() + into * pageSize().height()));
    repaintAll();
    emit zoomChanged();
}

QSizeF ReportPreview::pageSize() const {
    return m_report->paperSize() * (factor() * logicalDpiX() / pointsPerInch);
}

// In the contents, which the scroll bars move.
QRectF ReportPreview::pageRect(int page) const {
    const QSizeF size = pageSize();
    const double around = Theme::length(gap);
    const double left = std::max(around, (viewport()->width() - size.width()) / 2);
    return {QPointF(std::floor(left), std::floor(around + page * (size.height() + around))), size};
}

void ReportPreview::layOut() {
    const QSize room = viewport()->size();
    if (!m_report) {
        horizontalScrollBar()->setRange(0, 0);
        verticalScrollBar()->setRange(0, 0);
        return;
    }
    const QRectF last = pageRect(pageCount() - 1);
    const int around = Theme::length(gap);
    horizontalScrollBar()->setPageStep(room.width());
    // What is fitted is fitted, but for less than a pixel.
    const int beyond = m_zoom == Zoom::Fixed ? qCeil(last.right()) + around - room.width() : 0;
    horizontalScrollBar()->setRange(0, std::max(0, beyond));
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setSingleStep(std::max(1, room.height() / 12));
    verticalScrollBar()->setRange(0, std::max(0, qCeil(last.bottom()) + around - room.height()));
}

std::pair<int, int> ReportPreview::inView() const {
    const double step = pageSize().height() + Theme::length(gap);
    const double top = verticalScrollBar()->value();
    const auto pageAt = [&](double y) {
        return std::clamp(static_cast<int>((y - Theme::length(gap)) / step), 0, pageCount() - 1);
    };
    return {pageAt(top), pageAt(top + viewport()->height())};
}

int ReportPreview::page() const {
    if (!m_report)
        return -1;
    const auto [first, last] = inView();
    const double top = verticalScrollBar()->value();
    int most = first;
    double mostHeight = 0;
    for (int i = first; i <= last; ++i) {
        const QRectF rect = pageRect(i);
        const double height = std::min(rect.bottom(), top + viewport()->height()) - std::max<double>(rect.top(), top);
        if (height > mostHeight + 1) {
            most = i;
            mostHeight = height;
        }
    }
    return most;
}

void ReportPreview::goTo(int page, double top) {
    if (page < 0 || page >= pageCount())
        return;
    const double above = top > 0 ? top * pageSize().height() / m_report->paperSize().height() : 0;
    verticalScrollBar()->setValue(qRound(pageRect(page).top() + above) - Theme::length(gap));
}

void ReportPreview::repaintAll() {
    m_reading.drop();
    for (auto& [page, sheet] : m_sheets) {
        sheet.stale = true;
        sheet.texts.reset();
    }
    m_step.start();
    viewport()->update();
}

void ReportPreview::forgetFarSheets() {
    const auto [first, last] = inView();
    std::erase_if(m_sheets, [first = first, last = last](const auto& entry) {
        return entry.first < first - 1 || entry.first > last + 1;
    });
}

bool ReportPreview::isDone(int page) const {
    const auto sheet = m_sheets.find(page);
    return sheet != m_sheets.end() && !sheet->second.stale && sheet->second.parts == m_report->partsOf(page);
}

bool ReportPreview::isPainted() const {
    if (!m_report)
        return true;
    const auto [first, last] = inView();
    for (int i = first; i <= last; ++i)
        if (!isDone(i))
            return false;
    return true;
}

int ReportPreview::nextToPaint() const {
    const auto [first, last] = inView();
    for (int i = first; i <= std::min(last + 1, pageCount() - 1); ++i)
        if (!isDone(i))
            return i;
    return -1;
}

void ReportPreview::step() {
    if (!m_report || !isVisible())
        return;
    forgetFarSheets();
    const bool before = isPainted();
    const int page = nextToPaint();
    if (page < 0)
        return;
    Sheet& sheet = m_sheets[page];
    if (!sheet.texts && !m_covered && m_report->needsTexts(page))
        return readTexts(page);
    if (!sheet.texts)
        sheet.texts.emplace();
    paintSome(page);
    m_step.start();
    if (!before && isPainted())
        emit painted();
}

void ReportPreview::readTexts(int page) {
    m_reading.replace([this, report = m_report, page](const std::stop_token&) {
        const auto texts = std::make_shared<PageTexts>(report->readTexts(page));
        return [this, texts, page] { takeTexts(page, std::move(*texts)); };
    });
}

void ReportPreview::takeTexts(int page, PageTexts texts) {
    m_sheets[page].texts = std::move(texts);
    m_step.start();
}

void ReportPreview::paintSome(int page) {
    QElapsedTimer since;
    since.start();
    Sheet& sheet = m_sheets[page];
    const double ratio = devicePixelRatioF();
    const QSize pixels = (pageSize() * ratio).toSize();
    if (sheet.stale) {
        sheet.image = QImage(pixels, QImage::Format_RGB32);
        sheet.image.fill(Qt::white);
        sheet.parts = 0;
        sheet.stale = false;
    }
    QPainter painter(&sheet.image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(pixels.width() / m_report->paperSize().width(), pixels.height() / m_report->paperSize().height());
    const std::size_t parts = m_report->partsOf(page);
    while (sheet.parts < parts && !since.hasExpired(stepLength.count()))
        m_report->paintPart(painter, page, sheet.parts++, *sheet.texts);
    if (sheet.parts == parts)
        viewport()->update();
}

void ReportPreview::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.colors()[ColorRole::Chip]);
    if (!m_report)
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const auto [first, last] = inView();
    for (int i = first; i <= last; ++i) {
        const QRectF rect = pageRect(i).translated(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
        const auto sheet = m_sheets.find(i);
        if (sheet == m_sheets.end() || sheet->second.image.isNull())
            painter.fillRect(rect, Qt::white);
        else
            painter.drawImage(QRectF(rect.topLeft(), pageSize()), sheet->second.image);
        painter.setPen(m_theme.colors()[hasFocus() && i == m_page ? ColorRole::Accent : ColorRole::Line]);
        painter.drawRect(rect.adjusted(-1, -1, 0, 0));
    }
}

void ReportPreview::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    const int before = page();
    layOut();
    if (m_zoom != Zoom::Fixed) {
        goTo(before);
        repaintAll();
    }
    showPosition();
    m_step.start();
}

void ReportPreview::showEvent(QShowEvent* event) {
    QAbstractScrollArea::showEvent(event);
    m_step.start();
}

void ReportPreview::scrollContentsBy(int, int) {
    showPosition();
    m_step.start();
    viewport()->update();
}

void ReportPreview::showPosition() {
    if (std::exchange(m_page, page()) == m_page)
        return;
    setAccessibleDescription(m_page < 0 ? QString() : tr("Page %1 of %2").arg(m_page + 1).arg(pageCount()));
    emit pageChanged(m_page);
}

void ReportPreview::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_PageDown: goTo(page() + 1); break;
    case Qt::Key_PageUp: goTo(page() - 1); break;
    case Qt::Key_Home: goTo(0); break;
    case Qt::Key_End: goTo(pageCount() - 1); break;
    case Qt::Key_Space: verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd); break;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void ReportPreview::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    setZoom(Zoom::Fixed, factor() * std::pow(1.1, event->angleDelta().y() / static_cast<double>(wheelNotch)));
    event->accept();
}

const PdfLink* ReportPreview::linkAt(const QPointF& position) const {
    if (!m_report)
        return nullptr;
    const QPointF at = position + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    const double scale = m_report->paperSize().width() / pageSize().width();
    for (const PdfLink& link : m_links)
        if (link.area.contains((at - pageRect(link.page).topLeft()) * scale))
            return &link;
    return nullptr;
}

void ReportPreview::mouseMoveEvent(QMouseEvent* event) {
    viewport()->setCursor(linkAt(event->position()) != nullptr ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ReportPreview::mouseReleaseEvent(QMouseEvent* event) {
    if (const PdfLink* link = linkAt(event->position()); link != nullptr && event->button() == Qt::LeftButton)
        goTo(link->target.page, link->target.top);
}

} // namespace moie::ui
