// SPDX-License-Identifier: MIT
#include <moie/analytics/performance.h>

#include <algorithm>
#include <cmath>

#include <moie/analytics/bucket_series.h>
#include <moie/analytics/name_slots.h>
#include <moie/analytics/sitting_sums.h>
#include <moie/analytics/trend.h>

namespace moie {

namespace {

constexpr std::size_t mostMetrics = 50; // of quality, by model

enum PerformanceMeasure : std::size_t { responseMeasure, failedMeasure, performanceMeasureCount };

// Values of one name, each with the sitting that it belongs to.
struct TimedColumn {
    std::vector<double> values;
    std::vector<std::uint32_t> sittings;
};

struct ModelColumns {
    std::size_t runs = 0;
    std::vector<double> inference;
    std::vector<double> tokens;
    std::vector<NameId> metrics;
    std::vector<std::vector<double>> quality; // by metric
};

struct ResourceColumns {
    std::vector<Time> moments;
    std::vector<double> cpu;
    std::vector<double> memory;
    std::vector<double> gpu;
};

// Keeps the slowest turns without looking at the others' entries.
class SlowestTurns {
public:
    void show(const SelectedTurn& selected, double seconds) {
        if (std::isnan(seconds) || (m_heap.size() == mostSlowTurns && seconds <= m_heap.front().seconds))
            return;
        if (m_heap.size() == mostSlowTurns) {
            std::pop_heap(m_heap.begin(), m_heap.end(), isSlower);
            m_heap.pop_back();
        }
        m_heap.push_back({seconds, selected});
        std::push_heap(m_heap.begin(), m_heap.end(), isSlower);
    }

    std::vector<SlowTurn> take(const Snapshot& snapshot) {
        std::sort(m_heap.begin(), m_heap.end(), isSlower);
        std::vector<SlowTurn> turns;
        for (const Candidate& candidate : m_heap) {
            const Turn& turn = *candidate.selected.turn;
            SlowTurn& slow = turns.emplace_back();
            slow.opened = turn.opened;
            slow.session = candidate.selected.sessionIndex;
            slow.number = candidate.selected.number;
            slow.opening = turn.opening;
            slow.seconds = candidate.seconds;
            slow.verdict = verdictOf(snapshot, turn);
            for (const TurnEntry& entry : candidate.selected.entries()) {
                if (entry.repeat || entry.kind != Kind::Timing || entry.fact == noFact)
                    continue;
                const TimingFact& timing = snapshot.facts.timings[entry.fact];
                slow.parts.push_back({timing.operation, timing.seconds});
            }
        }
        return turns;
    }

private:
    struct Candidate {
        double seconds;
        SelectedTurn selected;
    };
    static bool isSlower(const Candidate& a, const Candidate& b) {
        return a.seconds != b.seconds ? a.seconds > b.seconds : a.selected.turn->opened < b.selected.turn->opened;
    }
    std::vector<Candidate> m_heap; // the fastest in front
};

HeatMap heatMapOf(const BucketSeries& series, std::size_t buckets, const std::vector<double>& seconds) {
    HeatMap map;
    double least = notMeasured;
    double most = notMeasured;
    for (const double value : seconds) {
        if (!(value > 0))
            continue;
        least = std::isnan(least) ? value : std::min(least, value);
        most = std::isnan(most) ? value : std::max(most, value);
    }
    if (std::isnan(least))
        return map;
    const double perDecade = heatBinsPerDecade;
    // A millionth of the longest is as good as nothing: outliers below do not stretch the map.
    const double first = std::floor(std::log10(std::max(least, most * 1e-6)) * perDecade);
    const double last = std::floor(std::log10(most) * perDecade) + 1;
    for (double edge = first; edge <= last; ++edge)
        map.edges.push_back(std::pow(10.0, edge / perDecade));
    map.counts.assign(buckets * map.bins(), 0);
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        if (std::isnan(seconds[i]))
            continue;
        const auto above = std::upper_bound(map.edges.begin(), map.edges.end(), seconds[i]);
        const auto bin =
            std::clamp<std::ptrdiff_t>(above - map.edges.begin() - 1, 0, static_cast<std::ptrdiff_t>(map.bins()) - 1);
        ++map.counts[series.buckets()[i] * map.bins() + static_cast<std::size_t>(bin)];
    }
    return map;
}

class PerformancePage {
public:
    PerformancePage(const Snapshot& snapshot, std::size_t turns)
        : m_snapshot(snapshot), m_operations(snapshot.names.size(), mostOperations),
          m_models(snapshot.names.size(), mostOperations), m_errorOf(snapshot.names.size(), 0) {
        m_opened.reserve(turns);
        m_seconds.reserve(turns);
        m_failed.reserve(turns);
    }

    void beginSession(const Session&) { m_sums.beginSession(); }
    void endSession(const Session&) {}

