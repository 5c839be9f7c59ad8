// SPDX-License-Identifier: GPL-3.0-or-later
// Makes snapshots by hand, without log files:
//
//     SnapshotBuilder builder;
//     builder.turn("alice", t).response({.8, .7, .9, .6, .5}, 1.2).evaluation(false).evaluation(true, {{"harm", .4}});
//     builder.turn("alice", t + 1min).error("timeout");
//     builder.loose("alice", t + 2min).feedback(0.9);
//     const moie::Snapshot snapshot = builder.build();
//
// Turns of a session are given in order of opening. Figures of a turn follow from its entries as the store's do;
// sittings follow from pauses over half an hour unless a turn names its own.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <moie/store/columns.h>
#include <moie/store/snapshot.h>

class SnapshotBuilder {
public:
    using Barriers = std::initializer_list<std::pair<std::string_view, double>>;

    // The entries of a turn, or of a session outside any turn. Each call adds an entry and returns the same object.
    class Entries {
    public:
        // The time of what follows, after the turn's opening (or the loose entries' time).
        Entries& after(moie::Duration delay) {
            m_time = m_start + delay;
            return *this;
        }
        // The next entry is a repeat: in the log, in no figure.
        Entries& repeat() {
            m_repeat = true;
            return *this;
        }

        Entries& input(std::initializer_list<double> values) {
            const moie::VectorIndex love = vector(values);
            if (!m_repeat)
                m_turn.input = love;
            return add(moie::Kind::LoveComputed, m_owner->m_columns.facts.computed, {love});
        }
        // NaN seconds: without a response time.
        Entries& response(std::initializer_list<double> values, double seconds = moie::missing) {
            const moie::VectorIndex love = vector(values);
            if (!m_repeat) {
                m_turn.answered = true;
                m_turn.response = love;
                m_turn.responseSeconds = seconds;
                m_turn.magnitude = magnitudeOf(moie::vectorAt(m_owner->m_columns.facts, love));
            }
            return add(moie::Kind::Response, m_owner->m_columns.facts.responses, {love, seconds, moie::missing});
        }
        Entries& evaluation(bool safe, Barriers barriers = {}) {
            auto& facts = m_owner->m_columns.facts;
            moie::EvaluationFact fact;
            fact.barriers.first = static_cast<std::uint32_t>(facts.values.size());
            fact.barriers.names = static_cast<std::uint32_t>(facts.valueNames.size());
            fact.barriers.count = static_cast<std::uint32_t>(barriers.size());
            fact.isSafe = safe ? moie::Tristate::Yes : moie::Tristate::No;
            for (const auto& [dimension, value] : barriers) {
                const moie::NameId name = m_owner->name(dimension);
                facts.values.push_back(value);
                facts.valueNames.push_back(name);
                double& largest = m_owner->m_largestBarrier[name];
                largest = std::max(largest, value);
            }
            if (!m_repeat) {
                m_turn.lastEvaluation = static_cast<std::uint32_t>(facts.evaluations.size());
                m_turn.lastUnsafe = !safe;
                ++m_turn.evaluations;
                m_turn.unsafeEvaluations = static_cast<std::uint16_t>(m_turn.unsafeEvaluations + (safe ? 0 : 1));
            }
            return add(moie::Kind::Evaluation, facts.evaluations, fact);
        }
        Entries& violation(std::string_view type, double severity = moie::missing, std::string_view action = {}) {
            if (!m_repeat)
                ++m_turn.violations;
            return add(moie::Kind::Violation, m_owner->m_columns.facts.violations,
                       {m_owner->name(type), m_owner->name(action), severity});
        }
        Entries& adaptation(std::string_view dimension, double oldThreshold = moie::missing,
                            double newThreshold = moie::missing) {
            return add(moie::Kind::Adaptation, m_owner->m_columns.facts.adaptations,
                       {m_owner->name(dimension), moie::NameId{0}, oldThreshold, newThreshold});
        }
        Entries& learning(std::string_view type, Barriers impact = {}) {
            return add(moie::Kind::Learning, m_owner->m_columns.facts.learning,
                       {m_owner->name(type), m_owner->values(impact)});
        }
        Entries& checkpoint(Barriers numbers = {}) {
            return add(moie::Kind::Checkpoint, m_owner->m_columns.facts.checkpoints, {m_owner->values(numbers)});
        }
        Entries& feedback(double strength, double satisfaction = moie::missing) {
            return add(moie::Kind::Feedback, m_owner->m_columns.facts.feedback,
                       {strength, satisfaction, moie::missing, moie::Tristate::Unknown});
        }
        Entries& rated(bool good, double strength = moie::missing) {
            return add(moie::Kind::Feedback, m_owner->m_columns.facts.feedback,
                       {strength, moie::missing, moie::missing, good ? moie::Tristate::Yes : moie::Tristate::No});
        }
        Entries& engineVersion(std::string_view version) {
            return add(moie::Kind::SystemState, m_owner->m_columns.facts.states, {m_owner->name(version)});
        }
        Entries& evolution() { return add(moie::Kind::LoveEvolution, m_owner->m_columns.facts.evolutions, {}); }
        Entries& timing(std::string_view operation, double seconds) {
            return add(moie::Kind::Timing, m_owner->m_columns.facts.timings, {m_owner->name(operation), seconds});
        }
        Entries& modelRun(std::string_view model, double inferenceSeconds = moie::missing,
                          double tokensPerSecond = moie::missing, Barriers quality = {}) {
            return add(moie::Kind::ModelRun, m_owner->m_columns.facts.modelRuns,
                       {m_owner->name(model), inferenceSeconds, tokensPerSecond, m_owner->values(quality)});
        }
        Entries& resources(double cpuPercent, double memoryMb = moie::missing, double gpuPercent = moie::missing) {
            return add(moie::Kind::Resources, m_owner->m_columns.facts.resources, {cpuPercent, memoryMb, gpuPercent});
        }
        Entries& profile(std::string_view name) {
            return add(moie::Kind::Temperature, m_owner->m_columns.facts.temperatures,
                       {m_owner->name(name), moie::missing});
        }
        // The context's true flags, in another entry of the message's kind.
        Entries& flags(std::string_view names) {
            moie::MessageFact fact;
            fact.flags = m_owner->name(names);
            return add(moie::Kind::UserInput, m_owner->m_columns.facts.messages, fact);
        }
        // The message's entry came after the others: it opens the turn.
        Entries& lateMessage() {
            m_turn.opening = m_owner->entry(moie::Kind::UserInput, m_session, m_start, 0);
            m_entries.emplace(m_entries.begin(), m_turn.opening, false);
            return *this;
        }
        // Fails an unanswered turn.
        Entries& error(std::string_view text) {
            if (!m_repeat && !m_turn.answered)
                m_turn.failed = true;
            return add(moie::Kind::SystemError, m_owner->m_columns.facts.errors, {m_owner->name(text)});
        }

