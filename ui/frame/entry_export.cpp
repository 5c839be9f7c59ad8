// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/entry_export.h"

#include <atomic>

#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

#include "ui/frame/frame_state.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/report_export.h"
#include "ui/theme/format.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds betweenLooks{100};

QString suffixOf(EntryFormat format) {
    return format == EntryFormat::Csv ? QStringLiteral("csv") : QStringLiteral("jsonl");
}

} // namespace

struct EntryExport::Progress {
    std::atomic<std::size_t> written{0};
    std::size_t entries = 0;
};

EntryExport::EntryExport(Workspace& workspace, NoticeBar& notice, QWidget* window)
    : QObject(window), m_workspace(workspace), m_notice(notice), m_window(window), m_writing(m_pool) {
    m_pool.setMaxThreadCount(1);
    m_look.setInterval(betweenLooks);
    connect(&m_look, &QTimer::timeout, this, &EntryExport::showProgress);
}

EntryExport::~EntryExport() = default;

void EntryExport::ask(const ListedEntries& listed, EntryFormat format) {
    TimeRange reach;
    if (const Snapshot& snapshot = *listed.snapshot; snapshot.counts.first != unknownTime)
        reach = {snapshot.counts.first, snapshot.counts.last};
    if (listed.scope.range.from)
        reach.from = listed.scope.range.from;
    if (listed.scope.range.to)
        reach.to = listed.scope.range.to;
    const QString suffix = suffixOf(format);
    auto* dialog =
        new QFileDialog(m_window, tr("Export %1").arg(format::counted(listed.listing->count, format::Noun::Entry)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(format == EntryFormat::Csv ? tr("CSV (*.csv)") : tr("JSON Lines (*.jsonl)"));
    dialog->setDefaultSuffix(suffix);
    dialog->setDirectory(m_file.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                          : QFileInfo(m_file).absolutePath());
    dialog->selectFile(
        ReportExport::defaultName(m_workspace.directory(), tr("entries"), reach, QLatin1Char('.') + suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, listed, format](const QString& file) { write(file, listed, format); });
    dialog->open();
}

void EntryExport::write(const QString& file, const ListedEntries& listed, EntryFormat format) {
    m_file = file;
    m_progress = std::make_shared<Progress>();
    m_progress->entries = listed.listing->count;
    m_notice.show(
        NoticeBar::Tone::Busy,
        tr("Writing %1 to %2…").arg(format::counted(listed.listing->count, format::Noun::Entry), shownPath(file)),
        {{tr("Cancel"), [this] { cancel(); }}});
    m_look.start();
    m_writing.replace([this, listed, format, path = file.toStdString(), progress = m_progress](std::stop_token stop) {
        ExportOptions options;
        options.stop = stop;
        options.progress = [&](std::size_t written) { progress->written = written; };
        const std::vector<EntryId> entries =
            inOrder(*listed.snapshot, listed.listing->entries, EntryOrder::ByTime, stop);
        const Result<std::uint64_t> size = stop.stop_requested()
                                               ? tl::unexpected(Error{ErrorCode::Cancelled, {}, path, {}})
                                               : exportEntries(*listed.snapshot, entries, format, path, options);
        return [this, size, listed] { take(size, listed); };
    });
}

void EntryExport::showProgress() {
    if (m_progress->entries > 0)
        m_notice.setProgress(static_cast<int>(100 * m_progress->written / m_progress->entries));
}

void EntryExport::take(const Result<std::uint64_t>& size, const ListedEntries& listed) {
    m_look.stop();
    m_progress.reset();
    if (!size) {
        m_notice.show(NoticeBar::Tone::Bad, tr("The entries were not written. %1.")
                                                .arg(format::oneLine(QString::fromStdString(size.error().describe()))));
        emit finished(false);
        return;
    }
    QString text =
        tr("Saved %1, %2 in the order of time, %3.")
            .arg(shownPath(m_file), format::counted(listed.listing->count, format::Noun::Entry), format::bytes(*size));
    if (listed.listing->unread > 0)
        text += tr(" %1 could not be searched and are not among them.")
                    .arg(format::counted(listed.listing->unread, format::Noun::Entry));
    if (const LoadProgress& load = listed.snapshot->load; !load.complete)
        text +=
            tr(" Partial: %1 of %2 had been read.").arg(format::bytes(load.bytesDone), format::bytes(load.bytesTotal));
    const QUrl folder = QUrl::fromLocalFile(QFileInfo(m_file).absolutePath());
    m_notice.show(NoticeBar::Tone::Good, text,
                  {{tr("Show in folder"), [folder] { QDesktopServices::openUrl(folder); }}});
    emit finished(true);
}

void EntryExport::cancel() {
    m_writing.drop();
    m_look.stop();
    m_progress.reset();
    m_notice.hide();
    emit finished(false);
}

} // namespace moie::ui
