// SPDX-License-Identifier: GPL-3.0-or-later
// What happens now: the newest turns and entries as they are written, by whatever process, and their love vectors,
// margins and response times. All times; the scope's session and filter hold for turns and charts. A session can be
// held here too.
#pragma once

#include <bitset>
#include <memory>

#include <QTimer>

#include <moie/analytics/newest.h>

#include "ui/pages/page.h"
#include "ui/workspace/figures_query.h"

class QBoxLayout;
class QScrollArea;

namespace moie::ui {

class Card;
class ChartCard;
class ChartGroup;
class LiveEntriesCard;
class LiveSession;
class RowList;
class SessionCard;
class Theme;

class LivePage : public Page {
    Q_OBJECT

public:
    static constexpr std::size_t mostTurns = 200;

    // All of them must outlive the page.
    LivePage(Workspace& workspace, LiveSession& session, const Theme& theme, QWidget* parent = nullptr);

    Needs needs() const override { return Needs::Nothing; }
    bool usesRange() const override { return false; }
    void setActive(bool active) override;

signals:
    void settingsWanted(); // for another responder

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    // The list of turns and three charts.
    static constexpr std::size_t turnParts = 4;

    void buildSession();
    void buildWatching();
    void takeTurns(std::shared_ptr<const NewestTurns> newest, const Subject& subject);
    void showTurns();
    void showNextPart();
    void showPart(std::size_t part);
    void showEmptyTexts();
    void goToTurn(SessionIndex session, EntryId opening);
    void goToMoment(Time time);
    void settleWhenReady();

    const Theme& m_theme;
    ChartGroup* m_charts;
    QScrollArea* m_scroll;
    QBoxLayout* m_columns;
    QWidget* m_left;
    QBoxLayout* m_small = nullptr;     // the two small charts
    QScrollArea* m_watching = nullptr; // of its own where it stands beside the session, so that both stay in view
    SessionCard* m_session;
    Card* m_turnsCard;
    RowList* m_turns;
    ChartCard* m_love = nullptr;
    ChartCard* m_margin = nullptr;
    ChartCard* m_response = nullptr;
    LiveEntriesCard* m_entries = nullptr;
    std::shared_ptr<const NewestTurns> m_newest;
    std::shared_ptr<const NewestTurns> m_listed; // what the list shows
    Subject m_subject;
    std::bitset<turnParts> m_unshown; // parts that do not show m_newest yet
    std::size_t m_nextPart = 0;
    QTimer m_showing; // the next of them
    FiguresQuery<NewestTurns> m_query;
};

} // namespace moie::ui