        Entries& provisional() {
            m_turn.provisional = true;
            return *this;
        }
        // What was provisional is complete.
        Entries& settled() {
            m_turn.provisional = false;
            return *this;
        }
        Entries& crisis() {
            m_turn.crisis = true;
            return *this;
        }
        Entries& conversation(std::string_view id) {
            m_turn.conversation = m_owner->name(id);
            return *this;
        }
        Entries& sitting(std::uint32_t number) {
            m_sitting = number;
            return *this;
        }

    private:
        friend class SnapshotBuilder;
        Entries(SnapshotBuilder& owner, moie::SessionIndex session, moie::Time time)
            : m_owner(&owner), m_session(session), m_start(time), m_time(time) {
            m_turn.opened = time;
            m_turn.closed = time;
        }

        moie::VectorIndex vector(std::initializer_list<double> values) {
            moie::LoveVector love;
            love.size = static_cast<std::uint8_t>(values.size());
            std::copy(values.begin(), values.end(), love.values.begin());
            auto& vectors = m_owner->m_columns.facts.vectors;
            vectors.push_back(love);
            return moie::VectorIndex{static_cast<std::uint32_t>(vectors.size() - 1)};
        }
        static double magnitudeOf(const moie::LoveVector& love) {
            double squares = 0;
            for (const double value : love.values)
                squares += value * value;
            return std::sqrt(squares);
        }

