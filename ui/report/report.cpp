// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report.h"

#include <utility>

#include <QBuffer>
#include <QElapsedTimer>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include "ui/report/pdf_outline.h"
#include "ui/report/report_font.h"
#include "ui/report/report_layout.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_text.h"
#include "ui/theme/colors.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr int dotsPerInch = 1200;
constexpr double pointsPerInch = 72;
constexpr double headerLine = 44; // of the running header, from the paper's edge
constexpr double footLine = 30;   // of the page number, from the lower edge

} // namespace

class Report::Pages {
public:
    Pages(ReportContent given, std::stop_token stop)
        : content(std::move(given)), paper(paperPoints(content.request.paper)),
          area(contentArea(content.request.paper)), layout(area.size(), std::move(stop)),
          title(reportTitle(content.request.kind)), scopeLine(reportScopeLine(content)) {
        addTitlePage();
        layout.addContents(ReportTexts::tr("Contents"));
        addSections(layout, content);
    }

    // Running header and page number.
    void paintFrame(QPainter& painter, int page) const {
        const Colors& colors = Colors::light();
        painter.setFont(ReportLayout::font(ReportLayout::Text::Small));
        const QFontMetricsF metrics(painter.font());
        painter.setPen(colors[ColorRole::Dim]);
        if (page > 0) {
            const QString line = shownText(QStringLiteral("%1 · %2").arg(title, scopeLine)).text;
            painter.drawText(QPointF(area.left(), headerLine - 5),
                             metrics.elidedText(line, Qt::ElideRight, area.width()));
        }
        const QString number = ReportTexts::tr("Page %1 of %2").arg(page + 1).arg(layout.pageCount());
        const double foot = paper.height() - footLine;
        painter.drawText(QPointF(area.right() - metrics.horizontalAdvance(number), foot), number);
        painter.drawText(QPointF(area.left(), foot), QStringLiteral("MoIE-OS Observatory"));
        painter.setPen(QPen(colors[ColorRole::Line], 0.6));
        if (page > 0)
            painter.drawLine(QPointF(area.left(), headerLine), QPointF(area.right(), headerLine));
        painter.drawLine(QPointF(area.left(), foot - 12), QPointF(area.right(), foot - 12));
    }

    ReportContent content;
    QSizeF paper;
    QRectF area;
    ReportLayout layout;
    QString title;
    QString scopeLine;

private:
    void addTitlePage() {
        layout.addTitle(title, scopeLine);
        layout.addFacts(reportFacts(content));
        if (const QString nothing = nothingToReport(content); !nothing.isEmpty()) {
            layout.addHeading(ReportTexts::tr("Nothing to report on"), ReportLayout::headedText);
            layout.addParagraph(nothing);
        }
        layout.addHeading(ReportTexts::tr("Summary"));
        for (const QString& sentence : reportSummary(content))
            layout.addParagraph(sentence);
        if (content.overview.turns == 0)
            return;
        layout.addHeading(ReportTexts::tr("Key figures"));
        layout.addTable(keyFiguresTable(content));
    }
};

Report::Report(ReportContent content, std::stop_token stop)
    : m_pages(std::make_unique<const Pages>(std::move(content), std::move(stop))) {}

Report::~Report() = default;

const ReportContent& Report::content() const {
    return m_pages->content;
}

int Report::pageCount() const {
    return m_pages->layout.pageCount();
}

QSizeF Report::paperSize() const {
    return m_pages->paper;
}

QString Report::title() const {
    return QStringLiteral("%1: %2").arg(m_pages->title, m_pages->scopeLine);
}

bool Report::needsTexts(int page) const {
    return !m_pages->layout.turnsOn(page).empty();
}

PageTexts Report::readTexts(int page) const {
    PageTexts texts;
    const ReportContent& content = m_pages->content;
    for (const std::size_t turn : m_pages->layout.turnsOn(page))
        texts[turn] = transcriptText(*content.snapshot, content.transcript[turn].turn, content.request.redaction);
    return texts;
}

std::size_t Report::partsOf(int page) const {
    return 1 + m_pages->layout.partsOf(page);
}

void Report::paintPart(QPainter& painter, int page, std::size_t part, const PageTexts& texts) const {
    if (part == 0)
        m_pages->paintFrame(painter, page);
    else
        m_pages->layout.paintPart(painter, page, part - 1, m_pages->area.topLeft(), texts);
}

Result<QByteArray> Report::completed(QByteArray painted) const {
    // QPainter reports success even where its device failed; a document without its end is none.
    if (!painted.startsWith("%PDF-") || !painted.trimmed().endsWith("%%EOF"))
        return tl::unexpected(Error{ErrorCode::Io, "the PDF could not be made; is there enough memory?", {}, {}});
    return withExtras(std::move(painted), extras());
}

PdfExtras Report::extras() const {
    const ReportLayout& layout = m_pages->layout;
    const QPointF corner = m_pages->area.topLeft();
    const auto rows = layout.contentsRows();
    PdfExtras extras{"en", {}, {}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ReportHeading& heading = layout.headings()[i];
        const PdfPlace target{heading.page, heading.top + corner.y()};
        extras.bookmarks.push_back({heading.title, heading.level, target});
        if (rows[i])
            extras.links.push_back({layout.contentsPage(), rows[i]->translated(corner), target});
    }
    return extras;
}

class ReportPdf::Painting {
public:
    explicit Painting(std::shared_ptr<const Report> given) : report(std::move(given)), writer(&buffer) {
        const ReportRequest& request = report->content().request;
        buffer.open(QIODevice::WriteOnly);
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(request.paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setTitle(report->title());
        writer.setCreator(QStringLiteral("MoIE-OS Observatory %1").arg(request.version));
    }

    bool paintSome(const PageTexts& texts, std::chrono::milliseconds budget) {
        QElapsedTimer since;
        since.start();
        if (part == 0) {
            if (painted == 0)
                painting = painter.begin(&writer);
            else
                painting = writer.newPage() && painting;
            painter.save();
            painter.scale(dotsPerInch / pointsPerInch, dotsPerInch / pointsPerInch);
        }
        const std::size_t parts = report->partsOf(painted);
        do {
            report->paintPart(painter, painted, part++, texts);
        } while (part < parts && !since.hasExpired(budget.count()));
        if (part < parts)
            return false;
        painter.restore();
        part = 0;
        ++painted;
        return true;
    }

    QByteArray finish() {
        const bool ended = painter.end();
        buffer.close();
        return painting && ended ? std::exchange(buffer.buffer(), {}) : QByteArray();
    }

    std::shared_ptr<const Report> report;
    QBuffer buffer;
    QPdfWriter writer;
    QPainter painter;
    int painted = 0;
    std::size_t part = 0; // of the page that is being painted
    bool painting = false;
};

ReportPdf::ReportPdf(std::shared_ptr<const Report> report)
    : m_painting(std::make_unique<Painting>(std::move(report))) {}

ReportPdf::~ReportPdf() = default;

int ReportPdf::pagesPainted() const {
    return m_painting->painted;
}

bool ReportPdf::paintSome(const PageTexts& texts, std::chrono::milliseconds budget) {
    return m_painting->paintSome(texts, budget);
}

void ReportPdf::paintNextPage(const PageTexts& texts) {
    while (!m_painting->paintSome(texts, std::chrono::hours(1)))
        continue;
}

QByteArray ReportPdf::finish() {
    return m_painting->finish();
}

} // namespace moie::ui
