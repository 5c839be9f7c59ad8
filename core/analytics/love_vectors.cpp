// SPDX-License-Identifier: MIT
#include <moie/analytics/love_vectors.h>

#include <algorithm>
#include <cmath>

#include <moie/analytics/bucket_series.h>
#include <moie/analytics/love_trends.h>

namespace moie {

namespace {

// What is summed up by sitting.
enum LoveMeasure : std::size_t {
    componentMeasure = 0, // and the four after it
    magnitudeMeasure = magnitudeQuantity,
    coherenceMeasure = coherenceQuantity,
    stepMeasure,
    changeMeasure,
    componentChangeMeasure,
    nearerMeasure = componentChangeMeasure + componentCount,
    loveMeasureCount,
};
constexpr std::size_t figureCount = loveQuantityCount; // those with a LoveFigure, the first measures

using Components = std::array<double, componentCount>;

bool isWhole(const LoveVector& vector) {
    return std::none_of(vector.values.begin(), vector.values.end(), [](double value) { return std::isnan(value); });
}

double squaredDistance(const Components& a, const Components& b) {
    double sum = 0;
    for (std::size_t i = 0; i < componentCount; ++i)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

double deficitOf(const Components& vector, const Components& target) {
    double sum = 0;
    for (std::size_t i = 0; i < componentCount; ++i) {
        const double deficit = std::max(0.0, target[i] - vector[i]);
        sum += deficit * deficit;
    }
    return std::sqrt(sum);
}

// How much whole vectors of a sitting vary, and how much from one to the next.
class DriftTally {
public:
    // Returns the distance from the sitting's vector before, NaN for its first.
    double add(std::size_t sitting, const Components& vector) {
        if (sitting >= m_sittings.size())
            m_sittings.resize(sitting + 1);
        Sitting& of = m_sittings[sitting];
        double step = notMeasured;
        if (of.n == 0) {
            of.first = vector;
        } else {
            const double squares = squaredDistance(vector, of.last);
            m_stepSquares += squares;
            step = std::sqrt(squares);
        }
        of.n += 1;
        of.last = vector;
        // Sums of distances from the first one: no digits are lost where all are alike.
        for (std::size_t i = 0; i < componentCount; ++i) {
            const double distance = vector[i] - of.first[i];
            of.sums[i] += distance;
            of.squares += distance * distance;
        }
        return step;
    }

    double driftShare() const {
        double freedom = 0;
        double squares = 0;
        for (const Sitting& sitting : m_sittings) {
            if (sitting.n < 2)
                continue;
            freedom += sitting.n - 1;
            squares += sitting.squares;
            for (const double sum : sitting.sums)
                squares -= sum * sum / sitting.n;
        }
        if (!(freedom > 0) || !(squares / freedom >= leastDriftVariance))
            return notMeasured;
        return 1 - m_stepSquares / 2 / squares;
    }

private:
    struct Sitting {
        double n = 0;
        Components first{};
        Components last{};
        Components sums{};
        double squares = 0;
    };
    std::vector<Sitting> m_sittings;
    double m_stepSquares = 0;
};

class LovePage {
public:
    LovePage(const Snapshot& snapshot, const LoveVectorOptions& options, std::size_t turns)
        : m_snapshot(snapshot), m_options(options) {
        m_opened.reserve(turns);
        for (auto& column : m_columns)
            column.reserve(turns);
    }

    void beginSession(const Session&) { m_sums.beginSession(); }
    void endSession(const Session&) {}
    void add(const LooseEntry&) {}
    void addOther(const SelectedTurn&) {}

    void add(const SelectedTurn& selected) {
        const Turn& turn = *selected.turn;
        const LoveVector response = responseVector(m_snapshot, turn);
        const LoveVector input = inputVector(m_snapshot, turn);
        const LoveVector& vector = m_options.source == VectorSource::Response ? response : input;
        const std::size_t sitting = m_sums.beginTurn(turn);
        m_n += vector.size > 0 ? 1 : 0;
        m_opened.push_back(turn.opened);
        std::array<double, figureCount> values;
        std::copy(vector.values.begin(), vector.values.end(), values.begin());
        values[magnitudeMeasure] = values[coherenceMeasure] = notMeasured;
        if (isWhole(vector)) {
            values[magnitudeMeasure] = std::sqrt(squaredDistance(vector.values, {}));
            values[coherenceMeasure] = coherenceOf(vector);
            m_sums.add(stepMeasure, m_drift.add(sitting, vector.values));
        }
        for (std::size_t i = 0; i < figureCount; ++i) {
            m_columns[i].push_back(values[i]);
            m_sums.add(i, values[i]);
        }
        if (isWhole(response) && isWhole(input))
            addSteering(input.values, response.values);
    }

    void fill(LoveVectors& result) {
        result.n = m_n;
        result.meanStep = estimate(m_sums.of(stepMeasure), Quantity::Mean);
        result.consistency = 1 - result.meanStep.value / loveScale(magnitudeQuantity);
        result.driftShare = m_drift.driftShare();
        fillSteering(result.steering);
        ColumnSpans columns;
        std::copy_n(m_columns.begin(), componentCount, columns.begin());
        result.covariation = covariationOf(columns);
        result.principal = principalComponentsOf(result.covariation);
    }

    void fillFigures(LoveVectors& result, const std::stop_token& stop) {
        const auto figures = figuresOf(result);
        for (std::size_t i = 0; i < figureCount; ++i) {
            figures[i]->scale = loveScale(i);
            figures[i]->mean = estimate(m_sums.of(i), Quantity::Mean);
            countBins(*figures[i], m_columns[i]);
        }
        if (result.buckets.count() > 0) {
            BucketSeries series(result.buckets, m_opened);
            for (std::size_t i = 0; i < figureCount && !stop.stop_requested(); ++i)
                figures[i]->series = series.band(m_columns[i]);
            if (!stop.stop_requested()) // else some series may be missing
                fillTrajectory(result);
        }
        // Last, since it reorders.
        for (std::size_t i = 0; i < figureCount && !stop.stop_requested(); ++i)
            figures[i]->distribution = distributionOf(m_columns[i]);
        if (m_options.trends && !stop.stop_requested())
            fillTrends(figures, stop);
    }

private:
    using Figures = std::array<LoveFigure*, figureCount>;

    static Figures figuresOf(LoveVectors& result) {
        Figures figures{};
        for (std::size_t i = 0; i < componentCount; ++i)
            figures[i] = &result.components[i];
        figures[magnitudeMeasure] = &result.magnitude;
        figures[coherenceMeasure] = &result.coherence;
        return figures;
    }

    void addSteering(const Components& input, const Components& response) {
        m_sums.add(changeMeasure, std::sqrt(squaredDistance(response, input)));
        for (std::size_t i = 0; i < componentCount; ++i)
            m_sums.add(componentChangeMeasure + i, response[i] - input[i]);
        const double before = deficitOf(input, m_options.target);
        const double after = deficitOf(response, m_options.target);
        m_sums.add(nearerMeasure, after < before ? 1 : 0);
        m_deficitBefore += before;
        m_deficitAfter += after;
    }

    void fillSteering(Steering& steering) const {
        steering.meanChange = estimate(m_sums.of(changeMeasure), Quantity::Mean);
        steering.n = steering.meanChange.n;
        for (std::size_t i = 0; i < componentCount; ++i)
            steering.componentChange[i] = estimate(m_sums.of(componentChangeMeasure + i), Quantity::Mean);
        steering.movedNearer = estimate(m_sums.of(nearerMeasure), Quantity::Proportion);
        if (m_deficitBefore > 0)
            steering.deficitClosed = 1 - m_deficitAfter / m_deficitBefore;
    }

    static void countBins(LoveFigure& figure, const std::vector<double>& values) {
        const double perBin = static_cast<double>(loveBins) / figure.scale;
        for (const double value : values) {
            // Through a signed number: the processor makes one from a double in a single step.
            if (value >= 0 && value <= figure.scale)
                ++figure.histogram[std::min(static_cast<std::size_t>(static_cast<std::int64_t>(value * perBin)),
                                            loveBins - 1)];
        }
        const AtBounds at = atBounds(values, figure.scale);
        figure.atZero = at.zero;
        figure.atScale = at.scale;
        figure.trendWithheld = at.withholdTrend();
    }

    void fillTrends(const Figures& figures, const std::stop_token& stop) {
        LoveSeries series;
        for (std::size_t i = 0; i < figureCount; ++i)
            if (!figures[i]->trendWithheld)
                series[i] = loveSeriesOf(m_sums, i, i);
        const auto trends = loveTrends(series);
        for (std::size_t i = 0; i < figureCount && !stop.stop_requested(); ++i) {
            figures[i]->trend = trends[i];
            if (series[i])
                figures[i]->shifts = shiftsOf(*series[i], trends[i].slopePerDay);
        }
    }

    void fillTrajectory(LoveVectors& result) const {
        for (std::size_t axis = 0; axis < result.trajectory.size(); ++axis) {
            result.trajectory[axis].assign(result.buckets.count(), 0);
            for (std::size_t bucket = 0; bucket < result.buckets.count(); ++bucket)
                for (std::size_t i = 0; i < componentCount; ++i)
                    result.trajectory[axis][bucket] +=
                        result.principal.directions[axis][i] *
                        (result.components[i].series.mean[bucket] - result.covariation.mean[i]);
        }
    }

    const Snapshot& m_snapshot;
    const LoveVectorOptions& m_options;
    SittingSums m_sums{loveMeasureCount};
    DriftTally m_drift;
    std::vector<Time> m_opened;
    std::array<std::vector<double>, figureCount> m_columns;
    std::size_t m_n = 0;
    double m_deficitBefore = 0;
    double m_deficitAfter = 0;
};

} // namespace

LoveVectors loveVectors(const Snapshot& snapshot, const Scope& scope, std::stop_token stop,
                        const LoveVectorOptions& options) {
    LoveVectors result;
    LovePage page(snapshot, options, mostTurnsInScope(snapshot, scope));
    result.period = walkScope(snapshot, scope, stop, page);
    if (stop.stop_requested())
        return result;
    page.fill(result);
    result.buckets = displayBuckets(scope.range, result.period, options.mostBuckets);
    page.fillFigures(result, stop);
    return result;
}

} // namespace moie
