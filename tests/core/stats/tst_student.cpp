// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/stats/student.h>

#include "expected.h"
#include "support/close.h"

using namespace moie;

class TestStudent : public QObject {
    Q_OBJECT

private slots:
    void agreesWithScipy();
    void quantilesAgreeWithScipy();
    void normal();
    void undefined();
};

void TestStudent::agreesWithScipy() {
    for (const auto& row : expected::student) {
        QVERIFY(isClose(studentCdf(row[0], row[1]), row[2]));
        QVERIFY(isClose(studentTwoSided(row[0], row[1]), row[3]));
    }
    // Far tails keep their digits: scipy's 2·t.sf(12, 30).
    QVERIFY(std::abs(studentTwoSided(12, 30) / 5.580185415199261e-13 - 1) < 1e-9);
}

void TestStudent::quantilesAgreeWithScipy() {
    // scipy's are exact to about nine digits only.
    for (const auto& row : expected::studentQuantiles)
        QVERIFY(isClose(studentQuantile(row[0], row[1]), row[2], 5e-9));
    // One degree of freedom is Cauchy's distribution: tan(π(share − ½)).
    QVERIFY(isClose(studentQuantile(0.05, 1), -6.313751514675043));
}

void TestStudent::normal() {
    QVERIFY(isClose(normalQuantile(0.975), 1.959963984540054));
    QVERIFY(isClose(normalQuantile(0.5), 0.0));
    QVERIFY(isClose(normalTwoSided(-1.959963984540054), 0.05));
    QVERIFY(isClose(normalTwoSided(0), 1));
}

void TestStudent::undefined() {
    QVERIFY(std::isnan(studentQuantile(0.975, 0)));
    QVERIFY(std::isnan(studentQuantile(0.975, expected::missing)));
    QVERIFY(std::isnan(studentCdf(1, -1)));
    QVERIFY(std::isnan(studentTwoSided(expected::missing, 3)));
    QVERIFY(std::isnan(normalTwoSided(expected::missing)));
}

QTEST_APPLESS_MAIN(TestStudent)
#include "tst_student.moc"
