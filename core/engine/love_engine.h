// SPDX-License-Identifier: MIT
// A live session: takes messages, has them answered, judges each sentence before it is shown, corrects what breaks a
// critical barrier, and logs all of it, each fact once. Event-driven; belongs to one thread, on which its responder
// calls it. Judged by word lists: what is in no language of theirs is passed on and logged as not judged.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/clock.h>
#include <moie/engine/barriers.h>
#include <moie/engine/judge.h>
#include <moie/engine/responder.h>
#include <moie/engine/sampling.h>
#include <moie/logging/integrated_logger.h>

namespace moie::engine {

struct LoveEngineOptions {
    // Lexicons and figures. Required.
    std::shared_ptr<const EngineData> data = {};
    // Where durations come from; the logger's clock, usually. Must outlive the engine.
    const Clock* clock = &systemClock();
    // Makes the turns' ids. Default: random UUIDs.
    std::function<std::string()> makeTurnId = {};
    // Thresholds that a host kept from the session before; default: the shipped ones. Those out of bounds are moved to
    // them.
    std::optional<std::array<double, dimensionCount>> thresholds = {};
    // So many more attempts an unsafe reply gets, before a fixed one is given.
    int regenerations = 3;
    // Log what is shown of a reply before it is shown, so that it is not lost with a process that is killed before the
    // reply is complete. The response as a whole is logged all the same.
    bool logsParts = false;
};

// One reply of the responder, as far as it came.
struct Attempt {
    int number = 1;
    std::string text; // that was judged
    Judgement judgement;
    double seconds = 0;
    double firstTextSeconds = 0;
};

// Where a turn came nearest to a threshold, or the furthest over it: the h that is the smallest share of what it can
// be.
struct NearestBarrier {
    Dimension dimension = Dimension::HarmPrevention;
    double h = 0;
    double most = 0;        // that h could be, 1 − threshold
    bool discarded = false; // it was in an attempt that was taken back
};

// Its readings point into the engine's data, which must outlive them.
struct TurnResult {
    std::string turnId;
    std::string regenerates; // the turn whose message is answered anew, empty where it is a new one
    std::string message;
    JudgedMessage input;
    SamplingChoice sampling;
    // What follows is known when the turn is over.
    std::string response;                  // as delivered
    Judgement judgement;                   // of the response
    std::optional<NearestBarrier> nearest; // of all attempts; none where none was judged
    int attempts = 1;
    bool fixedReply = false; // no attempt was safe
    bool stopped = false;    // the response is what had been said by then
    double seconds = 0;
    double firstTextSeconds = 0; // of the last attempt
};

// What a host is told. Called on the engine's thread; the engine may be called back, but not destroyed. Each turn is
// started, and then finished, failed or stopped.
class LoveEngineListener {
public:
    virtual ~LoveEngineListener() = default;
    // The message was read and logged; the responder is about to be asked with this sampling.
    virtual void onTurnStarted(const TurnResult& turn) = 0;
    // More of the reply, judged so far, to be shown.
    virtual void onText(const std::string& turnId, std::string_view text) = 0;
    // What was shown of this attempt is to be taken back; another one, or a fixed reply, follows.
    virtual void onAttemptDiscarded(const std::string& turnId, const Attempt& attempt) = 0;
    virtual void onTurnFinished(const TurnResult& turn) = 0;
    // What was shown stays nobody's answer; it stands in the log with the error.
    virtual void onTurnFailed(const std::string& turnId, const Error& error) = 0;
    // It was stopped before anything was said that could be kept.
    virtual void onTurnStopped(const std::string& turnId) = 0;
};

enum class Remark : std::uint8_t { None, FalseAlarm, Missed };

struct Feedback {
    std::string turnId = {};
    std::optional<bool> good = {};
    double strength = 0.5; // 0…1
    Remark remark = Remark::None;
    // Of the remark. Default: that of the turn's NearestBarrier; harm prevention where there was none, or it is over
    // 1,000 judged turns ago.
    std::optional<Dimension> dimension = {};
    std::string note = {};
    nlohmann::ordered_json more = nullptr; // further members of the logged feedback
};

class LoveEngine : private ResponseSink {
public:
    // Logger, responder and listener must outlive it. The logger of a live session has a buffer of 1, so that what was
    // said is on disk before it is answered.
    LoveEngine(IntegratedLogger& logger, Responder& responder, LoveEngineListener& listener, LoveEngineOptions options);
    // A reply that is being given is cancelled, and its turn stays unanswered.
    ~LoveEngine() override;
    LoveEngine(const LoveEngine&) = delete;
    LoveEngine& operator=(const LoveEngine&) = delete;

    // Log the session's beginning and end, each with a checkpoint. end() stops a turn that is on its way.
    void start();
    void end();

