// SPDX-License-Identifier: MIT
#include <moie/analytics/evolution.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include <moie/analytics/effects.h>
#include <moie/analytics/name_slots.h>
#include <moie/analytics/setting_changes.h>
#include <moie/analytics/sitting_sums.h>
#include <moie/stats/holm.h>
#include <moie/stats/placebo.h>

namespace moie {

std::string_view toString(EvolutionKind kind) {
    static constexpr std::array<std::string_view, evolutionKindCount> names{
        "adaptation",     "learning",         "feedback", "model_change",
        "version_change", "threshold_change", "marker",   "checkpoint"};
    return names[static_cast<std::size_t>(kind)];
}

std::optional<EvolutionKind> evolutionKindOf(Kind kind) {
    switch (kind) {
    case Kind::Adaptation: return EvolutionKind::Adaptation;
    case Kind::Learning: return EvolutionKind::Learning;
    case Kind::Feedback: return EvolutionKind::Feedback;
    case Kind::Checkpoint: return EvolutionKind::Checkpoint;
    default: return std::nullopt;
    }
}

bool isJudged(EvolutionKind kind) {
    return kind != EvolutionKind::Checkpoint && kind != EvolutionKind::ThresholdChange;
}

std::string_view toString(EffectMetric metric) {
    static constexpr std::array<std::string_view, effectMetricCount> names{"love_magnitude", "margin", "unsafe",
                                                                           "response_seconds"};
    return names[static_cast<std::size_t>(metric)];
}

bool isHigherBetter(EffectMetric metric) {
    return metric == EffectMetric::LoveMagnitude || metric == EffectMetric::Margin;
}

std::string_view toString(Helped helped) {
    static constexpr std::array<std::string_view, 4> names{"too_few", "cannot_tell", "yes", "no"};
    return names[static_cast<std::size_t>(helped)];
}

namespace {

Helped helpedBy(double change, double p, EffectMetric metric) {
    if (std::isnan(p))
        return Helped::TooFew;
    if (!(p < significance))
        return Helped::CannotTell;
    return (change > 0) == isHigherBetter(metric) ? Helped::Yes : Helped::No;
}

// Feedback of one figure: what was given, what the turn had, and by sitting for good and bad apart.
struct FeedbackTally {
    std::vector<double> given;
    std::vector<double> had;
    SittingSums bySitting{2};
    std::size_t good = 0;

    void add(const FeedbackFact& feedback, double figure) {
        const double value = valueOf(feedback);
        if (std::isnan(value) || std::isnan(figure))
            return;
        const bool isGood =
            feedback.isGood == Tristate::Unknown ? value >= goodFeedback : feedback.isGood == Tristate::Yes;
        given.push_back(value);
        had.push_back(figure);
        bySitting.add(isGood ? 1 : 0, figure);
        good += isGood ? 1 : 0;
    }

    // From 0, as bad as can be, to 1. The strength of a rating says how far it is from the middle.
    static double valueOf(const FeedbackFact& feedback) {
        if (!std::isnan(feedback.satisfaction) || feedback.isGood == Tristate::Unknown)
            return std::isnan(feedback.satisfaction) ? feedback.strength : feedback.satisfaction;
        const double reach = std::isnan(feedback.strength) ? 0.5 : feedback.strength / 2;
        return feedback.isGood == Tristate::Yes ? 0.5 + reach : 0.5 - reach;
    }

    FeedbackAgreement agreement() const {
        FeedbackAgreement result;
        result.n = given.size();
        result.good = good;
        result.difference = difference(bySitting.of(0), bySitting.of(1), Quantity::Mean);
        result.kendall = kendall(given, had);
        return result;
    }
};

// What a snapshot says of an event, without what became of it.
EvolutionEvent eventFrom(const Snapshot& snapshot, EvolutionKind kind, const TurnEntry& entry, SessionIndex session) {
    EvolutionEvent event;
    event.time = snapshot.entries.time[index(entry.id)];
    event.kind = kind;
    event.session = session;
    event.entry = entry.id;
    if (entry.fact == noFact)
        return event;
    if (kind == EvolutionKind::Adaptation) {
        const AdaptationFact& fact = snapshot.facts.adaptations[entry.fact];
        event.what = fact.dimension;
        event.reason = fact.reason;
        event.oldThreshold = fact.oldThreshold;
        event.newThreshold = fact.newThreshold;
    } else if (kind == EvolutionKind::Learning) {
        event.what = snapshot.facts.learning[entry.fact].type;
    } else if (kind == EvolutionKind::Feedback) {
        event.strength = snapshot.facts.feedback[entry.fact].strength;
        event.isGood = snapshot.facts.feedback[entry.fact].isGood;
    }
    return event;
}

class EvolutionPage {
public:
    EvolutionPage(const Snapshot& snapshot, const EvolutionOptions& options)
        : m_snapshot(snapshot), m_options(options), m_effects(snapshot),
          m_entriesOfLabels(snapshot.entries.labelTable.size(), 0), m_settings(snapshot),
          m_fields(snapshot.names.size(), mostFields), m_metrics(snapshot.names.size(), mostFields),
          m_modelSeen(snapshot.names.size(), unknownTime), m_markerFound(options.markers.size(), false) {}

