// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of moielog. Each adds its subcommand to the application and stores its exit code when it was run.
#pragma once

#include <CLI/CLI.hpp>

namespace moielog {

// Exit codes of every command.
enum ExitCode : int {
    done = 0,
    findings = 1, // check: lines were rejected; append: lines could not be logged
    usage = 2,
    cannotAccess = 3, // cannot read or write
};

void addStatsCommand(CLI::App& app, int& exitCode);
void addCheckCommand(CLI::App& app, int& exitCode);
void addDemoCommand(CLI::App& app, int& exitCode);
void addAppendCommand(CLI::App& app, int& exitCode);
void addReportCommand(CLI::App& app, int& exitCode);
void addJudgeCommand(CLI::App& app, int& exitCode);
void addQueryCommand(CLI::App& app, int& exitCode);
void addSessionsCommand(CLI::App& app, int& exitCode);
void addTurnsCommand(CLI::App& app, int& exitCode);
void addFollowCommand(CLI::App& app, int& exitCode);
void addBenchCommand(CLI::App& app, int& exitCode);

// The subcommands of bench.
void addBenchIngestCommand(CLI::App& bench, int& exitCode);
void addBenchFollowCommand(CLI::App& bench, int& exitCode);
void addBenchLogCommand(CLI::App& bench, int& exitCode);
void addBenchJudgeCommand(CLI::App& bench, int& exitCode);
void addBenchAnalyticsCommand(CLI::App& bench, int& exitCode);
void addBenchQueryCommand(CLI::App& bench, int& exitCode);

} // namespace moielog
