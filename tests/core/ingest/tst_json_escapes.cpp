// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/ingest/json_escapes.h>

using namespace moie;

class TestJsonEscapes : public QObject {
    Q_OBJECT

private slots:
    void unescaped_data();
    void unescaped();
    void refused_data();
    void refused();
};

void TestJsonEscapes::unescaped_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char* written, const QByteArray& meant) {
        QTest::newRow(written) << QByteArray(written) << meant;
    };
    row("", "");
    row("plain", "plain");
    row(R"(\"\\\/)", "\"\\/");
    row(R"(\b\f\n\r\t)", "\b\f\n\r\t");
    row(R"(a\u0041z)", "aAz");
    row(R"(\u007f\u0080\u07ff\u0800\uffff)", "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf");
    row(R"(\ud7ff\ue000)", "\xed\x9f\xbf\xee\x80\x80");
    row(R"(\ud800\udc00\uDBFF\uDFFF)", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");
    row(R"(\ud83d\ude00!)", "\xf0\x9f\x98\x80!");
    row(R"(\u0000)", QByteArray(1, '\0'));
    row("\xc3\xa9\\n", "\xc3\xa9\n");
}

void TestJsonEscapes::unescaped() {
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, meant);
    std::string out = "before ";
    QVERIFY(appendUnescaped(written.toStdString(), out));
    QCOMPARE(QByteArray::fromStdString(out), "before " + meant);
}

void TestJsonEscapes::refused_data() {
    QTest::addColumn<QByteArray>("written");
    for (const char* written : {R"(\)", R"(a\)", R"(\x)", R"(\U0041)", R"(\u)", R"(\u004)", R"(\u00g1)", R"(\u-041)",
                                R"(\u+041)", R"(\u 041)", R"(\ud800)", R"(\ud800x)", R"(\ud800\)", R"(\ud800\n)",
                                R"(\ud800\u0041)", R"(\ud800\ud800)", R"(\udc00)", R"(\udfff\ud800)", R"(\ud800\udc0)"})
        QTest::newRow(written) << QByteArray(written);
}

void TestJsonEscapes::refused() {
    QFETCH(QByteArray, written);
    std::string out;
    QVERIFY(!appendUnescaped(written.toStdString(), out));
}

QTEST_APPLESS_MAIN(TestJsonEscapes)
#include "tst_json_escapes.moc"