    void beginSession(const Session&) {
        m_effects.beginSession();
        m_love.bySitting.beginSession();
        m_margin.bySitting.beginSession();
        m_model = {};
        m_looseEvents.clear();
    }

    void add(const SelectedTurn& selected) {
        const Turn& turn = *selected.turn;
        m_session = selected.sessionIndex;
        m_effects.add(turn);
        NameId model{};
        for (const TurnEntry& entry : selected.entries()) {
            if (entry.repeat)
                continue;
            ++m_entriesOfLabels[index(m_snapshot.entries.labels[index(entry.id)])];
            if (entry.kind == Kind::ModelRun && entry.fact != noFact)
                model = m_snapshot.facts.modelRuns[entry.fact].model;
            else if (const auto kind = evolutionKindOf(entry.kind))
                addEvent(*kind, entry, selected.sessionIndex, &turn);
            else if (entry.kind == Kind::SystemState)
                m_settings.addState(entry, selected.sessionIndex);
        }
        if (model != NameId{0})
            noteModel(model, turn, selected.sessionIndex);
    }

    void addOther(const SelectedTurn&) {}

    void add(const LooseEntry& loose) {
        ++m_entriesOfLabels[index(m_snapshot.entries.labels[index(loose.entry.id)])];
        if (const auto kind = evolutionKindOf(loose.entry.kind))
            addEvent(*kind, loose.entry, loose.sessionIndex, nullptr);
        else if (loose.entry.kind == Kind::SystemState)
            m_settings.addState(loose.entry, loose.sessionIndex);
    }

    void endSession(const Session&) {
        for (const std::size_t event : m_looseEvents)
            m_effects.eventAt(event, m_events[event].time);
        for (std::size_t i = 0; i < m_options.markers.size(); ++i) {
            if (!m_effects.isWithinSitting(m_options.markers[i].time))
                continue;
            m_markerFound[i] = true;
            m_effects.eventAt(m_events.size(), m_options.markers[i].time);
            addMarker(i).session = m_session;
        }
        m_effects.endSession();
    }

    EvolutionFigures take(const Period& period, const TimeRange& range, const std::stop_token& stop) {
        m_result.period = period;
        addFirstModels();
        addSettings();
        for (std::size_t i = 0; i < m_options.markers.size(); ++i)
            if (!m_markerFound[i] && range.contains(m_options.markers[i].time))
                addMarker(i);
        fillEntries();
        fillFields();
        m_result.feedbackLove = m_love.agreement();
        m_result.feedbackMargin = m_margin.agreement();
        if (!stop.stop_requested())
            judgeEvents(stop);
        fillTimeline();
        fillCounts(range);
        fillThresholds();
        return std::move(m_result);
    }

private:
    EvolutionEvent& addMarker(std::size_t marker) {
        EvolutionEvent& event = m_events.emplace_back();
        event.time = m_options.markers[marker].time;
        event.kind = EvolutionKind::Marker;
        event.marker = marker;
        return event;
    }

    void addEvent(EvolutionKind kind, const TurnEntry& entry, SessionIndex session, const Turn* turn) {
        const std::size_t number = m_events.size();
        m_events.push_back(eventFrom(m_snapshot, kind, entry, session));
        if (entry.fact != noFact)
            readFact(kind, entry.fact, m_events.back().time, turn);
        if (kind == EvolutionKind::Adaptation || kind == EvolutionKind::Checkpoint)
            m_settings.addThresholds(entry, session);
        if (kind == EvolutionKind::Checkpoint)
            return;
        if (turn != nullptr)
            m_effects.eventAfterTurn(number);
        else
            m_looseEvents.push_back(number);
    }

