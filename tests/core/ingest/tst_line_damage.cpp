// SPDX-License-Identifier: GPL-3.0-or-later
// Odd lines between two good ones, as they stand in a file: each is accepted or rejected as its row says, none harms
// its neighbours, and the bytes add up. Files that are empty, or that end otherwise than logs do.
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>

#include <moie/ingest/log_file.h>

#include "support/log_lines.h"

using namespace moie;

namespace {

constexpr int blank = -1;

std::string warningsOf(const WarningSet& set) {
    std::string names;
    for (std::size_t i = 0; i < warningCount; ++i)
        if (set.has(static_cast<Warning>(i)))
            names += (names.empty() ? "" : " ") + std::string(warningNames[i]);
    return names;
}

// A good entry with something else in one place; without a line end.
std::string with(const std::string& from, const std::string& to) {
    std::string line = logLines::line({.session = "odd"});
    line.pop_back();
    const std::size_t at = line.find(from);
    if (at == std::string::npos)
        qFatal("nothing to replace");
    return line.replace(at, from.size(), to);
}

std::string withData(const std::string& data) {
    return with("\"data\": {}", "\"data\": " + data);
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

std::string asUtf16(const std::string& text) {
    std::string wide = "\xff\xfe";
    for (const char c : text)
        wide += {c, '\0'};
    return wide;
}

} // namespace

class TestLineDamage : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_path = m_directory->path().toStdString() + "/log.jsonl";
    }
    void betweenGoodLines_data();
    void betweenGoodLines();
    void times_data();
    void times();
    void longestLine_data();
    void longestLine();
    void wholeFiles_data();
    void wholeFiles();

private:
    // The file with these bytes, read once; its last line taken where it has no line end.
    RowBatch read(const std::string& bytes) {
        std::ofstream(m_path, std::ios::binary) << bytes;
        RowBatch batch;
        LogFile file(m_path);
        if (!file.open())
            qFatal("cannot open");
        while (file.read(m_parser, m_buffer, batch, 1 << 20).value())
            ;
        if (!file.takeUnfinishedLine(m_parser, batch))
            qFatal("cannot read the last line");
        m_pending = file.pendingBytes();
        return batch;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::string m_path;
    LineParser m_parser;
    std::vector<char> m_buffer;
    std::uint64_t m_pending = 0;
};

