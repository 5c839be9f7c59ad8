// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/schema/utf8.h>

using namespace std::string_literals;

class TestUtf8 : public QObject {
    Q_OBJECT

private slots:
    void decodes();
    void countsAsPython_data();
    void countsAsPython();
};

void TestUtf8::decodes() {
    const std::string_view text = "a\u00e9\u20ac\U0001f49d";
    const char32_t points[] = {U'a', U'\u00e9', U'\u20ac', U'\U0001f49d'};
    std::size_t at = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const moie::DecodedCodePoint point = moie::decodeUtf8(text, at);
        QVERIFY(point.valid);
        QCOMPARE(static_cast<unsigned>(point.value), static_cast<unsigned>(points[i]));
        QCOMPARE(point.length, i + 1);
        at += point.length;
    }
    QCOMPARE(at, text.size());
    const moie::DecodedCodePoint cut = moie::decodeUtf8("\xe2\x82", 0);
    QVERIFY(!cut.valid);
    QCOMPARE(cut.length, std::size_t{2});
}

// Stored from Python 3.11: for t in texts: print(t.encode(), len(t), len(t.split()))
void TestUtf8::countsAsPython_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::size_t>("codePoints");
    QTest::addColumn<std::size_t>("words");
    struct Row {
        const char* name;
        std::string text;
        std::size_t codePoints;
        std::size_t words;
    };
    const std::vector<Row> table{
        {"empty", "", 0, 0},
        {"blanks", "  ", 2, 0},
        {"one", "one", 3, 1},
        {"around", " two  words\n", 12, 2},
        {"wide blanks",
         "a\xc2\xa0"
         "b\xe2\x80\x83"
         "c\xe3\x80\x80"
         "d",
         7, 4},
        {"zero width is no blank", "zero\xe2\x80\x8bwidth", 10, 1},
        {"separators", "x\x1cy\xc2\x85z", 5, 3},
        {"vowel separator is no blank",
         "a\xe1\xa0\x8e"
         "b",
         3, 1},
        {"beyond the plane", "\xf0\x9f\x92\x9d \xf0\x9f\x99\x82", 3, 2},
        {"damaged", "a\xff b", 4, 2},
    };
    for (const Row& row : table)
        QTest::newRow(row.name) << row.text << row.codePoints << row.words;
}

void TestUtf8::countsAsPython() {
    QFETCH(std::string, text);
    QFETCH(std::size_t, codePoints);
    QFETCH(std::size_t, words);
    QCOMPARE(moie::countCodePoints(text), codePoints);
    QCOMPARE(moie::countWords(text), words);
}

QTEST_APPLESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
