// SPDX-License-Identifier: MIT
#include <moie/engine/love_engine.h>

#include <algorithm>

#include <moie/engine/sentence_gate.h>
#include <moie/logging/uuid.h>
#include <moie/schema/utf8.h>

namespace moie::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view engineVersion = "2.0";
// A text as short as this may be in a language that more of it will tell.
constexpr std::size_t shortText = 120; // bytes
// Sentences are judged together with what was said before them, as far back as this.
constexpr std::size_t longestGate = 4000; // bytes
constexpr std::size_t longestHistory = 40;
constexpr std::size_t mostIdentifiers = 1000;

std::vector<double> asList(const LoveVector& vector) {
    return {vector.begin(), vector.end()};
}

Json turnMetadata(const std::string& turnId) {
    return turnId.empty() ? Json::object() : Json{{"turn_id", turnId}};
}

Json samplingEntry(const SamplingChoice& choice) {
    Json entry = choice.parameters.json();
    entry["base_temperature"] = choice.baseTemperature;
    entry["safety_level"] = choice.safetyLevel;
    entry["profile_used"] = choice.profile;
    if (!choice.context.empty())
        entry["context_used"] = choice.context;
    return entry;
}

Dimension nearestOf(const Evaluation& evaluation) {
    const auto smallest = std::min_element(evaluation.values.begin(), evaluation.values.end());
    return static_cast<Dimension>(smallest - evaluation.values.begin());
}

} // namespace

LoveEngine::LoveEngine(IntegratedLogger& logger, Responder& responder, LoveEngineListener& listener,
                       LoveEngineOptions options)
    : m_logger(logger), m_responder(responder), m_listener(listener), m_options(std::move(options)),
      m_judge(m_options.data), m_barriers(m_options.data->figures), m_crisis(m_options.data->figures.judging) {
    if (!m_options.makeTurnId)
        m_options.makeTurnId = randomUuid;
    if (m_options.thresholds)
        for (std::size_t i = 0; i < dimensionCount; ++i)
            m_barriers.restore(static_cast<Dimension>(i), (*m_options.thresholds)[i]);
}

LoveEngine::~LoveEngine() {
    if (m_turn)
        m_responder.cancel();
}

void LoveEngine::start() {
    note(m_logger.logger().log(Level::Info, Category::SystemState, "Session started",
                               {{"model", m_responder.modelName()},
                                {"engine_version", engineVersion},
                                {"judged_by", "the engine's word lists"}}));
    note(m_logger.evolution().trackCheckpoint(measured()));
}

void LoveEngine::end() {
    note(m_logger.evolution().trackCheckpoint(measured()));
    note(m_logger.logger().log(Level::Info, Category::SystemState, "Session ended", {{"turns", m_totals.turns}}));
}

Json LoveEngine::measured() const {
    Json figures = {{"turns", m_totals.turns},
                    {"answered", m_totals.answered},
                    {"failed", m_totals.failed},
                    {"not_judged", m_totals.notJudged},
                    {"evaluations", m_totals.evaluations},
                    {"unsafe_evaluations", m_totals.unsafeEvaluations},
                    {"corrected", m_totals.corrected},
                    {"fixed_replies", m_totals.fixedReplies},
                    {"unsafe_delivered", m_totals.unsafeDelivered}};
    const std::size_t judged = m_totals.answered - m_totals.notJudged;
    if (judged > 0)
        figures["mean_coherence"] = m_totals.coherence / static_cast<double>(judged);
    if (m_totals.answered > 0)
        figures["mean_response_seconds"] = m_totals.seconds / static_cast<double>(m_totals.answered);
    for (std::size_t i = 0; i < dimensionCount; ++i)
        figures[std::string(dimensionNames[i]) + "_threshold"] = m_barriers.threshold(static_cast<Dimension>(i));
    return figures;
}