void TestLineDamage::betweenGoodLines_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("outcome"); // a Rejection, or blank
    QTest::addColumn<QByteArray>("warnings");
    const auto row = [](const char* name, const std::string& line, Rejection outcome, const char* warnings = "") {
        QTest::newRow(name) << QByteArray::fromStdString(line) << int(outcome) << QByteArray(warnings);
    };
    const auto accepted = Rejection::None;
    row("line separators are no line ends",
        with("note", "a\xe2\x80\xa8"
                     "b\xe2\x80\xa9"
                     "c\xc2\x85"
                     "d"),
        accepted);
    row("vertical tab escaped", with("note", "a\\u000bb\\u000cc"), accepted);
    row("vertical tab bare", with("note", "a\vb"), Rejection::NotJson);
    row("carriage return in a text", with("note", "a\rb"), Rejection::NotJson);
    row("carriage return between fields", with(", \"level\"", ",\r\"level\""), accepted);
    row("NUL in a text", with("note", std::string("a\0b", 3)), Rejection::NotJson);
    row("NUL escaped", with("note", "a\\u0000b"), accepted);
    row("NUL after the entry", with("note", "note") + std::string(1, '\0'), Rejection::NotJson);
    row("only NULs", std::string(4096, '\0'), Rejection::NotJson);
    row("lone surrogates", withData(R"({"a": "\ud800", "b": "\udfff\ud83d"})"), accepted, "invalid_utf8");
    row("lone surrogate as a key", withData(R"({"\ud800": 1})"), accepted, "invalid_utf8");
    row("surrogates as UTF-8", with("note", "\xed\xa0\x80"), accepted, "invalid_utf8");
    row("overlong UTF-8", with("note", "\xc0\xaf"), accepted, "invalid_utf8");
    row("beyond Unicode", with("note", "\xf4\x90\x80\x80"), accepted, "invalid_utf8");
    row("noncharacter", with("note", "\xef\xbf\xbf"), accepted);
    row("1e999", withData(R"({"a": 1e999, "b": -1e999})"), accepted, "non_finite");
    row("beyond exact doubles", withData(R"({"a": 9007199254740993, "b": -9007199254740993})"), accepted);
    row("beyond 64 bits", withData(R"({"a": 123456789012345678901234567890})"), accepted);
    row("minus zero", withData(R"({"a": -0, "b": -0.0})"), accepted);
    row("n beyond doubles", with("odd_1", "odd_9007199254740993"), accepted);
    row("256 levels", withData("{\"a\": " + repeated("[", 254) + repeated("]", 254) + "}"), accepted);
    row("100,000 levels of arrays", withData(repeated("[", 100'000) + repeated("]", 100'000)), Rejection::TooDeep);
    row("100,000 levels of objects", withData(repeated("{\"a\":", 100'000) + "1" + repeated("}", 100'000)),
        Rejection::TooDeep);
    row("100,000 levels and no end", repeated("[", 100'000), Rejection::TooDeep);
    row("100,000 closing brackets", repeated("]", 100'000), Rejection::NotJson);
    row("unbalanced", withData("{\"a\": {"), Rejection::NotJson);
    row("unclosed text", with("\"note\"", "\"note"), Rejection::NotJson);
    row("escaped keys", with("\"timestamp\"", R"("\u0074imestamp")"), accepted);
    row("two timestamps", with("\"level\"", "\"timestamp\": null, \"level\""), Rejection::NoTimestamp);
    row("a number", "1763600000", Rejection::NotAnObject);
    row("UTF-16", asUtf16(with("note", "note")), Rejection::NotJson);
    row("byte order mark alone", "\xef\xbb\xbf", Rejection::NotJson);
    row("two byte order marks", "\xef\xbb\xbf\xef\xbb\xbf{}", Rejection::NotJson);
    row("mark, NaN and carriage return", "\xef\xbb\xbf" + withData(R"({"x": NaN})") + "\r", accepted,
        "non_finite byte_order_mark carriage_return");
    row("comment", "// {}", Rejection::NotJson);
    row("single quotes", "{'timestamp': 1763600000}", Rejection::NotJson);
    row("comma at the end", with("\"metadata\": {}}", "\"metadata\": {},}"), Rejection::NotJson);
    row("spaces around", "  " + with("note", "note") + " \t", accepted);
    QTest::newRow("nothing") << QByteArray() << blank << QByteArray();
    QTest::newRow("white space") << QByteArray(" \t \r") << blank << QByteArray();
}

void TestLineDamage::betweenGoodLines() {
    QFETCH(QByteArray, line);
    QFETCH(int, outcome);
    QFETCH(QByteArray, warnings);
    const std::string before = logLines::line({.number = 1});
    const std::string after = logLines::line({.number = 2});
    const RowBatch batch = read(before + line.toStdString() + "\n" + after);
    const bool isAccepted = outcome == int(Rejection::None);
    QCOMPARE(batch.rows.size(), isAccepted ? 3u : 2u);
    QCOMPARE(batch.rows.front().number, 1u);
    QVERIFY(batch.rows.front().warnings.empty());
    QCOMPARE(batch.rows.back().number, 2u);
    QVERIFY(batch.rows.back().warnings.empty());
    QCOMPARE(batch.rows.back().offset, before.size() + std::size_t(line.size()) + 1);
    QCOMPARE(batch.rows.back().lineNumber, 3u);
    QCOMPARE(batch.bytes.total(), std::filesystem::file_size(m_path));
    QCOMPARE(batch.lines.total(), 3u);
    QCOMPARE(batch.lines.blank, outcome == blank ? 1u : 0u);
    if (isAccepted) {
        QCOMPARE(QByteArray::fromStdString(warningsOf(batch.rows[1].warnings)), warnings);
        QCOMPARE(batch.rows[1].offset, before.size());
        QCOMPARE(batch.names[batch.rows[1].session], std::string_view("odd"));
    } else if (outcome != blank) {
        QCOMPARE(batch.rejected.size(), 1u);
        QCOMPARE(int(batch.rejected[0].reason), outcome);
        QCOMPARE(batch.rejected[0].offset, before.size());
        QCOMPARE(batch.rejected[0].length, static_cast<std::uint32_t>(line.size()));
        QCOMPARE(batch.rejected[0].lineNumber, 2u);
    }
}

void TestLineDamage::times_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("isUsable");
    QTest::addColumn<qint64>("nanoseconds"); // since 1970
    const auto usable = [](const char* written, qint64 nanoseconds) {
        QTest::newRow(written) << QByteArray(written) << true << nanoseconds;
    };
    const auto unusable = [](const char* written) {
        QTest::newRow(written) << QByteArray(written) << false << qint64(0);
    };
    usable("946684800", 946684800'000000000); // 2000-01-01
    usable("1763600000.123", 1763600000'123000000);
    usable("17636e5", 1763600000'000000000);
    usable("4133980799", 4133980799'000000000);  // the last second of 2100
    usable("946684800000", 946684800'000000000); // in milliseconds
    usable("1763600000123", 1763600000'123000000);
    usable("4133980799999", 4133980799'999000000);
    unusable("946684799");        // 1999
    unusable("4133980800");       // 2101
    unusable("946684799999");     // 1999 in milliseconds, or the year 31969
    unusable("4133980800000");    // 2101 in milliseconds
    unusable("1763600000123456"); // microseconds
    unusable("253402300799");     // the last second of 9999
    unusable("253402300799000");
    for (const char* written :
         {"0", "-1", "-1763600000", "-1763600000123", "1e999", "-1e999", "NaN", "Infinity", "9007199254740993",
          "18446744073709551615", "18446744073709551616", "null", "true", "\"1763600000\"", "[1763600000]", "{}"})
        unusable(written);
}

void TestLineDamage::times() {
    QFETCH(QByteArray, written);
    QFETCH(bool, isUsable);
    QFETCH(qint64, nanoseconds);
    const RowBatch batch = read(with("1763600000", written.toStdString()) + "\n");
    QCOMPARE(batch.rows.size(), isUsable ? 1u : 0u);
    if (isUsable)
        // Written as a double, which is exact to a quarter of a microsecond.
        QVERIFY(qAbs(qint64(batch.rows[0].time.time_since_epoch().count()) - nanoseconds) < 250);
    else
        QCOMPARE(batch.rejected[0].reason, Rejection::NoTimestamp);
}

void TestLineDamage::longestLine_data() {
    QTest::addColumn<qint64>("length");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("64 MiB") << qint64(64) * 1024 * 1024 << true;
    QTest::newRow("a byte more") << qint64(64) * 1024 * 1024 + 1 << false;
    QTest::newRow("a block more") << qint64(66) * 1024 * 1024 + 5 << false;
}

void TestLineDamage::longestLine() {
    QFETCH(qint64, length);
    QFETCH(bool, isAccepted);
    const std::string before = logLines::line({.number = 1});
    const std::string after = logLines::line({.number = 2});
    std::string line = with("note", "");
    line.insert(line.find("\"message\": \"") + 12, static_cast<std::size_t>(length) - line.size(), 'x');
    const RowBatch batch = read(before + line + "\n" + after);
    QCOMPARE(batch.rows.size(), isAccepted ? 3u : 2u);
    QCOMPARE(batch.rows.back().number, 2u);
    QCOMPARE(batch.rows.back().lineNumber, 3u);
    QCOMPARE(batch.bytes.total(), std::filesystem::file_size(m_path));
    if (isAccepted) {
        QCOMPARE(qint64(batch.rows[1].length), length);
    } else {
        QCOMPARE(batch.rejected[0].reason, Rejection::TooLong);
        QCOMPARE(qint64(batch.rejected[0].length), length);
    }
}

void TestLineDamage::wholeFiles_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("accepted");
    QTest::addColumn<int>("rejected");
    QTest::addColumn<int>("blankLines");
    QTest::addColumn<int>("pending"); // bytes
    const auto row = [](const char* name, const std::string& bytes, int accepted, int rejected, int blankLines,
                        int pending) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << accepted << rejected << blankLines << pending;
    };
    const std::string whole = with("note", "note");
    row("empty", "", 0, 0, 0, 0);
    row("a line end", "\n", 0, 0, 1, 0);
    row("line ends", "\n\n\r\n", 0, 0, 3, 0);
    row("white space without a line end", "  \t", 0, 0, 0, 3);
    row("a byte order mark without a line end", "\xef\xbb\xbf", 0, 0, 0, 3);
    row("no line end", whole, 1, 0, 0, 0);
    row("no line end, after another", whole + "\n" + whole, 2, 0, 0, 0);
    row("no line end but a carriage return", whole + "\r", 1, 0, 0, 0);
    row("half a line", whole.substr(0, 70), 0, 0, 0, 70);
    row("half a line after a whole one", whole + "\n" + whole.substr(0, 70), 1, 0, 0, 70);
    row("no line end, not an object", "[1]", 0, 0, 0, 3);
    row("carriage returns for line ends", whole + "\r" + whole + "\r", 0, 0, 0, static_cast<int>(2 * whole.size() + 2));
    row("windows line ends", whole + "\r\n" + whole + "\r\n", 2, 0, 0, 0);
    row("a NUL at the end", whole + "\n" + std::string(1, '\0'), 1, 0, 0, 1);
}

void TestLineDamage::wholeFiles() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, accepted);
    QFETCH(int, rejected);
    QFETCH(int, blankLines);
    QFETCH(int, pending);
    const RowBatch batch = read(bytes.toStdString());
    QCOMPARE(int(batch.lines.accepted), accepted);
    QCOMPARE(int(batch.lines.rejected), rejected);
    QCOMPARE(int(batch.lines.blank), blankLines);
    QCOMPARE(int(m_pending), pending);
    QCOMPARE(batch.bytes.total() + m_pending, std::uint64_t(bytes.size()));
}

QTEST_GUILESS_MAIN(TestLineDamage)
#include "tst_line_damage.moc"
