// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <moie/schema/safe_text.h>

using moie::LineEnds;

namespace {

QByteArray bytes(const std::string& text) {
    return QByteArray::fromStdString(text);
}

} // namespace

class TestSafeText : public QObject {
    Q_OBJECT

private slots:
    void escapes_data();
    void escapes();
    void keepsLineEnds();
    void writesCells_data();
    void writesCells();
    void keepsTheValueOfJson();
    void groups();
};

void TestSafeText::escapes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("escaped");
    QTest::newRow("plain") << QByteArray("Grüße, 世界 😀") << QByteArray("Grüße, 世界 😀");
    QTest::newRow("escape sequence") << QByteArray("\x1b[31m") << QByteArray("\\x1b[31m");
    QTest::newRow("line ends") << QByteArray("a\r\nb\tc") << QByteArray("a\\r\\nb\\tc");
    QTest::newRow("C1") << QByteArray("\xc2\x9b") << QByteArray("\\x9b");
    QTest::newRow("bidirectional override") << QByteArray("a\xe2\x80\xae"
                                                          "b")
                                            << QByteArray("a\\u{202e}b");
    // A family of three, a heart shown as a picture, Persian "I go": joined where joining belongs to the writing.
    QTest::newRow("joined")
        << QByteArray("\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f \u0645\u06cc\u200c\u0631")
        << QByteArray("\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f \u0645\u06cc\u200c\u0631");
    QTest::newRow("joined to nothing") << QByteArray("pay\u200dpal a\ufe0f \U0001f468\u200d\u200d")
                                       << QByteArray("pay\\u{200d}pal a\\u{fe0f} \U0001f468\u200d\\u{200d}");
    QTest::newRow("invalid UTF-8") << QByteArray("\xff\xc3") << QByteArray("\\xff\\xc3");
}

void TestSafeText::escapes() {
    QFETCH(QByteArray, text);
    QTEST(bytes(moie::escaped(text.toStdString())), "escaped");
}

void TestSafeText::keepsLineEnds() {
    QCOMPARE(bytes(moie::escaped("a\r\n\tb\x1b", LineEnds::Kept)), QByteArray("a\r\n\tb\\x1b"));
}

void TestSafeText::writesCells_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << QByteArray("harm") << QByteArray("harm");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"");
    QTest::newRow("two lines") << QByteArray("a\nb") << QByteArray("\"a\nb\"");
    for (const char* formula : {"=1+1", "+1", "-1", "@sum"})
        QTest::newRow(formula) << QByteArray(formula) << QByteArray("'") + formula;
    QTest::newRow("formula behind a tab") << QByteArray("\t=1") << QByteArray("'\t=1");
}

void TestSafeText::writesCells() {
    QFETCH(QByteArray, text);
    QTEST(bytes(moie::csvCell(text.toStdString(), LineEnds::Kept)), "cell");
}

void TestSafeText::keepsTheValueOfJson() {
    QCOMPARE(bytes(moie::escapedJson("{\"a\": \"\xe2\x80\xae\xf3\xa0\x80\x81 \\n\"}\n")),
             QByteArray("{\"a\": \"\\u202e\\udb40\\udc01 \\n\"}\n"));
}

void TestSafeText::groups() {
    QCOMPARE(bytes(moie::grouped(0)), QByteArray("0"));
    QCOMPARE(bytes(moie::grouped(999)), QByteArray("999"));
    QCOMPARE(bytes(moie::grouped(1'000)), QByteArray("1,000"));
    QCOMPARE(bytes(moie::grouped(12'345'678)), QByteArray("12,345,678"));
}

QTEST_GUILESS_MAIN(TestSafeText)
#include "tst_safe_text.moc"
