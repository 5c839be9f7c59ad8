// SPDX-License-Identifier: MIT
// Work in parts, on several threads at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stop_token>
#include <thread>
#include <vector>

namespace moie {

// How many threads are to share so many parts. `wanted` of 0: one per core.
inline unsigned threadsFor(std::size_t parts, unsigned wanted) {
    const unsigned most = wanted > 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
    return static_cast<unsigned>(std::clamp<std::size_t>(parts, 1, most));
}

// Calls work(part, thread) for each part, each once, on as many threads, of which the calling one is number 0. Parts
// that are begun are finished; none is begun once the token says so. Work must not throw.
template <typename Work>
void forEachPart(std::size_t parts, unsigned threads, const std::stop_token& stop, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&](unsigned thread) {
        for (std::size_t part = next++; part < parts && !stop.stop_requested(); part = next++)
            work(part, thread);
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i)
        helpers.emplace_back(run, i);
    run(0);
}

} // namespace moie