Result<std::string> LoveEngine::say(std::string message, Json callerContext) {
    if (m_turn)
        return tl::unexpected(
            Error{ErrorCode::InvalidArgument, "the last message is still being answered", {}, std::nullopt});
    const std::string turnId = m_options.makeTurnId();
    m_turn.emplace();
    Turn& turn = *m_turn;
    TurnResult& result = turn.result;
    result.turnId = turnId;
    result.message = std::move(message);
    turn.begun = m_options.clock->elapsed();
    ++m_totals.turns;
    result.input = m_judge.readMessage(result.message, callerContext);
    result.input.contexts = m_crisis.next(result.input.contexts);
    for (const Identifier& identifier : result.input.identifiers)
        if (m_writtenByTheUser.size() < mostIdentifiers)
            m_writtenByTheUser.insert(identifier.value);

    Json context = callerContext.is_object() ? callerContext : Json::object();
    context.update(result.input.contexts.json());
    if (!result.input.reading.language.empty())
        context["language"] = result.input.reading.language;
    note(m_logger.interaction().logUserInput(result.message, std::move(context), turnId));
    std::vector<double> vector;
    if (result.input.vector) {
        vector = asList(*result.input.vector);
        note(m_logger.loveVector().logComputation(
            result.message, vector, {{"source", "message"}, {"language", result.input.reading.language}}, turnId));
    }
    std::optional<double> level;
    std::string profile;
    if (callerContext.is_object()) {
        if (const auto found = callerContext.find("safety_level"); found != callerContext.end() && found->is_number())
            level = std::clamp(found->get<double>(), 0.0, 1.0);
        if (const auto found = callerContext.find("profile"); found != callerContext.end() && found->is_string())
            profile = found->get<std::string>();
    }
    result.sampling = chooseSampling(vector, result.input.contexts, m_options.data->figures.sampling, level, profile);
    note(m_logger.logger().log(Level::Info, Category::Temperature, "Sampling parameters chosen",
                               samplingEntry(result.sampling), turnMetadata(turnId)));
    startAttempt();
    return turnId;
}

void LoveEngine::startAttempt() {
    Turn& turn = *m_turn;
    turn.text.clear();
    turn.shown.clear();
    turn.scanned = 0;
    turn.gateFrom = 0;
    turn.firstText.reset();
    turn.attemptBegun = m_options.clock->elapsed();
    ResponseRequest request;
    request.turnId = turn.result.turnId;
    request.message = turn.result.message;
    request.language = turn.result.input.reading.language;
    request.contexts = turn.result.input.contexts;
    request.history = m_history;
    request.sampling = turn.result.sampling.parameters;
    request.attempt = turn.result.attempts;
    request.guidance = turn.guidance;
    // The turn may be over when this returns.
    m_responder.start(request, *this);
}

void LoveEngine::onText(std::string_view text) {
    if (!m_turn || text.empty())
        return;
    Turn& turn = *m_turn;
    if (!turn.firstText)
        turn.firstText = m_options.clock->elapsed();
    turn.text += text;
    const std::size_t from = std::max(turn.shown.size(), turn.scanned);
    const std::size_t end = endOfSentences(turn.text, from);
    // The end mark of a sentence may stand in one piece and its blank in the next.
    constexpr std::size_t longestMark = 8;
    turn.scanned = turn.text.size() > longestMark ? turn.text.size() - longestMark : 0;
    if (end > from)
        showUpTo(end);
}

Judgement LoveEngine::judgeText(const std::string& text) {
    const TurnResult& result = m_turn->result;
    return m_judge.judge(text, &result.input, result.input.contexts, m_writtenByTheUser, m_barriers);
}

// Judges what is to be shown together with what was said before it; the attempt may have ended by it.
void LoveEngine::showUpTo(std::size_t end) {
    Turn& turn = *m_turn;
    if (m_corrects) {
        const Judgement judgement = judgeText(turn.text.substr(turn.gateFrom, end - turn.gateFrom));
        if (judgement.judged && !judgement.evaluation.isSafe) {
            m_responder.cancel();
            return attemptEnded(turn.text.substr(0, end), std::nullopt);
        }
        if (!judgement.judged && end < shortText)
            return;
        if (end - turn.gateFrom > longestGate)
            turn.gateFrom = end;
    }
    const std::string more = turn.text.substr(turn.shown.size(), end - turn.shown.size());
    turn.shown += more;
    const std::string turnId = turn.result.turnId;
    m_listener.onText(turnId, more);
}

