// SPDX-License-Identifier: GPL-3.0-or-later
// Runs under TZ=Europe/Berlin. In 2026 clocks go forward on 29 March and back on 25 October, both at 01:00 UTC. Unix
// times were taken from Python's zoneinfo.
#include <QtTest>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <utility>

#include <moie/base/calendar.h>

using namespace std::chrono_literals;
using namespace moie;

namespace {

Time at(std::int64_t unixSeconds) {
    return Time(std::chrono::seconds(unixSeconds));
}

constexpr std::int64_t midnight28March = 1774652400;
constexpr std::int64_t midnight29March = 1774738800;
constexpr std::int64_t midnight30March = 1774821600;
constexpr std::int64_t midnight25October = 1792879200;
constexpr std::int64_t midnight26October = 1792969200;
constexpr std::int64_t noon20November = 1795172400;

QString text(const std::string& s) {
    return QString::fromStdString(s);
}

QString text(BucketSize size) {
    static constexpr const char* units[] = {"s", "min", "h", "d", "w", "month"};
    return QString("%1 %2").arg(size.count).arg(units[static_cast<int>(size.unit)]);
}

} // namespace

class TestCalendar : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void daysOfChangeHaveTheirLength();
    void addsDays_data();
    void addsDays();
    void localDateIsThatOfTheWallClock();
    void writesIso_data();
    void writesIso();
    void parsesIso_data();
    void parsesIso();
    void refusesWhatIsNoIso_data();
    void refusesWhatIsNoIso();
    void isoComesBack();
    void choosesTheSize_data();
    void choosesTheSize();
    void hourBucketsOnChangeDays();
    void threeHourBucketsKeepToTheWallClock();
    void minuteBucketsThroughTheChange();
    void dayBucketsOver23And25Hours();
    void weeksBeginOnMonday();
    void monthsBeginOnTheFirst();
    void findsTheBucket();
    void bucketsToTheEndsOfTime();
    void noBuckets();
    void otherZones();
};

void TestCalendar::initTestCase() {
    qputenv("TZ", "Europe/Berlin");
    ::tzset();
    QCOMPARE(text(zoneName(at(noon20November))), "CET");
    QCOMPARE(text(zoneName(at(midnight30March))), "CEST");
}

void TestCalendar::daysOfChangeHaveTheirLength() {
    QVERIFY(startOfDay({2026, 3, 29}) == at(midnight29March));
    QVERIFY(startOfDay({2026, 3, 30}) == at(midnight30March));
    QVERIFY(startOfDay({2026, 3, 30}) - startOfDay({2026, 3, 29}) == 23h);
    QVERIFY(startOfDay({2026, 10, 25}) == at(midnight25October));
    QVERIFY(startOfDay({2026, 10, 26}) == at(midnight26October));
    QVERIFY(startOfDay({2026, 10, 26}) - startOfDay({2026, 10, 25}) == 25h);
}

void TestCalendar::addsDays_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("to");
    QTest::newRow("none") << "2026-11-20" << 0 << "2026-11-20";
    QTest::newRow("into the next month") << "2026-01-31" << 1 << "2026-02-01";
    QTest::newRow("leap day") << "2028-02-28" << 1 << "2028-02-29";
    QTest::newRow("no leap day") << "2026-02-28" << 1 << "2026-03-01";
    QTest::newRow("back over the year") << "2026-01-01" << -1 << "2025-12-31";
    QTest::newRow("a year") << "2026-03-29" << 365 << "2027-03-29";
    QTest::newRow("over both changes") << "2026-03-01" << 275 << "2026-12-01";
}

void TestCalendar::addsDays() {
    QFETCH(QString, from);
    QFETCH(int, days);
    QFETCH(QString, to);
    const QStringList parts = from.split('-');
    const LocalDate date{parts[0].toInt(), parts[1].toInt(), parts[2].toInt()};
    QCOMPARE(text(isoDate(date)), from);
    QCOMPARE(text(isoDate(addDays(date, days))), to);
}

void TestCalendar::localDateIsThatOfTheWallClock() {
    QVERIFY((localDate(at(midnight29March)) == LocalDate{2026, 3, 29}));
    QVERIFY((localDate(at(midnight29March) - 1ns) == LocalDate{2026, 3, 28}));
    QVERIFY((localDate(at(midnight26October) - 1ns) == LocalDate{2026, 10, 25}));
}

