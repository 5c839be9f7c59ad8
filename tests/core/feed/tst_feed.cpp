// SPDX-License-Identifier: GPL-3.0-or-later
// The feed over files that another process writes.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <mutex>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "support/received.h"

using namespace moie;
using logLines::Writer;
namespace fs = std::filesystem;

namespace {

// Appends through another process, and returns when it has ended.
void appendElsewhere(const std::string& path, const std::string& text) {
    QProcess writer;
    writer.start("/bin/sh", {"-c", "cat >> \"$1\"", "sh", QString::fromStdString(path)});
    writer.write(QByteArray::fromStdString(text));
    writer.closeWriteChannel();
    QVERIFY(writer.waitForFinished());
    QCOMPARE(writer.exitCode(), 0);
}

auto entriesAre(std::uint64_t n) {
    return [n](const Snapshot& snapshot) { return snapshot.load.complete && snapshot.counts.lines.accepted == n; };
}

} // namespace

class TestFeed : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsWhatIsThere_data() { eitherWay(); }
    void showsWhatIsThere();
    void followsAppends_data() { eitherWay(); }
    void followsAppends();
    void findsNewFilesAndDirectories_data() { eitherWay(); }
    void findsNewFilesAndDirectories();
    void tornLineIsCompleted();
    void quietLastLineIsTaken();
    void renameRotationWithLateWrites();
    void truncatedAndRefilled();
    void deletedAndRecreated();
    void directoryThatComesLater();
    void directoryMadeAnew();
    void cancelAndResume();
    void stopsAtOnce();

private:
    void eitherWay();
    std::string path(const std::string& name) const { return m_directory->path().toStdString() + "/" + name; }
    std::unique_ptr<Feed> feed() {
        FeedOptions options;
        options.notifications = m_notifications;
        return std::make_unique<Feed>(m_directory->path().toStdString(), m_received->receiver(), options);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Received> m_received;
    bool m_notifications = true;
};

void TestFeed::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_received = std::make_unique<Received>();
    m_notifications = true;
}

void TestFeed::eitherWay() {
    QTest::addColumn<bool>("notifications");
    QTest::newRow("notified") << true;
    QTest::newRow("polling") << false;
}

void TestFeed::showsWhatIsThere() {
    QFETCH(bool, notifications);
    m_notifications = notifications;
    Writer writer("s");
    logLines::append(path("a.jsonl"), writer.user("x").responded().text());
    const auto running = feed();
    QVERIFY(m_received->waitFor(entriesAre(2)));
#ifdef __linux__
    QCOMPARE(m_received->latest()->notified, notifications);
#endif
}

void TestFeed::followsAppends() {
    QFETCH(bool, notifications);
    m_notifications = notifications;
    logLines::append(path("a.jsonl"), logLines::line({.number = 1}));
    const auto running = feed();
    QVERIFY(m_received->waitFor(entriesAre(1)));
    for (unsigned n = 2; n < 12; ++n) {
        appendElsewhere(path("a.jsonl"), logLines::line({.number = n}));
        QVERIFY(m_received->waitFor(entriesAre(n)));
    }
    QCOMPARE(m_received->latest()->counts.bytes.total(), fs::file_size(path("a.jsonl")));
}

void TestFeed::findsNewFilesAndDirectories() {
    QFETCH(bool, notifications);
    m_notifications = notifications;
    const auto running = feed();
    QVERIFY(m_received->waitFor(entriesAre(0)));
    logLines::append(path("new/deep/a.jsonl"), logLines::line({.number = 1}));
    QVERIFY(m_received->waitFor(entriesAre(1)));
    appendElsewhere(path("new/deep/a.jsonl"), logLines::line({.number = 2}));
    QVERIFY(m_received->waitFor(entriesAre(2)));
}

void TestFeed::tornLineIsCompleted() {
    const std::string line = logLines::line({});
    const auto running = feed();
    appendElsewhere(path("a.jsonl"), line.substr(0, 70));
    QVERIFY(m_received->waitFor([](const Snapshot& s) { return s.counts.bytes.pending == 70; }));
    appendElsewhere(path("a.jsonl"), line.substr(70));
    QVERIFY(m_received->waitFor(entriesAre(1)));
    QCOMPARE(m_received->latest()->counts.lines.rejected, 0u);
    QCOMPARE(m_received->latest()->counts.bytes.pending, 0u);
}

void TestFeed::quietLastLineIsTaken() {
    std::string line = logLines::line({});
    line.pop_back();
    const auto running = feed();
    appendElsewhere(path("a.jsonl"), line);
    QVERIFY(m_received->waitFor(entriesAre(1)));
    QCOMPARE(m_received->latest()->counts.warnings[std::size_t(Warning::NoNewline)], 1u);
    appendElsewhere(path("a.jsonl"), "\n" + logLines::line({.number = 2}));
    QVERIFY(m_received->waitFor(entriesAre(2)));
    QCOMPARE(m_received->latest()->counts.lines.blank, 0u);
}

