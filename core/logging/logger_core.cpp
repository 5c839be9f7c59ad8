// SPDX-License-Identifier: MIT
#include <moie/logging/logger_core.h>

#include <algorithm>
#include <cmath>
#include <csignal>

namespace moie {

namespace {

using namespace std::chrono_literals;

constexpr auto longestWait = 1s;       // of a caller, for the disk
constexpr auto retryAfter = 1s;        // a failed write is tried again
constexpr auto nap = 200us;            // between passes while entries keep coming: the callers need not wake the thread
constexpr std::size_t busyPass = 4;    // so many entries in a pass say that they keep coming
constexpr std::size_t lineFrame = 320; // about what a line needs beside its payload

bool isImportant(Level level) {
    return level == Level::Error || level == Level::Critical || level == Level::Evolution;
}

std::size_t bytesOf(const Capture& capture) {
    return lineFrame + capture.text.size() + capture.turnId.size() + capture.values.size() * 40 + capture.bytes;
}

Error memoryError() {
    return {ErrorCode::NoSpace, "not logged: entries that cannot be written fill the logger's memory limit", {}, {}};
}

Error endingError() {
    return {ErrorCode::InvalidArgument, "not logged: the logger is ending", {}, {}};
}

// Starts a thread to which the host's signals are not delivered, so that the host may block them in its own threads and
// wait for them. Not those of faults: they are the thread's own.
template <typename Run>
std::thread startWithoutSignals(Run run) {
    sigset_t blocked;
    sigfillset(&blocked);
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS})
        sigdelset(&blocked, fault);
    struct Blocking {
        explicit Blocking(const sigset_t& signals) { ::pthread_sigmask(SIG_BLOCK, &signals, &before); }
        ~Blocking() { ::pthread_sigmask(SIG_SETMASK, &before, nullptr); }
        sigset_t before;
    };
    const Blocking blocking(blocked);
    return std::thread(std::move(run));
}

} // namespace

void Logger::Core::Drops::add(std::uint64_t number, Time when) {
    if (count == 0)
        first = number;
    ++count;
    last = number;
    time = when;
}

Logger::Core::Core(LoggerOptions options)
    : m_options(std::move(options)), m_started(m_options.clock->elapsed()), m_generation(forkGeneration()),
      m_formatter(m_options.sessionId),
      m_files(m_options.directory, m_options.fileOperations, m_options.synchronizeImportant),
      m_exitHook(std::in_place, [this] { static_cast<void>(flush()); }),
      m_flushThread(startWithoutSignals([this] { run(); })) {}

Logger::Core::~Core() {
    m_exitHook.reset();
    {
        const Lock lock = lockQueue();
        m_stopping = true;
    }
    m_work.notify_one();
    m_flushThread.join();
    const std::uint64_t lost = m_files.waiting() + m_drops.count;
    if (lost > 0 && m_options.onError)
        m_options.onError({ErrorCode::Io, std::to_string(lost) + " entries are lost: they could not be written",
                           m_options.directory, std::nullopt});
}

// Others hold it for well under a microsecond, so that it is worth trying again before the thread is put to sleep.
Logger::Core::Lock Logger::Core::lockQueue() const {
    for (int attempt = 0; attempt < 100; ++attempt)
        if (Lock lock(m_mutex, std::try_to_lock); lock.owns_lock())
            return lock;
    return Lock(m_mutex);
}

Result<std::string> Logger::Core::log(const Capture& capture) {
    const std::size_t bytes = bytesOf(capture);
    std::uint64_t number = 0;
    {
        Lock lock = lockQueue();
        if (m_stopping) // onError tells of the end, and its host logs that
            return tl::unexpected(endingError());
        const auto deadline = waitForRoom(lock, bytes);
        const Time now = m_options.clock->now();
        number = m_counts.logged + 1;
        if (memory() + bytes > m_options.memoryLimit) {
            m_counts.logged = number;
            ++m_counts.dropped;
            m_drops.add(number, now);
            return tl::unexpected(memoryError());
        }
        enqueue(now, number, capture, bytes);
        if (isFlushThread()) // it would try again at once what has just failed, and so be told of it again
            ++m_unhurried;
        else if (isImportant(capture.level) || m_options.bufferSize == 1)
            waitForWrite(lock, ++m_requested, deadline);
        else if (m_flusherSleeps && isWanted())
            wakeFlusher(lock);
    }
    return interactionId(m_options.sessionId, number);
}

