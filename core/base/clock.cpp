// SPDX-License-Identifier: MIT
#include <moie/base/clock.h>

namespace moie {

namespace {

class SystemClock final : public Clock {
public:
    Time now() const override { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }
    Duration elapsed() const override {
        return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
    }
};

} // namespace

const Clock& systemClock() {
    static const SystemClock clock;
    return clock;
}

} // namespace moie