        template <typename Column, typename Fact = std::decay_t<decltype(std::declval<Column&>()[0])>>
        Entries& add(moie::Kind kind, Column& column, const Fact& fact) {
            const auto row = static_cast<std::uint32_t>(column.size());
            column.push_back(fact);
            m_entries.emplace_back(m_owner->entry(kind, m_session, m_time, row), m_repeat);
            m_turn.closed = std::max(m_turn.closed, m_time);
            m_repeat = false;
            return *this;
        }

        SnapshotBuilder* m_owner;
        moie::SessionIndex m_session;
        moie::Time m_start;
        moie::Time m_time;
        bool m_repeat = false;
        moie::Turn m_turn;
        std::optional<std::uint32_t> m_sitting;
        std::vector<moie::TurnEntryRef> m_entries;
    };

    // A turn with its message entry.
    Entries& turn(std::string_view sessionId, moie::Time opened) {
        const moie::SessionIndex session = sessionOf(sessionId);
        Entries& entries = m_sessions[moie::index(session)].turns.emplace_back(Entries(*this, session, opened));
        const auto row = static_cast<std::uint32_t>(m_columns.facts.messages.size());
        m_columns.facts.messages.push_back({});
        entries.m_turn.opening = entry(moie::Kind::UserInput, session, opened, row);
        entries.m_entries.emplace_back(entries.m_turn.opening, false);
        return entries;
    }

    // Entries of a session outside any turn.
    Entries& loose(std::string_view sessionId, moie::Time time) {
        const moie::SessionIndex session = sessionOf(sessionId);
        return m_sessions[moie::index(session)].loose.emplace_back(Entries(*this, session, time));
    }

    // A gap of that many numbers before an entry at that time.
    SnapshotBuilder& missingEntries(std::string_view sessionId, moie::Time time, std::uint32_t count) {
        m_sessions[moie::index(sessionOf(sessionId))].gaps.push_back({time, 1, count});
        return *this;
    }

    moie::NameId name(std::string_view text) { return m_columns.names.intern(text); }

    moie::Snapshot build() const {
        moie::Snapshot snapshot;
        snapshot.generation = 1;
        snapshot.load.complete = true;
        snapshot.entries = m_columns.entriesView();
        snapshot.facts = m_columns.factsView();
        snapshot.names = m_columns.names.view();
        snapshot.largestBarrier.resize(m_columns.names.size(), 0);
        for (const auto& [name, largest] : m_largestBarrier)
            snapshot.largestBarrier[moie::index(name)] = largest;
        for (const SessionDraft& draft : m_sessions) {
            snapshot.sessions.push_back(sessionFrom(draft));
            snapshot.counts.turns += draft.turns.size();
        }
        for (std::size_t i = 0; i < snapshot.entries.size(); ++i) {
            const moie::Time time = snapshot.entries.time[i];
            snapshot.counts.first = i == 0 ? time : std::min(snapshot.counts.first, time);
            snapshot.counts.last = std::max(snapshot.counts.last, time);
        }
        return snapshot;
    }

private:
    static constexpr std::size_t blockTurns = 256;

    struct SessionDraft {
        moie::NameId id{};
        std::vector<moie::Gap> gaps;
        std::deque<Entries> turns;
        std::deque<Entries> loose;
    };