    void readFact(EvolutionKind kind, std::uint32_t row, Time time, const Turn* turn) {
        const FactsView& facts = m_snapshot.facts;
        if (kind == EvolutionKind::Checkpoint) {
            const ValueRange& numbers = facts.checkpoints[row].numbers;
            for (std::uint32_t i = 0; i < numbers.count; ++i)
                m_fieldPoints.push_back({valueAt(facts, numbers, i), time});
        } else if (kind == EvolutionKind::Learning) {
            const ValueRange& impact = facts.learning[row].impact;
            for (std::uint32_t i = 0; i < impact.count; ++i)
                m_impactPoints.push_back(valueAt(facts, impact, i));
        } else if (kind == EvolutionKind::Feedback && turn != nullptr) {
            const FeedbackFact& feedback = facts.feedback[row];
            m_love.bySitting.beginTurn(*turn);
            m_margin.bySitting.beginTurn(*turn);
            m_love.add(feedback, turn->magnitude);
            m_margin.add(feedback, marginOf(m_snapshot, *turn));
        }
    }

    // A change is one from a model that answered so many turns of a session to another that does: where each turn
    // takes another model nothing changes. The first time of each model in the scope is told later.
    void noteModel(NameId model, const Turn& turn, SessionIndex session) {
        if (model != m_model.name)
            m_model = {model, m_model.name, turn.opened, m_effects.turns() - 1, 0, m_model.turns};
        ++m_model.turns;
        if (m_model.turns == effectTurns && m_model.turnsBefore >= effectTurns) {
            m_effects.eventBeforeTurn(m_events.size(), m_model.firstTurn);
            m_events.push_back(modelChange(model, m_model.since, session));
            m_events.back().before = m_model.before;
        }
        Time& seen = m_modelSeen[index(model)];
        if (seen == unknownTime)
            m_modelsSeen.push_back(model);
        if (seen == unknownTime || turn.opened < seen)
            seen = turn.opened;
    }

    static EvolutionEvent modelChange(NameId model, Time time, SessionIndex session) {
        EvolutionEvent event;
        event.time = time;
        event.kind = EvolutionKind::ModelChange;
        event.what = model;
        event.session = session;
        return event;
    }

    // A model that the scope does not begin with, where no change within a session tells of it already.
    void addFirstModels() {
        Time earliest = unknownTime;
        for (const NameId model : m_modelsSeen)
            if (earliest == unknownTime || m_modelSeen[index(model)] < earliest)
                earliest = m_modelSeen[index(model)];
        for (const NameId model : m_modelsSeen) {
            const Time seen = m_modelSeen[index(model)];
            const bool told = std::any_of(m_events.begin(), m_events.end(), [&](const EvolutionEvent& event) {
                return event.kind == EvolutionKind::ModelChange && event.what == model && event.time == seen;
            });
            if (seen != earliest && !told)
                m_events.push_back(modelChange(model, seen, {}));
        }
    }

    void addSettings() {
        for (const SettingChange& change : m_settings.take()) {
            EvolutionEvent& event = m_events.emplace_back();
            event.time = change.time;
            event.kind = change.isVersion ? EvolutionKind::VersionChange : EvolutionKind::ThresholdChange;
            event.what = change.what;
            event.before = change.versionBefore;
            event.oldThreshold = change.thresholdBefore;
            event.newThreshold = change.threshold;
            event.session = change.session;
            event.entry = change.entry;
        }
    }

    void fillEntries() {
        const LabelTable::View& table = m_snapshot.entries.labelTable;
        for (std::size_t i = 0; i < m_entriesOfLabels.size(); ++i) {
            if (m_entriesOfLabels[i] == 0 || m_snapshot.name(table[i].level) != toString(Level::Evolution))
                continue;
            m_result.entries += m_entriesOfLabels[i];
            auto& counts = m_result.categories;
            const auto found = std::find_if(counts.begin(), counts.end(),
                                            [&](const NamedCount& count) { return count.name == table[i].category; });
            if (found == counts.end())
                counts.push_back({table[i].category, m_entriesOfLabels[i]});
            else
                found->count += m_entriesOfLabels[i];
        }
        std::stable_sort(m_result.categories.begin(), m_result.categories.end(),
                         [](const NamedCount& a, const NamedCount& b) { return a.count > b.count; });
    }

    void fillTimeline() {
        std::vector<std::pair<Time, std::uint32_t>> order;
        order.reserve(m_events.size());
        for (const EvolutionEvent& event : m_events)
            order.emplace_back(event.time, static_cast<std::uint32_t>(order.size()));
        std::sort(order.begin(), order.end());
        m_result.timeline.reserve(order.size());
        for (const auto& [time, number] : order)
            m_result.timeline.push_back(m_events[number]);
    }

