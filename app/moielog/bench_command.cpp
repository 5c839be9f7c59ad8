// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

namespace moielog {

void addBenchCommand(CLI::App& app, int& exitCode) {
    CLI::App* bench =
        app.add_subcommand("bench", "Measure this machine, each figure with its reference in the same run");
    bench->require_subcommand(1);
    addBenchIngestCommand(*bench, exitCode);
    addBenchFollowCommand(*bench, exitCode);
    addBenchLogCommand(*bench, exitCode);
    addBenchJudgeCommand(*bench, exitCode);
    addBenchAnalyticsCommand(*bench, exitCode);
    addBenchQueryCommand(*bench, exitCode);
}

} // namespace moielog
