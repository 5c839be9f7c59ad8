// SPDX-License-Identifier: GPL-3.0-or-later
// The figures must not cry trend over noise. Pages of logs are made by chance, in which nothing ever changes, and of
// each kind of statement at most one page in twenty may have a wrong one. And what does change is found, from the sizes
// on that are named here. The seeds are fixed, so that a failure is a change of a rule and not bad luck.
#include <QtTest>

#include <cmath>
#include <random>

#include <moie/analytics/comparison.h>
#include <moie/analytics/evolution.h>
#include <moie/analytics/love_vectors.h>
#include <moie/analytics/performance.h>
#include <moie/analytics/safety.h>

#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time start = fromUnixSeconds(1795172400);
constexpr Duration betweenSittings = 5h;

// How turns resemble each other, and what changes.
struct World {
    const char* name;
    double sittingEffect = 0;   // standard deviation of what a sitting's turns have in common
    double autocorrelation = 0; // from turn to turn
    double level = 0.6;         // of a component
    int sittings = 40;          // half of them before `changeAt`
    int turns = 24;             // of a sitting
    double unsafeShare = 0.06;
    // What is different: in the second half, over the whole range, and in the turns after a learning event.
    double shift = 0;
    double drift = 0;
    double unsafeShareLater = 0.06;
    double slowdown = 1;
    double learningHelps = 0;
};

struct Page {
    Snapshot snapshot;
    Time half;
    Time end;
};

double clipped(double value) {
    return std::clamp(value, 0.0, 1.0);
}

class PageMaker {
public:
    PageMaker(const World& world, std::uint64_t seed) : m_world(world), m_random(seed) {}

    Page make() {
        for (int sitting = 0; sitting < m_world.sittings; ++sitting)
            addSitting(sitting);
        return {m_builder.build(), start + m_world.sittings / 2 * betweenSittings,
                start + m_world.sittings * betweenSittings};
    }

private:
    double normal() { return m_normal(m_random); }
    bool chance(double share) { return std::uniform_real_distribution<double>()(m_random) < share; }

    double noise(double& state) {
        const double rho = m_world.autocorrelation;
        state = rho * state + std::sqrt(1 - rho * rho) * normal();
        return state;
    }

    void addSitting(int sitting) {
        const bool later = sitting >= m_world.sittings / 2;
        const double through = double(sitting) / m_world.sittings;
        std::array<double, componentCount> common{};
        for (double& value : common)
            value = m_world.sittingEffect * normal() + (later ? m_world.shift : 0) + m_world.drift * through;
        const double slower = std::exp(2 * m_world.sittingEffect * normal()) * (later ? m_world.slowdown : 1);
        const double share = later ? m_world.unsafeShareLater : m_world.unsafeShare;
        const double unsafe = clipped(share * std::exp(6 * m_world.sittingEffect * normal()));
        for (double& state : m_states)
            state = normal();
        double helped = 0;
        const std::string session = "s" + std::to_string(sitting);
        for (int turn = 0; turn < m_world.turns; ++turn) {
            std::array<double, componentCount> love{};
            for (std::size_t i = 0; i < componentCount; ++i)
                love[i] = clipped(m_world.level + common[i] + helped + 0.08 * noise(m_states[i]));
            auto& entries = m_builder.turn(session, start + sitting * betweenSittings + turn * 40s);
            entries.after(2s).response({love[0], love[1], love[2], love[3], love[4]},
                                       slower * std::exp(0.5 * noise(m_states[5])));
            const bool isUnsafe = chance(unsafe);
            const double h = 0.3 + 0.05 * noise(m_states[6]);
            entries.evaluation(!isUnsafe, {{"harm_prevention", isUnsafe ? -0.1 : h}});
            if (chance(0.012))
                entries.adaptation("harm_prevention", 0.8, 0.81);
            if (turn == m_world.turns / 2 && sitting % 4 == 0) {
                entries.learning("calibration");
                helped = m_world.learningHelps;
            }
        }
    }

    const World& m_world;
    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
    std::array<double, 7> m_states{};
    SnapshotBuilder m_builder;
};

