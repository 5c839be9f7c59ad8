// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include <moie/schema/python_json.h>

using namespace std::string_literals;
using Json = nlohmann::ordered_json;
using moie::JsonReplacements;

namespace {

const QString python = QStringLiteral("/usr/bin/python3");

std::string floatText(double value) {
    std::string text;
    moie::appendPythonFloat(text, value);
    return text;
}

// By both ways, which must agree.
std::string stringText(std::string_view value) {
    std::string text;
    const bool valid = moie::appendPythonString(text, value);
    std::string written(moie::longestPythonString(value.size()), '\0');
    bool writtenValid = true;
    written.resize(
        static_cast<std::size_t>(moie::writePythonString(written.data(), value, writtenValid) - written.data()));
    return text == written && valid == writtenValid ? text : "differs: " + text + " and " + written;
}

std::string jsonText(const Json& value, JsonReplacements* replaced = nullptr) {
    std::string text;
    JsonReplacements own;
    moie::appendPythonJson(text, value, replaced ? *replaced : own, "data");
    return text;
}

// Runs the script with the input on stdin; its output in lines. Each line of input gives one of output.
QList<QByteArray> askPython(const char* script, const QByteArray& input) {
    QProcess process;
    process.start(python, {QStringLiteral("-c"), QString::fromLatin1(script)});
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        return {process.readAllStandardError()};
    QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
    lines.removeLast();
    return lines;
}

bool pythonMissing() {
    return !QFileInfo(python).isExecutable();
}

} // namespace

class TestPythonJson : public QObject {
    Q_OBJECT

private slots:
    void floats_data();
    void floats();
    void strings_data();
    void strings();
    void damagedUtf8_data();
    void damagedUtf8();
    void containers();
    void reportsWhatItReplaced();
    void endsListsOfWhatItReplaced();
    void stopsAtTheDeepestLevel();
    void floatsAsPython();
    void stringsAsPython();
    void documentsAsPython();
};

// The stored vectors were written by Python 3.11:
//   for f in floats: print("{%s, \"%s\"}," % (f.hex(), json.dumps(f)))
//   for t in texts: print(t.encode(), json.dumps(t))
//   for b in damaged: print(b, json.dumps(b.decode("utf-8", "replace")))
void TestPythonJson::floats_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<std::string>("expected");
    const std::vector<std::pair<double, const char*>> table{
        {0x0.0p+0, "0.0"},
        {-0x0.0p+0, "-0.0"},
        {0x1.0000000000000p+0, "1.0"},
        {-0x1.0000000000000p+0, "-1.0"},
        {0x1.999999999999ap-4, "0.1"},
        {0x1.9000000000000p+6, "100.0"},
        {0x1.c6bf526340000p+49, "1000000000000000.0"},
        {0x1.1c37937e08000p+53, "1e+16"},
        {0x1.c12218377de66p+46, "123456789012345.6"},
        {0x1.18b54f22aeb00p+50, "1234567890123456.0"},
        {0x1.5ee2a2eb5a5c4p+53, "1.2345678901234568e+16"},
        {0x1.0000000000000p+53, "9007199254740992.0"},
        {0x1.0000000000001p+53, "9007199254740994.0"},
        {0x1.a36e2eb1c432dp-14, "0.0001"},
        {0x1.4f8b588e368f1p-17, "1e-05"},
        {0x1.02e4b6ce5dc68p-13, "0.00012345"},
        {0x1.1eb2d66005835p+997, "1.5e+300"},
        {0x0.0000000000001p-1022, "5e-324"},
        {0x1.fffffffffffffp+1023, "1.7976931348623157e+308"},
        {0x1.0000000000000p-1022, "2.2250738585072014e-308"},
        {0x1.a47b110100000p+30, "1763624000.25"},
        {0x1.a47b11007e6b7p+30, "1763624000.1234567"},
        {0x1.3333333333334p-2, "0.30000000000000004"},
        {0x1.0f0cf064dd592p+73, "1e+22"},
        {0x1.52d02c7e14af6p+76, "1e+23"},
        {0x1.1666666666666p+2, "4.35"},
        {0x1.5555555555555p-1, "0.6666666666666666"},
        {-0x1.ad7f29abcaf48p-24, "-1e-07"},
        {0x1.a36e2eb1c432cp-14, "9.999999999999999e-05"},
        {0x1.0c6f7a0b5ed8dp-20, "1e-06"},
        {0x1.fffffffffbce4p+31, "4294967295.991808"},
        {0x1.0000000000000p+32, "4294967296.0"},
        {0x1.a47b110100400p+30, "1763624000.2502441"},
        {0x1.a47b110002000p+30, "1763624000.0019531"},
        {0x1.a47b113ffffffp+30, "1763624015.9999998"},
    };
    for (const auto& [value, expected] : table)
        QTest::newRow(expected) << value << std::string(expected);
}

