// SPDX-License-Identifier: MIT
#include <moie/query/matching.h>

#include <algorithm>
#include <bit>

#include <moie/query/filter_columns.h>
#include <moie/query/parallel.h>
#include <moie/query/selection.h>

namespace moie {

namespace {

// Entries that a thread decides on at a time: whole words of an EntrySet.
constexpr std::size_t chunkEntries = 65'536;
static_assert(chunkEntries % EntrySet::wordBits == 0);

// What the columns decide of a span of entries.
class ColumnPass {
public:
    ColumnPass(const Snapshot& snapshot, const FilterColumns& columns, const Scope& scope, EntrySpan span)
        : m_snapshot(snapshot), m_columns(columns), m_scope(scope), m_span(span), m_matching(snapshot.entries.size()) {
        if (!scope.session.empty()) {
            m_inScope.resize(snapshot.sessions.size());
            for (std::size_t i = 0; i < snapshot.sessions.size(); ++i)
                m_inScope[i] = snapshot.name(snapshot.sessions[i]->id).starts_with(scope.session);
        }
        m_open.resize(span.last > span.first ? (span.last - 1) / chunkEntries - span.first / chunkEntries + 1 : 0);
    }

    void run(const MatchOptions& options) {
        const std::size_t firstChunk = m_span.first / chunkEntries;
        forEachPart(
            m_open.size(), threadsFor(m_open.size(), options.threads), options.stop, [&](std::size_t part, unsigned) {
                const std::size_t first = (firstChunk + part) * chunkEntries;
                decide(std::max(m_span.first, first), std::min(m_span.last, first + chunkEntries), m_open[part]);
            });
    }

    EntrySet takeMatching() { return std::move(m_matching); }
    // Entries that their text decides, in order.
    std::vector<EntryId> open() const {
        std::vector<EntryId> all;
        for (const auto& chunk : m_open)
            all.insert(all.end(), chunk.begin(), chunk.end());
        return all;
    }

private:
    // Of entries in the chunk.
    void decide(std::size_t first, std::size_t last, std::vector<EntryId>& open) {
        constexpr std::size_t bits = EntrySet::wordBits;
        for (std::size_t word = first / bits; word * bits < last; ++word) {
            const WordTruth truth = m_columns.matchesInWord(word, inScope(word, first, last));
            m_matching.addToWord(word, truth.holds);
            for (std::uint64_t rest = truth.unknown; rest != 0; rest &= rest - 1)
                open.push_back(EntryId{
                    static_cast<std::uint32_t>(word * bits + static_cast<std::size_t>(std::countr_zero(rest)))});
        }
    }

    // Of the word's entries, those from `first` to before `last` that are in scope.
    std::uint64_t inScope(std::size_t word, std::size_t first, std::size_t last) const {
        constexpr std::size_t bits = EntrySet::wordBits;
        const std::size_t from = std::max(first, word * bits) - word * bits;
        const std::size_t to = std::min(last - word * bits, bits);
        std::uint64_t chosen = (~std::uint64_t{0} >> (bits - to)) & (~std::uint64_t{0} << from);
        if (m_scope.range.from || m_scope.range.to)
            chosen &= bitsFor(word, from, to,
                              [&](std::size_t i) { return m_scope.range.contains(m_snapshot.entries.time[i]); });
        if (!m_scope.session.empty())
            chosen &= bitsFor(word, from, to, [&](std::size_t i) {
                const std::size_t session = index(m_snapshot.entries.session[i]); // foreign objects have none
                return session < m_inScope.size() && m_inScope[session];
            });
        return chosen;
    }

    template <typename Is>
    static std::uint64_t bitsFor(std::size_t word, std::size_t from, std::size_t to, Is is) {
        std::uint64_t set = 0;
        for (std::size_t i = from; i < to; ++i)
            set |= std::uint64_t{is(word * EntrySet::wordBits + i)} << i;
        return set;
    }

    const Snapshot& m_snapshot;
    const FilterColumns& m_columns;
    const Scope& m_scope;
    EntrySpan m_span;
    EntrySet m_matching;
    std::vector<bool> m_inScope;
    std::vector<std::vector<EntryId>> m_open; // by chunk
};

// What the columns leave open of turns, and of entries outside any.
class TurnPass {
public:
    TurnPass(const Snapshot& snapshot, const FilterColumns& columns)
        : m_snapshot(snapshot), m_columns(columns), m_turns(snapshot.sessions.size()),
          m_loose(snapshot.entries.size()) {}

    void decide(SessionIndex session) {
        m_turns[index(session)].resize(m_snapshot.sessions[index(session)]->turnCount);
        forEachTurnOf(m_snapshot, session, TimeRange{}, [&](const SelectedTurn& turn) { decideTurn(turn); });
        forEachLooseEntryOf(m_snapshot, session, TimeRange{}, [&](const LooseEntry& entry) { decideLoose(entry); });
    }

    const std::vector<EntryId>& open() const { return m_open; }

