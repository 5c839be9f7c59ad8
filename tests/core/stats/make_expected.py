#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes expected.h: what numpy and scipy say of the data that the tests of core/stats use.

Run by hand (python3 make_expected.py > expected.h) after a change here; made with scipy 1.10.1 and numpy 1.24.2. The
tests need neither.
"""
import math

import numpy as np
from scipy import stats


def number(value):
    value = float(value)
    return "missing" if math.isnan(value) else repr(value)


def row(values):
    return "{" + ", ".join(number(v) for v in values) + "}"


def scattered(n, seed, levels=10007):
    """Scattered values in 0…1 that any language makes alike: exact integer arithmetic, one division."""
    state = seed
    values = []
    for _ in range(n):
        state = (state * 1103515245 + 12345) % 2147483648
        values.append((state >> 8) % levels / levels)
    return values


SETS = {
    "none": [],
    "one": [0.3],
    "two": [2.0, 1.0],
    "constant": [0.1] * 25,
    "ties": [1, 2, 2, 2, 3, 3, 5, 5, 5, 5, 8, 9, 9, 10, 10, 10, 10, 12, 13, 20],
    "negative": [-1.5, 0.25, -3.75, 2.5, 0.0, 1e-9, 7.125],
}
LARGE = {"n19": (19, 1, 10007), "n20": (20, 2, 10007), "n99": (99, 3, 10007), "n100": (100, 4, 10007),
         "n101": (101, 5, 10007), "manyTies": (5000, 6, 11), "large": (150000, 7, 10007)}


def distribution(values):
    if not values:
        return [0] + [math.nan] * 9
    a = np.array(values, dtype=float)
    p = [np.percentile(a, q) for q in (10, 50, 90, 95, 99)]
    std = a.std(ddof=1) if len(a) > 1 else math.nan
    if len(a) < 20:
        p[3] = math.nan
    if len(a) < 100:
        p[4] = math.nan
    return [len(a), math.fsum(values) / len(a), std, a.min(), p[0], p[1], p[2], p[3], p[4], a.max()]


# (name, n, seed of x, levels of x, seed of y, levels of y, slope)
PAIRS = [
    ("three", 3, 11, 10007, 12, 10007, 0.0),
    ("eight", 8, 13, 10007, 14, 10007, 0.0),
    ("rising", 30, 15, 10007, 16, 10007, 0.5),
    ("falling", 40, 17, 10007, 18, 10007, -2.0),
    ("tiesInY", 50, 19, 10007, 20, 4, 0.0),
    ("tiesInX", 50, 21, 6, 22, 10007, 0.3),
    ("tiesInBoth", 60, 23, 5, 24, 4, 0.0),
    ("mostlyOneY", 400, 25, 10007, 26, 2, 0.0),
    ("hundreds", 700, 27, 10007, 28, 10007, 0.05),
    ("thousands", 2500, 29, 1000003, 30, 1000003, -0.02),
    ("thousandsTied", 2000, 31, 300, 32, 7, 0.0),
]


def pairs(n, x_seed, x_levels, y_seed, y_levels, slope):
    x = scattered(n, x_seed, x_levels)
    noise = scattered(n, y_seed, y_levels)
    return x, [slope * a + b for a, b in zip(x, noise)]


def student_rows():
    for df in (1, 2, 4, 7.5, 30, 149998):
        for t in (-3.5, -0.1, 0.0, 1.0, 2.5, 12.0):
            yield [t, df, stats.t.cdf(t, df), 2 * stats.t.sf(abs(t), df)]


def quantile_rows():
    for df in (1, 3, 4, 9, 29.5, 1000):
        for share in (0.001, 0.05, 0.5, 0.975, 0.9995):
            yield [share, df, stats.t.ppf(share, df)]


def wilson_rows():
    for k, n in ((0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (7, 1000)):
        interval = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
        yield [k, n, interval.low, interval.high]


def welch_rows():
    """Means of a few turns: t over turns for the interval, Welch's test for the difference."""
    for n1, s1, n2, s2 in ((2, 41, 3, 42), (10, 43, 12, 44), (200, 45, 30, 46)):
        a, b = np.array(scattered(n1, s1)), np.array(scattered(n2, s2)) + 0.1
        test = stats.ttest_ind(b, a, equal_var=False)
        low, high = stats.t.interval(0.95, n1 - 1, a.mean(), stats.sem(a))
        yield [n1, s1, n2, s2, a.mean(), low, high, b.mean() - a.mean(), test.pvalue]


