// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/annotation_set.h"

#include <algorithm>
#include <map>
#include <type_traits>
#include <unordered_set>

#include <QUuid>

namespace moie::ui {

namespace {

template <typename T>
void sortByTime(std::vector<T>& items) {
    std::stable_sort(items.begin(), items.end(), [](const T& a, const T& b) { return a.time < b.time; });
}

} // namespace

TurnKey keyOf(const Snapshot& snapshot, SessionIndex session, EntryId opening) {
    const std::string_view id = snapshot.name(snapshot.sessions[index(session)]->id);
    return {std::string(id), snapshot.entries.number[index(opening)], snapshot.entries.time[index(opening)]};
}

std::optional<EntryId> openingOf(const Snapshot& snapshot, SessionIndex session, const TurnKey& turn) {
    std::optional<EntryId> opening;
    forEachTurnOf(snapshot, session, TimeRange{turn.time, turn.time + Duration(1)}, [&](const SelectedTurn& selected) {
        if (keyOf(snapshot, session, selected.turn->opening) == turn)
            opening = selected.turn->opening;
    });
    return opening;
}

void AnnotationSet::apply(const AnnotationChange& change) {
    if (const auto* marker = std::get_if<TimeMarker>(&change)) {
        markers.set(marker->id, *marker);
    } else if (const auto* removal = std::get_if<MarkerRemoval>(&change)) {
        markers.erase(removal->id);
    } else {
        const auto& step = std::get<TurnChange>(change);
        const TurnNotes* before = of(step.turn);
        TurnNotes notes = before ? *before : TurnNotes();
        notes.bookmarked = step.bookmarked.value_or(notes.bookmarked);
        notes.note = step.note.value_or(notes.note);
        notes.judgement = step.judgement.value_or(notes.judgement);
        notes.changed = step.at;
        if (notes.empty())
            turns.erase(step.turn);
        else
            turns.set(step.turn, notes);
    }
}

void AnnotationSet::merge(const AnnotationSet& other) {
    const auto take = [](auto& mine, const auto& theirs) {
        using Map = std::decay_t<decltype(mine)>;
        std::map<typename Map::Key, typename Map::Value> merged(mine.begin(), mine.end());
        for (const auto& [key, value] : theirs) {
            const auto [found, isNew] = merged.try_emplace(key, value);
            if (!isNew && found->second.changed <= value.changed)
                found->second = value;
        }
        mine = Map(merged);
    };
    take(turns, other.turns);
    take(markers, other.markers);
}

const TurnNotes* AnnotationSet::of(const TurnKey& turn) const {
    return turns.find(turn);
}

std::vector<TurnKey> AnnotationSet::turnsWith(const QString& text) const {
    std::vector<TurnKey> found;
    for (const auto& [key, notes] : turns)
        if (notes.note.contains(text, Qt::CaseInsensitive))
            found.push_back(key);
    sortByTime(found);
    return found;
}

std::vector<TimeMarker> AnnotationSet::markersWith(const QString& text) const {
    std::vector<TimeMarker> found;
    for (const auto& [id, marker] : markers)
        if (marker.text.contains(text, Qt::CaseInsensitive))
            found.push_back(marker);
    sortByTime(found);
    return found;
}

std::vector<TimeMarker> AnnotationSet::markersOf(const Snapshot& snapshot, const QString& directory) const {
    std::unordered_set<std::string_view> sessions;
    if (!markers.empty())
        for (const auto& session : snapshot.sessions)
            sessions.insert(snapshot.name(session->id));
    std::vector<TimeMarker> found;
    for (const auto& [id, marker] : markers)
        if (marker.session.empty() ? marker.directory == directory : sessions.contains(marker.session))
            found.push_back(marker);
    sortByTime(found);
    return found;
}

TimeMarker makeTimeMarker(const Snapshot& snapshot, const QString& directory, Time time, const QString& text) {
    const Session* before = nullptr;
    const Session* first = nullptr;
    for (const auto& session : snapshot.sessions) {
        if (session->first <= time && (!before || session->first > before->first))
            before = session.get();
        if (!first || session->first < first->first)
            first = session.get();
    }
    const Session* anchor = before ? before : first;
    TimeMarker marker;
    marker.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    marker.time = time;
    marker.text = text;
    marker.session = anchor ? std::string(snapshot.name(anchor->id)) : std::string();
    marker.directory = directory;
    return marker;
}

} // namespace moie::ui