void TestCalendar::writesIso_data() {
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("iso");
    const qint64 second = 1'000'000'000;
    const qint64 base = 1795155156 * second;
    QTest::newRow("whole") << base << "2026-11-20T07:12:36+01:00";
    QTest::newRow("fraction") << base + second / 4 << "2026-11-20T07:12:36.250000+01:00";
    QTest::newRow("rounded down") << base + 1499 << "2026-11-20T07:12:36.000001+01:00";
    QTest::newRow("half to even, down") << base + 2500 << "2026-11-20T07:12:36.000002+01:00";
    QTest::newRow("half to even, up") << base + 3500 << "2026-11-20T07:12:36.000004+01:00";
    QTest::newRow("rounded into the next second") << base + second - 400 << "2026-11-20T07:12:37+01:00";
    QTest::newRow("summer") << 1774747800 * second << "2026-03-29T03:30:00+02:00";
    QTest::newRow("02:30 the first time") << 1792888200 * second << "2026-10-25T02:30:00+02:00";
    QTest::newRow("02:30 the second time") << 1792891800 * second << "2026-10-25T02:30:00+01:00";
    QTest::newRow("before 1970") << -second / 2 << "1970-01-01T00:59:59.500000+01:00";
}

void TestCalendar::writesIso() {
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, iso);
    const Time time{Duration(nanoseconds)};
    QCOMPARE(text(isoLocalWithOffset(time)), iso);
    QCOMPARE(text(isoLocal(time)), iso.left(iso.size() - 6));
}

void TestCalendar::parsesIso_data() {
    QTest::addColumn<QString>("iso");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<qint64>("nanoseconds");
    const auto row = [](const char* iso, qint64 seconds, qint64 nanoseconds = 0) {
        QTest::newRow(iso) << iso << seconds << nanoseconds;
    };
    row("2026-11-20", 1795129200);
    row("2026-03-29", midnight29March);
    row("2026-11-20T07:12", 1795155120);
    row("2026-11-20T07:12:36", 1795155156);
    row("2026-11-20 07:12:36", 1795155156);
    row("2026-11-20T07:12:36.25", 1795155156, 250'000'000);
    row("2026-11-20T07:12:36,5", 1795155156, 500'000'000);
    row("2026-11-20T07:12:36.1234567891", 1795155156, 123'456'789);
    row("2026-11-20T06:12:36Z", 1795155156);
    row("2026-11-20T07:12:36+01:00", 1795155156);
    row("2026-11-20T07:12:36+0100", 1795155156);
    row("2026-11-20T07:12:36+01", 1795155156);
    row("2026-11-19T20:42:36.5-09:30", 1795155156, 500'000'000);
    row("2026-10-25T02:30:00", 1792888200); // shown twice: the first
    row("2026-10-25T02:30:00+01:00", 1792891800);
    row("2026-03-29T02:30:00", 1774747800); // never shown: 03:30
}

