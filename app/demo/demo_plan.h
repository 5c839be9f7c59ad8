// SPDX-License-Identifier: GPL-3.0-or-later
// What happens in a demonstration, before anything is written: which sessions when, and how each of their turns ends.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <moie/base/calendar.h>
#include <moie/base/time.h>

#include "demo_random.h"
#include "demo_texts.h"

namespace moie::demo {

struct Options {
    std::size_t sessions = 40;
    std::size_t turns = 24;             // of each session
    int days = 14;                      // local days, the last of them that of `end`
    std::uint64_t seed = 5;             // one in which learning is seen to help, and a change to do harm
    moie::Time end = moie::unknownTime; // nothing happens after it
};

// The verdicts of the log format, as they are meant to come about; what the engine makes of it is its own.
enum class Outcome : std::uint8_t { Clear, Near, Breach, Caught, ReachedUser, NotJudged, Failed, Unanswered };
inline constexpr std::size_t outcomeCount = 8;

enum class MidEvent : std::uint8_t { None, EmpathyCalibration, SamplingPolicy, ThresholdReview, ModelChange };

struct PlannedTurn {
    const Exchange* exchange = nullptr;
    Mood mood = Mood::Casual;
    std::string_view language = "en";
    Outcome outcome = Outcome::Clear;
    std::size_t user = 0;       // of the session's users
    double pauseSeconds = 0;    // before the message
    double responseSeconds = 0; // of one attempt, on an ordinary evening
};

struct PlannedSession {
    std::string id;
    moie::Time start = moie::unknownTime;
    double progress = 0; // 0 at the beginning of the demonstration … 1 at its end
    bool turnIds = true; // false: logged in the order and with the repeats of the Python reference
    bool slow = false;   // in the evening on which the model server is overloaded
    bool lowDay = false; // on the day on which all scores are lower
    std::size_t model = 0;
    std::size_t users = 1; // who talk to it at the same time
    MidEvent midEvent = MidEvent::None;
    std::size_t midEventTurn = 0; // after this turn
    std::size_t nextModel = 0;    // from then on, where the model changes
    std::vector<PlannedTurn> turns;
};

// Sessions in order of their start. Each outcome occurs at least once as long as there are enough turns for it; which
// ones there are depends on the options alone.
std::vector<PlannedSession> plan(const Options& options);

struct Model {
    std::string_view name;
    double weight; // how often it is used
    double responseFactor;
    double tokensPerSecond;
};
std::span<const Model> models();

// On an overloaded evening answers take so many times as long.
inline constexpr double slowFactor = 4.5;

} // namespace moie::demo
