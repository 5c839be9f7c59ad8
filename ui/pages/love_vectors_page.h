// SPDX-License-Identifier: GPL-3.0-or-later
// The Love vectors page: tiles, a chart for each component and the magnitude, how values are distributed, steering,
// groups; under "More" correlations and the trajectory. Over response vectors, or over the messages' where the user
// chooses so.
#pragma once

#include <memory>
#include <vector>

#include <moie/analytics/groups.h>
#include <moie/analytics/love_vectors.h>

#include "ui/charts/love_charts.h"
#include "ui/pages/figures_page.h"
#include "ui/workspace/figures_query.h"

namespace moie::ui {

class ChartCard;
class ChartPanel;
class FigureTable;
class GroupTable;
class Segments;
class Tile;

class LoveVectorsPage : public FiguresPage {
    Q_OBJECT

public:
    // All that is asked for at once, so that the page shows one state of the log.
    struct Figures {
        LoveVectors love;
        VectorSource source = VectorSource::Response;
        Groups groups;
        GroupKey groupKey = GroupKey::Model;
    };

    LoveVectorsPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setActive(bool active) override { m_query.setActive(active); }
    // Shows these figures, which are of the subject.
    void setFigures(std::shared_ptr<const Figures> figures, const Subject& subject);

private:
    QWidget* buildTiles();
    QWidget* buildSource();
    void buildCards();
    QWidget* buildDistributions();
    QWidget* buildMore();
    void ask();
    void showTiles(bool partial);
    void showTables();
    void showQuantity(std::size_t index);
    std::vector<std::function<void()>> steps();

    FiguresQuery<Figures> m_query;
    std::shared_ptr<const Figures> m_figures;
    Subject m_subject;

    Tile* m_magnitude;
    Tile* m_coherence;
    Tile* m_step;
    Tile* m_drift;
    Tile* m_steeringTile;
    Segments* m_source;
    std::vector<ChartCard*> m_charts;      // of the components and magnitude
    std::vector<ChartPanel*> m_histograms; // of the same
    Card* m_distributions;
    Card* m_steeringCard;
    FigureTable* m_steering;
    GroupTable* m_groups;
    Card* m_correlationCard;
    FigureTable* m_correlations;
    ChartCard* m_trajectory;
};

} // namespace moie::ui
