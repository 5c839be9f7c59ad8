// SPDX-License-Identifier: GPL-3.0-or-later
// One entry in full, read from its file by a worker: its values as a tree that folds, its line as it stands in the
// file, and the entries before and after it. GUI thread.
#pragma once

#include <optional>

#include <QWidget>

#include <moie/query/entry_fields.h>
#include <moie/store/snapshot.h>

#include "ui/models/entry_model.h"
#include "ui/models/json_model.h"
#include "ui/workspace/latest_query.h"

class QLabel;
class QLayout;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace moie::ui {

class EntryTable;
class Segments;
class Theme;
class Workspace;

class EntryDetail : public QWidget {
    Q_OBJECT

public:
    EntryDetail(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    // None: nothing is chosen.
    void setEntry(const SnapshotPtr& snapshot, std::optional<EntryId> entry);
    std::optional<EntryId> entry() const { return m_entry; }
    // Puts the keyboard into what is shown.
    void takeFocus();

signals:
    // Everything that was asked for of the entry is shown.
    void settled();
    void turnWanted(moie::SessionIndex session, moie::EntryId opening);
    // Of the entries around the one that is shown.
    void entryWanted(moie::EntryId entry);
    void filterWanted(const QString& filter);
    void closeWanted();

private:
    enum class View { Fields, Line, SameSession, SameFile };

    struct Contents {
        std::shared_ptr<const EntryFields> fields; // null where the line cannot be read as JSON
        QString line;                              // beginning of the line, or why it cannot be read
        QString note;                              // what is left out or was mended
    };

    QLayout* buildHead();
    void buildFields();
    void buildTree();
    void show(View view);
    void read();
    void readAround();
    void showContents(const Contents& contents);
    void showTexts();
    void showValue();
    void openMenu(const QModelIndex& at, const QPoint& globalPosition);
    void copyValue();
    void copyPath();

    Workspace& m_workspace;
    SnapshotPtr m_snapshot;
    std::optional<EntryId> m_entry;
    Contents m_contents;
    LatestQuery m_reading;
    LatestQuery m_finding;
    JsonModel m_fields;
    EntryModel m_around;
    const Theme& m_theme;
    QLabel* m_title;
    QToolButton* m_close;
    QLabel* m_place;
    Segments* m_views;
    QPushButton* m_toTurn;
    QLabel* m_note;
    QStackedWidget* m_stack;
    QSplitter* m_splitter; // of the fields
    QTreeView* m_tree;
    QPlainTextEdit* m_value;
    QPlainTextEdit* m_line;
    EntryTable* m_aroundTable;
};

} // namespace moie::ui
