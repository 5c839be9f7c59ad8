// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare page: the workspace's scope against another period, or two sessions, groups or stretches of it against
// each other.
#pragma once

#include <memory>

#include "ui/charts/compare_charts.h"
#include "ui/pages/compare_choice.h"
#include "ui/pages/figures_page.h"
#include "ui/workspace/figures_query.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace moie::ui {

class ChartCard;
class CompareSideCard;
class FigureTable;
class Segments;

class ComparePage : public FiguresPage {
    Q_OBJECT

public:
    ComparePage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setActive(bool active) override { m_query.setActive(active); }
    const CompareChoice& choice() const { return m_choice; }
    // A choice of the user's: asks for its figures.
    void choose(const CompareChoice& choice);
    // Shows this answer, which is of the subject.
    void setAnswer(std::shared_ptr<const CompareAnswer> answer, const Subject& subject);

private:
    QWidget* buildChooser();
    void buildCards();
    void showSides();
    void showTables();
    void showComponent();
    void chooseBy(std::size_t by);
    void ask();
    TimeRange firstCustom() const;

    FiguresQuery<CompareAnswer> m_query;
    CompareChoice m_choice;
    std::shared_ptr<const CompareAnswer> m_answer;
    Subject m_subject;
    ComparedNames m_names;

    Segments* m_by;
    QComboBox* m_key;
    QPushButton* m_swap;
    QLabel* m_note;
    CompareSideCard* m_looked;
    CompareSideCard* m_against;
    Card* m_differencesCard;
    FigureTable* m_differences;
    Card* m_verdictsCard;
    FigureTable* m_verdicts;
    ChartCard* m_magnitude;
    ChartCard* m_unsafe;
    ChartCard* m_response;
    ChartCard* m_component;
    QComboBox* m_components;
};

} // namespace moie::ui
