// SPDX-License-Identifier: GPL-3.0-or-later
// Each rule by which entries become turns, on a session written for it.
#include <QtTest>

#include <algorithm>
#include <cmath>

#include "support/log_lines.h"
#include "support/stored_lines.h"

using namespace moie;
using logLines::Writer;

namespace {

const std::string safe = R"({"harm_prevention": 0.1, "bias": 0.2})";
const std::string unsafe = R"({"harm_prevention": -0.1, "bias": 0.2})";

SnapshotPtr stored(const Writer& writer) {
    return StoredLines().add(writer.text()).final();
}

std::string verdictsOf(const SnapshotPtr& snapshot) {
    std::string text;
    for (const Turn& turn : turnsOf(*snapshot))
        text += (text.empty() ? "" : " ") + std::string(toString(verdictOf(*snapshot, turn)));
    return text;
}

} // namespace

class TestTurns : public QObject {
    Q_OBJECT

private slots:
    void referenceTurn();
    void interleavedUsers();
    void repeatNeedsHeldEntries();
    void equalTextsOfTwoUsers();
    void heldEntriesGoToTheCurrentTurnOtherwise();
    void preambleBelongsToNoTurn();
    void heldEntriesBeforeAnyTurnAreLoose();
    void errorFailsTheOnlyUnansweredTurn();
    void errorOfOneOfSeveralBelongsToTheSession();
    void answeredTurnNeverFails();
    void turnIdsDecide();
    void repeatsAreCountedOnce();
    void vectorsAndTimes();
    void verdicts();
    void missingIsSafeFollowsTheBarriers();
    void decisions();
    void sittings();
    void conversationsSplitSittings();
    void manyTurnsFillSeveralBlocks();
    void manyEvaluationsOfOneTurn();
    void manyUnansweredTurns();
    void messagesWithoutTextAreNoRepeats();
};

void TestTurns::referenceTurn() {
    // What the reference's engine writes for one interaction, in its order.
    Writer writer("s");
    const auto turn = [&](const std::string& text) {
        writer.user(text).computed("[0.1, 0.1, 0.1, 0.1, 0.1]").evaluated(true, safe).evolved("[0.1]", "[0.5]");
        writer.add("performance", "Performance metric: complete_interaction",
                   R"({"operation": "complete_interaction", "duration_seconds": 2.5})");
        writer.user(text).computed("[0.5, 0.5, 0.5, 0.5, 0.5]").evaluated(true, safe).responded();
        writer.add("performance", "Performance metric: generation_time",
                   R"({"operation": "generation_time", "duration_seconds": 2.5})");
    };
    turn("hello");
    turn("again");
    const auto snapshot = stored(writer);
    QCOMPARE(snapshot->sessions.front()->turnCount, 2u);
    const std::string content =
        "UserInput LoveComputed Evaluation LoveEvolution Timing (UserInput) LoveComputed (Evaluation) "
        "Response Timing";
    QCOMPARE(contentOf(*snapshot, 0, 0), content);
    QCOMPARE(contentOf(*snapshot, 0, 1), content);
    for (const Turn& each : turnsOf(*snapshot))
        QCOMPARE(int(each.evaluations), 1);
}

void TestTurns::interleavedUsers() {
    Writer writer("s");
    writer.user("a", R"({"user_id": "1"})").user("b", R"({"user_id": "2"})");
    // The second user's reply comes first.
    writer.evaluated(false, unsafe).user("b", R"({"user_id": "2"})").responded();
    writer.evaluated(true, safe).user("a", R"({"user_id": "1"})").responded();
    const auto snapshot = stored(writer);
    QCOMPARE(contentOf(*snapshot, 0, 0), std::string("UserInput Evaluation (UserInput) Response"));
    QCOMPARE(contentOf(*snapshot, 0, 1), std::string("UserInput Evaluation (UserInput) Response"));
    QCOMPARE(verdictsOf(snapshot), std::string("clear reached_user"));
}

