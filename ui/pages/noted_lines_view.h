// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that were rejected, or read with a warning: where they stand, why, and their bytes. They have no time that
// could be trusted, so that all of the directory are shown, whatever the scope. GUI thread.
#pragma once

#include <QWidget>

#include <moie/store/snapshot.h>

#include "ui/models/noted_lines_model.h"
#include "ui/workspace/latest_query.h"

class QFrame;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace moie::ui {

class RowTable;
class StateView;
class Theme;
class Workspace;

class NotedLinesView : public QWidget {
    Q_OBJECT

public:
    using Show = NotedLinesModel::Show;

    NotedLinesView(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setShow(Show show);
    Show shown() const { return m_model->show(); }
    // What could not be read, or not to its end, in words; empty where all was.
    static QString unreadPlaces(const Snapshot& snapshot);
    // Why what was kept of the logs was not used, or could not be kept; empty where nothing is to be said.
    static QString keptNotice(const Snapshot& snapshot);
    // Lines of either kind in a snapshot, which may be null.
    static std::uint64_t countOf(const Snapshot* snapshot, Show show);

signals:
    // The entry of the selected line, or the last one before it in its file.
    void entryWanted(moie::EntryId entry);

private:
    void buildTable();
    void buildDetail();
    void setSnapshot(const SnapshotPtr& snapshot);
    void showWhatThereIs();
    void showLine();
    void showBytes();
    void goToEntry();
    void copyPlace() const;
    void copyLine() const;

    Workspace& m_workspace;
    LatestQuery m_reading;
    LatestQuery m_finding;
    NotedLinesModel* m_model;
    QLabel* m_notices;
    QStackedWidget* m_stack;
    QSplitter* m_splitter;
    QFrame* m_tableCard;
    RowTable* m_table;
    QFrame* m_detailCard;
    QLabel* m_caption;
    QPushButton* m_toEntry;
    QPushButton* m_copyPlace;
    QPushButton* m_copyLine;
    QPlainTextEdit* m_bytes;
    StateView* m_nothing;
    QString m_line; // the selected one as it is shown
};

} // namespace moie::ui
