// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include <moie/stats/binomial.h>

#include "expected.h"
#include "support/close.h"

using namespace moie;

class TestBinomial : public QObject {
    Q_OBJECT

private slots:
    void agreesWithScipy();
    void betaAgreesWithScipy();
    void moreThanAll();
    void undefined();
};

void TestBinomial::agreesWithScipy() {
    for (const auto& [successes, n, probability, tail] : expected::binomialTails)
        QVERIFY(isClose(binomialTail(std::size_t(successes), std::size_t(n), probability), tail, 1e-12));
}

void TestBinomial::betaAgreesWithScipy() {
    for (const auto& [successes, n, a, b, tail] : expected::betaBinomialTails)
        QVERIFY(isClose(betaBinomialTail(std::size_t(successes), std::size_t(n), a, b), tail, 1e-10));
}

void TestBinomial::moreThanAll() {
    QCOMPARE(binomialTail(3, 2, 0.5), 0.0);
    QCOMPARE(betaBinomialTail(3, 2, 1, 1), 0.0);
    QCOMPARE(binomialTail(0, 0, 0.5), 1.0);
    QCOMPARE(betaBinomialTail(0, 0, 1, 1), 1.0);
}

void TestBinomial::undefined() {
    QVERIFY(std::isnan(binomialTail(1, 2, expected::missing)));
    QVERIFY(std::isnan(binomialTail(1, 2, 1.5)));
    QVERIFY(std::isnan(betaBinomialTail(1, 2, 0, 1)));
    QVERIFY(std::isnan(betaBinomialTail(1, 2, 1, expected::missing)));
}

QTEST_APPLESS_MAIN(TestBinomial)
#include "tst_binomial.moc"
