// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "commands.h"
#include "terminal.h"

namespace {

// What is wrong, and where help is. The text may hold a filter with a mark below its place: lines stay.
std::string explainWrongUse(const CLI::App* app, const CLI::Error& error) {
    const auto commands = app->get_subcommands();
    const std::string command = commands.empty() ? std::string() : commands.front()->get_name() + " ";
    const std::string text = error.what();
    return fmt::format("moielog: {}{}moielog {}--help says more\n", text, text.ends_with('\n') ? "" : "\n", command);
}

// Options as they are written: --days N. Types, checks and what goes with what are left to the descriptions.
class PlainFormatter : public CLI::Formatter {
public:
    std::string make_option_opts(const CLI::Option* option) const override {
        const std::string type = option->get_type_name();
        const std::string name = type.substr(0, type.find(':'));
        std::string text;
        if (option->get_type_size() != 0 && !option->get_positional() && !name.empty())
            text += name == "UINT" || name == "INT" || name == "FLOAT" ? " N" : " " + name;
        if (!option->get_default_str().empty())
            text += "=" + option->get_default_str();
        return text;
    }
};

// stderr may stand on the same full disk.
int cannotWriteOutput(const std::string& why) {
    std::fputs(fmt::format("moielog: cannot write the output: {}\n", why).c_str(), stderr);
    return moielog::cannotAccess;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("moielog: read, check and write Love Engine log directories", "moielog");
    app.formatter(std::make_shared<PlainFormatter>());
    app.require_subcommand(1);
    app.set_version_flag("--version", "moielog " MOIE_VERSION);
    app.set_help_all_flag("--help-all", "Help of all commands");
    app.failure_message(explainWrongUse);
    app.fallthrough(); // options of all commands stand before or behind the command
    app.add_flag_callback(
        "--no-cache", [] { moielog::setUsesCache(false); }, "Neither use nor write index caches of log directories");
    int exitCode = moielog::done;
    moielog::addStatsCommand(app, exitCode);
    moielog::addReportCommand(app, exitCode);
    moielog::addSessionsCommand(app, exitCode);
    moielog::addTurnsCommand(app, exitCode);
    moielog::addQueryCommand(app, exitCode);
    moielog::addFollowCommand(app, exitCode);
    moielog::addCheckCommand(app, exitCode);
    moielog::addDemoCommand(app, exitCode);
    moielog::addAppendCommand(app, exitCode);
    moielog::addJudgeCommand(app, exitCode);
    moielog::addBenchCommand(app, exitCode);
    const auto isFirstArgument = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
    if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(isFirstArgument).empty()) {
        fmt::print(stderr, "moielog: there is no command '{}'; moielog --help lists them\n", argv[1]);
        return moielog::usage;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? moielog::done : moielog::usage;
    } catch (const std::system_error& error) {
        // The formatting library's way to say that the output cannot be written.
        return cannotWriteOutput(error.code().message());
    }
    errno = 0;
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        return cannotWriteOutput(std::generic_category().message(errno));
    return exitCode;
}