void TestCalendar::parsesIso() {
    QFETCH(QString, iso);
    QFETCH(qint64, seconds);
    QFETCH(qint64, nanoseconds);
    const auto time = parseIso(iso.toStdString());
    QVERIFY(time.has_value());
    QCOMPARE(time->time_since_epoch().count(), seconds * 1'000'000'000 + nanoseconds);
}

void TestCalendar::refusesWhatIsNoIso_data() {
    QTest::addColumn<QString>("iso");
    for (const char* iso : {"",
                            "2026",
                            "2026-11",
                            "2026-11-",
                            "2026-1-20",
                            "2026-02-29",
                            "2026-13-01",
                            "2026-00-10",
                            "2026-11-20T",
                            "2026-11-20T7:12",
                            "2026-11-20T24:00",
                            "2026-11-20T07:60",
                            "2026-11-20T07:12:60",
                            "2026-11-20T07:12:36.",
                            "2026-11-20T07:12:36+",
                            "2026-11-20T07:12:36+1",
                            "2026-11-20T07:12:36+01:",
                            "2026-11-20T07:12:36+01:60",
                            "2026-11-20T07:12:36Zulu",
                            "2026-11-20x07:12",
                            "2026-11-20 ",
                            " 2026-11-20",
                            "20261120",
                            "-026-11-20",
                            "1500-01-01",
                            "9999-01-01",
                            "yesterday",
                            "2026-11-20T07:+2:36"})
        QTest::newRow(iso) << iso;
}

void TestCalendar::refusesWhatIsNoIso() {
    QFETCH(QString, iso);
    QVERIFY(!parseIso(iso.toStdString()).has_value());
}

void TestCalendar::isoComesBack() {
    // Ten days around each change, in steps of 611 s: the local text alone is ambiguous, that with the offset is not.
    for (const std::int64_t middle : {midnight29March, midnight25October}) {
        for (std::int64_t second = middle - 5 * 86400; second < middle + 5 * 86400; second += 611) {
            const Time time = at(second) + 123456us;
            const auto back = parseIso(isoLocalWithOffset(time));
            QVERIFY(back.has_value());
            QVERIFY(*back == time);
        }
    }
}

void TestCalendar::choosesTheSize_data() {
    QTest::addColumn<qint64>("span"); // first…first + span
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("size");
    QTest::addColumn<int>("count");
    const qint64 hour = 3600;
    const qint64 day = 86400;
    // From noon of 20 November, to the last second of the span.
    QTest::newRow("one moment") << qint64{0} << 200 << "1 s" << 1;
    QTest::newRow("200 s") << qint64{199} << 200 << "1 s" << 200;
    QTest::newRow("201 s") << qint64{200} << 200 << "5 s" << 41;
    QTest::newRow("1000 s") << qint64{999} << 200 << "5 s" << 200;
    QTest::newRow("1001 s") << qint64{1000} << 200 << "15 s" << 67;
    QTest::newRow("100 min") << qint64{5999} << 200 << "30 s" << 200;
    QTest::newRow("200 min") << qint64{11999} << 200 << "1 min" << 200;
    QTest::newRow("16 h") << 16 * hour << 200 << "5 min" << 193;
    QTest::newRow("2 days") << 48 * hour << 200 << "15 min" << 193;
    QTest::newRow("4 days") << 4 * day << 200 << "30 min" << 193;
    QTest::newRow("8 days") << 8 * day << 200 << "1 h" << 193;
    QTest::newRow("14 days") << 14 * day << 200 << "3 h" << 113;
    QTest::newRow("14 days, few") << 14 * day << 40 << "12 h" << 29;
    QTest::newRow("14 days, fewer") << 14 * day << 20 << "1 d" << 15;
    QTest::newRow("30 days, few") << 30 * day << 40 << "1 d" << 31;
    QTest::newRow("60 days, few") << 60 * day << 40 << "1 w" << 10;      // Friday 20 November … Tuesday 19 January
    QTest::newRow("2 years") << 730 * day << 20 << "3 month" << 9;       // 2026 IV … 2028 IV
    QTest::newRow("50 years") << 18262 * day << 200 << "6 month" << 101; // 2026 II … 2076 II
    QTest::newRow("50 years, as few as can be") << 18262 * day << 1 << "384 month" << 2; // 2016, 2048, 2080
}

void TestCalendar::choosesTheSize() {
    QFETCH(qint64, span);
    QFETCH(int, most);
    QFETCH(QString, size);
    QFETCH(int, count);
    const Time first = at(noon20November);
    const Time last = at(noon20November + span);
    const Buckets buckets = bucketsFor(first, last, static_cast<std::size_t>(most));
    QCOMPARE(text(buckets.size), size);
    QCOMPARE(static_cast<int>(buckets.count()), count);
    QVERIFY(buckets.edges.front() <= first);
    QVERIFY(buckets.edges.back() > last);
    for (std::size_t i = 1; i < buckets.edges.size(); ++i)
        QVERIFY(buckets.edges[i - 1] < buckets.edges[i]);
}

void TestCalendar::hourBucketsOnChangeDays() {
    // Without a clock change a day has 24; the edges lie at equal distances in real time.
    const auto spring = bucketsFor(at(midnight29March), at(midnight30March - 1), 25);
    QCOMPARE(text(spring.size), "1 h");
    QCOMPARE(spring.count(), std::size_t{23});
    const auto autumn = bucketsFor(at(midnight25October), at(midnight26October - 1), 25);
    QCOMPARE(text(autumn.size), "1 h");
    QCOMPARE(autumn.count(), std::size_t{25});
    for (const auto* buckets : {&spring, &autumn})
        for (std::size_t i = 1; i < buckets->edges.size(); ++i)
            QVERIFY(buckets->edges[i] - buckets->edges[i - 1] == 1h);
    QCOMPARE(text(isoLocal(spring.edges[2])), "2026-03-29T03:00:00");
    // 02:00 stands there twice, with 02:30 of each in its own bucket.
    QCOMPARE(text(isoLocalWithOffset(autumn.edges[2])), "2026-10-25T02:00:00+02:00");
    QCOMPARE(text(isoLocalWithOffset(autumn.edges[3])), "2026-10-25T02:00:00+01:00");
    QCOMPARE(autumn.indexOf(at(1792888200)), std::size_t{2});
    QCOMPARE(autumn.indexOf(at(1792891800)), std::size_t{3});
}

void TestCalendar::threeHourBucketsKeepToTheWallClock() {
    const auto spring = bucketsFor(at(midnight29March), at(midnight30March - 1), 8);
    QCOMPARE(text(spring.size), "3 h");
    QCOMPARE(spring.count(), std::size_t{8});
    QVERIFY(spring.edges[1] - spring.edges[0] == 2h);
    QCOMPARE(text(isoLocal(spring.edges[1])), "2026-03-29T03:00:00");
    const auto autumn = bucketsFor(at(midnight25October), at(midnight26October - 1), 8);
    QCOMPARE(autumn.count(), std::size_t{8});
    QVERIFY(autumn.edges[1] - autumn.edges[0] == 4h);
    QCOMPARE(text(isoLocal(autumn.edges[7])), "2026-10-25T21:00:00");
    // 12 h buckets begin at midnight and noon.
    const auto halves = bucketsFor(at(noon20November + 3600), at(noon20November + 86400), 3);
    QCOMPARE(text(halves.size), "12 h");
    QCOMPARE(text(isoLocal(halves.edges[0])), "2026-11-20T12:00:00");
    QCOMPARE(text(isoLocal(halves.edges[1])), "2026-11-21T00:00:00");
}

void TestCalendar::minuteBucketsThroughTheChange() {
    // 01:45 … 03:15 summer time is half an hour of real time: 01:45 and 03:00.
    const auto spring = bucketsFor(at(midnight29March + 6300), at(midnight29March + 8100 - 1), 2);
    QCOMPARE(text(spring.size), "15 min");
    QCOMPARE(spring.count(), std::size_t{2});
    QCOMPARE(text(isoLocal(spring.edges[0])), "2026-03-29T01:45:00");
    QCOMPARE(text(isoLocal(spring.edges[1])), "2026-03-29T03:00:00");
}

void TestCalendar::dayBucketsOver23And25Hours() {
    const auto spring = bucketsFor(at(midnight28March + 5), at(midnight30March + 5), 3);
    QCOMPARE(text(spring.size), "1 d");
    QCOMPARE(spring.count(), std::size_t{3});
    QVERIFY(spring.edges[0] == at(midnight28March));
    QVERIFY(spring.edges[1] - spring.edges[0] == 24h);
    QVERIFY(spring.edges[2] - spring.edges[1] == 23h);
    QVERIFY(spring.edges[3] - spring.edges[2] == 24h);
    const auto autumn = bucketsFor(at(midnight25October), at(midnight26October), 2);
    QCOMPARE(text(autumn.size), "1 d");
    QVERIFY(autumn.edges[1] - autumn.edges[0] == 25h);
}

void TestCalendar::weeksBeginOnMonday() {
    // Sunday 22 November belongs to the week of Monday the 16th.
    const auto buckets = bucketsFor(at(1795302000), at(1795302000 + 70 * 86400), 12);
    QCOMPARE(text(buckets.size), "1 w");
    QCOMPARE(text(isoLocal(buckets.edges.front())), "2026-11-16T00:00:00");
    QCOMPARE(text(isoLocal(buckets.edges.back())), "2027-02-01T00:00:00");
    QCOMPARE(buckets.count(), std::size_t{11});
}

void TestCalendar::monthsBeginOnTheFirst() {
    const auto buckets = bucketsFor(at(noon20November), at(noon20November + 100 * 86400), 5);
    QCOMPARE(text(buckets.size), "1 month");
    QStringList edges;
    for (const Time edge : buckets.edges)
        edges << text(isoLocal(edge));
    QCOMPARE(edges, (QStringList{"2026-11-01T00:00:00", "2026-12-01T00:00:00", "2027-01-01T00:00:00",
                                 "2027-02-01T00:00:00", "2027-03-01T00:00:00"}));
}

void TestCalendar::findsTheBucket() {
    const auto buckets = bucketsFor(at(midnight28March), at(midnight30March), 3);
    QCOMPARE(buckets.indexOf(at(midnight28March) - 1ns), std::size_t{3});
    QCOMPARE(buckets.indexOf(at(midnight28March)), std::size_t{0});
    QCOMPARE(buckets.indexOf(at(midnight29March) - 1ns), std::size_t{0});
    QCOMPARE(buckets.indexOf(at(midnight29March)), std::size_t{1});
    QCOMPARE(buckets.indexOf(buckets.edges.back() - 1ns), std::size_t{2});
    QCOMPARE(buckets.indexOf(buckets.edges.back()), std::size_t{3});
}

// Whatever year a log claims, each of its times has a bucket.
void TestCalendar::bucketsToTheEndsOfTime() {
    const Time first = *parseIso("1678-01-01");
    const Time last = *parseIso("2261-12-31T23:59:59");
    for (const auto& [from, to] : {std::pair(first, last), std::pair(first, at(noon20November)),
                                   std::pair(at(noon20November), last), std::pair(last - 24h, last)}) {
        const auto buckets = bucketsFor(from, to, 40);
        QVERIFY(buckets.count() > 0 && buckets.count() <= 40);
        QVERIFY(std::is_sorted(buckets.edges.begin(), buckets.edges.end(), std::less_equal<>()));
        QCOMPARE(buckets.indexOf(from), std::size_t{0});
        QCOMPARE(buckets.indexOf(to), buckets.count() - 1);
    }
}

void TestCalendar::noBuckets() {
    QCOMPARE(bucketsFor(at(10), at(9)).count(), std::size_t{0});
    QCOMPARE(bucketsFor(unknownTime, at(9)).count(), std::size_t{0});
    QCOMPARE(Buckets().indexOf(at(9)), std::size_t{0});
}

void TestCalendar::otherZones() {
    const auto setZone = [](const char* zone) {
        qputenv("TZ", zone);
        ::tzset();
    };
    setZone("America/Sao_Paulo"); // on 4 November 2018 midnight was left out: the day began at 01:00
    QVERIFY(startOfDay({2018, 11, 4}) == at(1541300400));
    QCOMPARE(text(isoLocalWithOffset(at(1541300400))), "2018-11-04T01:00:00-02:00");
    setZone("America/Havana"); // on 1 November 2026 the hour after midnight comes twice
    QVERIFY(startOfDay({2026, 11, 1}) == at(1793505600));
    QCOMPARE(text(isoLocalWithOffset(at(1793505600))), "2026-11-01T00:00:00-04:00");
    setZone("Asia/Kathmandu"); // UTC+05:45: hours begin at 15 minutes past those of UTC
    const auto hours = bucketsFor(at(noon20November), at(noon20November + 3 * 3600 - 1), 4);
    QCOMPARE(text(hours.size), "1 h");
    QCOMPARE(text(isoLocalWithOffset(hours.edges[0])), "2026-11-20T16:00:00+05:45");
    setZone("Pacific/Apia"); // 30 December 2011 was left out
    const auto days = bucketsFor(startOfDay({2011, 12, 29}), startOfDay({2012, 1, 1}) - 1ns, 3);
    QCOMPARE(text(days.size), "1 d");
    QCOMPARE(days.count(), std::size_t{2});
    QCOMPARE(text(isoLocal(days.edges[1])), "2011-12-31T00:00:00");
    setZone("UTC");
    QCOMPARE(text(isoLocalWithOffset(at(noon20November))), "2026-11-20T11:00:00+00:00");
    setZone("Europe/Berlin");
}

QTEST_APPLESS_MAIN(TestCalendar)
#include "tst_calendar.moc"
