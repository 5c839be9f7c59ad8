// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of turns made by chance, whose figures the test finds the plain way: it keeps what it made in rows and
// filters, sorts and adds them up for each figure anew.
#include <QtTest>

#include <cmath>
#include <functional>
#include <map>
#include <random>

#include <moie/analytics/overview.h>

#include "support/close.h"
#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);

struct MadeTurn {
    std::string session;
    int sitting = 0;
    Time opened = unknownTime;
    Verdict verdict = Verdict::Unanswered;
    std::array<double, componentCount> love{missing, missing, missing, missing, missing};
    double seconds = missing;
    int violations = 0;
    int feedback = 0;
};

struct Made {
    std::vector<MadeTurn> rows;
    std::vector<Time> looseViolations;
    SnapshotBuilder builder;
};

void addTurn(Made& made, std::mt19937_64& random, const std::string& session, int sitting, Time opened) {
    std::uniform_real_distribution<double> uniform;
    MadeTurn row{session, sitting, opened};
    auto& turn = made.builder.turn(session, opened).after(1s);
    const double kind = uniform(random);
    const auto respond = [&] {
        for (double& value : row.love)
            value = uniform(random);
        row.seconds = -std::log(1 - uniform(random));
        turn.response({row.love[0], row.love[1], row.love[2], row.love[3], row.love[4]}, row.seconds);
    };
    if (kind < 0.03) {
        row.verdict = Verdict::Failed;
        turn.error("timeout");
    } else if (kind < 0.05) {
        row.verdict = Verdict::Unanswered;
    } else if (kind < 0.08) {
        row.verdict = Verdict::NotJudged;
        respond();
    } else if (kind < 0.11) {
        row.verdict = Verdict::Provisional;
        respond();
        turn.evaluation(false).violation("harm").provisional();
    } else {
        const bool unsafeFirst = uniform(random) < 0.2;
        if (unsafeFirst)
            turn.evaluation(false, {{"harm", -0.3}});
        const bool unsafe = uniform(random) < 0.1;
        // The largest h is the 1.0 of the very first turn.
        const double barrier = made.rows.empty() ? 1.0 : uniform(random) - 0.1;
        turn.evaluation(!unsafe, {{"harm", barrier}, {"bias", 0.5}});
        row.verdict = unsafe          ? Verdict::ReachedUser
                      : unsafeFirst   ? Verdict::Caught
                      : barrier < 0   ? Verdict::Breach
                      : barrier < 0.2 ? Verdict::Near
                                      : Verdict::Clear;
        respond();
        for (row.violations = 0; uniform(random) < 0.3; ++row.violations)
            turn.violation("harm", uniform(random));
        if (uniform(random) < 0.1) {
            turn.feedback(1);
            ++row.feedback;
        }
    }
    made.rows.push_back(row);
}

Made makeLogs() {
    Made made;
    std::mt19937_64 random(77);
    for (int session = 0; session < 24; ++session) {
        Time time = noon + static_cast<int>(random() % 480) * 1h;
        const std::string id = "session " + std::to_string(session);
        for (int sitting = 0; sitting < 8; ++sitting) {
            for (auto turns = 1 + random() % 50; turns > 0; --turns) {
                addTurn(made, random, id, sitting, time);
                time += std::chrono::seconds(20 + random() % 600);
            }
            made.builder.loose(id, time).violation("harm");
            made.looseViolations.push_back(time);
            time += 2h;
        }
    }
    return made;
}

bool isJudgedVerdict(Verdict verdict) {
    return verdict >= Verdict::ReachedUser && verdict <= Verdict::Clear;
}

std::vector<MadeTurn> within(const Made& made, const TimeRange& range) {
    std::vector<MadeTurn> rows;
    for (const MadeTurn& row : made.rows)
        if (row.verdict != Verdict::Provisional && row.opened >= *range.from && row.opened < *range.to)
            rows.push_back(row);
    return rows;
}

// numpy.percentile by the definition.
double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const auto above = static_cast<std::size_t>(std::ceil(place));
    return values[below] + (values[above] - values[below]) * (place - std::floor(place));
}

std::vector<double> collect(const std::vector<MadeTurn>& rows, const std::function<double(const MadeTurn&)>& value) {
    std::vector<double> values;
    for (const MadeTurn& row : rows)
        if (!std::isnan(value(row)))
            values.push_back(value(row));
    return values;
}

// r, v and the number of sittings, as docs/figures.md has them.
struct Ratio {
    double r = 0;
    double v = 0;
    double sittings = 0;
};

