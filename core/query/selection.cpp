// SPDX-License-Identifier: MIT
#include <moie/query/selection.h>

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

} // namespace moie
