// SPDX-License-Identifier: GPL-3.0-or-later
// The newest entries as they arrive, and the selected one laid out below them. Pauses while the user scrolls or has one
// open, and says how many came meanwhile.
#pragma once

#include <moie/base/ids.h>

#include "ui/models/arrived_entries_model.h"
#include "ui/widgets/card.h"
#include "ui/workspace/latest_query.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSplitter;

namespace moie::ui {

class ArrivalTable;
class Theme;
class Workspace;

class LiveEntriesCard : public Card {
    Q_OBJECT

public:
    LiveEntriesCard(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    // The model follows the workspace's snapshots only while it is active.
    void setActive(bool active);
    bool isReady() const { return m_model.isReady(); }

signals:
    void entryOpened();
    void readyChanged();
    void turnWanted(moie::SessionIndex session, moie::EntryId opening);

private:
    QWidget* buildDetail();
    void takeSnapshot();
    void showHeld();
    void showEmptyText();
    void showEntry(int row);

    Workspace& m_workspace;
    ArrivedEntriesModel m_model;
    LatestQuery m_reading;
    QPushButton* m_paused;
    QSplitter* m_splitter;
    ArrivalTable* m_table;
    QWidget* m_detail;
    QLabel* m_caption;
    QPushButton* m_toTurn;
    QPlainTextEdit* m_text;
    SnapshotPtr m_shownOf; // of the entry that is open
    EntryId m_shown = noEntry;
    bool m_active = false;
};

} // namespace moie::ui
