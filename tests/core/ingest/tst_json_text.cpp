// SPDX-License-Identifier: GPL-3.0-or-later
// Strict JSON: what is refused, and the values of what is not.
#include <QtTest>

#include <moie/ingest/json_text.h>
#include <moie/ingest/line_mender.h>

using namespace moie;

namespace {

// Parses a text and keeps what it says.
struct Parsed {
    explicit Parsed(const std::string& written) : text(written + std::string(jsonPadding, '\0')) {
        root = parser.parse({text.data(), written.size()});
        if (!root.isGiven())
            qFatal("refused: %s", written.c_str());
    }

    std::string text;
    JsonParser parser;
    JsonValue root;
};

// Whether a text is taken. What stands behind it, which would complete it, must not count.
bool isTaken(const std::string& written) {
    const std::string text = written + std::string(jsonPadding, '}');
    JsonParser parser;
    return parser.parse({text.data(), written.size()}).isGiven();
}

std::string objectOf(std::size_t count, const std::string& more = "") {
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i)
        text += (i > 0 ? ", " : "") + std::string("\"name ") + std::to_string(i) + "\": " + std::to_string(i);
    return text + more + "}";
}

} // namespace

class TestJsonText : public QObject {
    Q_OBJECT

private slots:
    void findsByName();
    void typesOfValues();
    void lastOfEqualNamesCounts();
    void duplicates_data();
    void duplicates();
    void strictness_data();
    void strictness();
    void linesAreIndependent();
    void damageAcrossLines();
    void writtenForm();
    void membersInOrder();
};

// Names of up to eight bytes, of up to sixteen, and longer ones that differ only in the middle.
void TestJsonText::findsByName() {
    const Parsed parsed(R"({"": 1, "a": 2, "abcdefgh": 3, "abcdefghi": 4, "abcdefghABCDEFGH": 5,
                            "abcdefgh1ABCDEFGH": 6, "abcdefgh2ABCDEFGH": 7, "na\u00efve": 8})");
    QCOMPARE(parsed.root.find("").number(), 1.0);
    QCOMPARE(parsed.root.find("a").number(), 2.0);
    QCOMPARE(parsed.root.find("abcdefgh").number(), 3.0);
    QCOMPARE(parsed.root.find("abcdefghi").number(), 4.0);
    QCOMPARE(parsed.root.find("abcdefghABCDEFGH").number(), 5.0);
    QCOMPARE(parsed.root.find("abcdefgh1ABCDEFGH").number(), 6.0);
    QCOMPARE(parsed.root.find("abcdefgh2ABCDEFGH").number(), 7.0);
    QCOMPARE(parsed.root.find("na\xc3\xafve").number(), 8.0);
    QVERIFY(!parsed.root.find("b").isGiven());
    QVERIFY(!parsed.root.find("abcdefgh3ABCDEFGH").isGiven());
    QVERIFY(!parsed.root.hasDuplicate());
}

void TestJsonText::typesOfValues() {
    const Parsed parsed(R"({"text": "t", "int": -3, "big": 18446744073709551615, "real": 0.5, "yes": true, "no": false,
                            "null": null, "list": [1, [2], {"x": 3}, "4"], "object": {"y": {}}})");
    const JsonValue all = parsed.root;
    QVERIFY(all.find("text").text() == "t");
    QVERIFY(!all.find("int").text());
    QCOMPARE(all.find("int").number(), -3.0);
    QCOMPARE(all.find("big").number(), 18446744073709551615.0);
    QCOMPARE(all.find("real").number(), 0.5);
    QVERIFY(!all.find("text").number());
    QCOMPARE(all.find("yes").boolean(), true);
    QCOMPARE(all.find("no").boolean(), false);
    QVERIFY(!all.find("null").boolean());
    QVERIFY(all.find("null").isNull());
    QVERIFY(all.find("list").isArray() && all.find("object").isObject());
    int items = 0;
    all.find("list").forEachItem([&](JsonValue) { return ++items < 3; });
    QCOMPARE(items, 3);
    QStringList names;
    all.find("object").forEachMember([&](std::string_view name, JsonValue value) {
        names << QString::fromUtf8(name.data(), qsizetype(name.size())) << (value.isObject() ? "object" : "other");
    });
    QCOMPARE(names, QStringList({"y", "object"}));
}

