// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_session.h"

#include <algorithm>
#include <cmath>

#include <moie/logging/uuid.h>
#include <moie/schema/utf8.h>

namespace moielog::demo {

namespace {

using Json = nlohmann::ordered_json;
using moie::Category;
using moie::Level;

std::vector<double> asList(const Vector& vector) {
    return {vector.begin(), vector.end()};
}

double magnitudeOf(const Vector& vector) {
    double sum = 0;
    for (const double value : vector)
        sum += value * value;
    return std::sqrt(sum);
}

// Which dimension an outcome concerns, and the text that goes with it where it is not the planned reply.
const BadReply* badReplyFor(Outcome outcome, Random& random) {
    switch (outcome) {
    case Outcome::Caught:
    case Outcome::ReachedUser: return &random.pick(unsafeReplies());
    case Outcome::Breach: return &random.pick(carelessReplies());
    default: return nullptr;
    }
}

} // namespace

SessionWriter::SessionWriter(moie::Logger& logger, moie::ManualClock& clock, const PlannedSession& session,
                             std::size_t number, Thresholds& thresholds, Random& random)
    : m_logger(logger), m_clock(clock), m_session(session), m_number(number), m_thresholds(thresholds),
      m_random(random), m_scores(session, random), m_interaction(logger), m_love(logger), m_safety(logger),
      m_performance(logger), m_evolution(logger) {}

moie::Result<> SessionWriter::write() {
    note(m_logger.log(
        Level::Info, Category::SystemState, "Session started",
        {{"model", models()[m_session.model].name}, {"engine_version", m_session.turnIds ? "1.1" : "1.0"}}));
    for (std::size_t i = 0; i < m_session.turns.size(); ++i)
        writeTurn(m_session.turns[i], i);
    end();
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

void SessionWriter::writeTurn(const PlannedTurn& plan, std::size_t number) {
    pass(plan.pauseSeconds);
    const std::uint64_t high = m_random.bits();
    Turn turn{
        .plan = plan, .number = number, .id = moie::uuidFromBits(high, m_random.bits()), .turnId = {}, .reply = {}};
    if (m_session.turnIds)
        turn.turnId = turn.id;
    turn.seconds = plan.responseSeconds * (m_session.slow ? slowFactor : 1);
    turn.input = m_scores.message(plan.mood);
    turn.output = m_scores.response(plan.mood, plan.outcome);
    turn.reply = plan.exchange->reply;
    turn.dimension = m_random.below(dimensions().size());
    if (const BadReply* bad = badReplyFor(plan.outcome, m_random)) {
        turn.dimension = bad->dimension;
        if (plan.outcome != Outcome::Caught)
            turn.reply = bad->text;
    }
    const bool answered = plan.outcome != Outcome::Failed && plan.outcome != Outcome::Unanswered;
    if (answered && judged(turn)) {
        m_magnitudeSum += magnitudeOf(turn.output);
        ++m_vectors;
    }
    if (m_session.turnIds)
        writeEngineTurn(turn);
    else
        writeReferenceTurn(turn);
    if (number % 5 == 0)
        resources(turn);
    if (answered)
        followUp(turn);
    if (m_session.midEvent != MidEvent::None && number == m_session.midEventTurn)
        midEvent(turn);
}

void SessionWriter::writeEngineTurn(Turn& turn) {
    const std::string message(turn.plan.exchange->message);
    note(m_interaction.logUserInput(message, contextOf(turn), turn.turnId));
    pass(m_random.uniform(0.002, 0.008));
    if (judged(turn))
        note(m_love.logComputation(message, asList(turn.input),
                                   {{"language", turn.plan.language}, {"source", "message"}}, turn.turnId));
    Sampling chosen = sampling(turn.input, turn.plan.mood);
    note(m_logger.log(Level::Info, Category::Temperature, "Sampling parameters chosen", std::move(chosen.decision),
                      {{"turn_id", turn.turnId}}));
    if (turn.plan.outcome == Outcome::Unanswered)
        return;
    if (turn.plan.outcome == Outcome::Failed)
        return fail(turn);
    const moie::Time asked = m_clock.now();
    const double firstToken = rounded(turn.seconds * m_random.uniform(0.12, 0.3), 6);
    pass(firstToken);
    note(m_performance.logDuration("time_to_first_token", firstToken, {{"turn_id", turn.id}}, turn.turnId));
    pass(turn.seconds - firstToken);
    if (judged(turn)) {
        writeAttempts(turn);
        note(m_love.logComputation(turn.reply, asList(turn.output),
                                   {{"language", turn.plan.language}, {"source", "response"}}, turn.turnId));
        note(m_love.logEvolution(asList(turn.input), asList(turn.output),
                                 {{"thermodynamic_steering", true}, {"target", {0.8, 0.8, 0.9, 0.7, 0.8}}},
                                 turn.turnId));
    }
    turn.seconds = rounded(moie::toSeconds(m_clock.now() - asked), 6);
    note(m_interaction.logResponse(turn.reply, judged(turn) ? asList(turn.output) : std::vector<double>(),
                                   std::move(chosen.parameters), turn.seconds, turn.turnId));
    note(m_performance.logDuration("complete_interaction", turn.seconds, {{"turn_id", turn.id}}, turn.turnId));
    modelRun(turn);
    note(m_interaction.logTurnCompleted({{"turn", turn.number + 1}, {"topic_mood", moodName(turn.plan.mood)}},
                                        turn.turnId));
}

// Every attempt is judged; only the last one is delivered.
void SessionWriter::writeAttempts(Turn& turn) {
    const Outcome outcome = turn.plan.outcome;
    const auto judge = [this, &turn](const moie::SafetyEvaluation& evaluation) {
        const double took = rounded(m_random.uniform(0.001, 0.006), 6);
        pass(took);
        note(m_safety.logEvaluation(evaluation, turn.turnId));
        note(m_performance.logDuration("safety_evaluation", took, {{"turn_id", turn.id}}, turn.turnId));
    };
    if (outcome == Outcome::Caught) {
        const int attempts = m_random.chance(0.2) ? 2 : 1;
        for (int attempt = 1; attempt <= attempts; ++attempt) {
            const BadReply* bad = nullptr;
            while (!bad || bad->dimension != turn.dimension)
                bad = &m_random.pick(unsafeReplies());
            const auto evaluation = evaluationOf(turn, Outcome::Caught, std::string(bad->text));
            judge(evaluation);
            violation(turn, evaluation, attempt, "regenerated");
            pass(turn.seconds * 0.8);
        }
        judge(evaluationOf(turn, Outcome::Clear, turn.reply));
        return;
    }
    const auto evaluation = evaluationOf(turn, outcome, turn.reply);
    judge(evaluation);
    if (outcome == Outcome::ReachedUser)
        violation(turn, evaluation, 1, m_random.chance(0.3) ? "regenerated" : "delivered, correction switched off");
}

void SessionWriter::writeReferenceTurn(Turn& turn) {
    const std::string message(turn.plan.exchange->message);
    note(m_interaction.logUserInput(message, contextOf(turn)));
    pass(m_random.uniform(0.002, 0.008));
    if (judged(turn))
        note(m_love.logComputation(message, asList(turn.input)));
    if (turn.plan.outcome == Outcome::Failed)
        return fail(turn);
    pass(turn.seconds);
    Sampling chosen = sampling(turn.input, turn.plan.mood);
    const moie::SafetyEvaluation evaluation = evaluationOf(turn, turn.plan.outcome, turn.reply);
    if (judged(turn)) {
        note(m_safety.logEvaluation(evaluation));
        note(m_love.logEvolution(asList(turn.input), asList(turn.output), {{"thermodynamic_steering", true}}));
    }
    turn.seconds = rounded(turn.seconds + m_random.uniform(0.002, 0.01), 6);
    note(m_performance.logDuration("complete_interaction", turn.seconds, {{"interaction_id", turn.id}}));
    // From here on it is the reference's log_complete_interaction, which says much of it again.
    note(m_interaction.logUserInput(message, contextOf(turn)));
    if (judged(turn)) {
        note(m_love.logComputation(message, asList(turn.output)));
        note(m_safety.logEvaluation(evaluation));
    }
    note(m_interaction.logResponse(turn.reply, judged(turn) ? asList(turn.output) : std::vector<double>(),
                                   std::move(chosen.parameters), turn.seconds));
    note(m_performance.logDuration("generation_time", turn.seconds, {{"interaction_id", turn.id}}));
    if (turn.plan.outcome == Outcome::ReachedUser)
        violation(turn, evaluation, 1, "regenerated");
    note(m_logger.log(Level::Info, Category::Temperature, "Sampling temperature adjusted", std::move(chosen.decision)));
    modelRun(turn);
}

void SessionWriter::fail(const Turn& turn) {
    const std::string_view error = m_random.pick(failures());
    pass(error.starts_with("timed out") ? 30 : turn.seconds);
    Json metadata = Json::object();
    if (!turn.turnId.empty())
        metadata["turn_id"] = turn.turnId;
    note(m_logger.log(Level::Error, Category::SystemState, "Error in interaction processing: " + std::string(error),
                      {{"error", error}, {"interaction_id", turn.id}}, std::move(metadata)));
}

void SessionWriter::violation(const Turn& turn, const moie::SafetyEvaluation& evaluation, int attempt,
                              const char* action) {
    ++m_unsafe;
    const Dimension& dimension = dimensions()[turn.dimension];
    const double severity = rounded(-evaluation.barrierValues[turn.dimension].second * dimension.weight, 4);
    Json context = contextOf(turn);
    context["attempt"] = attempt;
    note(m_safety.logViolation(std::string(dimension.name), severity, std::move(context), action, turn.turnId));
}

void SessionWriter::modelRun(const Turn& turn) {
    const Model& model = models()[m_session.model];
    const double load = m_session.slow ? slowFactor : 1;
    const double inference = rounded(turn.seconds * 0.94, 6);
    const double tokens =
        rounded(std::max(1.0, m_random.normal(model.tokensPerSecond, model.tokensPerSecond * 0.09)) / load, 2);
    const double level = judged(turn) ? magnitudeOf(turn.output) / std::sqrt(5.0) : 0.6;
    const double coherence = rounded(std::clamp(0.55 + 0.4 * level + m_random.normal(0, 0.04), 0.0, 1.0), 3);
    const double relevance = rounded(std::clamp(0.60 + 0.3 * level + m_random.normal(0, 0.05), 0.0, 1.0), 3);
    note(m_performance.logModelRun(std::string(model.name), inference, tokens,
                                   {{"coherence", coherence}, {"relevance", relevance}}, turn.turnId));
}

void SessionWriter::resources(const Turn& turn) {
    const double cpu = m_session.slow ? m_random.uniform(88, 99) : m_random.uniform(14, 62);
    const double memory = 2150 + 6.0 * static_cast<double>(turn.number) + m_random.normal(0, 25);
    std::optional<double> gpu;
    // The other host has no GPU.
    if (m_session.turnIds)
        gpu = rounded(m_session.slow ? m_random.uniform(93, 100) : m_random.uniform(25, 80), 1);
    note(m_performance.logResources(rounded(cpu, 1), rounded(memory, 1), gpu, turn.turnId));
}

// What comes of a turn: feedback now and then, and what is adapted for it.
void SessionWriter::followUp(const Turn& turn) {
    // A session with something learnt in the middle is left to show what came of that.
    if (m_session.midEvent != MidEvent::None)
        return;
    switch (turn.plan.outcome) {
    case Outcome::ReachedUser:
        if (m_random.chance(0.6)) {
            feedback(turn, false, "missed");
            adapt(turn, turn.dimension, false, "missed incident");
        }
        return;
    case Outcome::Breach:
        if (m_random.chance(0.35)) {
            const bool falseAlarm = m_random.chance(0.5);
            feedback(turn, falseAlarm, falseAlarm ? "false alarm" : "missed");
            adapt(turn, turn.dimension, falseAlarm, falseAlarm ? "false alarm" : "missed incident");
        }
        return;
    default: break;
    }
    if (judged(turn) && m_random.chance(0.08)) {
        // Better replies are liked more often, not always.
        const double liking = magnitudeOf(turn.output) / std::sqrt(5.0) + m_random.normal(0, 0.15);
        feedback(turn, liking > 0.55, "");
    }
}

void SessionWriter::feedback(const Turn& turn, bool good, std::string remark) {
    pass(m_random.uniform(1, 4));
    Json given = {{"strength", rounded(m_random.uniform(0.4, 1.0), 2)}, {"rating", good ? "good" : "bad"}};
    given["satisfaction"] = rounded(good ? m_random.uniform(0.65, 1.0) : m_random.uniform(0.05, 0.45), 2);
    if (!remark.empty())
        given["note"] = std::move(remark);
    Json adjustments = Json::object();
    const std::size_t component = m_random.below(moie::componentCount);
    adjustments[std::string(moie::componentNames[component]) + "_weight"] =
        rounded(m_random.uniform(0.005, 0.03) * (good ? 1 : -1), 3);
    note(m_evolution.trackFeedback(std::move(given), std::move(adjustments), turn.turnId));
}

void SessionWriter::adapt(const Turn& turn, std::size_t dimension, bool falseAlarm, const char* reason) {
    const double before = m_thresholds[dimension];
    if (!m_thresholds.adapt(dimension, falseAlarm))
        return;
    note(m_safety.logAdaptation({{"dimension", dimensions()[dimension].name},
                                 {"old_threshold", before},
                                 {"new_threshold", m_thresholds[dimension]},
                                 {"reason", reason}},
                                turn.turnId));
}

void SessionWriter::midEvent(const Turn& turn) {
    const double expected = rounded(m_random.uniform(0.02, 0.08), 3);
    const bool isBias = m_random.chance(0.5);
    const bool tooStrict = m_random.chance(0.5);
    switch (m_session.midEvent) {
    case MidEvent::EmpathyCalibration:
        m_scores.learn();
        note(m_evolution.trackLearning("empathy_calibration", {{"window", 50}, {"examples", 20 + m_random.below(60)}},
                                       {{"quality", expected}}, turn.turnId));
        break;
    case MidEvent::SamplingPolicy:
        note(m_evolution.trackLearning("sampling_policy", {{"window", 50}, {"temperature_step", -0.05}},
                                       {{"quality", expected}}, turn.turnId));
        break;
    case MidEvent::ThresholdReview: adapt(turn, isBias ? 4 : 1, tooStrict, "review of the week's reports"); break;
    case MidEvent::None: break;
    }
}

void SessionWriter::end() {
    pass(m_random.uniform(2, 20));
    Json measured = {{"generation", m_number}, {"turns", m_session.turns.size()}, {"unsafe_evaluations", m_unsafe}};
    if (m_vectors > 0)
        measured["fitness"] = rounded(m_magnitudeSum / static_cast<double>(m_vectors) / std::sqrt(5.0), 4);
    note(m_evolution.trackCheckpoint(std::move(measured)));
    note(m_logger.log(Level::Info, Category::SystemState, "Session ended", {{"turns", m_session.turns.size()}}));
}

moie::SafetyEvaluation SessionWriter::evaluationOf(const Turn& turn, Outcome outcome, const std::string& text) {
    moie::SafetyEvaluation evaluation = evaluate(m_random, m_thresholds, outcome, turn.dimension);
    evaluation.responseText = text;
    evaluation.loveVector = asList(turn.output);
    return evaluation;
}

Json SessionWriter::contextOf(const Turn& turn) const {
    Json context = {{"turn", turn.number + 1}, {"mood", moodName(turn.plan.mood)}};
    if (turn.plan.mood == Mood::Crisis)
        context["crisis"] = true;
    if (turn.plan.language != "en")
        context["language"] = turn.plan.language;
    return context;
}

// In whole microseconds, as fine as the log's ISO times.
void SessionWriter::pass(double seconds) {
    m_clock.advance(std::chrono::microseconds(std::llround(seconds * 1e6)));
}

void SessionWriter::note(const moie::Result<std::string>& logged) {
    if (!logged && !m_error)
        m_error = logged.error();
    pass(1e-5);
}

} // namespace moielog::demo