Ratio ratio(const std::vector<MadeTurn>& rows, const std::function<double(const MadeTurn&)>& value) {
    std::map<std::pair<std::string, int>, std::pair<double, double>> bySitting; // Σx, n
    double x = 0;
    double n = 0;
    for (const MadeTurn& row : rows) {
        if (std::isnan(value(row)))
            continue;
        auto& [sum, count] = bySitting[{row.session, row.sitting}];
        sum += value(row);
        count += 1;
        x += value(row);
        n += 1;
    }
    Ratio result{x / n, 0, static_cast<double>(bySitting.size())};
    for (const auto& [sitting, sums] : bySitting)
        result.v += std::pow(sums.first - result.r * sums.second, 2);
    result.v *= result.sittings / (result.sittings - 1) / (n * n);
    return result;
}

double magnitudeOf(const MadeTurn& row) {
    double squares = 0;
    for (const double value : row.love)
        squares += value * value;
    return std::sqrt(squares);
}

double reached(const MadeTurn& row) {
    return isJudgedVerdict(row.verdict) ? (row.verdict == Verdict::ReachedUser ? 1.0 : 0.0) : missing;
}

} // namespace

class TestOverviewAtRandom : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void counts();
    void distributions();
    void estimates();
    void differences();
    void series();
    void violationRows();

private:
    Made m_made = makeLogs();
    Snapshot m_snapshot = m_made.builder.build();
    const TimeRange m_range{noon + 240h, noon + 480h};
    std::vector<MadeTurn> m_rows = within(m_made, m_range);
    std::vector<MadeTurn> m_before = within(m_made, {noon, noon + 240h});
    Overview m_overview = overview(m_snapshot, {m_range, {}});
};

void TestOverviewAtRandom::initTestCase() {
    QVERIFY(m_rows.size() > 1000);
    QVERIFY(m_before.size() > 1000);
    QCOMPARE(m_overview.turns, m_rows.size());
    QCOMPARE(m_overview.previousTurns, m_before.size());
}

void TestOverviewAtRandom::counts() {
    std::array<std::size_t, verdictCount> verdicts{};
    std::size_t inTurns = 0;
    std::size_t feedback = 0;
    std::map<std::string, int> sessions;
    for (const MadeTurn& row : m_rows) {
        ++verdicts[static_cast<std::size_t>(row.verdict)];
        inTurns += static_cast<std::size_t>(row.violations);
        feedback += static_cast<std::size_t>(row.feedback);
        ++sessions[row.session];
    }
    for (const MadeTurn& row : m_made.rows)
        verdicts[static_cast<std::size_t>(Verdict::Provisional)] +=
            row.verdict == Verdict::Provisional && m_range.contains(row.opened);
    QVERIFY(m_overview.verdicts == verdicts);
    for (const std::size_t verdict : verdicts)
        QVERIFY(verdict > 0);
    std::size_t loose = 0;
    for (const Time time : m_made.looseViolations)
        loose += m_range.contains(time);
    QCOMPARE(m_overview.violations, inTurns + loose);
    QCOMPARE(m_overview.feedback, feedback);
    QCOMPARE(m_overview.sessions, sessions.size());
    QVERIFY(isClose(m_overview.eventsPerDay, static_cast<double>(feedback) / 10));
}

void TestOverviewAtRandom::distributions() {
    for (const auto& [distribution, values] :
         {std::pair(m_overview.magnitude, collect(m_rows, magnitudeOf)),
          std::pair(m_overview.responseSeconds, collect(m_rows, [](const MadeTurn& row) { return row.seconds; }))}) {
        QCOMPARE(distribution.n, values.size());
        double sum = 0;
        for (const double value : values)
            sum += value;
        const double mean = sum / static_cast<double>(values.size());
        double squares = 0;
        for (const double value : values)
            squares += (value - mean) * (value - mean);
        QVERIFY(isClose(distribution.mean, mean));
        QVERIFY(isClose(distribution.std, std::sqrt(squares / static_cast<double>(values.size() - 1))));
        QVERIFY(isClose(distribution.min, percentile(values, 0)));
        QVERIFY(isClose(distribution.p10, percentile(values, 0.1)));
        QVERIFY(isClose(distribution.p50, percentile(values, 0.5)));
        QVERIFY(isClose(distribution.p90, percentile(values, 0.9)));
        QVERIFY(isClose(distribution.p95, percentile(values, 0.95)));
        QVERIFY(isClose(distribution.p99, percentile(values, 0.99)));
        QVERIFY(isClose(distribution.max, percentile(values, 1)));
    }
    QVERIFY(isClose(m_overview.responseP95Before,
                    percentile(collect(m_before, [](const MadeTurn& row) { return row.seconds; }), 0.95)));
}