void TestPythonJson::floats() {
    QFETCH(double, value);
    QFETCH(std::string, expected);
    QCOMPARE(floatText(value), expected);
}

void TestPythonJson::strings_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    const std::vector<std::pair<std::string, const char*>> table{
        {"", R"("")"},
        {"plain", R"("plain")"},
        {"\"quoted\" back\\slash / slash", R"("\"quoted\" back\\slash / slash")"},
        {"tab\tnew\nline\rreturn\bback\ffeed", R"("tab\tnew\nline\rreturn\bback\ffeed")"},
        {"\x00\x1f\x7f\xc2\x80"s, R"("\u0000\u001f\u007f\u0080")"},
        {"na\xc3\xafve fa\xc3\xa7"
         "ade",
         R"("na\u00efve fa\u00e7ade")"},
        {"\xe2\x80\x9c"
         "curly\xe2\x80\x9d",
         R"("\u201ccurly\u201d")"},
        {"\xe6\x98\xa8\xe6\x97\xa5\xe3\x81\x8b\xe3\x82\x89", R"("\u6628\u65e5\u304b\u3089")"},
        {"\xf0\x9f\x92\x9d\xf0\x9f\x99\x82", R"("\ud83d\udc9d\ud83d\ude42")"},
        {"\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf\xef\xbf\xbf", R"("\u2028\u2029\ufeff\uffff")"},
        {"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", R"("\ud800\udc00\udbff\udfff")"},
    };
    for (const auto& [text, expected] : table)
        QTest::newRow(expected) << text << std::string(expected);
}

void TestPythonJson::strings() {
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    std::string written;
    QVERIFY(moie::appendPythonString(written, text));
    QCOMPARE(written, expected);
    QCOMPARE(stringText(text), expected);
    // Among plain text, so that eight characters at once meet it at each place.
    for (std::size_t before = 0; before < 9; ++before)
        QCOMPARE(stringText(std::string(before, 'x') + text + "yyyyyyyyy"),
                 '"' + std::string(before, 'x') + expected.substr(1, expected.size() - 2) + "yyyyyyyyy\"");
}

void TestPythonJson::damagedUtf8_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("expected");
    const std::vector<std::pair<const char*, const char*>> table{
        {"a\xff\xfe"
         "b",
         R"("a\ufffd\ufffdb")"},
        {"\xc3", R"("\ufffd")"},
        {"\xe2\x82", R"("\ufffd")"},
        {"\xe2\x82"
         "A",
         R"("\ufffdA")"},
        {"\xf0\x9f\x98", R"("\ufffd")"},
        {"\xed\xa0\x80", R"("\ufffd\ufffd\ufffd")"},
        {"\xc0\xaf", R"("\ufffd\ufffd")"},
        {"\xf5\x80\x80\x80", R"("\ufffd\ufffd\ufffd\ufffd")"},
        {"\xf4\x90\x80\x80", R"("\ufffd\ufffd\ufffd\ufffd")"},
        {"\x80\xbf", R"("\ufffd\ufffd")"},
        {"\xf0\x80\x80", R"("\ufffd\ufffd\ufffd")"},
    };
    for (const auto& [bytes, expected] : table)
        QTest::addRow("%s", QByteArray(bytes).toHex().constData()) << std::string(bytes) << std::string(expected);
}

