// SPDX-License-Identifier: GPL-3.0-or-later
// Calls a function from the event loop when SIGINT, SIGTERM or SIGHUP comes, so that the end of a session closes the
// window as a user would. At most one at a time; GUI thread.
#pragma once

#include <array>
#include <functional>
#include <memory>

class QSocketNotifier;

namespace moie::app {

class QuitSignals {
public:
    explicit QuitSignals(std::function<void()> received);
    // From then on the signals end the process at once, as by default.
    ~QuitSignals();
    QuitSignals(const QuitSignals&) = delete;
    QuitSignals& operator=(const QuitSignals&) = delete;

private:
    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace moie::app
