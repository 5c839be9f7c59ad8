// SPDX-License-Identifier: GPL-3.0-or-later
#include <clocale>
#include <cstdio>

#include <QApplication>
#include <QFile>
#include <QIcon>
#include <QTemporaryDir>

#include "crash_message.h"
#include "given_place.h"
#include "options.h"
#include "quit_signals.h"
#include "render.h"
#include "ui/frame/main_window.h"
#include "ui/frame/theme_choice.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace {

using namespace moie;

// A report or a picture needs no display; a window does. False, with words, where there is none for it.
bool choosePlatform(const app::Options& options) {
    const bool hasDisplay = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    const QByteArray platform = qgetenv("QT_QPA_PLATFORM");
    const bool needsDisplay = platform.isEmpty() || platform.startsWith("xcb") || platform.startsWith("wayland");
    if (hasDisplay || !needsDisplay)
        return true;
    if (options.rendersOnly()) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return true;
    }
    std::fputs("moie-observatory: there is no display to open a window on; "
               "moie-observatory DIR --report FILE.pdf needs none.\n",
               stderr);
    return false;
}

app::ExitCode runWindow(const app::Options& options, ui::Theme& theme, ui::Settings& settings) {
    ui::Workspace workspace(settings);
    if (options.noCache)
        workspace.useNoIndex();
    ui::MainWindow window(workspace, theme);
    app::beginAtPage(workspace, options);
    window.show();
    app::openGiven(workspace, options);
    return static_cast<app::ExitCode>(QApplication::exec());
}

} // namespace

int main(int argc, char** argv) {
    app::installCrashMessage();
    const app::ParsedOptions parsed = app::parseOptions(argc, argv);
    if (!parsed.options)
        return parsed.exitCode;
    const app::Options& options = *parsed.options;
    if (!choosePlatform(options))
        return app::Usage;
    // Without a session Qt looks for its directory, and complains.
    const QTemporaryDir runtime;
    if (options.rendersOnly() && qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR") && runtime.isValid())
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime.path()));
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
