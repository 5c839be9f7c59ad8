// SPDX-License-Identifier: MIT
#include <moie/analytics/session_list.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_set>

#include <moie/query/selection.h>

namespace moie {

namespace {

class RowMaker {
public:
    RowMaker(const Snapshot& snapshot, SessionList& list) : m_snapshot(snapshot), m_list(list) {}

    void begin(SessionIndex session) {
        m_row = {};
        m_row.session = session;
        m_sum = 0;
        m_magnitudes.clear();
        m_conversations.clear();
    }

    void add(const Turn& turn) {
        m_row.started = m_row.turns == 0 ? turn.opened : std::min(m_row.started, turn.opened);
        m_row.ended = std::max(m_row.ended, turn.closed);
        ++m_row.turns;
        ++m_row.verdicts[static_cast<std::size_t>(verdictOf(m_snapshot, turn))];
        if (turn.conversation != NameId{} && (m_conversations.empty() || m_lastConversation != turn.conversation))
            m_conversations.insert(index(turn.conversation));
        m_lastConversation = turn.conversation;
        const double magnitude = turn.provisional ? notMeasured : turn.magnitude;
        if (!std::isnan(magnitude)) {
            m_sum += magnitude;
            ++m_row.magnitudeTurns;
        }
        m_magnitudes.push_back(static_cast<float>(magnitude));
    }

    void end() {
        if (m_row.turns == 0)
            return;
        if (m_row.magnitudeTurns > 0)
            m_row.magnitude = m_sum / m_row.magnitudeTurns;
        m_row.conversations = static_cast<std::uint32_t>(m_conversations.size());
        m_row.firstPoint = static_cast<std::uint32_t>(m_list.points.size());
        addPoints();
        m_row.pointCount = static_cast<std::uint32_t>(m_list.points.size()) - m_row.firstPoint;
        m_list.rows.push_back(m_row);
    }

private:
    void addPoints() {
        const std::size_t parts = std::min(m_magnitudes.size(), SessionList::mostPoints);
        for (std::size_t part = 0; part < parts; ++part) {
            const std::size_t from = part * m_magnitudes.size() / parts;
            const std::size_t to = (part + 1) * m_magnitudes.size() / parts;
            double sum = 0;
            std::size_t n = 0;
            for (std::size_t i = from; i < to; ++i) {
                if (!std::isnan(m_magnitudes[i])) {
                    sum += static_cast<double>(m_magnitudes[i]);
                    ++n;
                }
            }
            m_list.points.push_back(n > 0 ? static_cast<float>(sum / static_cast<double>(n))
                                          : std::numeric_limits<float>::quiet_NaN());
        }
    }

    const Snapshot& m_snapshot;
    SessionList& m_list;
    SessionRow m_row;
    double m_sum = 0;
    std::vector<float> m_magnitudes;
    std::unordered_set<std::size_t> m_conversations;
    NameId m_lastConversation{};
};

double valueOf(const SessionRow& row, SessionColumn column) {
    switch (column) {
    case SessionColumn::Started: return toUnixSeconds(row.started);
    case SessionColumn::Turns: return row.turns;
    case SessionColumn::Magnitude: return row.magnitude;
    case SessionColumn::Unsafe: return row.unsafe();
    case SessionColumn::Verdicts: {
        const std::uint32_t judged = row.turns - row.count(Verdict::Provisional);
        return judged > 0 ? static_cast<double>(row.count(Verdict::Clear)) / judged : notMeasured;
    }
    }
    return notMeasured;
}

} // namespace

SessionList sessionList(const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop) {
    SessionList list;
    RowMaker maker(snapshot, list);
    for (const SessionIndex session : sessionsInScope(snapshot, scope)) {
        if (stop.stop_requested())
            break;
        maker.begin(session);
        forEachTurnOf(snapshot, session, scope, [&](const SelectedTurn& selected) { maker.add(*selected.turn); });
        maker.end();
    }
    return list;
}

std::vector<SessionIndex> newestSessions(const Snapshot& snapshot, const Scope& scope, std::size_t most) {
    std::vector<SessionIndex> sessions;
    for (const SessionIndex session : sessionsInScope(snapshot, scope))
        if (snapshot.sessions[index(session)]->turnCount > 0)
            sessions.push_back(session);
    std::stable_sort(sessions.begin(), sessions.end(), [&](SessionIndex a, SessionIndex b) {
        return snapshot.sessions[index(a)]->last > snapshot.sessions[index(b)]->last;
    });
    sessions.resize(std::min(sessions.size(), most));
    return sessions;
}

std::vector<std::uint32_t> sessionOrder(const SessionList& list, SessionColumn column, bool ascending) {
    std::vector<double> values;
    values.reserve(list.rows.size());
    for (const SessionRow& row : list.rows)
        values.push_back(valueOf(row, column));
    std::vector<std::uint32_t> order(list.rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const bool noA = std::isnan(values[a]);
        const bool noB = std::isnan(values[b]);
        if (noA != noB)
            return noB;
        if (!noA && values[a] != values[b])
            return ascending ? values[a] < values[b] : values[a] > values[b];
        if (list.rows[a].started != list.rows[b].started)
            return list.rows[a].started > list.rows[b].started;
        return a < b;
    });
    return order;
}

} // namespace moie
