// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include <moie/ingest/line_parser.h>

#include "support/log_lines.h"

using namespace moie;

namespace {

// The batch that one line yields; a line end at the line's end is taken off.
RowBatch parsed(std::string line, std::uint32_t endBytes = 1) {
    if (line.ends_with('\n'))
        line.pop_back();
    const std::size_t length = line.size();
    line.resize(length + linePadding);
    RowBatch batch;
    LineParser().parse({{line.data(), length}, 100, 7, endBytes}, batch);
    return batch;
}

std::string data(const std::string& category, const std::string& message, const std::string& payload) {
    return logLines::line({.category = category, .message = message, .data = payload});
}

std::string warningsOf(const WarningSet& set) {
    std::string names;
    for (std::size_t i = 0; i < warningCount; ++i)
        if (set.has(static_cast<Warning>(i)))
            names += (names.empty() ? "" : " ") + std::string(warningNames[i]);
    return names;
}

} // namespace

class TestLineParser : public QObject {
    Q_OBJECT

private slots:
    void plainEntry();
    void outcome_data();
    void outcome();
    void gluedLineCountsItsFragment();
    void accountsForEachByte();
    void numbersEntries_data();
    void numbersEntries();
    void loveVectorsOfAnyLength();
    void evaluation();
    void message();
    void lastOfDuplicateKeysCounts();
    void payloadsHashAsTheyAreWritten();
    void badFieldsOfEqualPayloadsAreAllWarnedOf();
    void manyMembersOfWhichOneStandsTwice();
    void decision();
    void depthLimitCountsTheEntryItself();
};

void TestLineParser::plainEntry() {
    const RowBatch batch = parsed(logLines::line({.session = "abc",
                                                  .number = 42,
                                                  .seconds = 1763600000.1234567,
                                                  .level = "warning",
                                                  .category = "performance",
                                                  .message = "Performance metric: decode",
                                                  .data = R"({"operation": "decode", "duration_seconds": 0.25})",
                                                  .metadata = R"({"turn_id": "t-1"})"}));
    QCOMPARE(batch.rows.size(), 1u);
    const Row& row = batch.rows.front();
    QCOMPARE(toUnixSeconds(row.time), 1763600000.1234567);
    QCOMPARE(row.number, 42u);
    QCOMPARE(row.offset, 100u);
    QCOMPARE(row.lineNumber, 7u);
    QCOMPARE(batch.names[row.session], std::string_view("abc"));
    QCOMPARE(batch.names[batch.labels[row.labels].level], std::string_view("warning"));
    QCOMPARE(batch.names[batch.labels[row.labels].category], std::string_view("performance"));
    QCOMPARE(batch.labels[row.labels].kind, Kind::Timing);
    QVERIFY(row.turnTag != 0);
    QVERIFY(row.warnings.empty());
    QCOMPARE(batch.names[batch.facts.timings[row.fact].operation], std::string_view("decode"));
    QCOMPARE(batch.facts.timings[row.fact].seconds, 0.25);
}

