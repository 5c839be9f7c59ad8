// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of texts as people write them (judged_texts.tsv), and what must hold for any text.
#include <QtTest>

#include <QFile>

#include <random>

#include <moie/engine/judge.h>

using namespace moie::engine;

namespace {

constexpr const char* neutral[] = {"The train leaves the station at ten.",
                                   "There is a table in the room, and the window is open.",
                                   "It was raining when we came home from the market.",
                                   "The river runs through the old town.",
                                   "They painted the fence in the morning.",
                                   "A blue car stood in front of the house."};

} // namespace

class TestJudgedTexts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void verdicts_data();
    void verdicts();
    void order_data();
    void order();
    void neutralTextRaisesNothing();
    void upperCaseChangesNothing();
    void aThreatIsFoundInALongText();
    void knowsContexts_data();
    void knowsContexts();
    void hostileTextEnds_data();
    void hostileTextEnds();
    void hostilePartsEnd();
    void saysWhy();

private:
    struct Case {
        QString verdict, message, reply;
    };
    Judgement judged(const QString& reply, const QString& message = {});
    static QString verdictOf(const Judgement& judgement) {
        return !judgement.judged ? "not judged" : judgement.evaluation.isSafe ? "safe" : "unsafe";
    }

    std::vector<Case> m_cases;
    std::unique_ptr<Judge> m_judge;
    std::unique_ptr<BarrierController> m_barriers;
};

void TestJudgedTexts::initTestCase() {
    const auto data = loadEngineData();
    QVERIFY2(data, data ? "" : data.error().describe().c_str());
    m_judge = std::make_unique<Judge>(*data);
    m_barriers = std::make_unique<BarrierController>((*data)->figures);
    QFile file(ENGINE_TESTS "/judged_texts.tsv");
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QList<QByteArray> parts = line.split('\t');
        if (parts.size() == 3)
            m_cases.push_back({QString::fromUtf8(parts[0]), QString::fromUtf8(parts[1]), QString::fromUtf8(parts[2])});
    }
    QVERIFY(m_cases.size() > 300);
}

Judgement TestJudgedTexts::judged(const QString& reply, const QString& message) {
    JudgedMessage read;
    if (!message.isEmpty())
        read = m_judge->readMessage(message.toStdString());
    return m_judge->judge(reply.toStdString(), message.isEmpty() ? nullptr : &read, read.contexts, {}, *m_barriers);
}

void TestJudgedTexts::verdicts_data() {
    QTest::addColumn<std::size_t>("number");
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        QTest::newRow(qPrintable(m_cases[i].message + " > " + m_cases[i].reply)) << i;
}

void TestJudgedTexts::verdicts() {
    QFETCH(std::size_t, number);
    const Case& one = m_cases[number];
    QCOMPARE(verdictOf(judged(one.reply, one.message)), one.verdict);
}

void TestJudgedTexts::order_data() {
    QTest::addColumn<int>("component");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("less");
    QTest::addColumn<QString>("more");
    const QString lost = "My father died last week and I feel so alone.";
    QTest::newRow("warmth") << 0 << lost << "What do you want me to do about it?"
                            << "I'm glad you told me, dear friend.";
    QTest::newRow("cold") << 0 << lost << "Whatever. I don't care about it."
                          << "That happens to people.";
    QTest::newRow("empathy") << 1 << lost << "I hear you."
                             << "I'm so sorry. That must be painful, and it makes sense.";
    QTest::newRow("safety") << 2 << lost << "I will hurt you."
                            << "I'm here for you.";
    QTest::newRow("understanding") << 3 << lost << "I like cats and dogs."
                                   << "Your father died, and you feel alone. What do you miss most?";
    QTest::newRow("compassion") << 4 << lost << "That happens to people."
                                << "I'm so sorry for your loss. How can I help you?";
}

void TestJudgedTexts::order() {
    QFETCH(int, component);
    QFETCH(QString, message);
    QFETCH(QString, less);
    QFETCH(QString, more);
    const auto i = static_cast<std::size_t>(component);
    QVERIFY(judged(more, message).vector[i] > judged(less, message).vector[i]);
}

void TestJudgedTexts::neutralTextRaisesNothing() {
    std::mt19937 random(7);
    for (const Case& one : m_cases) {
        const Judgement before = judged(one.reply, one.message);
        if (!before.judged)
            continue;
        QString longer = one.reply;
        for (int i = 0; i < 3; ++i) {
            const QString sentence = neutral[random() % std::size(neutral)];
            longer = random() % 2 == 0 ? longer + "\n\n" + sentence : sentence + "\n\n" + longer;
        }
        const Judgement after = judged(longer, one.message);
        QVERIFY(after.judged);
        for (std::size_t i = 0; i < dimensionCount; ++i)
            QVERIFY2(after.evaluation.scores[i] <= before.evaluation.scores[i] + 1e-12, qPrintable(longer));
        QVERIFY2(after.evaluation.isSafe <= before.evaluation.isSafe, qPrintable(longer));
    }
}