    moie::SessionIndex sessionOf(std::string_view id) {
        const auto [found, isNew] = m_sessionIndex.try_emplace(std::string(id), m_sessions.size());
        if (isNew)
            m_sessions.emplace_back().id = name(id);
        return moie::SessionIndex{static_cast<std::uint32_t>(found->second)};
    }

    moie::ValueRange values(Barriers named) {
        moie::ValueRange range;
        range.first = static_cast<std::uint32_t>(m_columns.facts.values.size());
        range.names = static_cast<std::uint32_t>(m_columns.facts.valueNames.size());
        range.count = static_cast<std::uint32_t>(named.size());
        for (const auto& [text, value] : named) {
            m_columns.facts.values.push_back(value);
            m_columns.facts.valueNames.push_back(name(text));
        }
        return range;
    }

    moie::EntryId entry(moie::Kind kind, moie::SessionIndex session, moie::Time time, std::uint32_t fact) {
        const moie::EntryId id{static_cast<std::uint32_t>(m_columns.entries.size())};
        const moie::NameId none = name("(none)");
        m_columns.entries.time.push_back(time);
        m_columns.entries.session.push_back(session);
        m_columns.entries.number.push_back(++m_numbers[session]);
        m_columns.entries.labels.push_back(m_columns.entries.labelTable.intern({none, none, none, kind}));
        m_columns.entries.place.push_back({});
        m_columns.entries.payloadHash.push_back(moie::index(id));
        m_columns.entries.fact.push_back(fact);
        m_columns.entries.turnTag.push_back({});
        return id;
    }

    std::shared_ptr<const moie::Session> sessionFrom(const SessionDraft& draft) const {
        auto session = std::make_shared<moie::Session>();
        session->id = draft.id;
        for (const moie::Gap& gap : draft.gaps)
            session->missingEntries += gap.count;
        session->gaps = std::make_shared<const std::vector<moie::Gap>>(draft.gaps);
        session->turnCount = static_cast<std::uint32_t>(draft.turns.size());
        std::uint32_t sitting = 0;
        moie::Time lastActivity = moie::unknownTime;
        std::shared_ptr<moie::TurnBlock> block;
        for (const Entries& entries : draft.turns) {
            if (!block || block->turns.size() == blockTurns) {
                block = std::make_shared<moie::TurnBlock>();
                session->blocks.push_back(block);
            }
            moie::Turn turn = entries.m_turn;
            if (lastActivity != moie::unknownTime && turn.opened - lastActivity > moie::sittingPause)
                ++sitting;
            lastActivity = turn.closed;
            turn.sitting = entries.m_sitting.value_or(sitting);
            turn.entries = {static_cast<std::uint32_t>(block->entries.size()),
                            static_cast<std::uint32_t>(entries.m_entries.size())};
            block->entries.insert(block->entries.end(), entries.m_entries.begin(), entries.m_entries.end());
            block->turns.push_back(turn);
            include(*session, entries);
        }
        auto loose = std::make_shared<std::vector<moie::TurnEntryRef>>();
        for (const Entries& entries : draft.loose) {
            loose->insert(loose->end(), entries.m_entries.begin(), entries.m_entries.end());
            include(*session, entries);
        }
        session->loose = loose;
        return session;
    }

    void include(moie::Session& session, const Entries& entries) const {
        for (const moie::TurnEntryRef& entry : entries.m_entries) {
            const moie::Time time = m_columns.entries.time[moie::index(entry.id())];
            session.first = session.entries == 0 ? time : std::min(session.first, time);
            session.last = std::max(session.last, time);
            ++session.entries;
        }
    }

    moie::StoreColumns m_columns;
    std::deque<SessionDraft> m_sessions;
    std::map<std::string, std::size_t> m_sessionIndex;
    std::map<moie::SessionIndex, std::uint32_t> m_numbers;
    std::map<moie::NameId, double> m_largestBarrier;
};
