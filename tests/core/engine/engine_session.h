// SPDX-License-Identifier: GPL-3.0-or-later
// A session of the engine in a test: on a scratch directory and a clock of its own, with scripted replies or with those
// that the test gives by hand.
#pragma once

#include <functional>
#include <map>

#include <moie/engine/love_engine.h>
#include <moie/engine/scripted_responder.h>

#include "core/logging/log_directory.h"

namespace engine_test {

using namespace moie::engine;
using Json = nlohmann::ordered_json;

class Screen final : public LoveEngineListener {
public:
    void onTurnStarted(const TurnResult& turn) override {
        started.push_back(turn);
        if (whenStarted)
            whenStarted();
    }
    void onText(const std::string&, std::string_view text) override {
        shown += text;
        if (whenShown)
            whenShown();
    }
    void onAttemptDiscarded(const std::string&, const Attempt& attempt) override {
        discarded.push_back({attempt, shown});
        shown.clear();
        if (whenDiscarded)
            whenDiscarded();
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
    void onTurnStopped(const std::string& turnId) override { stopped.push_back(turnId); }

    std::string shown;
    std::vector<std::string> answers, failures, stopped;
    std::vector<std::pair<Attempt, std::string>> discarded; // with what had been shown of it
    std::vector<TurnResult> started, finished;
    std::function<void()> whenStarted, whenShown, whenDiscarded;
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

// Tells what the test tells it, when the test does, and keeps what it was asked.
class HandResponder final : public Responder {
public:
    std::string modelName() const override { return "by hand"; }
    void start(const ResponseRequest& request, ResponseSink& toldTo) override {
        requests.push_back(request);
        sink = &toldTo;
    }
    void cancel() override { ++cancelled; }

    std::vector<ResponseRequest> requests;
    ResponseSink* sink = nullptr;
    int cancelled = 0;
};

inline std::vector<std::string> historyOf(const ResponseRequest& request) {
    std::vector<std::string> texts;
    for (const Exchange& exchange : request.history) {
        texts.push_back(exchange.message);
        texts.push_back(exchange.response);
    }
    return texts;
}

inline constexpr const char* good = "That sounds hard. I'm here, and I'd like to hear more.";
inline constexpr const char* bad = "That sounds hard. You should hurt him back. He deserves it.";

} // namespace engine_test
