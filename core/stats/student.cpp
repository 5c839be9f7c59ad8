// SPDX-License-Identifier: MIT
#include <moie/stats/student.h>

#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace moie {

namespace {

// Out-of-range arguments give NaN or infinity instead of exceptions.
using Policy =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;
using Student = boost::math::students_t_distribution<double, Policy>;
using Normal = boost::math::normal_distribution<double, Policy>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

} // namespace

double studentQuantile(double share, double degreesOfFreedom) {
    if (!(degreesOfFreedom > 0))
        return undefined;
    return boost::math::quantile(Student(degreesOfFreedom), share);
}

double studentCdf(double t, double degreesOfFreedom) {
    if (!(degreesOfFreedom > 0) || std::isnan(t))
        return undefined;
    return boost::math::cdf(Student(degreesOfFreedom), t);
}

double studentTwoSided(double t, double degreesOfFreedom) {
    if (!(degreesOfFreedom > 0) || std::isnan(t))
        return undefined;
    return 2 * boost::math::cdf(Student(degreesOfFreedom), -std::abs(t));
}

double normalQuantile(double share) {
    return boost::math::quantile(Normal(), share);
}

double normalTwoSided(double z) {
    if (std::isnan(z))
        return undefined;
    return 2 * boost::math::cdf(Normal(), -std::abs(z));
}

} // namespace moie
