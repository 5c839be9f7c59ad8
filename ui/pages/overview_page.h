// SPDX-License-Identifier: GPL-3.0-or-later
// The Overview page: six tiles, love vectors, verdicts, response time, what changed and the latest events. Shows what
// it is given and computes nothing; each update replaces data in the same widgets, so that scroll position, hover and
// focus stay. Charts are filled one in each turn of the event loop, so that none of them keeps the others waiting.
#pragma once

#include <memory>

#include <QTimer>
#include <QWidget>

#include <moie/analytics/overview.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

class QScrollArea;

namespace moie::ui {

class Card;
class ChartCard;
class ChartGroup;
class RowList;
class Theme;
class Tile;

class OverviewPage : public QWidget {
    Q_OBJECT

public:
    explicit OverviewPage(const Theme& theme, QWidget* parent = nullptr);

    // The figures, the snapshot that they were made of, and the scope that they are of.
    void setOverview(std::shared_ptr<const Overview> overview, SnapshotPtr snapshot, const Scope& scope);

signals:
    // All charts show the overview that was set last.
    void chartsFilled();

private:
    QWidget* buildTiles();
    QWidget* buildCards();
    bool partial() const;
    void showTiles();
    void fillNextChart();
    void showLists();
    void showBadges();

    const Theme& m_theme;
    std::shared_ptr<const Overview> m_overview;
    SnapshotPtr m_snapshot;
    Scope m_scope;
    QTimer m_turn; // running while charts are to be filled
    std::size_t m_nextChart = 0;
    std::size_t m_chartsToFill = 0;

    ChartGroup* m_group;
    QScrollArea* m_scroll;
    Tile* m_unsafe;
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
