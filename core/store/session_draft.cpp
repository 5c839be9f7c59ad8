// SPDX-License-Identifier: MIT
#include <moie/store/session_draft.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace moie {

namespace {

// A turn whose latest entry is older than this is complete: whatever is missing is missing.
constexpr Duration settleAfter = std::chrono::seconds(60);

// A late entry restarts from the last checkpoint before it. Entries are late by moments, so few are kept.
constexpr std::size_t checkpointEvery = 512;
constexpr std::size_t mostCheckpoints = 4;

// Earlier than every time, later than unknownTime.
constexpr Time beginningOfTime = unknownTime + Duration(1);

// Whether an entry without n, or with the same n as the other, stands before it: by time, file and place in it. Files
// go by their names, since their numbers depend on when they were found.
bool standsBefore(const StoreColumns& store, EntryId a, EntryId b) {
    const EntryColumns& columns = store.entries;
    if (columns.time[index(a)] != columns.time[index(b)])
        return columns.time[index(a)] < columns.time[index(b)];
    const TextPlace placeA = columns.place[index(a)];
    const TextPlace placeB = columns.place[index(b)];
    if (placeA.file != placeB.file)
        return std::tie(store.paths[index(placeA.file)], placeA.file) <
               std::tie(store.paths[index(placeB.file)], placeB.file);
    return placeA.offset < placeB.offset;
}

// The order of a session's entries: by n; those without one stand where their time puts them between the others.
std::vector<EntryId> inOrder(const StoreColumns& store, std::vector<EntryId> ids) {
    const EntryColumns& columns = store.entries;
    const auto unnumbered =
        std::partition(ids.begin(), ids.end(), [&](EntryId id) { return columns.number[index(id)] != 0; });
    std::sort(ids.begin(), unnumbered, [&](EntryId a, EntryId b) {
        const auto na = columns.number[index(a)];
        const auto nb = columns.number[index(b)];
        return na != nb ? na < nb : standsBefore(store, a, b);
    });
    std::sort(unnumbered, ids.end(), [&](EntryId a, EntryId b) { return standsBefore(store, a, b); });
    if (unnumbered == ids.begin() || unnumbered == ids.end())
        return ids;

    std::vector<EntryId> merged;
    merged.reserve(ids.size());
    auto next = unnumbered;
    Time reached = unknownTime; // by the numbered ones; a clock that was set back does not count
    for (auto numbered = ids.begin(); numbered != unnumbered; ++numbered) {
        reached = std::max(reached, columns.time[index(*numbered)]);
        while (next != ids.end() && columns.time[index(*next)] < reached)
            merged.push_back(*next++);
        merged.push_back(*numbered);
    }
    merged.insert(merged.end(), next, ids.end());
    return merged;
}

} // namespace

void SessionDraft::arrange(bool isLive) {
    const auto& columns = m_columns->entries;
    const std::vector<EntryId> fresh = std::exchange(m_arrivals, {});
    const bool isFollowing = mayFollow(fresh);
    std::uint32_t smallest = std::numeric_limits<std::uint32_t>::max();
    for (const EntryId id : fresh) {
        const std::uint32_t number = columns.number[index(id)];
        if (number == 0)
            m_unnumbered.push_back(id);
        else
            smallest = std::min(smallest, number);
    }
    if (m_unnumbered.empty()) {
        if (smallest <= m_lastNumber)
            goBackBefore(smallest);
        feed(entriesAfter(m_lastNumber), isLive);
    } else if (isFollowing) {
        feed(inOrder(*m_columns, fresh), isLive);
    } else {
        goBackBefore(0);
        feed(entriesAfter(0), isLive);
    }
}

// Whether all of these stand after all that was fed, in the order that inOrder() gives.
bool SessionDraft::mayFollow(const std::vector<EntryId>& fresh) const {
    const auto& columns = m_columns->entries;
    const Time lastUnnumbered = m_lastUnnumbered == noEntry ? unknownTime : columns.time[index(m_lastUnnumbered)];
    return std::all_of(fresh.begin(), fresh.end(), [&](EntryId id) {
        const Time time = columns.time[index(id)];
        if (const std::uint32_t number = columns.number[index(id)])
            return number > m_lastNumber && time > lastUnnumbered;
        return time >= m_numberedReach &&
               (m_lastUnnumbered == noEntry || standsBefore(*m_columns, m_lastUnnumbered, id));
    });
}

