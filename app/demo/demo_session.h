// SPDX-License-Identifier: GPL-3.0-or-later
// One session of a demonstration as our engine holds it: it gets scripted replies and judges, corrects and logs them
// as it does any others.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <moie/base/clock.h>
#include <moie/engine/love_engine.h>
#include <moie/engine/scripted_responder.h>

#include "demo_plan.h"
#include "demo_replies.h"

namespace moie::demo {

using Thresholds = std::array<double, moie::engine::dimensionCount>;

class EngineSession final : private moie::engine::LoveEngineListener {
public:
    // The clock is the logger's. The thresholds are those that the session before left.
    EngineSession(moie::IntegratedLogger& logger, moie::ManualClock& clock, const PlannedSession& session,
                  std::shared_ptr<const moie::engine::EngineData> data, const Thresholds& thresholds, Random& random);

    // Logs the whole session. An error is the first entry's that could not be logged.
    moie::Result<> write();
    const Thresholds& thresholds() const { return m_engines.front()->barriers().thresholds(); }

private:
    // Each user has an engine of his own on the session's logger.
    using Engine = moie::engine::LoveEngine;

    void onTurnStarted(const moie::engine::TurnResult&) override {}
    void onText(const std::string&, std::string_view) override {}
    void onAttemptDiscarded(const std::string&, const moie::engine::Attempt&) override {}
    void onTurnFinished(const moie::engine::TurnResult& turn) override { m_last = turn; }
    void onTurnFailed(const std::string&, const moie::Error&) override {}
    void onTurnStopped(const std::string&) override {}

    void writeTurn(const PlannedTurn& plan, std::size_t number);
    void script(const PlannedTurn& plan);
    void addReply(std::string text, const PlannedTurn& plan);
    void resources(std::size_t number, const std::string& turnId);
    void followUp(const PlannedTurn& plan, Engine& engine);
    void midEvent(Engine& engine);
    moie::engine::ScriptedResponder& responder() { return m_model == m_session.model ? m_responder : m_nextResponder; }
    void pass(double seconds);
    void note(const moie::Result<std::string>& logged);

    moie::IntegratedLogger& m_logger;
    moie::ManualClock& m_clock;
    const PlannedSession& m_session;
    Random& m_random;
    ReplyQuality m_quality;
    std::size_t m_model; // that answers now
    moie::engine::ScriptedResponder m_responder, m_nextResponder;
    std::vector<std::unique_ptr<Engine>> m_engines; // by user
    std::optional<moie::engine::TurnResult> m_last; // of the turn that was just answered
    std::optional<moie::Error> m_error;
};

} // namespace moie::demo
