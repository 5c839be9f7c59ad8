// SPDX-License-Identifier: MIT
#include <moie/analytics/sitting_sums.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <moie/stats/change_points.h>

namespace moie {

void SittingSums::resize(std::size_t count) {
    m_sums.resize(count * m_measures);
    m_first.resize(count, unknownTime);
    m_last.resize(count, unknownTime);
}

void SittingSums::beginOther(const Turn& turn) {
    m_present = m_firstOfSession + turn.sitting;
    if (m_present >= m_first.size())
        resize(m_present + 1);
}

std::size_t SittingSums::beginTurn(const Turn& turn) {
    beginOther(turn);
    Time& first = m_first[m_present];
    first = first == unknownTime ? turn.opened : std::min(first, turn.opened);
    m_last[m_present] = std::max(m_last[m_present], turn.opened);
    return m_present;
}

void SittingSums::add(std::size_t measure, const SittingSum& some) {
    SittingSum& sum = m_sums[m_present * m_measures + measure];
    sum.n += some.n;
    sum.sum += some.sum;
    sum.squares += some.squares;
}

void SittingSums::addLoose(std::size_t measure, double value) {
    if (m_first.size() == m_firstOfSession)
        resize(m_firstOfSession + 1);
    SittingSum& sum = m_sums[(m_first.size() - 1) * m_measures + measure];
    sum.sum += value;
    sum.squares += value * value;
}

std::vector<SittingSum> SittingSums::of(std::size_t measure) const {
    std::vector<SittingSum> sums;
    sums.reserve(count());
    for (std::size_t sitting = 0; sitting < count(); ++sitting)
        sums.push_back(m_sums[sitting * m_measures + measure]);
    return sums;
}

SittingSeries SittingSums::seriesOf(std::span<const SittingSum> sums) const {
    struct Point {
        Time middle;
        std::size_t sitting;
    };
    std::vector<Point> points;
    Time origin = unknownTime;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (m_first[i] != unknownTime)
            origin = origin == unknownTime ? m_first[i] : std::min(origin, m_first[i]);
        if (sums[i].n >= leastTurnsOfTrendSitting && m_first[i] != unknownTime)
            points.push_back({m_first[i] + (m_last[i] - m_first[i]) / 2, i});
    }
    std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
        return a.middle != b.middle ? a.middle < b.middle : a.sitting < b.sitting;
    });
    SittingSeries series;
    for (const Point& point : points) {
        series.question.days.push_back(toSeconds(point.middle - origin) / 86'400);
        series.question.means.push_back(sums[point.sitting].sum / sums[point.sitting].n);
        series.starts.push_back(m_first[point.sitting]);
    }
    return series;
}

std::vector<Shift> shiftsOf(const SittingSeries& series, double slopePerDay) {
    std::vector<Shift> shifts;
    const TrendQuestion& question = series.question;
    for (const ChangePoint& point : changePoints(question.days, question.means, question.scale, slopePerDay))
        shifts.push_back({series.starts[point.index], point.before, point.after});
    return shifts;
}

} // namespace moie
