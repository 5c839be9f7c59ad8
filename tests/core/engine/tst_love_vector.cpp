// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors worked out by hand, with a language of a few phrases (german/de/german.json).
#include "german_exchange.h"

using namespace engine_test;

class TestLoveVector : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void scores_data();
    void scores();
    void scoresAMessage();
    void measures();

private:
    std::shared_ptr<const EngineData> m_data;
};

void TestLoveVector::initTestCase() {
    m_data = germanData();
    QVERIFY(m_data);
}

void TestLoveVector::scores_data() {
    addExchangeColumns();
    row("nothing of note", "", "Das ist so.", {0.5, 0, 1, 0.5, 0.5});
    row("two warm phrases: 0.5 + 0.5 · 2/4", "", "Ich bin froh und es ist schön.", {0.75, 0, 1, 0.5, 0.5});
    row("the same phrase twice counts once", "", "Ich bin froh, sehr froh.", {0.5 + 0.5 / 3, 0, 1, 0.5, 0.5});
    row("two cold ones, which speak against compassion", "", "Das ist mir egal, das ist langweilig.",
        {0.25, 0, 1, 0.5, 0});
    row("one of each: 0", "", "Es ist schön, aber mir egal.", {0.5, 0, 1, 0.5, 0});
    row("negated", "", "Ich bin nicht froh.", {0.5, 0, 1, 0.5, 0.5});
    row("empathy without distress", "", "Es tut mir leid, ich verstehe dich.", {0.5, 0.4, 1, 0.5, 0.5});
    row("empathy and compassion in grief, one of two words taken up", "Er ist gestorben und ich bin allein.",
        "Es tut mir leid, ich verstehe dich. Du bist allein.", {0.5, 0.6, 1, 0.25, 0.25});
    row("help counts as much", "Er ist gestorben.", "Es tut mir leid, und ich helfe dir.", {0.5, 0.3, 1, 0, 0.5});
    row("two harmful sentences, one supportive phrase", "", "Ich verletze dich. Ich schlage dich. Ruf an.",
        {0.5, 0, 0.6, 0.5, 0});
    row("two threats in one sentence are one", "", "Ich verletze dich und ich schlage dich.", {0.5, 0, 0.7, 0.5, 0});
    row("support fills up what is lost, not more", "", "Ruf an, es ist so.", {0.5, 0, 1, 0.5, 0.5});
    row("parroting: 0.6; three kinds: 0.75", "Ich bin müde vom Schreiben.",
        "Du bist müde vom Schreiben. Klingt als wäre es viel. Was meinst du?", {0.5, 0, 1, 0.675, 0.5});
    row("by five letters: schreibe for Schreiben", "Ich bin vom Schreiben und Lesen müde.", "Das schreibe ich dir auf.",
        {0.5, 0, 1, 1.0 / 6, 0.5});
}

void TestLoveVector::scores() {
    QFETCH(QList<double>, expected);
    const Judgement judgement = judgementOfRow(m_data);
    QVERIFY2(judgement.judged, judgement.whyNotJudged.c_str());
    QCOMPARE(judgement.language, std::string("de"));
    for (int i = 0; i < 5; ++i)
        QVERIFY2(std::abs(judgement.vector[static_cast<std::size_t>(i)] - expected[i]) < 1e-12,
                 qPrintable(QStringLiteral("%1: %2").arg(i).arg(judgement.vector[static_cast<std::size_t>(i)])));
}

void TestLoveVector::scoresAMessage() {
    Judge judge(m_data);
    const JudgedMessage message = judge.readMessage("Es tut mir leid, er ist gestorben. Was meinst du?");
    QVERIFY(message.vector.has_value());
    // Two kinds of reflection, the question among them: 0.5 + 0.5 · 0.5. Grief: empathy counts 0.3.
    QCOMPARE((*message.vector)[3], 0.75);
    QCOMPARE((*message.vector)[1], 0.3);
    QVERIFY(message.contexts.has(Context::Grief));
    QVERIFY(!judge.readMessage("昨日から眠れません。").vector.has_value());
}

void TestLoveVector::measures() {
    const LoveVector vector{0.1, 0.3, 0.5, 0.7, 0.9};
    QCOMPARE(coherenceOf(vector), 0.5);
    QVERIFY(std::abs(magnitudeOf(vector) - std::sqrt(1.65)) < 1e-12);
}

QTEST_GUILESS_MAIN(TestLoveVector)
#include "tst_love_vector.moc"
