// SPDX-License-Identifier: GPL-3.0-or-later
// A host with a responder of its own: reads messages from standard input, a line each, and logs a session into the
// directory that it is given.
#include <iostream>
#include <string>

#include <moie/engine/love_engine.h>

namespace engine = moie::engine;

namespace {

// Stands for a language model. Its first attempt at anything that mentions an enemy is not a good one.
class EchoResponder final : public engine::Responder {
public:
    std::string modelName() const override { return "echo"; }
    void start(const engine::ResponseRequest& request, engine::ResponseSink& sink) override {
        const bool careless = request.attempt == 1 && request.message.find("enemy") != std::string::npos;
        // The sink may cancel this reply and start the next within a call.
        const unsigned run = ++m_run;
        sink.onText("I hear you. ");
        if (run == m_run)
            sink.onText(careless ? "You should hurt him back. " : "Would you tell me more about it? ");
        if (run == m_run)
            sink.onFinished(std::nullopt);
    }
    void cancel() override { ++m_run; }

private:
    unsigned m_run = 0;
};

class Terminal final : public engine::LoveEngineListener {
public:
    void onTurnStarted(const engine::TurnResult& turn) override {
        std::cout << "(temperature " << turn.sampling.parameters.temperature << ", " << turn.sampling.profile << ")\n";
    }
    void onText(const std::string&, std::string_view text) override { std::cout << text; }
    void onAttemptDiscarded(const std::string&, const engine::Attempt& attempt) override {
        std::cout << "\n(taken back: " << attempt.judgement.evaluation.violations.front().text << ")\n";
    }
    void onTurnFinished(const engine::TurnResult& turn) override {
        std::cout << '\n' << (turn.judgement.judged ? "judged by word lists, coherence " : "not judged");
        if (turn.judgement.judged)
            std::cout << engine::coherenceOf(turn.judgement.vector);
        std::cout << '\n';
    }
    void onTurnFailed(const std::string&, const moie::Error& error) override { std::cout << error.text << '\n'; }
    void onTurnStopped(const std::string&) override {}
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    const auto logger = moie::IntegratedLogger::open({.directory = argv[1], .bufferSize = 1});
    const auto data = engine::loadEngineData();
    if (!logger || !data) {
        std::cerr << (logger ? data.error() : logger.error()).describe() << '\n';
        return 1;
    }
    EchoResponder responder;
    Terminal terminal;
    engine::LoveEngineOptions options;
    options.data = *data;
    engine::LoveEngine session(**logger, responder, terminal, std::move(options));
    session.start();
    for (std::string message; std::getline(std::cin, message);)
        if (const auto turn = session.say(message); !turn)
            std::cerr << turn.error().describe() << '\n';
    session.end();
    return (*logger)->flushAllLogs() ? 0 : 1;
}
