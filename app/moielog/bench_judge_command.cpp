// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <moie/engine/judge.h>

#include "commands.h"
#include "terminal.h"

namespace moielog {

namespace {

namespace engine = moie::engine;

constexpr std::string_view sample =
    "That sounds exhausting, and it makes sense that you are worried about the exam on Thursday. I'm so sorry that "
    "last "
    "year went the way it did; a blank moment is frightening, and you are not alone with it. Which part of it feels "
    "hardest right now? We could plan the first two minutes together: you write down the formulas that you know, then "
    "you pick the question that looks friendliest. Sleep may help more than another hour at the desk, and if it gets "
    "too much you can always talk to somebody you trust. ";

std::string textOf(std::size_t length) {
    std::string text;
    while (text.size() < length)
        text += sample;
    return text.substr(0, length);
}

// The median of the times of so many calls, in milliseconds.
template <typename Call>
double medianMilliseconds(int runs, Call call) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        call();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
    return times[static_cast<std::size_t>(runs) / 2];
}

int runBenchJudge(std::size_t length, int runs, const std::string& format) {
    const auto data = engine::loadEngineData();
    if (!data) {
        complain(data.error());
        return cannotAccess;
    }
    const std::string text = textOf(length);
    engine::Judge judge(*data);
    const engine::BarrierController barriers((*data)->figures);
    const engine::JudgedMessage message = judge.readMessage("I have my exam on Thursday and I feel sick.");
    engine::WordBreaker breaker({});
    std::size_t words = 0;
    const double reference = medianMilliseconds(runs, [&] { words = breaker.cut(text).words.size(); });
    bool safe = false;
    const double judging = medianMilliseconds(
        runs, [&] { safe = judge.judge(text, &message, message.contexts, {}, barriers).evaluation.isSafe; });
    if (format == "json") {
        fmt::print("{}\n", nlohmann::ordered_json{{"characters", length},
                                                  {"words", words},
                                                  {"milliseconds", judging},
                                                  {"reference_milliseconds", reference},
                                                  {"ratio", judging / reference},
                                                  {"is_safe", safe}}
                               .dump(2));
        return done;
    }
    fmt::print("judging a reply of {} characters, {} words: {:.3f} ms\n"
               "finding its words alone:{:>24.3f} ms\nratio:{:>42.1f}\n",
               length, words, judging, reference, judging / reference);
    return done;
}

} // namespace

void addBenchJudgeCommand(CLI::App& bench, int& exitCode) {
    struct Arguments {
        std::size_t length = 2000;
        int runs = 200;
        std::string format = "text";
    };
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = bench.add_subcommand(
        "judge", "Judging a reply, against cutting it into words and sentences alone; medians of the runs");
    command->add_option("--length", arguments->length, "Characters of the reply")
        ->capture_default_str()
        ->check(CLI::Range(1, 10'000'000));
    command->add_option("--runs", arguments->runs, "Runs of each")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    command->callback(
        [arguments, &exitCode] { exitCode = runBenchJudge(arguments->length, arguments->runs, arguments->format); });
}

} // namespace moielog