    // Begins a turn and returns its id. An error where a turn is on its way. The caller's context may name contexts
    // ("crisis": true), a "safety_level" (0…1) and a "profile"; it is logged with the message.
    Result<std::string> say(std::string message, nlohmann::ordered_json callerContext = nullptr);
    // Has the last message answered anew, as a turn of its own with the same contexts; its response takes the place of
    // the one before in the history. After a failure or a stop it is another try. An error where a turn is on its way,
    // or none was before.
    Result<std::string> regenerate();
    // Ends the turn that is on its way. What was shown is its response; where that is nothing yet, what has come of the
    // first sentence, if it is safe as far as it goes; without any the turn stays unanswered.
    void stop();
    bool isAnswering() const { return m_turn.has_value(); }

    // Who answers from the next attempt on; must outlive the engine. An error where a turn is on its way.
    Result<> setResponder(Responder& responder);
    // Without correction an unsafe reply is delivered, and logged as such: for those who only want to watch. From the
    // next turn on.
    void setCorrecting(bool corrects) { m_corrects = corrects; }

    // Logs it; a remark adapts a threshold, which is logged too. Returns what a remark changed: where the threshold
    // stands at its bound, `after` equals `before`.
    std::optional<BarrierController::Change> feedback(const Feedback& feedback);
    struct Adaptation {
        BarrierController::Change change;
        Remark remark = Remark::None; // None: it was for another reason
        std::string turnId;
    };
    // Takes the last adaptation back that was not yet taken back, and returns it with the change that this made. None
    // where there is none.
    std::optional<Adaptation> undoAdaptation();
    bool canUndoAdaptation() const { return !m_adaptations.empty(); }
    const BarrierController& barriers() const { return m_barriers; }
    // Adapts a threshold for another reason than feedback, and logs it where something changed.
    BarrierController::Change adapt(Dimension dimension, bool falseAlarm, const std::string& reason,
                                    const std::string& turnId = {});

    // The first entry that could not be logged, where there was one.
    const std::optional<Error>& loggingError() const { return m_loggingError; }

private:
    struct Turn {
        TurnResult result;
        bool corrects = true;
        bool complete = false; // the listener alone has still to be told
        std::string shown;     // of the attempt
        std::string text;      // of the attempt, as far as it was told
        std::size_t scanned = 0;
        std::size_t gateFrom = 0; // what is before it was judged as a whole
        Duration begun{};
        Duration attemptBegun{};
        std::optional<Duration> firstText;
        std::vector<std::string> guidance;
    };
    // What regenerate() needs of the last message.
    struct LastMessage {
        std::string turnId;
        std::string message;
        nlohmann::ordered_json callerContext;
        CrisisMemory crisis; // before it
        bool answered = false;
    };
    struct Totals {
        std::size_t turns = 0, answered = 0, failed = 0, notJudged = 0;
        std::size_t evaluations = 0, unsafeEvaluations = 0, corrected = 0, fixedReplies = 0, unsafeDelivered = 0;
        double coherence = 0, seconds = 0; // sums over judged and over answered turns
    };

    void onText(std::string_view text) override;
    void onFinished(std::optional<std::size_t> tokens) override;
    void onFailed(const Error& error) override;

    std::string beginTurn(std::string message, nlohmann::ordered_json callerContext, std::string regenerates);
    void startAttempt();
    void showUpTo(std::size_t end);
    Judgement judgeText(const std::string& text);
    Attempt logAttempt(std::string text, Judgement judgement, std::optional<std::size_t> tokens);
    void attemptEnded(std::string text, std::optional<std::size_t> tokens);
    void discardAttempt(const Attempt& attempt);
    void logViolations(const Judgement& judgement, const char* action);
    void deliverFixedReply(const std::string& language);
    void deliver(std::string text, Judgement judgement, const char* actionWhereUnsafe);
    void logResponse(const TurnResult& result);
    void remember(const TurnResult& result);
    void logEvaluation(const std::string& text, const Judgement& judgement, bool willCorrect);
    void logChange(Adaptation adaptation, const std::string& reason);
    void logAdaptation(const BarrierController::Change& change, const std::string& reason, const std::string& turnId);
    Dimension nearestOf(const std::string& turnId) const;
    nlohmann::ordered_json measured() const;
    void note(const Result<std::string>& logged);

    IntegratedLogger& m_logger;
    Responder* m_responder;
    LoveEngineListener& m_listener;
    LoveEngineOptions m_options;
    Judge m_judge;
    BarrierController m_barriers;
    CrisisMemory m_crisis;
    std::optional<Turn> m_turn;
    std::optional<LastMessage> m_last;
    std::vector<Exchange> m_history;
    std::set<std::string> m_writtenByTheUser;
    std::vector<std::pair<std::string, Dimension>> m_nearest; // of the last judged turns
    std::vector<Adaptation> m_adaptations;                    // that can be undone
    Totals m_totals;
    bool m_corrects = true;
    std::optional<Error> m_loggingError;
};

} // namespace moie::engine
