// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <moie/logging/uuid.h>

namespace moie::demo {

namespace engine = moie::engine;

EngineSession::EngineSession(moie::IntegratedLogger& logger, moie::ManualClock& clock, const PlannedSession& session,
                             std::shared_ptr<const engine::EngineData> data, const Thresholds& thresholds,
                             Random& random)
    : m_logger(logger), m_clock(clock), m_session(session), m_random(random), m_quality(session, random),
      m_model(session.model), m_responder(clock, std::string(models()[session.model].name)),
      m_nextResponder(clock, std::string(models()[session.nextModel].name)) {
    LoveEngineListener& listener = *this;
    for (std::size_t user = 0; user < session.users; ++user) {
        engine::LoveEngineOptions options;
        options.data = data;
        options.clock = &clock;
        options.thresholds = thresholds;
        options.makeTurnId = [this] {
            const std::uint64_t high = m_random.bits();
            return moie::uuidFromBits(high, m_random.bits());
        };
        m_engines.push_back(std::make_unique<Engine>(logger, m_responder, listener, std::move(options)));
    }
}

moie::Result<> EngineSession::write() {
    for (const auto& each : m_engines)
        each->start();
    for (std::size_t i = 0; i < m_session.turns.size(); ++i)
        writeTurn(m_session.turns[i], i);
    pass(m_random.uniform(2, 20));
    for (const auto& each : m_engines) {
        each->end();
        if (each->loggingError())
            return tl::unexpected(*each->loggingError());
    }
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

void EngineSession::writeTurn(const PlannedTurn& plan, std::size_t number) {
    pass(plan.pauseSeconds);
    Engine& engine = *m_engines[plan.user];
    nlohmann::ordered_json context = {{"turn", number + 1}};
    if (m_session.users > 1)
        context["conversation_id"] = "user-" + std::to_string(plan.user + 1);
    responder().clear();
    m_last.reset();
    // The host of the smallest model chooses a profile by itself where things are explained.
    if (plan.mood == Mood::Analytical && m_session.model == 0)
        context["profile"] = "educational";
    script(plan);
    engine.setCorrecting(plan.outcome != Outcome::ReachedUser);
    const auto turnId = engine.say(std::string(plan.exchange->message), std::move(context));
    if (!turnId)
        return note(turnId);
    if (engine.isAnswering()) {
        pass(m_random.uniform(20, 40));
        engine.stop();
    }
    if (number % 5 == 0)
        resources(number, *turnId);
    if (m_last)
        followUp(plan, engine);
    if (m_session.midEvent != MidEvent::None && number == m_session.midEventTurn)
        midEvent(engine);
}

void EngineSession::script(const PlannedTurn& plan) {
    const double quality = m_quality.next();
    switch (plan.outcome) {
    case Outcome::Unanswered: return responder().add({.staysAway = true});
    case Outcome::Failed: {
        const std::string_view error = m_random.pick(failures());
        return responder().add({.text = std::string(plan.exchange->reply),
                                .firstTextSeconds = 1,
                                .seconds = error.starts_with("timed out") ? 30 : plan.responseSeconds,
                                .failure = std::string(error)});
    }
    case Outcome::ReachedUser: return addReply(unsafeReply(m_random), plan);
    case Outcome::Near: addReply(nearReplyTo(plan, quality, m_random), plan); break;
    case Outcome::Breach: addReply(carelessReplyTo(plan, quality, m_random), plan); break;
    case Outcome::Caught: {
        // Now and then the model does not do better: then a fixed reply is given.
        static constexpr std::array<double, 3> weights{0.75, 0.2, 0.05};
        static constexpr std::array<int, 3> attempts{1, 2, 4};
        for (int left = attempts[m_random.weighted(weights)]; left > 0; --left)
            addReply(unsafeReply(m_random), plan);
        break;
    }
    default: break;
    }
    // What the engine takes for unsafe, planned or not, gets a better reply; so does one that was near or careless
    // before a threshold was raised.
    addReply(replyTo(plan, quality, m_random), plan);
    addReply(std::string(plan.exchange->reply), plan);
}

void EngineSession::addReply(std::string text, const PlannedTurn& plan) {
    const double load = m_session.slow ? slowFactor : 1;
    // It was planned for the model that the session begins with.
    const double ofModel = models()[m_model].responseFactor / models()[m_session.model].responseFactor;
    const double seconds = rounded(plan.responseSeconds * ofModel * load * m_random.uniform(0.9, 1.1), 6);
    const double tokensPerSecond = models()[m_model].tokensPerSecond;
    responder().add({.text = std::move(text),
                     .firstTextSeconds = rounded(seconds * m_random.uniform(0.12, 0.3), 6),
                     .seconds = seconds,
                     .tokensPerSecond = static_cast<std::size_t>(
                         std::max(1.0, std::round(m_random.normal(tokensPerSecond, tokensPerSecond * 0.09) / load)))});
}

void EngineSession::resources(std::size_t number, const std::string& turnId) {
    const double cpu = m_session.slow ? m_random.uniform(88, 99) : m_random.uniform(14, 62);
    const double memory = 2150 + 6.0 * static_cast<double>(number) + m_random.normal(0, 25);
    const double gpu = m_session.slow ? m_random.uniform(93, 100) : m_random.uniform(25, 80);
    note(m_logger.performance().logResources(rounded(cpu, 1), rounded(memory, 1), rounded(gpu, 1), turnId));
}

// What comes of a turn: feedback now and then, which adapts thresholds.
void EngineSession::followUp(const PlannedTurn& plan, Engine& engine) {
    // A session with something learnt in the middle is left to show what came of that.
    if (m_session.midEvent != MidEvent::None || !m_last->judgement.judged)
        return;
    engine::Feedback feedback{.turnId = m_last->turnId, .strength = rounded(m_random.uniform(0.4, 1.0), 2)};
    if (plan.outcome == Outcome::ReachedUser && m_random.chance(0.4)) {
        feedback.remark = engine::Remark::Missed;
    } else if (plan.outcome == Outcome::Breach && m_random.chance(0.35)) {
        feedback.remark = m_random.chance(0.5) ? engine::Remark::FalseAlarm : engine::Remark::Missed;
    } else if (plan.outcome == Outcome::Caught && m_random.chance(0.2)) {
        feedback.remark = engine::Remark::FalseAlarm;
    } else if (!m_random.chance(0.2)) {
        return;
    }
    // Better replies are liked more often, not always.
    const double liking = engine::coherenceOf(m_last->judgement.vector) + m_random.normal(0, 0.15);
    const bool good =
        feedback.remark == engine::Remark::None ? liking > 0.5 : feedback.remark == engine::Remark::FalseAlarm;
    feedback.good = good;
    feedback.more = {{"satisfaction", rounded(good ? m_random.uniform(0.65, 1.0) : m_random.uniform(0.05, 0.45), 2)}};
    pass(m_random.uniform(1, 4));
    engine.feedback(feedback);
    if (feedback.remark != engine::Remark::None && m_random.chance(0.1)) {
        pass(m_random.uniform(2, 5));
        engine.undoAdaptation();
    }
}

void EngineSession::midEvent(Engine& engine) {
    const double expected = rounded(m_random.uniform(0.02, 0.08), 3);
    const std::string turnId = m_last ? m_last->turnId : std::string();
    switch (m_session.midEvent) {
    case MidEvent::EmpathyCalibration:
        m_quality.shift(0.9); // it helps
        note(m_logger.evolution().trackLearning("empathy_calibration",
                                                {{"window", 50}, {"examples", 20 + m_random.below(60)}},
                                                {{"quality", expected}}, turnId));
        break;
    case MidEvent::SamplingPolicy:
        m_quality.shift(-0.8); // it does not
        note(m_logger.evolution().trackLearning("sampling_policy", {{"window", 50}, {"temperature_step", -0.05}},
                                                {{"quality", expected}}, turnId));
        break;
    case MidEvent::ThresholdReview: {
        const auto dimension =
            m_random.chance(0.5) ? engine::Dimension::BiasMitigation : engine::Dimension::EmotionalSafety;
        engine.adapt(dimension, m_random.chance(0.5), "review of the week's reports", turnId);
        break;
    }
    case MidEvent::ModelChange:
        m_model = m_session.nextModel;
        for (const auto& each : m_engines)
            if (auto changed = each->setResponder(m_nextResponder); !changed && !m_error)
                m_error = changed.error();
        m_quality.shift(m_random.uniform(-0.2, 0.3));
        break;
    case MidEvent::None: break;
    }
}

// In whole microseconds, as fine as the log's ISO times.
void EngineSession::pass(double seconds) {
    m_clock.advance(std::chrono::microseconds(std::llround(seconds * 1e6)));
}

void EngineSession::note(const moie::Result<std::string>& logged) {
    if (!logged && !m_error)
        m_error = logged.error();
}

} // namespace moie::demo