void TestTurns::repeatNeedsHeldEntries() {
    Writer writer("s");
    writer.user("same").user("same").evaluated(true, safe).responded();
    const auto snapshot = stored(writer);
    QCOMPARE(snapshot->sessions.front()->turnCount, 2u);
    QCOMPARE(contentOf(*snapshot, 0, 0), std::string("UserInput"));
    QCOMPARE(contentOf(*snapshot, 0, 1), std::string("UserInput Evaluation Response"));
}

void TestTurns::equalTextsOfTwoUsers() {
    Writer writer("s");
    writer.user("hi", R"({"user_id": "1"})").user("hi", R"({"user_id": "2"})");
    writer.evaluated(true, safe).user("hi", R"({"user_id": "2"})").responded();
    const auto snapshot = stored(writer);
    QCOMPARE(contentOf(*snapshot, 0, 0), std::string("UserInput"));
    QCOMPARE(contentOf(*snapshot, 0, 1), std::string("UserInput Evaluation (UserInput) Response"));
}

void TestTurns::heldEntriesGoToTheCurrentTurnOtherwise() {
    Writer writer("s");
    writer.user("a").evaluated(true, safe).add("temperature", "Sampling temperature adjusted").user("b");
    writer.evaluated(false, unsafe);
    const auto snapshot = stored(writer);
    QCOMPARE(contentOf(*snapshot, 0, 0), std::string("UserInput Evaluation Temperature"));
    // At the end, too.
    QCOMPARE(contentOf(*snapshot, 0, 1), std::string("UserInput Evaluation"));
}

void TestTurns::preambleBelongsToNoTurn() {
    Writer writer("s");
    writer.add("system_state", "Session started").responded().user("a").responded();
    const auto snapshot = stored(writer);
    QCOMPARE(snapshot->sessions.front()->loose->size(), 2u);
    QCOMPARE(contentOf(*snapshot, 0, 0), std::string("UserInput Response"));
}

// They wait for their turn, and none comes.
void TestTurns::heldEntriesBeforeAnyTurnAreLoose() {
    Writer writer("s");
    writer.evaluated(true, safe).add("performance", "Performance metric: o", R"({"operation": "o"})");
    const auto snapshot = stored(writer);
    QCOMPARE(snapshot->sessions.front()->turnCount, 0u);
    QCOMPARE(snapshot->sessions.front()->loose->size(), 2u);
    QCOMPARE((*snapshot->sessions.front()->loose)[0].id(), EntryId{0});
}

void TestTurns::errorFailsTheOnlyUnansweredTurn() {
    Writer writer("s");
    writer.user("a").responded().user("b").failed().user("c").evaluated(true, safe).responded();
    const auto snapshot = stored(writer);
    QCOMPARE(contentOf(*snapshot, 0, 1), std::string("UserInput SystemError"));
    QCOMPARE(verdictsOf(snapshot), std::string("not_judged failed clear"));
}

void TestTurns::errorOfOneOfSeveralBelongsToTheSession() {
    Writer writer("s");
    writer.user("a").user("b").failed();
    const auto snapshot = stored(writer);
    QCOMPARE(verdictsOf(snapshot), std::string("unanswered unanswered"));
    QCOMPARE(snapshot->sessions.front()->loose->size(), 1u);
}

void TestTurns::answeredTurnNeverFails() {
    Writer writer("s");
    writer.user("a").evaluated(true, safe).responded().failed();
    QCOMPARE(verdictsOf(stored(writer)), std::string("clear"));
}

void TestTurns::turnIdsDecide() {
    const std::string first = R"({"turn_id": "t1"})";
    const std::string second = R"({"turn_id": "t2"})";
    Writer writer("s");
    writer.user("a", "{}", first).user("b", "{}", second).evaluated(false, unsafe, first).evaluated(true, safe, second);
    writer.evaluated(true, safe, first).responded("[1, 1, 1, 1, 1]", 1, second).responded("[0, 0, 0, 0, 0]", 2, first);
    writer.add("user_feedback", "User feedback integrated", R"({"user_feedback": {"strength": 0.5}})", first,
               "evolution");
    const auto snapshot = stored(writer);
    QCOMPARE(contentOf(*snapshot, 0, 0), std::string("UserInput Evaluation Evaluation Response Feedback"));
    QCOMPARE(contentOf(*snapshot, 0, 1), std::string("UserInput Evaluation Response"));
    QCOMPARE(verdictsOf(snapshot), std::string("caught clear"));
    QCOMPARE(turnsOf(*snapshot)[0].responseSeconds, 2.0);
}

