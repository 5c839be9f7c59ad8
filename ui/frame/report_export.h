// SPDX-License-Identifier: GPL-3.0-or-later
// From the button to the file: asks where to, gathers the figures on the query pool, paints a page per turn of the
// event loop so that the window stays alive, and says in the notice bar what came of it.
#pragma once

#include <memory>

#include <QObject>
#include <QString>
#include <QTimer>

#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

#include "ui/report/report.h"
#include "ui/workspace/latest_query.h"

class QLocale;
class QWidget;

namespace moie::ui {

class NoticeBar;
class Workspace;

class ReportExport : public QObject {
    Q_OBJECT

public:
    ReportExport(Workspace& workspace, NoticeBar& notice, QWidget* window);
    ~ReportExport() override;

    // Asks for a file, then writes it with what the workspace holds at that moment.
    void ask();
    // Replaces the file whole, or leaves it as it is. Only the last component of the directory gets into the report.
    // `request` says what to report on; what the workspace knows is filled in.
    void write(const QString& file, ReportRequest request);

    // "logs 2026-11-06 to 2026-11-20", with the suffix.
    static QString defaultName(const QString& directory, const TimeRange& reach,
                               const QString& suffix = QStringLiteral(".pdf"));
    // What is printed on where the locale is spoken.
    static Paper usualPaper(const QLocale& locale);

signals:
    void finished(bool saved);

private:
    void nextPage();
    void paintPage(const PageTexts& texts);
    void save();
    void fail(const QString& why);
    void cancel();

    Workspace& m_workspace;
    NoticeBar& m_notice;
    QWidget* m_window;
    LatestQuery m_gathering;
    QTimer m_nextPage;
    std::shared_ptr<const Report> m_report;
    std::unique_ptr<ReportPdf> m_pdf;
    QString m_file;
    QString m_partialText; // of a report on a log that is still being read, else empty
};

} // namespace moie::ui
