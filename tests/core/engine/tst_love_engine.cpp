// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/engine/reflective_responder.h>

#include "engine_session.h"

using namespace engine_test;

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
    void keepsUpACrisis();
    void takesTheCallersWord();
    void knowsWhatTheUserWrote();
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
    session.say("Hello again.", {{.text = " \n"}});
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
