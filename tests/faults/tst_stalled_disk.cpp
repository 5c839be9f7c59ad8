// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that hangs: write(2) does not return until the test lets it.
#include <QtTest>

#include <optional>
#include <semaphore>
#include <thread>

#include <unistd.h>

#include <moie/logging/love_vector_logger.h>

#include "core/logging/log_directory.h"

using namespace std::chrono_literals;
using moie::Category;
using moie::Level;

namespace {

// Holds writes back while it is closed.
class Gate {
public:
    void close() { m_closed = true; }
    void open() {
        m_closed = false;
        m_closed.notify_all();
    }
    void pass() { m_closed.wait(true); }

private:
    std::atomic<bool> m_closed = false;
};

// Of this process; none where the system does not say, or where a sanitizer keeps what was freed.
std::optional<std::size_t> residentBytes() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return {};
#else
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> pages = file.readAll().split(' ');
    return pages.size() < 2 ? std::optional<std::size_t>() : pages[1].toULong() * std::size_t(::sysconf(_SC_PAGESIZE));
#endif
}

moie::LoggerOptions gated(const LogDirectory& directory, Gate& gate) {
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms, .sessionId = "s"};
    options.fileOperations.write = [&gate, real = options.fileOperations.write](int file, const char* bytes,
                                                                                std::size_t size) {
        gate.pass();
        return real(file, bytes, size);
    };
    return options;
}

// With as many entries as may be unwritten: 50.
std::unique_ptr<moie::Logger> openWithoutRoom(const LogDirectory& directory, Gate& gate) {
    moie::LoggerOptions options = gated(directory, gate);
    options.maxUnwritten = 50;
    auto logger = *moie::Logger::open(std::move(options));
    gate.close();
    for (int i = 0; i < 50; ++i)
        if (!logger->log(Level::Info, Category::Cbf, "x"))
            return nullptr;
    return logger;
}

} // namespace

class TestStalledDisk : public QObject {
    Q_OBJECT

private slots:
    void blocksAnImportantEntryForASecondOnce();
    void holdsCallersForASecondWhereTooMuchIsUnwritten();
    void letsCallersGoWhenThereIsRoom();
    void letsCallersGoWhenWhatFailedIsWritten();
    void fillsTheMemoryToItsLimitOnly();
    void takesNoMoreMemoryThanItCounts();
    void doesNotStopItsOwnCallback();
};

void TestStalledDisk::blocksAnImportantEntryForASecondOnce() {
    LogDirectory directory;
    Gate gate;
    const auto logger = *moie::Logger::open(gated(directory, gate));
    gate.close();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(logger->log(Level::Error, Category::SystemState, "1"));
    QVERIFY2(timer.elapsed() >= 990 && timer.elapsed() < 1900, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(logger->counts().waiting(), std::uint64_t{1});
    timer.restart();
    for (int i = 0; i < 100; ++i)
        QVERIFY(logger->log(Level::Evolution, Category::Evolution, "x"));
    QVERIFY(timer.elapsed() < 500);
    gate.open();
    QVERIFY(logger->flush());
    QCOMPARE(directory.entries().size(), std::size_t{101});
    QVERIFY(logger->log(Level::Error, Category::SystemState, "102"));
    QCOMPARE(logger->counts().waiting(), std::uint64_t{0}); // waited for again
}

void TestStalledDisk::holdsCallersForASecondWhereTooMuchIsUnwritten() {
    LogDirectory directory;
    Gate gate;
    QElapsedTimer timer;
    timer.start();
    const auto logger = openWithoutRoom(directory, gate);
    QVERIFY(logger);
    QVERIFY(timer.elapsed() < 900);
    timer.restart();
    QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    QVERIFY2(timer.elapsed() >= 990 && timer.elapsed() < 1900, qPrintable(QString::number(timer.elapsed())));
    timer.restart();
    for (int i = 0; i < 100; ++i)
        QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    QVERIFY(timer.elapsed() < 900);
    gate.open();
    QVERIFY(logger->flush());
    QCOMPARE(directory.entries().size(), std::size_t{151});
}

void TestStalledDisk::letsCallersGoWhenThereIsRoom() {
    LogDirectory directory;
    Gate gate;
    const auto logger = openWithoutRoom(directory, gate);
    QVERIFY(logger);
    std::binary_semaphore calling{0};
    std::jthread opener([&] {
        calling.acquire();
        gate.open();
    });
    QElapsedTimer timer;
    timer.start();
    calling.release();
    QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    QVERIFY(logger->counts().written > 0); // else it has not waited
    QVERIFY(timer.elapsed() < 900);
    QVERIFY(logger->flush());
    QCOMPARE(directory.entries().size(), std::size_t{51});
}

// One file works again and another fails, of which the host is told, and takes its time.
void TestStalledDisk::letsCallersGoWhenWhatFailedIsWritten() {
    LogDirectory directory;
    Gate gate;
    std::atomic<const char*> broken = "/performance_";
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms, .maxUnwritten = 50};
    options.onError = [&gate](const moie::Error&) { gate.pass(); };
    options.fileOperations.openForAppending = [&broken,
                                               real = options.fileOperations.openForAppending](const char* path) {
        if (std::string_view(path).find(broken) == std::string_view::npos)
            return real(path);
        errno = EIO;
        return -1;
    };
    const auto logger = *moie::Logger::open(std::move(options));
    for (int i = 0; i < 10; ++i)
        QVERIFY(logger->log(Level::Info, Category::Performance, "x"));
    QVERIFY(!logger->flush());
    broken = "/cbf_";
    gate.close();
    QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    std::jthread flushing([&logger] { static_cast<void>(logger->flush()); });
    const auto open = qScopeGuard([&gate] { gate.open(); });
    QTRY_COMPARE(logger->counts().written, std::uint64_t{10});
    QElapsedTimer timer;
    timer.start();
    QVERIFY(logger->log(Level::Info, Category::Performance, "x"));
    QVERIFY(timer.elapsed() < 900);
}

