// SPDX-License-Identifier: GPL-3.0-or-later
// A page of tiles and cards in one scrolled column. Each update replaces data in the same widgets, so that scroll
// position, hover and focus stay. Charts are filled one in each turn of the event loop and painted in another, so that
// none of them keeps the others, or the user, waiting.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QVBoxLayout>

#include "ui/charts/chart_content.h"
#include "ui/pages/page.h"

namespace moie::ui {

class Card;
class CardGrid;
class ChartGroup;
class QuietTurn;
class Theme;
class Tile;

class FiguresPage : public Page {
    Q_OBJECT

protected:
    FiguresPage(Workspace& workspace, const Theme& theme, QWidget* parent);

    const Theme& theme() const { return m_theme; }
    // Below each other in the scrolled part.
    QVBoxLayout* column() const { return m_column; }
    // The parent of what stands in the column.
    QWidget* contents() const { return m_column->parentWidget(); }
    // To be arranged by the page and added to the column. Cards are made in it: a widget that gets another parent is
    // styled anew, with all that is in it.
    CardGrid& cards() const { return *m_cards; }
    // The charts of the page share a cross-hair.
    ChartGroup& charts() const { return *m_charts; }
    // Cards whose figures cover only what was read so far say so while the log is being read.
    void addPartialCards(const std::vector<Card*>& cards);

    // The Sessions page at that turn of the subject's, within the present scope.
    void goToTurn(SessionIndex session, EntryId opening);
    // The Sessions page, at those turns of the present scope that match the filter too.
    void goToTurns(const std::string& filter);
    // What a press on the tile does while it is a door.
    void leadToTurns(Tile& tile, const char* filter);
    // At the turn of the scope that was going on at the moment.
    void goToMoment(const Scope& scope, Time time);

    // Figures of the subject have come. Each step fills a part of the page, in a turn of the event loop of its own;
    // steps that did not have their turn yet are replaced, and go on where they were.
    void fill(const Subject& subject, bool anything, std::vector<std::function<void()>> steps);

    // The chart with the user's markers of the log that was filled in.
    ChartContent marked(ChartContent chart) const;

private:
    void connectCharts();
    void takeMarkers();
    void start();
    void showBadges(const Snapshot& snapshot);
    void takeStep();

    const Theme& m_theme;
    QVBoxLayout* m_column;
    CardGrid* m_cards;
    ChartGroup* m_charts;
    std::vector<Card*> m_partialCards;
    std::vector<ChartMark> m_marks;
    std::vector<std::function<void()>> m_steps;
    std::size_t m_next = 0;
    std::size_t m_left = 0;
    QuietTurn* m_turn; // waited for while steps are left
};

} // namespace moie::ui