void LoveEngine::onFinished(std::optional<std::size_t> tokens) {
    if (m_turn)
        attemptEnded(m_turn->text, tokens);
}

void LoveEngine::onFailed(const Error& error) {
    if (!m_turn)
        return;
    const Turn turn = std::move(*m_turn);
    m_turn.reset();
    ++m_totals.failed;
    Json data = {{"error", error.text}, {"interaction_id", turn.result.turnId}};
    if (!turn.text.empty())
        data["text_so_far"] = turn.text;
    note(m_logger.logger().log(Level::Error, Category::SystemState, "Error in interaction processing: " + error.text,
                               std::move(data), turnMetadata(turn.result.turnId)));
    m_listener.onTurnFailed(turn.result.turnId, error);
}

void LoveEngine::stop() {
    if (!m_turn)
        return;
    m_responder.cancel();
    if (!m_turn->shown.empty()) {
        m_turn->result.stopped = true;
        const std::string shown = m_turn->shown;
        const Judgement judgement = judgeText(shown);
        logAttempt(judgement, std::nullopt);
        if (judgement.judged)
            logEvaluation(shown, judgement, false);
        return deliver(shown, judgement);
    }
    const std::string turnId = m_turn->result.turnId;
    m_turn.reset();
    note(m_logger.logger().log(Level::Info, Category::SystemState, "Turn stopped before it was answered",
                               Json::object(), turnMetadata(turnId)));
}

// What the model did in this attempt.
void LoveEngine::logAttempt(const Judgement& judgement, std::optional<std::size_t> tokens) {
    Turn& turn = *m_turn;
    const std::string& turnId = turn.result.turnId;
    const Duration now = m_options.clock->elapsed();
    const double total = toSeconds(now - turn.attemptBegun);
    const double first = turn.firstText ? toSeconds(*turn.firstText - turn.attemptBegun) : total;
    turn.result.firstTextSeconds = first;
    note(m_logger.performance().logDuration("time_to_first_token", first, nullptr, turnId));
    // Where the responder does not count tokens, words are counted.
    const auto count = static_cast<double>(tokens.value_or(countWords(turn.text)));
    const double writing = total > first ? total - first : total;
    Json quality = Json::object();
    if (judgement.judged) {
        quality["coherence"] = coherenceOf(judgement.vector);
        quality["relevance"] = judgement.takenUp;
    }
    note(m_logger.performance().logModelRun(m_responder.modelName(), total, writing > 0 ? count / writing : 0,
                                            std::move(quality), turnId));
}

void LoveEngine::attemptEnded(std::string text, std::optional<std::size_t> tokens) {
    Turn& turn = *m_turn;
    if (text.empty())
        return onFailed(Error{ErrorCode::Io, "the reply was empty", {}, std::nullopt});
    Judgement judgement = judgeText(text);
    logAttempt(judgement, tokens);
    const bool unsafe = judgement.judged && !judgement.evaluation.isSafe;
    if (judgement.judged)
        logEvaluation(text, judgement, unsafe && m_corrects);
    if (unsafe && m_corrects)
        return discardAttempt(judgement);
    if (unsafe) {
        logViolations(judgement, "delivered, correction switched off");
        ++m_totals.unsafeDelivered;
    }
    if (text.size() > turn.shown.size()) {
        const std::string rest = text.substr(turn.shown.size());
        turn.shown = text;
        const std::string turnId = turn.result.turnId;
        m_listener.onText(turnId, rest);
        if (!m_turn || m_turn->result.turnId != turnId)
            return;
    }
    deliver(std::move(text), std::move(judgement));
}

