// SPDX-License-Identifier: GPL-3.0-or-later
// What the user attached to a log: bookmarks, notes and judgements of turns, and markers in time. Plain values; a set
// that is shared is never changed, so that any thread may read it. To copy one costs next to nothing, however many
// there are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <QString>

#include <moie/query/selection.h>

#include "ui/workspace/shared_map.h"

namespace moie::ui {

// A turn by its opening entry, in a way that a moved, rotated, copied or compressed log keeps. Session and n say which
// entry (FORMAT: Turns 9); its time tells logs apart whose sessions are not named by UUIDs, and entries without n.
struct TurnKey {
    std::string session;
    std::uint32_t number = 0; // n of the interaction_id, 0 where it has none
    Time time = unknownTime;

    friend auto operator<=>(const TurnKey&, const TurnKey&) = default;
};

TurnKey keyOf(const Snapshot& snapshot, SessionIndex session, EntryId opening);
// The other way round, in the session of that name; none where it holds no such turn.
std::optional<EntryId> openingOf(const Snapshot& snapshot, SessionIndex session, const TurnKey& turn);

// What the user thinks of a verdict: an unsafe one that was none, or a safe one that should have been unsafe.
enum class Judgement : unsigned char { None, FalseAlarm, Missed };

struct TurnNotes {
    bool bookmarked = false;
    QString note;
    Judgement judgement = Judgement::None;
    Time changed = unknownTime;

    bool empty() const { return !bookmarked && note.isEmpty() && judgement == Judgement::None; }
    friend bool operator==(const TurnNotes&, const TurnNotes&) = default;
};

// "Changed the prompt": a moment that the user named.
struct TimeMarker {
    QString id = {}; // a UUID
    Time time = unknownTime;
    QString text = {};
    // The log that it belongs to: the one with the session that was the last to begin before it. Where the log had no
    // session yet, the directory.
    std::string session = {};
    QString directory = {}; // absolute
    Time changed = unknownTime;

    friend bool operator==(const TimeMarker&, const TimeMarker&) = default;
};

// One step of the user's. Only what is set changes, so that two programs do not undo each other's.
struct TurnChange {
    TurnKey turn;
    std::optional<bool> bookmarked = std::nullopt;
    std::optional<QString> note = std::nullopt;
    std::optional<Judgement> judgement = std::nullopt;
    Time at = unknownTime;
};
struct MarkerRemoval {
    QString id;
};
// A marker is set or replaced as a whole.
using AnnotationChange = std::variant<TurnChange, TimeMarker, MarkerRemoval>;

struct AnnotationSet {
    SharedMap<TurnKey, TurnNotes> turns;    // none of them empty
    SharedMap<QString, TimeMarker> markers; // by id

    void apply(const AnnotationChange& change);
    // Takes over what the other has and this has not, or has in an older state.
    void merge(const AnnotationSet& other);

    // Null where nothing is attached.
    const TurnNotes* of(const TurnKey& turn) const;
    // In order of time: turns whose note, and markers whose text, contain the text, whatever the case.
    std::vector<TurnKey> turnsWith(const QString& text) const;
    std::vector<TimeMarker> markersWith(const QString& text) const;
    // The markers of a log, in order of time. `directory` is where it is now.
    std::vector<TimeMarker> markersOf(const Snapshot& snapshot, const QString& directory) const;

    friend bool operator==(const AnnotationSet&, const AnnotationSet&) = default;
};
using AnnotationSetPtr = std::shared_ptr<const AnnotationSet>;

// A new marker of the log; see TimeMarker::session.
TimeMarker makeTimeMarker(const Snapshot& snapshot, const QString& directory, Time time, const QString& text);

} // namespace moie::ui
