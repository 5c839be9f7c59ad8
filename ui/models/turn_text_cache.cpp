// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/turn_text_cache.h"

#include <algorithm>
#include <utility>

#include <moie/query/turn_texts.h>

#include "ui/theme/format.h"
#include "ui/workspace/same_store.h"

namespace moie::ui {

namespace {

// Few enough that what the user scrolled to meanwhile does not wait for long.
constexpr std::size_t turnsAtOnce = 24;

ShownText shownOf(const SaidText& said) {
    ShownText shown;
    shown.text = format::lines(QString::fromUtf8(said.text.data(), static_cast<qsizetype>(said.text.size())));
    shown.bytes = said.bytes;
    shown.cut = said.isCut();
    shown.given = said.given;
    shown.unfinished = said.unfinished;
    if (said.problem)
        shown.problem = format::oneLine(QString::fromStdString(said.problem->describe()));
    return shown;
}

} // namespace

TurnTextCache::TurnTextCache(QThreadPool& pool, QObject* parent) : QObject(parent), m_query(pool) {}

void TurnTextCache::setSession(SnapshotPtr snapshot, SessionIndex session) {
    if (!m_snapshot || !snapshot || session != m_session || !areOfOneStore(*m_snapshot, *snapshot))
        clear();
    m_snapshot = std::move(snapshot);
    m_session = session;
}

void TurnTextCache::clear() {
    m_query.drop();
    m_texts.clear();
    m_wanted.clear();
}

void TurnTextCache::want(std::vector<WantedText> turns) {
    ++m_asked;
    std::erase_if(turns, [this](const WantedText& turn) {
        const auto kept = m_texts.find(turn.opening);
        if (kept == m_texts.end())
            return false;
        kept->second.used = m_asked;
        return kept->second.entries == turn.entries;
    });
    m_wanted = std::move(turns);
    if (!m_query.isRunning())
        readNext();
}

const ShownTexts* TurnTextCache::of(EntryId opening) const {
    const auto kept = m_texts.find(opening);
    return kept == m_texts.end() ? nullptr : &kept->second.texts;
}

void TurnTextCache::readNext() {
    if (m_wanted.empty() || !m_snapshot)
        return;
    const auto end = m_wanted.begin() + static_cast<std::ptrdiff_t>(std::min(turnsAtOnce, m_wanted.size()));
    std::vector<WantedText> turns(m_wanted.begin(), end);
    m_wanted.erase(m_wanted.begin(), end);
    m_query.refresh([this, snapshot = m_snapshot, session = m_session, turns = std::move(turns),
                     asked = m_asked](std::stop_token stop) -> LatestQuery::Deliver {
        std::vector<std::pair<EntryId, Kept>> read;
        for (const WantedText& turn : turns) {
            if (stop.stop_requested())
                break;
            Kept kept;
            kept.entries = turn.entries;
            kept.used = asked;
            if (const auto selected = turnWithOpening(*snapshot, session, turn.opening)) {
                const TurnTexts texts = readTurnTexts(*snapshot, *selected, mostBytes);
                kept.texts = {shownOf(texts.message), shownOf(texts.response)};
            }
            read.emplace_back(turn.opening, std::move(kept));
        }
        return [this, read = std::move(read)] {
            for (const auto& [opening, kept] : read)
                m_texts[opening] = kept;
            forgetOldest();
            readNext();
            emit arrived();
        };
    });
}

void TurnTextCache::forgetOldest() {
    if (m_texts.size() <= mostTurns)
        return;
    std::vector<std::pair<std::uint64_t, EntryId>> byUse;
    for (const auto& [opening, kept] : m_texts)
        byUse.emplace_back(kept.used, opening);
    const auto surplus = static_cast<std::ptrdiff_t>(m_texts.size() - mostTurns * 3 / 4);
    std::nth_element(byUse.begin(), byUse.begin() + surplus, byUse.end());
    for (auto oldest = byUse.begin(); oldest != byUse.begin() + surplus; ++oldest)
        m_texts.erase(oldest->second);
}

} // namespace moie::ui
