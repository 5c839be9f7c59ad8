// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/stats/theil_sen.h>

#include "expected.h"
#include "support/close.h"

using moie::Slope;
using moie::theilSen;

class TestTheilSen : public QObject {
    Q_OBJECT

private slots:
    void agreesWithScipy_data();
    void agreesWithScipy();
    void tooLittle();
    void exactLine();
    void exactLineThroughManyPoints();
};

void TestTheilSen::agreesWithScipy_data() {
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < expected::paired.size(); ++i)
        QTest::newRow(expected::paired[i].name) << static_cast<int>(i);
}

void TestTheilSen::agreesWithScipy() {
    QFETCH(int, row);
    const auto& set = expected::paired[static_cast<std::size_t>(row)];
    const Slope slope = theilSen(set.x(), set.y());
    // Ranks of the same computed slopes: equal to the last digit.
    QCOMPARE(slope.value, set.theilSen[0]);
    QCOMPARE(slope.low, set.theilSen[1]);
    QCOMPARE(slope.high, set.theilSen[2]);
    QVERIFY(slope.value == set.theilSen[0] && slope.low == set.theilSen[1] && slope.high == set.theilSen[2]);
}

void TestTheilSen::tooLittle() {
    QVERIFY(std::isnan(theilSen({}, {}).value));
    const std::vector<double> one{1};
    QVERIFY(std::isnan(theilSen(one, one).value));
    const std::vector<double> sameX{2, 2, 2};
    const std::vector<double> y{1, 2, 3};
    QVERIFY(std::isnan(theilSen(sameX, y).value));
    const std::vector<double> x{1, 3};
    const std::vector<double> rise{5, 1};
    const Slope two = theilSen(x, rise);
    QCOMPARE(two.value, -2.0);
    QCOMPARE(two.low, -2.0);
    QCOMPARE(two.high, -2.0);
}

void TestTheilSen::exactLine() {
    const std::vector<double> x{4, 0, 2, 3, 1};
    const std::vector<double> y{9, 1, 5, 7, 3};
    const Slope slope = theilSen(x, y);
    QCOMPARE(slope.value, 2.0);
    QCOMPARE(slope.low, 2.0);
    QCOMPARE(slope.high, 2.0);
    const std::vector<double> constant(5, 0.25);
    QCOMPARE(theilSen(x, constant).value, 0.0);
}

void TestTheilSen::exactLineThroughManyPoints() {
    // Every pair has the one slope: none of the millions must be kept.
    std::vector<double> x;
    std::vector<double> y;
    for (int i = 0; i < 3000; ++i) {
        x.push_back(i);
        y.push_back(7 - 0.5 * i);
    }
    const Slope slope = theilSen(x, y);
    QCOMPARE(slope.value, -0.5);
    QCOMPARE(slope.low, -0.5);
    QCOMPARE(slope.high, -0.5);
}

QTEST_APPLESS_MAIN(TestTheilSen)
#include "tst_theil_sen.moc"
