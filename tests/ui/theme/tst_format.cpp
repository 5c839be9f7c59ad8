// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QTest>

#include "ui/theme/format.h"

using namespace moie;
using namespace moie::ui;

namespace {

Time at(const char* iso) {
    return *parseIso(iso);
}

Buckets bucketsOf(BucketSize size, std::initializer_list<const char*> edges) {
    Buckets buckets;
    buckets.size = size;
    for (const char* edge : edges)
        buckets.edges.push_back(at(edge));
    return buckets;
}

const double none = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestFormat : public QObject {
    Q_OBJECT

private slots:
    void figure_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("negative zero") << -0.0 << "0";
        QTest::newRow("love") << 1.5834 << "1.58";
        QTest::newRow("trailing zero") << 0.5 << "0.500";
        QTest::newRow("small") << 0.042149 << "0.0421";
        QTest::newRow("rounds up a digit") << 9.996 << "10.0";
        QTest::newRow("rounds up to hundred") << 99.97 << "100";
        QTest::newRow("hundreds") << 123.4 << "123";
        QTest::newRow("thousands") << 12345.6 << "12,300";
        QTest::newRow("millions") << 1234567.0 << "1,230,000";
        QTest::newRow("minus sign") << -3.999 << "−4.00";
        QTest::newRow("tiny") << 0.0000123 << "1.23e−05";
        QTest::newRow("nothing") << none << "–";
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << "–";
    }
    void figure() {
        QFETCH(double, value);
        QTEST(format::figure(value), "text");
    }

    // Three digits of a number that a double does not know all digits of.
    void veryLarge() {
        QCOMPARE(format::fixed(999'999'999'999'999.0, 0), QStringLiteral("999,999,999,999,999"));
        QCOMPARE(format::fixed(-1.5e15, 2), QStringLiteral("−1.50e+15"));
        QCOMPARE(format::figure(1e300), QStringLiteral("1.00e+300"));
        QCOMPARE(format::duration(86'400e20), QStringLiteral("1.00e+20 d"));
    }
    void fixed() {
        QCOMPARE(format::fixed(-0.0004, 2), QStringLiteral("0.00"));
        QCOMPARE(format::fixed(-1.25, 1), QStringLiteral("−1.3"));
        QCOMPARE(format::fixed(12007.0, 0), QStringLiteral("12,007"));
        QCOMPARE(format::fixed(1234.5, 2), QStringLiteral("1,234.50"));
        QCOMPARE(format::fixed(none, 2), QStringLiteral("–"));
    }

    void counts() {
        QCOMPARE(format::count(0), QStringLiteral("0"));
        QCOMPARE(format::count(999), QStringLiteral("999"));
        QCOMPARE(format::count(1000), QStringLiteral("1,000"));
        QCOMPARE(format::count(12007), QStringLiteral("12,007"));
        QCOMPARE(format::count(1234567890), QStringLiteral("1,234,567,890"));
        QCOMPARE(format::counted(1, format::Noun::Turn), QStringLiteral("1 turn"));
        QCOMPARE(format::counted(0, format::Noun::Turn), QStringLiteral("0 turns"));
        QCOMPARE(format::counted(12007, format::Noun::Turn), QStringLiteral("12,007 turns"));
    }

    void percent_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0 %";
        QTest::newRow("all") << 1.0 << "100 %";
        QTest::newRow("usual") << 0.13656 << "13.7 %";
        QTest::newRow("one digit") << 0.05 << "5.0 %";
        QTest::newRow("never rounded down to nothing") << 0.00042 << "0.042 %";
        QTest::newRow("never rounded up to all") << 0.99961 << ">99.9 %";
        QTest::newRow("difference") << -0.0123 << "−1.2 %";
        QTest::newRow("nothing") << none << "–";
    }
    void percent() {
        QFETCH(double, share);
        QTEST(format::percent(share), "text");
    }

    void percentRange() {
        QCOMPARE(format::percentRange(0.116, 0.1612), QStringLiteral("11.6–16.1 %"));
        QCOMPARE(format::percentRange(0.0, 0.004), QStringLiteral("0–0.4 %"));
        QCOMPARE(format::percentRange(none, 0.1), QStringLiteral("–"));
    }

    void duration_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0 s";
        QTest::newRow("microseconds") << 0.00042 << "420 µs";
        QTest::newRow("few milliseconds") << 0.0042 << "4.2 ms";
        QTest::newRow("milliseconds") << 0.85 << "850 ms";
        QTest::newRow("almost a second") << 0.9996 << "1.0 s";
        QTest::newRow("seconds") << 1.23 << "1.2 s";
        QTest::newRow("many seconds") << 14.56 << "14.6 s";
        QTest::newRow("almost a minute") << 59.97 << "1 min";
        QTest::newRow("minutes") << 200.0 << "3 min 20 s";
        QTest::newRow("whole minutes") << 120.0 << "2 min";
        QTest::newRow("almost an hour") << 3599.7 << "1 h";
        QTest::newRow("hours") << 7500.0 << "2 h 5 min";
        QTest::newRow("days") << 273600.0 << "3 d 4 h";
        QTest::newRow("negative") << -0.1 << "−100 ms";
        QTest::newRow("nothing") << none << "–";
    }
    void duration() {
        QFETCH(double, seconds);
        QTEST(format::duration(seconds), "text");
    }

