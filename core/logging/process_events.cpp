// SPDX-License-Identifier: MIT
#include <moie/logging/process_events.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <vector>

#include <pthread.h>

namespace moie {

namespace {

std::atomic<std::uint64_t> generation{0};

// Hooks in the order they were made. Never destroyed, since a logger may outlive any other static object. A child
// starts with a new one: the parent's mutex may be locked for ever in its copy.
struct ExitHooks {
    std::mutex mutex;
    std::vector<const std::function<void()>*> calls;
    std::uint64_t madeIn = generation.load();
    const ExitHooks* ofParent = nullptr; // so that a leak checker finds what a child must not destroy
};

std::atomic<ExitHooks*> exitHooks{nullptr};

ExitHooks& hooks() {
    ExitHooks* current = exitHooks.load();
    if (!current || current->madeIn != generation.load()) {
        auto* fresh = new ExitHooks;
        fresh->ofParent = current;
        if (exitHooks.compare_exchange_strong(current, fresh))
            return *fresh;
        delete fresh;
    }
    return *exitHooks.load();
}

void callExitHooks() {
    ExitHooks& current = hooks();
    const std::lock_guard lock(current.mutex);
    for (const auto* call : current.calls)
        (*call)();
}

void watchProcess() {
    static const bool watching = [] {
        ::pthread_atfork(nullptr, nullptr, [] { generation.fetch_add(1); });
        std::atexit(callExitHooks);
        return true;
    }();
    static_cast<void>(watching);
}

} // namespace

std::uint64_t forkGeneration() {
    return generation.load(std::memory_order_relaxed);
}

ExitHook::ExitHook(std::function<void()> call) : m_call(std::move(call)) {
    watchProcess();
    ExitHooks& current = hooks();
    const std::lock_guard lock(current.mutex);
    current.calls.push_back(&m_call);
}

ExitHook::~ExitHook() {
    ExitHooks& current = hooks();
    const std::lock_guard lock(current.mutex);
    std::erase(current.calls, &m_call);
}

} // namespace moie
