// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/snapshot_text.h"

#include <algorithm>
#include <bit>

using namespace moie;

namespace {

class Words {
public:
    explicit Words(const Snapshot& snapshot) : m_snapshot(snapshot) {}

    std::vector<std::string> all() {
        files();
        entries();
        noted();
        for (const auto& session : m_snapshot.sessions)
            add(*session);
        counts();
        for (std::size_t i = 0; i < m_snapshot.largestBarrier.size(); ++i)
            if (!(m_snapshot.largestBarrier[i] != m_snapshot.largestBarrier[i]))
                take("largest " + name(NameId(static_cast<std::uint32_t>(i))) + number(m_snapshot.largestBarrier[i]));
        std::sort(m_lines.begin(), m_lines.end());
        return std::move(m_lines);
    }

private:
    void take(std::string line) { m_lines.push_back(std::move(line)); }
    std::string name(NameId id) const { return " '" + std::string(m_snapshot.name(id)) + "'"; }
    static std::string number(std::uint64_t value) { return " " + std::to_string(value); }
    static std::string number(double value) {
        return value != value ? " -" : " " + std::to_string(std::bit_cast<std::uint64_t>(value));
    }
    static std::string time(Time value) { return " " + std::to_string(value.time_since_epoch().count()); }
    static std::string tally(const Tally& each) {
        return number(each.accepted) + number(each.rejected) + number(each.blank) + number(each.pending);
    }

    void files() {
        for (const auto& file : m_snapshot.files)
            if (!file->gone)
                take("file " + file->path + number(file->identity.inode) + tally(file->bytes) + tally(file->lines) +
                     (file->problem ? file->problem->text : ""));
    }

    std::string labels(std::size_t at) const {
        const EntryLabels& labels = m_snapshot.entries.labelsOf(EntryId(static_cast<std::uint32_t>(at)));
        return name(labels.message) + name(labels.level) + name(labels.category) + number(std::uint64_t(labels.kind));
    }

    void entries() {
        const EntriesView& entries = m_snapshot.entries;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const TextPlace place = entries.place[i];
            const SessionIndex session = entries.session[i];
            const bool isForeign = session == noSession;
            take("entry " + m_snapshot.files[index(place.file)]->path + number(place.offset) +
                 number(std::uint64_t{place.length}) + time(entries.time[i]) +
                 (isForeign ? "" : name(m_snapshot.sessions[index(session)]->id)) +
                 number(std::uint64_t{entries.number[i]}) + labels(i));
        }
    }

    void noted() {
        for (std::size_t i = 0; i < m_snapshot.noted.size(); ++i) {
            const NotedLine& line = m_snapshot.noted[i];
            if (line.warnings.has(Warning::RepeatedEntry))
                take("repeat" + number(std::uint64_t{line.length}));
            std::string words;
            for (std::size_t kind = 0; kind < warningCount; ++kind)
                if (static_cast<Warning>(kind) != Warning::RepeatedEntry &&
                    line.warnings.has(static_cast<Warning>(kind)))
                    words += " " + std::string(toString(static_cast<Warning>(kind)));
            if (!words.empty() || line.rejection != Rejection::None)
                take("noted" + words + number(std::uint64_t(line.rejection)) + " " +
                     m_snapshot.files[index(line.file)]->path + number(line.offset) +
                     number(std::uint64_t{line.length}) + number(line.lineNumber));
        }
    }

    std::string vector(VectorIndex at) const {
        const LoveVector vector = vectorAt(m_snapshot.facts, at);
        std::string words = " [" + std::to_string(vector.size);
        for (const double value : vector.values)
            words += number(value);
        return words + "]";
    }

    std::string values(const ValueRange& range) const {
        std::string words = " {";
        for (std::uint32_t i = 0; i < range.count; ++i) {
            const NamedValue value = valueAt(m_snapshot.facts, range, i);
            words += name(value.name) + number(value.value);
        }
        return words + "}";
    }

    std::string evaluation(std::uint32_t row) const {
        if (row == noFact)
            return " none";
        const EvaluationFact& fact = m_snapshot.facts.evaluations[row];
        return values(fact.barriers) + number(fact.confidence) + number(std::uint64_t(fact.isSafe));
    }

