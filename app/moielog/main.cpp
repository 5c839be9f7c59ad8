// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

int main(int argc, char** argv) {
    CLI::App app("moielog: read, check and write Love Engine log directories", "moielog");
    app.require_subcommand(1);
    app.set_version_flag("--version", "moielog " MOIE_VERSION);
    app.set_help_all_flag("--help-all", "Help of all commands");
    int exitCode = moielog::done;
    moielog::addStatsCommand(app, exitCode);
    moielog::addCheckCommand(app, exitCode);
    moielog::addDemoCommand(app, exitCode);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? moielog::done : moielog::usage;
    }
    return exitCode;
}