void TestStalledDisk::fillsTheMemoryToItsLimitOnly() {
    LogDirectory directory;
    Gate gate;
    moie::LoggerOptions options = gated(directory, gate);
    options.memoryLimit = 1'000'000;
    const auto logger = *moie::Logger::open(std::move(options));
    gate.close();
    QVERIFY(logger->log(Level::Error, Category::SystemState, "hangs"));
    std::uint64_t refused = 0;
    for (int i = 0; i < 10'000; ++i)
        refused += !logger->log(Level::Info, Category::Cbf, "x", {{"text", std::string(1000, 'x')}});
    QVERIFY(refused > 9'000);
    gate.open();
    QVERIFY(logger->flush());
    QVERIFY(logger->flush());
    QCOMPARE(logger->counts().dropped, refused);
    QCOMPARE(directory.entries().size(), std::size_t(10'002 - refused));
}

// Entries of all shapes: long texts, many small values, vectors.
void TestStalledDisk::takesNoMoreMemoryThanItCounts() {
    const auto before = residentBytes();
    if (!before)
        QSKIP("the resident size is not to be had, or not the program's own");
    constexpr std::size_t limit = std::size_t{32} << 20;
    LogDirectory directory;
    Gate gate;
    std::atomic<bool> full = false;
    moie::LoggerOptions options = gated(directory, gate);
    options.memoryLimit = limit;
    options.fileOperations.write = [&, real = moie::systemFileOperations().write](int file, const char* bytes,
                                                                                  std::size_t size) {
        gate.pass();
        errno = ENOSPC;
        return full ? ssize_t{-1} : real(file, bytes, size);
    };
    const auto logger = *moie::Logger::open(std::move(options));
    moie::LoveVectorLogger love(*logger);
    gate.close();
    QVERIFY(logger->log(Level::Error, Category::SystemState, "hangs"));
    std::uint64_t refused = 0;
    for (int i = 0; i < 200'000; ++i) {
        nlohmann::ordered_json small = nlohmann::ordered_json::array();
        for (int value = 0; value < 20; ++value)
            small.push_back({{"k", std::to_string(value)}});
        refused += !logger->log(Level::Info, Category::Cbf, "x", std::move(small));
        refused += !logger->log(Level::Info, Category::Safety, std::string(2000, 'x'));
        refused += !love.logComputation("x", {0.1, 0.2, 0.3, 0.4, 0.5});
    }
    QVERIFY(refused > 400'000);
    const std::size_t stalled = *residentBytes() - *before;
    full = true;
    gate.open();
    QVERIFY(!logger->flush());
    const std::size_t failing = *residentBytes() - *before;
    full = false;
    QVERIFY(logger->flush());
    QVERIFY(logger->flush());
    QCOMPARE(logger->counts().dropped, refused);
    QCOMPARE(logger->counts().waiting(), std::uint64_t{0});
    std::size_t written = 0;
    for (const auto& [name, lines] : directory.files())
        for (const std::string& line : lines)
            written += line.size() + 1;
    qDebug("of %zu bytes at most: %zu resident while it hung, %zu when it failed, %zu written", limit, stalled, failing,
           written);
    QVERIFY(written <= limit && written > limit / 4);
    QVERIFY(stalled < 2 * limit);
    QVERIFY(failing < 3 * limit);
}

void TestStalledDisk::doesNotStopItsOwnCallback() {
    LogDirectory directory;
    moie::Logger* inner = nullptr;
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms};
    options.onError = [&inner](const moie::Error& error) {
        static_cast<void>(inner->log(Level::Error, Category::SystemState, error.text));
        static_cast<void>(inner->flush());
    };
    int attempts = 0;
    options.fileOperations.write = [&attempts, real = options.fileOperations.write](int file, const char* bytes,
                                                                                    std::size_t size) {
        errno = EIO;
        return ++attempts == 1 ? ssize_t{-1} : real(file, bytes, size);
    };
    const auto logger = *moie::Logger::open(std::move(options));
    inner = logger.get();
    QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    QElapsedTimer timer;
    timer.start();
    static_cast<void>(logger->flush()); // fails, unless the callback's own flush has mended it already
    QVERIFY(logger->flush());
    QVERIFY(timer.elapsed() < 900);
    QCOMPARE(logger->counts().failedWrites, std::uint64_t{1});
    QCOMPARE(directory.entries().size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestStalledDisk)
#include "tst_stalled_disk.moc"
