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

ReportExport::ReportExport(Workspace& workspace, NoticeBar& notice, QWidget* window)
    : QObject(window), m_workspace(workspace), m_notice(notice), m_window(window), m_gathering(workspace.queryPool()) {
    m_nextPage.setInterval(0);
    m_nextPage.setSingleShot(true);
    connect(&m_nextPage, &QTimer::timeout, this, &ReportExport::nextPage);
}

ReportExport::~ReportExport() = default;

QString ReportExport::defaultName(const QString& directory, const TimeRange& reach, const QString& suffix) {
    QString name = format::oneLine(QDir(directory).dirName()).replace(QLatin1Char('/'), QLatin1Char('-'));
    if (name.isEmpty())
        name = QStringLiteral("report");
    if (reach.from && reach.to) {
        name += QStringLiteral(" %1 to %2")
                    .arg(QString::fromStdString(isoDate(localDate(*reach.from))),
                         QString::fromStdString(isoDate(localDate(*reach.to))));
    }
    return name + suffix;
}

Paper ReportExport::usualPaper(const QLocale& locale) {
    switch (locale.territory()) {
    case QLocale::UnitedStates:
    case QLocale::Canada:
    case QLocale::Mexico:
    case QLocale::Philippines:
    case QLocale::Chile:
    case QLocale::Colombia:
    case QLocale::Venezuela: return Paper::Letter;
    default: return Paper::A4;
    }
}

void ReportExport::ask() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    if (!snapshot)
        return;
    TimeRange reach = m_workspace.scope().range;
    if (!reach.from && snapshot->counts.first != unknownTime)
        reach.from = snapshot->counts.first;
    if (!reach.to && snapshot->counts.last != unknownTime)
        reach.to = snapshot->counts.last;
    const QString a4 = tr("PDF on A4 (*.pdf)");
    const QString letter = tr("PDF on Letter (*.pdf)");
    auto* dialog = new QFileDialog(m_window, tr("Export report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({a4, letter});
    dialog->selectNameFilter(usualPaper(QLocale::system()) == Paper::Letter ? letter : a4);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setDirectory(m_file.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                          : QFileInfo(m_file).absolutePath());
    dialog->selectFile(defaultName(m_workspace.directory(), reach));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, letter](const QString& file) {
        ReportRequest request;
        request.paper = dialog->selectedNameFilter() == letter ? Paper::Letter : Paper::A4;
        write(file, request);
    });
    dialog->open();
}

void ReportExport::write(const QString& file, ReportRequest request) {
    m_nextPage.stop();
    m_pdf.reset();
    m_report.reset();
    m_file = file;
    const std::optional<Subject>& subject = m_workspace.subject();
    if (!subject)
        return fail(tr("There is nothing to report on yet"));
    m_partialText.clear();
    if (const LoadProgress& load = subject->snapshot->load; !load.complete) {
        m_partialText =
            tr(" Partial: %1 of %2 had been read.").arg(format::bytes(load.bytesDone), format::bytes(load.bytesTotal));
    }
    m_notice.show(NoticeBar::Tone::Busy, tr("Gathering the figures of the report…") + m_partialText,
                  {{tr("Cancel"), [this] { cancel(); }}});
    request.directoryName = QDir(m_workspace.directory()).dirName();
    request.version = QApplication::applicationVersion();
    request.now = m_workspace.clock().now();
    const AnnotationSetPtr annotations = request.notes ? m_workspace.annotations().present() : AnnotationSetPtr();
    m_gathering.replace([this, subject = *subject, request, annotations](std::stop_token stop) {
        auto content = std::make_shared<ReportContent>(
            gatherReport(subject.snapshot, subject.scope, request, annotations, std::move(stop)));
        return [this, content] {
            m_report = std::make_shared<const Report>(std::move(*content));
            m_pdf = std::make_unique<ReportPdf>(m_report);
            m_notice.show(NoticeBar::Tone::Busy, tr("Writing %1…").arg(shownPath(m_file)) + m_partialText,
                          {{tr("Cancel"), [this] { cancel(); }}});
            m_nextPage.start();
        };
    });
}

void ReportExport::nextPage() {
    const int page = m_pdf->pagesPainted();
    if (!m_report->needsTexts(page))
        return paintPage({});
    m_gathering.replace([this, report = m_report, page](const std::stop_token&) {
        const auto texts = std::make_shared<const PageTexts>(report->readTexts(page));
        return [this, texts] { paintPage(*texts); };
    });
}

void ReportExport::paintPage(const PageTexts& texts) {
    m_pdf->paintNextPage(texts);
    m_notice.setProgress(100 * m_pdf->pagesPainted() / m_report->pageCount());
    if (m_pdf->pagesPainted() < m_report->pageCount())
        m_nextPage.start();
    else
        save();
}

void ReportExport::save() {
    const Result<QByteArray> pdf = m_pdf->finish();
    const int pages = m_report->pageCount();
    m_pdf.reset();
    m_report.reset();
    if (!pdf)
        return fail(QString::fromStdString(pdf.error().describe()));
    if (const Result<> saved = writeWholeFile(m_file, *pdf); !saved)
        return fail(QString::fromStdString(saved.error().describe()));
    const QUrl file = QUrl::fromLocalFile(m_file);
    const QUrl folder = QUrl::fromLocalFile(QFileInfo(m_file).absolutePath());
    m_notice.show(
        NoticeBar::Tone::Good,
        tr("Saved %1, %2.")
                .arg(shownPath(m_file), format::counted(static_cast<std::uint64_t>(pages), format::Noun::Page)) +
            m_partialText,
        {{tr("Open"), [file] { QDesktopServices::openUrl(file); }},
         {tr("Show in folder"), [folder] { QDesktopServices::openUrl(folder); }}});
    emit finished(true);
}

void ReportExport::fail(const QString& why) {
    m_notice.show(NoticeBar::Tone::Bad, tr("The report was not written. %1.").arg(format::oneLine(why)));
    emit finished(false);
}

void ReportExport::cancel() {
    m_gathering.drop();
    m_nextPage.stop();
    m_pdf.reset();
    m_report.reset();
    m_notice.hide();
}

} // namespace moie::ui
