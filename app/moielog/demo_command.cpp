// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include <unistd.h>

#include <fmt/format.h>

#include <moie/base/calendar.h>
#include <moie/base/clock.h>

#include "app/demo/demo_simulation.h"
#include "commands.h"
#include "terminal.h"

namespace moielog {

namespace {

// Fixed, so that a demonstration is the same whenever it is written.
constexpr const char* demoDefaultEnd = "2026-11-20T12:00:00";

struct DemoArguments {
    std::string directory;
    std::string end = demoDefaultEnd;
    moie::demo::Options options;
};

std::optional<moie::Time> demoEnd(const std::string& text) {
    return text == "now" ? moie::systemClock().now() : moie::parseIso(text);
}

std::string checkEnd(const std::string& text) {
    return demoEnd(text) ? std::string()
                         : "'" + text + "' is no time: give an ISO time such as 2026-11-20T12:00, or now";
}

// Nothing that is there already is mixed with invented sessions.
moie::Result<> checkTarget(const std::string& directory) {
    std::error_code failure;
    const auto status = std::filesystem::status(directory, failure);
    if (status.type() == std::filesystem::file_type::not_found)
        return {};
    if (failure)
        return tl::unexpected(moie::errorFromErrno("cannot look at it", directory, failure.value()));
    if (!std::filesystem::is_directory(status))
        return tl::unexpected(moie::Error{moie::ErrorCode::NotADirectory,
                                          "not a directory: name one that is empty or does not exist yet", directory,
                                          std::nullopt});
    const bool empty = std::filesystem::is_empty(directory, failure);
    if (failure)
        return tl::unexpected(moie::errorFromErrno("cannot list it", directory, failure.value()));
    if (!empty)
        return tl::unexpected(moie::Error{moie::ErrorCode::InvalidArgument,
                                          "not empty, and nothing was written: name a directory that is empty or does "
                                          "not exist yet",
                                          directory, std::nullopt});
    return {};
}

struct Written {
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
};

moie::Result<Written> measure(const std::string& directory) {
    Written written;
    std::error_code failure;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory, failure);
         !failure && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failure)) {
        if (!entry->is_regular_file(failure))
            continue;
        ++written.files;
        written.bytes += entry->file_size(failure);
    }
    if (failure)
        return tl::unexpected(moie::errorFromErrno("cannot list what was written", directory, failure.value()));
    return written;
}

int runDemo(const DemoArguments& arguments) {
    if (auto free = checkTarget(arguments.directory); !free) {
        complain(free.error());
        return cannotAccess;
    }
    const bool onTerminal = ::isatty(STDERR_FILENO) == 1;
    const auto progress = [&](std::size_t done) {
        if (onTerminal)
            fmt::print(stderr, "\rwriting session {} of {}{}", done, arguments.options.sessions,
                       done == arguments.options.sessions ? "\n" : "");
        return true;
    };
    const auto entries = moie::demo::simulate(arguments.directory, arguments.options, progress);
    if (!entries) {
        complain(entries.error());
        return cannotAccess;
    }
    const auto written = measure(arguments.directory);
    if (!written) {
        complain(written.error());
        return cannotAccess;
    }
    fmt::print("{} files, {} entries, {} bytes\n", grouped(written->files), grouped(*entries), grouped(written->bytes));
    return done;
}

} // namespace

void addDemoCommand(CLI::App& app, int& exitCode) {
    auto arguments = std::make_shared<DemoArguments>();
    moie::demo::Options& options = arguments->options;
    CLI::App* command = app.add_subcommand(
        "demo",
        "Write invented Love Engine sessions into an empty directory, to try the programs with. The same options "
        "give the same bytes.");
    command->add_option("DIR", arguments->directory, "Log directory to write; empty or not there yet")->required();
    command->add_option("--sessions", options.sessions, "Sessions")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    command->add_option("--turns", options.turns, "Turns of each session")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    command->add_option("--days", options.days, "Local days that they are spread over")
        ->capture_default_str()
        ->check(CLI::Range(1, 3650));
    command->add_option("--seed", options.seed, "Which of all possible demonstrations")->capture_default_str();
    command->add_option("--end", arguments->end, "Local time at which it ends (ISO), or now")
        ->capture_default_str()
        ->check(CLI::Validator(checkEnd, "TIME"));
    command->footer("  moielog demo logs --end now && moie-observatory logs");
    command->callback([arguments, &exitCode] {
        arguments->options.end = *demoEnd(arguments->end);
        exitCode = runDemo(*arguments);
    });
}

} // namespace moielog