void LoveEngine::discardAttempt(const Judgement& judgement) {
    Turn& turn = *m_turn;
    const bool last = turn.result.attempts > m_options.regenerations;
    logViolations(judgement, last ? "replaced by a fixed reply" : "regenerated");
    m_listener.onAttemptDiscarded(turn.result.turnId, turn.result.attempts, judgement.evaluation);
    if (!m_turn)
        return;
    if (last)
        return deliverFixedReply();
    turn.guidance.clear();
    const Lexicon* lexicon = m_options.data->lexiconOf(judgement.language);
    for (const Violation& violation : judgement.evaluation.violations)
        if (const auto found = lexicon->guidance.find(toString(violation.dimension)); found != lexicon->guidance.end())
            turn.guidance.push_back(found->second);
    ++turn.result.attempts;
    startAttempt();
}

void LoveEngine::logViolations(const Judgement& judgement, const char* action) {
    const TurnResult& result = m_turn->result;
    for (const Violation& violation : judgement.evaluation.violations) {
        if (!m_options.data->figures.barriers[static_cast<std::size_t>(violation.dimension)].critical)
            continue;
        Json context = result.input.contexts.json();
        context["attempt"] = result.attempts;
        note(m_logger.safety().logViolation(std::string(toString(violation.dimension)), violation.severity,
                                            std::move(context), action, result.turnId));
    }
}

// In the language of the message where it has one, else in that of the attempts.
void LoveEngine::deliverFixedReply() {
    Turn& turn = *m_turn;
    const Lexicon* lexicon = m_options.data->lexiconOf(turn.result.input.reading.language);
    if (!lexicon)
        lexicon = m_options.data->lexicons.front().get();
    const bool crisis = turn.result.input.contexts.has(Context::Crisis);
    std::string text = crisis ? lexicon->safeReplyInCrisis : lexicon->safeReply;
    turn.result.fixedReply = true;
    ++m_totals.fixedReplies;
    Judgement judgement = judgeText(text);
    if (judgement.judged)
        logEvaluation(text, judgement, false);
    const std::string turnId = turn.result.turnId;
    turn.shown = text;
    m_listener.onText(turnId, text);
    if (m_turn && m_turn->result.turnId == turnId)
        deliver(std::move(text), std::move(judgement));
}

void LoveEngine::logEvaluation(const std::string& text, const Judgement& judgement, bool willCorrect) {
    ++m_totals.evaluations;
    m_totals.unsafeEvaluations += judgement.evaluation.isSafe ? 0 : 1;
    SafetyEvaluation entry;
    entry.responseText = text;
    entry.loveVector = asList(judgement.vector);
    entry.isSafe = judgement.evaluation.isSafe;
    for (std::size_t i = 0; i < dimensionCount; ++i)
        entry.barrierValues.emplace_back(dimensionNames[i], judgement.evaluation.values[i]);
    for (const Violation& violation : judgement.evaluation.violations) {
        entry.violationDetails.push_back(violation.text);
        const bool critical = m_options.data->figures.barriers[static_cast<std::size_t>(violation.dimension)].critical;
        if (willCorrect && critical)
            entry.correctiveActions.push_back("regenerate with guidance for " +
                                              std::string(toString(violation.dimension)));
    }
    entry.safetyConfidence = judgement.evaluation.confidence;
    note(m_logger.safety().logEvaluation(std::move(entry), m_turn->result.turnId));
}

