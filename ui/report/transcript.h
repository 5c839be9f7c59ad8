// SPDX-License-Identifier: GPL-3.0-or-later
// What was said, turn by turn, for a report: how many lines each text takes, and the texts themselves when they are
// painted. Everything here reads log files and may run on any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <stop_token>
#include <vector>

#include <QString>

#include <moie/query/selection.h>

#include "ui/workspace/report_request.h"

namespace moie::ui {

// Of a message or a response; what goes on is cut, with a note.
inline constexpr std::size_t mostTranscriptBytes = 16'384;
inline constexpr double transcriptLineHeight = 12.5;

struct ReportedTurn {
    SelectedTurn turn; // valid as long as the snapshot
    std::size_t messageLines = 0;
    std::size_t responseLines = 0;
    std::size_t cut = 0;    // of the two texts
    std::size_t marked = 0; // characters that no font has
};

// What is painted of a turn; empty where the turn has no such text.
struct SaidInTurn {
    QString message;
    QString response;
    std::size_t cut = 0; // of the two
};
// By place in the transcript.
using PageTexts = std::map<std::size_t, SaidInTurn>;

// Of all turns in scope, in order of their sessions and openings. Stopped by the token, it is of a part. `said` is told
// after each turn how many there are.
std::vector<ReportedTurn> transcriptOf(const Snapshot& snapshot, const Scope& scope, Redaction redaction, double width,
                                       const std::stop_token& stop, const std::function<void(std::size_t)>& said);
SaidInTurn transcriptText(const Snapshot& snapshot, const SelectedTurn& turn, Redaction redaction);

// Text from a log with its own line ends, and everything invisible as escapes.
QString printable(const std::string& text);

} // namespace moie::ui
