// SPDX-License-Identifier: MIT
#include <moie/store/turn_assembler.h>

#include <algorithm>
#include <utility>

namespace moie {

namespace {
constexpr std::size_t usualEntries = 16; // of a turn
// Up to so many unanswered turns are looked through one by one.
constexpr std::size_t fewUnanswered = 8;
} // namespace

void TurnAssembler::feed(EntryId id) {
    const auto& entries = m_columns->entries;
    if (const std::uint32_t tag = entries.turnTag[index(id)])
        takeTagged(id, tag);
    else
        take(id);
}

void TurnAssembler::take(EntryId id) {
    switch (m_columns->entries.labelsOf(id).kind) {
    case Kind::UserInput: takeMessage(id); return;
    case Kind::SystemError: takeError(id); return;
    case Kind::Response: {
        const auto turn = m_repeating ? m_repeating : m_current;
        releaseHeldTo(turn);
        if (turn)
            answer(*turn, id);
        else
            m_loose.emplace_back(id, false);
        return;
    }
    case Kind::Decision: {
        releaseHeldTo(m_current);
        m_current = openTurn(id, NameId{0});
        answer(*m_current, id);
        return;
    }
    case Kind::Evaluation:
    case Kind::LoveEvolution:
        if (!m_repeating) {
            m_held.push_back(id);
            return;
        }
        break;
    default: break;
    }
    if (!m_held.empty()) {
        m_held.push_back(id);
    } else if (const auto turn = m_repeating ? m_repeating : m_current) {
        addTo(*turn, id, m_repeating.has_value());
    } else {
        m_loose.emplace_back(id, false);
    }
}

void TurnAssembler::takeMessage(EntryId id) {
    const MessageFact message = m_columns->entries.fact[index(id)] == noFact
                                    ? MessageFact{}
                                    : m_columns->facts.messages[m_columns->entries.fact[index(id)]];
    if (!m_held.empty()) {
        if (const auto turn = unansweredWithText(message.textHash, message.conversation)) {
            releaseHeldTo(turn);
            beginRepeat(*turn);
            addTo(*turn, id, true);
            return;
        }
    }
    releaseHeldTo(m_current);
    m_repeating.reset();
    m_current = openTurn(id, message.conversation);
    awaitAnswer(*m_current);
    addTo(*m_current, id, false);
}

void TurnAssembler::takeError(EntryId id) {
    if (m_unanswered.size() == 1) {
        const std::size_t turn = *m_unanswered.begin();
        addTo(turn, id, false);
        draft(turn).turn.failed = true;
        settleUnanswered(turn);
    } else if (m_unanswered.empty() && m_current) {
        addTo(*m_current, id, false);
    } else {
        m_loose.emplace_back(id, false);
    }
}

void TurnAssembler::answer(std::size_t turn, EntryId id) {
    addTo(turn, id, false);
    Turn& answered = draft(turn).turn;
    answered.answered = true;
    answered.failed = false; // a reply came after all
    settleUnanswered(turn);
    m_current = turn;
    m_repeating.reset();
}

// As far as the assembler decides on it; the rest of a draft's turn is made when it is published.
const Turn& TurnAssembler::turnAt(std::size_t turn) const {
    const std::size_t at = placeOfThawed(turn / blockTurns);
    return at < m_thawed.size() ? m_thawed[at].drafts[turn % blockTurns].turn
                                : m_frozen[turn / blockTurns]->turns[turn % blockTurns];
}

std::optional<std::size_t> TurnAssembler::taggedTurn(std::uint32_t tag) const {
    const std::uint32_t turn = tag < m_turnByTag->size() ? (*m_turnByTag)[tag] : noTurn;
    if (turn >= m_turnCount || m_columns->entries.turnTag[index(turnAt(turn).opening)] != tag)
        return std::nullopt;
    return turn;
}

// The turn's id decides, whatever the order.
void TurnAssembler::takeTagged(EntryId id, std::uint32_t tag) {
    const Kind kind = m_columns->entries.labelsOf(id).kind;
    const std::optional<std::size_t> known = taggedTurn(tag);
    std::size_t turn = 0;
    if (!known) {
        releaseHeldTo(m_current);
        m_repeating.reset();
        turn = openTurn(id, conversationOf(id));
        if (tag >= m_turnByTag->size())
            m_turnByTag->resize(tag + 1, noTurn);
        (*m_turnByTag)[tag] = static_cast<std::uint32_t>(turn);
        awaitAnswer(turn);
        m_current = turn;
    } else {
        turn = *known;
        if (kind == Kind::UserInput && draft(turn).turn.conversation == NameId{0})
            setConversation(draft(turn), conversationOf(id));
    }
    if (kind == Kind::Response) {
        answer(turn, id);
        return;
    }
    addTo(turn, id, false);
    Turn& tagged = draft(turn).turn;
    if (kind == Kind::SystemError && !tagged.answered) {
        tagged.failed = true;
        settleUnanswered(turn);
    }
}

NameId TurnAssembler::conversationOf(EntryId id) const {
    const std::uint32_t fact = m_columns->entries.fact[index(id)];
    const bool isMessage = m_columns->entries.labelsOf(id).kind == Kind::UserInput && fact != noFact;
    return isMessage ? m_columns->facts.messages[fact].conversation : NameId{0};
}

void TurnAssembler::releaseHeldTo(std::optional<std::size_t> turn) {
    const std::vector<EntryId> held = std::exchange(m_held, {});
    for (const EntryId id : held) {
        if (turn)
            addTo(*turn, id, false);
        else
            m_loose.emplace_back(id, false);
    }
}

// The earliest such turn, one of the same conversation first.
std::optional<std::size_t> TurnAssembler::unansweredWithText(std::uint64_t textHash, NameId conversation) const {
    if (textHash == 0)
        return std::nullopt;
    std::optional<std::size_t> earliest;
    const auto isIt = [&](std::size_t turn) {
        if (!earliest)
            earliest = turn;
        return turnAt(turn).conversation == conversation;
    };
    if (!m_isIndexedByText) {
        for (const std::size_t turn : m_unanswered)
            if (textHashOf(turnAt(turn).opening) == textHash && isIt(turn))
                return turn;
    } else {
        for (auto at = m_unansweredByText.lower_bound({textHash, 0});
             at != m_unansweredByText.end() && at->first == textHash; ++at)
            if (isIt(at->second))
                return at->second;
    }
    return earliest;
}

void TurnAssembler::awaitAnswer(std::size_t turn) {
    m_unanswered.insert(m_unanswered.end(), turn); // the newest
    if (m_unanswered.size() <= fewUnanswered)
        return;
    const auto addByText = [&](std::size_t each) {
        if (const std::uint64_t textHash = textHashOf(turnAt(each).opening))
            m_unansweredByText.emplace(textHash, each);
    };
    if (m_isIndexedByText)
        addByText(turn);
    else
        std::for_each(m_unanswered.begin(), m_unanswered.end(), addByText);
    m_isIndexedByText = true;
}

void TurnAssembler::settleUnanswered(std::size_t turn) {
    if (m_unanswered.erase(turn) == 0 || !m_isIndexedByText)
        return;
    if (m_unanswered.size() <= fewUnanswered) {
        m_unansweredByText.clear();
        m_isIndexedByText = false;
    } else {
        m_unansweredByText.erase({textHashOf(turnAt(turn).opening), turn});
    }
}

// From here to its response, the turn is logged once more.
void TurnAssembler::beginRepeat(std::size_t turn) {
    m_repeating = m_current = turn;
    m_repeatable.clear();
    for (const TurnEntryRef& entry : draft(turn).entries)
        m_repeatable.insert(contentOf(entry.id()));
}

std::uint64_t TurnAssembler::textHashOf(EntryId opening) const {
    const auto& entries = m_columns->entries;
    const std::uint32_t fact = entries.fact[index(opening)];
    if (entries.labelsOf(opening).kind != Kind::UserInput || fact == noFact)
        return 0;
    return m_columns->facts.messages[fact].textHash;
}

std::size_t TurnAssembler::openTurn(EntryId id, NameId conversation) {
    const std::size_t turn = m_turnCount++;
    if (turn % blockTurns == 0)
        m_thawed.push_back({turn / blockTurns, {}});
    Draft& opened = thawedBlock(turn / blockTurns).emplace_back();
    opened.entries.reserve(usualEntries);
    opened.turn.opened = m_columns->entries.time[index(id)];
    opened.turn.opening = id;
    setConversation(opened, conversation);
    Activity& activity = m_activities[opened.activity];
    if (activity.last == unknownTime || opened.turn.opened - activity.last > sittingPause)
        activity.sitting = m_sittingCount++;
    activity.last = std::max(activity.last, opened.turn.opened);
    opened.turn.sitting = activity.sitting;
    return turn;
}

void TurnAssembler::setConversation(Draft& turn, NameId conversation) {
    turn.turn.conversation = conversation;
    turn.activity = activityOf(conversation);
    // One that is new goes on with the sitting that the turn was opened in.
    if (Activity& activity = m_activities[turn.activity]; activity.last == unknownTime)
        activity.sitting = turn.turn.sitting;
}

std::uint32_t TurnAssembler::activityOf(NameId conversation) {
    const auto next = static_cast<std::uint32_t>(m_activities.size());
    const auto [found, isNew] = m_activityByConversation.try_emplace(conversation, next);
    if (isNew)
        m_activities.emplace_back();
    return found->second;
}

std::uint64_t TurnAssembler::contentOf(EntryId id) const {
    const auto& entries = m_columns->entries;
    const EntryLabels& labels = entries.labelsOf(id);
    // Only ever compared within a turn.
    std::uint64_t content = entries.payloadHash[index(id)];
    for (const NameId name : {labels.category, labels.message}) {
        content = (content ^ static_cast<std::uint64_t>(name)) * 0xbf58476d1ce4e5b9u;
        content ^= content >> 32;
    }
    return content;
}

void TurnAssembler::addTo(std::size_t turn, EntryId id, bool mayRepeat) {
    Draft& target = draft(turn);
    target.entries.emplace_back(id, mayRepeat && !m_repeatable.insert(contentOf(id)).second);
    Time& last = m_activities[target.activity].last;
    last = std::max(last, m_columns->entries.time[index(id)]);
}

TurnAssembler::Draft& TurnAssembler::draft(std::size_t turn) {
    return thawedBlock(turn / blockTurns)[turn % blockTurns];
}

// Its place in m_thawed, the end where it is frozen.
std::size_t TurnAssembler::placeOfThawed(std::size_t block) const {
    if (!m_thawed.empty() && m_thawed.back().block == block) // mostly
        return m_thawed.size() - 1;
    const auto found =
        std::lower_bound(m_thawed.begin(), m_thawed.end(), block,
                         [](const ThawedBlock& thawed, std::size_t wanted) { return thawed.block < wanted; });
    return found != m_thawed.end() && found->block == block ? static_cast<std::size_t>(found - m_thawed.begin())
                                                            : m_thawed.size();
}

TurnAssembler::Drafts& TurnAssembler::thawedBlock(std::size_t block) {
    if (const std::size_t at = placeOfThawed(block); at < m_thawed.size())
        return m_thawed[at].drafts;
    const auto place =
        std::find_if(m_thawed.begin(), m_thawed.end(), [&](const ThawedBlock& thawed) { return thawed.block > block; });
    return m_thawed.insert(place, {block, thaw(*m_frozen[block])})->drafts;
}

TurnAssembler::Drafts TurnAssembler::thaw(const TurnBlock& block) {
    Drafts drafts;
    drafts.reserve(blockTurns);
    for (const Turn& turn : block.turns) {
        const auto first = block.entries.begin() + turn.entries.first;
        drafts.push_back({turn, activityOf(turn.conversation), {first, first + turn.entries.count}});
    }
    return drafts;
}

bool TurnAssembler::publish(Session& session, const Settling& settling, bool isGrowing) {
    session.turnCount = static_cast<std::uint32_t>(m_turnCount);
    auto loose = std::make_shared<std::vector<TurnEntryRef>>(m_loose);
    if (!m_current)
        for (const EntryId id : m_held)
            loose->emplace_back(id, false);
    session.loose = std::move(loose);
    const std::size_t blocks = (m_turnCount + blockTurns - 1) / blockTurns;
    m_frozen.resize(blocks);
    if (m_current && !m_held.empty())
        draft(*m_current); // thaws the block that shows the held entries

    bool provisional = false;
    for (auto thawed = m_thawed.begin(); thawed != m_thawed.end();) {
        const std::size_t block = thawed->block;
        bool blockProvisional = false;
        const bool showsHeld = m_current && !m_held.empty() && *m_current / blockTurns == block;
        if (showsHeld) {
            Drafts shown = thawed->drafts;
            Draft& current = shown[*m_current % blockTurns];
            for (const EntryId id : m_held)
                current.entries.emplace_back(id, false);
            m_frozen[block] = freeze(shown, settling, blockProvisional);
        } else {
            m_frozen[block] = freeze(thawed->drafts, settling, blockProvisional);
        }
        provisional = provisional || blockProvisional;
        // The last block goes on growing, and a provisional turn has to be looked at again.
        const bool keep = (isGrowing && block + 1 == blocks) || showsHeld || blockProvisional;
        thawed = keep ? std::next(thawed) : m_thawed.erase(thawed);
    }
    session.blocks = m_frozen;
    return provisional;
}

std::shared_ptr<const TurnBlock> TurnAssembler::freeze(const Drafts& drafts, const Settling& settling,
                                                       bool& provisional) const {
    auto block = std::make_shared<TurnBlock>();
    std::size_t entries = 0;
    for (const Draft& each : drafts)
        entries += each.entries.size();
    block->turns.reserve(drafts.size());
    block->entries.reserve(entries);
    for (const Draft& each : drafts) {
        Turn turn = finish(each, settling);
        turn.entries = {static_cast<std::uint32_t>(block->entries.size()),
                        static_cast<std::uint32_t>(each.entries.size())};
        provisional = provisional || turn.provisional;
        block->turns.push_back(turn);
        block->entries.insert(block->entries.end(), each.entries.begin(), each.entries.end());
    }
    return block;
}

} // namespace moie
