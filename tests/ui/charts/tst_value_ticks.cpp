// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "ui/charts/value_ticks.h"

using namespace moie;
using namespace moie::ui;

namespace {

ChartContent lineOf(std::vector<double> values, ValueUnit unit = ValueUnit::Plain) {
    ChartContent content;
    content.unit = unit;
    content.buckets.edges.resize(values.size() + 1);
    content.lines.push_back({QStringLiteral("line"), ColorRole::Accent, Qt::SolidLine, std::move(values), {}, {}});
    return content;
}

QStringList labelsOf(const ValueTicks& axis) {
    QStringList labels;
    for (const ValueTick& tick : axis.ticks)
        labels.append(tick.label);
    return labels;
}

} // namespace

class TestValueTicks : public QObject {
    Q_OBJECT

private slots:
    void loveStaysWithinItsScale() {
        ChartContent content = lineOf({0.44, 0.9});
        content.lines[0].low = {0.31, 0.8};
        content.lines[0].high = {0.55, 1.0};
        content.floor = 0.0;
        content.ceiling = 1.0;
        const ValueTicks axis = valueTicks(content, 4);
        QCOMPARE(axis.low, 0.2);
        QCOMPARE(axis.high, 1.0);
        QCOMPARE(labelsOf(axis), QStringList({"0.2", "0.4", "0.6", "0.8", "1.0"}));
    }

    void stacksAreSummed() {
        ChartContent content;
        content.unit = ValueUnit::Count;
        content.zeroBased = true;
        content.buckets.edges.resize(3);
        content.bars.push_back({QStringLiteral("a"), ColorRole::Bad, Marker::Square, {30, 5}});
        content.bars.push_back({QStringLiteral("b"), ColorRole::Good, Marker::Square, {90, 7}});
        QCOMPARE(labelsOf(valueTicks(content, 3)), QStringList({"0", "50", "100", "150"}));
    }

    void countsHaveNoFractions() {
        ChartContent content = lineOf({0, 1, 2}, ValueUnit::Count);
        content.zeroBased = true;
        QCOMPARE(labelsOf(valueTicks(content, 6)), QStringList({"0", "1", "2"}));
    }

    void durationsSayTheirUnit_data() {
        QTest::addColumn<double>("most");
        QTest::addColumn<QStringList>("labels");
        QTest::newRow("ms") << 0.38 << QStringList({"0", "100 ms", "200 ms", "300 ms", "400 ms"});
        QTest::newRow("s") << 5.6 << QStringList({"0", "2 s", "4 s", "6 s"});
        QTest::newRow("tenths") << 1.4 << QStringList({"0", "0.5 s", "1.0 s", "1.5 s"});
        QTest::newRow("min") << 340.0 << QStringList({"0", "2 min", "4 min", "6 min"});
    }
    void durationsSayTheirUnit() {
        QFETCH(double, most);
        ChartContent content = lineOf({0.01, most}, ValueUnit::Seconds);
        content.zeroBased = true;
        QTEST(labelsOf(valueTicks(content, 4)), "labels");
    }

    void negativeValues() {
        QCOMPARE(labelsOf(valueTicks(lineOf({-0.09, 0.08}), 2)), QStringList({"−0.1", "0.0", "0.1"}));
    }

    void oneValueAndNone() {
        const ValueTicks one = valueTicks(lineOf({0.5, 0.5}), 4);
        QVERIFY(one.low < 0.5 && one.high > 0.5);
        const ValueTicks none = valueTicks(lineOf({std::nan(""), std::nan("")}), 4);
        QVERIFY(none.low < none.high);
    }

    // A mean of equal values differs from them in its last digit.
    void valuesThatDifferByRoundingAloneAreOneValue() {
        const double mean = (0.1 + 0.1 + 0.1) / 3.0;
        QVERIFY(mean != 0.1);
        const ValueTicks axis = valueTicks(lineOf({0.1, mean}), 4);
        QVERIFY(axis.low <= 0.095 && axis.high >= 0.105);
        QVERIFY(axis.ticks.size() <= 5);
        QVERIFY(ticksWithin({1e17, 1e17 + 32.0}, ValueUnit::Plain, 4).size() <= 8);
    }

    void valuesBeyondAScaleLeaveItsEnds() {
        for (const double value : {1.0, 5.0, -4.0}) {
            ChartContent content = lineOf({value, 2.0 * value});
            content.floor = 0.0;
            content.ceiling = 1.0;
            const ValueTicks axis = valueTicks(content, 4);
            QCOMPARE(axis.low, 0.0);
            QCOMPARE(axis.high, 1.0);
        }
    }

