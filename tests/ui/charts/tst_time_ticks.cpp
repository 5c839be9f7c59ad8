// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/charts/time_ticks.h"

using namespace moie;
using namespace moie::ui;

namespace {

// Seven units a letter: about what a label of twelve pixels takes.
double widthOf(const QString& text) {
    return 7.0 * static_cast<double>(text.size());
}

Buckets days(LocalDate first, int count) {
    Buckets buckets;
    buckets.size = {1, BucketUnit::Day};
    for (int i = 0; i <= count; ++i)
        buckets.edges.push_back(startOfDay(addDays(first, i)));
    return buckets;
}

Buckets hours(const char* first, int count, int each = 1) {
    Buckets buckets;
    buckets.size = {each, BucketUnit::Hour};
    for (int i = 0; i <= count; ++i)
        buckets.edges.push_back(*parseIso(first) + i * std::chrono::hours(each));
    return buckets;
}

QStringList labelsOf(const std::vector<TimeTick>& ticks) {
    QStringList labels;
    for (const TimeTick& tick : ticks)
        labels.append(tick.label);
    return labels;
}

} // namespace

class TestTimeTicks : public QObject {
    Q_OBJECT

private slots:
    void everyDayWhereItFits() {
        const auto ticks = timeTicks(days({2026, 11, 6}, 4), 60.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks), QStringList({"6 Nov", "7 Nov", "8 Nov", "9 Nov"}));
        QCOMPARE(ticks[2].position, 2.0);
    }

    void everySecondDayWhereNot() {
        // 42 for a label and 10 for the gap need more than one day of 30, less than two.
        const auto ticks = timeTicks(days({2026, 11, 6}, 14), 30.0, 10.0, widthOf);
        QCOMPARE(ticks.size(), std::size_t(7));
        for (std::size_t i = 1; i < ticks.size(); ++i)
            QCOMPARE(ticks[i].position - ticks[i - 1].position, 2.0);
    }

    void monthsOfAYear() {
        const auto ticks = timeTicks(days({2025, 11, 20}, 200), 2.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks), QStringList({"Dec", "2026", "Feb", "Mar", "Apr", "May", "Jun"}));
        QCOMPARE(ticks[0].position, 11.0); // 1 December is eleven days after 20 November
    }

    void clockTimesStandAtTheStart() {
        const auto ticks = timeTicks(hours("2026-11-06T21:00", 6), 60.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks), QStringList({"21:00", "22:00", "23:00", "7 Nov", "01:00", "02:00"}));
        QCOMPARE(ticks[0].position, -0.5);
        QCOMPARE(ticks[3].position, 2.5);
    }

    void hoursAreThinnedToRoundOnes() {
        const auto ticks = timeTicks(hours("2026-11-06T00:00", 24), 16.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks),
                 QStringList({"6 Nov", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"}));
    }

    void changeOfSummerTime() {
        // 25 October 2026 has 25 hours in Berlin; 02:00 comes twice and is one mark of the calendar.
        const auto ticks = timeTicks(hours("2026-10-25T00:00", 25), 16.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks),
                 QStringList({"25 Oct", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"}));
        QCOMPARE(ticks[1].position, 3.5); // an hour later than on other days
    }

    void neverOverlap_data() {
        QTest::addColumn<double>("width");
        for (double width = 20.0; width <= 2000.0; width *= 1.17)
            QTest::newRow(qPrintable(QString::number(width))) << width;
    }
    void neverOverlap() {
        QFETCH(double, width);
        const Buckets sizes[] = {days({2026, 1, 28}, 40), days({2026, 11, 6}, 1), hours("2026-11-06T05:00", 40),
                                 hours("2026-11-06T00:00", 56, 6)};
        for (const Buckets& buckets : sizes) {
            const double each = width / static_cast<double>(buckets.count());
            const auto ticks = timeTicks(buckets, each, 8.0, widthOf);
            QVERIFY(!ticks.empty());
            for (std::size_t i = 1; i < ticks.size(); ++i) {
                const double end = ticks[i - 1].position * each + widthOf(ticks[i - 1].label) / 2.0;
                QVERIFY(ticks[i].position * each - widthOf(ticks[i].label) / 2.0 >= end + 8.0 - 1e-9);
            }
        }
    }

    void nothingToLabel() { QVERIFY(timeTicks(Buckets(), 10.0, 5.0, widthOf).empty()); }

    void trueTimeIsMarkedByTheCalendar() {
        // Two days over 300 units: a label of 35 and the gap need 45, six hours have 37.5 and twelve have 75.
        const Time from = *parseIso("2026-11-06T09:00");
        const auto ticks = timeTicks(from, from + std::chrono::hours(48), 300.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks), QStringList({"12:00", "7 Nov", "12:00", "8 Nov"}));
        QCOMPARE(ticks[0].position, 3.0 * 3600.0);
        QCOMPARE(ticks[1].position, 15.0 * 3600.0);
    }

    void clocksPutBackMoveTheMarks() {
        // In Berlin 25 October 2026 has 25 hours, so that its noon comes 13 hours after midnight.
        const Time from = *parseIso("2026-10-25");
        const auto ticks = timeTicks(from, from + std::chrono::hours(25), 160.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks), QStringList({"25 Oct", "12:00", "26 Oct"}));
        QCOMPARE(ticks[1].position, 13.0 * 3600.0);
        QCOMPARE(ticks[2].position, 25.0 * 3600.0);
    }

    void monthsAndMinutesOfTrueTime() {
        const auto months = timeTicks(*parseIso("2026-01-15"), *parseIso("2026-06-15"), 250.0, 10.0, widthOf);
        QCOMPARE(labelsOf(months), QStringList({"Feb", "Mar", "Apr", "May", "Jun"}));
        const Time from = *parseIso("2026-11-06T09:00:30");
        const auto minutes = timeTicks(from, from + std::chrono::minutes(4), 200.0, 10.0, widthOf);
        QCOMPARE(labelsOf(minutes), QStringList({"09:01", "09:02", "09:03", "09:04"}));
        QVERIFY(timeTicks(from, from, 200.0, 10.0, widthOf).empty());
    }

    void momentsSayEachTimeOnce() {
        std::vector<Time> turns;
        for (int i = 0; i < 40; ++i)
            turns.push_back(*parseIso("2026-11-06T17:36:00") + i * std::chrono::seconds(20));
        // Three turns a minute, 30 units each: every minute has room.
        const auto ticks = momentTicks(turns, 30.0, 10.0, widthOf);
        QCOMPARE(ticks.size(), std::size_t(14));
        QCOMPARE(ticks[0].label, QStringLiteral("17:36"));
        QCOMPARE(ticks[1].label, QStringLiteral("17:37"));
        QCOMPARE(ticks[1].position, 3.0);
        QVERIFY(momentTicks({}, 30.0, 10.0, widthOf).empty());
    }

    // Which of two days a time is of would not be known otherwise.
    void momentsOfSeveralDaysSayEachDayFirst() {
        std::vector<Time> turns;
        for (const char* iso : {"2026-11-18T22:00", "2026-11-18T23:10", "2026-11-19T00:40", "2026-11-19T08:00",
                                "2026-11-20T07:00", "2026-11-20T08:00"})
            turns.push_back(*parseIso(iso));
        const auto ticks = momentTicks(turns, 60.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks), QStringList({"18 Nov", "23:10", "19 Nov", "08:00", "20 Nov", "08:00"}));
        QVERIFY(!ticks[0].clock && ticks[1].clock && !ticks[2].clock && ticks[3].clock);
        // With room for every second of them, no day is passed over.
        QCOMPARE(labelsOf(momentTicks(turns, 40.0, 10.0, widthOf)), QStringList({"18 Nov", "19 Nov", "20 Nov"}));
    }

    // A second begins where the clock says so, not with the microseconds of a turn in it.
    void momentsOfSecondsByTheMicrosecond() {
        const Time second = *parseIso("2026-11-06T17:36:07");
        const std::vector<Time> turns{second + std::chrono::microseconds(500), second + std::chrono::microseconds(900),
                                      second + std::chrono::seconds(1) + std::chrono::microseconds(100)};
        QCOMPARE(labelsOf(momentTicks(turns, 100.0, 10.0, widthOf)), QStringList({"17:36:07", "17:36:08"}));
    }

    // The clock is put back on the 25th: a day of 25 hours.
    void momentsOfDays() {
        std::vector<Time> turns;
        for (int i = 0; i < 97; ++i)
            turns.push_back(*parseIso("2026-10-24T00:30:00") + i * std::chrono::hours(1));
        const auto ticks = momentTicks(turns, 30.0, 10.0, widthOf);
        QCOMPARE(labelsOf(ticks), QStringList({"24 Oct", "25 Oct", "26 Oct", "27 Oct"}));
        QCOMPARE(ticks[1].position, 24.0);
        QCOMPARE(ticks[2].position, 49.0);
        QCOMPARE(ticks[3].position, 73.0);
    }
};

QTEST_APPLESS_MAIN(TestTimeTicks)
#include "tst_time_ticks.moc"