// Wrong statements, or right ones where something changed, of one page or summed over many. Tests that are corrected
// together are one statement: that some of them is more than noise.
struct Calls {
    double loveTrends = 0; // of components, magnitude, coherence
    double responseTrend = 0;
    double shifts = 0; // of the seven series, each a statement of its own
    double differences = 0;
    double alarms = 0;         // of a chart that is held against the period before
    double alarmsAmongAll = 0; // of one that is held against its own points
    double kinds = 0;
    double events = 0; // of the four metrics, each a statement of its own

    void add(const Calls& more, double weight) {
        for (double Calls::*const kind :
             {&Calls::loveTrends, &Calls::responseTrend, &Calls::shifts, &Calls::differences, &Calls::alarms,
              &Calls::alarmsAmongAll, &Calls::kinds, &Calls::events})
            this->*kind += weight * more.*kind;
    }
};

bool isCalled(const Trend& trend) {
    return trend.direction == Direction::Improving || trend.direction == Direction::Worsening;
}

bool isCalled(Helped helped) {
    return helped == Helped::Yes || helped == Helped::No;
}

template <typename List, typename Predicate>
double anyOf(const List& list, Predicate&& predicate) {
    return std::any_of(std::begin(list), std::end(list), predicate) ? 1 : 0;
}

std::vector<LoveFigure> figuresOf(const LoveVectors& love) {
    std::vector<LoveFigure> figures(love.components.begin(), love.components.end());
    figures.push_back(love.magnitude);
    figures.push_back(love.coherence);
    return figures;
}

Comparison halvesOf(const Page& page) {
    return compare(page.snapshot, {{{start, page.half}, {}}, {}}, {{{page.half, page.end}, {}}, {}});
}

Calls callsOf(const Page& page) {
    Calls calls;
    const auto figures = figuresOf(loveVectors(page.snapshot, {}));
    calls.loveTrends = anyOf(figures, [](const LoveFigure& figure) { return isCalled(figure.trend); });
    for (const LoveFigure& figure : figures)
        calls.shifts += figure.shifts.empty() ? 0 : 1.0 / double(figures.size());
    calls.responseTrend = isCalled(performanceFigures(page.snapshot, {}).responseTrend) ? 1 : 0;
    calls.differences = anyOf(halvesOf(page).differences, [](const Difference& d) { return d.moreThanNoise; });
    const auto alarm = [](const ControlPoint& point) { return point.alarm; };
    calls.alarms = anyOf(safetyFigures(page.snapshot, {{page.half, page.end}, {}}).control.points, alarm);
    calls.alarmsAmongAll = anyOf(safetyFigures(page.snapshot, {}).control.points, alarm);
    const EvolutionFigures evolution = evolutionFigures(page.snapshot, {});
    calls.kinds = anyOf(evolution.kinds, [](const KindEffect& kind) { return isCalled(kind.helped); });
    for (std::size_t metric = 0; metric < effectMetricCount; ++metric)
        calls.events += anyOf(evolution.timeline,
                              [&](const EvolutionEvent& event) { return isCalled(event.effects[metric].helped); }) /
                        double(effectMetricCount);
    return calls;
}

constexpr int quietPages = 500;
constexpr int changedPages = 40;

Page pageOf(const World& world, int number) {
    return PageMaker(world, std::uint64_t(number) + 1).make();
}

// Of pages on which something changed, the share for which `found` holds.
template <typename Predicate>
double shareFound(const World& world, Predicate&& found) {
    int count = 0;
    for (int number = 0; number < changedPages; ++number)
        count += found(pageOf(world, number)) ? 1 : 0;
    return double(count) / changedPages;
}

// Pauses of hours let nothing through: what is left in common across them is a sitting's own.
const World quietWorlds[] = {
    {.name = "independent"},
    {.name = "autocorrelated", .autocorrelation = 0.8},
    {.name = "sittings differ", .sittingEffect = 0.05},
    {.name = "both", .sittingEffect = 0.05, .autocorrelation = 0.8},
    {.name = "clipped", .sittingEffect = 0.05, .autocorrelation = 0.5, .level = 0.95},
    {.name = "few sittings", .sittingEffect = 0.05, .sittings = 16},
    {.name = "rarely unsafe", .sittingEffect = 0.05, .unsafeShare = 0.005, .unsafeShareLater = 0.005},
};

constexpr World usual{.name = "usual", .sittingEffect = 0.03, .autocorrelation = 0.5};

} // namespace

