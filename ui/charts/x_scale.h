// SPDX-License-Identifier: GPL-3.0-or-later
// Where times and values of a chart stand along its x axis. Positions are in the axis's own unit: on Buckets, Moments
// and Bins the i-th one reaches from i to i + 1; on Time it is seconds since the axis's beginning; on Numbers the
// number.
#pragma once

#include <vector>

#include "ui/charts/chart_content.h"

namespace moie::ui {

struct AxisSpan {
    double low = 0.0;
    double high = 1.0;

    double width() const { return high - low; }
    bool contains(double position) const { return position >= low && position <= high; }
    friend bool operator==(const AxisSpan&, const AxisSpan&) = default;
};

class XScale {
public:
    XScale() = default;
    explicit XScale(const ChartContent& content);

    bool indexed() const { return m_axis != XAxis::Time && m_axis != XAxis::Numbers; }
    bool timed() const { return m_axis != XAxis::Bins && m_axis != XAxis::Numbers; }

    // Of everything there is; not known for Numbers, whose axis ends at round values.
    AxisSpan whole() const { return m_whole; }

    // On a timed axis; beyond its ends they go on with its mean pace.
    double at(Time time) const;
    Time timeAt(double position) const;
    // Of the second scope, whose whole range is laid over the first one's.
    double atSecond(Time time) const;

    // Where each of a line's values stands: in the middle of its bucket, moment or bin; a step at its beginning.
    std::vector<double> positionsOf(const ChartLine& line) const;
    std::size_t positionCount(const ChartLine& line) const;
    double positionOf(const ChartLine& line, std::size_t i) const;

    // The places that the cross-hair stops at, from left to right; none on Numbers.
    std::size_t stopCount() const;
    double stopPosition(std::size_t stop) const;
    Time stopTime(std::size_t stop) const;          // on a timed axis; a bucket's middle
    std::size_t nearestStop(double position) const; // there is one

private:
    void takeTimes(const ChartContent& content);

    XAxis m_axis = XAxis::Buckets;
    AxisSpan m_whole;
    std::vector<Time> m_times; // edges of buckets, moments, or the times of all lines and marks
    std::vector<Time> m_secondEdges;
    Time m_origin{};
    std::size_t m_count = 0; // of buckets, moments or bins
};

} // namespace moie::ui
