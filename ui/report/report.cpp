// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report.h"

#include <algorithm>
#include <utility>

#include <QBuffer>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include "ui/charts/overview_charts.h"
#include "ui/report/report_layout.h"
#include "ui/report/report_text.h"
#include "ui/theme/colors.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr int dotsPerInch = 1200;
constexpr double pointsPerInch = 72;
constexpr double sideMargin = 44;
constexpr double headerLine = 44; // of the running header, from the paper's edge
constexpr double contentTop = 58;
constexpr double contentBottom = 54; // from the paper's lower edge

QSizeF paperPoints(Paper paper) {
    return QPageSize(paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter).size(QPageSize::Point);
}

void addCharts(ReportLayout& layout, const Overview& overview) {
    constexpr double usualHeight = 208;
    constexpr double smallestHeight = 150;
    for (const ChartContent& chart :
         {loveVectorsChart(overview), verdictsChart(overview), responseTimeChart(overview)}) {
        // A little smaller rather than on the next page.
        const double left = layout.heightLeft();
        layout.addChart(chart, left >= smallestHeight ? std::min(left, usualHeight) : usualHeight);
    }
}

void addTables(ReportLayout& layout, const ReportContent& content) {
    layout.addHeading(ReportTexts::tr("Verdicts in numbers"));
    layout.addTable(verdictTable(content));
    layout.addHeading(ReportTexts::tr("Distributions"));
    layout.addParagraph(
        ReportTexts::tr(
            "Over the turns in scope; failed turns have no response time. p95 needs 20 values, p99 needs 100."),
        true);
    layout.addTable(distributionTable(content));
    if (ReportTable changes = changesTable(content); changes.rows > 0) {
        layout.addHeading(ReportTexts::tr("What changed"));
        layout.addParagraph(
            ReportTexts::tr(
                "Against the same length of time just before, with the 95 % interval of the difference. Better or "
                "worse is "
                "said only where it is more than chance after correction for the number of comparisons."),
            true);
        layout.addTable(std::move(changes));
    }
    if (ReportTable buckets = bucketTable(content); buckets.rows > 0) {
        layout.addHeading(ReportTexts::tr("Over time"));
        layout.addParagraph(
            ReportTexts::tr(
                "Turns, unsafe replies that reached the user, mean love vector of the responses, response time."),
            true);
        layout.addTable(std::move(buckets));
    }
}

void addViolations(ReportLayout& layout, const ReportContent& content) {
    const auto n = content.violations.size();
    layout.addHeading(ReportTexts::tr("Violations"), n == 0 ? ReportLayout::headedText : ReportLayout::headedTable);
    if (n == 0) {
        layout.addParagraph(ReportTexts::tr("No violation was logged in this scope (n = %1).")
                                .arg(format::counted(content.overview.turns, format::Noun::Turn)));
        return;
    }
    const QString announced =
        ReportTexts::tr(" A corrective action is what the engine announced; only a second evaluation shows that it was "
                        "done. So there can be more unsafe replies than violations, and replies that reached the user "
                        "in spite of an action called “regenerated”.");
    const QString all = format::counted(n, format::Noun::Violation);
    if (n > mostViolationsListed) {
        layout.addParagraph(ReportTexts::tr("%1, by type.").arg(all), true);
        layout.addTable(violationTypesTable(content));
        layout.addHeading(ReportTexts::tr("The newest %1 violations").arg(format::count(mostViolationsListed)));
        layout.addParagraph(ReportTexts::tr("The newest %1 of %2; older ones are not listed.")
                                    .arg(format::count(mostViolationsListed), format::count(n)) +
                                announced,
                            true);
    } else {
        layout.addParagraph(ReportTexts::tr("%1, newest first.").arg(all) + announced, true);
    }
    layout.addTable(violationsTable(content));
}

} // namespace

ReportContent gatherReport(SnapshotPtr snapshot, const Scope& scope, ReportRequest request, std::stop_token stop) {
    ReportContent content{std::move(request), std::move(snapshot), scope, {}, {}};
    content.overview = overview(*content.snapshot, scope, stop);
    content.violations = violations(*content.snapshot, scope, stop);
    return content;
}