void TestJsonText::lastOfEqualNamesCounts() {
    const Parsed parsed(R"({"a": 1, "b": 2, "a": "three"})");
    QVERIFY(parsed.root.find("a").text() == "three");
    QVERIFY(parsed.root.hasDuplicate());
}

void TestJsonText::duplicates_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const std::string& text, bool expected) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << expected;
    };
    row("none", R"({"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 2}]})", false);
    row("own", R"({"a": 1, "b": 2, "a": 1})", true);
    row("below", R"({"a": {"x": 1, "y": {"z": 1, "z": 2}}})", true);
    row("in a list", R"({"a": [1, [{"x": 1, "x": 2}]]})", true);
    row("spelled in two ways", R"({"caf\u00e9": 1, "café": 2})", true);
    row("long, differing in the middle", R"({"abcdefgh1ABCDEFGH": 1, "abcdefgh2ABCDEFGH": 2})", false);
    row("many names", objectOf(500), false);
    row("many names, the first again", objectOf(500, R"(, "name 0": 1)"), true);
    row("many names, the last again", objectOf(500, R"(, "name 499": 1)"), true);
    row("values alike", R"({"a": "b", "b": "a"})", false);
}

void TestJsonText::duplicates() {
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(Parsed(text.toStdString()).root.hasDuplicate(), expected);
}

