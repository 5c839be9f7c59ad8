// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/workspace/range_choice.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(moie::ui::RangeChoice)

class TestRangeChoice : public QObject {
    Q_OBJECT

private slots:
    void meansAtAMoment();
    void survivesSettings_data();
    void survivesSettings();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
};

void TestRangeChoice::meansAtAMoment() {
    const Time now = fromUnixSeconds(1'763'600'000);
    const Time visit = now - 5h;
    QCOMPARE(rangeAt(RangeChoice::all(), now, visit), TimeRange{});
    QCOMPARE(rangeAt(RangeChoice::last(24h), now, visit), (TimeRange{now - 24h, now}));
    QCOMPARE(rangeAt(RangeChoice::sinceLastVisit(), now, visit), (TimeRange{visit, std::nullopt}));
    QCOMPARE(rangeAt(RangeChoice::sinceLastVisit(), now, std::nullopt), TimeRange{});
    const TimeRange custom{now - 3h, now - 1h};
    QCOMPARE(rangeAt(RangeChoice::between(custom), now, visit), custom);
    QCOMPARE(RangeChoice::between({}), RangeChoice::all());
}

void TestRangeChoice::survivesSettings_data() {
    QTest::addColumn<RangeChoice>("choice");
    QTest::addColumn<QString>("text");
    const Time from(1'763'600'000'123'456'789ns);
    QTest::newRow("all") << RangeChoice::all() << "all";
    QTest::newRow("hour") << RangeChoice::last(1h) << "last 3600";
    QTest::newRow("visit") << RangeChoice::sinceLastVisit() << "since_last_visit";
    QTest::newRow("closed") << RangeChoice::between({from, from + 1s})
                            << "custom 1763600000123456789 1763600001123456789";
    QTest::newRow("open end") << RangeChoice::between({from, std::nullopt}) << "custom 1763600000123456789 -";
    QTest::newRow("open start") << RangeChoice::between({std::nullopt, from}) << "custom - 1763600000123456789";
}

void TestRangeChoice::survivesSettings() {
    QFETCH(RangeChoice, choice);
    QFETCH(QString, text);
    QCOMPARE(toSettingsText(choice), text);
    QCOMPARE(rangeFromSettingsText(text), std::optional(choice));
}

void TestRangeChoice::refusesOtherTexts_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "every", "last", "last 0", "last -5", "last x", "last 99999999999", "custom 1",
                             "custom a b", "custom 1 2 3"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestRangeChoice::refusesOtherTexts() {
    QFETCH(QString, text);
    QVERIFY(!rangeFromSettingsText(text));
}

QTEST_GUILESS_MAIN(TestRangeChoice)
#include "tst_range_choice.moc"
