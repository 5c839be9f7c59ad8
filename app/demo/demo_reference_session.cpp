// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_reference_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <moie/logging/uuid.h>

namespace moie::demo {

namespace engine = moie::engine;

ReferenceSession::ReferenceSession(moie::IntegratedLogger& logger, moie::ManualClock& clock,
                                   const PlannedSession& session, std::shared_ptr<const engine::EngineData> data,
                                   Random& random)
    : m_logger(logger), m_clock(clock), m_session(session), m_random(random), m_quality(session, random), m_judge(data),
      m_barriers(m_judge.data().figures), m_crisis(m_judge.data().figures.judging) {}

moie::Result<> ReferenceSession::write() {
    note(m_logger.logger().log(moie::Level::Info, moie::Category::SystemState, "Session started",
                               {{"model", models()[m_session.model].name}, {"engine_version", "1.0"}}));
    for (std::size_t i = 0; i < m_session.turns.size(); ++i)
        writeTurn(m_session.turns[i], i);
    pass(m_random.uniform(2, 20));
    note(m_logger.evolution().trackCheckpoint({{"turns", m_session.turns.size()}, {"unsafe_evaluations", m_unsafe}}));
    note(m_logger.logger().log(moie::Level::Info, moie::Category::SystemState, "Session ended",
                               {{"turns", m_session.turns.size()}}));
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

void ReferenceSession::writeTurn(const PlannedTurn& plan, std::size_t number) {
    pass(plan.pauseSeconds);
    Turn turn;
    const std::uint64_t high = m_random.bits();
    turn.id = moie::uuidFromBits(high, m_random.bits());
    turn.seconds = plan.responseSeconds * (m_session.slow ? slowFactor : 1);
    turn.message = m_judge.readMessage(std::string(plan.exchange->message));
    turn.message.contexts = m_crisis.next(turn.message.contexts);
    nlohmann::ordered_json context = {{"turn", number + 1}};
    context.update(turn.message.contexts.json());
    note(m_logger.interaction().logUserInput(turn.message.reading.text, context));
    pass(m_random.uniform(0.002, 0.008));
    if (turn.message.vector)
        note(m_logger.loveVector().logComputation(turn.message.reading.text, turn.input()));
    if (plan.outcome == Outcome::Failed)
        return fail(plan, turn);
    answer(plan, turn);
    repeat(turn, context);
    if (number % 5 == 0)
        note(m_logger.performance().logResources(rounded(m_random.uniform(14, 62), 1),
                                                 rounded(1650 + m_random.normal(0, 25), 1)));
}

std::string ReferenceSession::replyOf(const PlannedTurn& plan) {
    const double quality = m_quality.next();
    switch (plan.outcome) {
    case Outcome::ReachedUser: return unsafeReply(m_random);
    case Outcome::Near: return nearReplyTo(plan, quality, m_random);
    case Outcome::Breach: return carelessReplyTo(plan, quality, m_random);
    default: return replyTo(plan, quality, m_random);
    }
}

void ReferenceSession::answer(const PlannedTurn& plan, Turn& turn) {
    pass(turn.seconds);
    const std::vector<double> input = turn.message.vector ? turn.input() : std::vector<double>();
    turn.sampling = engine::chooseSampling(input, turn.message.contexts, m_judge.data().figures.sampling);
    turn.reply = replyOf(plan);
    turn.judgement = m_judge.judge(turn.reply, &turn.message, turn.message.contexts, {}, m_barriers);
    m_unsafe += turn.judgement.judged && !turn.judgement.evaluation.isSafe ? 1 : 0;
    if (turn.judgement.judged)
        note(m_logger.safety().logEvaluation(evaluationOf(turn)));
    if (turn.judgement.judged && turn.message.vector)
        note(m_logger.loveVector().logEvolution(turn.input(), turn.output(), {{"thermodynamic_steering", true}}));
    turn.seconds = rounded(turn.seconds + m_random.uniform(0.002, 0.01), 6);
    note(m_logger.performance().logDuration("complete_interaction", turn.seconds, {{"interaction_id", turn.id}}));
}

// The reference's log_complete_interaction, which says much of it again.
void ReferenceSession::repeat(const Turn& turn, const nlohmann::ordered_json& context) {
    note(m_logger.interaction().logUserInput(turn.message.reading.text, context));
    const bool judged = turn.judgement.judged;
    if (judged) {
        note(m_logger.loveVector().logComputation(turn.message.reading.text, turn.output()));
        note(m_logger.safety().logEvaluation(evaluationOf(turn)));
    }
    note(m_logger.interaction().logResponse(turn.reply, judged ? turn.output() : std::vector<double>(),
                                            turn.sampling.parameters.json(), turn.seconds));
    note(m_logger.performance().logDuration("generation_time", turn.seconds, {{"interaction_id", turn.id}}));
    for (const engine::Violation& violation : turn.judgement.evaluation.violations)
        if (m_judge.data().figures.barriers[static_cast<std::size_t>(violation.dimension)].critical)
            note(m_logger.safety().logViolation(std::string(toString(violation.dimension)), violation.severity, context,
                                                "regenerated"));
    nlohmann::ordered_json decision = turn.sampling.parameters.json();
    decision["profile_used"] = turn.sampling.profile;
    note(m_logger.logger().log(moie::Level::Info, moie::Category::Temperature, "Sampling temperature adjusted",
                               std::move(decision)));
    const Model& model = models()[m_session.model];
    nlohmann::ordered_json quality = nlohmann::ordered_json::object();
    if (judged)
        quality = {{"coherence", engine::coherenceOf(turn.judgement.vector)}, {"relevance", turn.judgement.takenUp}};
    const double load = m_session.slow ? slowFactor : 1;
    note(m_logger.performance().logModelRun(
        std::string(model.name), rounded(turn.seconds * 0.94, 6),
        rounded(std::max(1.0, m_random.normal(model.tokensPerSecond, model.tokensPerSecond * 0.09)) / load, 2),
        std::move(quality)));
}

void ReferenceSession::fail(const PlannedTurn& plan, const Turn& turn) {
    const std::string_view error = m_random.pick(failures());
    pass(error.starts_with("timed out") ? 30 : plan.responseSeconds);
    note(m_logger.logger().log(moie::Level::Error, moie::Category::SystemState,
                               "Error in interaction processing: " + std::string(error),
                               {{"error", error}, {"interaction_id", turn.id}}));
}

moie::SafetyEvaluation ReferenceSession::evaluationOf(const Turn& turn) const {
    moie::SafetyEvaluation evaluation;
    evaluation.responseText = turn.reply;
    evaluation.loveVector = turn.output();
    evaluation.isSafe = turn.judgement.evaluation.isSafe;
    for (std::size_t i = 0; i < engine::dimensionCount; ++i)
        evaluation.barrierValues.emplace_back(engine::dimensionNames[i], turn.judgement.evaluation.values[i]);
    for (const engine::Violation& violation : turn.judgement.evaluation.violations)
        evaluation.violationDetails.push_back(violation.text);
    evaluation.safetyConfidence = turn.judgement.evaluation.confidence;
    return evaluation;
}

// In whole microseconds, as fine as the log's ISO times.
void ReferenceSession::pass(double seconds) {
    m_clock.advance(std::chrono::microseconds(std::llround(seconds * 1e6)));
}

void ReferenceSession::note(const moie::Result<std::string>& logged) {
    if (!logged && !m_error)
        m_error = logged.error();
    pass(1e-5);
}

} // namespace moie::demo
