// SPDX-License-Identifier: GPL-3.0-or-later
// The Overview page: six tiles, love vectors, verdicts, response time, what changed and the latest events.
#pragma once

#include <memory>
#include <vector>

#include <moie/analytics/overview.h>

#include "ui/pages/figures_page.h"
#include "ui/workspace/figures_query.h"

namespace moie::ui {

class ChartCard;
class RowList;
class Tile;

class OverviewPage : public FiguresPage {
    Q_OBJECT

public:
    OverviewPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setActive(bool active) override { m_query.setActive(active); }
    // The ids of the pages that its tiles and cards may lead to.
    void setDoors(const QStringList& pages);
    // Shows these figures, which are of the subject.
    void setOverview(std::shared_ptr<const Overview> overview, const Subject& subject);

private:
    QWidget* buildTiles();
    void buildCards();
    void showTiles();
    void showLists();
    void showTurnDoors();
    void open(const QString& page);
    void openEvent(std::size_t row);

    FiguresQuery<Overview> m_query;
    std::shared_ptr<const Overview> m_overview;
    Subject m_subject;
    QStringList m_pages;

    Tile* m_unsafe;
    Tile* m_breach;
    Tile* m_love;
    Tile* m_violations;
    Tile* m_response;
    Tile* m_coverage;
    Tile* m_events;
    ChartCard* m_loveChart;
    ChartCard* m_verdictChart;
    ChartCard* m_responseChart;
    Card* m_changesCard;
    RowList* m_changes;
    Card* m_eventsCard;
    RowList* m_latest;
};

} // namespace moie::ui