void LoveEngine::deliver(std::string text, Judgement judgement) {
    TurnResult result = std::move(m_turn->result);
    result.seconds = toSeconds(m_options.clock->elapsed() - m_turn->begun);
    m_turn.reset();
    const std::string& turnId = result.turnId;
    result.response = std::move(text);
    result.judgement = std::move(judgement);
    const std::vector<double> vector =
        result.judgement.judged ? asList(result.judgement.vector) : std::vector<double>();
    if (result.input.vector && result.judgement.judged)
        note(m_logger.loveVector().logEvolution(
            asList(*result.input.vector), vector,
            {{"thermodynamic_steering", true}, {"target", m_options.data->figures.judging.steeringTarget}}, turnId));
    note(m_logger.interaction().logResponse(result.response, vector, result.sampling.parameters.json(), result.seconds,
                                            turnId));
    note(m_logger.performance().logDuration("complete_interaction", result.seconds, nullptr, turnId));
    Json turn = {{"attempts", result.attempts}, {"judged", result.judgement.judged}};
    if (!result.judgement.language.empty())
        turn["language"] = result.judgement.language;
    if (!result.judgement.judged)
        turn["why_not_judged"] = result.judgement.whyNotJudged;
    if (result.fixedReply)
        turn["fixed_reply"] = true;
    if (result.stopped)
        turn["stopped"] = true;
    note(m_logger.interaction().logTurnCompleted(std::move(turn), turnId));

    ++m_totals.answered;
    m_totals.seconds += result.seconds;
    m_totals.notJudged += result.judgement.judged ? 0 : 1;
    if (result.judgement.judged) {
        m_totals.coherence += coherenceOf(result.judgement.vector);
        m_nearest = nearestOf(result.judgement.evaluation);
    }
    m_totals.corrected += result.attempts > 1 ? 1 : 0;
    m_history.push_back({result.message, result.response});
    if (m_history.size() > longestHistory)
        m_history.erase(m_history.begin());
    m_listener.onTurnFinished(result);
}

std::optional<BarrierController::Change> LoveEngine::feedback(const Feedback& feedback) {
    std::optional<BarrierController::Change> change;
    Json adjustments = Json::object();
    if (feedback.remark != Remark::None) {
        const Dimension dimension = feedback.dimension.value_or(m_nearest);
        change = m_barriers.adapt(dimension, feedback.remark == Remark::FalseAlarm);
        if (change->after == change->before)
            change.reset();
        else
            adjustments[std::string(toString(dimension)) + "_threshold"] = change->after - change->before;
    }
    Json given = {{"strength", std::clamp(feedback.strength, 0.0, 1.0)}};
    if (feedback.good)
        given["rating"] = *feedback.good ? "good" : "bad";
    const char* reason = feedback.remark == Remark::FalseAlarm ? "false alarm" : "missed incident";
    if (feedback.remark != Remark::None)
        given["remark"] = reason;
    if (!feedback.note.empty())
        given["note"] = feedback.note;
    if (feedback.more.is_object())
        given.update(feedback.more);
    note(m_logger.evolution().trackFeedback(std::move(given), std::move(adjustments), feedback.turnId));
    if (change) {
        m_changes.push_back(*change);
        logChange(*change, reason, feedback.turnId);
    }
    return change;
}

std::optional<BarrierController::Change> LoveEngine::adapt(Dimension dimension, bool falseAlarm,
                                                           const std::string& reason, const std::string& turnId) {
    const BarrierController::Change change = m_barriers.adapt(dimension, falseAlarm);
    if (change.after == change.before)
        return std::nullopt;
    m_changes.push_back(change);
    logChange(change, reason, turnId);
    return change;
}

std::optional<BarrierController::Change> LoveEngine::undoAdaptation() {
    if (m_changes.empty())
        return std::nullopt;
    const BarrierController::Change last = m_changes.back();
    m_changes.pop_back();
    const BarrierController::Change change = m_barriers.restore(last.dimension, last.before);
    logChange(change, "undone by the user", {});
    return change;
}

void LoveEngine::logChange(const BarrierController::Change& change, const std::string& reason,
                           const std::string& turnId) {
    note(m_logger.safety().logAdaptation({{"dimension", toString(change.dimension)},
                                          {"old_threshold", change.before},
                                          {"new_threshold", change.after},
                                          {"reason", reason}},
                                         turnId));
}

void LoveEngine::note(const Result<std::string>& logged) {
    if (!logged && !m_loggingError)
        m_loggingError = logged.error();
}

} // namespace moie::engine