void TestLineParser::outcome_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("rejection");
    QTest::addColumn<QByteArray>("warnings");
    const auto accepted = [](const char* name, const std::string& line, const char* warnings = "") {
        QTest::newRow(name) << QByteArray::fromStdString(line) << int(Rejection::None) << QByteArray(warnings);
    };
    const auto rejected = [](const char* name, const std::string& line, Rejection reason) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << int(reason) << QByteArray();
    };
    const std::string plain = logLines::line({});
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string line = plain;
        line.replace(line.find(from), from.size(), to);
        return line;
    };
    accepted("plain", plain);
    accepted("unknown level", with("info", "loud"), "unknown_level");
    accepted("unknown category", with("system_state", "weather"), "unknown_category");
    accepted("level of another type", with("\"info\"", "3"), "bad_field");
    accepted("no session", with("\"session_id\": \"s\", ", ""), "bad_field");
    accepted("data is an array", with("\"data\": {}", "\"data\": []"), "bad_field");
    accepted("no metadata", with(", \"metadata\": {}", ""), "bad_field");
    accepted("NaN in the payload", with("\"data\": {}", "\"data\": {\"x\": NaN}"), "non_finite");
    accepted("invalid UTF-8", with("note", "no\xffte"), "invalid_utf8");
    accepted("lone surrogate", with("note", "no\\ud800te"), "invalid_utf8");
    accepted("byte order mark", "\xef\xbb\xbf" + plain, "byte_order_mark");
    accepted("carriage return", plain.substr(0, plain.size() - 1) + "\r", "carriage_return");
    accepted("milliseconds", with("1763600000", "1763600000123"), "milliseconds");
    accepted("duplicate key", with("\"level\"", "\"level\": \"debug\", \"level\""), "duplicate_key");
    accepted("duplicate key deep inside", with("\"data\": {}", "\"data\": {\"a\": [{\"b\": 1, \"b\": 2}]}"),
             "duplicate_key");
    accepted("foreign", R"({"time": 3, "msg": "hello"})", "foreign");
    accepted("foreign with a timestamp", R"({"timestamp": "2025-01-01T00:00:00Z", "level": "info", "msg": "x"})",
             "foreign");
    accepted("whole seconds", with("1763600000", "1763600000.0"));
    accepted("integer beyond doubles in the payload", with("\"data\": {}", "\"data\": {\"x\": 9007199254740993}"));
    accepted("huge number in the payload", with("\"data\": {}", "\"data\": {\"x\": 1e999}"), "non_finite");
    accepted("line separator in a text", with("note", "no\xe2\x80\xa8te"));

    rejected("no JSON", "not json at all", Rejection::NotJson);
    rejected("torn", plain.substr(0, 60), Rejection::NotJson);
    rejected("array", "[1, 2, 3]", Rejection::NotAnObject);
    rejected("null", "null", Rejection::NotAnObject);
    rejected("a text", "\"{}\"", Rejection::NotAnObject);
    rejected("no timestamp", with("\"timestamp\": 1763600000, ", ""), Rejection::NoTimestamp);
    rejected("timestamp is a text", with("1763600000", "\"1763600000\""), Rejection::NoTimestamp);
    rejected("timestamp is true", with("1763600000", "true"), Rejection::NoTimestamp);
    rejected("timestamp is NaN", with("1763600000", "NaN"), Rejection::NoTimestamp);
    rejected("before 2000", with("1763600000", "946684799.9"), Rejection::NoTimestamp);
    rejected("negative", with("1763600000", "-1763600000"), Rejection::NoTimestamp);
    rejected("year 9999", with("1763600000", "253370764800"), Rejection::NoTimestamp);
    rejected("NUL bytes", std::string(20, '\0'), Rejection::NotJson);
    rejected("tru", with("\"data\": {}", "\"data\": tru"), Rejection::NotJson);
    rejected("leading zero", with("\"data\": {}", "\"data\": {\"x\": 01}"), Rejection::NotJson);
}

void TestLineParser::outcome() {
    QFETCH(QByteArray, line);
    QFETCH(int, rejection);
    QFETCH(QByteArray, warnings);
    const RowBatch batch = parsed(line.toStdString());
    if (rejection == int(Rejection::None)) {
        QCOMPARE(batch.rows.size(), 1u);
        QVERIFY(batch.rejected.empty());
        QCOMPARE(QByteArray::fromStdString(warningsOf(batch.rows.front().warnings)), warnings);
    } else {
        QVERIFY(batch.rows.empty());
        QCOMPARE(batch.rejected.size(), 1u);
        QCOMPARE(int(batch.rejected.front().reason), rejection);
    }
}

