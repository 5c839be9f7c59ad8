// SPDX-License-Identifier: GPL-3.0-or-later
#include "crash_message.h"

#include <array>
#include <csignal>
#include <cstddef>
#include <cstring>

#include <unistd.h>

namespace moie::app {

namespace {

constexpr std::array crashes{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

// A stack that has overflowed cannot be used to say so.
alignas(std::max_align_t) std::array<char, 64 * 1024> crashStack;

void say(const char* text) {
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text, std::strlen(text));
}

const char* nameOf(int signal) {
    switch (signal) {
    case SIGSEGV: return "invalid memory was used (SIGSEGV)";
    case SIGBUS: return "memory or a file could not be read (SIGBUS)";
    case SIGFPE: return "a calculation is not possible (SIGFPE)";
    case SIGILL: return "an instruction is not possible (SIGILL)";
    default: return "it ended itself (SIGABRT)";
    }
}

// Calls only what a signal handler may.
extern "C" void sayThatItCrashed(int signal) {
    say("moie-observatory: crashed: ");
    say(nameOf(signal));
    say(".\nNothing that was logged is lost, and no report or picture is there in part. This is version " MOIE_VERSION
        "; where systemd-coredump is installed, coredumpctl info moie-observatory shows where it happened.\n");
    // SA_RESETHAND: this time it ends the process.
    ::raise(signal);
}

} // namespace

void installCrashMessage() {
    stack_t stack = {};
    stack.ss_sp = crashStack.data();
    stack.ss_size = crashStack.size();
    ::sigaltstack(&stack, nullptr);
    struct sigaction action = {};
    action.sa_handler = sayThatItCrashed;
    action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND);
    for (const int signal : crashes)
        ::sigaction(signal, &action, nullptr);
}

} // namespace moie::app
