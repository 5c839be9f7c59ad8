// SPDX-License-Identifier: MIT
// The figures of the Overview page and of the report's first pages: one pass over the turns of a scope.
#pragma once

#include <array>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <moie/analytics/figures.h>
#include <moie/base/calendar.h>
#include <moie/query/scope.h>
#include <moie/store/snapshot.h>

namespace moie {

// Per display bucket; a bucket without values has NaN, which a chart shows as a gap.
struct BandSeries {
    std::vector<double> mean;
    std::vector<double> p10;
    std::vector<double> p90;
    std::vector<std::size_t> n;
};

struct PercentileSeries {
    std::vector<double> p50;
    std::vector<double> p95; // NaN under n = 20
    std::vector<double> p99; // NaN under n = 100
    std::vector<std::size_t> n;
};

enum class EventKind : std::uint8_t { Violation, Adaptation, Learning, Checkpoint, Feedback, Error };

struct Event {
    Time time = unknownTime;
    EventKind kind = EventKind::Violation;
    NameId what{};              // violation type, adapted dimension, learning type, error text
    NameId action{};            // violation: corrective action
    double value = notMeasured; // violation: severity; feedback: strength
    SessionIndex session{};
    EntryId entry = noEntry;
};

// A change against the period before, as a list item of "What changed". All differences of an Overview, those of its
// tiles too, are corrected together: the list's and that of love magnitude.
struct Change {
    enum class Metric : std::uint8_t {
        Warmth,
        Empathy,
        Safety,
        Understanding,
        Compassion,
        UnsafeReplies,
        Violations,
        ResponseTime
    };
    Metric metric = Metric::Warmth;
    Difference difference;
    bool distinguishable = false; // pHolm < 0.05
    bool better = false;          // only meaningful where distinguishable
};

struct Overview {
    // What the figures are of: the scope's range closed by the first and last turn in it.
    Time from = unknownTime;
    Time to = unknownTime;
    // Of the range and session, whatever the filter, provisional ones left out: rates (reachedUser, violations) are of
    // these. All else is of the turns that the filter matches.
    std::size_t turnsInRange = 0;
    std::size_t turns = 0; // those of them that the filter matches
    std::size_t provisional = 0;
    std::array<std::size_t, verdictCount> verdicts{};
    std::size_t sessions = 0;

    // Shares of the range's judged turns (reached, caught, breach, near, clear).
    Estimate reachedUser;
    Estimate breach;
    std::size_t judged = 0;
    Distribution magnitude; // of response vectors
    Estimate magnitudeMean;
    Trend magnitudeTrend; // with those of the components and coherence (love_trends.h)
    bool magnitudeTrendWithheld = false;
    std::size_t violations = 0;
    double violationsPer100Turns = notMeasured;
    Distribution responseSeconds;   // failed turns have none
    double coverage = notMeasured;  // judged / (turns − failed − unanswered)
    std::size_t missingEntries = 0; // gaps in n that are followed by an entry in the range
    std::size_t adaptations = 0;    // adaptations and learning events
    std::size_t feedback = 0;
    std::size_t checkpoints = 0;
    std::size_t events = 0; // those three together: level evolution without love vector evolutions
    double eventsPerDay = notMeasured;

    // Against the same length of time just before; empty where the scope is open at its start or nothing was there.
    std::optional<TimeRange> previous;
    std::size_t previousTurns = 0;
    std::size_t reachedUserBefore = 0; // a count, as `verdicts` holds the present one
    // Empty where either period has no value. moreThanNoise: pHolm < 0.05.
    std::optional<Difference> reachedUserChange; // of the share
    std::optional<Difference> magnitudeChange;
    std::optional<Difference> violationsChange;   // per 100 turns
    std::optional<Difference> responseTimeChange; // of the mean; the tile shows it beside p95
    double responseP95Before = notMeasured;
    std::vector<Change> changes; // all that could be compared, in order of Metric

    Buckets buckets;
    std::array<BandSeries, componentCount> love; // response vectors
    std::array<std::vector<std::size_t>, verdictCount> verdictSeries;
    PercentileSeries responseTime;

    // Newest first, at most `latestEvents`; without checkpoints, which are many and change nothing.
    std::vector<Event> latest;
};

inline constexpr std::size_t latestEvents = 50;

struct ViolationRow {
    Event event;
    std::size_t turnNumber = 0; // in its session from 1; 0 where it belongs to no turn
};

struct OverviewOptions {
    // The most display buckets; at least two. With the default, 14 and 30 days are shown by the day and a day by the
    // hour; a page with more room may ask for up to 200. Half days are never taken: they would alternate between the
    // habits of day and night.
    std::size_t mostBuckets = 40;
    // A few milliseconds at 2,000 sittings. A page that wants its figures sooner asks without, and then once more with
    // it; the same goes for the trends of the other pages and for the effects of kinds (evolution.h).
    bool trend = true;
};

// Cancelled by the token: returns what it has, which the caller throws away.
Overview overview(const Snapshot& snapshot, const Scope& scope, std::stop_token stop = {},
                  const OverviewOptions& options = {});
// Newest first.
std::vector<ViolationRow> violations(const Snapshot& snapshot, const Scope& scope, std::stop_token stop = {});

struct ViolationType {
    NameId name{};
    std::size_t count = 0;
    double meanSeverity = notMeasured; // of those that have one
};
// Most frequent first, equally frequent ones by name.
std::vector<ViolationType> violationTypes(const Snapshot& snapshot, const std::vector<ViolationRow>& violations);

} // namespace moie
