// SPDX-License-Identifier: GPL-3.0-or-later
// What a host that holds a session with a user needs of the engine.
#include <QtTest>

#include <set>

#include "engine_session.h"

using namespace engine_test;

class TestLiveSession : public QObject {
    Q_OBJECT

private slots:
    void canBeStopped();
    void keepsWhatHadComeWhenStopped();
    void canBeStoppedFromItsListener();
    void waitsForTheEndOfAQuotation();
    void stopsAModelWithoutEnd();
    void reportsTheBeginningOfATurn();
    void reportsEachAttempt();
    void handsOverTheHistory();
    void answersAnew();
    void triesAgainAfterAFailure();
    void anewInACrisisIsNoFurtherTurn();
    void changesItsResponder();
    void writesBeforeItAnswers();
    void endStopsTheTurn();
    void holdsSeveralSessionsInOneDirectory();
    void takesCorrectingFromTheNextTurnOn();
    void adaptsToFeedback();
    void feedbackMeansTheTurnsOwnDimension();
    void undoIsLoggedAndHasAnEnd();
    void thresholdsOutliveTheEngine();
};

void TestLiveSession::canBeStopped() {
    Session session;
    std::string turn = session.say("Hello there.", {{.staysAway = true}});
    QVERIFY(session.engine->isAnswering());
    session.engine->stop();
    QVERIFY(!session.engine->isAnswering());
    QCOMPARE(session.messagesOf(turn)["Response generated"], 0);

    // Whoever has read enough after the first sentence.
    session.screen.whenShown = [&] { session.engine->stop(); };
    turn = session.say("I lost my job.", {{.text = good}});
    QCOMPARE(session.screen.answers, std::vector<std::string>{"That sounds hard. "});
    QCOMPARE(session.only(turn, "Response generated")["response"], Json("That sounds hard. "));
    QCOMPARE(session.only(turn, "Conversation turn completed")["stopped"], Json(true));
    QCOMPARE(session.messagesOf(turn)["CBF safety evaluation"], 1);
}

void TestLiveSession::keepsWhatHadComeWhenStopped() {
    Session session;
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    const std::string first = *session.engine->say("I lost my job.");
    responder.sink->onText("That sounds hard. I'm here, and I'd like to he");
    QCOMPARE(QString::fromStdString(session.screen.shown), QString("That sounds hard. "));
    session.engine->stop();
    QCOMPARE(responder.cancelled, 1);
    QCOMPARE(QString::fromStdString(session.screen.answers.back()), QString("That sounds hard. "));
    QVERIFY(session.screen.finished.back().stopped);
    QCOMPARE(session.only(first, "Response generated")["response"], Json("That sounds hard. "));

    // Of the first sentence, what there is of it.
    QVERIFY(session.engine->say("I lost my job."));
    responder.sink->onText("I'm here, and I'd like to he");
    QCOMPARE(QString::fromStdString(session.screen.shown), QString());
    session.engine->stop();
    QCOMPARE(QString::fromStdString(session.screen.answers.back()), QString("I'm here, and I'd like to he"));

    // What would break a barrier is not kept.
    const std::string third = *session.engine->say("He betrayed me again.");
    responder.sink->onText("You should hurt him back, and then");
    session.engine->stop();
    QCOMPARE(session.screen.stopped, std::vector<std::string>{third});
    QCOMPARE(session.messagesOf(third)["Turn stopped before it was answered"], 1);
    // Too late: the turn is over.
    responder.sink->onText("I'll kill you. ");
    responder.sink->onFinished(std::nullopt);
    QCOMPARE(session.screen.finished.size(), std::size_t{2});
}

