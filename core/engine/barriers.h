// SPDX-License-Identifier: MIT
// Control barriers: for each dimension a score 0…1 and h = score − threshold. A response is safe where no critical h is
// below 0. Thresholds adapt to feedback within bounds.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include <moie/engine/contexts.h>
#include <moie/engine/figures.h>
#include <moie/engine/identifiers.h>
#include <moie/engine/reading.h>

namespace moie::engine {

using BarrierScores = std::array<double, dimensionCount>;

struct Violation {
    Dimension dimension = Dimension::HarmPrevention;
    double h = 0;
    double severity = 0;
    std::string text; // "harm_prevention: h(x)=-0.060 < 0 (severity: 0.060)"
};

struct Evaluation {
    BarrierScores scores{};
    BarrierScores values{}; // h
    bool isSafe = true;
    double confidence = 1;
    std::vector<Violation> violations;
};

// What a response is judged by beside its own text.
struct JudgedBy {
    const Contexts& contexts;
    const LoveVector& vector;
    const std::vector<Identifier>& identifiers;    // of the response
    const std::set<std::string>& writtenByTheUser; // values of identifiers
};

// The scores alone; adding neutral sentences to a response raises none of them.
BarrierScores barrierScores(const Reading& response, const JudgedBy& by, const JudgingFigures& figures);

// Thresholds as they stand, and what follows from them for scores.
class BarrierController {
public:
    explicit BarrierController(const Figures& figures);

    Evaluation evaluate(const BarrierScores& scores) const;

    struct Change {
        Dimension dimension = Dimension::HarmPrevention;
        double before = 0;
        double after = 0;
    };
    double threshold(Dimension dimension) const { return m_thresholds[static_cast<std::size_t>(dimension)]; }
    // To be given to the next session's engine.
    const std::array<double, dimensionCount>& thresholds() const { return m_thresholds; }
    // A false alarm lowers the threshold, a missed incident raises it, both within their bounds, at which nothing
    // changes any more: `after` equals `before` then.
    Change adapt(Dimension dimension, bool falseAlarm);
    // Sets a threshold that stood before, as an undo does, within the bounds.
    Change restore(Dimension dimension, double threshold);

private:
    double clamped(Dimension dimension, double threshold) const;

    const Figures& m_figures;
    std::array<double, dimensionCount> m_thresholds{};
};

} // namespace moie::engine
