// SPDX-License-Identifier: MIT
// Sessions and turns, as turn_assembler.h makes them of entries. All of it is immutable once published; what a late
// entry changes is built anew and the rest is shared.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <moie/base/ids.h>
#include <moie/base/time.h>
#include <moie/schema/facts.h>

namespace moie {

// One entry of a turn. A repeat is shown in the log and counted nowhere.
struct TurnEntry {
    EntryId id = noEntry;
    Kind kind = Kind::Other;
    bool repeat = false;
    std::uint32_t fact = noFact;
};

// A TurnEntry as it is kept: kind and fact are the entry's. Ids reach to 2³¹.
class TurnEntryRef {
public:
    TurnEntryRef() = default;
    TurnEntryRef(EntryId id, bool repeat) : m_bits(static_cast<std::uint32_t>(id) << 1 | (repeat ? 1u : 0u)) {}
    EntryId id() const { return EntryId{m_bits >> 1}; }
    bool isRepeat() const { return (m_bits & 1) != 0; }
    // `entries` are the columns or a snapshot's view of them.
    template <typename Entries>
    TurnEntry in(const Entries& entries) const {
        return {id(), entries.labelsOf(id()).kind, isRepeat(), entries.fact[index(id())]};
    }

private:
    std::uint32_t m_bits = 0;
};

struct EntryRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

// What the user calls an interaction: the message, the response and all that was logged for it.
struct Turn {
    Time opened = unknownTime;
    Time closed = unknownTime; // of its latest entry so far
    EntryId opening = noEntry; // the message's entry, or the first that names the turn by id
    EntryRange entries;        // in TurnBlock::entries, in order of n
    NameId conversation{};
    std::uint32_t sitting = 0;       // runs through the session from 0 (docs/figures.md, "Turns")
    VectorIndex input = noVector;    // see inputVector()
    VectorIndex response = noVector; // see responseVector()
    double responseSeconds = missing;
    double magnitude = missing; // |response|, NaN unless the vector has all five components
    // The last evaluation that counts decides the verdict; earlier ones say whether the turn was caught.
    std::uint32_t lastEvaluation = noFact; // row in FactsView::evaluations
    std::uint32_t evaluations = 0;
    std::uint32_t unsafeEvaluations = 0;
    std::uint32_t violations = 0;
    bool answered = false;
    bool failed = false;
    bool lastUnsafe = false;
    bool crisis = false;
    bool decision = false;    // from safety_decisions.jsonl: judged without barrier values
    bool provisional = false; // an entry still on its way may complete it: in no figure yet
};

inline constexpr std::size_t blockTurns = 256;

// blockTurns turns of a session in order of opening (the last block: up to so many), with their entries. Entries
// outside any turn (before the first message, or an error that could be of several turns) stand in `loose`.
struct TurnBlock {
    std::vector<Turn> turns;
    std::vector<TurnEntryRef> entries;
};

// Numbers n of a session that are missing: firstNumber … firstNumber + count − 1.
struct Gap {
    Time time = unknownTime; // of the entry after them
    std::uint32_t firstNumber = 0;
    std::uint32_t count = 0;
};

struct Session {
    NameId id{};
    Time first = unknownTime;
    Time last = unknownTime;
    std::uint32_t entries = 0;        // without repeats of whole entries
    std::uint64_t missingEntries = 0; // of all gaps
    // Numbers n that were not seen, as far as they are not still on their way; in order of n.
    std::shared_ptr<const std::vector<Gap>> gaps;
    std::uint32_t turnCount = 0;
    std::vector<std::shared_ptr<const TurnBlock>> blocks;
    std::shared_ptr<const std::vector<TurnEntryRef>> loose;
};

// A pause longer than this ends a sitting.
inline constexpr Duration sittingPause = std::chrono::minutes(30);

} // namespace moie
