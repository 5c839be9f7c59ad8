// SPDX-License-Identifier: GPL-3.0-or-later
// Worked out by hand from the definitions in docs/engine.md.
#include <QtTest>

#include <moie/engine/engine_data.h>
#include <moie/engine/sampling.h>

using namespace moie::engine;

class TestSampling : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void choosesTemperatures_data();
    void choosesTemperatures();
    void takesTheFirstContext();
    void givesTheRest();
    void knowsVectorsOfOtherLengths();

private:
    const SamplingFigures& figures() const { return m_data->figures.sampling; }
    std::shared_ptr<const EngineData> m_data;
};

namespace {

constexpr std::array<double, 5> usual{0.7, 0.7, 0.8, 0.7, 0.7}; // base 1.2 − 0.8 · 0.73 = 0.616

Contexts holding(std::initializer_list<Context> contexts) {
    Contexts held;
    for (const Context context : contexts)
        held.set(context);
    return held;
}

} // namespace

void TestSampling::initTestCase() {
    const auto data = loadEngineData();
    QVERIFY2(data, data ? "" : data.error().describe().c_str());
    m_data = *data;
}

void TestSampling::choosesTemperatures_data() {
    QTest::addColumn<int>("context"); // −1: none
    QTest::addColumn<double>("level");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<double>("combined");
    QTest::addColumn<double>("temperature");
    const auto row = [](const char* name, int context, double level, const char* profile, double combined,
                        double temperature) {
        QTest::newRow(name) << context << level << profile << combined << temperature;
    };
    // .4 · .616 = .2464; + .4 · safety; + .2 · .616 · multiplier
    row("crisis", int(Context::Crisis), 0.95, "crisis_support", 0.36336, 0.3);       // .08, .03696
    row("grief", int(Context::Grief), 0.8, "therapeutic", 0.45568, 0.4);             // .16, .04928
    row("anxiety, strict", int(Context::Anxiety), 0.9, "therapeutic", 0.388, 0.388); // .08, .0616
    row("creative", int(Context::Creative), 0.6, "creative_support", 0.69888, 0.789216);
    row("analytical", int(Context::Analytical), 0.7, "analytical", 0.62496, 0.587472);
    row("formal", int(Context::Formal), 0.8, "analytical", 0.49264, 0.494848);
    row("joy", int(Context::Joy), 0.8, "casual_conversation", 0.55424, 0.627968);
    row("anger", int(Context::Anger), 0.4, "casual_conversation", 0.72032, 0.744224);
    row("casual, anything goes", int(Context::Casual), 0.0, "casual_conversation", 0.8896, 0.86272);
    row("none", -1, 0.8, "casual_conversation", 0.5296, 0.61072);
    row("none, strict", -1, 0.95, "crisis_support", 0.4496, 0.3);
}

void TestSampling::choosesTemperatures() {
    QFETCH(int, context);
    QFETCH(double, level);
    QFETCH(QString, profile);
    QFETCH(double, combined);
    QFETCH(double, temperature);
    const Contexts contexts = context < 0 ? Contexts() : holding({static_cast<Context>(context)});
    const SamplingChoice choice = chooseSampling(usual, contexts, figures(), level);
    QCOMPARE(QString::fromStdString(choice.profile), profile);
    QVERIFY(std::abs(choice.baseTemperature - 0.616) < 1e-12);
    QVERIFY(std::abs(choice.combinedTemperature - combined) < 1e-12);
    QVERIFY(std::abs(choice.parameters.temperature - temperature) < 1e-12);
}

void TestSampling::takesTheFirstContext() {
    const SamplingChoice choice =
        chooseSampling(usual, holding({Context::Joy, Context::Creative, Context::Grief, Context::Fiction}), figures());
    QCOMPARE(choice.context, std::string("grief"));
    QCOMPARE(choice.profile, std::string("therapeutic"));
    QCOMPARE(choice.parameters.topK, 30);
    QCOMPARE(choice.safetyLevel, 0.8);
    QCOMPARE(chooseSampling(usual, holding({Context::Crisis}), figures()).safetyLevel, 0.95);
    QCOMPARE(chooseSampling(usual, {}, figures(), {}, "educational").profile, std::string("educational"));
}

void TestSampling::givesTheRest() {
    const SamplingParameters creative = chooseSampling(usual, holding({Context::Creative}), figures()).parameters;
    QCOMPARE(creative.topP, 0.98);
    QCOMPARE(creative.topK, 100);
    QCOMPARE(creative.repetitionPenalty, 1.2);
    QCOMPARE(creative.lengthPenalty, 1.3);
    QCOMPARE(creative.presencePenalty, 0.1 + 0.4 * (1 - 0.8));
    QCOMPARE(creative.frequencyPenalty, 0.8);
    QCOMPARE(chooseSampling(usual, holding({Context::Formal}), figures()).parameters.frequencyPenalty, 0.2);
    QCOMPARE(chooseSampling(usual, {}, figures()).parameters.frequencyPenalty, 0.5);
}

void TestSampling::knowsVectorsOfOtherLengths() {
    QCOMPARE(baseTemperature(std::array<double, 3>{1, 1, 1}, figures()), 0.7);
    QCOMPARE(baseTemperature({}, figures()), 0.7);
    QVERIFY(std::abs(baseTemperature(std::array<double, 5>{0, 0, 0, 0, 0}, figures()) - 1.2) < 1e-12);
    QVERIFY(std::abs(baseTemperature(std::array<double, 5>{1, 1, 1, 1, 1}, figures()) - 0.4) < 1e-12);
}

QTEST_GUILESS_MAIN(TestSampling)
#include "tst_sampling.moc"
