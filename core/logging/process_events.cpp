// SPDX-License-Identifier: MIT
#include <moie/logging/process_events.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <vector>

#include <pthread.h>

namespace moie {

namespace {

std::atomic<std::uint64_t> generation{0};

// Never destroyed, since a logger may outlive any other static object. A child starts with a new one: the parent's
// mutex may be locked for ever in its copy.
struct ExitHooks {
    std::mutex mutex;
    std::vector<ExitHook*> hooks; // in the order they were made
    ExitHook* called = nullptr;   // must not be destroyed just now
    std::condition_variable returned;
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

// Unlocked while one is called: it may wait for a callback of the host's that opens a logger or destroys one.
void callExitHooks() {
    ExitHooks& current = hooks();
    std::unique_lock lock(current.mutex);
    while (!current.hooks.empty()) {
        current.called = current.hooks.front();
        current.hooks.erase(current.hooks.begin());
        lock.unlock();
        current.called->call();
        lock.lock();
        current.called = nullptr;
        current.returned.notify_all();
    }
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
    current.hooks.push_back(this);
}

ExitHook::~ExitHook() {
    ExitHooks& current = hooks();
    std::unique_lock lock(current.mutex);
    std::erase(current.hooks, this);
    current.returned.wait(lock, [this, &current] { return current.called != this; });
}

} // namespace moie