    void durationChange() {
        QCOMPARE(format::durationChange(-0.12, 3.3), QStringLiteral("0.1 s"));
        QCOMPARE(format::durationChange(0.02, 3.3), QStringLiteral("20 ms"));
        QCOMPARE(format::durationChange(0.12, 0.85), QStringLiteral("120 ms"));
        QCOMPARE(format::durationChange(0.0, 3.3), QStringLiteral("0.0 s"));
        QCOMPARE(format::durationChange(none, 3.3), QStringLiteral("–"));
    }

    void bytes() {
        QCOMPARE(format::bytes(0), QStringLiteral("0 B"));
        QCOMPARE(format::bytes(950), QStringLiteral("950 B"));
        QCOMPARE(format::bytes(1200), QStringLiteral("1.20 kB"));
        QCOMPARE(format::bytes(999'900), QStringLiteral("1.00 MB"));
        QCOMPARE(format::bytes(1'240'000'000), QStringLiteral("1.24 GB"));
    }

    void times() {
        const Time now = at("2026-11-22T10:00:00");
        QCOMPARE(format::dateTime(at("2026-11-20T07:12:36.9"), now), QStringLiteral("20 Nov 07:12:36"));
        QCOMPARE(format::dateTime(at("2025-11-20T07:12:36"), now), QStringLiteral("20 Nov 2025 07:12:36"));
        QCOMPARE(format::date(at("2026-11-06"), now), QStringLiteral("6 Nov"));
        QCOMPARE(format::clock(at("2026-11-06T04:05:06")), QStringLiteral("04:05"));
        QCOMPARE(format::dateTime(unknownTime, now), QStringLiteral("–"));
        QCOMPARE(format::ago(at("2026-11-22T09:59:48"), now), QStringLiteral("12 s ago"));
        QCOMPARE(format::ago(at("2026-11-22T08:01:00"), now), QStringLiteral("1 h ago"));
        QCOMPARE(format::ago(at("2026-11-22T10:00:05"), now), QStringLiteral("0 s ago"));
    }

    void dateRange_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("text");
        QTest::newRow("one day") << QByteArray("2026-11-20T07:12:00") << QByteArray("2026-11-20T09:40:00")
                                 << "20 Nov 07:12–09:40";
        QTest::newRow("one minute") << QByteArray("2026-11-20T07:12:05") << QByteArray("2026-11-20T07:12:40")
                                    << "20 Nov 07:12";
        QTest::newRow("one month") << QByteArray("2026-11-06") << QByteArray("2026-11-20") << "6–20 Nov";
        QTest::newRow("two months") << QByteArray("2026-10-28") << QByteArray("2026-11-03") << "28 Oct – 3 Nov";
        QTest::newRow("two years") << QByteArray("2025-12-28") << QByteArray("2026-01-03")
                                   << "28 Dec 2025 – 3 Jan 2026";
        QTest::newRow("another year") << QByteArray("2025-03-01") << QByteArray("2025-03-09") << "1–9 Mar 2025";
    }
    void dateRange() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QTEST(format::dateRange(at(from.constData()), at(to.constData()), at("2026-11-22T10:00:00")), "text");
    }

    void buckets() {
        const Time now = at("2026-11-22T10:00:00");
        const auto hours = bucketsOf({1, BucketUnit::Hour}, {"2026-11-06T14:00", "2026-11-06T15:00"});
        QCOMPARE(format::bucket(hours, 0, now), QStringLiteral("6 Nov 14:00–15:00"));
        QCOMPARE(format::bucket(hours, 1, now), QStringLiteral("–"));
        const auto weeks = bucketsOf({1, BucketUnit::Week}, {"2026-11-02", "2026-11-09"});
        QCOMPARE(format::bucket(weeks, 0, now), QStringLiteral("2–8 Nov"));
        const auto months = bucketsOf({1, BucketUnit::Month}, {"2026-11-01", "2026-12-01"});
        QCOMPARE(format::bucket(months, 0, now), QStringLiteral("Nov 2026"));
        const auto quarters = bucketsOf({3, BucketUnit::Month}, {"2026-10-01", "2027-01-01"});
        QCOMPARE(format::bucket(quarters, 0, now), QStringLiteral("Oct–Dec 2026"));
        const auto pairsOfYears = bucketsOf({24, BucketUnit::Month}, {"2026-01-01", "2028-01-01"});
        QCOMPARE(format::bucket(pairsOfYears, 0, now), QStringLiteral("Jan 2026 – Dec 2027"));
        // The day of 25 hours, when summer time ends.
        const auto days = bucketsOf({1, BucketUnit::Day}, {"2026-10-25", "2026-10-26"});
        QCOMPARE(format::bucket(days, 0, now), QStringLiteral("25 Oct"));
        QCOMPARE(format::perBucket({1, BucketUnit::Day}), QStringLiteral("daily"));
        QCOMPARE(format::perBucket({6, BucketUnit::Hour}), QStringLiteral("6-hour"));
        QCOMPARE(format::eachBucket({1, BucketUnit::Hour}), QStringLiteral("per hour"));
        QCOMPARE(format::eachBucket({30, BucketUnit::Minute}), QStringLiteral("per 30 minutes"));
    }

    void logTextIsPlain() {
        QCOMPARE(format::words("harm_prevention"), QStringLiteral("harm prevention"));
        QCOMPARE(format::oneLine(QStringLiteral("a\nb\tc")), QStringLiteral("a\\nb\\tc"));
        QCOMPARE(format::oneLine(QString(QChar(0x202e)) + QLatin1Char('x')), QStringLiteral("\\u202ex"));
        QCOMPARE(format::oneLine(QString(QChar(0x1b)) + QStringLiteral("[31m")), QStringLiteral("\\u001b[31m"));
        const QString family = QString::fromUtf8("\U0001f468\u200d\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u0631");
        QCOMPARE(format::oneLine(family), family);
        QCOMPARE(format::oneLine(QString::fromUtf8("pay\u200dpal \U0001f468\u200d\u200d")),
                 QString::fromUtf8("pay\\u200dpal \U0001f468\u200d\\u200d"));
        QCOMPARE(format::shortId("2bd05e7a-1199-4000"), QStringLiteral("2bd05e7a"));
        const QString tip = format::toolTip(QStringLiteral("<img src='file:///etc/passwd'>\n& more"));
        QVERIFY(!tip.contains(QStringLiteral("<img")));
        QCOMPARE(tip, QStringLiteral("<p>&lt;img src='file:///etc/passwd'&gt;<br>&amp; more</p>"));
    }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
