// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/x_scale.h"

#include <algorithm>
#include <cmath>

namespace moie::ui {
namespace {

Duration seconds(double value) {
    return Duration(std::llround(value * 1e9));
}

// How long a place lasts on average: beyond the ends, and around a single time.
double paceOf(const std::vector<Time>& times) {
    if (times.size() < 2)
        return 1.0;
    return std::max(1e-9, toSeconds(times.back() - times.front()) / static_cast<double>(times.size() - 1));
}

// Places of a broken line through (times[i], i), continued with its mean slope.
double placeAmong(const std::vector<Time>& times, Time time) {
    if (times.empty())
        return 0.0;
    if (time <= times.front())
        return toSeconds(time - times.front()) / paceOf(times);
    if (time >= times.back())
        return static_cast<double>(times.size() - 1) + toSeconds(time - times.back()) / paceOf(times);
    const auto after = std::upper_bound(times.begin(), times.end(), time);
    const auto before = after - 1;
    return static_cast<double>(before - times.begin()) + toSeconds(time - *before) / toSeconds(*after - *before);
}

Time timeAmong(const std::vector<Time>& times, double place) {
    if (times.empty())
        return Time{};
    const auto last = static_cast<double>(times.size() - 1);
    if (place <= 0.0)
        return times.front() + seconds(place * paceOf(times));
    if (place >= last)
        return times.back() + seconds((place - last) * paceOf(times));
    const auto before = static_cast<std::size_t>(place);
    const Duration gap = times[before + 1] - times[before];
    return times[before] + seconds((place - static_cast<double>(before)) * toSeconds(gap));
}

} // namespace

XScale::XScale(const ChartContent& content) : m_axis(content.axis) {
    switch (m_axis) {
    case XAxis::Buckets:
        m_times = content.buckets.edges;
        m_secondEdges = content.secondBuckets.edges;
        m_count = content.buckets.count();
        break;
    case XAxis::Moments:
        m_times = content.moments;
        m_count = m_times.size();
        break;
    case XAxis::Bins: m_count = content.binEdges.empty() ? 0 : content.binEdges.size() - 1; break;
    case XAxis::Time: takeTimes(content); return;
    case XAxis::Numbers: return;
    }
    m_whole = {0.0, std::max(1.0, static_cast<double>(m_count))};
}

void XScale::takeTimes(const ChartContent& content) {
    const auto take = [&](Time time) {
        if (content.range.contains(time))
            m_times.push_back(time);
    };
    for (const ChartLine& line : content.lines)
        std::for_each(line.times.begin(), line.times.end(), take);
    for (const ChartMark& mark : content.marks)
        take(mark.time);
    std::sort(m_times.begin(), m_times.end());
    m_times.erase(std::unique(m_times.begin(), m_times.end()), m_times.end());
    if (m_times.empty() && !(content.range.from && content.range.to))
        return;
    m_origin = content.range.from.value_or(m_times.empty() ? Time{} : m_times.front());
    const Time end = content.range.to.value_or(m_times.empty() ? Time{} : m_times.back());
    m_whole = {0.0, toSeconds(end - m_origin)};
    // A single moment stands in the middle of a minute.
    if (m_whole.high <= 0.0)
        m_whole = {-30.0, 30.0};
}

double XScale::at(Time time) const {
    if (m_axis == XAxis::Time)
        return toSeconds(time - m_origin);
    return placeAmong(m_times, time) + (m_axis == XAxis::Moments ? 0.5 : 0.0);
}

Time XScale::timeAt(double position) const {
    if (m_axis == XAxis::Time)
        return m_origin + seconds(position);
    return timeAmong(m_times, position - (m_axis == XAxis::Moments ? 0.5 : 0.0));
}

double XScale::atSecond(Time time) const {
    if (m_secondEdges.size() < 2)
        return at(time);
    const double share =
        toSeconds(time - m_secondEdges.front()) / toSeconds(m_secondEdges.back() - m_secondEdges.front());
    return m_whole.low + share * m_whole.width();
}

std::size_t XScale::positionCount(const ChartLine& line) const {
    return !line.times.empty() && timed() ? line.times.size() : std::max(line.values.size(), line.low.size());
}

double XScale::positionOf(const ChartLine& line, std::size_t i) const {
    if (!line.times.empty() && timed())
        return line.second ? atSecond(line.times[i]) : at(line.times[i]);
    const double place = static_cast<double>(i) + (line.shape == LineShape::Step ? 0.0 : 0.5);
    return line.second ? atSecond(timeAmong(m_secondEdges, place)) : place;
}

std::vector<double> XScale::positionsOf(const ChartLine& line) const {
    std::vector<double> positions(positionCount(line));
    for (std::size_t i = 0; i < positions.size(); ++i)
        positions[i] = positionOf(line, i);
    return positions;
}

std::size_t XScale::stopCount() const {
    if (m_axis == XAxis::Numbers)
        return 0;
    return m_axis == XAxis::Time ? m_times.size() : m_count;
}

double XScale::stopPosition(std::size_t stop) const {
    return m_axis == XAxis::Time ? at(m_times[stop]) : static_cast<double>(stop) + 0.5;
}

Time XScale::stopTime(std::size_t stop) const {
    if (m_axis == XAxis::Buckets)
        return m_times[stop] + (m_times[stop + 1] - m_times[stop]) / 2;
    return m_times[stop];
}

std::size_t XScale::nearestStop(double position) const {
    if (m_axis != XAxis::Time)
        return static_cast<std::size_t>(std::clamp(position, 0.0, static_cast<double>(m_count - 1)));
    const Time time = timeAt(position);
    const auto after = std::lower_bound(m_times.begin(), m_times.end(), time);
    if (after == m_times.begin())
        return 0;
    if (after == m_times.end())
        return m_times.size() - 1;
    const auto index = static_cast<std::size_t>(after - m_times.begin());
    return *after - time < time - *(after - 1) ? index : index - 1;
}

} // namespace moie::ui
