// SPDX-License-Identifier: GPL-3.0-or-later
// A live session as the window sees it: its state, its turns, its thresholds, how logging goes. What is said goes to
// the log files and comes to the other pages from there, as any other engine's. The work is done by a SessionWorker on
// a thread of its own. GUI thread; nothing here waits but the destructor.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>
#include <QThread>

#include "ui/live/held_turn.h"
#include "ui/live/session_worker.h"

namespace moie::ui {

class LiveSession : public QObject {
    Q_OBJECT

public:
    // None → Starting → Idle ⇄ Answering → Ending → None. A start that fails goes back to None.
    enum class State : unsigned char { None, Starting, Idle, Answering, Ending };
    Q_ENUM(State)

    // Characters. No responder takes more, and a screen that held it would stand still.
    static constexpr qsizetype longestMessage = 100'000;

    explicit LiveSession(QObject* parent = nullptr);
    // Ends the session in order: stops the turn, writes the checkpoint and what waits, and waits for that.
    ~LiveSession() override;

    State state() const { return m_state; }
    // Whether something is said or may be said.
    bool isOpen() const { return m_state == State::Idle || m_state == State::Answering; }
    QString directory() const { return m_directory; }

    // Each of these is taken in its states only, and passed over in others.
    void start(SessionSetup setup);   // None
    void say(const QString& message); // Idle; neither blank nor over longestMessage
    void regenerate();                // Idle, with a turn
    void stop();                      // Answering
    void end();                       // Starting, Idle, Answering
    // Idle, Answering. On a turn that is over, by its place; names that turn itself.
    void giveFeedback(std::size_t turn, engine::Feedback feedback);
    void undoAdaptation();

    // Of the session, also once it has ended, until another one starts.
    const SessionOpened& session() const { return m_session; }
    const std::vector<HeldTurn>& turns() const { return m_turns; }
    const Thresholds& thresholds() const { return m_thresholds; }
    const std::optional<ThresholdChange>& lastChange() const { return m_change; }
    const LoggingState& logging() const { return m_logging; }

signals:
    void stateChanged();
    void startFailed(const moie::Error& error);
    void turnAdded();                   // the last one
    void textAdded();                   // to the last turn
    void turnChanged(std::size_t turn); // an attempt that is taken back, its end, feedback
    void thresholdsChanged();           // lastChange()
    void loggingChanged();              // logging()
    void privacyNoticed(const moie::Error& notice);
    void ended(std::uint64_t lostEntries); // could not be written

private:
    void setState(State state);
    void connectWorker();
    void take(const SessionOpened& session);
    void takeTurn(const HeldTurn& turn);
    void takeText(const QString& turnId, const QString& text);
    void takeEnd(const HeldTurn& turn);
    void takeChange(const ThresholdChange& change);
    template <typename Call>
    void post(Call call);
    void join();

    State m_state = State::None;
    QString m_directory;
    SessionOpened m_session;
    std::vector<HeldTurn> m_turns;
    Thresholds m_thresholds{};
    std::optional<ThresholdChange> m_change;
    LoggingState m_logging;
    QThread m_thread;
    std::unique_ptr<SessionWorker> m_worker; // lives on the thread; deleted when that is over
};

} // namespace moie::ui
