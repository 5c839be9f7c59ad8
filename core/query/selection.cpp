// SPDX-License-Identifier: MIT
#include <moie/query/selection.h>

#include <algorithm>

namespace moie {

std::vector<SessionIndex> sessionsInScope(const Snapshot& snapshot, const Scope& scope) {
    std::vector<SessionIndex> sessions;
    for (std::size_t i = 0; i < snapshot.sessions.size(); ++i) {
        const Session& session = *snapshot.sessions[i];
        const bool named = snapshot.name(session.id).starts_with(scope.session);
        const bool tooEarly = scope.range.from && session.last < *scope.range.from;
        const bool tooLate = scope.range.to && session.first >= *scope.range.to;
        if (named && !tooEarly && !tooLate)
            sessions.push_back(SessionIndex{static_cast<std::uint32_t>(i)});
    }
    return sessions;
}

std::optional<SelectedTurn> turnAt(const Snapshot& snapshot, const Scope& scope, Time time) {
    std::optional<SelectedTurn> before;
    std::optional<SelectedTurn> after;
    for (const SessionIndex index : sessionsInScope(snapshot, scope)) {
        const Session& session = *snapshot.sessions[moie::index(index)];
        // Such a session has no turn that is nearer.
        if (before && (session.first > time || session.last < before->turn->opened))
            continue;
        forEachTurnOf(snapshot, index, scope, [&](const SelectedTurn& selected) {
            const Time opened = selected.turn->opened;
            if (opened <= time && (!before || opened > before->turn->opened))
                before = selected;
            if (opened > time && (!after || opened < after->turn->opened))
                after = selected;
        });
    }
    return before ? before : after;
}

std::optional<SelectedTurn> turnWith(const Snapshot& snapshot, SessionIndex session, EntryId entry) {
    std::optional<SelectedTurn> found;
    forEachTurnOf(snapshot, session, TimeRange{}, [&](const SelectedTurn& selected) {
        const auto refs =
            std::span(selected.block->entries).subspan(selected.turn->entries.first, selected.turn->entries.count);
        const auto isIt = [&](const TurnEntryRef& ref) { return ref.id() == entry; };
        if (!found && std::any_of(refs.begin(), refs.end(), isIt))
            found = selected;
    });
    return found;
}

} // namespace moie
