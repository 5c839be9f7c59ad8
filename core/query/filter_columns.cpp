// SPDX-License-Identifier: MIT
#include <moie/query/filter_columns.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include <moie/query/filter_fields.h>
#include <moie/query/parallel.h>

namespace moie {

namespace {

bool compare(FilterOperator op, double left, double right) {
    switch (op) {
    case FilterOperator::Has:
    case FilterOperator::Equal: return left == right;
    case FilterOperator::NotEqual: return left != right;
    case FilterOperator::Less: return left < right;
    case FilterOperator::LessEqual: return left <= right;
    case FilterOperator::Greater: return left > right;
    case FilterOperator::GreaterEqual: return left >= right;
    }
    return false;
}

bool isOfTurn(FilterField field) {
    return field == FilterField::Since || field == FilterField::Before || field == FilterField::Session ||
           field == FilterField::Turn;
}

bool isOneOf(Kind kind, std::initializer_list<Kind> kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::bitset<verdictCount> verdictsOf(const FilterTerm& term) {
    std::bitset<verdictCount> wanted;
    for (const std::string& value : term.values)
        if (const auto verdict = verdictFromWord(value))
            wanted.set(static_cast<std::size_t>(*verdict));
    return term.op == FilterOperator::NotEqual ? ~wanted : wanted;
}

// "field:*"
bool asksWhetherAny(const FilterTerm& term) {
    return term.op == FilterOperator::Has &&
           std::find(term.values.begin(), term.values.end(), "*") != term.values.end();
}

// Whether entries of the kind have what the field looks at.
bool mayHave(FilterField field, Kind kind) {
    switch (field) {
    case FilterField::Context: return kind == Kind::UserInput;
    case FilterField::Severity:
    case FilterField::Violation: return kind == Kind::Violation;
    case FilterField::Margin:
    case FilterField::Barrier: return kind == Kind::Evaluation;
    case FilterField::Love: return isOneOf(kind, {Kind::Response, Kind::LoveComputed, Kind::LoveEvolution});
    case FilterField::Operation: return kind == Kind::Timing;
    case FilterField::Elapsed: return isOneOf(kind, {Kind::Timing, Kind::Response, Kind::ModelRun});
    case FilterField::Model: return kind == Kind::ModelRun;
    case FilterField::Error: return kind == Kind::SystemError;
    default: return true;
    }
}

// A column's elements of the entries from 64 × `word` on; they stand side by side.
template <typename Column>
auto wordOf(const Column& column, std::size_t word) {
    const auto run = column.run(word * EntrySet::wordBits);
    return run.first(std::min(run.size(), EntrySet::wordBits));
}

} // namespace

FilterColumns::FilterColumns(const Filter& filter, const Snapshot& snapshot, Of of, unsigned threads,
                             const std::stop_token& stop)
    : m_filter(filter), m_snapshot(snapshot), m_of(of), m_names(filter.terms.size()), m_sessions(filter.terms.size()),
      m_verdicts(filter.terms.size()), m_turns(filter.terms.size()) {
    for (std::size_t i = 0; i < filter.terms.size(); ++i) {
        const FilterTerm& term = filter.terms[i];
        for (const std::string& value : term.values)
            if (!value.empty())
                m_names[i].texts.emplace_back(value);
        if (term.field == FilterField::Text || term.field == FilterField::Path)
            m_textTerms |= bit(i);
        if (!isOfTurn(term.field))
            m_entryTerms |= bit(i);
        if (term.field == FilterField::Session)
            prepareSessions(i);
        if (term.field == FilterField::Turn) {
            m_verdicts[i] = verdictsOf(term);
            if (of == Of::Entries)
                prepareVerdicts(i, threads, stop);
        }
    }
    for (std::size_t i = 0; i < snapshot.entries.labelTable.size(); ++i) {
        m_labels.push_back(labelFacts(snapshot.entries.labelTable[i]));
        m_truthOfLabels.push_back(matches(m_labels.back().holding, m_labels.back().possible));
    }
}

void FilterColumns::prepareSessions(std::size_t term) {
    const FilterTerm& wanted = m_filter.terms[term];
    for (const auto& session : m_snapshot.sessions) {
        const std::string_view id = m_snapshot.name(session->id);
        const bool named = std::any_of(wanted.values.begin(), wanted.values.end(), [&](const std::string& value) {
            return wanted.op == FilterOperator::Has ? id.starts_with(value) : id == value;
        });
        m_sessions[term].push_back(named != (wanted.op == FilterOperator::NotEqual));
    }
}

void FilterColumns::prepareVerdicts(std::size_t term, unsigned threads, const std::stop_token& stop) {
    // Entries of different sessions stand side by side, so that each thread has a set of its own.
    const std::size_t sessions = m_snapshot.sessions.size();
    std::vector<EntrySet> found(threadsFor(sessions, threads), EntrySet(m_snapshot.entries.size()));
    forEachPart(sessions, static_cast<unsigned>(found.size()), stop, [&](std::size_t session, unsigned thread) {
        for (const auto& block : m_snapshot.sessions[session]->blocks)
            for (const Turn& turn : block->turns) {
                if (!verdictHolds(term, turn))
                    continue;
                for (std::uint32_t i = turn.entries.first; i < turn.entries.first + turn.entries.count; ++i)
                    found[thread].add(block->entries[i].id());
            }
    });
    for (std::size_t i = 1; i < found.size(); ++i)
        found.front().add(found[i]);
    m_turns[term] = std::make_unique<EntrySet>(std::move(found.front()));
}

FilterColumns::LabelFacts FilterColumns::labelFacts(const EntryLabels& labels) const {
    LabelFacts facts;
    for (std::size_t i = 0; i < m_filter.terms.size(); ++i) {
        const Truth truth = termOfLabels(i, labels);
        if (truth == Truth::True)
            facts.holding |= bit(i);
        if (truth == Truth::Unknown)
            facts.possible |= bit(i);
    }
    return facts;
}

Truth FilterColumns::termOfLabels(std::size_t at, const EntryLabels& labels) const {
    const auto truth = [](bool holds) { return holds ? Truth::True : Truth::False; };
    const FilterTerm& term = m_filter.terms[at];
    if (m_of == Of::Turns && isOfTurn(term.field))
        return Truth::False;
    switch (term.field) {
    case FilterField::Category: return truth(wordHolds(term, m_snapshot.name(labels.category)));
    case FilterField::Message: return truth(nameHolds(at, m_snapshot.name(labels.message)));
    case FilterField::Level: {
        const std::string_view name = m_snapshot.name(labels.level);
        if (term.numbers.empty())
            return truth(wordHolds(term, name));
        const auto rank = levelRank(name);
        return truth(rank && compare(term.op, *rank, term.numbers.front()));
    }
    default: return mayHave(term.field, labels.kind) ? Truth::Unknown : Truth::False;
    }
}

WordTruth FilterColumns::matchesInWord(std::size_t word, std::uint64_t asked) const {
    // Labels decide most, whatever else an entry says.
    const auto labels = wordOf(m_snapshot.entries.labels, word);
    WordTruth truth;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const Truth byLabels = m_truthOfLabels[index(labels[i])];
        truth.holds |= std::uint64_t{byLabels == Truth::True} << i;
        truth.unknown |= std::uint64_t{byLabels == Truth::Unknown} << i;
    }
    truth.holds &= asked;
    truth.unknown &= asked;
    if (truth.unknown == 0)
        return truth;
    const WordTruth rest = nodeInWord(m_filter.nodes.size() - 1, word, truth.unknown);
    return {truth.holds | rest.holds, rest.unknown};
}

// Three-valued, as node().
WordTruth FilterColumns::nodeInWord(std::size_t at, std::size_t word, std::uint64_t asked) const {
    using NodeKind = FilterNode::Kind;
    const FilterNode& here = m_filter.nodes[at];
    if (here.kind == NodeKind::Term)
        return termInWord(here.first, word, asked);
    const WordTruth first = nodeInWord(here.first, word, asked);
    if (here.kind == NodeKind::Not)
        return {asked & ~(first.holds | first.unknown), first.unknown};
    // Where the first decides, the second is not asked.
    if (here.kind == NodeKind::And) {
        const WordTruth second = nodeInWord(here.second, word, first.holds | first.unknown);
        const std::uint64_t holds = first.holds & second.holds;
        return {holds, (second.holds | second.unknown) & ~holds};
    }
    const WordTruth second = nodeInWord(here.second, word, asked & ~first.holds);
    return {first.holds | second.holds, (first.unknown | second.unknown) & ~second.holds};
}

WordTruth FilterColumns::termInWord(std::size_t at, std::size_t word, std::uint64_t asked) const {
    const FilterTerm& term = m_filter.terms[at];
    WordTruth truth;
    if (term.field == FilterField::Since || term.field == FilterField::Before) {
        const auto times = wordOf(m_snapshot.entries.time, word);
        for (std::size_t i = 0; i < times.size(); ++i)
            truth.holds |= std::uint64_t{timeHolds(term, times[i])} << i;
        truth.holds &= asked;
        return truth;
    }
    if (term.field == FilterField::Turn)
        return {m_turns[at]->word(word) & asked, 0};
    const auto labels = wordOf(m_snapshot.entries.labels, word);
    for (; asked != 0; asked &= asked - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(asked));
        const LabelFacts& facts = m_labels[index(labels[i])];
        const EntryId id{static_cast<std::uint32_t>(word * EntrySet::wordBits + i)};
        const bool possible = (facts.possible & bit(at)) != 0;
        const bool isText = (m_textTerms & bit(at)) != 0;
        const bool is = (facts.holding & bit(at)) != 0 ||
                        (possible && !isText && holds(at, id, m_snapshot.entries.labelTable[index(labels[i])]));
        truth.holds |= std::uint64_t{is} << i;
        truth.unknown |= std::uint64_t{possible && isText} << i;
    }
    return truth;
}

