// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include <moie/logging/evolution_tracker.h>
#include <moie/logging/integrated_logger.h>
#include <moie/logging/interaction_logger.h>
#include <moie/logging/love_vector_logger.h>
#include <moie/logging/performance_logger.h>
#include <moie/logging/safety_logger.h>

#include "core/logging/log_directory.h"
#include "core/logging/reference_lines.h"

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

namespace {

// A logger with a clock that stands still, and the specialised ones on it.
struct Session {
    explicit Session(const LogDirectory& directory)
        : logger(*moie::Logger::open(
              {.directory = directory.path(), .clock = &clock, .sessionId = "7cf65b9b-0000-4000-8000-000000000001"})) {}
    moie::ManualClock clock{moie::fromUnixSeconds(1763622756.25)};
    std::unique_ptr<moie::Logger> logger;
    moie::InteractionLogger interaction{*logger};
    moie::LoveVectorLogger love{*logger};
    moie::SafetyLogger safety{*logger};
    moie::PerformanceLogger performance{*logger};
    moie::EvolutionTracker evolution{*logger};
};

} // namespace

class TestSpecialisedLoggers : public QObject {
    Q_OBJECT

private slots:
    void writeWhatTheReferenceWrites();
    void nameTheTurn();
    void takeVectorsOfAnyLength();
    void measureTheCheckpoint();
    void callATrendOnlyWhereThereIsOne();
    void scoreFeedbackWithoutStrength();
    void callTheTrendsOfWhatTheSessionLogged();
    void markWhatTheyCannotWriteAsGiven();
    void logACompleteInteractionOnce();
    void logAnEvolutionEvent();
};

void TestSpecialisedLoggers::writeWhatTheReferenceWrites() {
    LogDirectory directory;
    Session session(directory);
    const auto step = [&session](const moie::Result<std::string>& logged) {
        QVERIFY(logged);
        session.clock.advance(500ms);
    };
    step(session.interaction.logUserInput("I can\u2019t sleep \U0001f642 again", {{"turn", 1}, {"crisis", false}}));
    step(session.love.logComputation("I can't sleep", {0.5, 0.25, 0.75, 0.1, 0.3}, {{"words", 4}}));
    step(session.safety.logEvaluation({.responseText = "I hear you.",
                                       .loveVector = {0.6, 0.7, 0.9, 0.5, 0.55},
                                       .isSafe = false,
                                       .barrierValues = {{"harm_prevention", -0.0625}, {"bias_mitigation", 0.25}},
                                       .violationDetails = {"harm_prevention: h(x)=-0.062 < 0"},
                                       .correctiveActions = {"regenerate"},
                                       .safetyConfidence = 0.5}));
    step(session.safety.logViolation("harm_prevention", 0.0625, {{"attempt", 1}}, "regenerated"));
    step(session.safety.logAdaptation(
        {{"dimension", "bias_mitigation"}, {"old_threshold", 0.75}, {"new_threshold", 0.74}}));
    step(session.love.logEvolution({0.5, 0.25, 0.75, 0.125, 0.25}, {0.75, 0.5, 1.0, 0.5, 0.5},
                                   {{"thermodynamic_steering", true}}));
    step(session.love.logComputation("short", {0.5, 0.25}));
    step(session.interaction.logResponse("I hear you.\nTell me more.", {0.75, 0.5, 1.0, 0.5, 0.5},
                                         {{"temperature", 0.7}, {"top_k", 50}}, 1.25));
    step(session.interaction.logTurnCompleted({{"turn", 1}}));
    step(session.performance.logDuration("complete_interaction", 1.5, {{"interaction_id", "x"}}));
    step(session.performance.logResources(12.5, 2048.0));
    step(session.performance.logResources(12.5, 2048.0, 33.0));
    step(session.performance.logModelRun("gemma2:2b", 0.875, 41.5, {{"coherence", 0.9}}));
    step(session.evolution.trackLearning("sampling_policy", {{"window", 50}}, {{"quality", 0.05}}));
    step(session.evolution.trackFeedback({{"strength", 0.8}}, {{"warmth", 0.1}, {"empathy", 0.05}}));
    QVERIFY(session.logger->flush());

    std::map<std::string, std::string> written;
    for (const auto& [name, lines] : directory.files())
        for (const std::string& line : lines)
            written[Json::parse(line)["interaction_id"]] = line;
    QCOMPARE(written.size(), referenceLines.size());
    for (const std::string_view expected : referenceLines) {
        const std::string id = Json::parse(expected)["interaction_id"];
        QCOMPARE(QByteArray::fromStdString(written[id]),
                 QByteArray(expected.data(), static_cast<int>(expected.size())));
    }
    const auto files = directory.files();
    QCOMPARE(files.size(), std::size_t{7});
    QCOMPARE(files.at("/interactions/interaction_2025-11-20.jsonl").size(), std::size_t{3});
    QCOMPARE(files.at("/interactions/love_vector_2025-11-20.jsonl").size(), std::size_t{3});
    QCOMPARE(files.at("/interactions/user_feedback_2025-11-20.jsonl").size(), std::size_t{1});
    QCOMPARE(files.at("/safety/cbf_2025-11-20.jsonl").size(), std::size_t{1});
    QCOMPARE(files.at("/safety/safety_2025-11-20.jsonl").size(), std::size_t{1});
    QCOMPARE(files.at("/adaptations/adaptation_2025-11-20.jsonl").size(), std::size_t{2});
    QCOMPARE(files.at("/performance/performance_2025-11-20.jsonl").size(), std::size_t{4});
}

