// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's middle shows: the figures, or in words why there are none and what to do about it.
#pragma once

#include <optional>

#include <QString>

#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

#include "ui/widgets/state_view.h"

namespace moie::ui {

struct FrameState {
    enum class Kind {
        NoDirectory,
        Opening, // nothing read yet
        Missing,
        NoPermission,
        Unreadable, // another problem with the directory, or none of its files can be read
        NoLogs,     // no *.jsonl below it
        NoEntries,  // files, but nothing in them
        OnlyBadLines,
        NoTurns,    // entries, but no turn among them
        OutOfScope, // nothing in the range, session and filter chosen
        Figures,
    };
    enum class Action { None, OpenDirectory, ShowNotes, ShowAll, ResumeLoad };

    Kind kind = Kind::Figures;
    ViewState view;               // empty for Figures
    Action action = Action::None; // of the view's button
};

// What the frame has to know of a page.
struct PageFacts {
    bool needsTurns = true;       // else entries are enough
    std::optional<bool> anything; // whether its figures show something; none: there are no figures yet
    Scope scope;                  // of those figures
    bool textsHidden = false;     // a filter that looks for texts is not written out
};

// `snapshot` is null until there is one.
FrameState frameState(const QString& directory, const Snapshot* snapshot, const PageFacts& page);

// Figures are shown, but their directory cannot be read any more: what happened, since when, and what the figures are.
QString lostDirectoryText(const QString& directory, const Error& problem, Time since, Time now);

// A path as it is shown: control characters escaped, the home directory as ~.
QString shownPath(const QString& path);
// Its last two parts, for where room is short.
QString shortPath(const QString& path);

} // namespace moie::ui
