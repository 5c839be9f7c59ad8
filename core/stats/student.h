// SPDX-License-Identifier: MIT
// Student's t and the normal distribution.
#pragma once

namespace moie {

// The t that a share of the distribution lies below, 0 < share < 1. NaN where the degrees of freedom are not positive.
double studentQuantile(double share, double degreesOfFreedom);
// The share of the distribution below t.
double studentCdf(double t, double degreesOfFreedom);
// The share of the distribution that is at least as far from 0 as t.
double studentTwoSided(double t, double degreesOfFreedom);

double normalQuantile(double share);
double normalTwoSided(double z);

} // namespace moie
