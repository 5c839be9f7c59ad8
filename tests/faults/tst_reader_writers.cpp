// SPDX-License-Identifier: GPL-3.0-or-later
// The feed over another process that writes, rotates and makes directories as fast as it pleases: with notifications
// and without.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <unistd.h>

#include "faults/fault_scale.h"
#include "support/log_lines.h"
#include "support/received.h"

using namespace moie;
namespace fs = std::filesystem;

namespace {

constexpr const char* writerMode = "--writer";

std::string line(unsigned n) {
    return logLines::line({.number = n, .seconds = 1763600000.0 + n, .message = std::string(n % 200, 'x')});
}

// A log that is open for appending, as a logger has it.
class OpenLog {
public:
    explicit OpenLog(const std::string& path)
        : m_descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
        if (m_descriptor < 0)
            throw std::runtime_error("cannot open " + path);
    }
    ~OpenLog() { ::close(m_descriptor); }
    OpenLog(const OpenLog&) = delete;
    OpenLog& operator=(const OpenLog&) = delete;

    void write(const std::string& text) const {
        if (::write(m_descriptor, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            throw std::runtime_error("cannot write");
    }

private:
    int m_descriptor;
};

void writeByteByByte(const std::string& directory, unsigned count) {
    const OpenLog log(directory + "/a.jsonl");
    for (unsigned n = 1; n <= count; ++n)
        for (const char byte : line(n))
            log.write(std::string(1, byte));
}

// Ten times a second: a.jsonl becomes a.1.jsonl, that a.2.jsonl, and so on. The old file gets late lines.
void rotate(const std::string& directory, unsigned rotations) {
    const auto name = [&](unsigned n) {
        return directory + (n == 0 ? "/a.jsonl" : "/a." + std::to_string(n) + ".jsonl");
    };
    unsigned written = 0;
    auto log = std::make_unique<OpenLog>(name(0));
    auto next = std::chrono::steady_clock::now();
    for (unsigned rotation = 0; rotation < rotations; ++rotation) {
        for (int i = 0; i < 20; ++i)
            log->write(line(++written));
        for (unsigned n = rotation + 1; n > 0; --n)
            fs::rename(name(n - 1), name(n));
        auto fresh = std::make_unique<OpenLog>(name(0));
        for (int i = 0; i < 5; ++i) {
            log->write(line(++written));
            fresh->write(line(++written));
        }
        log = std::move(fresh);
        next += std::chrono::milliseconds(100);
        std::this_thread::sleep_until(next); // the pace is what is asked for
    }
}

// Copies the log, cuts it off and goes on, again and again.
void copyAndTruncate(const std::string& directory, unsigned rounds) {
    const OpenLog log(directory + "/a.jsonl");
    unsigned written = 0;
    for (unsigned round = 1; round <= rounds; ++round) {
        for (unsigned i = 0; i < 10 + round % 7; ++i)
            log.write(line(++written));
        fs::copy_file(directory + "/a.jsonl", directory + "/a." + std::to_string(round) + ".jsonl");
        fs::resize_file(directory + "/a.jsonl", 0);
    }
    log.write(line(++written));
}

// Each is filled at once, long before anybody can watch it.
void makeDirectories(const std::string& directory, unsigned count) {
    for (unsigned n = 1; n <= count; ++n)
        logLines::append(directory + "/d" + std::to_string(n % 10) + "/e" + std::to_string(n % 100) + "/f" +
                             std::to_string(n) + "/a.jsonl",
                         line(n));
}

int runWriter(const QByteArray& mode, const std::string& directory, unsigned count) {
    if (mode == "bytes")
        writeByteByByte(directory, count);
    else if (mode == "rotate")
        rotate(directory, count);
    else if (mode == "copytruncate")
        copyAndTruncate(directory, count);
    else if (mode == "directories")
        makeDirectories(directory, count);
    else
        return 1;
    return 0;
}

} // namespace

class TestReaderWriters : public QObject {
    Q_OBJECT

private slots:
    void sees_data();
    void sees();
};

void TestReaderWriters::sees_data() {
    QTest::addColumn<QString>("mode");
    QTest::addColumn<unsigned>("count");
    QTest::addColumn<unsigned>("entries"); // that are there in the end
    QTest::addColumn<bool>("repeats");     // whether copies make some
    QTest::addColumn<bool>("notified");
    for (const bool notified : {true, false}) {
        const auto row = [&](const char* mode, unsigned count, unsigned entries, bool repeats) {
            QTest::addRow("%s, %s", mode, notified ? "notified" : "polling")
                << QString(mode) << count << entries << repeats << notified;
        };
        const auto rotations = static_cast<unsigned>(scaled(15, 200));
        row("bytes", 5, 5, false);
        row("rotate", rotations, rotations * 30, false);
        // Ten to sixteen lines a round, seven rounds making 91, and a last line.
        const auto rounds = 7 * static_cast<unsigned>(scaled(10, 100));
        row("copytruncate", rounds, rounds / 7 * 91 + 1, true);
        const auto directories = static_cast<unsigned>(scaled(300, 3'000));
        row("directories", directories, directories, false);
    }
}

void TestReaderWriters::sees() {
    QFETCH(QString, mode);
    QFETCH(unsigned, count);
    QFETCH(unsigned, entries);
    QFETCH(bool, repeats);
    QFETCH(bool, notified);
    const QTemporaryDir directory;
    Received received;
    FeedOptions options;
    options.notifications = notified;
    const Feed feed(directory.path().toStdString(), received.receiver(), options);
    QVERIFY(received.waitFor([](const Snapshot& s) { return s.load.complete; }));
    QProcess writer;
    writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    writer.start(QCoreApplication::applicationFilePath(), {writerMode, mode, directory.path(), QString::number(count)});
    QVERIFY(writer.waitForFinished(120'000));
    QCOMPARE(writer.exitCode(), 0);
    const auto seen = [](const Snapshot& s) {
        return s.counts.lines.accepted - s.counts.warnings[std::size_t(Warning::RepeatedEntry)];
    };
    const bool all = received.waitFor([&](const Snapshot& s) { return seen(s) == entries; });
    const SnapshotPtr snapshot = received.latest();
    QVERIFY2(all, qPrintable(QStringLiteral("%1 of %2").arg(seen(*snapshot)).arg(entries)));
    QCOMPARE(snapshot->sessions[0]->missingEntries, 0u);
    QCOMPARE(snapshot->counts.lines.rejected, 0u);
    QCOMPARE(snapshot->counts.bytes.pending, 0u);
    if (!repeats)
        QCOMPARE(snapshot->counts.lines.accepted, entries);
    for (const auto& file : snapshot->files)
        QVERIFY2(!file->problem, file->path.c_str());
}

int main(int argc, char** argv) {
    if (argc == 5 && argv[1] == std::string_view(writerMode))
        return runWriter(argv[2], argv[3], static_cast<unsigned>(QByteArray(argv[4]).toUInt()));
    QCoreApplication application(argc, argv);
    TestReaderWriters test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_reader_writers.moc"
