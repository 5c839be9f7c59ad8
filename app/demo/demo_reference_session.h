// SPDX-License-Identifier: GPL-3.0-or-later
// One session of a demonstration as the Python reference logs it: judged by the same word lists, but with one attempt
// alone, no turn ids, and the repeats of its integrated logger.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <moie/base/clock.h>
#include <moie/engine/judge.h>
#include <moie/engine/sampling.h>
#include <moie/logging/integrated_logger.h>

#include "demo_plan.h"
#include "demo_replies.h"

namespace moie::demo {

class ReferenceSession {
public:
    // The clock is the logger's.
    ReferenceSession(moie::IntegratedLogger& logger, moie::ManualClock& clock, const PlannedSession& session,
                     std::shared_ptr<const moie::engine::EngineData> data, Random& random);

    // Logs the whole session. An error is the first entry's that could not be logged.
    moie::Result<> write();

private:
    struct Turn {
        std::string id;
        std::string reply;
        moie::engine::JudgedMessage message;
        moie::engine::Judgement judgement;
        moie::engine::SamplingChoice sampling;
        double seconds = 0;
        std::vector<double> input() const { return {message.vector->begin(), message.vector->end()}; }
        std::vector<double> output() const { return {judgement.vector.begin(), judgement.vector.end()}; }
    };

    void writeTurn(const PlannedTurn& plan, std::size_t number);
    void answer(const PlannedTurn& plan, Turn& turn);
    void repeat(const Turn& turn, const nlohmann::ordered_json& context);
    void fail(const PlannedTurn& plan, const Turn& turn);
    std::string replyOf(const PlannedTurn& plan);
    moie::SafetyEvaluation evaluationOf(const Turn& turn) const;
    void pass(double seconds);
    void note(const moie::Result<std::string>& logged);

    moie::IntegratedLogger& m_logger;
    moie::ManualClock& m_clock;
    const PlannedSession& m_session;
    Random& m_random;
    ReplyQuality m_quality;
    moie::engine::Judge m_judge;
    moie::engine::BarrierController m_barriers;
    moie::engine::CrisisMemory m_crisis;
    std::size_t m_unsafe = 0;
    std::optional<moie::Error> m_error;
};

} // namespace moie::demo
