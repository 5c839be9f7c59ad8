// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the entries that the Logs page lists to a file: asks where to, reads and writes them on a thread of its own,
// shows how far it is and can be cancelled, and says in the notice bar what came of it. GUI thread.
#pragma once

#include <memory>

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <moie/query/entry_export.h>

#include "ui/pages/logs_page.h"
#include "ui/workspace/latest_query.h"

class QWidget;

namespace moie::ui {

class NoticeBar;
class Workspace;

class EntryExport : public QObject {
    Q_OBJECT

public:
    EntryExport(Workspace& workspace, NoticeBar& notice, QWidget* window);
    ~EntryExport() override;

    // Asks for a file, then writes it.
    void ask(const ListedEntries& listed, EntryFormat format);
    // Replaces the file whole, or leaves it as it is. One at a time: an earlier one that goes on is cancelled.
    void write(const QString& file, const ListedEntries& listed, EntryFormat format);
    void cancel();

signals:
    void finished(bool saved);

private:
    struct Progress;

    void showProgress();
    void take(const Result<std::uint64_t>& size, const ListedEntries& listed);

    Workspace& m_workspace;
    NoticeBar& m_notice;
    QWidget* m_window;
    QString m_file;
    std::shared_ptr<Progress> m_progress; // of the one that goes on, else null
    QTimer m_look;
    QThreadPool m_pool;    // so that a long export takes no thread from the pages' queries
    LatestQuery m_writing; // before the pool it runs on is left
};

} // namespace moie::ui