void TestLiveSession::canBeStoppedFromItsListener() {
    Session session;
    session.screen.whenDiscarded = [&] { session.engine->stop(); };
    std::string turn = session.say("He betrayed me.", {{.text = bad}, {.text = good}});
    QCOMPARE(session.screen.stopped, std::vector<std::string>{turn});
    QCOMPARE(session.messagesOf(turn)["Response generated"], 0);
    QCOMPARE(session.responder.left(), std::size_t{1});

    // The next message is sent as soon as this one is given up; it gets its own first attempt.
    session.screen.whenDiscarded = [&] {
        session.screen.whenDiscarded = nullptr;
        session.engine->stop();
        QVERIFY(session.engine->say("Hello there."));
    };
    turn = session.say("He betrayed me.", {{.text = bad}, {.text = good}, {.text = bad}});
    QCOMPARE(session.screen.finished.size(), std::size_t{1});
    QCOMPARE(session.screen.finished.front().message, std::string("Hello there."));
    QCOMPARE(session.screen.finished.front().attempts, 1);
    QCOMPARE(session.responder.left(), std::size_t{1});

    session.screen.whenStarted = [&] { session.engine->stop(); };
    turn = session.say("Hello again.", {{.text = good}});
    QCOMPARE(session.screen.stopped.back(), turn);
    QCOMPARE(session.responder.left(), std::size_t{1});
}

// What stands in it may turn out to be reported.
void TestLiveSession::waitsForTheEndOfAQuotation() {
    Session session;
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    QVERIFY(session.engine->say("What is a threat?"));
    responder.sink->onText("Here is one. ");
    responder.sink->onText("\"I will kill you. I will ");
    QCOMPARE(QString::fromStdString(session.screen.shown), QString("Here is one. "));
    responder.sink->onText("find you.\" That is a threat. ");
    QCOMPARE(QString::fromStdString(session.screen.shown),
             QString("Here is one. \"I will kill you. I will find you.\" That is a threat. "));
    QVERIFY(session.screen.discarded.empty());
    // One that is never closed is none.
    responder.sink->onText("And now: \"I will kill you. ");
    QVERIFY(session.screen.discarded.empty());
    responder.sink->onFinished(std::nullopt);
    QCOMPARE(session.screen.discarded.size(), std::size_t{1});
    QVERIFY(session.screen.discarded[0].second.find("And now") == std::string::npos);
}