TermSet FilterColumns::holdingFor(EntryId id) const {
    const LabelsId labels = m_snapshot.entries.labels[index(id)];
    const LabelFacts& facts = m_labels[index(labels)];
    TermSet holding = facts.holding;
    for (TermSet rest = facts.possible & ~m_textTerms; rest != 0; rest &= rest - 1) {
        const auto term = static_cast<std::size_t>(std::countr_zero(rest));
        if (holds(term, id, m_snapshot.entries.labelTable[index(labels)]))
            holding |= bit(term);
    }
    return holding;
}

TermSet FilterColumns::holdingFor(SessionIndex session, Time time) const {
    TermSet holding = 0;
    for (std::size_t i = 0; i < m_filter.terms.size(); ++i) {
        const FilterTerm& term = m_filter.terms[i];
        bool is = false;
        switch (term.field) {
        case FilterField::Since:
        case FilterField::Before: is = timeHolds(term, time); break;
        case FilterField::Session: is = m_sessions[i][index(session)]; break;
        default: break;
        }
        holding |= is ? bit(i) : 0;
    }
    return holding;
}

TermSet FilterColumns::holdingFor(SessionIndex session, const Turn& turn) const {
    TermSet holding = holdingFor(session, turn.opened);
    for (std::size_t i = 0; i < m_filter.terms.size(); ++i)
        if (m_filter.terms[i].field == FilterField::Turn && verdictHolds(i, turn))
            holding |= bit(i);
    return holding;
}

