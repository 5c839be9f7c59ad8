// SPDX-License-Identifier: GPL-3.0-or-later
// What the Live page says of the session that is held here: its turns, its thresholds, how logging goes.
#pragma once

#include <optional>
#include <vector>

#include <QString>

#include <moie/store/snapshot.h>

#include "ui/live/held_turn.h"
#include "ui/widgets/figure_rows.h"
#include "ui/widgets/transcript_item.h"

namespace moie::ui {

// Characters of a message or a reply that the transcript shows; all of it opens in a window of its own.
inline constexpr qsizetype mostHeldText = 12'000;

// `verdict` is what the files say of the turn, none until they were read.
TranscriptTurn heldTurn(const HeldTurn& turn, std::size_t number, std::optional<Verdict> verdict, bool textsHidden);

// "False alarm: the threshold of emotional safety went from 0.70 to 0.69."
QString changeText(const ThresholdChange& change);
std::vector<DrawnRow> thresholdRows(const SessionOpened& session, const Thresholds& thresholds);

// As long as entries wait; what happened, to which file, and what to do.
QString loggingText(const LoggingState& logging);
// Why no session could be started.
QString startProblem(const Error& error);

QString dimensionName(engine::Dimension dimension);

} // namespace moie::ui
