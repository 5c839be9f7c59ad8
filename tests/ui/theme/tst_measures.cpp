// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "ui/theme/measures.h"

using namespace moie;
using namespace moie::ui;

namespace {

Difference between(double low, double high, double now) {
    Difference d;
    d.low = low;
    d.high = high;
    d.now.value = now;
    return d;
}

} // namespace

class TestMeasures : public QObject {
    Q_OBJECT

private slots:
    void intervalsOfChangesSayTheirUnitOnce() {
        QCOMPARE(format::measureChangeRange(Measure::Magnitude, between(0.11, 0.2345, 1.58)),
                 QStringLiteral("+0.11 to +0.23"));
        QCOMPARE(format::measureChangeRange(Measure::UnsafeReplies, between(-0.047, -0.004, 0.011)),
                 QStringLiteral("−4.7 to −0.4 points"));
        QCOMPARE(format::measureChangeRange(Measure::UnsafeReplies, between(-0.02, 0.153, 0.1)),
                 QStringLiteral("−2.0 to +15.3 points"));
        QCOMPARE(format::measureChangeRange(Measure::ResponseTime, between(-0.9, -0.1, 1.3)),
                 QStringLiteral("−0.9 s to −0.1 s"));
        const double nothing = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(format::measureChangeRange(Measure::Warmth, between(nothing, 1.0, 0.5)), QStringLiteral("–"));
    }

    void noChangeGoesNeitherWay() {
        Difference d = between(0.0, 0.0, 0.0);
        d.change = 0.0;
        QCOMPARE(format::measureChange(Measure::Violations, d), QStringLiteral("±0.00"));
        QCOMPARE(format::measureChangeRange(Measure::Violations, d), QStringLiteral("0.00 to 0.00"));
        QCOMPARE(format::measureChangeRange(Measure::UnsafeReplies, between(0.0, 0.02, 0.1)),
                 QStringLiteral("0.0 to +2.0 points"));
    }

    void smallProbabilitiesAreBounded() {
        QCOMPARE(format::pValue(0.0272), QStringLiteral("0.0272"));
        QCOMPARE(format::pValue(1e-9), QStringLiteral("<0.001"));
        QCOMPARE(format::pValue(0.001), QStringLiteral("0.00100"));
        QCOMPARE(format::pValue(1.0), QStringLiteral("1"));
        QCOMPARE(format::pValue(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("–"));
    }
};

QTEST_APPLESS_MAIN(TestMeasures)
#include "tst_measures.moc"