    // Of the timeline.
    void fillCounts(const TimeRange& range) {
        // Events outside any turn may be before the first turn or after the last.
        Stretch stretch = turnsOf(m_result.period);
        if (!m_result.timeline.empty()) {
            stretch.include(m_result.timeline.front().time);
            stretch.include(m_result.timeline.back().time);
        }
        m_result.buckets = displayBuckets(range, stretch, m_options.mostBuckets);
        const Buckets& buckets = m_result.buckets;
        for (auto& series : m_result.eventSeries)
            series.assign(buckets.count(), 0);
        Time nextDay = unknownTime;
        for (const EvolutionEvent& event : m_result.timeline) {
            const auto kind = static_cast<std::size_t>(event.kind);
            ++m_result.counts[kind];
            if (event.time >= nextDay) {
                const LocalDate day = localDate(event.time);
                m_result.days.push_back({day, {}});
                nextDay = startOfDay(addDays(day, 1));
            }
            ++m_result.days.back().counts[kind];
            ++m_result.eventSeries[kind][buckets.indexOf(event.time)];
        }
        for (const EvolutionKind kind :
             {EvolutionKind::Adaptation, EvolutionKind::Learning, EvolutionKind::Feedback, EvolutionKind::Checkpoint})
            m_result.events += m_result.counts[static_cast<std::size_t>(kind)];
        m_result.eventsPerDay = perDay(m_result.events, m_result.period.days());
    }

    void fillFields() {
        std::stable_sort(m_fieldPoints.begin(), m_fieldPoints.end(),
                         [](const FieldPoint& a, const FieldPoint& b) { return a.time < b.time; });
        for (const FieldPoint& point : m_fieldPoints) {
            const std::uint32_t slot = m_fields.slotOf(point.value.name);
            if (slot == NameSlots::none || std::isnan(point.value.value))
                continue;
            if (m_result.checkpoints.size() <= slot)
                m_result.checkpoints.resize(slot + 1);
            FieldSeries& series = m_result.checkpoints[slot];
            series.field = point.value.name;
            series.times.push_back(point.time);
            series.values.push_back(point.value.value);
        }
        for (const NamedValue& impact : m_impactPoints) {
            const std::uint32_t slot = m_metrics.slotOf(impact.name);
            if (slot == NameSlots::none || std::isnan(impact.value))
                continue;
            if (m_result.impacts.size() <= slot)
                m_result.impacts.resize(slot + 1);
            MetricMean& mean = m_result.impacts[slot];
            mean.metric = impact.name;
            mean.mean = mean.n == 0 ? impact.value : mean.mean + impact.value;
            ++mean.n;
        }
        std::erase_if(m_result.checkpoints, [](const FieldSeries& series) { return series.times.empty(); });
        std::erase_if(m_result.impacts, [](const MetricMean& mean) { return mean.n == 0; });
        for (MetricMean& mean : m_result.impacts)
            mean.mean /= static_cast<double>(mean.n);
        m_result.fieldsLeftOut = m_fields.leftOut() + m_metrics.leftOut();
    }

    void fillThresholds() {
        for (const EvolutionEvent& event : m_result.timeline) {
            if (event.kind != EvolutionKind::Adaptation || std::isnan(event.newThreshold))
                continue;
            auto& all = m_result.thresholds;
            auto found = std::find_if(all.begin(), all.end(),
                                      [&](const ThresholdSeries& series) { return series.dimension == event.what; });
            if (found == all.end()) {
                if (all.size() == mostDimensions)
                    continue;
                found = all.insert(all.end(), ThresholdSeries{event.what, {}, {}});
            }
            found->times.push_back(event.time);
            found->thresholds.push_back(event.newThreshold);
        }
    }

