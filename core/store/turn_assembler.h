// SPDX-License-Identifier: MIT
// Makes turns of one session's entries, fed in order of n; tst_turns.cpp shows each rule. Owned by the store builder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <moie/store/columns.h>
#include <moie/store/session.h>

namespace moie {

// A copy is an independent state to go back to.
class TurnAssembler {
public:
    // The columns must outlive the assembler and hold every entry that is fed.
    explicit TurnAssembler(const StoreColumns& columns) : m_columns(&columns) {}

    void feed(EntryId id);

    // When turns stop being provisional: those that were active after `settledBefore` and are unanswered, or that end
    // after the first missing n, may still be completed. unknownTime settles all of them.
    struct Settling {
        Time settledBefore = unknownTime;
        std::uint32_t firstMissing = 0; // the smallest n not seen; 0 where none is missing
    };

    // The turns so far. Entries that wait for their turn are shown in the current one, else as loose. Returns whether
    // some turn is provisional. `isGrowing`: more is expected soon, the last block is kept ready for it.
    bool publish(Session& session, const Settling& settling, bool isGrowing);

private:
    struct Draft {
        Turn turn;
        std::uint32_t activity = 0; // of its conversation, in m_activities
        std::vector<TurnEntryRef> entries;
    };
    using Drafts = std::vector<Draft>;

    Draft& draft(std::size_t turn);
    std::size_t openTurn(EntryId id, NameId conversation);
    void addTo(std::size_t turn, EntryId id, bool mayRepeat);
    void take(EntryId id);
    void takeMessage(EntryId id);
    void takeError(EntryId id);
    void answer(std::size_t turn, EntryId id);
    void takeTagged(EntryId id, std::uint32_t tag);
    void releaseHeldTo(std::optional<std::size_t> turn);
    std::optional<std::size_t> unansweredWithText(std::uint64_t textHash, NameId conversation) const;
    void awaitAnswer(std::size_t turn);
    void settleUnanswered(std::size_t turn);
    void beginRepeat(std::size_t turn);
    std::optional<std::size_t> taggedTurn(std::uint32_t tag) const;
    const Turn& turnAt(std::size_t turn) const;
    std::uint64_t contentOf(EntryId id) const;
    std::uint64_t textHashOf(EntryId opening) const;
    NameId conversationOf(EntryId id) const;
    Drafts& thawedBlock(std::size_t block);
    std::size_t placeOfThawed(std::size_t block) const;
    void setConversation(Draft& turn, NameId conversation);
    std::uint32_t activityOf(NameId conversation);

    Drafts thaw(const TurnBlock& block);
    std::shared_ptr<const TurnBlock> freeze(const Drafts& drafts, const Settling& settling, bool& provisional) const;
    Turn finish(const Draft& draft, const Settling& settling) const;

    const StoreColumns* m_columns;
    // Blocks of turns: those that may still change are kept as drafts.
    std::vector<std::shared_ptr<const TurnBlock>> m_frozen;
    struct ThawedBlock {
        std::size_t block = 0;
        Drafts drafts;
    };
    std::vector<ThawedBlock> m_thawed; // by block
    std::size_t m_turnCount = 0;

    std::optional<std::size_t> m_current;
    std::optional<std::size_t> m_repeating; // the turn that a repeated message is logged for, until its response
    // Turns without response or failure, in order; where they are many, those with a text also by its hash.
    std::set<std::size_t> m_unanswered;
    std::set<std::pair<std::uint64_t, std::size_t>> m_unansweredByText;
    bool m_isIndexedByText = false;
    std::unordered_set<std::uint64_t> m_repeatable; // what the repeating turn holds, by category, message and payload
    std::vector<EntryId> m_held; // from an evaluation or love evolution on: whose they are is not known yet
    std::vector<TurnEntryRef> m_loose;
    // Turns by tag, noTurn where none. Shared by the copies of an assembler, one of which is in use: a turn counts only
    // if it is still so tagged.
    static constexpr std::uint32_t noTurn = 0xffffffffu;
    std::shared_ptr<std::vector<std::uint32_t>> m_turnByTag = std::make_shared<std::vector<std::uint32_t>>();

    struct Activity {
        std::uint32_t sitting = 0;
        Time last = unknownTime;
    };
    std::vector<Activity> m_activities; // of conversations
    std::unordered_map<NameId, std::uint32_t> m_activityByConversation;
    std::uint32_t m_sittingCount = 0;
};

} // namespace moie
