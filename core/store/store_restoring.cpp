// SPDX-License-Identifier: MIT
// A store builder's images, and how it takes one over.
#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

#include <moie/store/store_builder.h>

namespace moie {

std::optional<StoreImage> StoreBuilder::image() const {
    if (hasChanged())
        return std::nullopt;
    StoreImage image;
#define MOIE_VIEW(name) image.entries.name = m_columns.entries.name.view();
    MOIE_ENTRY_COLUMNS(MOIE_VIEW)
#undef MOIE_VIEW
    image.labels = m_columns.entries.labelTable.view();
    image.facts = m_columns.factsView();
    image.names = m_columns.names.view();
    image.noted = m_noted.view();
    image.tags = m_tags.view();
    image.files = m_publishedFiles;
    image.lastTimes = m_lastTimeOfFile;
    image.sessions = m_publishedSessions;
    for (const SessionIndex at : m_provisional)
        image.sessions[index(at)] = m_sessions[index(at)].settled();
    image.isArranged = m_isArranged;
    return image;
}

void StoreBuilder::adopt(StoreContents contents) {
    m_columns = std::move(contents.columns);
    m_noted = std::move(contents.noted);
    m_tagsOfSleeping = std::move(contents.tags);
    for (std::size_t i = 0; i < m_tagsOfSleeping.size(); ++i)
        for (const std::uint64_t tag : m_tagsOfSleeping[i])
            m_tags.push_back({SessionIndex{static_cast<std::uint32_t>(i)}, tag});
    m_lastTimeOfFile = std::move(contents.lastTimes);
    m_files = std::move(contents.files);
    m_publishedFiles.resize(m_files.size());
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        m_counts.bytes += m_files[i].bytes;
        m_counts.lines += m_files[i].lines;
        touch(FileIndex{static_cast<std::uint32_t>(i)});
    }
    for (std::size_t i = 0; i < m_noted.size(); ++i)
        countWarnings(m_noted[i].warnings);
    for (std::size_t i = 0; i < m_columns.facts.evaluations.size(); ++i)
        noteBarriers(m_columns.facts.evaluations[i]);
    const LabelTable& table = m_columns.entries.labelTable;
    for (std::size_t i = 0; i < table.size(); ++i) {
        m_levelCountOf.push_back(levelCountOf(table[LabelsId{static_cast<std::uint32_t>(i)}]));
        m_levelCounts[m_levelCountOf.back()].entries += contents.entriesOfLabels[i];
    }
    adoptSessions(std::move(contents.sessions));
}

void StoreBuilder::adoptSessions(std::vector<std::shared_ptr<const Session>> sessions) {
    m_publishedSessions = std::move(sessions);
    m_sessions.reserve(m_publishedSessions.size());
    for (const auto& session : m_publishedSessions) {
        m_sessionsById.emplace(session->id, SessionIndex{static_cast<std::uint32_t>(m_sessions.size())});
        m_sessions.emplace_back(session->id, m_columns);
        m_counts.turns += session->turnCount;
        if (session->entries == 0)
            continue;
        if (m_counts.first == unknownTime || session->first < m_counts.first)
            m_counts.first = session->first;
        m_counts.last = std::max(m_counts.last, session->last);
    }
    m_isDirty.resize(m_sessions.size(), false);
    m_isAsleep.resize(m_sessions.size(), true);
    m_hasSleeping = true;
}

// Makes a restored session's draft of its entries, as if all of them had just arrived.
void StoreBuilder::wake(SessionIndex at) {
    m_isAsleep[index(at)] = false;
    markDirty(at);
    SessionDraft& draft = m_sessions[index(at)];
    for (const std::uint64_t tag : std::exchange(m_tagsOfSleeping[index(at)], {})) {
        bool isNew = false;
        draft.numberOfTag(tag, isNew);
    }
    std::vector<EntryId> ids;
    const Session& session = *m_publishedSessions[index(at)];
    ids.reserve(session.entries);
    const auto take = [&](const std::vector<TurnEntryRef>& entries) {
        for (const TurnEntryRef& entry : entries)
            ids.push_back(entry.id());
    };
    take(*session.loose);
    for (const auto& block : session.blocks)
        take(block->entries);
    std::sort(ids.begin(), ids.end()); // in order of arrival
    const auto& columns = m_columns.entries;
    for (const EntryId id : ids) {
        // None of them is a repeat; those with a number that was seen are kept apart.
        draft.repeatOf(columns.number[index(id)], columns.payloadHash[index(id)], id, [](EntryId) { return false; });
        draft.add(id);
    }
    m_arrived += ids.size();
}

// Those that were written to within the last minute.
void StoreBuilder::wakeUnsettled(Time now) {
    if (!std::exchange(m_hasSleeping, false))
        return;
    for (std::size_t i = 0; i < m_isAsleep.size(); ++i) {
        const SessionIndex at{static_cast<std::uint32_t>(i)};
        if (m_isAsleep[i] && SessionDraft::maySettleLater(*m_publishedSessions[i], now))
            wake(at);
    }
}

} // namespace moie