void TestLineParser::gluedLineCountsItsFragment() {
    const std::string whole = logLines::line({.session = "whole"});
    const std::string fragment = logLines::line({.session = "torn"}).substr(0, 50);
    const RowBatch batch = parsed(fragment + whole);
    QCOMPARE(batch.rows.size(), 1u);
    const Row& row = batch.rows.front();
    QCOMPARE(batch.names[row.session], std::string_view("whole"));
    QCOMPARE(warningsOf(row.warnings), std::string("glued"));
    QCOMPARE(row.offset, 100u + fragment.size());
    QCOMPARE(std::size_t(row.length), whole.size() - 1);
    QCOMPARE(batch.bytes.rejected, fragment.size());
    QCOMPARE(batch.bytes.accepted, whole.size());
    QCOMPARE(batch.lines.accepted, 1u);
    QCOMPARE(batch.lines.rejected, 0u);
    // Kept to be looked at, like a rejected line.
    QCOMPARE(batch.rejected.size(), 1u);
    QCOMPARE(batch.rejected.front().offset, 100u);
    QCOMPARE(std::size_t(batch.rejected.front().length), fragment.size());

    // After a block of NULs, as a crashed file system leaves it.
    QCOMPARE(parsed(std::string(512, '\0') + whole).rows.size(), 1u);
    // What is glued must be a whole entry.
    QCOMPARE(parsed(fragment + R"({"timestamp": 1763600000, "level": "info"})").rejected.size(), 1u);
}

void TestLineParser::accountsForEachByte() {
    const std::vector<std::string> lines{
        logLines::line({}),      "\n", "  \t \n", "nonsense\n", "\r\n", "{}\n", "\xef\xbb\xbf" + logLines::line({}),
        "x" + logLines::line({})};
    for (const std::string& line : lines) {
        const RowBatch batch = parsed(line);
        QCOMPARE(batch.bytes.total(), line.size());
        QCOMPARE(batch.lines.total(), 1u);
    }
    QCOMPARE(parsed(" \t\r").bytes.blank, 4u);
    const std::string unfinished = logLines::line({});
    const RowBatch last = parsed(unfinished, 0);
    QCOMPARE(last.bytes.accepted, unfinished.size() - 1);
    QVERIFY(last.rows.front().warnings.has(Warning::NoNewline));
    const std::string withReturn = logLines::line({});
    QVERIFY(
        parsed(withReturn.substr(0, withReturn.size() - 1) + "\r").rows.front().warnings.has(Warning::CarriageReturn));
}

void TestLineParser::numbersEntries_data() {
    QTest::addColumn<QByteArray>("interactionId");
    QTest::addColumn<unsigned>("number");
    QTest::newRow("usual") << QByteArray("\"s_12\"") << 12u;
    QTest::newRow("of another session") << QByteArray("\"a_3\"") << 0u;
    QTest::newRow("more between") << QByteArray("\"s_b_3\"") << 0u;
    QTest::newRow("no number") << QByteArray("\"s_\"") << 0u;
    QTest::newRow("no underscore") << QByteArray("\"17\"") << 0u;
    QTest::newRow("text after it") << QByteArray("\"s_12x\"") << 0u;
    QTest::newRow("negative") << QByteArray("\"s_-1\"") << 0u;
    QTest::newRow("too large") << QByteArray("\"s_99999999999\"") << 0u;
    QTest::newRow("a number") << QByteArray("12") << 0u;
}

void TestLineParser::numbersEntries() {
    QFETCH(QByteArray, interactionId);
    QFETCH(unsigned, number);
    std::string line = logLines::line({});
    line.replace(line.find("\"s_1\""), 5, interactionId.toStdString());
    const RowBatch batch = parsed(line);
    QCOMPARE(batch.rows.front().number, number);
    QCOMPARE(parsed(logLines::line({.session = "a_b", .number = 7})).rows.front().number, 7u);
}

