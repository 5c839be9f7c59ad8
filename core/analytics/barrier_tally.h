// SPDX-License-Identifier: MIT
// Collects the barrier values of evaluations, dimension by dimension; used by safety.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include <moie/analytics/bucket_series.h>
#include <moie/analytics/safety.h>

namespace moie {

class BarrierTally {
public:
    BarrierTally(const Snapshot& snapshot, std::size_t evaluations);

    void beginSession();
    void add(const EvaluationFact& evaluation, Time opened);
    void endSession();

    // Reorders what was collected.
    void fill(SafetyFigures& result, const std::stop_token& stop);

private:
    struct Column {
        NameId name{};
        // Of the next value. Mostly every evaluation names every dimension: then value i is of moment i.
        void addMoment(std::uint32_t number);

        std::vector<double> values;        // h, NaN left out
        bool isSparse = false;             // whether some moment has no value
        std::vector<std::uint32_t> moment; // of each value, in m_moments, if sparse
        std::size_t firstOfSession = 0;
        BarrierCondition condition;
        double expectedKept = 0;
    };

    std::uint8_t numberOf(NameId name);
    void expectNames(const ValueRange& barriers);
    void countSteps(Column& column);
    double keptInChanceOrder(std::span<const double> values);
    DimensionFigures figuresOf(Column& column) const;
    void fillSeries(DimensionFigures& figures, const Column& column, BucketSeries& series) const;

    const Snapshot& m_snapshot;
    std::vector<std::uint8_t> m_numberOfName; // 1 + column, 0 none yet, leftOut
    // The same by place, for evaluations that name their dimensions as the last one did: nearly all do.
    std::uint32_t m_names = 0;
    std::vector<std::uint8_t> m_numbers;
    std::vector<Column> m_columns;
    std::vector<Time> m_moments; // openings of the turns that the evaluations belong to
    std::size_t m_namesLeftOut = 0;
    std::vector<double> m_binned; // of one session and dimension, bin by bin
    std::vector<std::uint32_t> m_binBegins;
};

} // namespace moie
