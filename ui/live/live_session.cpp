// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_session.h"

#include <algorithm>
#include <utility>

namespace moie::ui {

LiveSession::LiveSession(QObject* parent) : QObject(parent) {
    m_thread.setObjectName(QStringLiteral("live session"));
}

LiveSession::~LiveSession() {
    if (!m_worker)
        return;
    m_worker->disconnect(this);
    if (m_state != State::Ending)
        post([](SessionWorker& worker) { worker.close(); });
    join();
}

template <typename Call>
void LiveSession::post(Call call) {
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), call = std::move(call)] { call(*worker); }, Qt::QueuedConnection);
}

// Waits until what was posted is done. The worker dies on its own thread, as its timers have to.
void LiveSession::join() {
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this] {
            m_worker.reset();
            m_thread.quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

void LiveSession::setState(State state) {
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

void LiveSession::start(SessionSetup setup) {
    if (m_state != State::None)
        return;
    m_directory = QString::fromStdString(setup.directory);
    m_session = {};
    m_turns.clear();
    m_change.reset();
    m_logging = {};
    m_worker = std::make_unique<SessionWorker>(std::move(setup));
    m_worker->moveToThread(&m_thread);
    connectWorker();
    m_thread.start();
    setState(State::Starting);
    post([](SessionWorker& worker) { worker.open(); });
}

void LiveSession::connectWorker() {
    SessionWorker* worker = m_worker.get();
    connect(worker, &SessionWorker::opened, this, &LiveSession::take);
    connect(worker, &SessionWorker::notOpened, this, [this](const Error& error) {
        if (m_state != State::Starting)
            return; // closed() comes after it
        join();
        setState(State::None);
        emit startFailed(error);
    });
    connect(worker, &SessionWorker::turnBegun, this, &LiveSession::takeTurn);
    connect(worker, &SessionWorker::textAdded, this, &LiveSession::takeText);
    connect(worker, &SessionWorker::attemptDiscarded, this, [this] {
        m_turns.back().response.clear();
        ++m_turns.back().attempt;
        emit turnChanged(m_turns.size() - 1);
    });
    connect(worker, &SessionWorker::turnEnded, this, &LiveSession::takeEnd);
    connect(worker, &SessionWorker::thresholdChanged, this, &LiveSession::takeChange);
    connect(worker, &SessionWorker::loggingChanged, this, [this](const LoggingState& logging) {
        m_logging = logging;
        emit loggingChanged();
    });
    connect(worker, &SessionWorker::privacyNoticed, this, &LiveSession::privacyNoticed);
    connect(worker, &SessionWorker::closed, this, [this](std::uint64_t lost) {
        join();
        setState(State::None);
        emit ended(lost);
    });
}

void LiveSession::take(const SessionOpened& session) {
    m_session = session;
    m_thresholds = session.thresholds;
    if (m_state == State::Starting)
        setState(State::Idle);
}

void LiveSession::takeTurn(const HeldTurn& turn) {
    m_turns.push_back(turn);
    emit turnAdded();
}

void LiveSession::takeText(const QString&, const QString& text) {
    m_turns.back().response += text;
    emit textAdded();
}

void LiveSession::takeEnd(const HeldTurn& turn) {
    HeldTurn& held = m_turns.back();
    held.stage = turn.stage;
    if (turn.stage == HeldTurn::Stage::Answered)
        held.response = turn.response;
    held.problem = turn.problem;
    held.judged = turn.judged;
    held.whyNotJudged = turn.whyNotJudged;
    held.love = turn.love;
    held.nearest = turn.nearest;
    held.fixedReply = turn.fixedReply;
    held.stopped = turn.stopped;
    held.seconds = turn.seconds;
    if (m_state == State::Answering)
        setState(State::Idle);
    emit turnChanged(m_turns.size() - 1);
}

void LiveSession::takeChange(const ThresholdChange& change) {
    m_change = change;
    m_thresholds[static_cast<std::size_t>(change.change.dimension)] = change.change.after;
    emit thresholdsChanged();
    if (!change.undone)
        return;
    const auto turn = std::find_if(m_turns.begin(), m_turns.end(),
                                   [&](const HeldTurn& candidate) { return candidate.id == change.turnId; });
    if (turn == m_turns.end())
        return;
    const auto given = std::find_if(turn->remarks.rbegin(), turn->remarks.rend(), [&](const GivenRemark& candidate) {
        return candidate.remark == change.remark && !candidate.takenBack;
    });
    if (given != turn->remarks.rend())
        given->takenBack = true;
    emit turnChanged(static_cast<std::size_t>(turn - m_turns.begin()));
}

void LiveSession::say(const QString& message) {
    if (m_state != State::Idle || message.trimmed().isEmpty() || message.size() > longestMessage)
        return;
    setState(State::Answering);
    post([message](SessionWorker& worker) { worker.say(message); });
}

void LiveSession::regenerate() {
    if (m_state != State::Idle || m_turns.empty())
        return;
    setState(State::Answering);
    post([](SessionWorker& worker) { worker.regenerate(); });
}

void LiveSession::stop() {
    if (m_state == State::Answering)
        post([](SessionWorker& worker) { worker.stop(); });
}

void LiveSession::end() {
    if (m_state == State::None || m_state == State::Ending)
        return;
    setState(State::Ending);
    post([](SessionWorker& worker) { worker.close(); });
}

void LiveSession::giveFeedback(std::size_t turn, engine::Feedback feedback) {
    if (!isOpen() || turn >= m_turns.size() || m_turns[turn].stage == HeldTurn::Stage::Answering)
        return;
    HeldTurn& held = m_turns[turn];
    if (feedback.good)
        held.good = feedback.good;
    if (feedback.remark != engine::Remark::None)
        held.remarks.push_back({feedback.remark});
    feedback.turnId = held.id.toStdString();
    post([feedback = std::move(feedback)](SessionWorker& worker) { worker.giveFeedback(feedback); });
    emit turnChanged(turn);
}

void LiveSession::undoAdaptation() {
    if (isOpen())
        post([](SessionWorker& worker) { worker.undoAdaptation(); });
}

} // namespace moie::ui
