// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that were rejected or read with a warning: where, why, and their bytes. Stays open beside the window and
// grows with the logs.
#pragma once

#include <QDialog>

#include <moie/store/snapshot.h>

#include "ui/models/noted_lines_model.h"
#include "ui/workspace/latest_query.h"

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QTableView;

namespace moie::ui {

class Workspace;

class NotedLinesDialog : public QDialog {
    Q_OBJECT

public:
    explicit NotedLinesDialog(Workspace& workspace, QWidget* parent = nullptr);

private:
    void buildTable();
    QWidget* buildChooser();
    void setSnapshot(const SnapshotPtr& snapshot);
    void showCounts();
    void showLine(const QModelIndex& index);

    Workspace& m_workspace;
    LatestQuery m_reading;
    NotedLinesModel* m_model;
    QLabel* m_files;
    QButtonGroup* m_chooser;
    QTableView* m_table;
    QLabel* m_caption;
    QPlainTextEdit* m_bytes;
};

} // namespace moie::ui
