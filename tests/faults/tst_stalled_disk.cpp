// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that hangs: write(2) does not return until the test lets it.
#include <QtTest>

#include <semaphore>
#include <thread>

#include <moie/base/calendar.h>
#include <moie/logging/logger.h>

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

moie::LoggerOptions gated(const LogDirectory& directory, Gate& gate) {
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms, .sessionId = "s"};
    options.fileOperations.write = [&gate, real = options.fileOperations.write](int file, const char* bytes,
                                                                                std::size_t size) {
        gate.pass();
        return real(file, bytes, size);
    };
    return options;
}

} // namespace

class TestStalledDisk : public QObject {
    Q_OBJECT

private slots:
    void blocksAnImportantEntryForASecondOnce();
    void bindsCallersToWhatMayBeUnwritten();
    void fillsTheMemoryToItsLimitOnly();
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

void TestStalledDisk::bindsCallersToWhatMayBeUnwritten() {
    LogDirectory directory;
    Gate gate;
    moie::LoggerOptions options = gated(directory, gate);
    options.maxUnwritten = 50;
    const auto logger = *moie::Logger::open(std::move(options));
    gate.close();
    for (int i = 0; i < 50; ++i)
        QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    std::atomic<bool> returned = false;
    std::jthread waiting([&] {
        static_cast<void>(logger->log(Level::Info, Category::Cbf, "x"));
        returned = true;
    });
    QTest::qWait(20);
    QVERIFY(!returned);
    gate.open();
    QTRY_VERIFY(returned);
    waiting.join();
    QVERIFY(logger->flush());
    QCOMPARE(directory.entries().size(), std::size_t{51});
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
