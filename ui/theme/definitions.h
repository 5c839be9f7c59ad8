// SPDX-License-Identifier: GPL-3.0-or-later
// What the figures of the analytic pages are, in a sentence or two with the unit, as docs/figures.md says at length:
// the one place for these texts, which stand in tooltips of tiles, chart titles, captions and table headers. Verdicts
// and measures have theirs in verdictMeaning() and measureMeaning().
#pragma once

#include <QString>

namespace moie::ui::format {

enum class Term : unsigned char {
    // Love vectors
    Magnitude,
    Coherence,
    MeanStep,
    DriftShare,
    DeficitClosed,
    MeanChange,
    ComponentMean,
    ComponentChange,
    ValueDistribution,
    Correlation,
    Trajectory,
    // Safety
    ReachedUser,
    Breach,
    Caught,
    OnlyAnnounced,
    NearShare,
    Coverage,
    MissingEntries,
    TurnsByVerdict,
    BelowZero,
    LowBarrier,
    ControlChart,
    Severity,
    Violations,
    ViolationsPer100,
    Corrected,
    UnsafeEvaluations,
    ConditionSteps,
    ConditionKept,
    ConditionByChance,
    // Performance
    ResponseTime,
    ResponseHalf,
    ResponseTail,
    FailedShare,
    TimeTrend,
    SlowestOperation,
    Models,
    DurationCounts,
    ResourceMean,
    TokenRate,
    Quality,
    // Evolution
    Events,
    EventsOverTime,
    Helped,
    Effect,
    FeedbackTau,
    LastChange,
    Adaptations,
    LearningEvents,
    FeedbackEvents,
    ModelChanges,
    VersionChanges,
    ThresholdChanges,
    Markers,
    Checkpoints,
    Threshold,
    CheckpointField,
    // Of any estimate or test
    Interval,
    CorrectedP,
    Band,
    Trend,
};

QString definition(Term term);

} // namespace moie::ui::format
