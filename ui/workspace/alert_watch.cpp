// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/alert_watch.h"

#include <algorithm>
#include <span>

namespace moie::ui {

void AlertWatch::setRules(const AlertRules& rules) {
    if (rules == m_rules)
        return;
    // What is watched from now on is watched for what comes from now on.
    if (!m_rules.any())
        restart();
    m_rules = rules;
    m_silent = false;
    m_failing = false;
}

void AlertWatch::restart() {
    m_following = false;
    m_failed.clear();
    m_failing = false;
    m_silent = false;
}

void AlertWatch::begin(const Snapshot& snapshot, Duration elapsed) {
    m_following = true;
    m_firstNew = snapshot.entries.size();
    m_judged.clear();
    m_unfinished.clear();
    for (const auto& session : snapshot.sessions) {
        for (const auto& block : session->blocks) {
            for (const Turn& turn : block->turns) {
                if (turn.provisional)
                    m_unfinished.insert(static_cast<std::uint32_t>(turn.opening));
            }
        }
    }
    m_accepted = snapshot.counts.lines.accepted;
    m_lastArrival = elapsed;
    m_sessions = snapshot.sessions;
}

std::vector<Alert> AlertWatch::look(const Snapshot& snapshot, Time now, Duration elapsed) {
    std::vector<Alert> alerts;
    if (!m_rules.any() || !snapshot.load.complete) {
        m_following = false;
        return alerts;
    }
    if (!m_following) {
        begin(snapshot, elapsed);
        return alerts;
    }
    if (snapshot.counts.lines.accepted != m_accepted) {
        m_accepted = snapshot.counts.lines.accepted;
        m_lastArrival = elapsed;
        m_silent = false;
    }
    for (std::size_t i = 0; i < snapshot.sessions.size(); ++i) {
        const Session& session = *snapshot.sessions[i];
        const Session* before = i < m_sessions.size() ? m_sessions[i].get() : nullptr;
        if (&session == before)
            continue;
        for (std::size_t k = 0; k < session.blocks.size(); ++k) {
            // What did not change is shared.
            if (before && k < before->blocks.size() && before->blocks[k] == session.blocks[k])
                continue;
            for (const Turn& turn : session.blocks[k]->turns) {
                if (takeAsNew(snapshot, *session.blocks[k], turn, now))
                    judge(snapshot, turn, SessionIndex{static_cast<std::uint32_t>(i)}, alerts);
            }
        }
    }
    m_sessions = snapshot.sessions;
    return alerts;
}

// Once for a turn: false from then on.
bool AlertWatch::takeAsNew(const Snapshot& snapshot, const TurnBlock& block, const Turn& turn, Time now) {
    if (turn.provisional || turn.closed < now - newsFor)
        return false;
    const std::size_t opening = index(turn.opening);
    if (opening < m_firstNew) {
        const auto unfinished = m_unfinished.find(static_cast<std::uint32_t>(turn.opening));
        if (unfinished == m_unfinished.end())
            return false;
        m_unfinished.erase(unfinished);
        // If nothing came of it since, it was read with the load as it stands.
        const auto entries = std::span(block.entries).subspan(turn.entries.first, turn.entries.count);
        return std::any_of(entries.begin(), entries.end(),
                           [&](const TurnEntryRef& entry) { return index(entry.id()) >= m_firstNew; });
    }
    if (m_judged.size() < snapshot.entries.size() - m_firstNew)
        m_judged.resize(snapshot.entries.size() - m_firstNew);
    if (m_judged[opening - m_firstNew])
        return false;
    m_judged[opening - m_firstNew] = true;
    return true;
}

void AlertWatch::judge(const Snapshot& snapshot, const Turn& turn, SessionIndex session, std::vector<Alert>& alerts) {
    const auto add = [&](Alert::Kind kind, double value) {
        alerts.push_back({kind, turn.closed, value, TurnPlace{session, turn.opening}});
    };
    const double margin = marginOf(snapshot, turn);
    // An unsafe reply is below any margin; it is said once.
    if (m_rules.unsafeReplies && verdictOf(snapshot, turn) == Verdict::ReachedUser)
        add(Alert::Kind::UnsafeReply, margin);
    else if (m_rules.margin && margin < *m_rules.margin)
        add(Alert::Kind::Margin, margin);
    if (m_rules.responseSeconds && turn.responseSeconds > *m_rules.responseSeconds)
        add(Alert::Kind::ResponseTime, turn.responseSeconds);
    if (m_rules.failedShare)
        countFailure(turn, session, alerts);
}

void AlertWatch::countFailure(const Turn& turn, SessionIndex session, std::vector<Alert>& alerts) {
    m_failed.push_back(turn.failed);
    if (m_failed.size() > failureWindow)
        m_failed.pop_front();
    if (m_failed.size() < failureWindow / 2)
        return;
    const auto failed = static_cast<double>(std::count(m_failed.begin(), m_failed.end(), true));
    const double share = failed / static_cast<double>(m_failed.size());
    const bool tooMany = share > *m_rules.failedShare;
    if (tooMany && !m_failing)
        alerts.push_back({Alert::Kind::Failures, turn.closed, share, TurnPlace{session, turn.opening}});
    m_failing = tooMany;
}

std::optional<Alert> AlertWatch::lookAtSilence(Time now, Duration elapsed) {
    if (!m_rules.silence || !m_following || m_silent || elapsed - m_lastArrival < *m_rules.silence)
        return std::nullopt;
    m_silent = true;
    const Duration quiet = elapsed - m_lastArrival;
    return Alert{Alert::Kind::Silence, now - quiet, toSeconds(quiet), std::nullopt};
}

} // namespace moie::ui