class Report::Painting {
public:
    explicit Painting(ReportContent given)
        : content(std::move(given)), paper(paperPoints(content.request.paper)),
          layout(QSizeF(paper.width() - 2 * sideMargin, paper.height() - contentTop - contentBottom)), writer(&buffer),
          scopeLine(reportScopeLine(content)) {
        addTitlePage();
        if (content.overview.turns > 0) {
            addCharts(layout, content.overview);
            addTables(layout, content);
        }
        addViolations(layout, content);
        buffer.open(QIODevice::WriteOnly);
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(content.request.paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setTitle(QStringLiteral("%1: %2").arg(reportTitle(), scopeLine));
        writer.setCreator(QStringLiteral("MoIE-OS Observatory %1").arg(content.request.version));
    }

    void paintNext() {
        if (painted == 0)
            painting = painter.begin(&writer);
        else
            painting = writer.newPage() && painting;
        painter.save();
        painter.scale(dotsPerInch / pointsPerInch, dotsPerInch / pointsPerInch);
        paintFrame();
        layout.paintPage(painter, painted, {sideMargin, contentTop});
        painter.restore();
        ++painted;
    }

    Result<QByteArray> finish() {
        const bool ended = painter.end();
        buffer.close();
        const QByteArray pdf = std::exchange(buffer.buffer(), {});
        // QPainter reports success even where its device failed; a document without its end is none.
        if (!painting || !ended || !pdf.startsWith("%PDF-") || !pdf.trimmed().endsWith("%%EOF"))
            return tl::unexpected(Error{ErrorCode::Io, "the PDF could not be made; is there enough memory?", {}, {}});
        return pdf;
    }

    ReportContent content;
    QSizeF paper;
    ReportLayout layout;
    QBuffer buffer;
    QPdfWriter writer;
    QPainter painter;
    QString scopeLine;
    int painted = 0;
    bool painting = false;

private:
    void addTitlePage() {
        layout.addTitle(reportTitle(), scopeLine);
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

    // Running header and page number.
    void paintFrame() {
        const Colors& colors = Colors::light();
        const double right = paper.width() - sideMargin;
        painter.setFont(ReportLayout::font(ReportLayout::Text::Small));
        const QFontMetricsF metrics(painter.font());
        painter.setPen(colors[ColorRole::Dim]);
        if (painted > 0) {
            const QString line = QStringLiteral("%1 · %2").arg(reportTitle(), scopeLine);
            painter.drawText(QPointF(sideMargin, headerLine - 5),
                             metrics.elidedText(line, Qt::ElideRight, right - sideMargin));
        }
        const QString page = ReportTexts::tr("Page %1 of %2").arg(painted + 1).arg(layout.pageCount());
        const double foot = paper.height() - 30;
        painter.drawText(QPointF(right - metrics.horizontalAdvance(page), foot), page);
        painter.drawText(QPointF(sideMargin, foot), QStringLiteral("MoIE-OS Observatory"));
        painter.setPen(QPen(colors[ColorRole::Line], 0.6));
        if (painted > 0)
            painter.drawLine(QPointF(sideMargin, headerLine), QPointF(right, headerLine));
        painter.drawLine(QPointF(sideMargin, foot - 12), QPointF(right, foot - 12));
    }
};

Report::Report(ReportContent content) : m_painting(std::make_unique<Painting>(std::move(content))) {}

Report::~Report() = default;

int Report::pageCount() const {
    return m_painting->layout.pageCount();
}

int Report::pagesPainted() const {
    return m_painting->painted;
}

void Report::paintNextPage() {
    m_painting->paintNext();
}

Result<QByteArray> Report::finish() {
    return m_painting->finish();
}

Result<> saveReport(const QByteArray& pdf, const QString& path) {
    QSaveFile file(path);
    const auto failed = [&](const char* what) {
        const bool denied = file.error() == QFileDevice::PermissionsError;
        const ErrorCode code = denied ? ErrorCode::PermissionDenied : ErrorCode::Io;
        const std::string text = std::string(what) + ": " + file.errorString().toStdString();
        return tl::unexpected(Error{code, text, path.toStdString(), {}});
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed("cannot write the report");
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    // A disk that becomes full shortens a write first; only the next one says why.
    for (qint64 done = 0; done < pdf.size();) {
        const qint64 written = file.write(pdf.constData() + done, pdf.size() - done);
        if (written <= 0)
            return failed("cannot write the report, and left what was there");
        done += written;
    }
    if (!file.commit())
        return failed("cannot write the report, and left what was there");
    return {};
}

} // namespace moie::ui
