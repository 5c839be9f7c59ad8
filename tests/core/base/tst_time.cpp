// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include <moie/base/clock.h>
#include <moie/base/time.h>

using namespace std::chrono_literals;
using moie::fromUnixSeconds;
using moie::ManualClock;
using moie::Time;
using moie::TimeRange;
using moie::toUnixSeconds;

class TestTime : public QObject {
    Q_OBJECT

private slots:
    void countsNanoseconds();
    void comesBackUnchanged();
    void rangeIsHalfOpen();
    void unknownSortsFirst();
    void manualClockMovesWhenTold();
};

void TestTime::countsNanoseconds() {
    QCOMPARE(fromUnixSeconds(0).time_since_epoch().count(), std::int64_t{0});
    QCOMPARE(fromUnixSeconds(1.5).time_since_epoch().count(), std::int64_t{1'500'000'000});
    QCOMPARE(fromUnixSeconds(-0.25).time_since_epoch().count(), std::int64_t{-250'000'000});
    QCOMPARE(toUnixSeconds(Time(-250ms)), -0.25);
    QCOMPARE(moie::toSeconds(1500ms), 1.5);
}

void TestTime::comesBackUnchanged() {
    const double from = 946'684'800; // 2000-01-01
    const double to = 4'102'444'800; // 2100-01-01
    QCOMPARE(toUnixSeconds(fromUnixSeconds(from)), from);
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> anyTime(from, to);
    std::size_t changed = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const double seconds = anyTime(random);
        changed += toUnixSeconds(fromUnixSeconds(seconds)) != seconds;
    }
    QCOMPARE(changed, std::size_t{0});
}

void TestTime::rangeIsHalfOpen() {
    const Time a = fromUnixSeconds(100);
    const Time b = fromUnixSeconds(200);
    const TimeRange range{a, b};
    QVERIFY(range.contains(a));
    QVERIFY(range.contains(b - 1ns));
    QVERIFY(!range.contains(b));
    QVERIFY(!range.contains(a - 1ns));
    QVERIFY((TimeRange{std::nullopt, b}).contains(a - 1h));
    QVERIFY((TimeRange{a, std::nullopt}).contains(b + 1h));
    QVERIFY(TimeRange().contains(a));
}

void TestTime::unknownSortsFirst() {
    QVERIFY(moie::unknownTime < fromUnixSeconds(-9e9));
}

void TestTime::manualClockMovesWhenTold() {
    ManualClock clock(fromUnixSeconds(1000));
    clock.advance(90s);
    QCOMPARE(toUnixSeconds(clock.now()), 1090.0);
    QVERIFY(clock.elapsed() == 90s);
    clock.set(fromUnixSeconds(500));
    QCOMPARE(toUnixSeconds(clock.now()), 500.0);
    QVERIFY(clock.elapsed() == 90s);
    const auto earlier = moie::systemClock().elapsed();
    QVERIFY(moie::systemClock().elapsed() >= earlier);
    QVERIFY(moie::systemClock().now() > fromUnixSeconds(1'700'000'000));
}

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
