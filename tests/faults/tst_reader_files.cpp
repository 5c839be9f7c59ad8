// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are not what they were, or not what their names say.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <moie/feed/directory_reader.h>
#include <moie/feed/feed.h>

#include "faults/fault_scale.h"
#include "support/log_lines.h"
#include "support/received.h"

using namespace moie;
namespace fs = std::filesystem;

namespace {

std::string lines(unsigned from, unsigned to) {
    std::string text;
    for (unsigned n = from; n <= to; ++n)
        text += logLines::line({.number = n, .seconds = 1763600000.0 + n});
    return text;
}

ino_t inodeOf(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

// Not written to lately, so that nobody holds it open and its inode can be given to another.
void makeOld(const std::string& path) {
    const std::array<timespec, 2> times{timespec{1763600000, 0}, timespec{1763600000, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
}

std::uint64_t repeats(const Snapshot& snapshot) {
    return snapshot.counts.warnings[std::size_t(Warning::RepeatedEntry)];
}

} // namespace

class TestReaderFiles : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_reader = std::make_unique<DirectoryReader>(m_directory->path().toStdString(), 1);
    }
    void recreatedWithTheSameInode();
    void archiveWithTheInodeOfALog();
    void archiveWithTheInodeOfAnUnreadLog();
    void logWithTheInodeOfAnArchive();
    void archiveThatBeginsLikeADeletedLog();
    void archiveThatGoesOnOtherwise();
    void sameFirstKilobyte();
    void refilledToTheSameSizeAtOnce();
    void copiedAndTruncated();
    void truncatedWhileNobodyLooked();
    void deletedBetweenScanAndRead();
    void otherThingsUnderTheName_data();
    void otherThingsUnderTheName();
    void loopsOfLinks();
    void manyFiles();

private:
    std::string path(const std::string& name = {}) const {
        return m_directory->path().toStdString() + (name.empty() ? "" : "/" + name);
    }
    SnapshotPtr look() {
        if (const auto scanned = m_reader->rescan(); !scanned)
            qFatal("%s", scanned.error().describe().c_str());
        const auto always = [](std::uint64_t) { return true; };
        m_reader->readAll(always);
        m_reader->takeArchives(true, [](std::uint64_t) { return true; });
        m_reader->readAll(always);
        LoadProgress load;
        load.complete = true;
        return m_reader->store().publish({unknownTime, load, {}, {}, false});
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<DirectoryReader> m_reader;
};

void TestReaderFiles::recreatedWithTheSameInode() {
    logLines::append(path("a.jsonl"), lines(1, 20));
    makeOld(path("a.jsonl"));
    QCOMPARE(look()->counts.lines.accepted, 20u);
    const ino_t before = inodeOf(path("a.jsonl"));
    fs::remove(path("a.jsonl"));
    logLines::append(path("a.jsonl"), lines(21, 50)); // longer than before
    if (inodeOf(path("a.jsonl")) != before)
        QSKIP("this file system gives a new file another inode");
    const auto snapshot = look();
    QCOMPARE(snapshot->counts.lines.accepted, 50u);
    QCOMPARE(snapshot->counts.lines.rejected, 0u);
    QCOMPARE(snapshot->files.size(), 2u);
    QVERIFY(snapshot->files[0]->gone);
    QCOMPARE(snapshot->files[1]->bytes.total(), fs::file_size(path("a.jsonl")));
}

void TestReaderFiles::archiveWithTheInodeOfALog() {
    logLines::append(path("a.jsonl"), lines(1, 5));
    logLines::append(path("b.jsonl"), lines(6, 9));
    makeOld(path("a.jsonl"));
    makeOld(path("b.jsonl"));
    look();
    const ino_t before = inodeOf(path("a.jsonl"));
    fs::remove(path("a.jsonl"));
    QCOMPARE(QProcess::execute("gzip", {QString::fromStdString(path("b.jsonl"))}), 0);
    if (inodeOf(path("b.jsonl.gz")) != before)
        QSKIP("this file system gives a new file another inode");
    const auto snapshot = look();
    QCOMPARE(snapshot->counts.lines.accepted, 9u);
    QCOMPARE(repeats(*snapshot), 0u);
}

// A read that was stopped left the log unread, so nothing tells that it is another file now. Renamed instead of
// deleted, so that the inode is surely the same.
void TestReaderFiles::archiveWithTheInodeOfAnUnreadLog() {
    logLines::append(path("b.jsonl"), lines(1, 4));
    makeOld(path("b.jsonl"));
    look();
    logLines::append(path("a.jsonl"), lines(5, 6));
    logLines::append(path("c.jsonl"), lines(7, 8));
    QVERIFY(m_reader->rescan());
    m_reader->readAll([](std::uint64_t) { return false; }); // after a.jsonl
    QCOMPARE(QProcess::execute("gzip", {QString::fromStdString(path("b.jsonl"))}), 0);
    fs::copy_file(path("b.jsonl.gz"), path("c.jsonl"), fs::copy_options::overwrite_existing);
    fs::rename(path("c.jsonl"), path("b.jsonl.gz"));
    look(); // finds that the log is not there any more
    QCOMPARE(look()->counts.lines.accepted, 6u);
}

void TestReaderFiles::logWithTheInodeOfAnArchive() {
    // Undecided as long as the file that it was made of is there.
    logLines::append(path("a.jsonl"), lines(1, 5));
    QCOMPARE(QProcess::execute("gzip", {"--keep", QString::fromStdString(path("a.jsonl"))}), 0);
    look();
    const ino_t before = inodeOf(path("a.jsonl.gz"));
    fs::remove(path("a.jsonl.gz"));
    logLines::append(path("b.jsonl"), lines(6, 9));
    if (inodeOf(path("b.jsonl")) != before)
        QSKIP("this file system gives a new file another inode");
    QVERIFY(m_reader->rescan());
    m_reader->readAll([](std::uint64_t) { return true; }); // without waiting for archives
    QCOMPARE(m_reader->store().publish({})->counts.lines.accepted, 9u);
}

void TestReaderFiles::archiveThatBeginsLikeADeletedLog() {
    logLines::append(path("a.jsonl"), lines(1, 3));
    look();
    logLines::append(path("other"), lines(1, 4)); // a copy that went on
    fs::rename(path("other"), path("a.jsonl"));
    QCOMPARE(look()->counts.lines.accepted, 7u);
    QCOMPARE(QProcess::execute("gzip", {QString::fromStdString(path("a.jsonl"))}), 0);
    const auto snapshot = look();
    QCOMPARE(snapshot->counts.lines.accepted, 7u);
    QCOMPARE(repeats(*snapshot), 3u);
}

void TestReaderFiles::archiveThatGoesOnOtherwise() {
    logLines::append(path("b.jsonl"), lines(1, 4));
    QCOMPARE(QProcess::execute("gzip", {QString::fromStdString(path("b.jsonl"))}), 0);
    logLines::append(path("a.jsonl"), lines(1, 3)); // a part of it, restored
    const auto snapshot = look();
    QCOMPARE(snapshot->sessions[0]->entries, 4u);
}

void TestReaderFiles::sameFirstKilobyte() {
    const std::string common = lines(1, 20);
    QVERIFY(common.size() > 2 * fingerprintBytes);
    logLines::append(path("a.jsonl"), common + lines(21, 21));
    logLines::append(path("b.jsonl"), common + lines(22, 23));
    QCOMPARE(repeats(*look()), 20u);
    // They change names, and grow.
    fs::rename(path("a.jsonl"), path("c.jsonl"));
    fs::rename(path("b.jsonl"), path("a.jsonl"));
    fs::rename(path("c.jsonl"), path("b.jsonl"));
    logLines::append(path("a.jsonl"), lines(24, 24));
    logLines::append(path("b.jsonl"), lines(25, 25));
    auto snapshot = look();
    QCOMPARE(repeats(*snapshot), 20u);
    QCOMPARE(snapshot->counts.lines.accepted, 45u);
    QCOMPARE(snapshot->files.size(), 2u);
    // One is overwritten by what the other holds, and more.
    fs::copy_file(path("a.jsonl"), path("b.jsonl"), fs::copy_options::overwrite_existing);
    logLines::append(path("b.jsonl"), lines(26, 26));
    snapshot = look();
    QCOMPARE(snapshot->sessions[0]->entries, 26u);
    QCOMPARE(snapshot->counts.lines.rejected, 0u);
}

// Within one tick of the file system's clock, so that neither size nor time tells.
void TestReaderFiles::refilledToTheSameSizeAtOnce() {
    logLines::append(path("a.jsonl"), lines(101, 110));
    struct stat before {};
    QCOMPARE(::stat(path("a.jsonl").c_str(), &before), 0);
    QCOMPARE(look()->counts.lines.accepted, 10u);
    fs::resize_file(path("a.jsonl"), 0);
    logLines::append(path("a.jsonl"), lines(111, 120));
    QCOMPARE(fs::file_size(path("a.jsonl")), static_cast<std::uintmax_t>(before.st_size));
    const std::array<timespec, 2> times{before.st_atim, before.st_mtim};
    QCOMPARE(::utimensat(AT_FDCWD, path("a.jsonl").c_str(), times.data(), 0), 0);
    const auto snapshot = look();
    QCOMPARE(snapshot->sessions[0]->entries, 20u);
    QCOMPARE(snapshot->files.size(), 2u);
    QCOMPARE(look()->counts.lines.accepted, 20u);
}

// As logrotate does with copytruncate; the copy has a log's name.
void TestReaderFiles::copiedAndTruncated() {
    logLines::append(path("a.jsonl"), lines(1, 10));
    look();
    logLines::append(path("a.jsonl"), lines(11, 12)); // nobody looks before they are cut off
    fs::copy_file(path("a.jsonl"), path("a.1.jsonl"));
    fs::resize_file(path("a.jsonl"), 0);
    logLines::append(path("a.jsonl"), lines(13, 13));
    auto snapshot = look();
    QCOMPARE(snapshot->sessions[0]->entries, 13u);
    QCOMPARE(repeats(*snapshot), 10u);
    // Refilled beyond the old offset before the next look.
    fs::resize_file(path("a.jsonl"), 0);
    logLines::append(path("a.jsonl"), lines(14, 40));
    snapshot = look();
    QCOMPARE(snapshot->sessions[0]->entries, 40u);
    QCOMPARE(repeats(*snapshot), 10u);
    QCOMPARE(snapshot->counts.lines.rejected, 0u);
}

void TestReaderFiles::truncatedWhileNobodyLooked() {
    const auto entriesAre = [](std::uint64_t n) {
        return [n](const Snapshot& s) { return s.load.complete && s.counts.lines.accepted == n; };
    };
    logLines::append(path("a.jsonl"), lines(1, 30));
    {
        Received received;
        const Feed feed(path(), received.receiver());
        QVERIFY(received.waitFor(entriesAre(30)));
    }
    fs::resize_file(path("a.jsonl"), lines(1, 10).size() + 20);
    logLines::append(path("a.jsonl"), "\n" + lines(31, 33));
    Received received;
    const Feed feed(path(), received.receiver());
    QVERIFY(received.waitFor(entriesAre(13)));
    QCOMPARE(received.latest()->counts.lines.rejected, 1u);
    QCOMPARE(received.latest()->counts.bytes.total(), fs::file_size(path("a.jsonl")));
}

// It is no failure to read: the file is gone, and the next one under the name is read.
void TestReaderFiles::deletedBetweenScanAndRead() {
    logLines::append(path("a.jsonl"), lines(1, 3));
    QVERIFY(m_reader->rescan());
    fs::remove(path("a.jsonl"));
    m_reader->readAll([](std::uint64_t) { return true; });
    auto snapshot = look();
    QVERIFY(!snapshot->files[0]->problem);
    QVERIFY(snapshot->files[0]->gone);
    logLines::append(path("a.jsonl"), lines(4, 5));
    snapshot = look();
    QCOMPARE(snapshot->counts.lines.accepted, 2u);
}

void TestReaderFiles::otherThingsUnderTheName_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"pipe", "socket", "link to /dev/zero", "directory", "link to itself"})
        QTest::newRow(what) << QString(what);
}

