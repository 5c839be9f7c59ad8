// SPDX-License-Identifier: GPL-3.0-or-later
// The Sessions page: the list of the scope's sessions, and of one of them the love chart, the transcript, and all that
// is known of one turn, under one cursor. Where there is not room for all, parts take turns.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "ui/models/turn_text_cache.h"
#include "ui/pages/page.h"
#include "ui/pages/session_texts.h"
#include "ui/widgets/session_table.h"
#include "ui/widgets/transcript_item.h"
#include "ui/workspace/figures_query.h"
#include "ui/workspace/latest_query.h"

class QComboBox;
class QLabel;

namespace moie::ui {

class Annotations;
class Card;
class ChartCard;
class ChartGroup;
class Segments;
class Theme;
class TranscriptView;
class TurnPanel;

class SessionsPage : public Page {
    Q_OBJECT

public:
    SessionsPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    ~SessionsPage() override;

    bool chartsRange() const override { return false; } // the chart is over turns
    void setActive(bool active) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Part { List, Chart, Transcript, Turn };
    enum class Room { Narrow, Medium, Wide };

    void buildWidgets();
    void layOut();
    void connectWidgets();
    void addCommand(const QString& text, const QKeySequence& key, const std::function<void()>& run);
    Room room() const;
    void arrange();
    void showPart(Part part);

    void order(SessionColumn column, bool ascending);
    void takeList(const std::shared_ptr<const SortedSessions>& list, const Subject& subject);
    void takeTurns(std::shared_ptr<const SessionTurns> turns, const Subject& subject);
    void takePlace();
    void showWantedTurn();
    void startAfresh();
    void openSession(SessionIndex session);
    void showSession(bool another);
    const SessionTurn& firstTurn() const;
    bool leavesTheTurn() const;
    void showChart();
    void showConversations();
    void chooseConversation(int at);

    // By place in the session.
    std::optional<std::size_t> currentTurn() const;
    void selectTurn(std::size_t turn);
    void showTurn(bool scroll);
    void step(int by);
    void stepToUnsafe(int by);
    void readTurn();
    void showPanel();
    void wantTexts();
    TranscriptTurn describe(std::size_t shown) const;
    void showEntry(int entry);
    void showTextsHidden();
    void settleIfDone();

    const TurnNotes* notesOf(const SessionTurn& turn) const;
    std::optional<TurnKey> currentKey() const;
    void toggleBookmark();
    void setJudgement(Judgement judgement, bool on);
    void askForNote();
    void showAnnotationProblem();

    void openText(std::size_t shown, TranscriptPart part);
    void copyText(std::size_t shown, TranscriptPart part);
    void copyEntry(int entry);

    const Theme& m_theme;
    Annotations& m_annotations;
    FiguresQuery<SortedSessions> m_listQuery;
    FiguresQuery<SessionTurns> m_turnsQuery;
    LatestQuery m_turnQuery;
    LatestQuery m_entryQuery;
    LatestQuery m_copyQuery;
    TurnTextCache m_texts;

    SnapshotPtr m_snapshot; // of m_turns
    std::shared_ptr<const SessionTurns> m_turns;
    std::vector<std::size_t> m_shown; // turns of the transcript, by place in the session
    std::optional<SessionIndex> m_session;
    EntryId m_turn = noEntry;
    std::optional<NameId> m_conversation;
    std::optional<ReadTurn> m_read;
    bool m_listShown = false;

    Part m_part = Part::Transcript;
    Card* m_listCard;
    SessionTable* m_list;
    ChartGroup* m_charts;
    ChartCard* m_chart;
    QComboBox* m_conversations;
    Segments* m_parts;
    Segments* m_halves;
    QLabel* m_problem;
    QWidget* m_right;
    TranscriptView* m_transcript;
    TurnPanel* m_panel;
};

} // namespace moie::ui
