// SPDX-License-Identifier: MIT
#include <moie/engine/love_engine.h>

#include <algorithm>

#include <moie/engine/sentence_gate.h>
#include <moie/logging/uuid.h>
#include <moie/schema/reply_part.h>
#include <moie/schema/utf8.h>

namespace moie::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view engineVersion = "2.0";
// A text as short as this may be in a language that more of it will tell.
constexpr std::size_t shortText = 120; // bytes
// Sentences are judged together with what was said before them, as far back as this.
constexpr std::size_t longestGate = 4000;                  // bytes
constexpr std::size_t longestReply = std::size_t{1} << 20; // bytes
constexpr std::size_t longestHistory = 40;
constexpr std::size_t mostIdentifiers = 1000;
// Feedback on a turn that is further back names its dimension itself.
constexpr std::size_t mostNearest = 1000;

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

// With what the caller asks for.
SamplingChoice samplingFor(const std::vector<double>& love, const Contexts& contexts, const Json& callerContext,
                           const SamplingFigures& figures) {
    std::optional<double> level;
    std::string profile;
    if (callerContext.is_object()) {
        if (const auto found = callerContext.find("safety_level"); found != callerContext.end() && found->is_number())
            level = std::clamp(found->get<double>(), 0.0, 1.0);
        if (const auto found = callerContext.find("profile"); found != callerContext.end() && found->is_string())
            profile = found->get<std::string>();
    }
    return chooseSampling(love, contexts, figures, level, profile);
}

bool isUnsafe(const Judgement& judgement) {
    return judgement.judged && !judgement.evaluation.isSafe;
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

tl::unexpected<Error> refused(const char* reason) {
    return tl::unexpected(Error{ErrorCode::InvalidArgument, reason, {}, std::nullopt});
}

constexpr const char* stillAnswering = "the last message is still being answered";

} // namespace

LoveEngine::LoveEngine(IntegratedLogger& logger, Responder& responder, LoveEngineListener& listener,
                       LoveEngineOptions options)
    : m_logger(logger), m_responder(&responder), m_listener(listener), m_options(std::move(options)),
      m_judge(m_options.data), m_barriers(m_options.data->figures), m_crisis(m_options.data->figures.judging) {
    if (!m_options.makeTurnId)
        m_options.makeTurnId = randomUuid;
    if (m_options.thresholds)
        for (std::size_t i = 0; i < dimensionCount; ++i)
            m_barriers.restore(static_cast<Dimension>(i), (*m_options.thresholds)[i]);
}

LoveEngine::~LoveEngine() {
    if (m_turn)
        m_responder->cancel();
}

void LoveEngine::start() {
    note(m_logger.logger().log(Level::Info, Category::SystemState, "Session started",
                               {{"model", m_responder->modelName()},
                                {"engine_version", engineVersion},
                                {"judged_by", "the engine's word lists"}}));
    note(m_logger.evolution().trackCheckpoint(measured()));
}

void LoveEngine::end() {
    stop();
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
        return refused(stillAnswering);
    m_last.emplace(LastMessage{{}, message, callerContext, m_crisis});
    return beginTurn(std::move(message), std::move(callerContext), {});
}

Result<std::string> LoveEngine::regenerate() {
    if (m_turn)
        return refused(stillAnswering);
    if (!m_last)
        return refused("there is no message to answer anew");
    m_crisis = m_last->crisis;
    return beginTurn(m_last->message, m_last->callerContext, m_last->turnId);
}

Result<> LoveEngine::setResponder(Responder& responder) {
    if (m_turn)
        return refused(stillAnswering);
    m_responder = &responder;
    return {};
}

std::string LoveEngine::beginTurn(std::string message, Json callerContext, std::string regenerates) {
    const std::string turnId = m_options.makeTurnId();
    m_last->turnId = turnId;
    m_turn.emplace();
    m_turn->corrects = m_corrects;
    m_turn->begun = m_options.clock->elapsed();
    TurnResult& result = m_turn->result;
    result.turnId = turnId;
    result.regenerates = std::move(regenerates);
    result.message = std::move(message);
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
    if (!result.regenerates.empty())
        context["regenerates"] = result.regenerates;
    note(m_logger.interaction().logUserInput(result.message, std::move(context), turnId));
    std::vector<double> vector;
    if (result.input.vector) {
        vector = asList(*result.input.vector);
        note(m_logger.loveVector().logComputation(
            result.message, vector, {{"source", "message"}, {"language", result.input.reading.language}}, turnId));
    }
    result.sampling = samplingFor(vector, result.input.contexts, callerContext, m_options.data->figures.sampling);
    note(m_logger.logger().log(Level::Info, Category::Temperature, "Sampling parameters chosen",
                               samplingEntry(result.sampling), turnMetadata(turnId)));
    m_listener.onTurnStarted(result);
    if (m_turn && m_turn->result.turnId == turnId)
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
    if (!turn.result.regenerates.empty() && m_last->answered)
        request.history.pop_back();
    request.sampling = turn.result.sampling.parameters;
    request.attempt = turn.result.attempts;
    request.guidance = turn.guidance;
    // The turn may be over when this returns.
    m_responder->start(request, *this);
}

