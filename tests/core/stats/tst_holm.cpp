// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <limits>
#include <vector>

#include <moie/stats/holm.h>

#include "support/close.h"

class TestHolm : public QObject {
    Q_OBJECT

private slots:
    void adjusts_data();
    void adjusts();
};

void TestHolm::adjusts_data() {
    QTest::addColumn<QVector<double>>("p");
    QTest::addColumn<QVector<double>>("adjusted");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("none") << QVector<double>{} << QVector<double>{};
    QTest::newRow("one") << QVector<double>{0.04} << QVector<double>{0.04};
    QTest::newRow("four") << QVector<double>{0.01, 0.04, 0.03, 0.005} << QVector<double>{0.03, 0.06, 0.06, 0.02};
    QTest::newRow("at most one") << QVector<double>{0.6, 0.9, 0.4} << QVector<double>{1, 1, 1};
    QTest::newRow("ties") << QVector<double>{0.02, 0.02, 0.02} << QVector<double>{0.06, 0.06, 0.06};
    QTest::newRow("never smaller than the one before") << QVector<double>{0.01, 0.011} << QVector<double>{0.02, 0.02};
    QTest::newRow("NaN is no test") << QVector<double>{nan, 0.02, nan, 0.03} << QVector<double>{nan, 0.04, nan, 0.04};
}

void TestHolm::adjusts() {
    QFETCH(QVector<double>, p);
    QFETCH(QVector<double>, adjusted);
    std::vector<double> values(p.begin(), p.end());
    moie::adjustHolm(values);
    for (std::size_t i = 0; i < values.size(); ++i)
        QVERIFY(isClose(values[i], adjusted[static_cast<qsizetype>(i)]));
}

QTEST_APPLESS_MAIN(TestHolm)
#include "tst_holm.moc"