// To the last checkpoint before the entry with that number, else to the beginning.
void SessionDraft::goBackBefore(std::uint32_t number) {
    while (!m_checkpoints.empty() && m_checkpoints.back().lastNumber >= number)
        m_checkpoints.pop_back();
    if (m_checkpoints.empty()) {
        m_assembler = TurnAssembler(*m_columns);
        m_gaps.clear();
        m_lastNumber = 0;
        m_fed = 0;
        m_lastUnnumbered = noEntry;
        m_numberedReach = unknownTime;
    } else {
        const Checkpoint& checkpoint = m_checkpoints.back();
        m_assembler = checkpoint.assembler;
        m_gaps.resize(checkpoint.gaps);
        m_lastNumber = checkpoint.lastNumber;
        m_fed = checkpoint.fed;
    }
}

// All entries with a larger number, and those without one, in order.
std::vector<EntryId> SessionDraft::entriesAfter(std::uint32_t number) const {
    std::vector<EntryId> entries;
    m_numbers.forEachAfter(number, [&](EntryId id) { entries.push_back(id); });
    const std::size_t ordered = entries.size();
    for (const auto& [key, further] : m_sameNumber)
        if (further.number > number)
            entries.push_back(further.id);
    entries.insert(entries.end(), m_unnumbered.begin(), m_unnumbered.end());
    return entries.size() == ordered ? entries : inOrder(*m_columns, std::move(entries));
}

void SessionDraft::feed(const std::vector<EntryId>& ids, bool isLive) {
    const auto& columns = m_columns->entries;
    for (const EntryId id : ids) {
        const Time time = columns.time[index(id)];
        const std::uint32_t number = columns.number[index(id)];
        if (number > m_lastNumber) {
            // Between numbers, so that all entries with one number stand on the same side.
            if (isLive)
                addCheckpoint();
            if (number > m_lastNumber + 1)
                m_gaps.push_back({time, m_lastNumber + 1, number - m_lastNumber - 1});
            m_lastNumber = number;
        }
        m_assembler.feed(id);
        ++m_fed;
        if (number == 0)
            m_lastUnnumbered = id;
        else
            m_numberedReach = std::max(m_numberedReach, time);
        m_first = m_first == unknownTime ? time : std::min(m_first, time);
        m_last = std::max(m_last, time);
    }
}

void SessionDraft::addCheckpoint() {
    const std::size_t since = m_checkpoints.empty() ? 0 : m_checkpoints.back().fed;
    if (!m_unnumbered.empty() || m_fed < since + checkpointEvery)
        return;
    if (m_checkpoints.size() == mostCheckpoints)
        m_checkpoints.erase(m_checkpoints.begin());
    m_checkpoints.push_back({m_fed, m_gaps.size(), m_lastNumber, m_assembler});
}

TurnAssembler::Settling SessionDraft::settlingAt(const Moment& moment) const {
    TurnAssembler::Settling settling;
    if (moment.isLoading) {
        settling.settledBefore = beginningOfTime;
    } else if (moment.now != unknownTime) {
        // A live writer's clock may differ from ours.
        const Time writersNow = m_arrivedAt == unknownTime ? moment.now : m_lastAtArrival + (moment.now - m_arrivedAt);
        settling.settledBefore = writersNow - settleAfter;
    }
    return settling;
}

std::shared_ptr<const Session> SessionDraft::publish(const Moment& moment, bool& mayChange) {
    if (!m_arrivals.empty()) {
        arrange(moment.isLive);
        if (moment.isLive) {
            m_arrivedAt = moment.now;
            m_lastAtArrival = m_last;
        }
    }
    TurnAssembler::Settling settling = settlingAt(moment);
    const std::shared_ptr<Session> session = describe(settling);
    const bool hasProvisionalTurn = m_assembler.publish(*session, settling, moment.isLive);
    mayChange = hasProvisionalTurn || settling.firstMissing != 0;
    return session;
}

// All but its turns; finds the first number that may still come.
std::shared_ptr<Session> SessionDraft::describe(TurnAssembler::Settling& settling) const {
    auto gaps = std::make_shared<std::vector<Gap>>();
    auto session = std::make_shared<Session>();
    for (const Gap& gap : m_gaps) {
        if (settling.settledBefore == unknownTime || gap.time <= settling.settledBefore) {
            gaps->push_back(gap);
            session->missingEntries += gap.count;
        } else if (settling.firstMissing == 0) {
            settling.firstMissing = gap.firstNumber;
        }
    }
    session->id = m_id;
    session->first = m_first;
    session->last = m_last;
    session->entries = static_cast<std::uint32_t>(m_fed);
    session->gaps = std::move(gaps);
    return session;
}

std::shared_ptr<const Session> SessionDraft::settled() const {
    TurnAssembler::Settling settling;
    std::shared_ptr<Session> session = describe(settling);
    TurnAssembler(m_assembler).publish(*session, settling, false);
    return session;
}

bool SessionDraft::maySettleLater(const Session& session, Time now) {
    return now != unknownTime && session.last > now - settleAfter;
}

} // namespace moie