    void neverMoreStepsThanAsked() {
        for (int most = 1; most <= 6; ++most) {
            for (const double high : {0.0011, 0.37, 1.0, 7.3, 42.0, 999.0, 12345.0}) {
                const ValueTicks axis = valueTicks(lineOf({high * 0.03, high}), most);
                QVERIFY2(axis.ticks.size() <= static_cast<std::size_t>(most) + 1, qPrintable(QString::number(high)));
                QVERIFY(axis.low <= high * 0.03 + 1e-9 && axis.high >= high * (1.0 - 1e-9));
            }
        }
    }

    void logarithmsAreMarkedAtRoundDurations() {
        ChartContent content = lineOf({0.05, 200.0}, ValueUnit::Seconds);
        content.logValues = true;
        const ValueTicks axis = valueTicks(content, 6);
        QCOMPARE(axis.low, 0.05);
        QCOMPARE(axis.high, 200.0);
        QCOMPARE(labelsOf(axis), QStringList({"100 ms", "1 s", "10 s", "1 min"}));
    }

    void logarithmsOfAFewTimesAreMarkedMoreClosely() {
        ChartContent content = lineOf({0.56, 5.6}, ValueUnit::Seconds);
        content.logValues = true;
        QCOMPARE(labelsOf(valueTicks(content, 6)), QStringList({"1 s", "2 s", "5 s"}));
        content = lineOf({15.0, 200.0}, ValueUnit::Seconds);
        content.logValues = true;
        QCOMPARE(labelsOf(valueTicks(content, 6)), QStringList({"20 s", "30 s", "1 min", "2 min"}));
    }

    void valuesOnBothSidesOfZeroMarkIt() {
        QCOMPARE(labelsOf(valueTicks(lineOf({-0.04, 0.02}), 1)), QStringList({"−0.05", "0.00", "0.05"}));
    }

    void sharesAndReferences() {
        ChartContent content = lineOf({0.05, 0.15}, ValueUnit::Share);
        content.zeroBased = true;
        content.references.push_back({0.38});
        QCOMPARE(labelsOf(valueTicks(content, 4)), QStringList({"0 %", "10 %", "20 %", "30 %", "40 %"}));
    }

    void stacksGoBothWays() {
        ChartContent content;
        content.axis = XAxis::Moments;
        content.moments.resize(2);
        content.bars.push_back({QStringLiteral("a"), ColorRole::Good, Marker::Square, {4, -3}});
        content.bars.push_back({QStringLiteral("b"), ColorRole::Good, Marker::Square, {5, -6}});
        const ValueTicks axis = valueTicks(content, 4);
        QCOMPARE(axis.low, -10.0);
        QCOMPARE(axis.high, 10.0);
    }

    void aSmallRowEndsCloseToItsValues() {
        ChartContent content = lineOf({0.1, 0.2});
        content.framing = PlotFraming::Row;
        const ValueTicks axis = valueTicks(content, 4);
        QVERIFY(axis.ticks.empty());
        QVERIFY(axis.low > 0.05 && axis.low < 0.1);
        QVERIFY(axis.high > 0.2 && axis.high < 0.25);
    }

    void shortTexts() {
        QCOMPARE(tickText(ValueUnit::Plain, 0.25), QStringLiteral("0.25"));
        QCOMPARE(tickText(ValueUnit::Plain, 3.0), QStringLiteral("3"));
        QCOMPARE(tickText(ValueUnit::Plain, -0.5), QStringLiteral("−0.5"));
        QCOMPARE(tickText(ValueUnit::Share, 0.125), QStringLiteral("12.5 %"));
        QCOMPARE(tickText(ValueUnit::Seconds, 0.1), QStringLiteral("100 ms"));
        QCOMPARE(tickText(ValueUnit::Seconds, 600.0), QStringLiteral("10 min"));
    }

    void marksWithinAPart() {
        QStringList labels;
        for (const ValueTick& tick : ticksWithin({0.13, 0.52}, ValueUnit::Plain, 4))
            labels.append(tick.label);
        QCOMPARE(labels, QStringList({"0.2", "0.3", "0.4", "0.5"}));
    }
};

QTEST_APPLESS_MAIN(TestValueTicks)
#include "tst_value_ticks.moc"
