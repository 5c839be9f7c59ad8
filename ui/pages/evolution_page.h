// SPDX-License-Identifier: GPL-3.0-or-later
// The Evolution page: all events on one time line, whether they helped, thresholds and checkpoints over time, and how
// the scores go with the feedback.
#pragma once

#include <memory>

#include <moie/analytics/evolution.h>

#include "ui/pages/figures_page.h"
#include "ui/workspace/annotation_set.h"
#include "ui/workspace/figures_query.h"

class QComboBox;
class QLabel;
class QModelIndex;

namespace moie::ui {

class ChartCard;
class FigureTable;
class RowList;
class SmallRows;
class Tile;

// Figures with the markers that they were asked for with, as events and as the user set them.
struct EvolutionAnswer {
    EvolutionFigures figures;
    std::vector<moie::Marker> markers;
    std::vector<TimeMarker> own;
};

class EvolutionPage : public FiguresPage {
    Q_OBJECT

public:
    EvolutionPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setActive(bool active) override { m_query.setActive(active); }
    // Shows this answer, which is of the subject.
    void setAnswer(std::shared_ptr<const EvolutionAnswer> answer, const Subject& subject);

private:
    QWidget* buildTiles();
    void buildCards();
    void buildHelped();
    void buildList();
    void buildAgreement();
    void buildCheckpoints();
    void showTiles();
    void showTables();
    QString sentenceOf(const QModelIndex& index) const;
    void showList();
    void showTimeline();
    void showThresholds();
    void showFields();
    void showField();
    void takeMarkers();
    void addMarker();
    void editMarker(const TimeMarker& marker);
    void removeMarker();
    void openEvent(int row);
    const EvolutionEvent* listedEvent(int row) const;

    FiguresQuery<EvolutionAnswer> m_query;
    std::shared_ptr<const EvolutionAnswer> m_answer;
    std::shared_ptr<const EvolutionAnswer> m_listed; // what the list shows
    Subject m_subject;
    Subject m_listedOf;
    QString m_field; // of the checkpoints, as chosen; empty: the first

    Tile* m_eventsTile;
    Tile* m_helpedTile;
    Tile* m_agreementTile;
    Tile* m_lastTile;
    Card* m_timelineCard;
    SmallRows* m_timeline;
    Card* m_helpedCard;
    FigureTable* m_helped;
    QLabel* m_sentence;
    Card* m_agreementCard;
    FigureTable* m_agreement;
    Card* m_thresholdsCard;
    SmallRows* m_thresholds;
    ChartCard* m_checkpoints;
    QComboBox* m_fields;
    ChartCard* m_counts;
    Card* m_listCard;
    RowList* m_list;
};

} // namespace moie::ui