Truth FilterColumns::matches(TermSet holding, TermSet unknown) const {
    return m_filter.nodes.empty() ? Truth::True : node(m_filter.nodes.size() - 1, holding, unknown);
}

Truth FilterColumns::node(std::size_t at, TermSet holding, TermSet unknown) const {
    using NodeKind = FilterNode::Kind;
    const FilterNode& here = m_filter.nodes[at];
    if (here.kind == NodeKind::Term)
        return (holding & bit(here.first)) != 0   ? Truth::True
               : (unknown & bit(here.first)) != 0 ? Truth::Unknown
                                                  : Truth::False;
    const Truth first = node(here.first, holding, unknown);
    if (here.kind == NodeKind::Not)
        return first == Truth::Unknown ? first : (first == Truth::True ? Truth::False : Truth::True);
    const Truth decisive = here.kind == NodeKind::And ? Truth::False : Truth::True;
    if (first == decisive)
        return first;
    const Truth second = node(here.second, holding, unknown);
    return second == decisive || first != Truth::Unknown ? second : first;
}

bool FilterColumns::holds(std::size_t at, EntryId id, const EntryLabels& labels) const {
    const FilterTerm& term = m_filter.terms[at];
    const EntriesView& entries = m_snapshot.entries;
    switch (term.field) {
    case FilterField::Since:
    case FilterField::Before: return timeHolds(term, entries.time[index(id)]);
    case FilterField::Session: {
        const std::size_t session = index(entries.session[index(id)]); // foreign objects have none
        return session < m_sessions[at].size() && m_sessions[at][session];
    }
    case FilterField::Turn: return m_turns[at]->contains(id);
    default: break;
    }
    const std::uint32_t fact = entries.fact[index(id)];
    if (fact == noFact)
        return false;
    const FactsView& facts = m_snapshot.facts;
    switch (term.field) {
    case FilterField::Context: return flagHolds(term, m_snapshot.name(facts.messages[fact].flags));
    case FilterField::Severity: return numberHolds(term, facts.violations[fact].severity);
    case FilterField::Violation: return nameHolds(at, m_snapshot.name(facts.violations[fact].type));
    case FilterField::Margin:
    case FilterField::Barrier: return evaluationHolds(term, fact);
    case FilterField::Love: {
        const VectorIndex love = labels.kind == Kind::Response       ? facts.responses[fact].love
                                 : labels.kind == Kind::LoveComputed ? facts.computed[fact].love
                                                                     : facts.evolutions[fact].final;
        return loveHolds(term, vectorAt(facts, love));
    }
    case FilterField::Operation: return nameHolds(at, m_snapshot.name(facts.timings[fact].operation));
    case FilterField::Elapsed: return durationHolds(term, labels.kind, fact);
    case FilterField::Model: return nameHolds(at, m_snapshot.name(facts.modelRuns[fact].model));
    case FilterField::Error: return nameHolds(at, m_snapshot.name(facts.errors[fact].text));
    default: return false;
    }
}

