// SPDX-License-Identifier: MIT
#include <moie/stats/correlation.h>

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

namespace moie {

namespace {

using Row = std::array<double, correlatedColumns>;

// A column whose standard deviation is within this share of its size has no digits that are not rounding.
constexpr double constantShare = 1e-12;

ColumnMatrix filledWith(double value) {
    ColumnMatrix matrix;
    for (auto& row : matrix)
        row.fill(value);
    return matrix;
}

template <typename Visitor>
void forEachWholeRow(const ColumnSpans& columns, Visitor&& visit) {
    for (std::size_t i = 0; i < columns[0].size(); ++i) {
        Row row;
        bool whole = true;
        for (std::size_t column = 0; column < correlatedColumns; ++column) {
            row[column] = columns[column][i];
            whole = whole && !std::isnan(row[column]);
        }
        if (whole)
            visit(row);
    }
}

} // namespace

Covariation covariationOf(const ColumnSpans& columns) {
    Covariation result;
    Row sums{};
    forEachWholeRow(columns, [&](const Row& row) {
        ++result.n;
        for (std::size_t i = 0; i < correlatedColumns; ++i)
            sums[i] += row[i];
    });
    const auto n = static_cast<double>(result.n);
    for (std::size_t i = 0; i < correlatedColumns; ++i)
        result.mean[i] = result.n > 0 ? sums[i] / n : notMeasured;
    result.covariance = filledWith(result.n < 2 ? notMeasured : 0);
    result.correlation = filledWith(notMeasured);
    if (result.n < 2)
        return result;
    forEachWholeRow(columns, [&](Row row) {
        for (std::size_t i = 0; i < correlatedColumns; ++i)
            row[i] -= result.mean[i];
        for (std::size_t i = 0; i < correlatedColumns; ++i)
            for (std::size_t j = 0; j <= i; ++j)
                result.covariance[i][j] += row[i] * row[j];
    });
    for (std::size_t i = 0; i < correlatedColumns; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            result.covariance[j][i] = result.covariance[i][j] /= n - 1;
    const auto varies = [&](std::size_t i) {
        return std::sqrt(result.covariance[i][i]) > constantShare * std::abs(result.mean[i]);
    };
    for (std::size_t i = 0; i < correlatedColumns; ++i)
        for (std::size_t j = 0; j < correlatedColumns; ++j)
            if (varies(i) && varies(j))
                result.correlation[i][j] =
                    i == j ? 1
                           : std::clamp(result.covariance[i][j] / std::sqrt(result.covariance[i][i]) /
                                            std::sqrt(result.covariance[j][j]),
                                        -1.0, 1.0);
    return result;
}

PrincipalComponents principalComponentsOf(const Covariation& covariation) {
    PrincipalComponents result;
    result.directions = filledWith(notMeasured);
    result.shares.fill(notMeasured);
    if (covariation.n < 2)
        return result;
    constexpr int size = static_cast<int>(correlatedColumns);
    Eigen::Matrix<double, size, size> covariance;
    for (int i = 0; i < size; ++i)
        for (int j = 0; j < size; ++j)
            covariance(i, j) = covariation.covariance[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix<double, size, size>> solver(covariance);
    const double whole = covariance.trace();
    for (int i = 0; i < size; ++i) {
        // Eigen sorts ascending.
        const int from = size - 1 - i;
        const double sign = solver.eigenvectors().col(from).sum() < 0 ? -1 : 1;
        auto& direction = result.directions[static_cast<std::size_t>(i)];
        for (int j = 0; j < size; ++j)
            direction[static_cast<std::size_t>(j)] = sign * solver.eigenvectors()(j, from);
        if (whole > 0)
            result.shares[static_cast<std::size_t>(i)] = std::max(0.0, solver.eigenvalues()(from)) / whole;
    }
    return result;
}

} // namespace moie
