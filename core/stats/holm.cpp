// SPDX-License-Identifier: MIT
#include <moie/stats/holm.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace moie {

void adjustHolm(std::span<double> p) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (!std::isnan(p[i]))
            order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    double previous = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        double& value = p[order[rank]];
        value = std::max(previous, std::min(1.0, value * static_cast<double>(order.size() - rank)));
        previous = value;
    }
}

} // namespace moie
