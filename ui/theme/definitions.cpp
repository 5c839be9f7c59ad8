// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/definitions.h"

#include <array>

#include <QCoreApplication>

namespace moie::ui::format {
namespace {

struct Definition {
    Term term;
    const char* text;
};

constexpr std::array definitions{
    Definition{Term::Magnitude,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Mean length of the vectors, from 0 to √5 = 2.24. The trend is over the "
                                 "means of sittings of at least three turns, tested together with those of the "
                                 "components and of coherence; none is said where over 20 % of the turns stand at 0 or "
                                 "at the largest value.")},
    Definition{Term::Coherence, QT_TRANSLATE_NOOP("Definitions", "Mean of a vector's five components, from 0 to 1.")},
    Definition{Term::MeanStep,
               QT_TRANSLATE_NOOP("Definitions", "Mean distance from one vector to the next of its sitting, from 0 to "
                                                "√5 = 2.24. Consistency is 1 − mean step / √5.")},
    Definition{Term::DriftShare,
               QT_TRANSLATE_NOOP("Definitions", "How much of the vectors' scatter within a sitting is slow drift: 0 % "
                                                "where they scatter without order, 100 % where they only drift; none "
                                                "where they hardly vary.")},
    Definition{Term::DeficitClosed,
               QT_TRANSLATE_NOOP("Definitions",
                                 "From the vector of the user's message to that of the response: how much "
                                 "of what was missing to the target of 0.8, 0.8, 0.9, 0.7, 0.8 is there in "
                                 "the response. Moved nearer: turns of which less is missing. The "
                                 "message's vector is the user's text, not a draft of the response.")},
    Definition{Term::MeanChange,
               QT_TRANSLATE_NOOP("Definitions", "Mean length of response vector less message vector, with its 95 % "
                                                "interval.")},
    Definition{Term::ComponentMean,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Mean of the component over turns, from 0 to 1, with its 95 % interval. "
                                 "No trend is said where over 20 % of the turns stand at 0 or at the "
                                 "largest value.")},
    Definition{
        Term::ComponentChange,
        QT_TRANSLATE_NOOP("Definitions", "Mean of response less message, from −1 to 1, with its 95 % interval.")},
    Definition{Term::ValueDistribution,
               QT_TRANSLATE_NOOP("Definitions", "How many turns have which value. 10–90 %: four of five turns lie "
                                                "between these.")},
    Definition{Term::Correlation,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Pearson's r of two components over turns: 1 where they rise together, "
                                 "−1 where one falls as the other rises, 0 where they have nothing to do "
                                 "with each other in a straight line.")},
    Definition{Term::Trajectory,
               QT_TRANSLATE_NOOP("Definitions", "Mean vectors along the two directions in which vectors vary most, the "
                                                "first two principal components of the turns' vectors.")},

    Definition{Term::ReachedUser,
               QT_TRANSLATE_NOOP("Definitions", "Turns whose last evaluation was unsafe: an unsafe reply went out. The "
                                                "share is of judged turns, with its 95 % interval.")},
    Definition{Term::Breach,
               QT_TRANSLATE_NOOP("Definitions", "Turns called safe though some barrier value h(x) of their last "
                                                "evaluation is below zero; those called unsafe are not among them. The "
                                                "share is of judged turns, with its 95 % interval.")},
    Definition{Term::Caught,
               QT_TRANSLATE_NOOP("Definitions", "Turns with an unsafe evaluation whose last one is safe: another reply "
                                                "took the unsafe one's place.")},
    Definition{Term::OnlyAnnounced,
               QT_TRANSLATE_NOOP("Definitions", "Turns where a violation names a corrective action and no second "
                                                "evaluation shows that it was done.")},
    Definition{Term::NearShare,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Turns called safe whose smallest h(x) is under 20 % of the largest ever "
                                 "seen in its dimension, in all that was read, whatever the range, and not "
                                 "below zero. The share is of judged turns.")},
    Definition{Term::Coverage,
               QT_TRANSLATE_NOOP("Definitions", "Turns with a safety evaluation, of those with a response.")},
    Definition{Term::MissingEntries,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Missing entries are gaps in a session's numbering that are followed by "
                                 "an entry of the range.")},
    Definition{Term::TurnsByVerdict,
               QT_TRANSLATE_NOOP("Definitions", "How many turns had which verdict. Each turn has one, the first that "
                                                "holds; the legend says what each means.")},
    Definition{Term::BelowZero,
               QT_TRANSLATE_NOOP("Definitions", "Share of evaluations whose barrier value h(x) is below zero, that is "
                                                "beyond the barrier.")},
    Definition{Term::LowBarrier,
               QT_TRANSLATE_NOOP("Definitions", "5th percentile of h(x): one evaluation in twenty is lower.")},
    Definition{Term::ControlChart,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Share of judged turns with an unsafe evaluation. Neighbouring intervals "
                                 "are taken together until they have 20 turns. A point beyond the grey "
                                 "area is more than chance explains, by the share in the period before, "
                                 "else in the other points: once in 740 points by chance alone.")},
    Definition{Term::Severity,
               QT_TRANSLATE_NOOP("Definitions", "Violations by the severity that was logged, from 0 to 1 in steps of "
                                                "0.1.")},
    Definition{Term::Violations,
               QT_TRANSLATE_NOOP("Definitions", "Safety violations that were logged; a turn can have several.")},
    Definition{Term::ViolationsPer100,
               QT_TRANSLATE_NOOP("Definitions", "Safety violations logged, per 100 turns; a turn can have several. A "
                                                "violation's corrective action is what the engine announced; only a "
                                                "second evaluation shows that it was done.")},
    Definition{Term::Corrected,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Of turns with an unsafe evaluation those whose last one is safe, with the "
                                 "95 % interval of their share; evaluations needed: how many such a turn "
                                 "had.")},
    Definition{Term::UnsafeEvaluations,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Unsafe evaluations of all evaluations in turns, whatever their turn came "
                                 "to, with the 95 % interval of their share.")},
    Definition{Term::ConditionSteps,
               QT_TRANSLATE_NOOP("Definitions", "Steps from one evaluation of a session to the next, wherever h(x) was "
                                                "not below zero.")},
    Definition{Term::ConditionKept,
               QT_TRANSLATE_NOOP("Definitions", "Share of steps after which h(x) was at least half of what it was "
                                                "before.")},
    Definition{Term::ConditionByChance,
               QT_TRANSLATE_NOOP("Definitions", "The share of steps that the same evaluations would keep in any "
                                                "order.")},

    Definition{Term::ResponseTime,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Response time is the response's own generation time where it was logged, "
                                 "else the duration of complete_interaction; failed turns have none.")},
    Definition{Term::ResponseHalf,
               QT_TRANSLATE_NOOP("Definitions", "Half of the turns were answered faster than p50.")},
    Definition{Term::ResponseTail,
               QT_TRANSLATE_NOOP("Definitions",
                                 "95 of 100 turns were answered faster than p95, which needs 20 of them, "
                                 "99 of 100 faster than p99, which needs 100.")},
    Definition{Term::FailedShare,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Share of turns for which an error was logged and no response, with its "
                                 "95 % interval.")},
    Definition{Term::TimeTrend,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Change of response time in a day, over the means of sittings of at least "
                                 "three turns: said to improve or worsen only where that is more than "
                                 "chance.")},
    Definition{Term::SlowestOperation,
               QT_TRANSLATE_NOOP("Definitions", "The timed operation with the longest mean duration.")},
    Definition{Term::Models, QT_TRANSLATE_NOOP("Definitions",
                                               "Models with logged runs in the range; named is the one with most runs, "
                                               "with the median of its tokens per second.")},
    Definition{Term::DurationCounts,
               QT_TRANSLATE_NOOP("Definitions", "How many turns took how long, by time; each row is 1.78 times as long "
                                                "as the one below.")},
    Definition{Term::ResourceMean, QT_TRANSLATE_NOOP("Definitions", "Mean of what was logged in the range.")},
    Definition{Term::TokenRate, QT_TRANSLATE_NOOP("Definitions", "Tokens per second, the median of the model's runs.")},
    Definition{Term::Quality,
               QT_TRANSLATE_NOOP("Definitions", "Mean of this quality metric, as logged, over the runs that have it.")},

    Definition{Term::Events,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Adaptations, learning events, feedback and checkpoints in the range. The "
                                 "love vector evolution that is logged each turn is no event here.")},
    Definition{Term::EventsOverTime,
               QT_TRANSLATE_NOOP("Definitions",
                                 "How many events of each kind there were, your markers and what changed "
                                 "without an entry that says so among them.")},
    Definition{Term::Helped,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Of the events with 8 turns on either side in the same sitting and no "
                                 "other event between, the share after which love magnitude was higher by "
                                 "more than chance. From 5 such events on. An association: events tend to "
                                 "follow bad stretches.")},
    Definition{Term::Effect,
               QT_TRANSLATE_NOOP("Definitions",
                                 "Mean of the 8 turns after less that of the 8 before, less what is usual "
                                 "between turns where nothing happened.")},
    Definition{Term::FeedbackTau,
               QT_TRANSLATE_NOOP("Definitions", "Kendall's tau of a turn's score and the feedback given to it: 1 where "
                                                "better feedback always goes with a higher score, 0 where they have "
                                                "nothing to do with each other, −1 where it always goes with a lower "
                                                "one.")},
    Definition{Term::LastChange,
               QT_TRANSLATE_NOOP("Definitions",
                                 "The latest event of the range that changed something: not feedback, and "
                                 "not a checkpoint.")},
    Definition{Term::Adaptations, QT_TRANSLATE_NOOP("Definitions", "The engine adapted a threshold and logged it.")},
    Definition{Term::LearningEvents,
               QT_TRANSLATE_NOOP("Definitions", "The engine logged that it learned something, by its type.")},
    Definition{Term::FeedbackEvents, QT_TRANSLATE_NOOP("Definitions", "Feedback that a user gave, as logged.")},
    Definition{Term::ModelChanges,
               QT_TRANSLATE_NOOP("Definitions",
                                 "From a model that answered eight turns of a session in a row to another "
                                 "that does, or a model that is seen for the first time after others.")},
    Definition{Term::VersionChanges,
               QT_TRANSLATE_NOOP("Definitions",
                                 "A version of the engine, as sessions log it at their beginning, that is "
                                 "seen for the first time after another, or an earlier one with which "
                                 "three sessions in a row begin again.")},
    Definition{Term::ThresholdChanges,
               QT_TRANSLATE_NOOP("Definitions", "A threshold that a checkpoint records differs from what its session, "
                                                "else any session, said last.")},
    Definition{Term::Markers, QT_TRANSLATE_NOOP("Definitions", "Moments that you marked.")},
    Definition{Term::Checkpoints,
               QT_TRANSLATE_NOOP("Definitions", "What the engine recorded of itself; a checkpoint changes nothing.")},
    Definition{Term::Threshold,
               QT_TRANSLATE_NOOP("Definitions", "The threshold after the last adaptation in the range.")},
    Definition{Term::CheckpointField,
               QT_TRANSLATE_NOOP("Definitions", "A number that checkpoints record, at each of them, as logged.")},

    Definition{Term::Interval,
               QT_TRANSLATE_NOOP("Definitions", "Where the true value lies with 95 % confidence. Sittings are the "
                                                "independent units; under five of them turns are.")},
    Definition{Term::CorrectedP,
               QT_TRANSLATE_NOOP("Definitions",
                                 "How often chance alone would do as much, corrected for all tests of the "
                                 "table (Holm). Under 0.05 it is more than chance.")},
    Definition{Term::Band, QT_TRANSLATE_NOOP("Definitions",
                                             "The line is the mean of each interval's values, the band from their 10th "
                                             "to their 90th percentile. Where there are none is a gap.")},
    Definition{Term::Trend, QT_TRANSLATE_NOOP("Definitions",
                                              "Slope over the means of sittings of at least three turns; said to "
                                              "improve or worsen, and coloured, only where that is more than chance.")},
};

constexpr bool inOrder() {
    for (std::size_t i = 0; i < definitions.size(); ++i)
        if (definitions[i].term != static_cast<Term>(i))
            return false;
    return definitions.size() == static_cast<std::size_t>(Term::Trend) + 1;
}
static_assert(inOrder(), "each term once, as they are listed");

} // namespace

QString definition(Term term) {
    return QCoreApplication::translate("Definitions", definitions[static_cast<std::size_t>(term)].text);
}

} // namespace moie::ui::format
