// SPDX-License-Identifier: MIT
// Sums of measures by sitting: what estimates, differences and trends are made of.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <moie/analytics/trend.h>
#include <moie/base/time.h>
#include <moie/stats/estimate.h>
#include <moie/store/session.h>

namespace moie {

// A measure's means over the sittings that have enough turns of it, in order of time.
struct SittingSeries {
    TrendQuestion question;
    std::vector<Time> starts; // openings of the sittings' first turns
};

// A shift of the mean from one sitting to the next; see stats/change_points.h.
struct Shift {
    Time at = unknownTime; // opening of the first turn after it
    double before = notMeasured;
    double after = notMeasured;
};

// Sittings of several conversations in one session interleave, therefore they are told by number.
class SittingSums {
public:
    explicit SittingSums(std::size_t measures) : m_measures(measures) {}

    // Before a session's turns.
    void beginSession() { m_firstOfSession = m_first.size(); }
    // What is added next is of this turn. Returns the number of its sitting among all.
    std::size_t beginTurn(const Turn& turn);
    // The same of a turn that the filter does not match: in the denominators of rates, and no part of its sitting's
    // time.
    void beginOther(const Turn& turn);
    // NaN is no value.
    void add(std::size_t measure, double value) {
        if (!std::isnan(value))
            m_sums[m_present * m_measures + measure].add(value);
    }
    // One of each of the first measures; without a branch on whether it is there, which no processor foresees.
    void add(std::span<const double> values) {
        SittingSum* sum = &m_sums[m_present * m_measures];
        for (const double value : values) {
            const bool isValue = !std::isnan(value);
            const double counted = isValue ? value : 0;
            sum->n += isValue ? 1 : 0;
            sum->sum += counted;
            sum->squares += counted * counted;
            ++sum;
        }
    }
    void add(std::size_t measure, const SittingSum& some);
    // Of no turn: counted with the session's last sitting without adding to its turns, so that the parts of a rate add
    // up to the rate.
    void addLoose(std::size_t measure, double value);

    std::size_t count() const { return m_first.size(); }
    std::vector<SittingSum> of(std::size_t measure) const;
    SittingSeries seriesOf(std::span<const SittingSum> sums) const;
    SittingSeries seriesOf(std::size_t measure) const { return seriesOf(of(measure)); }

private:
    void resize(std::size_t count);

    std::size_t m_measures;
    std::vector<SittingSum> m_sums; // of all measures, sitting by sitting; those without turns in scope stand empty
    std::vector<Time> m_first;      // openings of each sitting's first and last turn
    std::vector<Time> m_last;
    std::size_t m_firstOfSession = 0;
    std::size_t m_present = 0;
};

// Shifts of the mean; the question's scale must be set, and its trend's slope be known.
std::vector<Shift> shiftsOf(const SittingSeries& series, double slopePerDay);

} // namespace moie
