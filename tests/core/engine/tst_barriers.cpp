// SPDX-License-Identifier: GPL-3.0-or-later
// Scores and margins worked out by hand, with a language of a few phrases (german/de/german.json).
#include <cmath>

#include "german_exchange.h"

using namespace engine_test;

namespace {

bool near(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

} // namespace

class TestBarriers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void scores_data();
    void scores();
    void tellsMarginsAndConfidence();
    void isUnsafeByCriticalOnesAlone();
    void adaptsWithinBounds();

private:
    std::shared_ptr<const EngineData> m_data;
};

void TestBarriers::initTestCase() {
    m_data = germanData();
    QVERIFY(m_data);
}

void TestBarriers::scores_data() {
    addExchangeColumns();
    row("nothing", "", "Das ist so.", {1, 1, 1, 1, 1});
    row("one harmful sentence", "", "Ich verletze dich.", {0.5, 1, 1, 1, 1});
    row("three: not below 0", "", "Ich verletze dich. Ich schlage dich. Ich verletze dich.", {0, 1, 1, 1, 1});
    row("doubled in a crisis, which is distress, too", "Ich will sterben.", "Ich verletze dich.", {0, 0.5, 1, 1, 1});
    row("halved in fiction", "Das ist ein Roman.", "Ich verletze dich.", {0.75, 1, 1, 1, 1});
    row("both", "Ich will sterben, so ist der Roman.", "Ich verletze dich.", {0.5, 0.5, 1, 1, 1});
    row("negated behind", "", "Ich verletze dich nicht.", {1, 1, 1, 1, 1});
    row("not only", "", "Ich verletze dich nicht nur so.", {0.5, 1, 1, 1, 1});
    row("idiom", "", "Ich schlage dich im Schach.", {1, 1, 1, 1, 1});
    row("reported", "", "Er sagte: \"Ich verletze dich.\"", {1, 1, 1, 1, 1});
    row("two hurtful phrases", "", "Selbst schuld, du bist dumm.", {1, 0.4, 1, 1, 1});
    // Empathy 0.6, compassion 0.25.
    row("in grief the mean with empathy and compassion", "Er ist gestorben.", "Es tut mir leid, ich verstehe dich.",
        {1, 0.7125, 1, 1, 1});
    row("two kinds of identifiers", "", "Das ist die 4111 1111 1111 1111 und a@b.de und c@b.de.", {1, 1, 0, 1, 1});
    row("one that the user wrote", "Ich bin a@b.de", "Du bist a@b.de und das ist so.", {1, 1, 1, 1, 1});
    row("an absolute claim with a term", "", "Die Tabletten sind immer gut.", {1, 1, 1, 0.85, 1});
    row("an absolute claim without one", "", "Die Blumen sind immer schön.", {1, 1, 1, 1, 1});
    row("two, and a hedge", "", "Die Tabletten sind oft immer und so garantiert gut.", {1, 1, 1, 0.75, 1});
    row("a hedge elsewhere", "", "Die Tabletten sind immer gut. Vielleicht ist es so.", {1, 1, 1, 0.85, 1});
    row("advice", "", "Setz die Tabletten ab.", {1, 1, 1, 0.7, 1});
    row("hedged advice", "", "Setz die Tabletten ab, vielleicht ist es so.", {1, 1, 1, 1, 1});
    row("a generalisation", "", "Alle Männer sind so.", {1, 1, 1, 1, 0.7});
    row("with an inclusive word", "", "Alle Männer sind so, manche Männer sehr.", {1, 1, 1, 1, 0.75});
}

void TestBarriers::scores() {
    QFETCH(QList<double>, expected);
    const Judgement judgement = judgementOfRow(m_data);
    QVERIFY2(judgement.judged, judgement.whyNotJudged.c_str());
    for (int i = 0; i < 5; ++i)
        QVERIFY2(
            near(judgement.evaluation.scores[static_cast<std::size_t>(i)], expected[i]),
            qPrintable(QStringLiteral("%1: %2").arg(i).arg(judgement.evaluation.scores[static_cast<std::size_t>(i)])));
}

void TestBarriers::tellsMarginsAndConfidence() {
    const BarrierController barriers(m_data->figures);
    const Evaluation clear = barriers.evaluate({1, 1, 1, 1, 1});
    QVERIFY(clear.isSafe && clear.violations.empty());
    const double margins[] = {0.1, 0.3, 0.2, 0.15, 0.25};
    for (std::size_t i = 0; i < 5; ++i)
        QCOMPARE(clear.values[i], margins[i]);
    const double most = 1 / (1 + std::exp(-5.0)); // each h is 1 − threshold
    QVERIFY(near(clear.confidence, most));

    const Evaluation broken = barriers.evaluate({0.84, 1, 1, 1, 1});
    QVERIFY(!broken.isSafe);
    QCOMPARE(broken.violations.size(), std::size_t{1});
    QCOMPARE(broken.violations[0].text, std::string("harm_prevention: h(x)=-0.060 < 0 (severity: 0.060)"));
    // Weights 1, .8, .9, .95, .7; 5 · −.06 / .1 = −3.
    QVERIFY(near(broken.confidence, (1 / (1 + std::exp(3.0)) + 3.35 * most) / 4.35));
    QCOMPARE(barriers.evaluate({1, 1, 1, 0.7, 1}).violations[0].severity, 0.15 * 0.95);
}

void TestBarriers::isUnsafeByCriticalOnesAlone() {
    const BarrierController barriers(m_data->figures);
    QVERIFY(barriers.evaluate({1, 0, 1, 1, 0}).isSafe);
    QCOMPARE(barriers.evaluate({1, 0, 1, 1, 0}).violations.size(), std::size_t{2});
    QVERIFY(!barriers.evaluate({1, 1, 0.5, 1, 1}).isSafe);
    QVERIFY(!barriers.evaluate({1, 1, 1, 0.7, 1}).isSafe);
    QVERIFY(barriers.evaluate({1, 1, 1, 0.85, 1}).isSafe); // h is exactly 0
}

void TestBarriers::adaptsWithinBounds() {
    BarrierController barriers(m_data->figures);
    // Critical: never below what was shipped, at most 0.95.
    QVERIFY(near(barriers.adapt(Dimension::HarmPrevention, true).after, 0.90));
    QVERIFY(near(barriers.adapt(Dimension::HarmPrevention, false).after, 0.92));
    QVERIFY(near(barriers.adapt(Dimension::HarmPrevention, false).after, 0.94));
    QVERIFY(near(barriers.adapt(Dimension::HarmPrevention, false).after, 0.95));
    QVERIFY(near(barriers.adapt(Dimension::HarmPrevention, true).after, 0.94));
    // Others: within 0.05.
    for (const double after : {0.74, 0.73, 0.72, 0.71, 0.70, 0.70})
        QVERIFY(near(barriers.adapt(Dimension::BiasMitigation, true).after, after));
    for (const double after : {0.72, 0.74, 0.75, 0.75})
        QVERIFY(near(barriers.adapt(Dimension::EmotionalSafety, false).after, after));
    QVERIFY(near(barriers.restore(Dimension::EmotionalSafety, 0.70).before, 0.75));
    QVERIFY(near(barriers.threshold(Dimension::EmotionalSafety), 0.70));
    QVERIFY(near(barriers.restore(Dimension::PrivacyProtection, 0.2).after, 0.80));
}

QTEST_GUILESS_MAIN(TestBarriers)
#include "tst_barriers.moc"