// Between the scan and the read. None of them may be opened so that it blocks, or read without an end.
void TestReaderFiles::otherThingsUnderTheName() {
    QFETCH(QString, what);
    const std::string name = path("a.jsonl");
    logLines::append(name, lines(1, 3));
    logLines::append(path("b.jsonl"), lines(4, 4));
    QVERIFY(m_reader->rescan());
    fs::remove(name);
    if (what == "pipe") {
        QCOMPARE(::mkfifo(name.c_str(), 0600), 0);
    } else if (what == "socket") {
        const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, name.c_str(), sizeof address.sun_path);
        QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(listener);
    } else if (what == "directory") {
        fs::create_directory(name);
    } else {
        fs::create_symlink(what == "link to itself" ? "a.jsonl" : "/dev/zero", name);
    }
    m_reader->readAll([](std::uint64_t) { return true; });
    look();
    auto snapshot = look();
    QCOMPARE(snapshot->counts.lines.accepted, 1u);
    fs::remove(name);
    logLines::append(name, lines(5, 6));
    snapshot = look();
    QCOMPARE(snapshot->counts.lines.accepted, 3u);
}

void TestReaderFiles::loopsOfLinks() {
    logLines::append(path("x/a.jsonl"), lines(1, 1));
    logLines::append(path("y/b.jsonl"), lines(2, 2));
    fs::create_directory_symlink("../y", path("x/to-y"));
    fs::create_directory_symlink("../x", path("y/to-x"));
    fs::create_directory_symlink(".", path("here"));
    fs::create_symlink("two.jsonl", path("one.jsonl"));
    fs::create_symlink("one.jsonl", path("two.jsonl"));
    Received received;
    const Feed feed(path(), received.receiver());
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.load.complete; }));
    QCOMPARE(received.latest()->counts.lines.accepted, 2u);
    QVERIFY(received.latest()->problems.empty());
    logLines::append(path("y/b.jsonl"), lines(3, 3));
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.counts.lines.accepted == 3; }));
    QCOMPARE(repeats(*received.latest()), 0u);
}

void TestReaderFiles::manyFiles() {
    const auto count = static_cast<unsigned>(scaled(1'000, 10'000));
    for (unsigned n = 1; n <= count; ++n)
        logLines::append(path("d" + std::to_string(n % 50) + "/f" + std::to_string(n) + ".jsonl"), lines(n, n));
    Received received;
    const Feed feed(path(), received.receiver());
    QVERIFY(received.waitFor([&](const Snapshot& s) { return s.load.complete && s.counts.lines.accepted == count; }));
    // All of them grow.
    for (unsigned n = 1; n <= count; ++n)
        logLines::append(path("d" + std::to_string(n % 50) + "/f" + std::to_string(n) + ".jsonl"),
                         lines(count + n, count + n));
    QVERIFY(received.waitFor([&](const Snapshot& s) { return s.counts.lines.accepted == 2 * count; }));
    QCOMPARE(received.latest()->counts.files, count);
    QCOMPARE(repeats(*received.latest()), 0u);
}

QTEST_GUILESS_MAIN(TestReaderFiles)
#include "tst_reader_files.moc"
