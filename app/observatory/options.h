// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of moie-observatory.
#pragma once

#include <optional>
#include <string>

#include <QSize>

#include "ui/theme/theme.h"
#include "ui/workspace/range_choice.h"
#include "ui/workspace/report_request.h"

namespace moie::app {

enum ExitCode : int { Done = 0, Usage = 2, CannotReadOrWrite = 3 };

struct Options {
    std::string directory; // empty: none given
    std::string page = "overview";
    std::optional<ui::ThemeChoice> theme;
    std::optional<ui::RangeChoice> range;
    std::string session;
    std::string filter; // can be parsed
    std::string report; // a PDF to write; empty: none
    // Of the report: what the options say; the rest is filled in when it is made.
    ui::ReportRequest request;
    std::string screenshot; // a PNG to write; empty: none
    QSize size{1440, 900};

    bool noCache = false;
    bool rendersOnly() const { return !report.empty() || !screenshot.empty(); }
};

struct ParsedOptions {
    std::optional<Options> options; // absent: all is said, end with the exit code
    ExitCode exitCode = Done;
};

// Prints help, version, or what is wrong in words.
ParsedOptions parseOptions(int argc, const char* const* argv);

} // namespace moie::app
