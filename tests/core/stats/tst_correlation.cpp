// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include <moie/stats/correlation.h>

#include "expected.h"
#include "support/close.h"

using namespace moie;

namespace {

using Columns = std::array<std::vector<double>, 5>;

ColumnSpans spansOf(const Columns& columns) {
    ColumnSpans spans;
    for (std::size_t i = 0; i < 5; ++i)
        spans[i] = columns[i];
    return spans;
}

} // namespace

class TestCorrelation : public QObject {
    Q_OBJECT

private slots:
    void agreesWithNumpy();
    void componentsAgreeWithNumpy();
    void leavesOutRowsWithGaps();
    void constantColumns();
    void tooFewRows();
};

void TestCorrelation::agreesWithNumpy() {
    const Columns columns = expected::table();
    const Covariation covariation = covariationOf(spansOf(columns));
    QCOMPARE(covariation.n, std::size_t{60});
    for (std::size_t i = 0; i < 5; ++i) {
        for (std::size_t j = 0; j < 5; ++j) {
            QVERIFY(isClose(covariation.covariance[i][j], expected::tableCovariance[i][j]));
            QVERIFY(isClose(covariation.correlation[i][j], expected::tableCorrelation[i][j]));
        }
    }
}

void TestCorrelation::componentsAgreeWithNumpy() {
    const Columns columns = expected::table();
    const PrincipalComponents components = principalComponentsOf(covariationOf(spansOf(columns)));
    for (std::size_t i = 0; i < 5; ++i) {
        QVERIFY(isClose(components.shares[i], expected::tableShares[i], 1e-10));
        for (std::size_t j = 0; j < 5; ++j)
            QVERIFY(isClose(components.directions[i][j], expected::tableDirections[i][j], 1e-9));
    }
}

void TestCorrelation::leavesOutRowsWithGaps() {
    Columns columns = expected::table();
    for (auto& column : columns) {
        column.push_back(1000);
        column.push_back(-1000);
    }
    columns[3][60] = expected::missing;
    columns[0][61] = expected::missing;
    const Covariation covariation = covariationOf(spansOf(columns));
    QCOMPARE(covariation.n, std::size_t{60});
    QVERIFY(isClose(covariation.covariance[1][2], expected::tableCovariance[1][2]));
}

void TestCorrelation::constantColumns() {
    Columns columns = expected::table();
    columns[2].assign(60, 0.1);
    const Covariation covariation = covariationOf(spansOf(columns));
    QVERIFY(std::isnan(covariation.correlation[2][2]));
    QVERIFY(std::isnan(covariation.correlation[2][0]) && std::isnan(covariation.correlation[0][2]));
    QVERIFY(isClose(covariation.correlation[0][1], expected::tableCorrelation[0][1]));
    for (auto& column : columns)
        column.assign(60, 0.25);
    const PrincipalComponents components = principalComponentsOf(covariationOf(spansOf(columns)));
    QVERIFY(std::isnan(components.shares[0]));
}

void TestCorrelation::tooFewRows() {
    Columns columns;
    Covariation covariation = covariationOf(spansOf(columns));
    QCOMPARE(covariation.n, std::size_t{0});
    QVERIFY(std::isnan(covariation.mean[0]) && std::isnan(covariation.covariance[0][0]));
    for (auto& column : columns)
        column = {0.5};
    covariation = covariationOf(spansOf(columns));
    QCOMPARE(covariation.mean[4], 0.5);
    QVERIFY(std::isnan(covariation.correlation[0][0]));
    QVERIFY(std::isnan(principalComponentsOf(covariation).directions[0][0]));
}

QTEST_APPLESS_MAIN(TestCorrelation)
#include "tst_correlation.moc"