class TestSimulation : public QObject {
    Q_OBJECT

private slots:
    void nothingChanges_data();
    void nothingChanges();
    void findsATrend();
    void findsAShift();
    void findsADifference();
    void findsMoreUnsafeReplies();
    void findsWhatHelped();
};

void TestSimulation::nothingChanges_data() {
    QTest::addColumn<int>("world");
    for (std::size_t i = 0; i < std::size(quietWorlds); ++i)
        QTest::newRow(quietWorlds[i].name) << int(i);
}

void TestSimulation::nothingChanges() {
    QFETCH(int, world);
    Calls rates;
    for (int number = 0; number < quietPages; ++number)
        rates.add(callsOf(pageOf(quietWorlds[world], number)), 1.0 / quietPages);
    // Five in a hundred, and three standard errors.
    const double most = 0.05 + 3 * std::sqrt(0.05 * 0.95 / quietPages);
    const std::pair<const char*, double> all[] = {{"trends of love vectors", rates.loveTrends},
                                                  {"trend of response time", rates.responseTrend},
                                                  {"change points", rates.shifts},
                                                  {"differences", rates.differences},
                                                  {"alarms", rates.alarms},
                                                  {"alarms without a period before", rates.alarmsAmongAll},
                                                  {"effects of kinds", rates.kinds},
                                                  {"effects of events", rates.events}};
    for (const auto& [name, rate] : all)
        qInfo("%-32s %5.1f %%", name, 100 * rate);
    for (const auto& [name, rate] : all)
        QVERIFY2(rate <= most, name);
}

// 0.1 from the first sitting to the last, beside 0.04 between sittings.
void TestSimulation::findsATrend() {
    World world = usual;
    world.drift = 0.1;
    QVERIFY(shareFound(world, [](const Page& page) {
                const auto figures = figuresOf(loveVectors(page.snapshot, {}));
                return std::all_of(figures.begin(), figures.end(), [](const LoveFigure& figure) {
                    return figure.trend.direction == Direction::Improving;
                });
            }) >= 0.9);
}

// 0.1 from one sitting to the next, and within two sittings of where it is.
void TestSimulation::findsAShift() {
    World world = usual;
    world.shift = -0.1;
    QVERIFY(shareFound(world, [](const Page& page) {
                const LoveFigure figure = loveVectors(page.snapshot, {}).components[2];
                return figure.shifts.size() == 1 && figure.shifts[0].before > figure.shifts[0].after &&
                       std::chrono::abs(figure.shifts[0].at - page.half) <= 2 * betweenSittings;
            }) >= 0.9);
}

// 0.06 in each component, and half as long again for a response.
void TestSimulation::findsADifference() {
    World world = usual;
    world.shift = 0.06;
    world.slowdown = 1.5;
    QVERIFY(shareFound(world, [](const Page& page) {
                const Comparison halves = halvesOf(page);
                const auto& magnitude = halves.differences[std::size_t(Measure::Magnitude)];
                const auto& seconds = halves.differences[std::size_t(Measure::ResponseTime)];
                return magnitude.moreThanNoise && magnitude.change > 0 && seconds.moreThanNoise && seconds.change > 0;
            }) >= 0.9);
}

// From 2 in a hundred turns to 15.
void TestSimulation::findsMoreUnsafeReplies() {
    World world = usual;
    world.unsafeShare = 0.02;
    world.unsafeShareLater = 0.15;
    QVERIFY(shareFound(world, [](const Page& page) {
                const auto& points = safetyFigures(page.snapshot, {{page.half, page.end}, {}}).control.points;
                return std::any_of(points.begin(), points.end(), [](const ControlPoint& point) { return point.alarm; });
            }) >= 0.9);
}

// Ten events that make each component better by 0.1.
void TestSimulation::findsWhatHelped() {
    World world = usual;
    world.learningHelps = 0.1;
    QVERIFY(shareFound(world, [](const Page& page) {
                const auto kinds = evolutionFigures(page.snapshot, {}).kinds;
                return std::any_of(kinds.begin(), kinds.end(), [](const KindEffect& kind) {
                    return kind.kind == EvolutionKind::Learning && kind.metric == EffectMetric::LoveMagnitude &&
                           kind.helped == Helped::Yes;
                });
            }) >= 0.9);
}

QTEST_APPLESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
