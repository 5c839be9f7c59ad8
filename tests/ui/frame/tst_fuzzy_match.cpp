// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/frame/fuzzy_match.h"

using namespace moie::ui;

class TestFuzzyMatch : public QObject {
    Q_OBJECT

private slots:
    void needsAllLettersInOrder_data();
    void needsAllLettersInOrder();
    void prefersTheBetterOne_data();
    void prefersTheBetterOne();
};

void TestFuzzyMatch::needsAllLettersInOrder_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    QTest::newRow("nothing typed") << ""
                                   << "Overview" << true;
    QTest::newRow("nothing to find") << "a"
                                     << "" << false;
    QTest::newRow("beginning") << "over"
                               << "Overview" << true;
    QTest::newRow("letters apart") << "ovw"
                                   << "Overview" << true;
    QTest::newRow("wrong order") << "wo"
                                 << "Overview" << false;
    QTest::newRow("a letter twice") << "oo"
                                    << "Overview" << false;
    QTest::newRow("whatever the case") << "LOVE v"
                                       << "love Vectors" << true;
    QTest::newRow("words in any order") << "custom range"
                                        << "Time range: custom…" << true;
    QTest::newRow("a word too many") << "range xyz"
                                     << "Time range: custom…" << false;
    QTest::newRow("beyond ASCII") << "ä日" << QString::fromUtf8("Öffne Ä: 日誌") << true;
}

void TestFuzzyMatch::needsAllLettersInOrder() {
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(bool, matches);
    QCOMPARE(fuzzyScore(pattern, text).has_value(), matches);
}

void TestFuzzyMatch::prefersTheBetterOne_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("beginning of the text") << "se"
                                           << "Settings"
                                           << "Rename and delete views…";
    QTest::newRow("beginnings of words") << "lv"
                                         << "Love vectors"
                                         << "Live";
    QTest::newRow("letters together") << "range"
                                      << "Time range: All"
                                      << "Rename and delete views…";
    QTest::newRow("shorter") << "log"
                             << "Logs"
                             << "Logs of the whole engine";
    // The first "s" is not the one that counts.
    QTest::newRow("the best place, not the first") << "set"
                                                   << "Shown texts, settings"
                                                   << "Shown texts, sits ext";
}

void TestFuzzyMatch::prefersTheBetterOne() {
    QFETCH(QString, pattern);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    const auto most = fuzzyScore(pattern, better);
    const auto less = fuzzyScore(pattern, worse);
    QVERIFY(most);
    QVERIFY(!less || *most > *less);
}

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
