// SPDX-License-Identifier: MIT
// A filter made ready for one snapshot: what the columns and facts say of its terms, without reading a file, and what
// follows for the whole. Immutable; any number of threads may ask. Neither filter nor snapshot may go before it.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include <moie/query/caseless_text.h>
#include <moie/query/entry_set.h>
#include <moie/query/filter.h>
#include <moie/query/selection.h>

namespace moie {

// Terms of the filter, as bits in their order.
using TermSet = std::uint64_t;
static_assert(mostFilterTerms <= 64);

enum class Truth : std::uint8_t { False, True, Unknown };

// The truth of 64 entries in a row, as bits from the lowest: an EntrySet's word. No bit is in both.
struct WordTruth {
    std::uint64_t holds = 0;
    std::uint64_t unknown = 0;
};

class FilterColumns {
public:
    // Of entries: verdicts of turns are made ready to be asked by entry, on so many threads (0: one per core) and only
    // as far as the token lets it.
    enum class Of { Entries, Turns };
    FilterColumns(const Filter& filter, const Snapshot& snapshot, Of of, unsigned threads = 0,
                  const std::stop_token& stop = {});

    // Those that only the entry's text can answer.
    TermSet textTerms() const { return m_textTerms; }
    // Those that an entry can answer: all but what belongs to a turn as a whole.
    TermSet entryTerms() const { return m_entryTerms; }

    // The other terms that hold for an entry. Of turns: without those that belong to the turn as a whole.
    TermSet holdingFor(EntryId id) const;
    // Those that belong to a turn as a whole: since and before by its opening, its session, its verdict. Of an entry
    // outside any turn likewise, by its own time and without a verdict.
    TermSet holdingFor(SessionIndex session, const Turn& turn) const;
    TermSet holdingFor(SessionIndex session, Time time) const;

    // Whether the filter matches where these terms hold and those of `unknown` may.
    Truth matches(TermSet holding, TermSet unknown) const;
    // The same for each of the entries from 64 × `word` on of which a bit is in `asked`, where the text terms may hold.
    // The bits of all others are 0. Of entries.
    WordTruth matchesInWord(std::size_t word, std::uint64_t asked) const;

private:
    struct LabelFacts {
        TermSet holding = 0;  // certainly
        TermSet possible = 0; // to be asked of the entry
    };
    struct Names {
        std::vector<CaselessText> texts;
    };

    TermSet bit(std::size_t term) const { return TermSet{1} << term; }
    void prepareSessions(std::size_t term);
    void prepareVerdicts(std::size_t term, unsigned threads, const std::stop_token& stop);
    LabelFacts labelFacts(const EntryLabels& labels) const;
    Truth termOfLabels(std::size_t term, const EntryLabels& labels) const;
    Truth node(std::size_t at, TermSet holding, TermSet unknown) const;
    WordTruth nodeInWord(std::size_t at, std::size_t word, std::uint64_t asked) const;
    WordTruth termInWord(std::size_t term, std::size_t word, std::uint64_t asked) const;
    bool holds(std::size_t term, EntryId id, const EntryLabels& labels) const;
    bool numberHolds(const FilterTerm& term, double value) const;
    bool nameHolds(std::size_t term, std::string_view name) const;
    bool wordHolds(const FilterTerm& term, std::string_view word) const;
    bool flagHolds(const FilterTerm& term, std::string_view flags) const;
    bool timeHolds(const FilterTerm& term, Time time) const;
    bool evaluationHolds(const FilterTerm& term, std::uint32_t fact) const;
    bool loveHolds(const FilterTerm& term, const LoveVector& love) const;
    bool durationHolds(const FilterTerm& term, Kind kind, std::uint32_t fact) const;
    bool verdictHolds(std::size_t term, const Turn& turn) const;

    const Filter& m_filter;
    const Snapshot& m_snapshot;
    Of m_of;
    TermSet m_textTerms = 0;
    TermSet m_entryTerms = 0;
    std::vector<Names> m_names;                        // by term
    std::vector<std::vector<bool>> m_sessions;         // by term, by session
    std::vector<std::bitset<verdictCount>> m_verdicts; // by term: those it wants
    std::vector<std::unique_ptr<EntrySet>> m_turns;    // by term: entries of turns with such a verdict
    std::vector<LabelFacts> m_labels;                  // by LabelsId
    std::vector<Truth> m_truthOfLabels;                // of the whole filter, by LabelsId
};

} // namespace moie