// Gives the time by which the call must return where it had to wait.
std::optional<Logger::Core::Deadline> Logger::Core::waitForRoom(Lock& lock, std::size_t bytes) {
    // Memory that lines take which could not be written is not waited for.
    const auto isMemory = [&] { return memory() + bytes <= m_options.memoryLimit || memory() == m_heldBytes; };
    if ((untried() < m_options.maxUnwritten && isMemory()) || !mayWait())
        return {};
    // Woken for one entry's room, many callers would take turns with the flush thread all the time.
    const auto isRoom = [&] { return (isMuchRoom() && isMemory()) || m_hangs; };
    const Deadline deadline = std::chrono::steady_clock::now() + longestWait;
    ++m_roomWaiters;
    if (m_flusherSleeps)
        m_work.notify_one();
    if (!m_done.wait_until(lock, deadline, isRoom))
        m_hangs = true;
    --m_roomWaiters;
    return deadline;
}

void Logger::Core::waitForWrite(Lock& lock, std::uint64_t request, std::optional<Deadline> deadline) {
    if (m_flusherSleeps)
        m_work.notify_one();
    if (m_hangs)
        return;
    if (!m_done.wait_until(lock, deadline.value_or(std::chrono::steady_clock::now() + longestWait),
                           [this, request] { return m_completed >= request; }))
        m_hangs = true;
}

void Logger::Core::enqueue(Time now, std::uint64_t number, const Capture& capture, std::size_t bytes) {
    m_queue.add(now, number, capture); // may throw; then nothing was logged
    m_queueBytes += bytes;
    m_counts.logged = number;
    if (capture.level == Level::Evolution && capture.category != Category::LoveVector)
        ++m_counts.evolutionEvents;
    if (capture.category == Category::Adaptation)
        ++m_counts.adaptations;
    if (capture.series)
        addMeasured(*capture.series, capture.measured);
}

void Logger::Core::addMeasured(Series series, double value) {
    const auto which = static_cast<std::size_t>(series);
    if (std::isfinite(value))
        m_series[which][m_measured[which]++ % longestSeries] = value;
}

void Logger::Core::measure(Series series, double value) {
    const Lock lock = lockQueue();
    addMeasured(series, value);
}

void Logger::Core::wakeFlusher(Lock& lock) {
    m_flusherSleeps = false; // so that the next caller does not wake it too
    lock.unlock();
    m_work.notify_one();
}

Result<> Logger::Core::flush() {
    Lock lock = lockQueue();
    if (isFlushThread() || m_stopping)
        return {}; // called by onError: what it logged waits for the next flush
    const std::uint64_t request = ++m_requested;
    m_work.notify_one();
    m_done.wait(lock, [this, request] { return m_completed >= request; });
    if (m_lastError)
        return tl::unexpected(*m_lastError);
    return {};
}

void Logger::Core::run() {
    bool busy = false;
    bool last = false;
    while (!last) {
        std::uint64_t answered = 0;
        bool requested = false;
        {
            Lock lock = lockQueue();
            waitForWork(lock, busy);
            answered = m_requested;
            requested = m_stopping || answered > m_completed;
            m_queue.swap(m_taken);
            m_takenBytes = std::exchange(m_queueBytes, 0);
            m_unhurried = 0;
        }
        busy = m_taken.count() >= busyPass && m_options.flushInterval.count() > 0;
        Pass pass = writeTaken(requested);
        const Lock lock = lockQueue();
        finishPass(pass, answered);
        last = m_stopping && m_requested == m_completed && m_queue.count() == 0;
    }
}

bool Logger::Core::isWanted() const {
    return m_stopping || m_requested > m_completed || m_roomWaiters > 0 ||
           m_queue.count() - m_unhurried >= std::min(m_options.bufferSize, m_options.maxUnwritten);
}

void Logger::Core::waitForWork(Lock& lock, bool busy) {
    const auto wanted = [this] { return isWanted(); };
    m_flusherSleeps = !wanted();
    std::chrono::nanoseconds time = m_options.flushInterval;
    if (busy)
        time = nap;
    else if (m_held > 0)
        time = std::min<std::chrono::nanoseconds>(time, retryAfter);
    if (time.count() > 0)
        m_work.wait_for(lock, time, wanted);
    else
        m_work.wait(lock, wanted);
    m_flusherSleeps = false;
}

