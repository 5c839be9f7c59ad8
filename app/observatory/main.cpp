// SPDX-License-Identifier: GPL-3.0-or-later
#include <clocale>

#include <QApplication>
#include <QIcon>

#include "options.h"
#include "quit_signals.h"
#include "render.h"
#include "ui/frame/main_window.h"
#include "ui/frame/theme_choice.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace {

using namespace moie;

// A report or a picture needs no display; a window does.
void choosePlatform(const app::Options& options) {
    const bool hasDisplay = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (options.rendersOnly() && !hasDisplay && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

app::ExitCode runWindow(const app::Options& options, ui::Theme& theme, ui::Settings& settings) {
    ui::Workspace workspace(settings);
    ui::MainWindow window(workspace, theme);
    window.showPage(QString::fromStdString(options.page));
    window.show();
    if (!options.directory.empty()) {
        workspace.open(QString::fromStdString(options.directory));
        if (options.range)
            workspace.useRangeChoice(*options.range);
        workspace.setSession(QString::fromStdString(options.session));
    }
    return static_cast<app::ExitCode>(QApplication::exec());
}

} // namespace

int main(int argc, char** argv) {
    const app::ParsedOptions parsed = app::parseOptions(argc, argv);
    if (!parsed.options)
        return parsed.exitCode;
    const app::Options& options = *parsed.options;
    choosePlatform(options);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("moie-observatory"));
    QApplication::setApplicationDisplayName(QStringLiteral("MoIE-OS Observatory"));
    QApplication::setApplicationVersion(QStringLiteral(MOIE_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/app-icon.svg")));
    // Qt takes the user's locale for the whole program; numbers are written and read in the C locale everywhere.
    std::setlocale(LC_NUMERIC, "C");

    ui::Theme theme;
    if (!options.report.empty())
        return app::writeReport(options);
    if (!options.screenshot.empty()) {
        theme.setChoice(options.theme.value_or(ui::ThemeChoice::Light));
        return app::writeScreenshot(options, theme);
    }
    const app::QuitSignals quitSignals(&QApplication::quit);
    ui::Settings settings;
    theme.setChoice(options.theme.value_or(ui::themeChoiceFromName(settings.theme())));
    return runWindow(options, theme, settings);
}