void TestFeed::renameRotationWithLateWrites() {
    const auto running = feed();
    appendElsewhere(path("a.jsonl"), logLines::line({.number = 1}));
    QVERIFY(m_received->waitFor(entriesAre(1)));
    QProcess writer; // keeps the file open across the rename
    writer.start("/bin/sh", {"-c", "exec >> \"$1\"; cat", "sh", QString::fromStdString(path("a.jsonl"))});
    writer.write(QByteArray::fromStdString(logLines::line({.number = 2})));
    QVERIFY(writer.waitForBytesWritten());
    QVERIFY(m_received->waitFor(entriesAre(2)));
    fs::rename(path("a.jsonl"), path("a.jsonl.1"));
    appendElsewhere(path("a.jsonl"), logLines::line({.number = 3}));
    QVERIFY(m_received->waitFor(entriesAre(3)));
    writer.write(QByteArray::fromStdString(logLines::line({.number = 4})));
    writer.closeWriteChannel();
    QVERIFY(writer.waitForFinished());
    QVERIFY(m_received->waitFor(entriesAre(4)));
    // Another name that is a log's: the same file, not a new one.
    fs::rename(path("a.jsonl"), path("b.jsonl"));
    appendElsewhere(path("b.jsonl"), logLines::line({.number = 5}));
    QVERIFY(m_received->waitFor(entriesAre(5)));
    QCOMPARE(m_received->latest()->counts.warnings[std::size_t(Warning::RepeatedEntry)], 0u);
}

void TestFeed::truncatedAndRefilled() {
    const auto running = feed();
    appendElsewhere(path("a.jsonl"), logLines::line({.number = 1}) + logLines::line({.number = 2}));
    QVERIFY(m_received->waitFor(entriesAre(2)));
    fs::resize_file(path("a.jsonl"), 0);
    appendElsewhere(path("a.jsonl"), logLines::line({.number = 3}));
    QVERIFY(m_received->waitFor(entriesAre(3)));
    // Refilled beyond the old place.
    fs::resize_file(path("a.jsonl"), 0);
    appendElsewhere(path("a.jsonl"),
                    logLines::line({.number = 4}) + logLines::line({.number = 5}) + logLines::line({.number = 6}));
    QVERIFY(m_received->waitFor(entriesAre(6)));
    QCOMPARE(m_received->latest()->sessions[0]->entries, 6u);
    QCOMPARE(m_received->latest()->counts.files, 1u);
}

void TestFeed::deletedAndRecreated() {
    const auto running = feed();
    appendElsewhere(path("a.jsonl"), logLines::line({.number = 1}));
    QVERIFY(m_received->waitFor(entriesAre(1)));
    fs::remove(path("a.jsonl"));
    appendElsewhere(path("a.jsonl"), logLines::line({.number = 2}));
    QVERIFY(m_received->waitFor(entriesAre(2)));
}

void TestFeed::directoryThatComesLater() {
    const std::string later = path("later");
    Feed running(later, m_received->receiver());
    QVERIFY(m_received->waitFor([](const Snapshot& s) { return s.problem.has_value(); }));
    QVERIFY(m_received->latest()->problem->code == ErrorCode::NotFound);
    QVERIFY(!m_received->latest()->load.complete);
    logLines::append(later + "/a.jsonl", logLines::line({}));
    QVERIFY(m_received->waitFor(entriesAre(1)));
    QVERIFY(!m_received->latest()->problem.has_value());
}

void TestFeed::directoryMadeAnew() {
    const std::string inner = path("logs");
    logLines::append(inner + "/a.jsonl", logLines::line({.number = 1}) + logLines::line({.number = 2}));
    Feed running(inner, m_received->receiver());
    QVERIFY(m_received->waitFor(entriesAre(2)));
    fs::rename(inner, path("old"));
    QVERIFY(m_received->waitFor([](const Snapshot& s) { return s.problem.has_value(); }));
    const std::uint64_t before = m_received->latest()->generation;
    const std::uint64_t store = m_received->latest()->store;
    logLines::append(inner + "/a.jsonl", logLines::line({.number = 1}));
    QVERIFY(m_received->waitFor(entriesAre(1)));
    QVERIFY(!m_received->latest()->problem.has_value());
    QCOMPARE(m_received->latest()->counts.warnings[std::size_t(Warning::RepeatedEntry)], 0u);
    QVERIFY(m_received->latest()->generation > before);
    QVERIFY(m_received->latest()->store != store); // ids of before are not its
    // At once, so that its inode may be the same.
    fs::remove_all(inner);
    logLines::append(inner + "/a.jsonl",
                     logLines::line({.number = 1}) + logLines::line({.number = 2}) + logLines::line({.number = 3}));
    QVERIFY(m_received->waitFor(entriesAre(3)));
    QCOMPARE(m_received->latest()->counts.warnings[std::size_t(Warning::RepeatedEntry)], 0u);
}

void TestFeed::cancelAndResume() {
    for (int file = 0; file < 400; ++file)
        logLines::append(path("f" + std::to_string(file) + ".jsonl"),
                         logLines::line({.session = "s" + std::to_string(file), .message = std::string(20'000, 'x')}));
    Received received;
    std::unique_ptr<Feed> running;
    std::mutex starting;
    starting.lock(); // the first snapshot waits until `running` is set
    running =
        std::make_unique<Feed>(m_directory->path().toStdString(), [&, publish = received.receiver()](SnapshotPtr s) {
            const std::lock_guard lock(starting);
            if (!s->load.complete && s->load.bytesDone == 0)
                running->cancelLoad();
            publish(std::move(s));
        });
    starting.unlock();
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.load.cancelled; }));
    QVERIFY(!received.latest()->load.complete);
    QVERIFY(received.latest()->counts.lines.accepted < 400);
    running->resumeLoad();
    QVERIFY(received.waitFor(entriesAre(400)));
    QVERIFY(!received.latest()->load.cancelled);
}

void TestFeed::stopsAtOnce() {
    for (int round = 0; round < 20; ++round)
        feed();
    QVERIFY(m_received->count() < 100);
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
