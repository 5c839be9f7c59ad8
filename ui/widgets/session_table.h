// SPDX-License-Identifier: GPL-3.0-or-later
// The list of sessions: counts, verdicts as a bar of parts, love by turn as a line. Any number of rows of one height.
// Where it is too narrow, the last columns are left out. A click on a title asks for another order.
#pragma once

#include <QTableView>

#include "ui/models/session_list_model.h"

namespace moie::ui {

class Theme;

class SessionTable : public QTableView {
    Q_OBJECT

public:
    explicit SessionTable(const Theme& theme, QWidget* parent = nullptr);

    // Keeps the session that is current and where the list is scrolled to.
    void setSessions(SortedSessions sessions, Time now);
    const SessionListModel& sessions() const { return m_model; }

    std::optional<SessionIndex> current() const;
    // Without sessionChosen(). Scrolls to it only where it was not current before.
    void setCurrent(std::optional<SessionIndex> session);

    QSize minimumSizeHint() const override;

signals:
    void sessionChosen(moie::SessionIndex session); // by the user
    void orderWanted(moie::SessionColumn column, bool ascending);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void applyFont();
    void fitColumns();
    void sortBy(int section);

    const Theme& m_theme;
    SessionListModel m_model;
    bool m_settingCurrent = false;
};

} // namespace moie::ui
