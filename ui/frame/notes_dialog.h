// SPDX-License-Identifier: GPL-3.0-or-later
// All that the user attached to the log that is open: bookmarks, notes, judgements and markers, found by their text.
// Enter goes to the turn, and the dialog stays, so that one can be looked at after the other. All notes of all logs go
// to a file and come from one.
#pragma once

#include <variant>
#include <vector>

#include <QDialog>
#include <QTimer>

#include "ui/workspace/annotation_set.h"

class QLabel;
class QLineEdit;

namespace moie::ui {

class FigureTable;
class Theme;
class Workspace;

class NotesDialog : public QDialog {
    Q_OBJECT

public:
    NotesDialog(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct NotedTurn {
        SessionIndex session{};
        TurnKey key;
    };
    using Listed = std::variant<NotedTurn, TimeMarker>;

    void list();
    void showCover();
    void goTo(std::size_t row);
    void askWhereTo();
    void askWhatFrom();

    Workspace& m_workspace;
    QLineEdit* m_text;
    FigureTable* m_table;
    QLabel* m_says;               // of the list
    QLabel* m_outcome;            // of what was asked for last
    std::vector<Listed> m_listed; // newest first
    std::size_t m_sessions = 0;   // of the snapshot that it was listed with
    bool m_mayGrow = false;       // some notes are of sessions that are not there, or not yet
    QTimer m_soon;                // sessions came, and will be looked up
};

} // namespace moie::ui
