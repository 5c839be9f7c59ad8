// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/engine/phrase_index.h>

using namespace moie::engine;

namespace {

// The words of a text of lower-case words; "," begins a clause with the next one, ";" bars phrases as well.
struct Words {
    std::vector<std::uint32_t> symbols;
    std::vector<std::uint8_t> clauses, bars;

    Words(const PhraseIndex& index, const QString& text) {
        bool clause = true;
        bool bar = true;
        for (const QString& part : text.split(' ', Qt::SkipEmptyParts)) {
            if (part == "," || part == ";") {
                clause = true;
                bar = part == ";";
                continue;
            }
            symbols.push_back(index.symbolsOf(part.toStdString()));
            clauses.push_back(clause ? 1 : 0);
            bars.push_back(bar ? 1 : 0);
            clause = bar = false;
        }
    }
};

} // namespace

class TestPhrases : public QObject {
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
};

void TestPhrases::finds_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("first"); // −1: not found
    QTest::addColumn<int>("last");
    const auto row = [](const char* pattern, const char* text, int first, int last) {
        QTest::addRow("%s in %s", pattern, text) << pattern << text << first << last;
    };
    row("kill", "no skill here", -1, -1);
    row("kill", "do kill it", 1, 2);
    row("kill time", "to kill time now", 1, 3);
    row("kill time", "kill some time", -1, -1);
    row("(kill|pass the) time", "pass the time", 0, 3);
    row("(kill|pass the) time", "kill time", 0, 2);
    row("(kill|pass the) time", "pass time", -1, -1);
    row("kill [some] time", "kill some time", 0, 3);
    row("kill [some] time", "kill time", 0, 2);
    row("kill _ time", "kill much time", 0, 3);
    row("kill _ time", "kill time", -1, -1);
    row("kill ... time", "kill all of our time", 0, 5);
    row("kill ... time", "kill all of our own time", -1, -1);
    row("depress*", "is depressing", 1, 2);
    row("depress*", "depres", -1, -1);
    row("hurt <person>", "hurt him", 0, 2);
    row("hurt <person>", "hurt it", -1, -1);
    row("{will} hurt", "i am going to hurt", 0, 5);
    row("{will} hurt", "i'll hurt", 0, 2);
    row("{will} hurt", "i hurt", -1, -1);
    row("^ hurt him", "you hurt him", -1, -1);
    row("^ hurt him", "well , hurt him", 1, 3);
    row("(^|{will}) hurt", "i'll hurt", 0, 2);
    row("kill her $", "kill her dog", -1, -1);
    row("kill her $", "kill her , please", 0, 2);
    row("kill her ($|now)", "kill her now", 0, 3);
    row("kill time", "kill ; time", -1, -1);
    row("kill time", "kill , time", 0, 2);
    row("self-harm", "self harm", 0, 2);
    row("hurt <person>", "hurt im", 0, 2);
    row("i'm <person>", "im im", 0, 2); // a spelling of several words stands for each
    row("im here", "im here", 0, 2);
    row("hurt him", "hurt imm", -1, -1);
}

void TestPhrases::finds() {
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(int, first);
    QFETCH(int, last);
    PhraseIndex index;
    QVERIFY(index.addClass("person", {"him", "her", "person*"}));
    QVERIFY(index.addMacro("will", {"i'll", "i am (going|about) to"}));
    index.addSpelling("im", "him");
    index.addSpelling("im", "i'm");
    const auto phrase = index.addPhrase(pattern.toStdString());
    QVERIFY2(phrase, phrase ? "" : phrase.error().text.c_str());
    index.finish();
    const Words words(index, text);
    std::vector<PhraseHit> hits;
    index.match({words.symbols, words.clauses, words.bars}, hits);
    if (first < 0) {
        QVERIFY(hits.empty());
        return;
    }
    QVERIFY(!hits.empty());
    QCOMPARE(static_cast<int>(hits.front().first), first);
    QCOMPARE(static_cast<int>(hits.front().last), last);
}

void TestPhrases::refuses_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << ""
                           << "needs a word";
    QTest::newRow("only what may be left out") << "[very]"
                                               << "needs a word";
    QTest::newRow("only gaps") << "_ _"
                               << "needs a word";
    QTest::newRow("open bracket") << "(a|b"
                                  << "')' is missing";
    QTest::newRow("close bracket") << "a)"
                                   << "')' without its beginning";
    QTest::newRow("no such class") << "<nobody>"
                                   << "no class 'nobody'";
    QTest::newRow("no such macro") << "{nothing}"
                                   << "no macro 'nothing'";
    QTest::newRow("star inside") << "a*b"
                                 << "'*'";
    QTest::newRow("question mark") << "(a)? b"
                                   << "a mark that no word holds";
    QTest::newRow("too many")
        << "(a b|c d|e f|g h) (a b|c d|e f|g h) (a b|c d|e f|g h) (a b|c d|e f|g h) (a b|c d|e f|g h) "
           "(a b|c d|e f|g h) (a b|c d|e f|g h)"
        << "4,096";
    QTest::newRow("too deep") << QString("(").repeated(20) + "a" + QString(")").repeated(20) << "too deeply";
}

void TestPhrases::refuses() {
    QFETCH(QString, pattern);
    QFETCH(QString, reason);
    PhraseIndex index;
    const auto phrase = index.addPhrase(pattern.toStdString());
    QVERIFY(!phrase);
    QVERIFY2(QString::fromStdString(phrase.error().text).contains(reason), phrase.error().text.c_str());
}

QTEST_GUILESS_MAIN(TestPhrases)
#include "tst_phrases.moc"
