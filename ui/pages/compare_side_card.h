// SPDX-License-Identifier: GPL-3.0-or-later
// One of the two sides of the Compare page: its name, what it is of, and the list to choose it from.
#pragma once

#include "ui/pages/compare_choice.h"
#include "ui/widgets/card.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;

namespace moie::ui {

class CompareSideCard : public Card {
    Q_OBJECT

public:
    CompareSideCard(const QString& title, QWidget* parent = nullptr);

    // `own`: the side that is the scope's, else the one that it is held against.
    void show(const CompareAnswer& answer, bool own, const QString& name, const QString& detail,
              const Snapshot& snapshot, Time now);

signals:
    // By the user: the present choice with this side's part changed.
    void chosen(const moie::ui::CompareChoice& choice);

private:
    void offer(const QStringList& texts, int current, const QString& explanation);
    void offerPeriods(bool halves);
    void offerSessions(const CompareAnswer& answer, const Snapshot& snapshot, Time now);
    void offerGroups(const CompareAnswer& answer, const Snapshot& snapshot);
    void offerMoments(const CompareAnswer& answer, const Snapshot& snapshot, Time now);
    void take(int item);
    void takeCustom();

    CompareChoice m_choice;
    bool m_own = true;
    std::vector<CompareChoice::Against> m_periods;
    std::vector<std::string> m_sessions;
    std::vector<GroupName> m_groups;
    std::vector<Time> m_moments;
    QWidget* m_content;
    QLabel* m_name;
    QLabel* m_detail;
    QComboBox* m_list;
    QWidget* m_custom;
    QDateTimeEdit* m_from;
    QDateTimeEdit* m_to;
};

} // namespace moie::ui