void TestSpecialisedLoggers::nameTheTurn() {
    LogDirectory directory;
    Session session(directory);
    const std::string turn = "t-1";
    QVERIFY(session.interaction.logUserInput("x", {}, turn));
    QVERIFY(session.interaction.logResponse("x", {}, {}, 1, turn));
    QVERIFY(session.interaction.logTurnCompleted({}, turn));
    QVERIFY(session.love.logComputation("x", {}, {}, turn));
    QVERIFY(session.love.logEvolution({}, {}, {}, turn));
    QVERIFY(session.safety.logEvaluation({}, turn));
    QVERIFY(session.safety.logViolation("x", 1, {}, "none", turn));
    QVERIFY(session.safety.logAdaptation({}, turn));
    QVERIFY(session.performance.logDuration("x", 1, {}, turn));
    QVERIFY(session.performance.logResources(1, 1, {}, turn));
    QVERIFY(session.performance.logModelRun("x", 1, 1, {}, turn));
    QVERIFY(session.evolution.trackCheckpoint({}, turn));
    QVERIFY(session.evolution.trackLearning("x", {}, {}, turn));
    QVERIFY(session.evolution.trackFeedback({}, {}, turn));
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t{14});
    for (const auto& [n, entry] : entries)
        QCOMPARE(entry["metadata"]["turn_id"].get<std::string>(), turn);
    QCOMPARE(entries.find(1)->second["data"]["context"], Json::object());
}

void TestSpecialisedLoggers::takeVectorsOfAnyLength() {
    LogDirectory directory;
    Session session(directory);
    QVERIFY(session.love.logComputation("none", {}));
    QVERIFY(session.love.logComputation("six", {0, 0, 0, 0, 3, 4}));
    QVERIFY(session.love.logEvolution({0.5, 0.5, 0.5}, {0.75}));
    QVERIFY(session.love.logComputation("nan", {0.5, std::nan(""), 0.5, 0.5, 0.5}));
    QVERIFY(session.logger->flush());
    const auto entries = directory.entries();
    const auto entry = [&entries](std::uint64_t n) { return entries.find(n)->second; };
    QVERIFY(entry(1)["data"]["love_coherence"].is_null());
    QCOMPARE(entry(1)["metadata"]["non_finite"], Json::array({"data.love_coherence"}));
    QCOMPARE(entry(2)["data"]["love_magnitude"].get<double>(), 5.0);
    QCOMPARE(entry(2)["data"]["component_breakdown"].size(), std::size_t{5});
    QCOMPARE(entry(3)["data"]["vector_change"], Json::array({0.25}));
    QCOMPARE(entry(3)["data"]["improvement_metrics"]["compassion_change"], Json(0));
    QCOMPARE(entry(4)["metadata"]["non_finite"],
             Json::array({"data.love_vector.1", "data.love_magnitude", "data.love_coherence",
                          "data.component_breakdown.empathy"}));
}

