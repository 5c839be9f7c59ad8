// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/report_export.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QUrl>

#include <moie/base/calendar.h>

#include "ui/charts/chart_export.h"
#include "ui/frame/frame_state.h"
#include "ui/frame/notice_bar.h"
#include "ui/theme/format.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

constexpr std::chrono::milliseconds lookEvery{100};
// Of painting, in one turn of the event loop.
constexpr std::chrono::milliseconds stepLength{6};

QString formatName(ReportFormat format) {
    switch (format) {
    case ReportFormat::Pdf: return QStringLiteral("PDF");
    case ReportFormat::Json: return QStringLiteral("JSON");
    case ReportFormat::Csv: return QStringLiteral("CSV");
    case ReportFormat::Markdown: return QStringLiteral("Markdown");
    }
    return {};
}

} // namespace

ReportExport::ReportExport(Workspace& workspace, NoticeBar& notice, QWidget* window)
    : QObject(window), m_workspace(workspace), m_notice(notice), m_window(window), m_work(workspace.queryPool()) {
    m_nextPart.setInterval(0);
    m_nextPart.setSingleShot(true);
    connect(&m_nextPart, &QTimer::timeout, this, &ReportExport::nextPart);
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, [this] { m_notice.setProgress(*m_progress); });
}

ReportExport::~ReportExport() = default;

QString ReportExport::defaultName(const QString& directory, const QString& what, const TimeRange& reach,
                                  const QString& suffix) {
    QString name = format::oneLine(QDir(directory).dirName()).replace(QLatin1Char('/'), QLatin1Char('-'));
    if (!name.isEmpty())
        name += QLatin1Char(' ');
    name += what;
    if (reach.from && reach.to) {
        name += QStringLiteral(" %1 to %2")
                    .arg(QString::fromStdString(isoDate(localDate(*reach.from))),
                         QString::fromStdString(isoDate(localDate(*reach.to))));
    }
    return name + suffix;
}

QString ReportExport::proposedFile(const SnapshotPtr& snapshot, const Scope& scope, const QString& suffix) const {
    TimeRange reach = scope.range;
    if (!reach.from && snapshot->counts.first != unknownTime)
        reach.from = snapshot->counts.first;
    if (!reach.to && snapshot->counts.last != unknownTime)
        reach.to = snapshot->counts.last;
    const QString directory = m_file.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                               : QFileInfo(m_file).absolutePath();
    return QDir(directory).filePath(defaultName(m_workspace.directory(), tr("report"), reach, suffix));
}

void ReportExport::ask() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    if (!snapshot)
        return;
    const QString a4 = tr("PDF on A4 (*.pdf)");
    const QString letter = tr("PDF on Letter (*.pdf)");
    auto* dialog = new QFileDialog(m_window, tr("Export report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({a4, letter});
    dialog->selectNameFilter(usualPaper(QLocale::system()) == Paper::Letter ? letter : a4);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    const QFileInfo proposed(proposedFile(snapshot, m_workspace.scope(), QStringLiteral(".pdf")));
    dialog->setDirectory(proposed.absolutePath());
    dialog->selectFile(proposed.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, letter](const QString& file) {
        ReportSetup setup;
        setup.paper = dialog->selectedNameFilter() == letter ? Paper::Letter : Paper::A4;
        write(file, setup);
    });
    dialog->open();
}