void LoveEngine::onText(std::string_view text) {
    if (!m_turn || m_turn->complete || text.empty())
        return;
    Turn& turn = *m_turn;
    if (!turn.firstText)
        turn.firstText = m_options.clock->elapsed();
    turn.text += text;
    // A model that finds no end.
    if (turn.text.size() > longestReply)
        return stop();
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
    if (turn.corrects) {
        const Judgement judgement = judgeText(turn.text.substr(turn.gateFrom, end - turn.gateFrom));
        if (isUnsafe(judgement) && judgement.quotationOpen)
            return;
        if (isUnsafe(judgement)) {
            m_responder->cancel();
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
    if (m_options.logsParts) {
        Json metadata = turnMetadata(turnId);
        metadata["attempt"] = turn.result.attempts;
        note(m_logger.logger().log(Level::Debug, Category::SystemState, std::string(replyPartMessage), {{"text", more}},
                                   std::move(metadata)));
    }
    m_listener.onText(turnId, more);
}

void LoveEngine::onFinished(std::optional<std::size_t> tokens) {
    if (m_turn && !m_turn->complete)
        attemptEnded(m_turn->text, tokens);
}

void LoveEngine::onFailed(const Error& error) {
    if (!m_turn || m_turn->complete)
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
    if (!m_turn || m_turn->complete)
        return;
    m_responder->cancel();
    m_turn->result.stopped = true;
    std::string text = isBlank(m_turn->shown) ? m_turn->text : m_turn->shown;
    Judgement judgement = judgeText(text);
    if (!isBlank(text) && !(m_turn->corrects && isUnsafe(judgement))) {
        const Attempt attempt = logAttempt(std::move(text), std::move(judgement), std::nullopt);
        return deliver(attempt.text, attempt.judgement, "delivered, correction switched off");
    }
    const std::string turnId = m_turn->result.turnId;
    m_turn.reset();
    note(m_logger.logger().log(Level::Info, Category::SystemState, "Turn stopped before it was answered",
                               Json::object(), turnMetadata(turnId)));
    m_listener.onTurnStopped(turnId);
}

// What the model did in this attempt.
Attempt LoveEngine::logAttempt(std::string text, Judgement judgement, std::optional<std::size_t> tokens) {
    Turn& turn = *m_turn;
    const std::string& turnId = turn.result.turnId;
    Attempt attempt{.number = turn.result.attempts, .text = std::move(text), .judgement = std::move(judgement)};
    attempt.seconds = toSeconds(m_options.clock->elapsed() - turn.attemptBegun);
    attempt.firstTextSeconds = turn.firstText ? toSeconds(*turn.firstText - turn.attemptBegun) : attempt.seconds;
    turn.result.firstTextSeconds = attempt.firstTextSeconds;
    note(m_logger.performance().logDuration("time_to_first_token", attempt.firstTextSeconds, nullptr, turnId));
    // Where the responder does not count tokens, words are counted.
    const auto count = static_cast<double>(tokens.value_or(countWords(turn.text)));
    const double afterFirst = attempt.seconds - attempt.firstTextSeconds;
    const double writing = afterFirst > 0 ? afterFirst : attempt.seconds;
    Json quality = Json::object();
    if (attempt.judgement.judged) {
        quality["coherence"] = coherenceOf(attempt.judgement.vector);
        quality["relevance"] = attempt.judgement.takenUp;
    }
    note(m_logger.performance().logModelRun(m_responder->modelName(), attempt.seconds,
                                            writing > 0 ? count / writing : 0, std::move(quality), turnId));
    return attempt;
}

void LoveEngine::attemptEnded(std::string text, std::optional<std::size_t> tokens) {
    if (isBlank(text))
        return onFailed(Error{ErrorCode::Io, "the reply was empty", {}, std::nullopt});
    Judgement judgement = judgeText(text);
    const Attempt attempt = logAttempt(std::move(text), std::move(judgement), tokens);
    if (m_turn->corrects && isUnsafe(attempt.judgement))
        return discardAttempt(attempt);
    deliver(attempt.text, attempt.judgement, "delivered, correction switched off");
}

void LoveEngine::discardAttempt(const Attempt& attempt) {
    Turn& turn = *m_turn;
    const bool last = attempt.number > m_options.regenerations;
    logEvaluation(attempt.text, attempt.judgement, true);
    logViolations(attempt.judgement, last ? "replaced by a fixed reply" : "regenerated");
    // Whoever stops the turn now keeps none of it.
    turn.text.clear();
    turn.shown.clear();
    const std::string turnId = turn.result.turnId;
    m_listener.onAttemptDiscarded(turnId, attempt);
    if (!m_turn || m_turn->result.turnId != turnId)
        return;
    if (last)
        return deliverFixedReply(attempt.judgement.language);
    turn.guidance.clear();
    const Lexicon* lexicon = m_options.data->lexiconOf(attempt.judgement.language);
    for (const Violation& violation : attempt.judgement.evaluation.violations)
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
void LoveEngine::deliverFixedReply(const std::string& language) {
    const JudgedMessage& input = m_turn->result.input;
    const Lexicon* lexicon = m_options.data->lexiconOf(input.reading.language);
    if (!lexicon)
        lexicon = m_options.data->lexiconOf(language);
    std::string text = input.contexts.has(Context::Crisis) ? lexicon->safeReplyInCrisis : lexicon->safeReply;
    m_turn->result.fixedReply = true;
    ++m_totals.fixedReplies;
    Judgement judgement = judgeText(text);
    deliver(std::move(text), std::move(judgement), "delivered, the fixed reply itself is unsafe");
}

void LoveEngine::logEvaluation(const std::string& text, const Judgement& judgement, bool willCorrect) {
    ++m_totals.evaluations;
    for (std::size_t i = 0; i < dimensionCount; ++i) {
        const auto dimension = static_cast<Dimension>(i);
        const NearestBarrier barrier{dimension, judgement.evaluation.values[i], 1 - m_barriers.threshold(dimension),
                                     willCorrect};
        std::optional<NearestBarrier>& nearest = m_turn->result.nearest;
        if (!nearest || barrier.h / barrier.most < nearest->h / nearest->most)
            nearest = barrier;
    }
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

void LoveEngine::deliver(std::string text, Judgement judgement, const char* actionWhereUnsafe) {
    if (judgement.judged)
        logEvaluation(text, judgement, false);
    if (isUnsafe(judgement)) {
        logViolations(judgement, actionWhereUnsafe);
        ++m_totals.unsafeDelivered;
    }
    m_turn->complete = true;
    TurnResult& result = m_turn->result;
    result.seconds = toSeconds(m_options.clock->elapsed() - m_turn->begun);
    result.response = std::move(text);
    result.judgement = std::move(judgement);
    logResponse(result);
    remember(result);
    // It is on disk before it is on the screen.
    if (result.response.size() > m_turn->shown.size())
        m_listener.onText(result.turnId, std::string_view(result.response).substr(m_turn->shown.size()));
    const TurnResult finished = std::move(result);
    m_turn.reset();
    m_listener.onTurnFinished(finished);
}

void LoveEngine::logResponse(const TurnResult& result) {
    const std::string& turnId = result.turnId;
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
}

// In the session's totals and in the history.
void LoveEngine::remember(const TurnResult& result) {
    ++m_totals.answered;
    m_totals.seconds += result.seconds;
    if (result.judgement.judged)
        m_totals.coherence += coherenceOf(result.judgement.vector);
    else
        ++m_totals.notJudged;
    m_totals.corrected += result.attempts > 1 ? 1 : 0;
    if (result.nearest)
        m_nearest.emplace_back(result.turnId, result.nearest->dimension);
    if (m_nearest.size() > mostNearest)
        m_nearest.erase(m_nearest.begin());
    if (!result.regenerates.empty() && m_last->answered)
        m_history.pop_back();
    m_last->answered = true;
    m_history.push_back({result.message, result.response});
    if (m_history.size() > longestHistory)
        m_history.erase(m_history.begin());
}

Dimension LoveEngine::nearestOf(const std::string& turnId) const {
    const auto found =
        std::find_if(m_nearest.rbegin(), m_nearest.rend(), [&](const auto& turn) { return turn.first == turnId; });
    return found == m_nearest.rend() ? Dimension::HarmPrevention : found->second;
}

std::optional<BarrierController::Change> LoveEngine::feedback(const Feedback& feedback) {
    std::optional<BarrierController::Change> change;
    Json adjustments = Json::object();
    if (feedback.remark != Remark::None) {
        const Dimension dimension = feedback.dimension ? *feedback.dimension : nearestOf(feedback.turnId);
        change = m_barriers.adapt(dimension, feedback.remark == Remark::FalseAlarm);
        if (change->after != change->before)
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
    if (change)
        logChange({*change, feedback.remark, feedback.turnId}, reason);
    return change;
}

BarrierController::Change LoveEngine::adapt(Dimension dimension, bool falseAlarm, const std::string& reason,
                                            const std::string& turnId) {
    const BarrierController::Change change = m_barriers.adapt(dimension, falseAlarm);
    logChange({change, Remark::None, turnId}, reason);
    return change;
}

std::optional<LoveEngine::Adaptation> LoveEngine::undoAdaptation() {
    if (m_adaptations.empty())
        return std::nullopt;
    Adaptation last = std::move(m_adaptations.back());
    m_adaptations.pop_back();
    last.change = m_barriers.restore(last.change.dimension, last.change.before);
    logAdaptation(last.change, "undone by the user", last.turnId);
    return last;
}

// Nothing where the threshold stands at its bound.
void LoveEngine::logChange(Adaptation adaptation, const std::string& reason) {
    if (adaptation.change.after == adaptation.change.before)
        return;
    logAdaptation(adaptation.change, reason, adaptation.turnId);
    m_adaptations.push_back(std::move(adaptation));
}

void LoveEngine::logAdaptation(const BarrierController::Change& change, const std::string& reason,
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
