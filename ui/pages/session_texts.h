// SPDX-License-Identifier: GPL-3.0-or-later
// What the Sessions page says of sessions and turns, from figures and texts that were read elsewhere.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <moie/analytics/session_turns.h>

#include "ui/models/turn_text_cache.h"
#include "ui/widgets/transcript_item.h"
#include "ui/widgets/turn_panel.h"
#include "ui/workspace/annotation_set.h"

namespace moie::ui {

// One turn and what was read for it.
struct ReadTurn {
    TurnDetail detail;
    std::vector<std::pair<std::string, std::string>> sampling; // as in the log
};

// "7cf65b9b · 19 Nov 17:36–17:45 · 24 turns"
QString sessionTitle(const Snapshot& snapshot, const SessionTurns& turns, Time now);
// How many of them are in scope, how many conversations there are; empty where there is nothing to say.
QString sessionSubtitle(const SessionTurns& turns);
QString conversationName(const Snapshot& snapshot, NameId conversation);

struct TranscriptFacts {
    const Snapshot& snapshot;
    const SessionTurns& turns;
    std::size_t turn = 0;              // its place in the session
    std::optional<std::size_t> before; // of the turn shown above it
    const ShownTexts* texts = nullptr; // null: not read yet
    const TurnNotes* notes = nullptr;  // null: none
    bool textsHidden = false;
    Time now = unknownTime;
};
TranscriptTurn transcriptTurn(const TranscriptFacts& facts);

TurnPanelContent turnPanel(const Snapshot& snapshot, const ReadTurn& turn, const TurnNotes* notes, bool textsHidden);

// "False alarm · bookmarked · note"; empty where nothing is attached. A note may tell what was said: it is hidden with
// the texts.
QString notesText(const TurnNotes& notes, bool textsHidden);

ColorRole verdictTextColor(Verdict verdict);

} // namespace moie::ui
