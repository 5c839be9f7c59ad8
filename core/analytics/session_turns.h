// SPDX-License-Identifier: MIT
// One session turn by turn, and one turn in full: what the Sessions page shows of them. No text: that stays in the
// files (query/turn_texts.h).
#pragma once

#include <array>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <moie/analytics/figures.h>
#include <moie/query/selection.h>

namespace moie {

struct SessionTurn {
    EntryId opening = noEntry;
    Time opened = unknownTime;
    Verdict verdict = Verdict::Clear;
    NameId conversation{};
    std::uint32_t sitting = 0;
    std::uint32_t entries = 0; // grows while the turn does
    double responseSeconds = notMeasured;
    double temperature = notMeasured; // of the response's sampling
    LoveVector response;              // size 0 where it has none
    bool inScope = true;
    bool crisis = false;
};

struct SessionTurns {
    SessionIndex session{};
    std::vector<SessionTurn> turns;    // all of the session's, in order of opening
    std::vector<NameId> conversations; // named by them, in order of appearance; empty where none is
    std::size_t inScope = 0;

    // The place of the turn with that opening entry, turns.size() where there is none.
    std::size_t find(EntryId opening) const;
};

SessionTurns sessionTurns(const Snapshot& snapshot, const Scope& scope, SessionIndex session,
                          const std::stop_token& stop = {});

struct BarrierFigure {
    NameId dimension{};
    double h = notMeasured;
    double margin = notMeasured; // see marginOf()
};

struct ViolationFigure {
    NameId type{};
    NameId action{};
    double severity = notMeasured;
};

// One evaluation of a response, with what was logged for it until the next.
struct Attempt {
    Time time = unknownTime;
    bool unsafe = false;
    std::vector<BarrierFigure> barriers; // in the order of the log
    double confidence = notMeasured;
    std::vector<ViolationFigure> violations;
    bool delivered = false; // the last one of an answered turn
};

struct TimedPart {
    NameId operation{}; // NameId{0}: the generation of the response
    double seconds = notMeasured;
};

struct TurnModelRun {
    NameId model{};
    double inferenceSeconds = notMeasured;
    double tokensPerSecond = notMeasured;
};

struct TurnLine {
    EntryId id = noEntry;
    Time time = unknownTime;
    bool repeat = false;
};

struct TurnDetail {
    SessionIndex session{};
    std::size_t number = 0; // in its session, from 1
    SessionTurn turn;
    double margin = notMeasured; // see marginOf()
    bool decision = false;       // judged without barrier values, by a line of its own format
    LoveVector input;
    std::vector<Attempt> attempts;
    std::vector<ViolationFigure> loneViolations; // of a turn without any evaluation
    std::vector<TimedPart> parts;
    std::vector<TurnModelRun> modelRuns;
    std::vector<NameId> errors;
    std::vector<TurnLine> entries; // repeats included
};

// Nothing where the session has no such turn.
std::optional<TurnDetail> turnDetail(const Snapshot& snapshot, SessionIndex session, EntryId opening);

} // namespace moie
