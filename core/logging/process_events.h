// SPDX-License-Identifier: MIT
// What happens to the whole process and concerns every logger in it: fork and normal exit. Internal to core/logging.
#pragma once

#include <cstdint>
#include <functional>

namespace moie {

// Grows in the child of each fork, so that a logger knows that it was copied and has neither thread nor right to write.
std::uint64_t forkGeneration();

// Calls what it was given, once, when the process exits normally (return from main or std::exit), unless it was
// destroyed before or exit happens in a forked child. Its destruction waits for a call that has begun. Thread-safe.
class ExitHook {
public:
    explicit ExitHook(std::function<void()> call);
    ~ExitHook();
    ExitHook(const ExitHook&) = delete;
    ExitHook& operator=(const ExitHook&) = delete;
    void call() const { m_call(); }

private:
    std::function<void()> m_call;
};

} // namespace moie
