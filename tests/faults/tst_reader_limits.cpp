// SPDX-License-Identifier: GPL-3.0-or-later
// The feed where the system's limits are reached: it looks by itself instead, says so, and loses nothing. Limits are
// those of a child process.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#endif

#include <moie/feed/directory_watch.h>

#include "support/log_lines.h"
#include "support/received.h"

using namespace moie;
namespace fs = std::filesystem;

namespace {

constexpr const char* limitedMode = "--limited";
constexpr unsigned fileCount = 60;
constexpr int cannotLimit = 77; // here, so that nothing is shown

std::string fileName(const std::string& directory, unsigned n) {
    return directory + "/d" + std::to_string(n % 12) + "/f" + std::to_string(n) + ".jsonl";
}

std::string line(unsigned file, unsigned n) {
    return logLines::line({.session = "s" + std::to_string(file), .number = n});
}

#ifdef __linux__
// A user namespace has limits of its own, below the system's.
bool limitNotifications(const char* which, int most) {
    if (::unshare(CLONE_NEWUSER) != 0)
        return false;
    std::ofstream limit(std::string("/proc/sys/user/") + which);
    limit << most << std::flush;
    return limit.good();
}
#endif

bool applyLimit(std::string_view limit) {
    if (limit == "descriptors") {
        // Those of the process, of the feed's watch, and ten more.
        const rlimit few{20, 20};
        return ::setrlimit(RLIMIT_NOFILE, &few) == 0;
    }
#ifdef __linux__
    if (limit == "watches")
        return limitNotifications("max_inotify_watches", 4);
    if (limit == "instances")
        return limitNotifications("max_inotify_instances", 0);
#endif
    return false;
}

// The child: follows files that all grow, and new ones. Prints what went wrong.
int followLimited(std::string_view limit, const std::string& directory, bool isNotified) {
    if (!applyLimit(limit))
        return cannotLimit;
    Received received;
    const Feed feed(directory, received.receiver());
    const auto entriesAre = [](std::uint64_t n) {
        return [n](const Snapshot& s) { return s.load.complete && s.counts.lines.accepted == n; };
    };
    const auto failed = [&](const char* when) {
        std::printf("%s: %lu entries, %s", when, static_cast<unsigned long>(received.latest()->counts.lines.accepted),
                    received.latest()->problem ? received.latest()->problem->describe().c_str() : "no problem");
        return 1;
    };
    if (!received.waitFor(entriesAre(fileCount)))
        return failed("at first");
    if (received.latest()->notified != isNotified)
        return failed("it says the wrong thing about notifications");
    for (unsigned n = 0; n < fileCount; ++n)
        logLines::append(fileName(directory, n), line(n, 2));
    if (!received.waitFor(entriesAre(2 * fileCount)))
        return failed("when all files grew");
    logLines::append(directory + "/new/a.jsonl", line(fileCount, 1));
    fs::rename(fileName(directory, 0), directory + "/renamed.jsonl");
    logLines::append(directory + "/renamed.jsonl", line(0, 3));
    if (!received.waitFor(entriesAre(2 * fileCount + 2)))
        return failed("when names changed");
    for (const auto& file : received.latest()->files)
        if (file->problem)
            return failed(file->path.c_str());
    return 0;
}

} // namespace

class TestReaderLimits : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void goesOn_data();
    void goesOn();
    void noDescriptorsAtAll();
    void overflowOfNotificationsIsToldAsAHint();
    void nothingIsLostInAnOverflow();

