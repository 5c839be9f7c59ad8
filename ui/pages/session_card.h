// SPDX-License-Identifier: GPL-3.0-or-later
// A live session's face: its start, the transcript as it is written, the message that is being written, feedback. What
// was said comes from the session; verdicts come from the files, as on every other page.
#pragma once

#include <vector>

#include <QTimer>

#include <moie/analytics/newest.h>

#include "ui/live/live_session.h"
#include "ui/widgets/card.h"
#include "ui/widgets/transcript_item.h"
#include "ui/workspace/latest_query.h"

class QAction;
class QLabel;
class QPushButton;

namespace moie::ui {

class FigureRows;
class MessageEdit;
class MoreSection;
class SessionStart;
class Theme;
class TranscriptView;
class TurnFeedback;
class Workspace;

class SessionCard : public Card {
    Q_OBJECT

public:
    // All of them must outlive the card.
    SessionCard(Workspace& workspace, LiveSession& session, const Theme& theme, QWidget* parent = nullptr);
    // Keeps a message that was not sent.
    ~SessionCard() override;

    // Whether there is a transcript: of a session that is held, or that has ended and was not closed.
    bool isLarge() const { return m_large; }
    void setActive(bool active);
    // For the list of commands.
    QList<QAction*> commands() const { return m_commands; }

signals:
    void largeChanged();
    void settingsWanted();

protected:
    bool event(QEvent* event) override;

private:
    void buildWidgets();
    void buildChange();
    void buildTalk();
    void connectWidgets();
    void buildCommands();

    void showResponders();
    void chooseResponder(bool server);
    void start();
    void startWith(const Result<ResponderChoice>& found);
    void send();
    void keepMessage();
    void askToEnd();
    void close();

    void takeState();
    void passKeys(const QWidget* had);
    void showTranscript();
    void takeTurn();
    void showText();
    void showTurn(std::size_t turn);
    void showChange();
    void showFeedback();
    void showHeader();
    void showSending();
    void setLarge(bool large);
    void readVerdicts();
    void choose(std::size_t turn);
    void step(int turns);
    std::size_t chosenTurn() const;
    TranscriptTurn describe(std::size_t turn) const;
    void askForFeedback();
    void openText(std::size_t turn, TranscriptPart part);
    void copyText(std::size_t turn, TranscriptPart part);
    QString textOf(std::size_t turn, TranscriptPart part) const;

    Workspace& m_workspace;
    LiveSession& m_session;
    const Theme& m_theme;
    LatestQuery m_verdictQuery;
    std::vector<Verdict> m_verdicts;     // by turn, of the newest snapshot
    std::optional<std::size_t> m_chosen; // by the user; else the last turn
    QTimer m_writing;                    // text that came is shown when it is over
    QTimer m_keeping;                    // a message that is being written is kept when it is over
    bool m_large = false;
    bool m_active = false;
    bool m_finding = false; // the responder, whose key the user may have to let the keyring give

    QPushButton* m_end;
    QWidget* m_content;
    TranscriptView* m_transcript;
    TurnFeedback* m_feedback;
    QWidget* m_changeRow;
    QLabel* m_change;
    QPushButton* m_undo;
    QWidget* m_talk;
    MessageEdit* m_message;
    QPushButton* m_stop;
    QPushButton* m_send;
    QLabel* m_hint;
    MoreSection* m_more;
    FigureRows* m_thresholds;
    SessionStart* m_start;
    QList<QAction*> m_commands;
    QAction* m_startCommand;
    QAction* m_stopCommand;
    QAction* m_endCommand;
};

} // namespace moie::ui
