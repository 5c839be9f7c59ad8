// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/models/outlined_entry.h"

using namespace moie::ui;

class TestOutlinedEntry : public QObject {
    Q_OBJECT

private slots:
    void laysOut() {
        const OutlinedEntry shown = outlinedEntry("{\"a\": {\"b\": [0.1, 0.2]}, \"t\": \"x\"}");
        QCOMPARE(shown.text, QString("{\n  \"a\": {\n    \"b\": [0.1, 0.2]\n  },\n  \"t\": \"x\"\n}"));
        QCOMPARE(shown.paths, QStringList({"", ".a", ".a.b", "", ".t", ""}));
    }

    void textIsData() {
        const OutlinedEntry shown = outlinedEntry("{\"a\": \"<b>\xe2\x80\xae\x1b[31m\xff\"}");
        QCOMPARE(shown.text, QString("{\n  \"a\": \"<b>\\u202e\\x1b[31m\\xff\"\n}"));
    }

    void damagedLinesGoAsFarAsTheyGo() {
        QCOMPARE(outlinedEntry("{\"a\": \"cut").text, QString("{\n  \"a\": \"cut"));
        QCOMPARE(outlinedEntry("").text, QString());
    }

    void longValuesDoNotHideWhatFollows() {
        const std::string line = "{\"a\": \"" + std::string(10'000'000, 'x') + "\", \"b\": 1}";
        const QString whole = outlinedEntry(line).text;
        QVERIFY(whole.size() < 10'000);
        QVERIFY(whole.contains("… (10.0 MB)"));
        QVERIFY(whole.endsWith("\n  \"b\": 1\n}"));
    }

    void saysThatThereIsMore() {
        std::string line = "{\"a\": 0";
        for (int i = 0; i < 100'000; ++i)
            line += ", \"a\": 0";
        const QString text = outlinedEntry(line + "}").text;
        QVERIFY(text.size() < 200'000);
        QVERIFY(text.endsWith("\n… 800 kB in all"));
    }

    // In time and memory that do not go with the square of the depth.
    void anyDepth() {
        const OutlinedEntry shown = outlinedEntry(std::string(1'000'000, '['));
        QVERIFY(shown.text.size() < 200'000);
        QVERIFY(shown.text.startsWith("[\n  [\n    ["));
    }
};

QTEST_GUILESS_MAIN(TestOutlinedEntry)
#include "tst_outlined_entry.moc"