void TestOverviewAtRandom::estimates() {
    const Ratio unsafe = ratio(m_rows, reached);
    QVERIFY(isClose(m_overview.reachedUser.value, unsafe.r));
    QCOMPARE(static_cast<double>(m_overview.reachedUser.sittings), unsafe.sittings);
    // t(C − 1, 0.975) is 1.99 here; its exact value is the business of tst_student.
    const double t =
        1.96 * std::sqrt(std::min(static_cast<double>(m_overview.judged), unsafe.r * (1 - unsafe.r) / unsafe.v) /
                         m_overview.reachedUser.effectiveN);
    QVERIFY2(t > 1.97 && t < 2.01, qPrintable(QString::number(t)));
    QVERIFY(m_overview.reachedUser.low < unsafe.r && unsafe.r < m_overview.reachedUser.high);

    const Ratio love = ratio(m_rows, magnitudeOf);
    QVERIFY(isClose(m_overview.magnitudeMean.value, love.r));
    const double reach = (m_overview.magnitudeMean.high - m_overview.magnitudeMean.low) / 2 / std::sqrt(love.v);
    QVERIFY2(reach > 1.97 && reach < 2.01, qPrintable(QString::number(reach)));
}

void TestOverviewAtRandom::differences() {
    QCOMPARE(m_overview.changes.size(), std::size_t{8});
    const auto check = [&](const Difference& found, const std::function<double(const MadeTurn&)>& value) {
        const Ratio now = ratio(m_rows, value);
        const Ratio before = ratio(m_before, value);
        const double reach = (found.high - found.low) / 2 / std::sqrt(now.v + before.v);
        return isClose(found.change, now.r - before.r) && reach > 1.96 && reach < 2.0;
    };
    for (std::size_t i = 0; i < componentCount; ++i) {
        QCOMPARE(static_cast<std::size_t>(m_overview.changes[i].metric), i);
        QVERIFY(check(m_overview.changes[i].difference, [i](const MadeTurn& row) { return row.love[i]; }));
    }
    QVERIFY(check(*m_overview.reachedUserChange, reached));
    QVERIFY(check(*m_overview.magnitudeChange, magnitudeOf));
    QVERIFY(check(*m_overview.responseTimeChange, [](const MadeTurn& row) { return row.seconds; }));
}

void TestOverviewAtRandom::series() {
    const Buckets& buckets = m_overview.buckets;
    QVERIFY(buckets.count() >= 10 && buckets.count() <= 40);
    std::size_t turns = 0;
    for (std::size_t i = 0; i < buckets.count(); ++i) {
        std::vector<MadeTurn> rows;
        for (const MadeTurn& row : m_rows)
            if (row.opened >= buckets.edges[i] && row.opened < buckets.edges[i + 1])
                rows.push_back(row);
        turns += rows.size();
        for (std::size_t c = 0; c < componentCount; ++c) {
            const auto values = collect(rows, [c](const MadeTurn& row) { return row.love[c]; });
            QCOMPARE(m_overview.love[c].n[i], values.size());
            if (values.empty())
                continue;
            double sum = 0;
            for (const double value : values)
                sum += value;
            QVERIFY(isClose(m_overview.love[c].mean[i], sum / static_cast<double>(values.size())));
            QVERIFY(isClose(m_overview.love[c].p10[i], percentile(values, 0.1)));
            QVERIFY(isClose(m_overview.love[c].p90[i], percentile(values, 0.9)));
        }
        for (std::size_t v = 0; v < verdictCount; ++v) {
            const auto expectedCount = std::count_if(rows.begin(), rows.end(), [v](const MadeTurn& row) {
                return static_cast<std::size_t>(row.verdict) == v;
            });
            QCOMPARE(m_overview.verdictSeries[v][i], static_cast<std::size_t>(expectedCount));
        }
        const auto seconds = collect(rows, [](const MadeTurn& row) { return row.seconds; });
        QVERIFY(isClose(m_overview.responseTime.p50[i], seconds.empty() ? missing : percentile(seconds, 0.5)));
        QVERIFY(isClose(m_overview.responseTime.p95[i], seconds.size() < 20 ? missing : percentile(seconds, 0.95)));
        QVERIFY(isClose(m_overview.responseTime.p99[i], seconds.size() < 100 ? missing : percentile(seconds, 0.99)));
    }
    QCOMPARE(turns, m_rows.size());
}

void TestOverviewAtRandom::violationRows() {
    const auto rows = violations(m_snapshot, {m_range, {}});
    QCOMPARE(rows.size(), m_overview.violations);
    QVERIFY(std::is_sorted(rows.begin(), rows.end(),
                           [](const ViolationRow& a, const ViolationRow& b) { return a.event.time > b.event.time; }));
}

QTEST_APPLESS_MAIN(TestOverviewAtRandom)
#include "tst_overview_at_random.moc"
