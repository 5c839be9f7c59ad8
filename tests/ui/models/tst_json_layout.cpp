// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/models/json_layout.h"

using moie::ui::laidOutJson;

class TestJsonLayout : public QObject {
    Q_OBJECT

private slots:
    void laysOut_data();
    void laysOut();
    void keepsEveryCharacter();
    void bearsAnyDepth();
};

void TestJsonLayout::laysOut_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("text");
    QTest::newRow("members") << R"({"a": 1, "b": "x, y: {z}"})"
                             << "{\n  \"a\": 1,\n  \"b\": \"x, y: {z}\"\n}";
    QTest::newRow("short lists stay") << R"({"love": [0.1, 0.2], "e": {}})"
                                      << "{\n  \"love\": [0.1, 0.2],\n  \"e\": {}\n}";
    QTest::newRow("nested") << R"({"a": {"b": [{"c": 1}]}})"
                            << "{\n  \"a\": {\n    \"b\": [\n      {\"c\": 1}\n    ]\n  }\n}";
    QTest::newRow("escaped quote") << R"({"a": "say \"}\" "})"
                                   << "{\n  \"a\": \"say \\\"}\\\" \"\n}";
    QTest::newRow("torn string") << R"({"a": "cut)"
                                 << "{\n  \"a\": \"cut";
    QTest::newRow("closes what was not open") << R"(}]1)"
                                              << "\n}\n]1";
    QTest::newRow("empty") << ""
                           << "";
}

void TestJsonLayout::laysOut() {
    QFETCH(QString, line);
    QTEST(laidOutJson(line), "text");
}

void TestJsonLayout::keepsEveryCharacter() {
    const QString line = QStringLiteral(R"({"a":[1,2,{"b":"ä \u202e \\"}],"c":null,"d":-1.5e+3})");
    QString text = laidOutJson(line);
    text.remove(u' ').remove(u'\n');
    QString expected = line;
    QCOMPARE(text, expected.remove(u' '));
}

// 100,000 levels: in time and memory that go with the length of the line, not with its square.
void TestJsonLayout::bearsAnyDepth() {
    const QString text = laidOutJson(QString(100'000, u'['));
    QVERIFY(text.size() < 100'000 * (2 + 80));
    QCOMPARE(text.count(u'['), 100'000);
}

QTEST_GUILESS_MAIN(TestJsonLayout)
#include "tst_json_layout.moc"