void TestTurns::repeatsAreCountedOnce() {
    Writer writer("s");
    writer.user("a").evaluated(false, unsafe).evaluated(true, safe).user("a").evaluated(true, safe).responded();
    const auto snapshot = stored(writer);
    QCOMPARE(contentOf(*snapshot, 0, 0),
             std::string("UserInput Evaluation Evaluation (UserInput) (Evaluation) Response"));
    const Turn turn = turnsOf(*snapshot)[0];
    QCOMPARE(int(turn.evaluations), 2);
    QCOMPARE(int(turn.unsafeEvaluations), 1);
    QCOMPARE(verdictsOf(snapshot), std::string("caught"));
}

void TestTurns::vectorsAndTimes() {
    Writer writer("s");
    const auto wholeTurn = [&] {
        writer.add("performance", "Performance metric: complete_interaction",
                   R"({"operation": "complete_interaction", "duration_seconds": 9.5})");
    };
    writer.user("a").computed("[0.1, 0.2]").evolved("[0.3]", "[0.4]").responded("[0.6, 0, 0, 0.8, 0]", 1.25);
    wholeTurn();
    writer.user("b").evolved("[0.3]", "[0.4]").evolved("[0.5]", "[0.7]");
    writer.add("interaction", "Response generated", R"({"response": "r", "love_vector": []})");
    wholeTurn();
    writer.user("c").computed("[0.1]").computed("[0.9]").add("interaction", "Response generated",
                                                             R"({"response": "r"})");
    writer.user("d").computed("[0.1]").add("interaction", "Response generated", R"({"response": "r"})");
    const auto snapshot = stored(writer);
    const std::vector<Turn> turns = turnsOf(*snapshot);

    QCOMPARE(inputVector(*snapshot, turns[0]).values[1], 0.2);
    QCOMPARE(responseVector(*snapshot, turns[0]).values[3], 0.8);
    QCOMPARE(turns[0].magnitude, 1.0);
    QCOMPARE(turns[0].responseSeconds, 1.25);
    QCOMPARE(inputVector(*snapshot, turns[1]).values[0], 0.3);
    QCOMPARE(responseVector(*snapshot, turns[1]).values[0], 0.7);
    QVERIFY(std::isnan(turns[1].magnitude)); // of one component
    QCOMPARE(turns[1].responseSeconds, 9.5);
    QCOMPARE(responseVector(*snapshot, turns[2]).values[0], 0.9);
    QVERIFY(std::isnan(turns[2].responseSeconds));
    QCOMPARE(int(responseVector(*snapshot, turns[3]).size), 0); // the only one computed is the input's
}

void TestTurns::verdicts() {
    Writer writer("s");
    writer.user("a").evaluated(true, R"({"h": 0.5})").responded(); // the scale: hmax is 0.5
    writer.user("b").evaluated(true, R"({"h": 0.1})").responded(); // exactly 0.2 of it
    writer.user("c").evaluated(true, R"({"h": 0.0999})").responded();
    writer.user("d").evaluated(true, R"({"h": 0})").responded();
    writer.user("e").evaluated(true, R"({"h": -0.01})").responded();
    writer.user("f").evaluated(false, R"({"h": 0.4})").responded();
    writer.user("g").responded();
    writer.user("h");
    const auto snapshot = stored(writer);
    QCOMPARE(verdictsOf(snapshot), std::string("clear clear near near breach reached_user not_judged unanswered"));
    QCOMPARE(marginOf(*snapshot, turnsOf(*snapshot)[1]), 0.2);
}