private:
    std::string path(const std::string& name = {}) const {
        return m_directory->path().toStdString() + (name.empty() ? "" : "/" + name);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestReaderLimits::goesOn_data() {
    QTest::addColumn<QString>("limit");
    QTest::addColumn<bool>("isNotified");
    QTest::newRow("few descriptors") << "descriptors" << true;
#ifdef __linux__
    QTest::newRow("few watches") << "watches" << false;
    QTest::newRow("no notifications") << "instances" << false;
#endif
}

void TestReaderLimits::goesOn() {
    QFETCH(QString, limit);
    QFETCH(bool, isNotified);
    for (unsigned n = 0; n < fileCount; ++n)
        logLines::append(fileName(path(), n), line(n, 1));
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {limitedMode, limit, m_directory->path(), QString::number(isNotified ? 1 : 0)});
    QVERIFY(child.waitForFinished(120'000));
    QCOMPARE(child.exitStatus(), QProcess::NormalExit);
    if (child.exitCode() == cannotLimit)
        QSKIP("this limit cannot be set here");
    QVERIFY2(child.exitCode() == 0, child.readAll().constData());
}

// Whatever cannot be opened is said, and tried again. (The undefined-behaviour sanitizer, which itself needs
// descriptors, prints false alarms here.)
void TestReaderLimits::noDescriptorsAtAll() {
    logLines::append(path("a.jsonl"), line(1, 1));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    Received received;
    {
        rlimit none = before;
        none.rlim_cur = 3;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    }
    std::optional<Feed> feed(std::in_place, path(), received.receiver());
    const bool told = received.waitFor([](const Snapshot& s) { return s.problem.has_value(); });
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(told);
    QVERIFY(!received.latest()->notified);
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.load.complete && s.counts.lines.accepted == 1; }));
    QVERIFY(!received.latest()->problem);
    logLines::append(path("a.jsonl"), line(1, 2));
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.counts.lines.accepted == 2; }));
}

namespace {

// More than the queue holds; the same event twice in a row would be one.
void overflow(const std::string& one, const std::string& other) {
    std::ifstream limit("/proc/sys/fs/inotify/max_queued_events");
    int most = 0;
    if (!(limit >> most))
        QSKIP("no such limit here");
    if (most > 200'000)
        QSKIP("the queue is too long to be filled");
    std::ofstream first(one, std::ios::app);
    std::ofstream second(other, std::ios::app);
    for (int i = 0; i <= most / 2 + 1000; ++i) {
        first << "\n" << std::flush;
        second << "\n" << std::flush;
    }
}

} // namespace

void TestReaderLimits::overflowOfNotificationsIsToldAsAHint() {
#ifdef __linux__
    DirectoryWatch watch(path(), true);
    std::ofstream(path("a.jsonl")) << "\n";
    std::ofstream(path("b.jsonl")) << "\n";
    watch.setDirectories({""});
    QVERIFY(watch.isNotified());
    overflow(path("a.jsonl"), path("b.jsonl"));
    logLines::append(path("c.jsonl"), line(1, 1)); // nobody is told of it
    const auto hints = watch.wait(std::chrono::seconds(0));
    QVERIFY(hints.namesChanged);
    QVERIFY(!hints.written.contains("c.jsonl"));
#else
    QSKIP("there is no queue here");
#endif
}

void TestReaderLimits::nothingIsLostInAnOverflow() {
    logLines::append(path("a.jsonl"), line(1, 1));
    logLines::append(path("b.jsonl"), line(2, 1));
    Received received;
    std::mutex holdingUp;
    std::atomic<bool> isInside{false};
    const Feed feed(path(), [&, receive = received.receiver()](SnapshotPtr snapshot) {
        isInside = true;
        const std::lock_guard wait(holdingUp);
        receive(std::move(snapshot));
        isInside = false;
    });
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.load.complete && s.counts.lines.accepted == 2; }));
    {
        // The feed reads no notifications meanwhile.
        const std::lock_guard wait(holdingUp);
        logLines::append(path("a.jsonl"), line(1, 2));
        QTRY_VERIFY(isInside);
        overflow(path("a.jsonl"), path("b.jsonl"));
        logLines::append(path("new/c.jsonl"), line(3, 1));
        logLines::append(path("b.jsonl"), line(2, 2));
    }
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.counts.lines.accepted == 5; }));
    QVERIFY(received.waitFor([&](const Snapshot& s) {
        return s.counts.bytes.total() ==
               fs::file_size(path("a.jsonl")) + fs::file_size(path("b.jsonl")) + fs::file_size(path("new/c.jsonl"));
    }));
    QCOMPARE(received.latest()->counts.lines.rejected, 0u);
}

int main(int argc, char** argv) {
    if (argc == 5 && argv[1] == std::string_view(limitedMode))
        return followLimited(argv[2], argv[3], argv[4][0] == '1');
    QCoreApplication application(argc, argv);
    TestReaderLimits test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_reader_limits.moc"