def tail_rows():
    for n in (1, 20, 37, 400):
        for probability in (0.0, 0.003, 0.1, 0.5, 1.0):
            for k in sorted({0, 1, n // 10, n // 2, n}):
                yield [k, n, probability, stats.binom.sf(k - 1, n, probability)]


def beta_tail_rows():
    for n in (1, 20, 137):
        for a, b in ((0.5, 0.5), (2, 30), (0.5, 200.5), (40, 3)):
            for k in sorted({0, 1, n // 10, n // 2, n}):
                yield [k, n, a, b, stats.betabinom.sf(k - 1, n, a, b)]


# Five columns of 60 rows; the second holds part of the first.
TABLE_ROWS, TABLE_SEEDS, TABLE_SHARE = 60, (61, 62, 63, 64, 65), 0.7


def table():
    columns = np.array([scattered(TABLE_ROWS, seed) for seed in TABLE_SEEDS])
    columns[1] = TABLE_SHARE * columns[0] + (1 - TABLE_SHARE) * columns[1]
    return columns


def principal_components(columns):
    values, vectors = np.linalg.eigh(np.cov(columns))
    order = np.argsort(values)[::-1]
    directions = [vectors[:, i] * (1 if vectors[:, i].sum() >= 0 else -1) for i in order]
    return values[order] / values.sum(), directions


def matrix(rows):
    return "{{" + ", ".join(row(r) for r in rows) + "}}"


def print_tails():
    print("// successes, n, probability, share at least so many")
    print("inline const std::vector<std::array<double, 4>> binomialTails{")
    for r in tail_rows():
        print(f"    {{{row(r)}}},")
    print("};\n")
    print("// successes, n, shapes a and b, share at least so many")
    print("inline const std::vector<std::array<double, 5>> betaBinomialTails{")
    for r in beta_tail_rows():
        print(f"    {{{row(r)}}},")
    print("};\n")


def print_table():
    columns = table()
    shares, directions = principal_components(columns)
    print("// make_expected.py's table: covariance, correlation, principal components")
    print("using Matrix = std::array<std::array<double, 5>, 5>;")
    print("inline std::array<std::vector<double>, 5> table()")
    print("{")
    print("    std::array<std::vector<double>, 5> columns;")
    for i, seed in enumerate(TABLE_SEEDS):
        print(f"    columns[{i}] = scattered({TABLE_ROWS}, {seed});")
    print(f"    for (std::size_t i = 0; i < {TABLE_ROWS}; ++i)")
    print(f"        columns[1][i] = {TABLE_SHARE} * columns[0][i] + (1 - {TABLE_SHARE}) * columns[1][i];")
    print("    return columns;")
    print("}")
    print(f"inline const Matrix tableCovariance{matrix(np.cov(columns))};")
    print(f"inline const Matrix tableCorrelation{matrix(np.corrcoef(columns))};")
    print(f"inline const Matrix tableDirections{matrix(directions)};")
    print(f"inline const std::array<double, 5> tableShares{row(shares)};\n")


def main():
    print("// SPDX-License-Identifier: GPL-3.0-or-later")
    print("// Written by make_expected.py with numpy and scipy. Not meant to be edited.")
    print("// clang-format off")
    print("#pragma once\n")
    print("#include <array>\n#include <cstdint>\n#include <limits>\n#include <vector>\n")
    print("namespace expected {\n")
    print("inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();\n")
    print("// The same values as make_expected.py's function of that name.")
    print("inline std::vector<double> scattered(std::size_t n, std::uint64_t seed, std::uint64_t levels = 10007)")
    print("{")
    print("    std::vector<double> values;")
    print("    for (std::uint64_t state = seed; values.size() < n;) {")
    print("        state = (state * 1103515245 + 12345) % 2147483648;")
    print("        values.push_back(static_cast<double>((state >> 8) % levels) / static_cast<double>(levels));")
    print("    }")
    print("    return values;")
    print("}\n")
    print("// n, mean, std, min, p10, p50, p90, p95, p99, max")
    print("struct Described { const char* name; std::vector<double> values; std::array<double, 10> figures; };")
    print("inline const std::vector<Described> described{")
    for name, values in SETS.items():
        print(f'    {{"{name}", {row(values)}, {row(distribution([float(v) for v in values]))}}},')
    for name, (n, seed, levels) in LARGE.items():
        print(f'    {{"{name}", scattered({n}, {seed}, {levels}), {row(distribution(scattered(n, seed, levels)))}}},')
    print("};\n")
    print("struct Paired { const char* name; std::size_t n; std::uint64_t xSeed, xLevels, ySeed, yLevels;")
    print("                double slope; std::array<double, 3> theilSen; std::array<double, 2> kendall;")
    print("""    std::vector<double> x() const { return scattered(n, xSeed, xLevels); }
    std::vector<double> y() const
    {
        const std::vector<double> from = x();
        std::vector<double> values = scattered(n, ySeed, yLevels);
        for (std::size_t i = 0; i < n; ++i)
            values[i] = slope * from[i] + values[i];
        return values;
    }
};""")
    print("inline const std::vector<Paired> paired{")
    for name, n, xs, xl, ys, yl, slope in PAIRS:
        x, y = pairs(n, xs, xl, ys, yl, slope)
        line = stats.theilslopes(y, x, 0.95)
        tau = stats.kendalltau(x, y, method="asymptotic")
        print(f'    {{"{name}", {n}, {xs}, {xl}, {ys}, {yl}, {number(slope)}, {row([line[0], line[2], line[3]])}, '
              f"{row([tau.statistic, tau.pvalue])}}},")
    print("};\n")
    print("// t, degrees of freedom, share below, share at least as far from 0")
    print("inline const std::vector<std::array<double, 4>> student{")
    for r in student_rows():
        print(f"    {{{row(r)}}},")
    print("};\n")
    print("// share, degrees of freedom, quantile")
    print("inline const std::vector<std::array<double, 3>> studentQuantiles{")
    for r in quantile_rows():
        print(f"    {{{row(r)}}},")
    print("};\n")
    print("// successes, n, low, high")
    print("inline const std::vector<std::array<double, 4>> wilson{")
    for r in wilson_rows():
        print(f"    {{{row(r)}}},")
    print("};\n")
    print("// n and seed before, n and seed now, mean before with its interval, change, p")
    print("inline const std::vector<std::array<double, 9>> welch{")
    for r in welch_rows():
        print(f"    {{{row(r)}}},")
    print("};\n")
    print_tails()
    print_table()
    print("} // namespace expected")


main()
