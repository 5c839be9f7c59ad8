// SPDX-License-Identifier: MIT
// The time as the rest of core sees it, so that tests and demonstrations can set it.
#pragma once

#include <moie/base/time.h>

namespace moie {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;         // wall clock; may be set back
    virtual Duration elapsed() const = 0; // monotonic, from an arbitrary start
};

// The machine's clocks. Thread-safe, lives as long as the process.
const Clock& systemClock();

// A clock that stands still until it is moved. Not thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Time start) : m_now(start) {}
    Time now() const override { return m_now; }
    Duration elapsed() const override { return m_elapsed; }
    void advance(Duration by) {
        m_now += by;
        m_elapsed += by;
    }
    // Moves the wall clock alone, as an administrator would.
    void set(Time now) { m_now = now; }

private:
    Time m_now;
    Duration m_elapsed{0};
};

} // namespace moie