void TestLiveSession::stopsAModelWithoutEnd() {
    Session session;
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    QVERIFY(session.engine->say("Hello there."));
    const std::string piece = "a" + std::string(100'000, 'a');
    for (int i = 0; i < 30 && session.engine->isAnswering(); ++i)
        responder.sink->onText(piece);
    QCOMPARE(responder.cancelled, 1);
    QCOMPARE(session.screen.finished.size(), std::size_t{1});
    QVERIFY(session.screen.finished.front().stopped);
    QCOMPARE(session.screen.finished.front().response.size(), 11 * piece.size());
}

void TestLiveSession::reportsTheBeginningOfATurn() {
    Session session;
    session.screen.whenStarted = [&] { QCOMPARE(session.directory.entries().size(), std::size_t{3}); };
    const std::string turn = session.say("I want to die.", {{.text = good}});
    const TurnResult& started = session.screen.started.at(0);
    QCOMPARE(started.turnId, turn);
    QVERIFY(started.input.contexts.has(Context::Crisis));
    QVERIFY(started.input.vector.has_value());
    QCOMPARE(started.sampling.profile, std::string("crisis_support"));
    QCOMPARE(started.sampling.context, std::string("crisis"));
    QVERIFY(started.response.empty());
}

void TestLiveSession::reportsEachAttempt() {
    Session session;
    session.say("He betrayed me.",
                {{.text = bad, .firstTextSeconds = 0.25, .seconds = 1}, {.text = "I will hurt you."}, {.text = good}});
    QCOMPARE(session.screen.discarded.size(), std::size_t{2});
    const Attempt& first = session.screen.discarded[0].first;
    QCOMPARE(first.number, 1);
    QCOMPARE(first.text, std::string("That sounds hard. You should hurt him back. "));
    QCOMPARE(first.judgement.evaluation.violations.size(), std::size_t{1});
    QCOMPARE(first.firstTextSeconds, 0.25);
    QCOMPARE(session.screen.discarded[1].first.number, 2);
    QCOMPARE(session.screen.discarded[1].first.text, std::string("I will hurt you."));
    QCOMPARE(session.screen.finished.front().attempts, 3);
}

void TestLiveSession::handsOverTheHistory() {
    Session session;
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    QVERIFY(session.engine->say("Hello there."));
    QCOMPARE(responder.requests.back().message, std::string("Hello there."));
    QVERIFY(responder.requests.back().history.empty());
    responder.sink->onText("Hello, my friend.");
    responder.sink->onFinished(std::nullopt);
    QVERIFY(session.engine->say("Are you there?"));
    responder.sink->onFailed(moie::Error{moie::ErrorCode::Io, "gone", {}, std::nullopt});
    QVERIFY(session.engine->say("And now?"));
    QCOMPARE(historyOf(responder.requests.back()), (std::vector<std::string>{"Hello there.", "Hello, my friend."}));
    // Of a reply that is taken back the model is told what was wrong, not the reply.
    responder.sink->onText("You should hurt him back. ");
    QCOMPARE(responder.requests.back().attempt, 2);
    QCOMPARE(responder.requests.back().guidance.size(), std::size_t{1});
    QCOMPARE(historyOf(responder.requests.back()), (std::vector<std::string>{"Hello there.", "Hello, my friend."}));
}

void TestLiveSession::answersAnew() {
    Session session;
    QVERIFY(!session.engine->regenerate());
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    const auto answer = [&](const char* text) {
        responder.sink->onText(text);
        responder.sink->onFinished(std::nullopt);
    };
    QVERIFY(session.engine->say("Hello there."));
    answer("Hello, my friend.");
    const std::string old = *session.engine->say("How are you?", {{"user_id", "u1"}, {"screen", 2}});
    QVERIFY(!session.engine->regenerate());
    answer("I'm fine.");
    const std::string anew = *session.engine->regenerate();
    QVERIFY(anew != old);
    QCOMPARE(responder.requests.back().message, std::string("How are you?"));
    QCOMPARE(historyOf(responder.requests.back()), (std::vector<std::string>{"Hello there.", "Hello, my friend."}));
    QCOMPARE(session.only(anew, "User input received")["context"],
             Json({{"user_id", "u1"}, {"screen", 2}, {"casual", true}, {"language", "en"}, {"regenerates", old}}));
    QCOMPARE(session.screen.started.back().regenerates, old);
    answer("I'm very well, thank you.");
    QVERIFY(session.engine->say("Good."));
    QCOMPARE(
        historyOf(responder.requests.back()),
        (std::vector<std::string>{"Hello there.", "Hello, my friend.", "How are you?", "I'm very well, thank you."}));
    session.engine->stop();
    // Neither answer is lost from the log.
    QCOMPARE(session.only(old, "Response generated")["response"], Json("I'm fine."));
    QCOMPARE(session.only(anew, "Response generated")["response"], Json("I'm very well, thank you."));
}

void TestLiveSession::triesAgainAfterAFailure() {
    Session session;
    session.say("Hello there.", {{.text = good, .failure = "gone"}});
    session.responder.add({.text = good});
    QVERIFY(session.engine->regenerate());
    QCOMPARE(session.screen.answers, std::vector<std::string>{good});
    // Another answer that fails leaves the one before in the history.
    session.responder.add({.failure = "gone"});
    QVERIFY(session.engine->regenerate());
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    QVERIFY(session.engine->say("And now?"));
    QCOMPARE(historyOf(responder.requests.back()), (std::vector<std::string>{"Hello there.", good}));
}

void TestLiveSession::anewInACrisisIsNoFurtherTurn() {
    Session session;
    session.say("I want to die.", {{.text = good}});
    session.say("The weather is nice.", {{.text = good}});
    for (int i = 0; i < 6; ++i) {
        session.responder.add({.text = good});
        QVERIFY(session.engine->regenerate());
        QVERIFY(session.screen.started.back().input.contexts.has(Context::Crisis));
    }
}

void TestLiveSession::changesItsResponder() {
    Session session;
    session.say("Hello there.", {{.text = good}});
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    const std::string turn = *session.engine->say("Are you there?");
    QVERIFY(!session.engine->setResponder(session.responder));
    responder.sink->onText("I am here.");
    responder.sink->onFinished(std::nullopt);
    QCOMPARE(session.messagesOf(turn)["Model performance: by hand"], 1);
}

// What a crash at any moment would leave.
void TestLiveSession::writesBeforeItAnswers() {
    Session session;
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    const std::string turn = *session.engine->say("I lost my job.");
    QCOMPARE(session.only(turn, "User input received")["user_message"], Json("I lost my job."));
    session.screen.whenShown = [&] {
        if (session.screen.shown == good)
            QCOMPARE(session.only(turn, "Response generated")["response"], Json(good));
    };
    responder.sink->onText(good);
    responder.sink->onFinished(std::nullopt);
    QCOMPARE(session.screen.answers, std::vector<std::string>{good});
    session.screen.whenShown = nullptr;
}

void TestLiveSession::endStopsTheTurn() {
    Session session;
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    session.engine->start();
    const std::string turn = *session.engine->say("I lost my job.");
    responder.sink->onText("That sounds hard. ");
    session.engine->end();
    QCOMPARE(session.only(turn, "Response generated")["response"], Json("That sounds hard. "));
    std::vector<std::string> messages;
    for (const auto& [n, entry] : session.directory.entries())
        messages.push_back(entry["message"]);
    QCOMPARE(messages.back(), std::string("Session ended"));
    QCOMPARE(messages.at(messages.size() - 2), std::string("System evolution checkpoint"));
}

void TestLiveSession::holdsSeveralSessionsInOneDirectory() {
    LogDirectory directory;
    const auto data = *loadEngineData();
    struct One {
        std::unique_ptr<moie::IntegratedLogger> logger;
        HandResponder responder;
        Screen screen;
        std::unique_ptr<LoveEngine> engine;
    };
    std::array<One, 3> all;
    for (One& one : all) {
        one.logger = std::move(*moie::IntegratedLogger::open({.directory = directory.path(), .bufferSize = 1}));
        one.engine =
            std::make_unique<LoveEngine>(*one.logger, one.responder, one.screen, LoveEngineOptions{.data = data});
        one.engine->start();
    }
    for (One& one : all)
        QVERIFY(one.engine->say("My number is 555-014" + std::to_string(&one - all.data())));
    QVERIFY(all[1].engine->feedback({.remark = Remark::Missed, .dimension = Dimension::HarmPrevention}));
    for (One& one : all)
        one.responder.sink->onText("I have it as 555-0141. ");
    // Each knows its own user's number alone.
    QVERIFY(all[0].screen.discarded.size() == 1 && all[1].screen.discarded.empty() &&
            all[2].screen.discarded.size() == 1);
    QCOMPARE(all[0].engine->barriers().threshold(Dimension::HarmPrevention), 0.9);
    QCOMPARE(all[1].engine->barriers().threshold(Dimension::HarmPrevention), 0.92);
    for (One& one : all) {
        one.engine->end();
        one.engine.reset();
        one.logger.reset();
    }
    // Every line is whole, and each session's numbers are without a gap.
    std::map<std::string, std::set<std::uint64_t>> numbers;
    std::size_t lines = 0;
    for (const auto& [name, found] : directory.files()) {
        for (const std::string& line : found) {
            const Json entry = Json::parse(line, nullptr, false);
            QVERIFY2(entry.is_object(), line.c_str());
            const std::string id = entry["interaction_id"];
            numbers[entry["session_id"]].insert(std::stoull(id.substr(id.rfind('_') + 1)));
            ++lines;
        }
    }
    QCOMPARE(numbers.size(), std::size_t{3});
    std::size_t counted = 0;
    for (const auto& [session, of] : numbers) {
        QCOMPARE(*of.rbegin(), of.size());
        counted += of.size();
    }
    QCOMPARE(counted, lines);
}

void TestLiveSession::takesCorrectingFromTheNextTurnOn() {
    Session session;
    HandResponder responder;
    QVERIFY(session.engine->setResponder(responder));
    session.engine->setCorrecting(false);
    const std::string turn = *session.engine->say("He betrayed me.");
    responder.sink->onText("You should hurt him back. ");
    session.engine->setCorrecting(true);
    session.engine->stop();
    QCOMPARE(QString::fromStdString(session.screen.answers.back()), QString("You should hurt him back. "));
    QCOMPARE(session.only(turn, "CBF safety evaluation")["is_safe"], Json(false));
    QCOMPARE(session.messagesOf(turn)["Safety violation detected: harm_prevention"], 1);
    QVERIFY(session.engine->say("He betrayed me."));
    responder.sink->onText("You should hurt him back. ");
    QCOMPARE(session.screen.discarded.size(), std::size_t{1});
}

void TestLiveSession::adaptsToFeedback() {
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
    const auto none = session.engine->feedback(
        {.turnId = turn, .remark = Remark::FalseAlarm, .dimension = Dimension::PrivacyProtection});
    QVERIFY(none.has_value());
    QCOMPARE(none->after, none->before);
    QVERIFY(!session.engine->feedback({.turnId = turn, .good = true}));
    QCOMPARE(session.messagesOf(turn)["Safety parameters adapted"], 1);
}

void TestLiveSession::feedbackMeansTheTurnsOwnDimension() {
    Session session;
    // A phone number in the first attempt; then something careless that breaks a barrier which is not critical.
    const std::string caught = session.say("And hers?", {{.text = "I think it is 555-0199."}, {.text = good}});
    const std::string careless = session.say("I failed.", {{.text = "You only have yourself to blame. Shame on you."}});
    session.say("Hello there.", {{.text = good}});
    const auto missed = session.engine->feedback({.turnId = caught, .remark = Remark::Missed});
    QVERIFY(missed->dimension == Dimension::PrivacyProtection);
    // One of three kinds of identifiers costs 0.4 of a score whose threshold is 0.8.
    const NearestBarrier& caughtAt = *session.screen.finished[0].nearest;
    QVERIFY(caughtAt.dimension == Dimension::PrivacyProtection);
    QVERIFY(caughtAt.discarded);
    QVERIFY(!session.screen.finished[1].nearest->discarded);
    QVERIFY(session.screen.finished[1].nearest->dimension == Dimension::EmotionalSafety);
    const auto change = session.engine->feedback({.turnId = careless, .remark = Remark::FalseAlarm});
    QVERIFY(change->dimension == Dimension::EmotionalSafety);
    QCOMPARE(change->after, 0.69);
}

void TestLiveSession::undoIsLoggedAndHasAnEnd() {
    Session session;
    const std::string turn = session.say("Hello there.", {{.text = good}});
    QVERIFY(!session.engine->canUndoAdaptation());
    for (int i = 0; i < 2; ++i)
        session.engine->feedback({.turnId = turn, .remark = Remark::Missed, .dimension = Dimension::BiasMitigation});
    QCOMPARE(session.engine->barriers().threshold(Dimension::BiasMitigation), 0.79);
    QVERIFY(session.engine->canUndoAdaptation());
    const auto undone = session.engine->undoAdaptation();
    QVERIFY(undone.has_value());
    QVERIFY(undone->change.dimension == Dimension::BiasMitigation);
    QCOMPARE(undone->change.before, 0.79);
    QCOMPARE(undone->change.after, 0.77);
    QVERIFY(undone->remark == Remark::Missed);
    QCOMPARE(undone->turnId, turn);
    const Json logged = session.entriesOf(turn).back();
    QCOMPARE(logged["message"], Json("Safety parameters adapted"));
    QCOMPARE(logged["data"]["old_threshold"], Json(0.79));
    QCOMPARE(logged["data"]["new_threshold"], Json(0.77));
    QCOMPARE(logged["data"]["reason"], Json("undone by the user"));
    QVERIFY(session.engine->undoAdaptation());
    QCOMPARE(session.engine->barriers().threshold(Dimension::BiasMitigation), 0.75);
    QVERIFY(!session.engine->undoAdaptation());
    QCOMPARE(session.messagesOf(turn)["Safety parameters adapted"], 4);
}

void TestLiveSession::thresholdsOutliveTheEngine() {
    Session before;
    before.engine->feedback({.remark = Remark::Missed, .dimension = Dimension::EmotionalSafety});
    LoveEngineOptions options;
    options.thresholds = before.engine->barriers().thresholds();
    Session after(std::move(options));
    QCOMPARE(after.engine->barriers().threshold(Dimension::EmotionalSafety), 0.72);
    QVERIFY(!after.engine->canUndoAdaptation());

    LoveEngineOptions tampered;
    tampered.thresholds = {0.5, 0.72, 0.8, 0.9, 7.0};
    Session next(std::move(tampered));
    QCOMPARE(next.engine->barriers().threshold(Dimension::HarmPrevention), 0.9); // moved to its bound
    QCOMPARE(next.engine->barriers().threshold(Dimension::MisinformationPrevention), 0.9);
    QCOMPARE(next.engine->barriers().threshold(Dimension::BiasMitigation), 0.8);
}

QTEST_GUILESS_MAIN(TestLiveSession)
#include "tst_live_session.moc"