    std::string fact(const TurnEntry& entry) const {
        const FactsView& facts = m_snapshot.facts;
        const std::uint32_t row = entry.fact;
        if (row == noFact)
            return " none";
        switch (entry.kind) {
        case Kind::UserInput: {
            const MessageFact& fact = facts.messages[row];
            return number(fact.textHash) + name(fact.conversation) + name(fact.flags) + (fact.crisis ? " crisis" : "");
        }
        case Kind::Response:
            return vector(facts.responses[row].love) + number(facts.responses[row].generationSeconds) +
                   number(facts.responses[row].temperature);
        case Kind::LoveComputed: return vector(facts.computed[row].love);
        case Kind::LoveEvolution: return vector(facts.evolutions[row].initial) + vector(facts.evolutions[row].final);
        case Kind::Evaluation: return evaluation(row);
        case Kind::Violation:
            return name(facts.violations[row].type) + name(facts.violations[row].action) +
                   number(facts.violations[row].severity);
        case Kind::Adaptation:
            return name(facts.adaptations[row].dimension) + name(facts.adaptations[row].reason) +
                   number(facts.adaptations[row].oldThreshold) + number(facts.adaptations[row].newThreshold);
        case Kind::Learning: return name(facts.learning[row].type) + values(facts.learning[row].impact);
        case Kind::Checkpoint: return values(facts.checkpoints[row].numbers);
        case Kind::Feedback:
            return number(facts.feedback[row].strength) + number(facts.feedback[row].satisfaction) +
                   number(facts.feedback[row].impact) + number(std::uint64_t(facts.feedback[row].isGood));
        case Kind::Timing: return name(facts.timings[row].operation) + number(facts.timings[row].seconds);
        case Kind::Resources:
            return number(facts.resources[row].cpuPercent) + number(facts.resources[row].memoryMb) +
                   number(facts.resources[row].gpuPercent);
        case Kind::ModelRun:
            return name(facts.modelRuns[row].model) + number(facts.modelRuns[row].inferenceSeconds) +
                   number(facts.modelRuns[row].tokensPerSecond) + values(facts.modelRuns[row].quality);
        case Kind::Temperature:
            return name(facts.temperatures[row].profile) + number(facts.temperatures[row].temperature);
        case Kind::SystemError: return name(facts.errors[row].text);
        case Kind::SystemState: return name(facts.states[row].engineVersion);
        case Kind::Decision:
            return name(facts.decisions[row].user) + name(facts.decisions[row].adjustment) +
                   number(std::uint64_t(facts.decisions[row].unsafe));
        case Kind::Other:
        case Kind::TurnCompleted:
        case Kind::Foreign: break;
        }
        return " a fact where there is none";
    }

    std::string entry(const TurnEntryRef& ref) const {
        const TurnEntry entry = ref.in(m_snapshot.entries);
        const std::size_t at = index(entry.id);
        return number(std::uint64_t{m_snapshot.entries.number[at]}) + time(m_snapshot.entries.time[at]) + labels(at) +
               (entry.repeat ? " repeat" : "") + fact(entry);
    }

    std::string turn(const Turn& turn, const TurnBlock& block) const {
        std::string words = time(turn.opened) + time(turn.closed) + name(turn.conversation) +
                            number(std::uint64_t{turn.sitting}) + vector(turn.input) + vector(turn.response) +
                            number(turn.responseSeconds) + number(turn.magnitude) + evaluation(turn.lastEvaluation) +
                            number(std::uint64_t{turn.evaluations}) + number(std::uint64_t{turn.unsafeEvaluations}) +
                            number(std::uint64_t{turn.violations}) +
                            number(std::uint64_t(verdictOf(m_snapshot, turn))) + number(marginOf(m_snapshot, turn)) +
                            " opened by" + number(std::uint64_t{m_snapshot.entries.number[index(turn.opening)]});
        for (const bool flag :
             {turn.answered, turn.failed, turn.lastUnsafe, turn.crisis, turn.decision, turn.provisional})
            words += flag ? " yes" : " no";
        for (std::uint32_t i = 0; i < turn.entries.count; ++i)
            words += " |" + entry(block.entries[turn.entries.first + i]);
        return words;
    }

    void add(const Session& session) {
        const std::string id = "session" + name(session.id);
        take(id + time(session.first) + time(session.last) + number(std::uint64_t{session.entries}) +
             number(session.missingEntries) + number(std::uint64_t{session.turnCount}));
        for (const Gap& gap : *session.gaps)
            take(id + " gap" + time(gap.time) + number(std::uint64_t{gap.firstNumber}) +
                 number(std::uint64_t{gap.count}));
        std::uint64_t at = 0;
        for (const auto& block : session.blocks)
            for (const Turn& each : block->turns)
                take(id + " turn" + number(at++) + turn(each, *block));
        at = 0;
        for (const TurnEntryRef& ref : *session.loose)
            take(id + " loose" + number(at++) + entry(ref));
    }

    void counts() {
        const Counts& counts = m_snapshot.counts;
        std::uint64_t goneBytes = 0;
        for (const auto& file : m_snapshot.files)
            goneBytes += file->gone ? file->bytes.total() : 0;
        take("counts" + tally(counts.bytes) + tally(counts.lines) + number(counts.files) + number(counts.turns) +
             time(counts.first) + time(counts.last) + " gone" + number(goneBytes));
        for (std::size_t i = 0; i < warningCount; ++i)
            take("warning " + std::string(warningNames[i]) + number(counts.warnings[i]));
        for (const auto& [category, count] : counts.categories)
            take("category " + category + number(count));
        for (const auto& [level, count] : counts.levels)
            take("level " + level + number(count));
    }

    const Snapshot& m_snapshot;
    std::vector<std::string> m_lines;
};

} // namespace

std::vector<std::string> inWords(const Snapshot& snapshot) {
    return Words(snapshot).all();
}

std::string differences(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
    std::vector<std::string> missing;
    std::vector<std::string> surplus;
    std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(), std::back_inserter(missing));
    std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(), std::back_inserter(surplus));
    if (missing.empty() && surplus.empty())
        return {};
    const auto some = [](const char* title, const std::vector<std::string>& lines) {
        std::string text;
        for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 5); ++i)
            text += "\n" + std::string(title) + lines[i].substr(0, 300);
        return text;
    };
    return std::to_string(missing.size()) + " and " + std::to_string(surplus.size()) + " lines differ" +
           some("expected: ", missing) + some("found:    ", surplus);
}
