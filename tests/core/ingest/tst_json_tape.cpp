// SPDX-License-Identifier: GPL-3.0-or-later
// Values on simdjson's tape: names found, names that stand twice, and hashes of values.
#include <QtTest>

#include <simdjson.h>

#include <moie/ingest/json_tape.h>

using namespace moie;

namespace {

// Parses a text and keeps what it says.
struct Parsed {
    explicit Parsed(const std::string& text) {
        if (parser.parse(text).error() != simdjson::SUCCESS)
            qFatal("no JSON: %s", text.c_str());
        tape = {parser.doc.tape.get(), reinterpret_cast<const char*>(parser.doc.string_buf.get())};
        JsonObjectReader reader;
        hash = reader.listAndHash(root(), members, hasDuplicate);
        JsonMembers again;
        bool listed = false;
        reader.list(root(), again, listed);
        if (listed != hasDuplicate)
            qFatal("list() and listAndHash() differ: %s", text.c_str());
    }
    JsonValue root() const { return {tape, 1}; }

    simdjson::dom::parser parser;
    JsonTape tape;
    JsonMembers members;
    bool hasDuplicate = false;
    std::uint64_t hash = 0;
};

std::string objectOf(std::size_t count, const std::string& more = "") {
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i)
        text += (i > 0 ? ", " : "") + std::string("\"name ") + std::to_string(i) + "\": " + std::to_string(i);
    return text + more + "}";
}

} // namespace

class TestJsonTape : public QObject {
    Q_OBJECT

private slots:
    void findsByName();
    void typesOfValues();
    void lastOfEqualNamesCounts();
    void duplicates_data();
    void duplicates();
    void equalValues_data();
    void equalValues();
    void membersInOrder();
};

// Names of up to eight bytes, of up to sixteen, and longer ones that differ only in the middle.
void TestJsonTape::findsByName() {
    const Parsed parsed(R"({"": 1, "a": 2, "abcdefgh": 3, "abcdefghi": 4, "abcdefghABCDEFGH": 5,
                            "abcdefgh1ABCDEFGH": 6, "abcdefgh2ABCDEFGH": 7, "na\u00efve": 8})");
    QCOMPARE(parsed.members.find("").number(), 1.0);
    QCOMPARE(parsed.members.find("a").number(), 2.0);
    QCOMPARE(parsed.members.find("abcdefgh").number(), 3.0);
    QCOMPARE(parsed.members.find("abcdefghi").number(), 4.0);
    QCOMPARE(parsed.members.find("abcdefghABCDEFGH").number(), 5.0);
    QCOMPARE(parsed.members.find("abcdefgh1ABCDEFGH").number(), 6.0);
    QCOMPARE(parsed.members.find("abcdefgh2ABCDEFGH").number(), 7.0);
    QCOMPARE(parsed.members.find("na\xc3\xafve").number(), 8.0);
    QVERIFY(!parsed.members.find("b").isGiven());
    QVERIFY(!parsed.members.find("abcdefgh3ABCDEFGH").isGiven());
    QVERIFY(!parsed.hasDuplicate);
}

void TestJsonTape::typesOfValues() {
    const Parsed parsed(R"({"text": "t", "int": -3, "big": 18446744073709551615, "real": 0.5, "yes": true, "no": false,
                            "null": null, "list": [1, [2], {"x": 3}, "4"], "object": {"y": {}}})");
    const JsonMembers& all = parsed.members;
    QVERIFY(all.text("text") == "t");
    QVERIFY(!all.text("int"));
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

void TestJsonTape::lastOfEqualNamesCounts() {
    const Parsed parsed(R"({"a": 1, "b": 2, "a": "three"})");
    QVERIFY(parsed.members.text("a") == "three");
    QVERIFY(parsed.hasDuplicate);
}

void TestJsonTape::duplicates_data() {
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

void TestJsonTape::duplicates() {
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(Parsed(text.toStdString()).hasDuplicate, expected);
}

void TestJsonTape::equalValues_data() {
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("equal");
    const auto row = [](const char* name, const char* one, const char* other, bool equal) {
        QTest::newRow(name) << QByteArray(one) << QByteArray(other) << equal;
    };
    row("spaces", R"({"a": [1, 2.5, null], "b": {"c": true}})", R"({"a":[1,2.5,null],"b":{"c":true}})", true);
    row("escapes", R"({"a": "\u00e9\n"})", "{\"a\": \"\xc3\xa9\\n\"}", true);
    row("exponents", R"({"a": 2.5e1})", R"({"a": 25.0})", true);
    row("order", R"({"a": 1, "b": 2})", R"({"b": 2, "a": 1})", false);
    row("number", R"({"a": 1.5})", R"({"a": 1.25})", false);
    row("type", R"({"a": "1"})", R"({"a": 1})", false);
    row("true and false", R"({"a": true})", R"({"a": false})", false);
    row("name and text", R"({"ab": "c"})", R"({"a": "bc"})", false);
    row("depth", R"({"a": [[1], 2]})", R"({"a": [[1, 2]]})", false);
    row("empty ones", R"({"a": {}})", R"({"a": []})", false);
    row("one more", R"({"a": [1]})", R"({"a": [1, 1]})", false);
}

void TestJsonTape::equalValues() {
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, equal);
    QCOMPARE(Parsed(one.toStdString()).hash == Parsed(other.toStdString()).hash, equal);
    // Where it stands does not matter.
    const Parsed inside("{\"before\": \"text\", \"x\": " + other.toStdString() + "}");
    JsonObjectReader reader;
    JsonMembers members;
    bool ignored = false;
    QCOMPARE(reader.listAndHash(inside.members.find("x"), members, ignored) == Parsed(one.toStdString()).hash, equal);
}

void TestJsonTape::membersInOrder() {
    static constexpr std::array<std::string_view, 2> names{"first", "second"};
    std::array<JsonValue, 2> values;
    QVERIFY(Parsed(R"({"first": {"a": 1}, "second": 2})").root().membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"second": 2, "first": 1})").root().membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"first": 1})").root().membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"first": 1, "second": 2, "third": 3})").root().membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({"first": 1, "secind": 2})").root().membersInOrder<names>(values));
    QVERIFY(!Parsed(R"({})").root().membersInOrder<names>(values));
    const Parsed parsed(R"({"first": {"a": 1}, "second": 2})");
    QVERIFY(parsed.root().membersInOrder<names>(values));
    QVERIFY(values[0].isObject());
    QCOMPARE(values[1].number(), 2.0);
}

QTEST_APPLESS_MAIN(TestJsonTape)
#include "tst_json_tape.moc"