void TestTurns::missingIsSafeFollowsTheBarriers() {
    Writer writer("s");
    writer.user("a").add("cbf", "CBF safety evaluation", R"({"barrier_values": {"h": -0.1}})").responded();
    writer.user("b").add("cbf", "CBF safety evaluation", R"({"barrier_values": {"h": 0.1}})").responded();
    QCOMPARE(verdictsOf(stored(writer)), std::string("reached_user clear"));
}

void TestTurns::decisions() {
    std::string text;
    for (const char* verdict : {"Yes", "No"})
        text +=
            std::string(
                R"({"ts": "2025-12-01T10:00:00Z", "user_id": "anon", "input_text": "x", "answer": "y", "safety_raw": ")") +
            verdict + "\"}\n";
    const auto snapshot = StoredLines().add(text).final();
    QCOMPARE(verdictsOf(snapshot), std::string("reached_user clear"));
    QCOMPARE(std::string(snapshot->name(snapshot->sessions[0]->id)), std::string("decisions/anon"));
}

void TestTurns::sittings() {
    Writer writer("s");
    writer.user("a").responded().wait(1799).user("b").responded().wait(1801).user("c").responded();
    const std::vector<Turn> turns = turnsOf(*stored(writer));
    QCOMPARE(turns[0].sitting, turns[1].sitting);
    QVERIFY(turns[1].sitting != turns[2].sitting);
}

void TestTurns::conversationsSplitSittings() {
    Writer writer("s");
    writer.user("a", R"({"user_id": "1"})").responded().user("b", R"({"user_id": "2"})").responded();
    writer.user("c", R"({"user_id": "1"})").responded();
    const std::vector<Turn> turns = turnsOf(*stored(writer));
    QVERIFY(turns[0].sitting != turns[1].sitting);
    QCOMPARE(turns[0].sitting, turns[2].sitting);
}

void TestTurns::manyTurnsFillSeveralBlocks() {
    Writer writer("s");
    StoredLines lines;
    for (int i = 0; i < 600; ++i) {
        writer.user("turn " + std::to_string(i)).evaluated(i % 2 == 0, safe).responded();
        if (i % 7 == 0) {
            lines.add(writer.take());
            lines.at(2e9);
        }
    }
    const auto snapshot = lines.add(writer.take()).final();
    QCOMPARE(snapshot->sessions[0]->blocks.size(), 3u);
    const std::vector<Turn> turns = turnsOf(*snapshot);
    QCOMPARE(turns.size(), 600u);
    for (std::size_t i = 0; i < turns.size(); ++i)
        QVERIFY(verdictOf(*snapshot, turns[i]) == (i % 2 == 0 ? Verdict::Clear : Verdict::ReachedUser));
}

void TestTurns::manyEvaluationsOfOneTurn() {
    Writer writer("s");
    writer.user("a");
    for (int i = 0; i < 65'536; ++i)
        writer.evaluated(false, unsafe);
    writer.responded();
    const auto snapshot = stored(writer);
    QCOMPARE(verdictsOf(snapshot), std::string("reached_user"));
    QCOMPARE(std::size_t(turnsOf(*snapshot)[0].evaluations), std::size_t(65'536));
}

void TestTurns::manyUnansweredTurns() {
    // Responses stand in a file that is not there.
    Writer writer("s");
    for (int i = 0; i < 20'000; ++i)
        writer.user("message " + std::to_string(i)).evaluated(true, safe);
    const std::vector<Turn> turns = turnsOf(*stored(writer));
    QCOMPARE(turns.size(), std::size_t(20'000));
    QVERIFY(std::none_of(turns.begin(), turns.end(), [](const Turn& turn) { return turn.answered; }));
}

void TestTurns::messagesWithoutTextAreNoRepeats() {
    Writer writer("s");
    writer.add("interaction", "User input received").evaluated(true, safe).add("interaction", "User input received");
    QCOMPARE(stored(writer)->sessions[0]->turnCount, 2u);
}

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