void TestLineParser::loveVectorsOfAnyLength() {
    const auto vectorOf = [](const std::string& text) {
        const RowBatch batch = parsed(data("love_vector", "Love vector computed", "{\"love_vector\": " + text + "}"));
        return vectorAt(batch.facts, batch.facts.computed[batch.rows.front().fact].love);
    };
    const LoveVector full = vectorOf("[0.1, 0.2, 0.3, 0.4, 0.5]");
    QCOMPARE(int(full.size), 5);
    QCOMPARE(full.values[4], 0.5);
    const LoveVector two = vectorOf("[0.1, 1]");
    QCOMPARE(int(two.size), 2);
    QCOMPARE(two.values[1], 1.0);
    QVERIFY(std::isnan(two.values[2]));
    QCOMPARE(int(vectorOf("[]").size), 0);
    QCOMPARE(int(vectorOf("[1, 1, 1, 1, 1, 1, 1]").size), 5);
    const LoveVector holed = vectorOf("[0.1, NaN, 0.3, 0.4, 0.5]");
    QCOMPARE(int(holed.size), 5);
    QVERIFY(std::isnan(holed.values[1]));
    QCOMPARE(holed.values[2], 0.3);
}

void TestLineParser::evaluation() {
    const RowBatch batch = parsed(data("cbf", "CBF safety evaluation",
                                       R"({"is_safe": false, "barrier_values": {"a": -0.25, "b": 0.5, "c": "x"},
                                           "safety_confidence": 0.75})"));
    const EvaluationFact& fact = batch.facts.evaluations[batch.rows.front().fact];
    QCOMPARE(fact.isSafe, Tristate::No);
    QCOMPARE(fact.confidence, 0.75);
    QCOMPARE(fact.barriers.count, 2u);
    QCOMPARE(batch.names[valueAt(batch.facts, fact.barriers, 0).name], std::string_view("a"));
    QCOMPARE(valueAt(batch.facts, fact.barriers, 0).value, -0.25);
    QCOMPARE(valueAt(batch.facts, fact.barriers, 1).value, 0.5);
}

void TestLineParser::message() {
    const auto factOf = [](const std::string& payload) {
        RowBatch batch = parsed(data("interaction", "User input received", payload));
        const MessageFact fact = batch.facts.messages[batch.rows.front().fact];
        return std::pair(fact, std::string(batch.names[fact.conversation]));
    };
    const auto [plain, none] = factOf(R"({"user_message": "hello", "context": {"crisis": true}})");
    QVERIFY(plain.crisis);
    QCOMPARE(none, std::string());
    QCOMPARE(factOf(R"({"user_message": "x", "context": {"user_id": "u1"}})").second, std::string("u1"));
    QCOMPARE(factOf(R"({"user_message": "x", "context": {"user_id": "u1", "conversation_id": "c"}})").second,
             std::string("c"));
    // Equal texts are told by value, however they are spelled.
    QCOMPARE(factOf(R"({"user_message": "h\u00e9"})").first.textHash,
             factOf("{\"user_message\": \"h\xc3\xa9\"}").first.textHash);
    QVERIFY(factOf(R"({"user_message": "a"})").first.textHash != factOf(R"({"user_message": "b"})").first.textHash);
}

void TestLineParser::lastOfDuplicateKeysCounts() {
    std::string line = logLines::line({});
    line.replace(line.find("1763600000"), 10, "1763600001, \"timestamp\": 1763600002");
    QCOMPARE(toUnixSeconds(parsed(line).rows.front().time), 1763600002.0);
    const RowBatch batch =
        parsed(data("cbf", "CBF safety evaluation", R"({"barrier_values": {"a": 1, "b": 2, "a": 3}})"));
    const ValueRange barriers = batch.facts.evaluations[0].barriers;
    QCOMPARE(barriers.count, 2u);
    QCOMPARE(valueAt(batch.facts, barriers, 0).value, 3.0);
}

void TestLineParser::payloadsHashAsTheyAreWritten() {
    const auto hash = [](const std::string& payload) {
        return parsed(logLines::line({.data = payload})).rows.front().payloadHash;
    };
    const std::string other =
        logLines::line({.number = 7, .message = "other", .data = R"({"a": 1, "b": ["x", null]})"});
    QCOMPARE(hash(R"({"a": 1, "b": ["x", null]})"), parsed(other).rows.front().payloadHash);
    for (const char* different : {R"({"a": 1,"b": ["x", null]})", R"({"a": 2, "b": ["x", null]})",
                                  R"({"a": 1, "b": ["x"]})", R"({"a": 1, "b": ["x", false]})",
                                  R"({"a": 1, "c": ["x", null]})", R"({"a": 1, "b": [["x"], null]})", R"({"a": 1})"})
        QVERIFY2(hash(R"({"a": 1, "b": ["x", null]})") != hash(different), different);
}

