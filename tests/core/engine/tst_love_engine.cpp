// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <map>

#include <moie/engine/love_engine.h>
#include <moie/engine/reflective_responder.h>
#include <moie/engine/scripted_responder.h>

#include "core/logging/log_directory.h"

using namespace moie::engine;
using Json = nlohmann::ordered_json;

namespace {

class Screen final : public LoveEngineListener {
public:
    void onText(const std::string&, std::string_view text) override { shown += text; }
    void onAttemptDiscarded(const std::string&, int attempt, const Evaluation&) override {
        discarded.push_back({attempt, shown});
        shown.clear();
    }
    void onTurnFinished(const TurnResult& turn) override {
        finished.push_back(turn);
        answers.push_back(shown);
        shown.clear();
    }
    void onTurnFailed(const std::string&, const moie::Error& error) override {
        failures.push_back(error.text);
        shown.clear();
    }

    std::string shown;
    std::vector<std::string> answers, failures;
    std::vector<std::pair<int, std::string>> discarded;
    std::vector<TurnResult> finished;
};

// A session on a scratch directory, a clock of its own and scripted replies.
struct Session {
    explicit Session(LoveEngineOptions options = {}, const std::string& lists = {}) {
        moie::LoggerOptions logging;
        logging.directory = directory.path();
        logging.bufferSize = 1;
        logging.clock = &clock;
        logger = std::move(*moie::IntegratedLogger::open(std::move(logging)));
        options.data = *loadEngineData(lists);
        options.clock = &clock;
        options.makeTurnId = [this] { return "turn-" + std::to_string(++turns); };
        engine = std::make_unique<LoveEngine>(*logger, responder, screen, std::move(options));
    }
    std::string say(const std::string& message, std::vector<ScriptedReply> replies, Json context = nullptr) {
        responder.clear();
        for (ScriptedReply& reply : replies)
            responder.add(std::move(reply));
        return *engine->say(message, std::move(context));
    }
    // The entries of a turn, in their order.
    std::vector<Json> entriesOf(const std::string& turn) {
        std::vector<Json> found;
        for (auto& [n, entry] : directory.entries())
            if (entry["metadata"].value("turn_id", "") == turn)
                found.push_back(entry);
        return found;
    }
    std::map<std::string, int> messagesOf(const std::string& turn) {
        std::map<std::string, int> counts;
        for (const Json& entry : entriesOf(turn))
            ++counts[entry["message"]];
        return counts;
    }
    Json only(const std::string& turn, const std::string& message) {
        for (Json& entry : entriesOf(turn))
            if (entry["message"] == message)
                return entry["data"];
        return {};
    }