void TestPythonJson::damagedUtf8() {
    QFETCH(std::string, bytes);
    QFETCH(std::string, expected);
    std::string written;
    QVERIFY(!moie::appendPythonString(written, bytes));
    QCOMPARE(written, expected);
    QCOMPARE(stringText(bytes), expected);
}

void TestPythonJson::containers() {
    Json value = Json::object();
    value["z"] = nullptr;
    value["a"] = Json::array({true, false, 0, -7, 1.0, "x"});
    value["empty"] = Json::object();
    value["none"] = Json::array();
    value["largest"] = std::numeric_limits<std::uint64_t>::max();
    value["smallest"] = std::numeric_limits<std::int64_t>::min();
    value["bytes"] = Json::binary({0, 255});
    QCOMPARE(jsonText(value),
             std::string(R"({"z": null, "a": [true, false, 0, -7, 1.0, "x"], "empty": {}, "none": [], )"
                         R"("largest": 18446744073709551615, "smallest": -9223372036854775808, "bytes": [0, 255]})"));
}

void TestPythonJson::reportsWhatItReplaced() {
    Json value = Json::object();
    value["love_vector"] = Json::array({0.5, std::nan("")});
    value["inner"]["most"] = -std::numeric_limits<double>::infinity();
    value["text"] = "bad \xff";
    value["\xfe"] = 1;
    JsonReplacements replaced;
    QCOMPARE(jsonText(value, &replaced), std::string(R"({"love_vector": [0.5, null], "inner": {"most": null}, )"
                                                     R"("text": "bad \ufffd", "\ufffd": 1})"));
    QCOMPARE(replaced.nonFinite, (std::vector<std::string>{"data.love_vector.1", "data.inner.most"}));
    QCOMPARE(replaced.invalidUtf8, (std::vector<std::string>{"data.text", "data.\xfe"}));
    QVERIFY(replaced.tooDeep.empty());
}