void TestSpecialisedLoggers::measureTheCheckpoint() {
    LogDirectory directory;
    Session session(directory);
    QVERIFY(session.safety.logEvaluation({}));
    QVERIFY(session.safety.logAdaptation({}));
    QVERIFY(session.love.logEvolution({0.5}, {0.6}));
    session.clock.advance(90s);
    session.clock.set(moie::fromUnixSeconds(1763600000)); // an administrator set the clock back
    QVERIFY(session.evolution.trackLearning("x", {}, {}));
    QVERIFY(session.evolution.trackCheckpoint({{"generation", 3}}));
    const Json data = directory.entries().find(5)->second["data"];
    QCOMPARE(QByteArray::fromStdString(data.dump()),
             QByteArray(R"({"evolution_timestamp":1763600000.0,"evolution_data":{"generation":3},)"
                        R"("cumulative_metrics":{"total_interactions":4,"session_duration":90.0,)"
                        R"("evolution_events":2,"adaptation_events":2},"trend_analysis":{}})"));
}

void TestSpecialisedLoggers::callATrendOnlyWhereThereIsOne() {
    LogDirectory directory;
    Session session(directory);
    // Kendall's S of `mixed` over 8 values is 4, z = 0.37; over all pairs of the others it is ±28, z = 3.34.
    const double mixed[] = {0.4, 0.2, 0.6, 0.3, 0.5, 0.1, 0.7, 0.35};
    for (int i = 0; i < 8; ++i)
        QVERIFY(session.evolution.trackCheckpoint({{"up", 0.1 * i},
                                                   {"down", -i},
                                                   {"mixed", mixed[i]},
                                                   {"same", 1},
                                                   {"text", "x"},
                                                   {"seldom", i < 7 ? Json(i) : Json()}}));
    const auto entries = directory.entries();
    QCOMPARE(entries.find(7)->second["data"]["trend_analysis"], Json::object());
    QCOMPARE(
        QByteArray::fromStdString(entries.find(8)->second["data"]["trend_analysis"].dump()),
        QByteArray(R"({"up_trend":"rising","down_trend":"falling","mixed_trend":"stable","same_trend":"stable"})"));
}

void TestSpecialisedLoggers::scoreFeedbackWithoutStrength() {
    LogDirectory directory;
    Session session(directory);
    QVERIFY(session.evolution.trackFeedback({{"rating", "good"}}, {{"a", 1}, {"b", 2}}));
    QVERIFY(session.evolution.trackFeedback({{"strength", 1}},
                                            {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"e", 5}, {"f", 6}}));
    const auto entries = directory.entries();
    QCOMPARE(entries.find(1)->second["data"]["feedback_impact_score"].get<double>(), 0.2);
    QCOMPARE(entries.find(2)->second["data"]["feedback_impact_score"].get<double>(), 1.0);
}

void TestSpecialisedLoggers::callTheTrendsOfWhatTheSessionLogged() {
    LogDirectory directory;
    Session session(directory);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(session.love.logComputation("x", {0.1 * i, 0.5}));
        QVERIFY(session.safety.logEvaluation({.barrierValues = {{"a", 1.0}, {"b", 0.5 - 0.1 * i}}}));
        if (i < 7)
            QVERIFY(session.performance.logDuration("x", i));
    }
    QVERIFY(session.evolution.trackCheckpoint(nullptr));
    QVERIFY(session.performance.logDuration("x", 3));
    QVERIFY(session.evolution.trackCheckpoint(nullptr));
    const auto entries = directory.entries();
    const auto trends = [&entries](std::uint64_t n) {
        return QByteArray::fromStdString(entries.find(n)->second["data"]["trend_analysis"].dump());
    };
    QCOMPARE(trends(24), QByteArray(R"({"love_vector_trend":"rising","safety_trend":"falling"})"));
    // 0…6 and 3: S = 21 + 3 − 3 = 21 over 28 pairs with a tie.
    QCOMPARE(trends(26), QByteArray(R"({"love_vector_trend":"rising","safety_trend":"falling",)"
                                    R"("performance_trend":"rising"})"));
}

void TestSpecialisedLoggers::markWhatTheyCannotWriteAsGiven() {
    LogDirectory directory;
    Session session(directory);
    QVERIFY(session.love.logComputation("bad \xff", {0.5, std::nan(""), 0.5, 0.5, 0.5}, nullptr, "t"));
    QVERIFY(session.performance.logDuration("op \xff", INFINITY));
    QVERIFY(session.logger->flush());
    const auto entries = directory.entries();
    const auto metadata = [&entries](std::uint64_t n) {
        return QByteArray::fromStdString(entries.find(n)->second["metadata"].dump());
    };
    QCOMPARE(metadata(1), QByteArray(R"({"turn_id":"t","non_finite":["data.love_vector.1","data.love_magnitude",)"
                                     R"("data.love_coherence","data.component_breakdown.empathy"],)"
                                     R"("invalid_utf8":["data.input_text"]})"));
    QCOMPARE(metadata(2), QByteArray(R"({"non_finite":["data.duration_seconds"],)"
                                     R"("invalid_utf8":["message","data.operation"]})"));
}

