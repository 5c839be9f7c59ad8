// SPDX-License-Identifier: GPL-3.0-or-later
// The Performance page: response times and failures over time, durations, operations, models, resources, the slowest
// turns and the errors, and all of it by group.
#pragma once

#include <memory>

#include <moie/analytics/groups.h>
#include <moie/analytics/performance.h>

#include "ui/pages/figures_page.h"
#include "ui/workspace/figures_query.h"

namespace moie::ui {

class ChartCard;
class FigureTable;
class GroupTable;
class SmallRows;
class Tile;

class PerformancePage : public FiguresPage {
    Q_OBJECT

public:
    PerformancePage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setActive(bool active) override;
    // Shows these figures, which are of the subject.
    void setFigures(std::shared_ptr<const PerformanceFigures> figures, const Subject& subject);

private:
    QWidget* buildTiles();
    void buildCards();
    Card* tableCard(const QString& title, FigureTable*& table, const QString& emptyText);
    void showTiles();
    void showTables();
    void showResources();
    void goToErrors(std::size_t error);

    FiguresQuery<PerformanceFigures> m_query;
    FiguresQuery<Groups> m_groupQuery;
    std::shared_ptr<const PerformanceFigures> m_figures;
    Subject m_subject;

    Tile* m_response;
    Tile* m_tail;
    Tile* m_failed;
    Tile* m_trend;
    Tile* m_slowestOperation;
    Tile* m_models;
    ChartCard* m_responseChart;
    ChartCard* m_failedChart;
    ChartCard* m_heatChart;
    Card* m_resourcesCard;
    SmallRows* m_resources;
    Card* m_operationsCard;
    FigureTable* m_operations;
    Card* m_modelsCard;
    FigureTable* m_modelTable;
    Card* m_slowestCard;
    FigureTable* m_slowest;
    Card* m_errorsCard;
    FigureTable* m_errors;
    GroupTable* m_groups;
};

} // namespace moie::ui