    LogDirectory directory;
    moie::ManualClock clock{moie::fromUnixSeconds(1'763'600'000)};
    std::unique_ptr<moie::IntegratedLogger> logger;
    ScriptedResponder responder{clock, "scripted"};
    Screen screen;
    int turns = 0;
    std::unique_ptr<LoveEngine> engine;
};

constexpr const char* good = "That sounds hard. I'm here, and I'd like to hear more.";
constexpr const char* bad = "That sounds hard. You should hurt him back. He deserves it.";

} // namespace

class TestLoveEngine : public QObject {
    Q_OBJECT

private slots:
    void logsEachFactOnce();
    void measuresTime();
    void correctsWhatIsUnsafe();
    void showsNothingThatIsUnsafe();
    void givesAFixedReplyInTheEnd();
    void deliversWithoutCorrection();
    void goesOnAfterAFailure();
    void passesOnWhatItDoesNotJudge();
    void canBeStopped();
    void keepsUpACrisis();
    void takesTheCallersWord();
    void knowsWhatTheUserWrote();
    void adaptsToFeedback();
    void answersOneMessageAtATime();
    void checkpointsHoldMeasuredFigures();
    void listensByItself();
};

void TestLoveEngine::logsEachFactOnce() {
    Session session;
    const std::string turn = session.say("I lost my job and I feel hopeless.", {{.text = good}});
    const std::map<std::string, int> expected{{"User input received", 1},
                                              {"Love vector computed", 1},
                                              {"Sampling parameters chosen", 1},
                                              {"Performance metric: time_to_first_token", 1},
                                              {"Model performance: scripted", 1},
                                              {"CBF safety evaluation", 1},
                                              {"Love vector evolution", 1},
                                              {"Response generated", 1},
                                              {"Performance metric: complete_interaction", 1},
                                              {"Conversation turn completed", 1}};
    QVERIFY(session.messagesOf(turn) == expected);
    QCOMPARE(session.directory.entries().size(), std::size_t{10});
    QCOMPARE(session.screen.answers, std::vector<std::string>{good});
    QCOMPARE(session.only(turn, "User input received")["context"], Json({{"depression", true}, {"language", "en"}}));
    const Json response = session.only(turn, "Response generated");
    QCOMPARE(response["response"], Json(good));
    const TurnResult& result = session.screen.finished.front();
    QCOMPARE(response["love_vector"], Json(result.judgement.vector));
    QCOMPARE(session.only(turn, "CBF safety evaluation")["barrier_values"].size(), std::size_t{5});
    QCOMPARE(session.only(turn, "CBF safety evaluation")["is_safe"], Json(true));
    QCOMPARE(session.only(turn, "Love vector evolution")["final_vector"], response["love_vector"]);
    QCOMPARE(session.only(turn, "Sampling parameters chosen")["profile_used"], Json("therapeutic"));
    QVERIFY(!session.engine->loggingError());
}

void TestLoveEngine::measuresTime() {
    Session session;
    // 40 tokens a second for 1.5 s after the first.
    const std::string turn = session.say(
        "Hello there, how are you?", {{.text = good, .firstTextSeconds = 0.5, .seconds = 2, .tokensPerSecond = 40}});
    QCOMPARE(session.only(turn, "Performance metric: time_to_first_token")["duration_seconds"], Json(0.5));
    const Json run = session.only(turn, "Model performance: scripted");
    QVERIFY(std::abs(run["inference_time"].get<double>() - 2) < 1e-4);
    QVERIFY(std::abs(run["tokens_per_second"].get<double>() - 40) < 0.01);
    const double seconds = session.only(turn, "Response generated")["generation_time_seconds"];
    QVERIFY(std::abs(seconds - 2) < 1e-4);
    QCOMPARE(session.only(turn, "Performance metric: complete_interaction")["duration_seconds"], Json(seconds));
}

void TestLoveEngine::correctsWhatIsUnsafe() {
    Session session;
    const std::string turn = session.say("He betrayed me.", {{.text = bad}, {.text = good}});
    std::map<std::string, int> messages = session.messagesOf(turn);
    QCOMPARE(messages["CBF safety evaluation"], 2);
    QCOMPARE(messages["Safety violation detected: harm_prevention"], 1);
    QCOMPARE(messages["Response generated"], 1);
    QCOMPARE(session.only(turn, "Response generated")["response"], Json(good));
    const Json violation = session.only(turn, "Safety violation detected: harm_prevention");
    QCOMPARE(violation["corrective_action"], Json("regenerated"));
    QVERIFY(std::abs(violation["severity"].get<double>() - 0.4) < 1e-9); // 0.5 − 0.9, weight 1
    QCOMPARE(session.only(turn, "CBF safety evaluation")["corrective_actions"],
             Json({"regenerate with guidance for harm_prevention"}));
    QCOMPARE(session.screen.finished.front().attempts, 2);
    QCOMPARE(session.screen.answers.front(), std::string(good));
}

void TestLoveEngine::showsNothingThatIsUnsafe() {
    Session session;
    session.say("He betrayed me.", {{.text = bad}, {.text = good}});
    QCOMPARE(session.screen.discarded.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(session.screen.discarded.front().second), QString("That sounds hard. "));
    // It was stopped there: what it would have said after is judged by nobody.
    const std::string judged = session.only("turn-1", "CBF safety evaluation")["response_text"];
    QCOMPARE(judged, std::string("That sounds hard. You should hurt him back. "));
}

void TestLoveEngine::givesAFixedReplyInTheEnd() {
    Session session;
    const std::string turn =
        session.say("I want to die.", {{.text = bad}, {.text = bad}, {.text = bad}, {.text = bad}, {.text = good}});
    std::map<std::string, int> messages = session.messagesOf(turn);
    QCOMPARE(messages["CBF safety evaluation"], 5);
    QCOMPARE(messages["Safety violation detected: harm_prevention"], 4);
    const TurnResult& result = session.screen.finished.front();
    QVERIFY(result.fixedReply && result.judgement.evaluation.isSafe);
    QCOMPARE(result.response, (*loadEngineData())->lexiconOf("en")->safeReplyInCrisis);
    QCOMPARE(session.only(turn, "Response generated")["response"], Json(result.response));
    QCOMPARE(session.responder.left(), std::size_t{1});
}

void TestLoveEngine::deliversWithoutCorrection() {
    Session session;
    session.engine->setCorrecting(false);
    const std::string turn = session.say("He betrayed me.", {{.text = bad}});
    QCOMPARE(session.screen.answers.front(), std::string(bad));
    QCOMPARE(session.messagesOf(turn)["CBF safety evaluation"], 1);
    QCOMPARE(session.only(turn, "CBF safety evaluation")["is_safe"], Json(false));
    QCOMPARE(session.only(turn, "Safety violation detected: harm_prevention")["corrective_action"],
             Json("delivered, correction switched off"));
}

void TestLoveEngine::goesOnAfterAFailure() {
    Session session;
    const std::string turn = session.say("Hello there.", {{.text = good, .failure = "the server went away"}});
    QCOMPARE(session.screen.failures, std::vector<std::string>{"the server went away"});
    const std::vector<Json> entries = session.entriesOf(turn);
    QCOMPARE(entries.back()["level"], Json("error"));
    QCOMPARE(entries.back()["category"], Json("system_state"));
    QCOMPARE(entries.back()["data"]["error"], Json("the server went away"));
    QCOMPARE(entries.back()["data"]["interaction_id"], Json(turn));
    QCOMPARE(session.messagesOf(turn)["Response generated"], 0);
    session.say("Are you there?", {});
    QCOMPARE(session.screen.failures.size(), std::size_t{2});
    session.say("Hello again.", {{.text = ""}});
    QCOMPARE(session.screen.failures.back(), std::string("the reply was empty"));
    session.say("And now?", {{.text = good}});
    QCOMPARE(session.screen.answers, std::vector<std::string>{good});
}

void TestLoveEngine::passesOnWhatItDoesNotJudge() {
    Session session;
    const std::string reply = "Das ist viel für einen Tag. Gab es einen Moment, der dir gehört hat?";
    const std::string turn = session.say("Ich bin so müde und es war ein langer Tag.", {{.text = reply}});
    std::map<std::string, int> messages = session.messagesOf(turn);
    QCOMPARE(messages["CBF safety evaluation"], 0);
    QCOMPARE(messages["Love vector computed"], 0);
    QCOMPARE(messages["Love vector evolution"], 0);
    QCOMPARE(session.screen.answers.front(), reply);
    QCOMPARE(session.only(turn, "Response generated")["love_vector"], Json::array());
    const Json completed = session.only(turn, "Conversation turn completed");
    QCOMPARE(completed["judged"], Json(false));
    QCOMPARE(completed["why_not_judged"], Json("no word lists for German"));
    QCOMPARE(session.only(turn, "Sampling parameters chosen")["base_temperature"], Json(0.7));
}

void TestLoveEngine::canBeStopped() {
    Session session;
    std::string turn = session.say("Hello there.", {{.staysAway = true}});
    QVERIFY(session.engine->isAnswering());
    session.engine->stop();
    QVERIFY(!session.engine->isAnswering());
    QCOMPARE(session.messagesOf(turn)["Response generated"], 0);

    // A listener that has read enough after the first sentence.
    class Impatient final : public LoveEngineListener {
    public:
        void onText(const std::string&, std::string_view) override { engine->stop(); }
        void onAttemptDiscarded(const std::string&, int, const Evaluation&) override {}
        void onTurnFinished(const TurnResult& result) override { response = result.response; }
        void onTurnFailed(const std::string&, const moie::Error&) override {}
        LoveEngine* engine = nullptr;
        std::string response;
    } impatient;
    LoveEngineOptions options;
    options.data = *loadEngineData();
    options.clock = &session.clock;
    LoveEngine engine(*session.logger, session.responder, impatient, std::move(options));
    impatient.engine = &engine;
    session.responder.add({.text = good});
    turn = *engine.say("I lost my job.");
    QCOMPARE(impatient.response, std::string("That sounds hard. "));
    QCOMPARE(session.only(turn, "Response generated")["response"], Json("That sounds hard. "));
    QCOMPARE(session.only(turn, "Conversation turn completed")["stopped"], Json(true));
    QCOMPARE(session.messagesOf(turn)["CBF safety evaluation"], 1);
}

void TestLoveEngine::keepsUpACrisis() {
    Session session;
    session.say("I want to die.", {{.text = good}});
    for (int i = 0; i < 6; ++i)
        session.say("The weather is nice.", {{.text = good}});
    std::vector<bool> crisis;
    for (const TurnResult& turn : session.screen.finished)
        crisis.push_back(turn.input.contexts.has(Context::Crisis));
    QCOMPARE(crisis, (std::vector<bool>{true, true, true, true, true, true, false}));
}

void TestLoveEngine::takesTheCallersWord() {
    Session session;
    const std::string turn = session.say("The weather is nice.", {{.text = good}},
                                         {{"crisis", true}, {"user_id", "u1"}, {"safety_level", 0.6}});
    const Json context = session.only(turn, "User input received")["context"];
    QCOMPARE(context["crisis"], Json(true));
    QCOMPARE(context["user_id"], Json("u1"));
    QCOMPARE(session.only(turn, "Sampling parameters chosen")["safety_level"], Json(0.6));
}

void TestLoveEngine::knowsWhatTheUserWrote() {
    Session session;
    session.say("My number is 555-0142, please note it.", {{.text = good}});
    session.say("What was my number?", {{.text = "You told me that it is 555-0142."}});
    QCOMPARE(session.screen.finished.back().attempts, 1);
    QCOMPARE(session.screen.answers.back(), std::string("You told me that it is 555-0142."));
    session.say("And hers?", {{.text = "I think it is 555-0199."}, {.text = good}});
    QCOMPARE(session.screen.finished.back().attempts, 2);
}

void TestLoveEngine::adaptsToFeedback() {
    Session session;
    const std::string turn = session.say("Hello there.", {{.text = good}});
    const auto change = session.engine->feedback({.turnId = turn,
                                                  .good = false,
                                                  .strength = 0.8,
                                                  .remark = Remark::Missed,
                                                  .dimension = Dimension::HarmPrevention,
                                                  .note = "cold"});
    QVERIFY(change.has_value());
    QCOMPARE(change->after, 0.92);
    QCOMPARE(session.engine->barriers().threshold(Dimension::HarmPrevention), 0.92);
    const Json given = session.only(turn, "User feedback integrated");
    QCOMPARE(given["user_feedback"],
             Json({{"strength", 0.8}, {"rating", "bad"}, {"remark", "missed incident"}, {"note", "cold"}}));
    QVERIFY(std::abs(given["system_adjustments"]["harm_prevention_threshold"].get<double>() - 0.02) < 1e-12);
    const Json adapted = session.only(turn, "Safety parameters adapted");
    QCOMPARE(adapted["dimension"], Json("harm_prevention"));
    QCOMPARE(adapted["old_threshold"], Json(0.9));
    QCOMPARE(adapted["new_threshold"], Json(0.92));

    // A critical one does not go below what was shipped: nothing changes, nothing is logged as changed.
    QVERIFY(!session.engine->feedback(
        {.turnId = turn, .remark = Remark::FalseAlarm, .dimension = Dimension::PrivacyProtection}));
    QCOMPARE(session.messagesOf(turn)["Safety parameters adapted"], 1);

    const auto undone = session.engine->undoAdaptation();
    QVERIFY(undone.has_value());
    QCOMPARE(session.engine->barriers().threshold(Dimension::HarmPrevention), 0.9);
    QVERIFY(!session.engine->undoAdaptation());

    LoveEngineOptions options;
    options.thresholds = {0.5, 0.72, 0.8, 0.9, 0.75};
    Session next(std::move(options));
    QCOMPARE(next.engine->barriers().threshold(Dimension::HarmPrevention), 0.9); // moved to its bound
    QCOMPARE(next.engine->barriers().threshold(Dimension::MisinformationPrevention), 0.9);
}

void TestLoveEngine::answersOneMessageAtATime() {
    Session session;
    session.say("Hello there.", {{.staysAway = true}});
    const auto second = session.engine->say("Are you there?");
    QVERIFY(!second);
    QCOMPARE(second.error().code, moie::ErrorCode::InvalidArgument);
}

void TestLoveEngine::checkpointsHoldMeasuredFigures() {
    Session session;
    session.engine->start();
    session.say("He betrayed me.", {{.text = bad, .seconds = 1}, {.text = good, .seconds = 2}});
    session.say("Hello there.", {{.text = good, .failure = "gone"}});
    session.say("Ich bin so müde und es war ein langer Tag.", {{.text = "Das ist viel für einen Tag.", .seconds = 1}});
    session.engine->end();
    std::vector<Json> checkpoints;
    for (const auto& [n, entry] : session.directory.entries())
        if (entry["message"] == "System evolution checkpoint")
            checkpoints.push_back(entry["data"]["evolution_data"]);
    QCOMPARE(checkpoints.size(), std::size_t{2});
    QCOMPARE(checkpoints[0]["turns"], Json(0));
    QCOMPARE(checkpoints[0]["harm_prevention_threshold"], Json(0.9));
    QCOMPARE(checkpoints[1]["turns"], Json(3));
    QCOMPARE(checkpoints[1]["answered"], Json(2));
    QCOMPARE(checkpoints[1]["failed"], Json(1));
    QCOMPARE(checkpoints[1]["not_judged"], Json(1));
    QCOMPARE(checkpoints[1]["evaluations"], Json(2));
    QCOMPARE(checkpoints[1]["unsafe_evaluations"], Json(1));
    QCOMPARE(checkpoints[1]["corrected"], Json(1));
    QCOMPARE(checkpoints[1]["mean_coherence"], Json(coherenceOf(session.screen.finished.front().judgement.vector)));
}

void TestLoveEngine::listensByItself() {
    Session session;
    LoveEngineOptions options;
    options.data = *loadEngineData();
    options.clock = &session.clock;
    ReflectiveResponder responder(options.data);
    LoveEngine engine(*session.logger, responder, session.screen, std::move(options));
    for (const char* message :
         {"I feel so lonely since I moved here.", "I want to die.", "My dog died on Saturday.", "We won!",
          "I am furious with my boss, I could kill him.", "Hello", "Write a poem about rain.", "昨日から眠れません。",
          "Why does this function crash?", "I'm scared of going back in."})
        QVERIFY(engine.say(message));
    QCOMPARE(session.screen.finished.size(), std::size_t{10});
    for (const TurnResult& turn : session.screen.finished) {
        QCOMPARE(turn.attempts, 1);
        QVERIFY(turn.judgement.judged && turn.judgement.evaluation.isSafe);
        QVERIFY2(turn.judgement.evaluation.violations.empty(), turn.response.c_str());
    }
    QVERIFY(session.screen.finished.front().response.find("you feel so lonely since you moved here") !=
            std::string::npos);
}

QTEST_GUILESS_MAIN(TestLoveEngine)
#include "tst_love_engine.moc"
