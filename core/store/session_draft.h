// SPDX-License-Identifier: MIT
// A session as it grows: its entries in order, the numbers that are missing, and the assembler of its turns. Owned by
// the store builder.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <moie/store/columns.h>
#include <moie/store/seen_numbers.h>
#include <moie/store/session.h>
#include <moie/store/turn_assembler.h>

namespace moie {

class SessionDraft {
public:
    SessionDraft(NameId id, const StoreColumns& columns) : m_id(id), m_columns(&columns), m_assembler(columns) {}

    // The entry that has this n and this content already, noEntry where none has; else the entry is remembered.
    // `isSame` compares with an earlier entry.
    template <typename IsSame>
    EntryId repeatOf(std::uint32_t number, std::uint64_t payloadHash, EntryId id, IsSame&& isSame);

    // Takes an entry in; it is arranged with the next publication.
    void add(EntryId id) { m_arrivals.push_back(id); }

    // metadata.turn_id (by hash) numbered from 1 in order of arrival; `isNew` is set where it came for the first time.
    std::uint32_t numberOfTag(std::uint64_t tag, bool& isNew) {
        const auto [found, added] = m_tags.try_emplace(tag, static_cast<std::uint32_t>(m_tags.size() + 1));
        isNew = added;
        return found->second;
    }

    // What is on its way and what is not, in the writer's time.
    struct Moment {
        Time now = unknownTime; // unknown: nothing more will come
        bool isLoading = false; // files that are there have not been read yet
        bool isLive = false;    // what arrives was written just now
    };
    // Arranges what arrived and makes the session's present state. `mayChange` is set where time alone will change it.
    std::shared_ptr<const Session> publish(const Moment& moment, bool& mayChange);

    // What publish() would make if nothing more would come; of what was arranged.
    std::shared_ptr<const Session> settled() const;
    // Whether a session that is settled may not be so yet at that time, once all was read.
    static bool maySettleLater(const Session& session, Time now);

private:
    struct Checkpoint {
        std::size_t fed = 0; // entries, all with numbers up to lastNumber
        std::size_t gaps = 0;
        std::uint32_t lastNumber = 0;
        TurnAssembler assembler;
    };

    void arrange(bool isLive);
    bool mayFollow(const std::vector<EntryId>& fresh) const;
    void addCheckpoint();
    void goBackBefore(std::uint32_t number);
    std::vector<EntryId> entriesAfter(std::uint32_t number) const;
    void feed(const std::vector<EntryId>& ids, bool isLive);
    TurnAssembler::Settling settlingAt(const Moment& moment) const;
    std::shared_ptr<Session> describe(TurnAssembler::Settling& settling) const;

    NameId m_id{};
    const StoreColumns* m_columns;
    TurnAssembler m_assembler;
    std::vector<EntryId> m_arrivals;    // since the last publication
    std::vector<EntryId> m_unnumbered;  // entries without n, in order of arrival
    EntryId m_lastUnnumbered = noEntry; // the last of them in the assembler
    Time m_numberedReach = unknownTime; // the latest time of those with n in the assembler
    std::size_t m_fed = 0;              // entries in the assembler
    std::vector<Checkpoint> m_checkpoints;
    std::vector<Gap> m_gaps; // in order of n
    SeenNumbers m_numbers;
    struct Further {
        std::uint32_t number = 0;
        EntryId id = noEntry;
    };
    std::unordered_multimap<std::uint64_t, Further> m_sameNumber; // entries with an n that was seen, by n and payload
    std::uint32_t m_lastNumber = 0;                               // the largest n that was fed
    std::unordered_map<std::uint64_t, std::uint32_t> m_tags;
    Time m_first = unknownTime;
    Time m_last = unknownTime;
    // When an entry last arrived live, and the session's latest time then.
    Time m_arrivedAt = unknownTime;
    Time m_lastAtArrival = unknownTime;
};

template <typename IsSame>
EntryId SessionDraft::repeatOf(std::uint32_t number, std::uint64_t payloadHash, EntryId id, IsSame&& isSame) {
    if (number == 0 || m_numbers.add(number, id))
        return noEntry;
    if (const EntryId known = m_numbers.find(number); isSame(known))
        return known;
    // Other entries under the same number, which is a writer's fault, are all kept.
    const std::uint64_t key = payloadHash ^ (number * 0x9e3779b97f4a7c15u);
    const auto [first, last] = m_sameNumber.equal_range(key);
    for (auto known = first; known != last; ++known)
        if (isSame(known->second.id))
            return known->second.id;
    m_sameNumber.emplace(key, Further{number, id});
    return noEntry;
}

} // namespace moie
