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

#include "ui/workspace/latest_query.h"

class QWidget;

namespace moie::ui {

class NoticeBar;
class Report;
class Workspace;

class ReportExport : public QObject {
    Q_OBJECT

public:
    ReportExport(Workspace& workspace, NoticeBar& notice, QWidget* window);
    ~ReportExport() override;

    // Asks for a file, then writes it. Only the last component of `directory` gets into the report.
    void ask(SnapshotPtr snapshot, const Scope& scope, const QString& directory);
    // Replaces the file whole, or leaves it as it is.
    void write(SnapshotPtr snapshot, const Scope& scope, const QString& directory, const QString& file);

    // "logs 2026-11-06 to 2026-11-20.pdf"
    static QString defaultName(const QString& directory, const TimeRange& reach);

signals:
    void finished(bool saved);

private:
    void paintPage();
    void save();
    void fail(const QString& why);
    void cancel();

    Workspace& m_workspace;
    NoticeBar& m_notice;
    QWidget* m_window;
    LatestQuery m_gathering;
    QTimer m_nextPage;
    std::unique_ptr<Report> m_report;
    QString m_file;
};

} // namespace moie::ui