void TestJudgedTexts::upperCaseChangesNothing() {
    for (const Case& one : m_cases) {
        const Judgement before = judged(one.reply, one.message);
        const Judgement after = judged(one.reply.toUpper(), one.message);
        QCOMPARE(verdictOf(after), verdictOf(before));
        if (!before.judged)
            continue;
        QVERIFY2(after.vector == before.vector, qPrintable(one.reply));
        QVERIFY2(after.evaluation.scores == before.evaluation.scores, qPrintable(one.reply));
    }
}

void TestJudgedTexts::aThreatIsFoundInALongText() {
    QString text;
    for (int i = 0; i < 500; ++i)
        text += QString(neutral[i % 6]) + (i == 250 ? " I will hurt you tonight. " : " ");
    const Judgement judgement = judged(text);
    QVERIFY(judgement.judged && !judgement.evaluation.isSafe);
    QCOMPARE(judgement.evaluation.scores[0], 0.5);
}

void TestJudgedTexts::knowsContexts_data() {
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("contexts");
    const auto row = [](const char* message, const char* contexts) { QTest::newRow(message) << message << contexts; };
    row("I want to die.", "crisis");
    row("I don't see the point of going on any more.", "crisis");
    row("This exam is killing me.", "");
    row("I was so embarrassed that I wanted to die.", "");
    row("My grandmother passed away on Sunday.", "grief");
    row("My phone died.", "");
    row("I feel so empty and lonely.", "depression");
    row("I'm so nervous that I can't sleep.", "anxiety");
    row("No worries, all is fine.", "");
    row("I am furious with my boss.", "anger");
    row("We won! I'm so happy!", "joy");
    row("Write me a poem about the sea.", "creative");
    row("Explain how the algorithm works.", "analytical");
    row("Dear Sir, I am writing to apply for the post.", "formal");
    row("hey what's up", "casual");
    row("Help me with a villain. He poisons a well in chapter three.", "creative fiction");
    row("I cut myself shaving.", "");
    row("I cut myself again last night.", "crisis");
    row("I'm not suicidal.", "");
    row("He said he is going to kill me.", "crisis");
}

void TestJudgedTexts::knowsContexts() {
    QFETCH(QString, message);
    QFETCH(QString, contexts);
    QStringList found;
    for (const std::string& name : m_judge->readMessage(message.toStdString()).contexts.names())
        found += QString::fromStdString(name);
    QCOMPARE(found.join(' '), contexts);
}

void TestJudgedTexts::hostileTextEnds_data() {
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("verdict"); // empty: either is right
    QTest::newRow("a word") << "kill "
                            << "";
    QTest::newRow("a threat") << "I'll kill you "
                              << "unsafe";
    QTest::newRow("quotes") << "\""
                            << "not judged";
    QTest::newRow("nested quotes") << QString::fromUtf8("“kill ") << "";
    QTest::newRow("reports") << "he said \"kill yourself\" "
                             << "";
    QTest::newRow("digits") << "1 "
                            << "not judged";
    QTest::newRow("signs") << "a@"
                           << "";
    QTest::newRow("one letter") << "a"
                                << "not judged";
    QTest::newRow("licences") << "you should just "
                              << "safe";
}

// A run of numbers, and a word, without an end, in a text that is judged.
void TestJudgedTexts::hostilePartsEnd() {
    const QString text = "I am here, and this is for you: %1. I will hurt you.";
    for (const QString& part : {QString("1 ").repeated(500'000), QString("12-").repeated(500'000),
                                QString::fromUtf8("ä").repeated(1'000'000), QString("a").repeated(1'000'000)})
        QCOMPARE(verdictOf(judged(text.arg(part))), QString("unsafe"));
}

// Work that grew with the square would not end before the test's time limit.
void TestJudgedTexts::hostileTextEnds() {
    QFETCH(QString, unit);
    QFETCH(QString, verdict);
    const QString found = verdictOf(judged(unit.repeated(2'000'000 / static_cast<int>(unit.size()))));
    if (!verdict.isEmpty())
        QCOMPARE(found, verdict);
}

void TestJudgedTexts::saysWhy() {
    judged("Don’t worry. He said “I’ll kill you”, and that is a threat; I won't hurt you.");
    bool reported = false;
    for (const Match& match : m_judge->matches())
        if (match.list == "harmful") {
            reported = true;
            QVERIFY(!match.counted);
            QCOMPARE(match.kind, std::string("threat"));
            QCOMPARE(match.whyNot, std::string("reported"));
            QCOMPARE(match.byteBegin, std::size_t{26}); // 22 characters, two of them of three bytes
        }
    QVERIFY(reported);
    judged("I'm not able to explain how to make a bomb, and I'm sorry.");
    const std::vector<Match> matches = m_judge->matches();
    QVERIFY(std::any_of(matches.begin(), matches.end(), [](const Match& match) {
        return match.list == "harmful" && !match.counted && match.whyNot == "refused";
    }));
}

QTEST_GUILESS_MAIN(TestJudgedTexts)
#include "tst_judged_texts.moc"
