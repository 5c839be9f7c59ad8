// SPDX-License-Identifier: GPL-3.0-or-later
// From the button to the file: asks where to, gathers the figures and lays them out on the query pool, paints pages in
// steps so that the window stays alive, and says in the notice bar how far it is and what came of it.
#pragma once

#include <memory>

#include <QObject>
#include <QString>
#include <QTimer>

#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

#include "ui/report/report.h"
#include "ui/report/report_data.h"
#include "ui/workspace/latest_query.h"

class QWidget;

namespace moie::ui {

class NoticeBar;
class Workspace;

class ReportExport : public QObject {
    Q_OBJECT

public:
    using ReportPtr = std::shared_ptr<const Report>;

    ReportExport(Workspace& workspace, NoticeBar& notice, QWidget* window);
    ~ReportExport() override;

    // Asks for a file, then writes a report on all with what the workspace holds at that moment.
    void ask();
    // Asks for a file, then writes the report that is already there.
    void askFor(const ReportPtr& report, ReportFormat format);
    // Replaces the file whole, or leaves it as it is. Only the last component of the directory gets into the report.
    // `setup` says what to report on; what the workspace knows is filled in.
    void write(const QString& file, const ReportSetup& setup);
    void write(const QString& file, const ReportPtr& report, ReportFormat format);

    // "logs report 2026-11-06 to 2026-11-20.pdf", where `what` is "report".
    static QString defaultName(const QString& directory, const QString& what, const TimeRange& reach,
                               const QString& suffix);

signals:
    void finished(bool saved);

private:
    using Bytes = std::function<Result<QByteArray>(const std::stop_token&)>;

    QString proposedFile(const SnapshotPtr& snapshot, const Scope& scope, const QString& suffix) const;
    void begin(const QString& file, const SnapshotPtr& snapshot);
    void showBusy(const QString& doing);
    void paint(const ReportPtr& report);
    void nextPart();
    void paintPart();
    // On the query pool: what makes the bytes, then the file.
    void save(Bytes bytes);
    void showSaved();
    void fail(const QString& why);
    void cancel();

    Workspace& m_workspace;
    NoticeBar& m_notice;
    QWidget* m_window;
    LatestQuery m_work;
    QTimer m_nextPart;
    QTimer m_look; // at how far the work is
    std::shared_ptr<ReportProgress> m_progress;
    ReportPtr m_report;
    std::unique_ptr<ReportPdf> m_pdf;
    PageTexts m_texts; // of page number m_textsOf
    int m_textsOf = -1;
    QString m_file;
    QString m_partialText; // of a report on a log that is still being read, else empty
};

} // namespace moie::ui
