// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <random>

#include <moie/engine/judge.h>
#include <moie/engine/lexicon_reader.h>

using namespace moie::engine;

namespace {

QByteArray german() {
    QFile file(ENGINE_TESTS "/german/de/german.json");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray builtIn(std::string_view path) {
    for (const BuiltInFile& file : builtInFiles())
        if (file.path == path)
            return QByteArray(file.text.data(), static_cast<qsizetype>(file.text.size()));
    return {};
}

} // namespace

class TestEngineData : public QObject {
    Q_OBJECT

private slots:
    void holdsItselfTogether();
    void addsALanguageByFiles();
    void replacesAList();
    void refusesWrongFigures_data();
    void refusesWrongFigures();
    void refusesWrongLists_data();
    void refusesWrongLists();
    void refusesWhatIsNotThere();
    void survivesDamagedFiles();
    void doesNotJudgeWhatItDoesNotKnow_data();
    void doesNotJudgeWhatItDoesNotKnow();

private:
    // Writes a file below a fresh directory and loads it with the built-in ones.
    moie::Result<std::shared_ptr<const EngineData>> loadedWith(const QString& path, const QByteArray& text);
};

moie::Result<std::shared_ptr<const EngineData>> TestEngineData::loadedWith(const QString& path,
                                                                           const QByteArray& text) {
    QTemporaryDir directory;
    const QString whole = directory.filePath(path);
    QDir().mkpath(QFileInfo(whole).path());
    QFile file(whole);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    file.close();
    return loadEngineData(directory.path().toStdString());
}

void TestEngineData::holdsItselfTogether() {
    const auto data = loadEngineData();
    QVERIFY2(data, data ? "" : data.error().describe().c_str());
    QVERIFY((*data)->lexiconOf("en") != nullptr);
    QVERIFY((*data)->lexiconOf("de") == nullptr);
    QVERIFY((*data)->lexiconOf("en")->phrases.phraseCount() > 1000);
    // What is said in the engine's own name must be safe by its own lists.
    const Lexicon& english = *(*data)->lexiconOf("en");
    Judge judge(*data);
    const BarrierController barriers((*data)->figures);
    const JudgedMessage crisis = judge.readMessage("I want to die");
    QVERIFY(crisis.contexts.has(Context::Crisis));
    const Judgement first = judge.judge(english.safeReplyInCrisis, &crisis, crisis.contexts, {}, barriers);
    QVERIFY(first.evaluation.isSafe && first.evaluation.violations.empty());
    QVERIFY(judge.judge(english.safeReply, nullptr, {}, {}, barriers).evaluation.violations.empty());
}

void TestEngineData::addsALanguageByFiles() {
    const auto data = loadEngineData(ENGINE_TESTS "/german");
    QVERIFY2(data, data ? "" : data.error().describe().c_str());
    Judge judge(*data);
    const BarrierController barriers((*data)->figures);
    const Judgement german = judge.judge("Das ist sehr schön für dich.", nullptr, {}, {}, barriers);
    QVERIFY(german.judged);
    QCOMPARE(german.language, std::string("de"));
    QVERIFY(!judge.judge("Ich verletze dich.", nullptr, {}, {}, barriers).evaluation.isSafe);
    QCOMPARE(judge.judge("I will hurt you.", nullptr, {}, {}, barriers).language, std::string("en"));
}

void TestEngineData::replacesAList() {
    QByteArray love = builtIn("en/love.json");
    QVERIFY(love.contains("\"warm\": [\"glad\""));
    love.replace("\"warm\": [\"glad\"", "\"warm\": [\"flabbergasted\"");
    const auto data = loadedWith("en/love.json", love);
    QVERIFY2(data, data ? "" : data.error().describe().c_str());
    Judge judge(*data);
    const BarrierController barriers((*data)->figures);
    QVERIFY(judge.judge("I am flabbergasted by this.", nullptr, {}, {}, barriers).vector[0] > 0.5);
    QCOMPARE(judge.judge("I am glad of this.", nullptr, {}, {}, barriers).vector[0], 0.5);
}

void TestEngineData::refusesWrongFigures_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("reason");
    QTest::newRow("out of range") << QByteArray("\"harmful_loss\": 0.5") << QByteArray("\"harmful_loss\": 5")
                                  << "line 17: \"harmful_loss\" is a number from 0 to 1";
    QTest::newRow("text for a number") << QByteArray("\"crisis_turns\": 5") << QByteArray("\"crisis_turns\": \"5\"")
                                       << "line 5: \"crisis_turns\" is a number";
    QTest::newRow("missing") << QByteArray("\"threshold\": 0.9, ") << QByteArray()
                             << "line 32: \"threshold\" is missing";
    QTest::newRow("unknown") << QByteArray("\"empathy_step\"") << QByteArray("\"empathy_stop\"") << "\"empathy_step";
    QTest::newRow("short vector") << QByteArray("[0.8, 0.8, 0.9, 0.7, 0.8]") << QByteArray("[0.8, 0.8]")
                                  << "line 6: \"steering_target\" is a list of five numbers";
    QTest::newRow("no such context") << QByteArray("{\"context\": \"joy\"") << QByteArray("{\"context\": \"glee\"")
                                     << "there is no context \"glee\"";
    QTest::newRow("comma missing") << QByteArray("0.15,\n    \"largest") << QByteArray("0.15\n    \"largest")
                                   << "line 4: syntax error";
    QTest::newRow("twice") << QByteArray("\"weight\": 0.8,") << QByteArray("\"weight\": 0.8, \"weight\": 0.8,")
                           << "\"weight\" is there twice";
}

