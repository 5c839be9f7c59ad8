// SPDX-License-Identifier: GPL-3.0-or-later
// What a live session tells of itself, as values: its turns, what feedback changed, how logging goes.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include <moie/base/result.h>
#include <moie/base/time.h>
#include <moie/engine/love_engine.h>

namespace moie::ui {

// A remark of the user's on a turn; taken back where the change that it made was.
struct GivenRemark {
    engine::Remark remark = engine::Remark::None;
    bool takenBack = false;
};

// One message and what became of it.
struct HeldTurn {
    enum class Stage : unsigned char {
        Answering, // the response is what was shown so far
        Answered,
        Failed,  // the response is what had been shown
        Stopped, // before anything was said that could be kept
    };

    QString id;
    QString regenerates; // the turn whose message is answered anew
    QString message;
    Time opened = unknownTime;
    std::vector<std::string> contexts; // as they stand in the log
    double temperature = 0;
    std::string profile;
    int attempt = 1;

    Stage stage = Stage::Answering;
    QString response;
    QString problem; // why it failed

    // Of one that was answered.
    bool judged = false;
    QString whyNotJudged;
    engine::LoveVector love{};
    std::optional<engine::NearestBarrier> nearest;
    bool fixedReply = false;
    bool stopped = false; // the response is what had been said by then
    double seconds = 0;

    // Feedback that was given: the last rating, and each remark.
    std::optional<bool> good;
    std::vector<GivenRemark> remarks;

    // Whether such a remark was given and not taken back.
    bool holdsRemark(engine::Remark remark) const {
        return std::any_of(remarks.begin(), remarks.end(),
                           [&](const GivenRemark& given) { return given.remark == remark && !given.takenBack; });
    }
};

using Thresholds = std::array<double, engine::dimensionCount>;

struct SessionOpened {
    QString id;
    QString model;
    Thresholds thresholds{};
    Thresholds shipped{};
    std::array<bool, engine::dimensionCount> critical{};
};

// What a remark, or taking one back, did to a threshold. At its bound `after` equals `before`.
struct ThresholdChange {
    engine::BarrierController::Change change;
    engine::Remark remark = engine::Remark::None;
    QString turnId;       // that the remark was about
    bool undone = false;  // the change took that of the remark back
    bool canUndo = false; // whether there is another one to take back
};

// Entries that could not be written wait in memory and are tried again; `dropped` ones are lost.
struct LoggingState {
    std::uint64_t waiting = 0;
    std::uint64_t dropped = 0;
    std::optional<Error> error; // of the last write that failed; none where the disk does not answer
    bool isFailing() const { return waiting > 0; }
};

} // namespace moie::ui