// Files whose last write failed are tried again when somebody asks for it, else not before their time, so that a full
// disk costs a busy host little and onError is not called all the time.
Logger::Core::Pass Logger::Core::writeTaken(bool requested) {
    Pass pass;
    std::size_t held = m_files.bytes();
    m_taken.forEach([&](const CapturedEntry& entry) { addLine(entry, held, pass); });
    m_taken.clear();
    const Deadline now = std::chrono::steady_clock::now();
    publish(m_files.write(requested || now >= m_retryAt ? LogFiles::Which::All : LogFiles::Which::Working), pass);
    return pass;
}

void Logger::Core::addLine(const CapturedEntry& entry, std::size_t& held, Pass& pass) {
    const auto write = [&](LogFiles::Which which) {
        publish(m_files.write(which), pass);
        held = m_files.bytes();
    };
    try {
        const std::string_view line = m_formatter.lineOf(entry);
        const std::size_t bytes = line.size() + sizeof(std::size_t);
        if (held + bytes > m_options.memoryLimit)
            write(LogFiles::Which::Working);
        if (held > 0 && held + bytes > m_options.memoryLimit) {
            pass.drops.add(entry.number, entry.time);
        } else {
            m_files.add(entry.time, entry.capture.category, isImportant(entry.capture.level), line);
            held += bytes;
        }
    } catch (const std::exception&) { // out of memory
        pass.drops.add(entry.number, entry.time);
    }
    if (m_files.someFull())
        write(LogFiles::Which::Full);
}

// Tells of what was written, at once, so that waiting callers go on while the rest of a pass is written.
void Logger::Core::publish(const LogFiles::Written& written, Pass& pass) {
    {
        const Lock lock = lockQueue();
        m_counts.written += written.lines;
        m_counts.failedWrites += written.errors.size();
        m_hangs = m_hangs && written.lines == 0;
        if (m_roomWaiters > 0 && isMuchRoom())
            m_done.notify_all();
    }
    if (!written.errors.empty()) {
        const std::chrono::nanoseconds interval = m_options.flushInterval;
        m_retryAt = std::chrono::steady_clock::now() +
                    (interval.count() > 0 ? std::min<std::chrono::nanoseconds>(interval, retryAfter) : retryAfter);
        if (!pass.error)
            pass.error = written.errors.front();
    }
    if (m_options.onError) {
        for (const Error& error : written.errors)
            m_options.onError(error);
        for (const Error& notice : m_files.takeNotices())
            m_options.onError(notice);
    }
}

void Logger::Core::finishPass(Pass& pass, std::uint64_t answered) {
    m_takenBytes = 0;
    m_held = m_files.waiting();
    m_heldBytes = m_files.bytes();
    m_hangs = false;
    m_completed = answered;
    if (pass.drops.count > 0 && !pass.error)
        pass.error = memoryError();
    m_lastError = std::move(pass.error);
    m_counts.dropped += pass.drops.count;
    if (pass.drops.count > 0) {
        const std::uint64_t first = m_drops.count > 0 ? std::min(m_drops.first, pass.drops.first) : pass.drops.first;
        m_drops = {m_drops.count + pass.drops.count, first, std::max(m_drops.last, pass.drops.last),
                   std::max(m_drops.time, pass.drops.time)};
    }
    if (m_drops.count > 0 && m_held == 0)
        logDrops();
    m_done.notify_all();
}

void Logger::Core::logDrops() {
    PayloadMaker maker = [drops = m_drops](Time) {
        Payload made;
        made.data["dropped"] = drops.count;
        made.data["first_n"] = drops.first;
        made.data["last_n"] = drops.last;
        made.data["reason"] = "entries could not be written and filled the logger's memory limit";
        return made;
    };
    const Capture capture{
        .level = Level::Warning, .category = Category::SystemState, .text = "Log entries dropped", .maker = &maker};
    try {
        enqueue(m_drops.time, m_counts.logged + 1, capture, bytesOf(capture));
    } catch (const std::exception&) { // out of memory: the next pass tries again
        return;
    }
    m_drops = {};
    ++m_requested;
}

Logger::Counts Logger::Core::counts() const {
    const Lock lock = lockQueue();
    return m_counts;
}

std::vector<double> Logger::Core::measured(Series series) const {
    const auto which = static_cast<std::size_t>(series);
    const Lock lock = lockQueue();
    const std::size_t given = m_measured[which];
    std::vector<double> values;
    for (std::size_t i = given - std::min(given, longestSeries); i < given; ++i)
        values.push_back(m_series[which][i % longestSeries]);
    return values;
}

} // namespace moie
