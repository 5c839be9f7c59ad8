// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/frame/filter_text.h"

using namespace moie;
using namespace moie::ui;

class TestFilterText : public QObject {
    Q_OBJECT

private slots:
    void countsCharactersOfBytes();
    void marksSomethingEvenForAnEmptyPlace();
    void explainsInASentence();
    void mendsWhatHasOneSuggestion();
};

void TestFilterText::countsCharactersOfBytes() {
    // ä has two bytes and one QChar, the face four bytes and two QChars.
    const QString text = QString::fromUtf8("ä \"😀\" trun:x");
    QCOMPARE(byteOf(text, 2), std::size_t{3});
    QCOMPARE(byteOf(text, 7), std::size_t{10});
    QCOMPARE(spanOf(text, {10, 4}), (TextSpan{7, 4}));
    QCOMPARE(spanOf(text, {4, 4}), (TextSpan{3, 2}));
    QVERIFY((TextSpan{7, 4}.touches(7)));
    QVERIFY((TextSpan{7, 4}.touches(11)));
    QVERIFY((!TextSpan{7, 4}.touches(12)));
    QVERIFY((!TextSpan{7, 4}.touches(6)));
}

void TestFilterText::marksSomethingEvenForAnEmptyPlace() {
    QCOMPARE(markOf(QStringLiteral("a or"), {4, 0}), (TextSpan{3, 1}));
    QCOMPARE(markOf(QStringLiteral("a or"), {2, 2}), (TextSpan{2, 2}));
    QCOMPARE(markOf(QString(), {0, 0}), (TextSpan{0, 0}));
}

void TestFilterText::explainsInASentence() {
    QCOMPARE(explain({"there is no field 'trun'", "turn", {}}),
             QString("There is no field 'trun'. Did you mean turn?"));
    // What was typed is data.
    QCOMPARE(explain({"no model '<b>\n' occurs here", "", {}}), QString("No model '<b>\\n' occurs here."));
}

void TestFilterText::mendsWhatHasOneSuggestion() {
    const Time now = fromUnixSeconds(1'763'600'000);
    const auto mend = [&](const char* text) {
        const auto parsed = parseFilter(text, now);
        return parsed ? QString("right") : mended(QString::fromUtf8(text), parsed.error(), now);
    };
    QCOMPARE(mend("category:safety trun:unsafe"), QString("category:safety turn:unsafe"));
    QCOMPARE(mend("turn:unsaef"), QString("turn:unsafe"));
    // One suggestion would put away the alternative that is right.
    QCOMPARE(mend("turn:caught|unsaef"), QString());
    QCOMPARE(mend("a or"), QString());
}

QTEST_GUILESS_MAIN(TestFilterText)
#include "tst_filter_text.moc"
