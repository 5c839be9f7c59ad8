// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>
#include <random>

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
    void judgesAtRandom();
    void judgesPlainLines();
    void equals();
    void places();
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

namespace {

// Whether the text is in some value, as LineAsking decides it but without ever parsing; nothing where it would parse.
std::optional<bool> judgedRaw(const CaselessText& text, std::string_view raw, std::size_t lineStart) {
    CaselessText::RawSearch search(text, raw);
    for (std::size_t hit = search.next(lineStart); hit < raw.size(); hit = search.next(hit + 1)) {
        switch (search.judge(lineStart, raw.size())) {
        case CaselessText::RawHit::Value: return true;
        case CaselessText::RawHit::NoValue: break;
        case CaselessText::RawHit::Unclear: return std::nullopt;
        }
    }
    return false;
}

} // namespace

// Lines put together at random from what makes it hard: what raw bytes say is what the parsed line says.
void TestCaselessText::judgesAtRandom() {
    const char* const pieces[] = {
        "e", "E",   "ä",  "Ä",  "\\u00e4", "\\u00C4", "\\u0065", "\\\\", "\\\"", "\\n",       "u00e4", "\\ud83d\\ude00",
        "😀", "\\/", "ea", "äe", "x",       ": ",      "{",       "\\u",  "😁",    "\\\\u00e4", " ",     "n"};
    const CaselessText texts[] = {CaselessText("e"),  CaselessText("ä"),   CaselessText("eä"), CaselessText("äe"),
                                  CaselessText("n"),  CaselessText("xea"), CaselessText("e😀"), CaselessText("u00e4"),
                                  CaselessText("😀ä"), CaselessText("{")};
    std::mt19937 random(7);
    const auto string = [&] {
        std::string out = "\"";
        for (std::size_t i = random() % 6; i > 0; --i) {
            const std::string piece = pieces[random() % std::size(pieces)];
            out += piece == "\\u" ? "\\u00" + std::to_string(20 + random() % 70) : piece;
        }
        return out + '"';
    };
    LineTest parsed;
    std::size_t decided = 0;
    std::size_t found = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string line = "{}\n{";
        const std::size_t lineStart = 3;
        for (std::size_t i = 1 + random() % 3; i > 0; --i)
            line += string() + (random() % 2 == 0 ? ": " : " : ") + (random() % 4 == 0 ? "true" : string()) +
                    (i > 1 ? ", " : "}");
        const std::size_t length = line.size();
        line.resize(length + 64);
        const std::string_view raw = std::string_view(line).substr(0, length);
        QVERIFY2(parsed.load(raw.substr(lineStart)), line.c_str());
        for (const CaselessText& text : texts) {
            const auto judged = judgedRaw(text, raw, lineStart);
            if (!judged)
                continue;
            ++decided;
            found += *judged ? 1 : 0;
            QVERIFY2(*judged == parsed.hasText(text), line.c_str());
        }
    }
    QVERIFY(decided > 60'000 && found > 5'000);
}

// What logs mostly hold is decided without parsing.
void TestCaselessText::judgesPlainLines() {
    const auto judged = [](const char* text, const std::string& line) {
        return judgedRaw(CaselessText(text), line, 0);
    };
    const std::string line = R"({"level": "info", "data": {"message": "Ich m\u00f6chte nicht", "n": 12, "x": [true]}})";
    QCOMPARE(judged("ICH", line), std::optional(true));
    QCOMPARE(judged("möchte", line), std::optional(true));
    QCOMPARE(judged("ö", line), std::optional(true));
    QCOMPARE(judged("mächte", line), std::optional(false));
    QCOMPARE(judged("message", line), std::optional(false));
    QCOMPARE(judged("e", line), std::optional(true));
    QCOMPARE(judged("true", line), std::optional(false));
    QCOMPARE(judged("12", line), std::optional(false));
    QCOMPARE(judged("für", "{\"a\": \"F\xc3\x9cR\"}"), std::optional(true));
    QCOMPARE(judged("f", R"({"a": "\f"})"), std::nullopt); // may be an escape: parsed
}

void TestCaselessText::places() {
    const auto place = [](const char* text, const char* in, std::size_t from = 0) {
        const CaselessText::Place found = CaselessText(text).findIn(in, from);
        return std::pair(found.at, found.length);
    };
    using Pair = std::pair<std::size_t, std::size_t>;
    QCOMPARE(place("B", "abcabc"), Pair(1, 1));
    QCOMPARE(place("b", "abcabc", 2), Pair(4, 1));
    QCOMPARE(place("FÜR", "x für"), Pair(2, 4));
    QCOMPARE(place("ⱥ", "xȺ"), Pair(1, 2)); // three bytes in one case, two in the other
    QCOMPARE(place("y", "abc"), Pair(0, 0));
}

void TestCaselessText::equals() {
    QVERIFY(CaselessText("Für").equals("fÜR"));
    QVERIFY(!CaselessText("Für").equals("fÜRs"));
    QVERIFY(!CaselessText("Fürs").equals("fÜR"));
}

QTEST_GUILESS_MAIN(TestCaselessText)
#include "tst_caseless_text.moc"
