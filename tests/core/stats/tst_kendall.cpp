// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/stats/kendall.h>

#include "expected.h"
#include "support/close.h"

using moie::kendall;

class TestKendall : public QObject {
    Q_OBJECT

private slots:
    void agreesWithScipy_data();
    void agreesWithScipy();
    void tooLittle();
    void orderOfPointsDoesNotMatter();
};

void TestKendall::agreesWithScipy_data() {
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < expected::paired.size(); ++i)
        QTest::newRow(expected::paired[i].name) << static_cast<int>(i);
}

void TestKendall::agreesWithScipy() {
    QFETCH(int, row);
    const auto& set = expected::paired[static_cast<std::size_t>(row)];
    const auto result = kendall(set.x(), set.y());
    QVERIFY(isClose(result.tau, set.kendall[0]));
    QVERIFY(isClose(result.p, set.kendall[1], 1e-11));
}

void TestKendall::tooLittle() {
    QVERIFY(std::isnan(kendall({}, {}).tau));
    const std::vector<double> one{1};
    QVERIFY(std::isnan(kendall(one, one).tau));
    const std::vector<double> two{1, 2};
    QCOMPARE(kendall(two, two).tau, 1.0);
    QVERIFY(std::isnan(kendall(two, two).p));
    const std::vector<double> rising{1, 2, 3, 4};
    const std::vector<double> constant(4, 0.5);
    QVERIFY(std::isnan(kendall(rising, constant).tau));
    QVERIFY(std::isnan(kendall(constant, rising).p));
}

void TestKendall::orderOfPointsDoesNotMatter() {
    const std::vector<double> x{3, 1, 2, 2, 5};
    const std::vector<double> y{1, 1, 4, 2, 3};
    const std::vector<double> x2{5, 2, 3, 2, 1};
    const std::vector<double> y2{3, 2, 1, 4, 1};
    // By hand: of 10 pairs one is tied in x, one in y; 5 agree, 3 do not: tau = 2/√(9 · 9).
    QVERIFY(isClose(kendall(x, y).tau, 2.0 / 9));
    QCOMPARE(kendall(x2, y2).tau, kendall(x, y).tau);
    QCOMPARE(kendall(x2, y2).p, kendall(x, y).p);
}

QTEST_APPLESS_MAIN(TestKendall)
#include "tst_kendall.moc"