    void add(const SelectedTurn& selected) {
        const Turn& turn = *selected.turn;
        const double seconds = turn.failed ? notMeasured : turn.responseSeconds;
        m_sitting = static_cast<std::uint32_t>(m_sums.beginTurn(turn));
        m_sums.add(responseMeasure, seconds);
        m_sums.add(failedMeasure, turn.failed ? 1 : 0);
        m_opened.push_back(turn.opened);
        m_seconds.push_back(seconds);
        m_failed.push_back(turn.failed);
        m_slowest.show(selected, seconds);
        for (const TurnEntry& entry : selected.entries())
            if (!entry.repeat && isShown(entry.kind))
                addEntry(entry, turn.opened);
    }

    void addOther(const SelectedTurn& selected) {
        m_sums.beginOther(*selected.turn);
        m_sums.add(failedMeasure, 0);
        m_others.push_back(selected.turn->opened);
    }

    // Without a sitting: in no trend.
    void add(const LooseEntry& loose) {
        m_sitting = NameSlots::none;
        addEntry(loose.entry, loose.time);
    }

    PerformanceFigures take(const Period& period, const TimeRange& range, const PerformanceOptions& options,
                            const std::stop_token& stop) {
        PerformanceFigures result;
        result.period = period;
        // Resources may be logged outside any turn, before the first or after the last.
        Stretch stretch = turnsOf(period);
        for (const Time moment : m_resources.moments)
            stretch.include(moment);
        // The range's turns are counted beside what the filter matches, be it resources alone.
        if (!stretch.empty() && period.turnsInRange > 0) {
            stretch.include(period.firstTurn);
            stretch.include(period.lastTurn);
        }
        result.buckets = displayBuckets(range, stretch, options.mostBuckets);
        result.responseMean = estimate(m_sums.of(responseMeasure), Quantity::Mean);
        result.failedShare = estimate(m_sums.of(failedMeasure), Quantity::Proportion);
        result.slowest = m_slowest.take(m_snapshot);
        fillSeries(result);
        fillErrors(result);
        if (stop.stop_requested())
            return result;
        fillOperations(result, options.trends);
        if (stop.stop_requested())
            return result;
        fillModels(result);
        fillResources(result);
        result.namesLeftOut = m_operations.leftOut() + m_models.leftOut();
        // Last, since it reorders.
        result.responseSeconds = distributionOf(m_seconds);
        return result;
    }

private:
    // Most entries are of other kinds.
    static bool isShown(Kind kind) {
        return kind == Kind::Timing || kind == Kind::ModelRun || kind == Kind::Resources || kind == Kind::SystemError;
    }

    void addEntry(const TurnEntry& entry, Time moment) {
        if (entry.fact == noFact)
            return;
        const auto& facts = m_snapshot.facts;
        switch (entry.kind) {
        case Kind::Timing: addTiming(facts.timings[entry.fact]); break;
        case Kind::ModelRun: addRun(facts.modelRuns[entry.fact]); break;
        case Kind::Resources: addResources(facts.resources[entry.fact], moment); break;
        case Kind::SystemError: addError(facts.errors[entry.fact], entry); break;
        default: break;
        }
    }

    void addTiming(const TimingFact& timing) {
        const std::uint32_t slot = m_operations.slotOf(timing.operation);
        if (slot == NameSlots::none)
            return;
        if (slot == m_timed.size())
            m_timed.emplace_back();
        m_timed[slot].values.push_back(timing.seconds);
        m_timed[slot].sittings.push_back(m_sitting);
    }

    void addRun(const ModelRunFact& run) {
        const std::uint32_t slot = m_models.slotOf(run.model);
        if (slot == NameSlots::none)
            return;
        if (slot == m_runs.size())
            m_runs.emplace_back();
        ModelColumns& model = m_runs[slot];
        ++model.runs;
        model.inference.push_back(run.inferenceSeconds);
        model.tokens.push_back(run.tokensPerSecond);
        for (std::uint32_t i = 0; i < run.quality.count; ++i) {
            const NamedValue quality = valueAt(m_snapshot.facts, run.quality, i);
            auto metric = static_cast<std::size_t>(std::find(model.metrics.begin(), model.metrics.end(), quality.name) -
                                                   model.metrics.begin());
            if (metric == mostMetrics)
                continue;
            if (metric == model.metrics.size()) {
                model.metrics.push_back(quality.name);
                model.quality.emplace_back();
            }
            model.quality[metric].push_back(quality.value);
        }
    }

    void addResources(const ResourceFact& resource, Time moment) {
        m_resources.moments.push_back(moment);
        m_resources.cpu.push_back(resource.cpuPercent);
        m_resources.memory.push_back(resource.memoryMb);
        m_resources.gpu.push_back(resource.gpuPercent);
    }

    void addError(const ErrorFact& error, const TurnEntry& entry) {
        std::uint32_t& number = m_errorOf[index(error.text)];
        if (number == 0) {
            m_errors.push_back({error.text, 0, unknownTime});
            number = static_cast<std::uint32_t>(m_errors.size());
        }
        ErrorCount& count = m_errors[number - 1];
        ++count.count;
        count.last = std::max(count.last, m_snapshot.entries.time[index(entry.id)]);
    }

