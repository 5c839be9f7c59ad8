// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <moie/engine/judge.h>

#include "commands.h"
#include "judge_output.h"
#include "terminal.h"

namespace moielog {

namespace {

namespace engine = moie::engine;

constexpr std::size_t largestReply = std::size_t{64} << 20;

struct JudgeArguments {
    std::string message;
    std::string lists;
    std::string format = "text";
};

// The user's own word lists, where there are any.
moie::Result<std::shared_ptr<const engine::EngineData>> loadLists(const std::string& directory) {
    if (!directory.empty())
        return engine::loadEngineData(directory);
    const std::string own = engine::userEngineDirectory();
    std::error_code failure;
    return engine::loadEngineData(!own.empty() && std::filesystem::is_directory(own, failure) ? own : std::string());
}

moie::Result<std::string> readReply() {
    std::string reply;
    char buffer[65536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
        reply.append(buffer, count);
        if (reply.size() > largestReply)
            return tl::unexpected(moie::Error{moie::ErrorCode::InvalidArgument, "a reply of over 64 MiB is not judged",
                                              "standard input", std::nullopt});
    }
    if (std::ferror(stdin) != 0)
        return tl::unexpected(moie::errorFromErrno("cannot read it", "standard input", errno));
    return reply;
}

int runJudge(const JudgeArguments& arguments) {
    const auto data = loadLists(arguments.lists);
    if (!data) {
        complain(data.error());
        return cannotAccess;
    }
    auto reply = readReply();
    if (!reply) {
        complain(reply.error());
        return cannotAccess;
    }
    engine::Judge judge(*data);
    const engine::BarrierController barriers((*data)->figures);
    const bool answers = !arguments.message.empty();
    engine::JudgedMessage message;
    if (answers)
        message = judge.readMessage(arguments.message);
    const engine::Judgement judgement =
        judge.judge(*reply, answers ? &message : nullptr, message.contexts, {}, barriers);
    if (arguments.format == "json")
        fmt::print("{}\n", judgementJson(judgement, judge.matches(), *reply)
                               .dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    else
        fmt::print("{}", judgementText(judgement, judge.matches(), *reply, barriers));
    return done;
}

} // namespace

void addJudgeCommand(CLI::App& app, int& exitCode) {
    const auto arguments = std::make_shared<JudgeArguments>();
    CLI::App* command = app.add_subcommand(
        "judge", "Judge a reply, read from standard input, by the engine's word lists: love vector, barriers, and the "
                 "phrases that led there");
    command->add_option("--message", arguments->message, "The message that it answers; gives the context, too");
    command->add_option("--lists", arguments->lists,
                        "Directory with word lists and figures that add to the built-in ones or replace them "
                        "(default: moie-observatory/engine in the user's data directory, where it is there)");
    command->add_option("--format", arguments->format, "text or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "json"}));
    command->footer("Example:\n  echo \"That sounds hard. I'm here.\" | moielog judge --message \"I lost my job\"");
    command->callback([arguments, &exitCode] { exitCode = runJudge(*arguments); });
}

} // namespace moielog