void TestJsonText::strictness_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const std::string& text, bool expected) {
        QTest::newRow(text.substr(0, 40).c_str()) << QByteArray::fromStdString(text) << expected;
    };
    for (const char* taken : {"{}",
                              "[]",
                              "0",
                              "-0",
                              "1.5",
                              "-1e5",
                              "1E+05",
                              "1e-400",
                              "\"\"",
                              "true",
                              "false",
                              "null",
                              " [ 1 , 2 ] ",
                              "{\"a\" : 1}\r",
                              "[[], {}, [[]]]",
                              "{\"a\": [{\"b\": null}, \"c\"]}",
                              "123456789012345678901234567890",
                              "1.7976931348623157e308",
                              "0.123456789012345678901234567890",
                              "[\"a\\\\\", \"\\\"\"]",
                              "{\"\": \"\\ud83d\\ude00\"}",
                              "\"tab\\t\""})
        row(taken, std::string(taken) != "1e-400"); // left to the mender, as all that a double holds no more
    for (const char* refused : {"",
                                " ",
                                "{",
                                "}",
                                "[",
                                "]",
                                "[1",
                                "[1,]",
                                "[,1]",
                                "[1 2]",
                                "[1,,2]",
                                "{\"a\"}",
                                "{\"a\":}",
                                "{\"a\" 1}",
                                "{\"a\":1,}",
                                "{,}",
                                "{1:2}",
                                "{\"a\":1 \"b\":2}",
                                "[1}",
                                "{\"a\":1]",
                                "[]]",
                                "{}{}",
                                "1 2",
                                "[1]x",
                                "x[1]",
                                "\"a\"b",
                                "\"a",
                                "a\"",
                                "01",
                                "-",
                                "-a",
                                "+1",
                                "1.",
                                ".5",
                                "1.e5",
                                "1e",
                                "1e+",
                                "0x1",
                                "1a",
                                "1\"a\"",
                                "tru",
                                "truee",
                                "True",
                                "nul",
                                "nulll",
                                "fals",
                                "NaN",
                                "Infinity",
                                "1e309",
                                "-1e400",
                                "\"\\x\"",
                                "\"\\u12\"",
                                "\"\\u123g\"",
                                "\"\\ud800\"",
                                "\"\\udc00\"",
                                "\"\\ud800\\u0041\"",
                                "\\",
                                "[\\]",
                                "{\"a\\\": 1}",
                                "\"a\tb\"",
                                "\"\xff\"",
                                "\"\xc3\"",
                                "[\"a\":1]",
                                "[1:2]",
                                "{\"a\":1:2}",
                                "{\"a\"::1}",
                                "[true false]",
                                "[1\f2]"})
        row(refused, false);
    row(std::string("1\0", 2), false);
    row(std::string(maxNesting, '[') + std::string(maxNesting, ']'), true);
    row(std::string(maxNesting + 1, '[') + std::string(maxNesting + 1, ']'), false);
    row(std::string(100'000, '['), false);
    row(std::string(400, '9'), false);
}

void TestJsonText::strictness() {
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(isTaken(text.toStdString()), expected);
}

// A refused line, whatever it lacks, takes nothing of the next one and leaves nothing to it.
void TestJsonText::linesAreIndependent() {
    const QStringList damaged{"",     "{",  "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "[",     "[1,",  "}",
                              "]]]]", "\\", ":",      ",",       "1",        "true",      "\"a\"", "x y z"};
    for (const QString& bad : damaged) {
        const std::string line = bad.toStdString();
        const std::string good = R"({"b": [2, "\u00e9"], "c": {}})";
        std::string lines = good + "\n" + line + "\n" + good + "\n";
        const std::size_t length = lines.size();
        lines.resize(length + jsonPadding);
        JsonParser parser;
        QVERIFY2(parser.begin({lines.data(), length}), line.c_str());
        const auto next = [&](std::size_t at, std::size_t size) { return parser.next({lines.data() + at, size}); };
        QVERIFY2(next(0, good.size()).isObject(), line.c_str());
        const JsonValue between = next(good.size() + 1, line.size());
        QVERIFY2(!between.isGiven() || !between.isObject(), line.c_str());
        const JsonValue last = next(good.size() + line.size() + 2, good.size());
        QVERIFY2(last.isGiven() && last.find("c").isObject(), line.c_str());
        int items = 0;
        last.find("b").forEachItem([&](JsonValue item) {
            ++items;
            return item.number() == 2.0 || item.text() == "\xc3\xa9";
        });
        QCOMPARE(items, 2);
    }
}

// Damage that reaches over line ends is told before any of them is parsed.
void TestJsonText::damageAcrossLines() {
    for (const char* damaged : {"{\"a\": \"open}\n{\"b\": 1}\n", "{\"a\": \"\xff\"}\n", "\n \n"}) {
        std::string lines = damaged;
        const std::size_t length = lines.size();
        lines.resize(length + jsonPadding);
        QVERIFY2(!JsonParser().begin({lines.data(), length}), damaged);
    }
}

void TestJsonText::writtenForm() {
    const Parsed parsed(R"({"a" : {"b": [1, "x"] } , "c": [ ]})");
    QVERIFY(parsed.root.find("a").written() == R"({"b": [1, "x"] })");
    QVERIFY(parsed.root.find("c").written() == "[ ]");
    QVERIFY(parsed.root.written() == R"({"a" : {"b": [1, "x"] } , "c": [ ]})");
}

void TestJsonText::membersInOrder() {
    static constexpr std::array<std::string_view, 2> names{"first", "second"};
    std::array<JsonValue, 2> values;
    QVERIFY(Parsed(R"({"first": {"a": 1}, "second": 2})").root.membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"second": 2, "first": 1})").root.membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"first": 1})").root.membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"first": 1, "second": 2, "third": 3})").root.membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"first": 1, "secind": 2})").root.membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({})").root.membersInOrder<names>(values));
    const Parsed parsed(R"({"first": {"a": 1}, "second": 2})");
    QVERIFY(parsed.root.membersInOrder<names>(values));
    QVERIFY(values[0].isObject());
    QCOMPARE(values[1].number(), 2.0);
}

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