    void fillSeries(PerformanceFigures& result) {
        for (const bool failed : m_failed)
            result.failed += failed ? 1 : 0;
        const std::size_t count = result.buckets.count();
        if (count == 0)
            return;
        BucketSeries series(result.buckets, m_opened);
        result.responseSeries = series.percentiles(m_seconds);
        result.turnSeries.assign(count, 0);
        result.failedSeries.assign(count, 0);
        for (std::size_t i = 0; i < m_failed.size(); ++i) {
            ++result.turnSeries[series.buckets()[i]];
            result.failedSeries[series.buckets()[i]] += m_failed[i] ? 1 : 0;
        }
        for (const Time opened : m_others)
            ++result.turnSeries[result.buckets.indexOf(opened)];
        result.heat = heatMapOf(series, count, m_seconds);
    }

    void fillErrors(PerformanceFigures& result) {
        result.errors = std::move(m_errors);
        std::stable_sort(result.errors.begin(), result.errors.end(),
                         [](const ErrorCount& a, const ErrorCount& b) { return a.count > b.count; });
    }

    // The trends of response time and of all operations are corrected together.
    void fillOperations(PerformanceFigures& result, bool trends) {
        std::vector<TrendQuestion> questions;
        const auto ask = [&](SittingSeries series, const Distribution& distribution) {
            series.question.higherIsBetter = false;
            // A duration has no largest value: a change counts beside what is usual.
            series.question.scale = distribution.p50;
            questions.push_back(std::move(series.question));
        };
        if (trends) {
            std::vector<double> copy = m_seconds;
            ask(m_sums.seriesOf(responseMeasure), distributionOf(copy));
        }
        for (std::size_t slot = 0; slot < m_timed.size(); ++slot) {
            TimedColumn& timed = m_timed[slot];
            std::vector<SittingSum> sums(trends ? m_sums.count() : 0);
            for (std::size_t i = 0; i < timed.values.size() && trends; ++i)
                if (timed.sittings[i] != NameSlots::none && !std::isnan(timed.values[i]))
                    sums[timed.sittings[i]].add(timed.values[i]);
            result.operations.push_back({m_operations.names()[slot], distributionOf(timed.values), {}});
            if (trends)
                ask(m_sums.seriesOf(sums), result.operations.back().seconds);
        }
        if (trends) {
            const std::vector<Trend> found = trendsOf(questions);
            result.responseTrend = found.front();
            for (std::size_t i = 0; i < result.operations.size(); ++i)
                result.operations[i].trend = found[i + 1];
        }
        std::stable_sort(
            result.operations.begin(), result.operations.end(),
            [](const OperationFigures& a, const OperationFigures& b) { return a.seconds.n > b.seconds.n; });
    }

    void fillModels(PerformanceFigures& result) {
        for (std::size_t slot = 0; slot < m_runs.size(); ++slot) {
            ModelColumns& columns = m_runs[slot];
            ModelFigures& model = result.models.emplace_back();
            model.name = m_models.names()[slot];
            model.runs = columns.runs;
            model.inferenceSeconds = distributionOf(columns.inference);
            model.tokensPerSecond = distributionOf(columns.tokens);
            for (std::size_t i = 0; i < columns.metrics.size(); ++i)
                model.quality.push_back({columns.metrics[i], distributionOf(columns.quality[i])});
        }
        std::stable_sort(result.models.begin(), result.models.end(),
                         [](const ModelFigures& a, const ModelFigures& b) { return a.runs > b.runs; });
    }

    void fillResources(PerformanceFigures& result) {
        const auto fill = [&](ResourceSeries& resource, std::vector<double>& values, BucketSeries* series) {
            if (series != nullptr)
                resource.series = series->band(values);
            resource.distribution = distributionOf(values);
        };
        std::optional<BucketSeries> series;
        if (result.buckets.count() > 0)
            series.emplace(result.buckets, m_resources.moments);
        BucketSeries* const buckets = series ? &*series : nullptr;
        fill(result.cpuPercent, m_resources.cpu, buckets);
        fill(result.memoryMb, m_resources.memory, buckets);
        fill(result.gpuPercent, m_resources.gpu, buckets);
    }

    const Snapshot& m_snapshot;
    SittingSums m_sums{performanceMeasureCount};
    std::uint32_t m_sitting = NameSlots::none; // of what is being added
    std::vector<Time> m_opened;
    std::vector<double> m_seconds;
    std::vector<bool> m_failed;
    std::vector<Time> m_others; // openings of the range's turns that the filter does not match
    SlowestTurns m_slowest;
    NameSlots m_operations;
    std::vector<TimedColumn> m_timed;
    NameSlots m_models;
    std::vector<ModelColumns> m_runs;
    ResourceColumns m_resources;
    std::vector<std::uint32_t> m_errorOf; // by NameId, 1 + its place among the errors
    std::vector<ErrorCount> m_errors;
};

} // namespace

PerformanceFigures performanceFigures(const Snapshot& snapshot, const Scope& scope, std::stop_token stop,
                                      const PerformanceOptions& options) {
    PerformancePage page(snapshot, mostTurnsInScope(snapshot, scope));
    const Period period = walkScope(snapshot, scope, stop, page);
    if (stop.stop_requested())
        return {};
    return page.take(period, scope.range, options, stop);
}

} // namespace moie
