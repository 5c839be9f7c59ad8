// SPDX-License-Identifier: GPL-3.0-or-later
// The table of an EntryModel. Rows that come in stay out of the user's way: unless the table is at its newest row and
// nothing is selected, what is seen stays where it is. Ctrl+C copies the selected rows, tabs between their cells.
#pragma once

#include <optional>

#include "ui/models/entry_model.h"
#include "ui/widgets/row_table.h"

namespace moie::ui {

class EntryTable : public RowTable {
    Q_OBJECT

public:
    EntryTable(const Theme& theme, EntryModel& model, const QString& name, QWidget* parent = nullptr);

    std::optional<EntryId> currentEntry() const;
    // Selects the entry and shows it, if it is listed.
    bool goTo(EntryId id);
    // Nothing happens where there is no such row.
    void goToRow(int row);
    // Ordered by time: selects the entry nearest to the moment.
    void goTo(Time time);
    // Takes the entries as the model's setEntries() does, and stays where it is as far as that is still listed.
    void renewEntries(SnapshotPtr snapshot, EntryOrder order, std::vector<EntryId> ascending);

signals:
    // Another row is the current one, or none.
    void entryChosen();
    // Enter or a double click.
    void entryActivated();
    void orderWanted(moie::EntryOrder order, bool descending);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyFont();
    void fitColumns();
    void fitTime();
    void fitMessage();
    void chooseOrder(int column);
    void showOrder();
    void keepPlace(int first, int last);
    void copyRows() const;

    const Theme& m_theme;
    EntryModel& m_model;
    bool m_restoring = false;
    bool m_saysYears = false; // of times
};

} // namespace moie::ui
