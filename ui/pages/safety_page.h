// SPDX-License-Identifier: GPL-3.0-or-later
// The Safety page: tiles, barriers in a row each, turns by verdict, control chart, severity, corrections, violations,
// groups and coverage; under "More" the barrier condition.
#pragma once

#include <memory>
#include <vector>

#include <moie/analytics/groups.h>
#include <moie/analytics/safety.h>

#include "ui/pages/figures_page.h"
#include "ui/widgets/figure_table_model.h"
#include "ui/workspace/figures_query.h"

class QPushButton;

namespace moie::ui {

class ChartCard;
class FigureTable;
class GroupTable;
class SmallRows;
class Tile;
class ViolationsTable;

class SafetyPage : public FiguresPage {
    Q_OBJECT

public:
    // All that is asked for at once, so that the page shows one state of the log.
    struct Figures {
        SafetyFigures safety;
        std::vector<ViolationRow> violations;
        Groups groups;
        GroupKey groupKey = GroupKey::Model;
    };

    SafetyPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setActive(bool active) override { m_query.setActive(active); }
    // Shows these figures, which are of the subject.
    void setFigures(std::shared_ptr<const Figures> figures, const Subject& subject);

private:
    QWidget* buildTiles();
    void buildCards();
    void buildCharts();
    void buildTables();
    QWidget* buildBarriers();
    QWidget* buildMore();
    FigureTable* addTable(CardGrid& parent, Card*& card, const QString& title, std::vector<FigureColumn> columns,
                          const QString& empty);
    void showTiles(bool partial);
    void showBarriers();
    void showTables();
    void showViolations();
    void goToViolation(const ViolationRow& violation);

    FiguresQuery<Figures> m_query;
    std::shared_ptr<const Figures> m_figures;
    Subject m_subject;
    bool m_afresh = true; // the violations to come are of another scope

    Tile* m_reached;
    Tile* m_breach;
    Tile* m_caught;
    Tile* m_announced;
    Tile* m_near;
    Tile* m_judged;
    Card* m_barriersCard;
    SmallRows* m_barriers;
    QPushButton* m_allBarriers; // shows those that are left out at first
    bool m_showsAllBarriers = false;
    ChartCard* m_verdicts;
    ChartCard* m_control;
    ChartCard* m_severity;
    Card* m_correctionCard;
    FigureTable* m_corrections;
    Card* m_violationsCard;
    ViolationsTable* m_violations;
    Card* m_typesCard;
    FigureTable* m_types;
    GroupTable* m_groups;
    Card* m_coverageCard;
    FigureTable* m_coverage;
    Card* m_conditionCard;
    FigureTable* m_conditions;
};

} // namespace moie::ui