// Many values below a long name, whose paths would fill the memory.
void TestPythonJson::endsListsOfWhatItReplaced() {
    const std::string name(1023, 'n');
    JsonReplacements replaced;
    const Json value = {{name, std::vector<double>(100'000, std::nan(""))}, {"text", "bad \xff"}};
    const std::string text = jsonText(value, &replaced);
    QCOMPARE(text.size(), name.size() + 4 + 2 + 6 * 100'000 - 2 + 2 + 20 + 2);
    QCOMPARE(replaced.nonFinite.size(), std::size_t{17}); // 16 of over 1 KiB
    QCOMPARE(replaced.nonFinite[15], "data." + name + ".15");
    QCOMPARE(replaced.nonFinite[16], std::string(moie::furtherPaths));
    QCOMPARE(replaced.invalidUtf8, (std::vector<std::string>{"\u2026"}));
}

void TestPythonJson::stopsAtTheDeepestLevel() {
    const auto nested = [](std::size_t levels) {
        Json value = Json::array();
        for (std::size_t i = 1; i < levels; ++i)
            value = Json::array({std::move(value)});
        return value;
    };
    JsonReplacements replaced;
    QCOMPARE(jsonText(nested(255), &replaced), std::string(255, '[') + std::string(255, ']'));
    QVERIFY(replaced.empty());
    QCOMPARE(jsonText(nested(256), &replaced), std::string(255, '[') + "null" + std::string(255, ']'));
    QCOMPARE(replaced.tooDeep.size(), std::size_t{1});
}

void TestPythonJson::floatsAsPython() {
    if (pythonMissing())
        QSKIP("no /usr/bin/python3");
    std::mt19937_64 random(20261120);
    std::vector<double> values;
    while (values.size() < 15'000) {
        const double anyBits = std::bit_cast<double>(random());
        if (std::isfinite(anyBits))
            values.push_back(anyBits);
        // What logs are full of: short decimals, times, scores, and numbers around the limits of the exponent form.
        values.push_back(std::ldexp(static_cast<double>(random() >> 11), -53));
        values.push_back(static_cast<double>(random() % 1'000'000) / 10'000.0);
        values.push_back(1.7e9 + static_cast<double>(random() % 1'000'000'000'000) * 1e-7);
        values.push_back(std::ldexp(static_cast<double>((random() >> 12) | (1ull << 52)), -22)); // 2004 to 2038
        values.push_back(static_cast<double>(random() % 5'000'000'000'000'000) / 1e6);
        values.push_back(static_cast<double>(random() >> 9) *
                         std::pow(10.0, static_cast<double>(random() % 30) - 20.0));
    }
    QByteArray input;
    for (const double value : values)
        input += QByteArray::number(static_cast<qulonglong>(std::bit_cast<std::uint64_t>(value)), 16) + '\n';
    const QList<QByteArray> lines =
        askPython("import json, struct, sys\n"
                  "for line in sys.stdin:\n"
                  "    print(json.dumps(struct.unpack('<d', struct.pack('<Q', int(line, 16)))[0]))",
                  input);
    QCOMPARE(static_cast<std::size_t>(lines.size()), values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        QCOMPARE(floatText(values[i]), lines[static_cast<qsizetype>(i)].toStdString());
}

void TestPythonJson::stringsAsPython() {
    if (pythonMissing())
        QSKIP("no /usr/bin/python3");
    // Lead bytes, continuation bytes, separators and letters, so that much of it is nearly UTF-8.
    static constexpr std::string_view pieces = "\xc3\xa9\xe2\x80\xa8\xed\xa0\xf0\x9f\x98\x80\xf4\x8f\xbf\xff\xc2\x85"
                                               "ab \"\\\n";
    std::mt19937_64 random(7);
    std::vector<std::string> texts(10'000);
    QByteArray input;
    for (std::string& text : texts) {
        const std::size_t length = random() % 24;
        while (text.size() < length)
            text += random() % 4 == 0 ? static_cast<char>(random() & 0xff) : pieces[random() % pieces.size()];
        input += QByteArray::fromStdString(text).toHex() + '\n';
    }
    const QList<QByteArray> lines = askPython("import json, sys\n"
                                              "for line in sys.stdin:\n"
                                              "    print(json.dumps(bytes.fromhex(line).decode('utf-8', 'replace')))",
                                              input);
    QCOMPARE(static_cast<std::size_t>(lines.size()), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i)
        QCOMPARE(stringText(texts[i]), lines[static_cast<qsizetype>(i)].toStdString());
}

namespace {

Json randomDocument(std::mt19937_64& random, int depth) {
    switch (random() % (depth > 3 ? 6 : 8)) {
    case 0: return nullptr;
    case 1: return random() % 2 == 0;
    case 2: return static_cast<std::int64_t>(random());
    case 3: return random();
    case 4: return static_cast<double>(random() % 100'000) / 1000.0;
    case 5: return "t\u00e4xt \"" + std::to_string(random() % 1000) + "\"\n";
    case 6: {
        Json array = Json::array();
        for (std::uint64_t i = random() % 4; i > 0; --i)
            array.push_back(randomDocument(random, depth + 1));
        return array;
    }
    default: {
        Json object = Json::object();
        for (std::uint64_t i = random() % 4; i > 0; --i)
            object["k" + std::to_string(random() % 100)] = randomDocument(random, depth + 1);
        return object;
    }
    }
}

} // namespace

void TestPythonJson::documentsAsPython() {
    if (pythonMissing())
        QSKIP("no /usr/bin/python3");
    std::mt19937_64 random(99);
    std::vector<Json> documents;
    QByteArray input;
    for (int i = 0; i < 5'000; ++i) {
        documents.push_back(randomDocument(random, 0));
        input += QByteArray::fromStdString(documents.back().dump()) + '\n';
    }
    const QList<QByteArray> lines = askPython("import json, sys\n"
                                              "for line in sys.stdin:\n"
                                              "    print(json.dumps(json.loads(line)))",
                                              input);
    QCOMPARE(static_cast<std::size_t>(lines.size()), documents.size());
    for (std::size_t i = 0; i < documents.size(); ++i)
        QCOMPARE(jsonText(documents[i]), lines[static_cast<qsizetype>(i)].toStdString());
}

QTEST_APPLESS_MAIN(TestPythonJson)
#include "tst_python_json.moc"
