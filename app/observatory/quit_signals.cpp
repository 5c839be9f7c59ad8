// SPDX-License-Identifier: GPL-3.0-or-later
#include "quit_signals.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <QSocketNotifier>

namespace moie::app {

namespace {

constexpr std::array handled{SIGINT, SIGTERM, SIGHUP};

// Written to by the handler, which may do little else.
volatile sig_atomic_t handlerEnd = -1;

extern "C" void noteSignal(int) {
    const int before = errno;
    const char byte = 0;
    // A full pipe holds the news already.
    [[maybe_unused]] const ssize_t written = ::write(handlerEnd, &byte, 1);
    errno = before;
}

} // namespace

QuitSignals::QuitSignals(std::function<void()> received) {
    if (::pipe2(m_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the signals then end the process at once
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, [from = m_pipe[0], received = std::move(received)] {
        std::array<char, 16> bytes;
        if (::read(from, bytes.data(), bytes.size()) > 0)
            received();
    });
    handlerEnd = m_pipe[1];
    struct sigaction action = {};
    action.sa_handler = noteSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : handled)
        ::sigaction(signal, &action, nullptr);
}

QuitSignals::~QuitSignals() {
    if (m_pipe[0] < 0)
        return;
    for (const int signal : handled)
        std::signal(signal, SIG_DFL);
    handlerEnd = -1;
    m_notifier.reset();
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

} // namespace moie::app