void ReportExport::askFor(const ReportPtr& report, ReportFormat format) {
    const QString suffix = suffixOf(format);
    auto* dialog = new QFileDialog(m_window, tr("Export report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({QStringLiteral("%1 (*%2)").arg(formatName(format), suffix)});
    dialog->setDefaultSuffix(suffix.mid(1));
    const ReportContent& content = report->content();
    const QFileInfo proposed(proposedFile(content.snapshot, content.scope, suffix));
    dialog->setDirectory(proposed.absolutePath());
    dialog->selectFile(proposed.fileName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, report, format](const QString& file) { write(file, report, format); });
    dialog->open();
}

void ReportExport::begin(const QString& file, const SnapshotPtr& snapshot) {
    m_work.drop();
    m_nextPart.stop();
    m_pdf.reset();
    m_report.reset();
    m_file = file;
    m_partialText.clear();
    if (const LoadProgress& load = snapshot->load; !load.complete) {
        m_partialText =
            tr(" Partial: %1 of %2 had been read.").arg(format::bytes(load.bytesDone), format::bytes(load.bytesTotal));
    }
}

void ReportExport::showBusy(const QString& doing) {
    m_notice.show(NoticeBar::Tone::Busy, doing + m_partialText, {{tr("Cancel"), [this] { cancel(); }}});
}

void ReportExport::write(const QString& file, const ReportSetup& setup) {
    const std::optional<Subject>& subject = m_workspace.subject();
    if (!subject)
        return fail(tr("There is nothing to report on yet"));
    begin(file, subject->snapshot);
    showBusy(tr("Gathering the figures of the report…"));
    m_progress = std::make_shared<ReportProgress>(0);
    m_look.start();
    const ReportRequest request{setup, QDir(m_workspace.directory()).dirName(), QApplication::applicationVersion(),
                                m_workspace.clock().now()};
    const AnnotationSetPtr annotations = setup.notes ? m_workspace.annotations().present() : AnnotationSetPtr();
    m_work.replace([this, subject = *subject, request, annotations, progress = m_progress](std::stop_token stop) {
        const auto report = std::make_shared<const Report>(
            gatherReport(subject.snapshot, subject.scope, request, annotations, stop, progress.get()), stop);
        return [this, report] { paint(report); };
    });
}

void ReportExport::write(const QString& file, const ReportPtr& report, ReportFormat format) {
    begin(file, report->content().snapshot);
    if (format == ReportFormat::Pdf)
        return paint(report);
    showBusy(tr("Gathering the figures of the report…"));
    save([report, format](const std::stop_token& stop) -> Result<QByteArray> {
        return reportData(report->content(), format, stop);
    });
}

void ReportExport::paint(const ReportPtr& report) {
    m_look.stop();
    m_report = report;
    m_pdf = std::make_unique<ReportPdf>(report);
    m_textsOf = -1;
    showBusy(tr("Writing %1…").arg(shownPath(m_file)));
    m_nextPart.start();
}

void ReportExport::nextPart() {
    const int page = m_pdf->pagesPainted();
    if (m_textsOf == page)
        return paintPart();
    m_textsOf = page;
    m_texts.clear();
    if (!m_report->needsTexts(page))
        return paintPart();
    m_work.replace([this, report = m_report, page](const std::stop_token&) {
        const auto texts = std::make_shared<PageTexts>(report->readTexts(page));
        return [this, texts] {
            m_texts = std::move(*texts);
            paintPart();
        };
    });
}

void ReportExport::paintPart() {
    m_pdf->paintSome(m_texts, stepLength);
    m_notice.setProgress(100 * m_pdf->pagesPainted() / m_report->pageCount());
    if (m_pdf->pagesPainted() < m_report->pageCount())
        return m_nextPart.start();
    save([report = m_report, painted = m_pdf->finish()](const std::stop_token&) { return report->completed(painted); });
}

void ReportExport::save(Bytes bytes) {
    m_work.replace(
        [this, bytes = std::move(bytes), file = m_file](const std::stop_token& stop) -> LatestQuery::Deliver {
            const Result<QByteArray> made = bytes(stop);
            if (stop.stop_requested())
                return {};
            const Result<> saved = made ? writeWholeFile(file, *made) : tl::unexpected(made.error());
            if (saved)
                return [this] { showSaved(); };
            return [this, why = QString::fromStdString(saved.error().describe())] { fail(why); };
        });
}

void ReportExport::showSaved() {
    QString text = tr("Saved %1").arg(shownPath(m_file));
    if (m_report)
        text += QStringLiteral(", ") +
                format::counted(static_cast<std::uint64_t>(m_report->pageCount()), format::Noun::Page);
    m_pdf.reset();
    m_report.reset();
    const QUrl file = QUrl::fromLocalFile(m_file);
    const QUrl folder = QUrl::fromLocalFile(QFileInfo(m_file).absolutePath());
    m_notice.show(NoticeBar::Tone::Good, text + QLatin1Char('.') + m_partialText,
                  {{tr("Open"), [file] { QDesktopServices::openUrl(file); }},
                   {tr("Show in folder"), [folder] { QDesktopServices::openUrl(folder); }}});
    emit finished(true);
}

void ReportExport::fail(const QString& why) {
    m_pdf.reset();
    m_report.reset();
    m_notice.show(NoticeBar::Tone::Bad, tr("The report was not written. %1.").arg(format::oneLine(why)));
    emit finished(false);
}

void ReportExport::cancel() {
    m_work.drop();
    m_look.stop();
    m_nextPart.stop();
    m_pdf.reset();
    m_report.reset();
    m_notice.hide();
}

} // namespace moie::ui