void TestLineParser::badFieldsOfEqualPayloadsAreAllWarnedOf() {
    LineParser parser;
    RowBatch batch;
    for (unsigned n = 1; n <= 5; ++n) {
        std::string line = logLines::line({.number = n,
                                           .category = "love_vector",
                                           .message = "Love vector computed",
                                           .data = R"({"love_vector": "none"})"});
        const std::size_t length = line.size() - 1;
        line.resize(length + linePadding);
        parser.parse({{line.data(), length}, 0, n, 1}, batch);
    }
    for (const Row& row : batch.rows)
        QVERIFY(row.warnings.has(Warning::BadField));
}

// Time must not grow with the square.
void TestLineParser::manyMembersOfWhichOneStandsTwice() {
    std::string members = "\"m0\": -1";
    for (int i = 0; i < 300'000; ++i)
        members += ", \"m" + std::to_string(i) + "\": " + std::to_string(i);
    const RowBatch numbers =
        parsed(logLines::line({.category = "cbf",
                               .message = "CBF safety evaluation",
                               .data = R"({"is_safe": true, "barrier_values": {)" + members + "}}"}));
    const ValueRange barriers = numbers.facts.evaluations[0].barriers;
    QCOMPARE(barriers.count, 300'000u);
    QCOMPARE(valueAt(numbers.facts, barriers, 0).value, 0.0);

    std::string flags = "\"f0\": true";
    for (int i = 0; i < 300'000; ++i)
        flags += ", \"f" + std::to_string(i) + "\": false";
    const RowBatch context = parsed(
        logLines::line({.category = "interaction",
                        .message = "User input received",
                        .data = R"({"user_message": "m", "context": {)" + flags + R"(, "z": true, "crisis": true}})"}));
    QCOMPARE(context.names[context.facts.messages[0].flags], std::string_view("crisis, z"));
    QVERIFY(context.facts.messages[0].crisis);
}

void TestLineParser::decision() {
    const RowBatch batch = parsed(R"({"ts": "2025-12-01T10:00:00+00:00", "user_id": "anon", "input_text": "hello",
        "CRC_raw": 0.25, "answer": "hi", "safety_raw": "Yes", "love_vector_applied": true,
        "thermodynamic_adjustment": "cooling_applied"})");
    const Row& row = batch.rows.front();
    QCOMPARE(batch.labels[row.labels].kind, Kind::Decision);
    QCOMPARE(toUnixSeconds(row.time), 1764583200.0);
    QCOMPARE(batch.names[row.session], std::string_view("decisions/anon"));
    QCOMPARE(batch.names[batch.labels[row.labels].category], std::string_view("(none)"));
    QCOMPARE(batch.facts.decisions[row.fact].unsafe, Tristate::Yes);
    QCOMPARE(batch.names[batch.facts.decisions[row.fact].adjustment], std::string_view("cooling_applied"));
    QVERIFY(row.warnings.empty());
    QCOMPARE(parsed(R"({"ts": "yesterday", "safety_raw": "No", "answer": "x"})").rejected.front().reason,
             Rejection::NoTimestamp);
}

void TestLineParser::depthLimitCountsTheEntryItself() {
    // The entry and its data are two levels.
    const auto nested = [](std::size_t arrays) {
        return logLines::line({.data = "{\"x\": " + std::string(arrays, '[') + std::string(arrays, ']') + "}"});
    };
    QCOMPARE(parsed(nested(254)).rows.size(), 1u);
    QCOMPARE(parsed(nested(255)).rejected.front().reason, Rejection::TooDeep);
    // Deeper than what a careless parser survives.
    QCOMPARE(parsed(nested(100'000)).rejected.front().reason, Rejection::TooDeep);
}

QTEST_GUILESS_MAIN(TestLineParser)
#include "tst_line_parser.moc"
