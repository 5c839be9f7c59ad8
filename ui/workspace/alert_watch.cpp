// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/alert_watch.h"

#include <algorithm>
#include <span>

namespace moie::ui {

namespace {

std::span<const TurnEntryRef> entriesOf(const TurnBlock& block, const Turn& turn) {
    return std::span(block.entries).subspan(turn.entries.first, turn.entries.count);
}

} // namespace

bool AlertRules::watches(Alert::Kind kind) const {
    switch (kind) {
    case Alert::Kind::UnsafeReply: return unsafeReplies;
    case Alert::Kind::Margin: return margin.has_value();
    case Alert::Kind::ResponseTime: return responseSeconds.has_value();
    case Alert::Kind::Failures: return failedShare.has_value();
    case Alert::Kind::Silence: return silence.has_value();
    }
    return false;
}

// What is watched from now on is watched for what comes from now on. What was said by the other rules stays said.
void AlertWatch::setRules(const AlertRules& rules) {
    if (!m_rules.any())
        restart();
    if (!m_rules.failedShare)
        m_failed.clear();
    if (rules.failedShare != m_rules.failedShare)
        m_failing = false;
    if (rules.silence != m_rules.silence)
        m_silent = false;
    m_rules = rules;
}

void AlertWatch::restart() {
    m_following = false;
    m_failed.clear();
    m_failing = false;
    m_silent = false;
}

void AlertWatch::begin(const Snapshot& snapshot, const Moment& moment) {
    m_following = true;
    m_firstNew = snapshot.entries.size();
    m_judged.clear();
    m_unfinished.clear();
    for (const auto& session : snapshot.sessions) {
        // A turn is provisional for a minute. So the turns of a long log are not all looked at.
        if (session->last < moment.now - newsFor)
            continue;
        for (const auto& block : session->blocks) {
            for (const Turn& turn : block->turns) {
                if (!turn.provisional)
                    continue;
                for (const TurnEntryRef& entry : entriesOf(*block, turn))
                    m_unfinished.insert(static_cast<std::uint32_t>(entry.id()));
            }
        }
    }
    m_accepted = snapshot.counts.lines.accepted;
    m_lastArrival = moment;
    m_sessions = snapshot.sessions;
}

std::vector<Alert> AlertWatch::look(const Snapshot& snapshot, Time now, Duration elapsed) {
    std::vector<Alert> alerts;
    if (!m_rules.any() || !snapshot.load.complete) {
        m_following = false;
        return alerts;
    }
    if (!m_following) {
        begin(snapshot, {now, elapsed});
        return alerts;
    }
    if (snapshot.counts.lines.accepted != m_accepted) {
        m_accepted = snapshot.counts.lines.accepted;
        m_lastArrival = {now, elapsed};
        m_silent = false;
    }
    for (const NewTurn& each : takeNewTurns(snapshot, now))
        judge(snapshot, *each.turn, each.session, alerts);
    return alerts;
}

// In order of time.
std::vector<AlertWatch::NewTurn> AlertWatch::takeNewTurns(const Snapshot& snapshot, Time now) {
    m_judged.resize(snapshot.entries.size() - m_firstNew);
    std::vector<NewTurn> turns;
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
                if (takeAsNew(*session.blocks[k], turn, now))
                    turns.push_back({&turn, SessionIndex{static_cast<std::uint32_t>(i)}});
            }
        }
    }
    m_sessions = snapshot.sessions;
    std::stable_sort(turns.begin(), turns.end(),
                     [](const NewTurn& a, const NewTurn& b) { return a.turn->closed < b.turn->closed; });
    return turns;
}

// Once for a turn: false from then on. A turn is known by its entries, since a late one may open it or divide it.
bool AlertWatch::takeAsNew(const TurnBlock& block, const Turn& turn, Time now) {
    if (turn.provisional)
        return false;
    bool hasNew = false;
    bool isJudged = false;
    bool isOld = false; // all that was read with the load
    for (const TurnEntryRef& entry : entriesOf(block, turn)) {
        const std::size_t id = index(entry.id());
        if (id >= m_firstNew) {
            hasNew = true;
            isJudged = isJudged || m_judged[id - m_firstNew];
            m_judged[id - m_firstNew] = true;
        } else if (m_unfinished.erase(static_cast<std::uint32_t>(id)) == 0) {
            isOld = true;
        }
    }
    return hasNew && !isJudged && !isOld && turn.closed >= now - newsFor;
}

void AlertWatch::judge(const Snapshot& snapshot, const Turn& turn, SessionIndex session, std::vector<Alert>& alerts) {
    const auto add = [&](Alert::Kind kind, double value, double limit) {
        alerts.push_back(
            {.kind = kind, .time = turn.closed, .value = value, .limit = limit, .turn = {{session, turn.opening}}});
    };
    const double margin = marginOf(snapshot, turn);
    // An unsafe reply is below any margin; it is said once.
    if (m_rules.unsafeReplies && verdictOf(snapshot, turn) == Verdict::ReachedUser)
        add(Alert::Kind::UnsafeReply, margin, missing);
    else if (m_rules.margin && margin < *m_rules.margin)
        add(Alert::Kind::Margin, margin, *m_rules.margin);
    if (m_rules.responseSeconds && turn.responseSeconds > *m_rules.responseSeconds)
        add(Alert::Kind::ResponseTime, turn.responseSeconds, *m_rules.responseSeconds);
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
        alerts.push_back({.kind = Alert::Kind::Failures,
                          .time = turn.closed,
                          .value = share,
                          .limit = *m_rules.failedShare,
                          .turns = m_failed.size(),
                          .turn = {{session, turn.opening}}});
    m_failing = tooMany;
}

std::optional<Alert> AlertWatch::lookAtSilence(Duration elapsed) {
    const Duration quiet = elapsed - m_lastArrival.elapsed;
    if (!m_rules.silence || !m_following || m_silent || quiet < *m_rules.silence)
        return std::nullopt;
    m_silent = true;
    return Alert{.kind = Alert::Kind::Silence,
                 .time = m_lastArrival.now,
                 .value = toSeconds(quiet),
                 .limit = toSeconds(*m_rules.silence)};
}

} // namespace moie::ui
