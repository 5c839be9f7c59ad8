// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/engine/text_words.h>

using moie::engine::TextWords;
using moie::engine::WordBreaker;

namespace {

// Words in sentences: a blank between words, " | " between sentences, a comma before a word that begins a clause.
QString shown(const TextWords& text) {
    QString all;
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        const auto& word = text.words[i];
        if (i > 0)
            all += word.sentence != text.words[i - 1].sentence ? " | " : word.startsClause ? ", " : " ";
        const std::string_view folded = text.text(word);
        all += QString::fromUtf8(folded.data(), static_cast<qsizetype>(folded.size()));
    }
    return all;
}

} // namespace

class TestTextWords : public QObject {
    Q_OBJECT

private slots:
    void cutsWordsAndSentences_data();
    void cutsWordsAndSentences();
    void knowsWhereAWordStands();
    void findsQuotations_data();
    void findsQuotations();
    void noticesImitatedWords();
    void countsScriptsOutsideCode();
};

void TestTextWords::cutsWordsAndSentences_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("plain") << "I am here. You too!"
                           << "i am here | you too";
    QTest::newRow("curly apostrophe") << QString::fromUtf8("Don’t, I’m late") << "don't, i'm late";
    QTest::newRow("capitals") << "KILL Time"
                              << "kill time";
    QTest::newRow("full width") << QString::fromUtf8("ｋｉｌｌ") << "kill";
    QTest::newRow("soft hyphen and zero width space") << QString::fromUtf8("ki\u00adl\u200bl") << "kill";
    QTest::newRow("no blank after the full stop") << "done.Then go"
                                                  << "done | then go";
    QTest::newRow("abbreviation") << "Dr. Smith, e.g. him"
                                  << "dr smith, e.g him";
    QTest::newRow("pause is no end") << "I will... wait"
                                     << "i will, wait";
    QTest::newRow("paragraph") << "one two\n\nthree"
                               << "one two | three";
    QTest::newRow("list") << "one\n- two\n- three"
                          << "one | two | three";
    QTest::newRow("line") << "one\ntwo"
                          << "one, two";
    QTest::newRow("dash and colon") << QString::fromUtf8("no — yes: maybe") << "no, yes, maybe";
    QTest::newRow("hyphen") << "self-harm"
                            << "self harm";
    QTest::newRow("emphasis") << "_very_ *good*"
                              << "very good";
    QTest::newRow("numbers") << "3.5 of 10"
                             << "3.5 of 10";
    QTest::newRow("emoji") << QString::fromUtf8("I 🎉 win") << "i win";
    QTest::newRow("nothing") << " ... !"
                             << "";
}

void TestTextWords::cutsWordsAndSentences() {
    QFETCH(QString, text);
    QFETCH(QString, words);
    WordBreaker breaker({"dr", "e.g"});
    const std::string bytes = text.toStdString();
    QCOMPARE(shown(breaker.cut(bytes)), words);
    // Upper case changes nothing.
    QCOMPARE(shown(breaker.cut(text.toUpper().toStdString())), words);
}

void TestTextWords::knowsWhereAWordStands() {
    WordBreaker breaker({});
    const std::string text = "ä €𝄞 kill!";
    const TextWords cut = breaker.cut(text);
    const auto& last = cut.words.back();
    QCOMPARE(text.substr(last.begin, last.end - last.begin), std::string("kill"));
    QCOMPARE(last.begin, 11u); // 2 + 1 + 3 + 4 + 1 bytes stand before it
}

void TestTextWords::findsQuotations_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("straight") << R"(he said "go away" twice)" << 2 << 4;
    QTest::newRow("curly") << QString::fromUtf8("he said “go away” twice") << 2 << 4;
    QTest::newRow("german") << QString::fromUtf8("er sagte „geh weg“ laut") << 2 << 4;
    QTest::newRow("single") << "he said 'go away' twice" << 2 << 4;
    QTest::newRow("apostrophe is none") << "don't and won't" << -1 << -1;
    QTest::newRow("open") << R"(he said "go away)" << -1 << -1;
    QTest::newRow("nested") << QString::fromUtf8("a “b “c” d” e") << 1 << 4;
    QTest::newRow("other paragraph") << "a \"b\n\nc\" d" << -1 << -1;
}

void TestTextWords::findsQuotations() {
    QFETCH(QString, text);
    QFETCH(int, first);
    QFETCH(int, last);
    WordBreaker breaker({});
    const TextWords cut = breaker.cut(text.toStdString());
    QCOMPARE(cut.quotations.size(), first < 0 ? std::size_t{0} : std::size_t{1});
    if (first < 0)
        return;
    QCOMPARE(cut.quotations[0].first, static_cast<std::uint32_t>(first));
    QCOMPARE(cut.quotations[0].last, static_cast<std::uint32_t>(last));
}

void TestTextWords::noticesImitatedWords() {
    WordBreaker breaker({});
    QVERIFY(breaker.cut("k\u0456ll").mixedScriptWord); // a Cyrillic i
    QVERIFY(!breaker.cut("kill").mixedScriptWord);
    QVERIFY(!breaker.cut("привет hello").mixedScriptWord);
    QVERIFY(!breaker.cut("Tシャツ").mixedScriptWord);
}

void TestTextWords::countsScriptsOutsideCode() {
    WordBreaker breaker({});
    const TextWords cut = breaker.cut("one `two three` 4 привет\n```\nfive\n```\nsix");
    QCOMPARE(cut.scripts.size(), std::size_t{3});
    QCOMPARE(cut.scripts[0].words, 1u);
    QCOMPARE(std::string(cut.scripts[1].name.data()), std::string("Latn"));
    QCOMPARE(cut.scripts[1].words, 2u);
    QCOMPARE(std::string(cut.scripts[2].name.data()), std::string("Cyrl"));
    QCOMPARE(cut.scripts[2].words, 1u);
}

QTEST_GUILESS_MAIN(TestTextWords)
#include "tst_text_words.moc"
