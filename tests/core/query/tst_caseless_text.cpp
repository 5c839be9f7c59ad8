// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/query/caseless_text.h>
#include <moie/query/line_test.h>

using namespace moie;

class TestCaselessText : public QObject {
    Q_OBJECT

private slots:
    void findsInLines_data();
    void findsInLines();
    void acrossSteps();
    void equals();
};

void TestCaselessText::findsInLines_data() {
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* name, const char* needle, const char* line, bool found) {
        QTest::newRow(name) << needle << QByteArray(line) << found;
    };
    row("plain", "panic", R"({"a": "a Panic attack"})", true);
    row("capitals asked", "PANIC", R"({"a": "panic"})", true);
    row("in a key", "panic", R"({"panic": "x", "b": {"panicked" : 1}})", false);
    row("in a key and a value", "panic", R"({"panic": "x", "b": ["no", "panic"]})", true);
    row("value like a key", "panic", R"({"a": "\"panic\": 1"})", true);
    row("outside strings", "true", R"({"a": true, "b": 12})", false);
    row("across strings", "a\", \"b", R"(["a", "b"])", false);
    row("number", "12", R"({"b": 12})", false);
    row("escaped letters", "panic", R"({"a": "\u0070ani\u0043"})", true);
    row("escaped in a key", "panic", R"({"\u0070anic": "x"})", false);
    row("escaped solidus", "a/b", R"({"a": "A\/B"})", true);
    row("solidus alone", "/", R"({"a": "A\/B"})", true);
    row("quotation mark", "\"", R"({"a": "say \"x\""})", true);
    row("no quotation mark", "\"", R"({"a": "say x"})", false);
    row("escaped quotation mark", "\"", R"({"a": "say \u0022x"})", true);
    row("backslash", "\\", R"({"a": "x\\y"})", true);
    row("backslash and letters", "x\\yz", R"({"a": "X\\YZ"})", true);
    row("backslash before u", "u0041", R"({"a": "\\u0041"})", true);
    row("no escape", "A", R"({"1": "\\u0041"})", false);
    row("line end", "\n", R"({"a": "x\ny"})", true);
    row("umlaut raw", "für", "{\"a\": \"F\xc3\xbcR\"}", true);
    row("umlaut capital raw", "für", "{\"a\": \"F\xc3\x9cR\"}", true);
    row("umlaut escaped", "für", R"({"a": "f\u00fcr"})", true);
    row("umlaut escaped, capital digits", "FÜR", R"({"a": "f\u00FCr"})", true);
    row("capital umlaut escaped", "für", R"({"a": "F\u00DCR"})", true);
    row("all escaped", "für", R"({"a": "\u0066\u00fc\u0072"})", true);
    row("another vowel", "für", R"({"a": "f\u00f6r fur"})", false);
    row("Greek with a final sigma", "ΣΟΦΟΣ", "{\"a\": \"\xcf\x83\xce\xbf\xcf\x86\xce\xbf\xcf\x82\"}", true);
    row("Greek escaped", "σοφος", R"({"a": "\u03a3\u039f\u03a6\u039f\u03a3"})", true);
    row("emoji raw", "😀", "{\"a\": \"\xf0\x9f\x98\x80\"}", true);
    row("emoji as surrogates", "😀", R"({"a": "x\ud83d\ude00"})", true);
    row("emoji, capital digits", "x 😀", R"({"a": "X \uD83D\uDE00"})", true);
    row("another emoji", "😀", R"({"a": "\ud83d\ude01"})", false);
    row("the Kelvin sign is no k", "kelvin",
        "{\"a\": \"\xe2\x84\xaa"
        "elvin\"}",
        false);
    row("the Kelvin sign", "\u212a", R"({"a": "\u212a"})", true);
    row("damaged line", "panic", "{\"a\": NaN, \"b\": \"\xffPanic\"}", true);
    row("deep", "panic", R"({"a": [[[{"b": {"c": ["x", {"d": "PANIC"}]}}]]]})", true);
    row("empty strings around", "a", R"({"": "", "b": ""})", false);
}

// As a search does it: raw bytes first, then the parsed line.
void TestCaselessText::findsInLines() {
    QFETCH(QString, needle);
    QFETCH(QByteArray, line);
    QFETCH(bool, found);
    const CaselessText text(needle.toStdString());
    std::string padded = line.toStdString();
    padded.resize(padded.size() + 64);
    const std::string_view raw(padded.data(), static_cast<std::size_t>(line.size()));
    LineTest parsed;
    QVERIFY(parsed.load(raw));
    QCOMPARE(parsed.hasText(text), found);
    CaselessText::RawSearch search(text, raw);
    const bool mayBe = search.next(0) != std::string_view::npos;
    QVERIFY(mayBe || !found);
    // Behind other lines, at each distance from where vectors begin.
    for (std::size_t before = 0; before < 130 && found; ++before) {
        const std::string moved = std::string(before, ' ') + std::string(raw) + "\n{}";
        CaselessText::RawSearch again(text, moved);
        QVERIFY(again.next(0) < before + raw.size());
    }
}

void TestCaselessText::acrossSteps() {
    const CaselessText text("needle");
    for (std::size_t at = 0; at < 200; ++at) {
        std::string hay(300, 'n');
        hay.replace(at, 6, "NeEdLe");
        CaselessText::RawSearch search(text, hay);
        QCOMPARE(search.next(0), at);
        QCOMPARE(search.next(at + 1), std::string_view::npos);
        QVERIFY(text.isIn(hay));
        QVERIFY(text.isIn(std::string_view(hay).substr(0, at + 6)));
        QVERIFY(!text.isIn(std::string_view(hay).substr(0, at + 5)));
    }
}

void TestCaselessText::equals() {
    QVERIFY(CaselessText("Für").equals("fÜR"));
    QVERIFY(!CaselessText("Für").equals("fÜRs"));
    QVERIFY(!CaselessText("Fürs").equals("fÜR"));
}

QTEST_GUILESS_MAIN(TestCaselessText)
#include "tst_caseless_text.moc"