bool FilterColumns::numberHolds(const FilterTerm& term, double value) const {
    if (std::isnan(value))
        return false;
    if (asksWhetherAny(term))
        return true;
    const auto is = [&](double number) { return compare(term.op, value, number); };
    return term.op == FilterOperator::NotEqual ? std::all_of(term.numbers.begin(), term.numbers.end(), is)
                                               : std::any_of(term.numbers.begin(), term.numbers.end(), is);
}

bool FilterColumns::nameHolds(std::size_t at, std::string_view name) const {
    const FilterTerm& term = m_filter.terms[at];
    if (name.empty())
        return false;
    const bool named = std::any_of(m_names[at].texts.begin(), m_names[at].texts.end(),
                                   [&](const CaselessText& text) {
                                       return term.op == FilterOperator::Has ? text.isIn(name) : text.equals(name);
                                   }) ||
                       asksWhetherAny(term);
    return named != (term.op == FilterOperator::NotEqual);
}

bool FilterColumns::wordHolds(const FilterTerm& term, std::string_view word) const {
    const bool named =
        asksWhetherAny(term) || std::any_of(term.values.begin(), term.values.end(),
                                            [&](const std::string& value) { return CaselessText(value).equals(word); });
    return named != (term.op == FilterOperator::NotEqual);
}

// Flags are joined by ", ".
bool FilterColumns::flagHolds(const FilterTerm& term, std::string_view flags) const {
    bool found = false;
    for (std::string_view rest = flags; !rest.empty() && !found;) {
        const std::size_t end = rest.find(", ");
        const std::string_view flag = rest.substr(0, end);
        found = std::any_of(term.values.begin(), term.values.end(),
                            [&](const std::string& value) { return value == flag; }) ||
                asksWhetherAny(term);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
    }
    return found != (term.op == FilterOperator::NotEqual);
}

bool FilterColumns::timeHolds(const FilterTerm& term, Time time) const {
    return term.field == FilterField::Since ? time >= term.time : time < term.time;
}

bool FilterColumns::evaluationHolds(const FilterTerm& term, std::uint32_t fact) const {
    const ValueRange barriers = m_snapshot.facts.evaluations[fact].barriers;
    if (term.field == FilterField::Margin)
        return numberHolds(term, marginOf(m_snapshot, barriers));
    for (std::uint32_t i = 0; i < barriers.count; ++i) {
        const NamedValue barrier = valueAt(m_snapshot.facts, barriers, i);
        if (m_snapshot.name(barrier.name) == term.path.front())
            return numberHolds(term, barrier.value);
    }
    return false;
}

bool FilterColumns::loveHolds(const FilterTerm& term, const LoveVector& love) const {
    const std::string& part = term.path.front();
    if (part == "magnitude") {
        double squares = 0; // NaN unless all five are there
        for (const double value : love.values)
            squares += value * value;
        return numberHolds(term, std::sqrt(squares));
    }
    const auto name = std::find(componentNames.begin(), componentNames.end(), part);
    return name != componentNames.end() &&
           numberHolds(term, love.values[static_cast<std::size_t>(name - componentNames.begin())]);
}

bool FilterColumns::durationHolds(const FilterTerm& term, Kind kind, std::uint32_t fact) const {
    const FactsView& facts = m_snapshot.facts;
    return numberHolds(term, kind == Kind::Timing     ? facts.timings[fact].seconds
                             : kind == Kind::Response ? facts.responses[fact].generationSeconds
                                                      : facts.modelRuns[fact].inferenceSeconds);
}

bool FilterColumns::verdictHolds(std::size_t term, const Turn& turn) const {
    const auto isWanted = [&](Verdict verdict) { return m_verdicts[term].test(static_cast<std::size_t>(verdict)); };
    if (const auto verdict = verdictBeforeMargin(turn))
        return isWanted(*verdict);
    // A margin stands far from its turn: it is looked up only where it matters.
    const bool isBreachWanted = isWanted(Verdict::Breach);
    if (isWanted(Verdict::Near) == isBreachWanted && isWanted(Verdict::Clear) == isBreachWanted)
        return isBreachWanted;
    return isWanted(verdictOf(m_snapshot, turn));
}

} // namespace moie
