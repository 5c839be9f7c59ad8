// SPDX-License-Identifier: GPL-3.0-or-later
// Following a process that writes 50,000 entries a second: nothing is lost, snapshots keep coming, and what is in
// memory at the end is what the data takes when it is loaded at once.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <memory>
#include <thread>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "faults/fault_scale.h"
#include "support/log_lines.h"
#include "support/received.h"

using namespace moie;
using namespace std::chrono_literals;

namespace {

constexpr const char* writerMode = "--writer";
constexpr unsigned entriesASecond = 50'000;
constexpr unsigned sessionCount = 20;
constexpr auto tick = 10ms;
constexpr unsigned turnsATick = entriesASecond / 100 / 4;

// Turns of four entries, each kind in its own file, as a logger's flushes write them.
int writeTurns(const std::string& directory, unsigned seconds) {
    const std::array<std::string, 4> names{"user", "vectors", "safety", "answers"};
    std::array<std::ofstream, 4> files;
    for (std::size_t i = 0; i < files.size(); ++i)
        files[i].open(directory + "/" + names[i] + ".jsonl", std::ios::app | std::ios::binary);
    const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    std::vector<logLines::Writer> sessions;
    for (unsigned i = 0; i < sessionCount; ++i)
        sessions.emplace_back("session-" + std::to_string(i), now - 0.25 * entriesASecond / sessionCount * seconds);
    auto next = std::chrono::steady_clock::now();
    for (unsigned ticks = 0, turn = 0; ticks < seconds * 100; ++ticks) {
        std::array<std::string, 4> text;
        for (unsigned i = 0; i < turnsATick; ++i, ++turn) {
            logLines::Writer& session = sessions[turn % sessionCount];
            text[0] += session.user("message " + std::to_string(turn)).take();
            text[1] += session.computed("[0.5, 0.25, 0.75, 0.5, 0." + std::to_string(turn % 1000) + "]").take();
            text[2] += session.evaluated(turn % 50 != 0).take();
            text[3] += session.responded().take();
        }
        for (std::size_t i = 0; i < files.size(); ++i)
            if (!files[i].write(text[i].data(), static_cast<std::streamsize>(text[i].size())).flush())
                return 1;
        next += tick;
        std::this_thread::sleep_until(next); // the pace is what is asked for
    }
    return 0;
}

// What the heap holds; 0 where the system does not tell, as under sanitizers.
std::uint64_t bytesInUse() {
#ifdef __GLIBC__
    const struct mallinfo2 heap = ::mallinfo2();
    return heap.uordblks + heap.hblkhd;
#else
    return 0;
#endif
}

} // namespace

class TestReaderSoak : public QObject {
    Q_OBJECT

private slots:
    void followsAFastWriter();
};

void TestReaderSoak::followsAFastWriter() {
    const auto seconds = static_cast<unsigned>(scaled(2, 60));
    const std::uint64_t entries = std::uint64_t(seconds) * 100 * turnsATick * 4;
    const QTemporaryDir directory;
    const std::uint64_t before = bytesInUse();
    std::uint64_t followed = 0;
    Counts counts;
    {
        Received received;
        std::chrono::steady_clock::time_point last{};
        std::chrono::steady_clock::duration longest{};
        const Feed feed(directory.path().toStdString(), [&, receive = received.receiver()](SnapshotPtr snapshot) {
            const auto now = std::chrono::steady_clock::now();
            if (snapshot->counts.lines.accepted > 0 && last != std::chrono::steady_clock::time_point{})
                longest = std::max(longest, now - last);
            last = now;
            receive(std::move(snapshot));
        });
        QProcess writer;
        writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer.start(QCoreApplication::applicationFilePath(), {writerMode, directory.path(), QString::number(seconds)});
        QVERIFY(writer.waitForFinished(240'000));
        QCOMPARE(writer.exitCode(), 0);
        QVERIFY(received.waitFor([&](const Snapshot& s) { return s.counts.lines.accepted == entries; }));
        followed = bytesInUse() - before;
        counts = received.latest()->counts;
        const auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(longest);
        qInfo("%llu entries; longest time between two snapshots %lld ms", static_cast<unsigned long long>(entries),
              static_cast<long long>(pause.count()));
    }
    const std::uint64_t between = bytesInUse();
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    const std::uint64_t atOnce = bytesInUse() - between;
    QCOMPARE(counts.turns, (*loaded)->counts.turns);
    QCOMPARE(counts.turns, entries / 4);
    QCOMPARE(counts.bytes.total(), (*loaded)->counts.bytes.total());
    QCOMPARE(counts.warnings, (*loaded)->counts.warnings);
    QCOMPARE(counts.lines.rejected, 0u);
    if (atOnce == 0)
        QSKIP("the heap does not tell its size here");
    const auto anEntry = [&](std::uint64_t bytes) { return double(bytes) / double(entries); };
    qInfo("heap: %.0f bytes an entry followed, %.0f loaded at once", anEntry(followed), anEntry(atOnce));
    // Live sessions keep what they need to go on, and the feed its buffers.
    QVERIFY(double(followed) < 1.3 * double(atOnce) + 16e6);
}

int main(int argc, char** argv) {
    if (argc == 4 && argv[1] == std::string_view(writerMode))
        return writeTurns(argv[2], static_cast<unsigned>(QByteArray(argv[3]).toUInt()));
    QCoreApplication application(argc, argv);
    TestReaderSoak test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_reader_soak.moc"
