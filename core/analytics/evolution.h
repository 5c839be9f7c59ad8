// SPDX-License-Identifier: MIT
// The figures of the Evolution page and of the evolution report: what was changed, when, and whether it helped.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <moie/analytics/overview.h>
#include <moie/analytics/safety.h>
#include <moie/analytics/scope_walk.h>
#include <moie/stats/kendall.h>

namespace moie {

// Checkpoints record and change nothing: they are shown, and neither judged nor in the way of judging others. Of a
// threshold that a checkpoint finds changed, the moment is not known: the same.
enum class EvolutionKind : std::uint8_t {
    Adaptation,
    Learning,
    Feedback,
    ModelChange,
    VersionChange, // of the engine
    ThresholdChange,
    Marker,
    Checkpoint
};
inline constexpr std::size_t evolutionKindCount = 8;
std::string_view toString(EvolutionKind kind);           // "adaptation", "learning", "feedback", "model_change", …
std::optional<EvolutionKind> evolutionKindOf(Kind kind); // of those with entries of their own
bool isJudged(EvolutionKind kind);

enum class EffectMetric : std::uint8_t { LoveMagnitude, Margin, Unsafe, ResponseTime };
inline constexpr std::size_t effectMetricCount = 4;
std::string_view toString(EffectMetric metric); // "love_magnitude", "margin", "unsafe", "response_seconds"
bool isHigherBetter(EffectMetric metric);

inline constexpr std::size_t effectTurns = 8;       // on either side of an event
inline constexpr std::size_t mostJudgedKinds = 32;  // kinds, each learning type one; beyond are not judged
inline constexpr std::size_t leastJudgedEvents = 5; // for a share of effective ones
inline constexpr std::size_t leastEventsOfKind = 4; // judged ones, for an answer on the kind
inline constexpr std::size_t mostFields = 100;      // of checkpoints; beyond are left out and counted
inline constexpr double goodFeedback = 0.5;         // from here on feedback without a rating is good

enum class Helped : std::uint8_t { TooFew, CannotTell, Yes, No };
std::string_view toString(Helped helped); // "too_few", "cannot_tell", "yes", "no"

// Mean of the turns after less mean of those before, less the placebos' median. An association: events tend to follow
// bad stretches.
struct Effect {
    double change = notMeasured;
    double p = notMeasured; // after Holm over the events, for this metric
    Helped helped = Helped::TooFew;
};

struct EvolutionEvent {
    Time time = unknownTime;
    EvolutionKind kind = EvolutionKind::Adaptation;
    NameId what{};          // adapted dimension, learning type, model, version, the checkpoint's field
    NameId before{};        // model or version
    std::size_t marker = 0; // a marker's place among the options'
    NameId reason{};
    double oldThreshold = notMeasured;
    double newThreshold = notMeasured;
    double strength = notMeasured;       // feedback
    Tristate isGood = Tristate::Unknown; // feedback that says so
    SessionIndex session{};
    EntryId entry = noEntry;
    std::array<Effect, effectMetricCount> effects;
};

// All events of a kind together; each learning type is a kind of its own.
struct KindEffect {
    EvolutionKind kind = EvolutionKind::Adaptation;
    NameId what{}; // learning type
    EffectMetric metric = EffectMetric::LoveMagnitude;
    std::size_t events = 0; // of the kind
    std::size_t judged = 0; // with enough turns around
    double effect = notMeasured;
    double low = notMeasured;
    double high = notMeasured;
    double p = notMeasured; // after Holm over kinds and metrics; NaN under leastEventsOfKind
    Helped helped = Helped::TooFew;
};

// Turns with good feedback less those with bad, and how strongly feedback and figure go together.
struct FeedbackAgreement {
    std::size_t n = 0; // feedback given to a turn that has the figure
    std::size_t good = 0;
    Difference difference; // before: bad, now: good
    Kendall kendall;
};

struct FieldSeries {
    NameId field{};
    std::vector<Time> times;
    std::vector<double> values;
};

struct ThresholdSeries {
    NameId dimension{};
    std::vector<Time> times;
    std::vector<double> thresholds; // as they were from then on
};

struct DayCounts {
    LocalDate day;
    std::array<std::size_t, evolutionKindCount> counts{};
};

struct MetricMean {
    NameId metric{};
    std::size_t n = 0;
    double mean = notMeasured;
};

struct EvolutionFigures {
    Period period;
    std::size_t entries = 0;            // of level evolution
    std::vector<NamedCount> categories; // of those, by category
    std::size_t events = 0;             // adaptations, learning, feedback, checkpoints
    double eventsPerDay = notMeasured;
    std::vector<EvolutionEvent> timeline; // in order of time
    std::array<std::size_t, evolutionKindCount> counts{};
    std::vector<DayCounts> days; // those with events
    std::array<std::size_t, effectMetricCount> placebos{};
    std::vector<KindEffect> kinds;
    // Events with an effect on love magnitude that could be judged, and the share of them that helped.
    std::size_t judgedEvents = 0;
    double effectiveness = notMeasured; // NaN under leastJudgedEvents
    std::vector<MetricMean> impacts;    // performance_impact over learning events
    std::vector<FieldSeries> checkpoints;
    std::size_t fieldsLeftOut = 0;
    std::vector<ThresholdSeries> thresholds; // as adapted
    FeedbackAgreement feedbackLove;          // against love magnitude
    FeedbackAgreement feedbackMargin;        // against the margin
    Buckets buckets;
    std::array<std::vector<std::size_t>, evolutionKindCount> eventSeries;
};

// Something that the user did at that time: "changed the prompt".
struct Marker {
    Time time = unknownTime;
    std::string label;
};

struct EvolutionOptions {
    std::size_t mostBuckets = 40; // see OverviewOptions
    std::vector<Marker> markers{};
    // The effect of kinds: 2,000 means are drawn for each kind and metric.
    bool kindEffects = true;
};

// Cancelled by the token: returns what it has, which the caller throws away.
EvolutionFigures evolutionFigures(const Snapshot& snapshot, const Scope& scope, std::stop_token stop = {},
                                  const EvolutionOptions& options = {});

} // namespace moie
