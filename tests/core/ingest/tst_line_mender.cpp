// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/ingest/line_mender.h>

using namespace moie;

class TestLineMender : public QObject {
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void limitsNesting();
};

void TestLineMender::accepts_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("mended");
    QTest::addColumn<bool>("nonFinite");
    QTest::addColumn<bool>("invalidUtf8");
    const auto row = [](const char* name, QByteArray line, QByteArray mended, bool nonFinite = false,
                        bool utf8 = false) { QTest::newRow(name) << line << mended << nonFinite << utf8; };
    row("plain", R"({"a": [1, 2.5, -3e2, "x", true, false, null]})", R"({"a":[1,2.5e+00,-3e+02,"x",true,false,null]})");
    row("empty containers", R"( { "a" : {} , "b" : [ ] } )", R"({"a":{},"b":[]})");
    row("NaN", R"({"a": NaN, "b": Infinity, "c": -Infinity})", R"({"a":null,"b":null,"c":null})", true);
    row("overflow", R"([1e999, -1e400, 123456789e301])", R"([null,null,null])", true);
    row("underflow is zero", R"([1e-999, 0.0000e999, 0e99999999999])", R"([0e+00,0e+00,0e+00])");
    row("long mantissa", QByteArray("[") + QByteArray(400, '1') + "]", "[null]", true);
    row("long fraction", QByteArray("[0.") + QByteArray(400, '0') + "1]", "[0e+00]");
    row("largest integers", "[9223372036854775807, -9223372036854775808, 18446744073709551615]",
        "[9223372036854775807,-9223372036854775808,18446744073709551615]");
    row("beyond 64 bits", "[18446744073709551616]", "[1.8446744073709552e+19]");
    row("invalid byte",
        "[\"a\xff"
        "b\"]",
        "[\"a\xef\xbf\xbd"
        "b\"]",
        false, true);
    row("truncated sequence", "[\"\xe2\x82\"]", "[\"\xef\xbf\xbd\"]", false, true);
    row("lone high surrogate", R"(["\ud83d x"])", "[\"\xef\xbf\xbd x\"]", false, true);
    row("lone low surrogate", R"(["\ude00"])", "[\"\xef\xbf\xbd\"]", false, true);
    row("two high surrogates", R"(["\ud83d\ud83d\ude00"])", "[\"\xef\xbf\xbd\\ud83d\\ude00\"]", false, true);
    row("surrogate pair", R"(["\ud83d\ude00"])", R"(["\ud83d\ude00"])");
    row("escapes", R"(["\"\\\/\b\f\n\r\tA"])", R"(["\"\\\/\b\f\n\r\tA"])");
    row("line separator", "[\"\xe2\x80\xa8\"]", "[\"\xe2\x80\xa8\"]");
}

void TestLineMender::accepts() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, mended);
    QFETCH(bool, nonFinite);
    QFETCH(bool, invalidUtf8);
    std::string out;
    WarningSet warnings;
    QCOMPARE(mendLine(line.toStdString(), out, warnings), Rejection::None);
    QCOMPARE(QByteArray::fromStdString(out), mended);
    QCOMPARE(warnings.has(Warning::NonFinite), nonFinite);
    QCOMPARE(warnings.has(Warning::InvalidUtf8), invalidUtf8);
}

void TestLineMender::refuses_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"",
                             "{",
                             "}",
                             "{]",
                             "[1,]",
                             "[,1]",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1,}",
                             "{a:1}",
                             "[01]",
                             "[1.]",
                             "[.5]",
                             "[+1]",
                             "[-]",
                             "[1e]",
                             "[1e+]",
                             "[tru]",
                             "[nul]",
                             "[nan]",
                             "[Inf]",
                             "[-NaN]",
                             "[\"a]",
                             "[\"\\x\"]",
                             "[\"\\u12g4\"]",
                             "[\"\\u12\"]",
                             "[\"\t\"]",
                             "[1] 2",
                             "[1][2]",
                             "[1 2]",
                             "[\"a\" \"b\"]",
                             "{\"a\" 1}",
                             "'a'"})
        QTest::newRow(line) << QByteArray(line);
    QTest::newRow("NUL in a string") << QByteArray("[\"a\0b\"]", 7);
    QTest::newRow("NUL outside") << QByteArray("\0{}", 3);
}

void TestLineMender::refuses() {
    QFETCH(QByteArray, line);
    std::string out;
    WarningSet warnings;
    QCOMPARE(mendLine(line.toStdString(), out, warnings), Rejection::NotJson);
    QVERIFY(warnings.empty());
}

void TestLineMender::limitsNesting() {
    std::string out;
    WarningSet warnings;
    const std::string allowed = std::string(256, '[') + std::string(256, ']');
    const std::string tooDeep = std::string(257, '[') + std::string(257, ']');
    const std::string hostile(100'000, '[');
    QCOMPARE(mendLine(allowed, out, warnings), Rejection::None);
    QCOMPARE(mendLine(tooDeep, out, warnings), Rejection::TooDeep);
    QCOMPARE(mendLine(hostile, out, warnings), Rejection::TooDeep);
}

QTEST_GUILESS_MAIN(TestLineMender)
#include "tst_line_mender.moc"
