// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/charts/compare_charts.h"
#include "ui/support/sample_charts.h"

using namespace moie;
using namespace moie::ui;

class TestCompareCharts : public QObject {
    Q_OBJECT

private slots:
    // Two days on either side, the second scope's mean known.
    void init() {
        m_comparison = {};
        for (ComparedSide* side : {&m_comparison.first, &m_comparison.second}) {
            side->buckets = test::sampleDays(2);
            side->magnitude.mean = {1.0, 1.5};
            side->magnitude.n = {4, 4};
        }
        difference().now.value = 1.25;
        difference().now.n = 8;
    }

    void aDifferenceIsJudgedWhereItWasTested() {
        difference().before.value = 1.0;
        difference().before.n = 8;
        difference().p = 0.4;
        QVERIFY2(summary().endsWith(QStringLiteral("Mean 1.25 (n 8) against 1.00 (n 8); that can be chance.")),
                 qPrintable(summary()));
        difference().p = 0.001;
        difference().moreThanNoise = true;
        QVERIFY2(summary().endsWith(QStringLiteral("; more than chance.")), qPrintable(summary()));
    }

    // Too few sittings for a test, or nothing to hold it against.
    void whatWasNotTestedIsNotCalledChance() {
        difference().before.value = 1.0;
        difference().before.n = 8;
        QVERIFY2(summary().endsWith(QStringLiteral("Mean 1.25 (n 8) against 1.00 (n 8).")), qPrintable(summary()));
        m_comparison.first = {};
        difference().before = {};
        QVERIFY2(summary().endsWith(QStringLiteral("Mean 1.25 (n 8) against – (n 0).")), qPrintable(summary()));
    }

private:
    Difference& difference() { return m_comparison.differences[static_cast<std::size_t>(Measure::Magnitude)]; }
    QString summary() const {
        return comparedMagnitudeChart(m_comparison, {QStringLiteral("now"), QStringLiteral("before")}).summary;
    }

    Comparison m_comparison;
};

QTEST_APPLESS_MAIN(TestCompareCharts)
#include "tst_compare_charts.moc"