// Lines as the reference's log_complete_interaction writes them (its missing safety state supplied).
void TestSpecialisedLoggers::logACompleteInteractionOnce() {
    LogDirectory directory;
    const moie::ManualClock clock(moie::fromUnixSeconds(1763622756.25));
    const auto logger =
        *moie::IntegratedLogger::open({.directory = directory.path(), .clock = &clock, .sessionId = "s"});
    QVERIFY(logger->logCompleteInteraction(
        {.interactionId = "i-1",
         .userInput = "hello there",
         .context = {{"turn", 1}},
         .response = "hi",
         .loveVector = {0.5, 0.5, 0.5, 0.5, 0.5},
         .safety = moie::SafetyEvaluation{.responseText = "hi", .loveVector = {0.5}, .barrierValues = {{"a", 0.25}}},
         .samplingParameters = {{"temperature", 0.7}},
         .performanceMetrics = {{"generation_time", 1.5}, {"tokens", 12}, {"model", "m"}}}));
    QVERIFY(logger->logCompleteInteraction({.userInput = "x", .response = "y"}));
    QVERIFY(logger->flushAllLogs());
    const auto entries = directory.entries();
    const std::vector<std::pair<const char*, const char*>> expected{
        {"User input received",
         R"({"user_message":"hello there","message_length":11,"word_count":2,"context":{"turn":1}})"},
        {"Love vector computed",
         R"({"input_text":"hello there","love_vector":[0.5,0.5,0.5,0.5,0.5],"love_magnitude":1.118033988749895,)"
         R"("love_coherence":0.5,"component_breakdown":{"warmth":0.5,"empathy":0.5,"safety":0.5,"understanding":0.5,)"
         R"("compassion":0.5},"computation_details":{}})"},
        {"CBF safety evaluation",
         R"({"response_text":"hi","love_vector":[0.5],"is_safe":true,"barrier_values":{"a":0.25},)"
         R"("violation_details":[],"corrective_actions":[],"safety_confidence":1.0})"},
        {"Response generated",
         R"({"response":"hi","response_length":2,"word_count":1,"love_vector":[0.5,0.5,0.5,0.5,0.5],)"
         R"("sampling_parameters":{"temperature":0.7},"generation_time_seconds":1.5})"},
        {"Performance metric: generation_time",
         R"({"operation":"generation_time","duration_seconds":1.5,"context":{"interaction_id":"i-1"}})"},
        {"Performance metric: tokens",
         R"({"operation":"tokens","duration_seconds":12,"context":{"interaction_id":"i-1"}})"},
        {"User input received", R"({"user_message":"x","message_length":1,"word_count":1,"context":{}})"},
        {"Response generated", R"({"response":"y","response_length":1,"word_count":1,"love_vector":[],)"
                               R"("sampling_parameters":{},"generation_time_seconds":0})"},
    };
    QCOMPARE(entries.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const Json& entry = entries.find(i + 1)->second;
        QCOMPARE(QByteArray::fromStdString(entry["message"]), QByteArray(expected[i].first));
        QCOMPARE(QByteArray::fromStdString(entry["data"].dump()), QByteArray(expected[i].second));
    }
}

void TestSpecialisedLoggers::logAnEvolutionEvent() {
    LogDirectory directory;
    const auto logger = *moie::IntegratedLogger::open({.directory = directory.path()});
    QVERIFY(logger->logEvolutionEvent("policy", {{"window", 50}, {"performance_impact", {{"quality", 0.05}}}}));
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t{1}); // at once
    const Json& data = entries.begin()->second["data"];
    QCOMPARE(QByteArray::fromStdString(data["performance_impact"].dump()), QByteArray(R"({"quality":0.05})"));
    QCOMPARE(data["learning_type"], Json("policy"));
}

QTEST_APPLESS_MAIN(TestSpecialisedLoggers)
#include "tst_specialised_loggers.moc"