    void take(const LineAnswers& answers) {
        for (Undecided& undecided : m_undecided) {
            TermSet unknown = 0;
            for (std::size_t i = undecided.first; i < undecided.last; ++i) {
                undecided.holding |= answers.holding[i];
                unknown |= answers.isRead[i] != 0 ? 0 : m_columns.textTerms();
            }
            if (m_columns.matches(undecided.holding, unknown) != Truth::True)
                continue;
            if (undecided.loose != noEntry)
                m_loose.add(undecided.loose);
            else
                m_turns[index(undecided.session)][undecided.number - 1] = true;
        }
    }

    std::shared_ptr<const FilteredTurns> result() {
        return std::make_shared<const FilteredTurns>(m_snapshot.generation, std::move(m_turns), std::move(m_loose));
    }

private:
    // A turn, or an entry outside any, with its entries in m_open.
    struct Undecided {
        TermSet holding = 0;
        std::size_t first = 0;
        std::size_t last = 0;
        SessionIndex session{};
        std::size_t number = 0;
        EntryId loose = noEntry;
    };

    void decideTurn(const SelectedTurn& selected) {
        TermSet holding = m_columns.holdingFor(selected.sessionIndex, *selected.turn);
        auto matching =
            m_turns[index(selected.sessionIndex)].begin() + static_cast<std::ptrdiff_t>(selected.number - 1);
        // Its entries need not be looked at where the turn as a whole decides.
        if (const Truth truth = m_columns.matches(holding, m_columns.entryTerms()); truth != Truth::Unknown) {
            *matching = truth == Truth::True;
            return;
        }
        const EntryRange range = selected.turn->entries;
        const auto forEach = [&](auto&& visit) {
            for (std::uint32_t i = range.first; i < range.first + range.count; ++i)
                if (!selected.block->entries[i].isRepeat())
                    visit(selected.block->entries[i].id());
        };
        forEach([&](EntryId id) { holding |= m_columns.holdingFor(id); });
        const Truth truth = m_columns.matches(holding, m_columns.textTerms());
        *matching = truth == Truth::True;
        if (truth != Truth::Unknown)
            return;
        const std::size_t first = m_open.size();
        forEach([&](EntryId id) { m_open.push_back(id); });
        m_undecided.push_back({holding, first, m_open.size(), selected.sessionIndex, selected.number, noEntry});
    }

    void decideLoose(const LooseEntry& loose) {
        if (loose.entry.repeat)
            return;
        const EntryId id = loose.entry.id;
        const TermSet holding = m_columns.holdingFor(id) | m_columns.holdingFor(loose.sessionIndex, loose.time);
        const Truth truth = m_columns.matches(holding, m_columns.textTerms());
        if (truth == Truth::True)
            m_loose.add(id);
        if (truth != Truth::Unknown)
            return;
        m_open.push_back(id);
        m_undecided.push_back({holding, m_open.size() - 1, m_open.size(), loose.sessionIndex, 0, id});
    }

    const Snapshot& m_snapshot;
    const FilterColumns& m_columns;
    std::vector<std::vector<bool>> m_turns;
    EntrySet m_loose;
    std::vector<EntryId> m_open;
    std::vector<Undecided> m_undecided;
};

} // namespace

EntryMatches matchEntries(const Snapshot& snapshot, const Filter& filter, const Scope& scope, EntrySpan span,
                          const MatchOptions& options) {
    span.last = std::min(span.last, snapshot.entries.size());
    span.first = std::min(span.first, span.last);
    const FilterColumns columns(filter, snapshot, FilterColumns::Of::Entries, options.threads, options.stop);
    ColumnPass pass(snapshot, columns, scope, span);
    pass.run(options);
    EntryMatches matches;
    const std::vector<EntryId> open = pass.open();
    matches.entries = pass.takeMatching();
    LineAnswers answers = askLines(snapshot, filter, columns.textTerms(), open, options);
    for (std::size_t i = 0; i < open.size(); ++i)
        if (columns.matches(columns.holdingFor(open[i]) | answers.holding[i],
                            answers.isRead[i] != 0 ? 0 : columns.textTerms()) == Truth::True)
            matches.entries.add(open[i]);
    matches.unread = answers.unread;
    matches.problems = std::move(answers.problems);
    matches.complete = answers.complete;
    return matches;
}

TurnMatches matchTurns(const Snapshot& snapshot, const Filter& filter, const Scope& scope,
                       const MatchOptions& options) {
    const FilterColumns columns(filter, snapshot, FilterColumns::Of::Turns);
    TurnPass pass(snapshot, columns);
    for (const SessionIndex session : sessionsInScope(snapshot, {{}, scope.session})) {
        if (options.stop.stop_requested())
            break;
        pass.decide(session);
    }
    LineAnswers answers = askLines(snapshot, filter, columns.textTerms(), pass.open(), options);
    pass.take(answers);
    return {pass.result(), answers.unread, std::move(answers.problems), answers.complete};
}

} // namespace moie