    void judgeEvents(const std::stop_token& stop) {
        const std::vector<EffectTally::Values> raw = m_effects.ofEvents(m_events.size());
        auto placeboEffects = m_effects.takePlacebos();
        for (std::size_t metric = 0; metric < effectMetricCount && !stop.stop_requested(); ++metric) {
            m_result.placebos[metric] = placeboEffects[metric].size();
            const Placebos placebos(std::move(placeboEffects[metric]), m_effects.placeboSittings(metric));
            std::vector<double> effects;
            for (const auto& values : raw)
                effects.push_back(values[metric]);
            std::vector<double> p = placebos.pValues(effects);
            adjustHolm(p);
            for (std::size_t i = 0; i < m_events.size(); ++i) {
                const double change = effects[i] - placebos.median();
                m_events[i].effects[metric] = {change, p[i], helpedBy(change, p[i], static_cast<EffectMetric>(metric))};
            }
            if (m_options.kindEffects)
                judgeKinds(placebos, effects, static_cast<EffectMetric>(metric), stop);
        }
        std::vector<double> p;
        for (const KindEffect& kind : m_result.kinds)
            p.push_back(kind.p);
        adjustHolm(p);
        for (std::size_t i = 0; i < p.size(); ++i) {
            KindEffect& kind = m_result.kinds[i];
            kind.p = p[i];
            kind.helped = helpedBy(kind.effect, p[i], kind.metric);
        }
        const auto love = static_cast<std::size_t>(EffectMetric::LoveMagnitude);
        std::size_t effective = 0;
        for (const EvolutionEvent& event : m_events) {
            m_result.judgedEvents += event.effects[love].helped != Helped::TooFew ? 1 : 0;
            effective += event.effects[love].helped == Helped::Yes ? 1 : 0;
        }
        if (m_result.judgedEvents >= leastJudgedEvents)
            m_result.effectiveness = shareOf(effective, m_result.judgedEvents);
    }

    void judgeKinds(const Placebos& placebos, const std::vector<double>& effects, EffectMetric metric,
                    const std::stop_token& stop) {
        struct Group {
            EvolutionKind kind;
            NameId what;
            std::size_t events = 0;
            std::vector<double> effects;
        };
        std::vector<Group> groups;
        for (std::size_t i = 0; i < m_events.size(); ++i) {
            const EvolutionEvent& event = m_events[i];
            if (!isJudged(event.kind))
                continue;
            const NameId what = event.kind == EvolutionKind::Learning ? event.what : NameId{};
            auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
                return group.kind == event.kind && group.what == what;
            });
            if (found == groups.end()) {
                if (groups.size() == mostJudgedKinds)
                    continue;
                found = groups.insert(groups.end(), Group{event.kind, what, 0, {}});
            }
            ++found->events;
            if (!std::isnan(effects[i]))
                found->effects.push_back(effects[i]);
        }
        for (const Group& group : groups) {
            if (stop.stop_requested())
                return;
            const PlaceboMean mean = placebos.testMean(group.effects, m_draws);
            // One or two events may differ for a reason of their own: they say nothing of their kind.
            const double p = group.effects.size() >= leastEventsOfKind ? mean.p : notMeasured;
            m_result.kinds.push_back({group.kind, group.what, metric, group.events, group.effects.size(), mean.effect,
                                      mean.low, mean.high, p, Helped::TooFew});
        }
    }

    // Turns in a row that one model answered.
    struct ModelRun {
        NameId name{};
        NameId before{}; // the run before was of
        Time since = unknownTime;
        std::size_t firstTurn = 0;
        std::size_t turns = 0;
        std::size_t turnsBefore = 0; // of the run before
    };
    struct FieldPoint {
        NamedValue value;
        Time time = unknownTime;
    };

    const Snapshot& m_snapshot;
    const EvolutionOptions& m_options;
    EvolutionFigures m_result;
    EffectTally m_effects;
    PlaceboDraws m_draws;
    std::vector<EvolutionEvent> m_events;   // by number
    std::vector<std::size_t> m_looseEvents; // of the present session
    SessionIndex m_session{};
    std::vector<std::size_t> m_entriesOfLabels; // by LabelsId
    std::vector<FieldPoint> m_fieldPoints;
    SettingChanges m_settings;
    NameSlots m_fields;
    std::vector<NamedValue> m_impactPoints;
    NameSlots m_metrics;
    ModelRun m_model;              // at the session's last turn that names one
    std::vector<Time> m_modelSeen; // by NameId
    std::vector<NameId> m_modelsSeen;
    std::vector<bool> m_markerFound;
    FeedbackTally m_love;
    FeedbackTally m_margin;
};

} // namespace

EvolutionFigures evolutionFigures(const Snapshot& snapshot, const Scope& scope, std::stop_token stop,
                                  const EvolutionOptions& options) {
    EvolutionPage page(snapshot, options);
    const Period period = walkScope(snapshot, scope, stop, page);
    if (stop.stop_requested())
        return {};
    return page.take(period, scope.range, stop);
}

} // namespace moie