void TestEngineData::refusesWrongFigures() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, reason);
    QByteArray figures = builtIn("figures.json");
    QVERIFY(figures.contains(from));
    const auto data = loadedWith("figures.json", figures.replace(from, to));
    QVERIFY(!data);
    const QString error = QString::fromStdString(data.error().describe());
    QVERIFY2(error.contains(reason) && error.contains("figures.json: line "), qPrintable(error));
}

void TestEngineData::refusesWrongLists_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("reason");
    QTest::newRow("bad pattern") << QByteArray("\"ich (schlage|verletze) dich\"") << QByteArray("\"ich (schlage dich\"")
                                 << "line 20: \"ich (schlage dich\": ')' is missing";
    QTest::newRow("empty harm") << QByteArray("{\"threat\": [\"ich (schlage|verletze) dich\"]}") << QByteArray("[]")
                                << "the list \"harmful\" is empty: everything would pass";
    QTest::newRow("list missing") << QByteArray("\"hurtful\": [\"du bist dumm\", \"selbst schuld\"],") << QByteArray()
                                  << "the list \"hurtful\" is in none of the language's files";
    QTest::newRow("no such list") << QByteArray("\"hedges\"") << QByteArray("\"hedgehogs\"")
                                  << "line 25: there is no list \"hedgehogs\"";
    QTest::newRow("phrase twice") << QByteArray("[\"froh\", \"sch") << QByteArray("[\"froh\", \"Froh\", \"sch")
                                  << "line 13: the phrase \"Froh\" is there twice";
    QTest::newRow("number for a phrase") << QByteArray("[\"ruf an\"]") << QByteArray("[7]") << "expected a phrase";
    QTest::newRow("no such context") << QByteArray("\"grief\":") << QByteArray("\"sorrow\":")
                                     << "there is no context \"sorrow\"";
    QTest::newRow("another directory's") << QByteArray("\"language\": \"de\"") << QByteArray("\"language\": \"nl\"")
                                         << "stands in a directory of another name";
    QTest::newRow("window") << QByteArray("\"negates_backwards\": true")
                            << QByteArray("\"negation_window\": 90, \"negates_backwards\": true") << "from 1 to 8";
}

void TestEngineData::refusesWrongLists() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, reason);
    QByteArray text = german();
    QVERIFY(text.contains(from));
    const auto data = loadedWith("de/german.json", text.replace(from, to));
    QVERIFY(!data);
    const QString error = QString::fromStdString(data.error().describe());
    QVERIFY2(error.contains(reason) && error.contains("german.json: line "), qPrintable(error));
}

void TestEngineData::refusesWhatIsNotThere() {
    const auto data = loadEngineData("/does/not/exist");
    QVERIFY(!data);
    QCOMPARE(data.error().code, moie::ErrorCode::NotFound);
    QVERIFY(!loadedWith("notes.json", "{}"));
}

void TestEngineData::survivesDamagedFiles() {
    const QByteArray whole = german();
    std::mt19937 random(11);
    const auto pick = [&random](qsizetype count) {
        return static_cast<qsizetype>(random() % static_cast<std::uint32_t>(count));
    };
    static constexpr char marks[] = "{}[]()<>|\"',:*^$_.0\\\n\xff";
    int refused = 0;
    for (int i = 0; i < 4000; ++i) {
        QByteArray text = whole;
        for (int changes = 1 + static_cast<int>(random() % 3); changes > 0; --changes) {
            const qsizetype at = pick(text.size());
            switch (random() % 4) {
            case 0: text[at] = marks[pick(sizeof marks - 1)]; break;
            case 1: text.insert(at, marks[pick(sizeof marks - 1)]); break;
            case 2: text.remove(at, 1 + pick(20)); break;
            default: text.truncate(at + 1); break;
            }
        }
        const auto lexicon = readLexicon({{"german.json", text.toStdString()}});
        if (lexicon)
            continue;
        ++refused;
        QVERIFY(QString::fromStdString(lexicon.error().describe()).startsWith("german.json: line "));
    }
    QVERIFY(refused > 2000);
    // Nesting as deep as one likes is refused, not followed.
    QVERIFY(!readLexicon({{"deep.json", std::string(1'000'000, '[')}}));
}

void TestEngineData::doesNotJudgeWhatItDoesNotKnow_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* text, const char* language, const char* why) {
        QTest::newRow(text) << QString::fromUtf8(text) << language << why;
    };
    row("Das ist viel für einen Tag.", "de", "no word lists for German");
    row("Je suis là pour toi.", "fr", "no word lists for French");
    row("昨日から眠れません。", "", "language not recognised");
    row("I'll k\u0456ll you.", "", "mixed scripts within a word");
    row("I am here and this is 昨日 から 眠れ ません", "en", "mixed scripts");
    row("xyzzy plugh frobnicate", "", "language not recognised");
    row("👍 123", "", "no words");
}

void TestEngineData::doesNotJudgeWhatItDoesNotKnow() {
    QFETCH(QString, text);
    QFETCH(QString, language);
    QFETCH(QString, why);
    static const auto data = loadEngineData();
    Judge judge(*data);
    const Judgement judgement = judge.judge(text.toStdString(), nullptr, {}, {}, BarrierController((*data)->figures));
    QVERIFY(!judgement.judged);
    QCOMPARE(QString::fromStdString(judgement.language), language);
    QCOMPARE(QString::fromStdString(judgement.whyNotJudged), why);
}

QTEST_GUILESS_MAIN(TestEngineData)
#include "tst_engine_data.moc"
