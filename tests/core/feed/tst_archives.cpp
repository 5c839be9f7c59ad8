// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed logs: read like plain ones, and each entry once when a file that was read becomes one.
#include <QTemporaryDir>
#include <QtTest>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sys/resource.h>
#include <unistd.h>

#include <moie/feed/directory_reader.h>
#include <moie/feed/feed.h>
#include <moie/store/entry_text.h>

#include "support/compress.h"
#include "support/log_lines.h"

using namespace moie;
namespace fs = std::filesystem;

namespace {

// Lines without a number of their own.
std::string decisions(unsigned from, unsigned to) {
    std::string text;
    for (unsigned n = from; n <= to; ++n) {
        const std::string seconds = std::to_string(1000 + n % 60).substr(2);
        const std::string minutes = std::to_string(1000 + n / 60 % 60).substr(2);
        text += "{\"ts\": \"2025-11-20T10:" + minutes + ":" + seconds +
                "\", \"user_id\": \"u\", \"input_text\": \"text " + std::to_string(n) +
                "\", \"answer\": \"a\", \"safety_raw\": \"No\"}\n";
    }
    return text;
}

} // namespace

class TestArchives : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_reader = std::make_unique<DirectoryReader>(m_directory->path().toStdString(), 2);
    }
    void readLikePlainOnes();
    void copyBesideItsFileIsNotReadTwice();
    void fileBecomesAnArchive_data();
    void fileBecomesAnArchive();
    void linesAfterTheLastLookAreFound();
    void truncatedAfterCopying();
    void cutArchiveSaysSoAndGoesOn();
    void damagedArchiveHarmsNoOther();
    void damageInTheMiddleIsTold_data();
    void damageInTheMiddleIsTold();
    void moreArchivesThanDescriptors();
    void archiveOfLessThanWasRead();
    void writerGoesOnAfterTheCompression();
    void sameArchiveTwice();
    void archiveThatBeginsLikeACopy();
    void unreadableArchiveIsListed();
    void watchedFileBecomesAnArchive();
    void decompressedAgain_data();
    void decompressedAgain();
    void comparingIsLeftWhenStopped();
    void nothingIsReadAgain();
    void lastLineWithoutItsEnd();
    void giantLineIsLeftWhenStopped();

private:
    std::string path(const std::string& name) const { return m_directory->path().toStdString() + "/" + name; }
    static std::string lines(unsigned from, unsigned to) {
        std::string text;
        for (unsigned n = from; n <= to; ++n)
            text += logLines::line({.number = n, .seconds = 1763600000.0 + n, .message = "note " + std::to_string(n)});
        return text;
    }
    void step() {
        QVERIFY(m_reader->rescan());
        const auto always = [](std::uint64_t) { return true; };
        m_reader->readAll(always);
        m_reader->takeArchives(true, always);
        m_reader->readAll(always);
    }
    SnapshotPtr snapshot() {
        LoadProgress load;
        load.complete = true;
        return m_reader->store().publish({unknownTime, load, {}, {}, false});
    }
    static std::uint64_t repeated(const Snapshot& snapshot) {
        return snapshot.counts.warnings[static_cast<std::size_t>(Warning::RepeatedEntry)];
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<DirectoryReader> m_reader;
};

void TestArchives::readLikePlainOnes() {
    const std::string one = lines(1, 2000);
    const std::string two = lines(2001, 4000) + "no json\n\n";
    const std::string three = lines(4001, 4100);
    logLines::append(path("a/x_2025-11-20.jsonl.gz"), gzipped(one));
    logLines::append(path("b/x_2025-11-21.jsonl.zst"), zstandard(two));
    logLines::append(path("x_2025-11-22.jsonl"), three);
    const auto loaded = loadOnce(m_directory->path().toStdString());
    QVERIFY(loaded);
    const Snapshot& read = **loaded;
    QCOMPARE(read.counts.lines.accepted, 4100u);
    QCOMPARE(read.counts.lines.rejected, 1u);
    QCOMPARE(read.counts.lines.blank, 1u);
    QCOMPARE(read.counts.bytes.total(), std::uint64_t(one.size() + two.size() + three.size()));
    QCOMPARE(read.counts.files, 3u);
    QCOMPARE(repeated(read), 0u);
    for (const std::size_t row : {0u, 1999u, 2500u, 4099u}) {
        const auto text = readText(read, read.entries.place[row]);
        QVERIFY(text);
        const std::uint32_t number = read.entries.number[row];
        QCOMPARE(*text + "\n", lines(number, number));
    }
}

void TestArchives::copyBesideItsFileIsNotReadTwice() {
    const std::string text = lines(1, 300);
    logLines::append(path("a.jsonl"), text);
    logLines::append(path("a.jsonl.gz"), gzipped(text));
    logLines::append(path("old/a.jsonl.zst"), zstandard(lines(1, 200))); // an older state of it is another content
    step();
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.files, 2u);
    QCOMPARE(read->counts.lines.accepted, 500u);
    QCOMPARE(repeated(*read), 200u);

    fs::remove(path("a.jsonl"));
    step();
    const auto after = snapshot();
    QCOMPARE(after->counts.lines.accepted, 500u);
    QCOMPARE(repeated(*after), 200u);
    QCOMPARE(after->files[0]->path, std::string("a.jsonl.gz"));
    QVERIFY(readText(*after, after->entries.place[0]));
}

void TestArchives::fileBecomesAnArchive_data() {
    QTest::addColumn<QString>("suffix");
    QTest::newRow("gzip") << ".gz";
    QTest::newRow("zstd") << ".zst";
}

void TestArchives::fileBecomesAnArchive() {
    QFETCH(QString, suffix);
    const std::string text = lines(1, 5000);
    logLines::append(path("a.jsonl"), text);
    logLines::append(path("b.jsonl"), lines(9001, 9010));
    step();
    QCOMPARE(snapshot()->counts.lines.accepted, 5010u);

    logLines::append(path("a.jsonl" + suffix.toStdString()), suffix == ".gz" ? gzipped(text) : zstandard(text));
    fs::remove(path("a.jsonl"));
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 5010u);
    QCOMPARE(repeated(*read), 0u);
    QCOMPARE(read->counts.files, 2u);
    for (std::size_t row = 0; row < read->entries.size(); row += 1000) {
        const auto shown = readText(*read, read->entries.place[row]);
        QVERIFY(shown);
        const std::uint32_t number = read->entries.number[row];
        QCOMPARE(*shown + "\n", lines(number, number));
    }
    // And a new file under the old name is a new one.
    logLines::append(path("a.jsonl"), lines(5001, 5010));
    step();
    QCOMPARE(snapshot()->counts.lines.accepted, 5020u);
    QCOMPARE(repeated(*snapshot()), 0u);
}

// What was appended between the last look and the compression, an unfinished line among it.
void TestArchives::linesAfterTheLastLookAreFound() {
    const std::string text = lines(1, 500);
    const std::string line = lines(501, 501);
    logLines::append(path("a.jsonl"), text + line.substr(0, 40));
    step();
    QCOMPARE(snapshot()->counts.bytes.pending, 40u);
    logLines::append(path("a.jsonl.gz"), gzipped(text + line + lines(502, 700)));
    fs::remove(path("a.jsonl"));
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 700u);
    QCOMPARE(read->counts.bytes.pending, 0u);
    QCOMPARE(read->counts.bytes.total(), std::uint64_t(lines(1, 700).size()));
    QCOMPARE(repeated(*read), 0u);
}

// As logrotate's copytruncate with compression does.
void TestArchives::truncatedAfterCopying() {
    const std::string text = lines(1, 400);
    logLines::append(path("a.jsonl"), text);
    step();
    fs::resize_file(path("a.jsonl"), 0);
    logLines::append(path("a.jsonl"), lines(401, 450));
    logLines::append(path("a-1.jsonl.gz"), gzipped(text));
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 450u);
    QCOMPARE(repeated(*read), 0u);
    for (std::size_t row = 0; row < read->entries.size(); row += 50)
        QVERIFY(readText(*read, read->entries.place[row]));
}

void TestArchives::cutArchiveSaysSoAndGoesOn() {
    const std::string bytes = gzipped(lines(1, 20'000));
    logLines::append(path("a.jsonl.gz"), bytes.substr(0, bytes.size() / 2));
    step();
    const auto half = snapshot();
    QVERIFY(half->counts.lines.accepted > 1000 && half->counts.lines.accepted < 19'000);
    QVERIFY(half->files[0]->problem.has_value());
    logLines::append(path("a.jsonl.gz"), bytes.substr(bytes.size() / 2));
    step();
    QCOMPARE(snapshot()->counts.lines.accepted, half->counts.lines.accepted); // it is being written
    fs::last_write_time(path("a.jsonl.gz"), fs::file_time_type::clock::now() - std::chrono::seconds(10));
    step();
    const auto whole = snapshot();
    QCOMPARE(whole->counts.lines.accepted, 20'000u);
    QCOMPARE(repeated(*whole), 0u);
    QVERIFY(!whole->files[0]->problem.has_value());
}

void TestArchives::damagedArchiveHarmsNoOther() {
    logLines::append(path("a.jsonl.gz"), "this is no gzip file");
    logLines::append(path("b.jsonl.gz"), gzipped(lines(1, 100)));
    logLines::append(path("c.jsonl.zst"), "");
    step();
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 100u);
    QVERIFY(read->files[0]->problem.has_value());
    QVERIFY(!read->files[1]->problem.has_value());
    QVERIFY(!read->files[2]->problem.has_value());
}

void TestArchives::damageInTheMiddleIsTold_data() {
    QTest::addColumn<QByteArray>("bytes");
    const std::string text = lines(1, 20'000);
    const std::string whole = gzipped(text);
    std::string wrongSum = whole;
    wrongSum[wrongSum.size() - 6] = static_cast<char>(~wrongSum[wrongSum.size() - 6]);
    QTest::newRow("wrong sum at the end") << QByteArray::fromStdString(wrongSum);
    std::string wrongMember = gzipped(lines(20'001, 20'010));
    wrongMember[10] = static_cast<char>(0xff);
    QTest::newRow("second member") << QByteArray::fromStdString(whole + wrongMember);
    QTest::newRow("no member after the first") << QByteArray::fromStdString(whole + "what is this?");
}

// Everything before the damage is read, and the damage is told.
void TestArchives::damageInTheMiddleIsTold() {
    QFETCH(QByteArray, bytes);
    logLines::append(path("a.jsonl.gz"), bytes.toStdString());
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 20'000u);
    QVERIFY(read->files[0]->problem.has_value());
    const auto loaded = loadOnce(m_directory->path().toStdString());
    QCOMPARE((*loaded)->counts.lines.accepted, 20'000u);
    QVERIFY((*loaded)->files[0]->problem.has_value());
}

void TestArchives::moreArchivesThanDescriptors() {
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    std::vector<std::string> contents;
    for (unsigned i = 0; i < 120; ++i) {
        contents.push_back(decisions(10 * i, 10 * i + 9));
        logLines::append(path(std::to_string(i) + ".jsonl"), contents.back());
    }
    step();
    QCOMPARE(snapshot()->counts.turns, 1200u);
    for (unsigned i = 0; i < 120; ++i) {
        fs::remove(path(std::to_string(i) + ".jsonl"));
        logLines::append(path(std::to_string(i) + ".jsonl.gz"), gzipped(contents[i]));
    }
    rlimit few = before;
    few.rlim_cur = 170; // the files that were read may still be open
    ::setrlimit(RLIMIT_NOFILE, &few);
    for (int i = 0; i < 4; ++i)
        step();
    ::setrlimit(RLIMIT_NOFILE, &before);
    QCOMPARE(snapshot()->counts.turns, 1200u);
}

// Without numbers, nothing but the file's name and beginning can tell that they are the same.
void TestArchives::archiveOfLessThanWasRead() {
    logLines::append(path("a.jsonl"), decisions(1, 1000));
    logLines::append(path("a.jsonl.gz"), gzipped(decisions(1, 900)));
    step();
    QCOMPARE(snapshot()->counts.turns, 1000u);
    fs::remove(path("a.jsonl"));
    step();
    QCOMPARE(snapshot()->counts.turns, 1000u);
}

void TestArchives::writerGoesOnAfterTheCompression() {
    logLines::append(path("a.jsonl"), decisions(1, 100));
    step();
    std::ofstream writer(path("a.jsonl"), std::ios::app);
    logLines::append(path("a.jsonl.gz"), gzipped(decisions(1, 100)));
    fs::remove(path("a.jsonl"));
    step();
    QCOMPARE(snapshot()->counts.turns, 100u);
    writer << decisions(101, 102) << std::flush;
    step();
    QCOMPARE(snapshot()->counts.turns, 102u);
    QCOMPARE(snapshot()->counts.bytes.total(), std::uint64_t(decisions(1, 102).size()));
}

void TestArchives::sameArchiveTwice() {
    logLines::append(path("a.jsonl.gz"), gzipped(decisions(1, 1000)));
    logLines::append(path("copy/a.jsonl.gz"), gzipped(decisions(1, 1000)));
    QCOMPARE((*loadOnce(m_directory->path().toStdString()))->counts.turns, 1000u);
}

// The copy of a file that is there still is not read, and the next one is not passed over because of it.
void TestArchives::archiveThatBeginsLikeACopy() {
    logLines::append(path("a.jsonl"), lines(1, 50));
    logLines::append(path("b.jsonl.gz"), gzipped(lines(1, 50)));
    logLines::append(path("c.jsonl.gz"), gzipped(lines(1, 70)));
    const auto loaded = loadOnce(m_directory->path().toStdString());
    QVERIFY(loaded);
    QCOMPARE((*loaded)->counts.lines.accepted, 120u);
    QCOMPARE(repeated(**loaded), 50u);
}

void TestArchives::unreadableArchiveIsListed() {
    if (::geteuid() == 0)
        QSKIP("root reads everything");
    logLines::append(path("a.jsonl.gz"), gzipped(lines(1, 10)));
    fs::permissions(path("a.jsonl.gz"), fs::perms::none);
    step();
    QCOMPARE(snapshot()->files.size(), 1u);
    QVERIFY(snapshot()->files[0]->problem.has_value());
    fs::permissions(path("a.jsonl.gz"), fs::perms::owner_read);
    step();
    QCOMPARE(snapshot()->counts.lines.accepted, 10u);
}

void TestArchives::decompressedAgain_data() {
    QTest::addColumn<bool>("archiveStays");
    QTest::newRow("gunzip") << false;
    QTest::newRow("gunzip -k") << true;
}

// Its entries, which have no n, count once; what is written to it then is read.
void TestArchives::decompressedAgain() {
    QFETCH(bool, archiveStays);
    logLines::append(path("a.jsonl.gz"), gzipped(decisions(1, 1000)));
    step();
    logLines::append(path("a.jsonl"), decisions(1, 1000));
    step(); // both are there for a moment
    QCOMPARE(snapshot()->counts.turns, 1000u);
    if (!archiveStays)
        fs::remove(path("a.jsonl.gz"));
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.turns, 1000u);
    QCOMPARE(read->files[0]->path, std::string(archiveStays ? "a.jsonl.gz" : "a.jsonl"));
    QVERIFY(!read->files[0]->gone);
    QVERIFY(readText(*read, read->entries.place[999]));
    if (archiveStays)
        return;
    logLines::append(path("a.jsonl"), decisions(1001, 1002));
    step();
    QCOMPARE(snapshot()->counts.turns, 1002u);
    QCOMPARE(snapshot()->counts.bytes.total(), std::uint64_t(decisions(1, 1002).size()));
}

// The user need not wait until a large archive is compared with what is known.
void TestArchives::comparingIsLeftWhenStopped() {
    const std::string text = lines(1, 80'000);
    logLines::append(path("a.jsonl"), text);
    step();
    fs::rename(path("a.jsonl"), path("a.gone"));
    logLines::append(path("a.jsonl.gz"), gzipped(text));
    QVERIFY(m_reader->rescan());
    int steps = 0;
    m_reader->takeArchives(true, [&](std::uint64_t) { return ++steps < 2; });
    QCOMPARE(steps, 2);
    QVERIFY(m_reader->hasArchives(true));
    QVERIFY(!m_reader->hasWork());
    std::uint64_t compared = 0;
    m_reader->takeArchives(true, [&](std::uint64_t bytes) {
        compared = bytes;
        return true;
    });
    QVERIFY(!m_reader->hasArchives(true));
    QVERIFY(compared > 0 && compared <= fs::file_size(path("a.jsonl.gz")));
    QCOMPARE(snapshot()->counts.lines.accepted, 80'000u);
    QCOMPARE(snapshot()->files[0]->path, std::string("a.jsonl.gz"));
}

// What an archive holds and was read before is not decoded a second time.
void TestArchives::nothingIsReadAgain() {
    const std::string text = lines(1, 100);
    logLines::append(path("a.jsonl"), text);
    logLines::append(path("b.jsonl"), text + "{\"unfinished\": ");
    step();
    for (const char* name : {"a.jsonl", "b.jsonl"})
        fs::remove(path(name));
    logLines::append(path("a.jsonl.gz"), gzipped(text));
    logLines::append(path("b.jsonl.zst"), zstandard(text + "{\"unfinished\": 1}\n"));
    const auto always = [](std::uint64_t) { return true; };
    QVERIFY(m_reader->rescan());
    m_reader->takeArchives(true, always); // the second one begins like the first
    QVERIFY(m_reader->hasWork());
    m_reader->readAll(always);
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 201u);
    QCOMPARE(read->counts.bytes.pending, 0u);
    QCOMPARE(repeated(*read), 100u);
}

// It is taken when the archive is read, without decoding it once more.
void TestArchives::lastLineWithoutItsEnd() {
    std::string text = lines(1, 50);
    text.pop_back();
    logLines::append(path("a.jsonl.gz"), gzipped(text));
    logLines::append(path("b.jsonl.zst"), zstandard(lines(51, 60) + "{\"torn"));
    step();
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 60u);
    QCOMPARE(read->counts.warnings[static_cast<std::size_t>(Warning::NoNewline)], 1u);
    QCOMPARE(read->counts.lines.pending, 1u);
    QCOMPARE(read->counts.bytes.total(), std::uint64_t(text.size() + lines(51, 60).size() + 6));
}

// Longer than any line that is read, at the very beginning, where the file's fingerprint is taken.
void TestArchives::giantLineIsLeftWhenStopped() {
    const std::string giant(longestLine + 9'000'000, 'x');
    const std::string text = giant + "\n" + lines(1, 100);
    logLines::append(path("a.jsonl.zst"), zstandard(text));
    QVERIFY(m_reader->rescan());
    m_reader->takeArchives(true, [](std::uint64_t) { return true; });
    int steps = 0;
    int stops = 0;
    while (m_reader->hasWork() && steps < 1000) {
        m_reader->readAll([&](std::uint64_t) { return ++steps % 2 == 0; });
        ++stops;
    }
    QVERIFY(stops > 1 && steps < 1000);
    const auto read = snapshot();
    QCOMPARE(read->counts.lines.accepted, 100u);
    QCOMPARE(read->counts.lines.rejected, 1u);
    QCOMPARE(read->counts.bytes.total(), std::uint64_t(text.size()));
    QVERIFY(readText(*read, read->entries.place[99]));
}

void TestArchives::watchedFileBecomesAnArchive() {
    std::mutex mutex;
    std::condition_variable changed;
    SnapshotPtr latest;
    const auto waitFor = [&](const auto& condition) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds(20), [&] { return latest && condition(*latest); });
    };
    const std::string text = lines(1, 1000);
    logLines::append(path("a.jsonl"), text);
    Feed feed(m_directory->path().toStdString(), [&](SnapshotPtr snapshot) {
        const std::lock_guard lock(mutex);
        latest = std::move(snapshot);
        changed.notify_all();
    });
    QVERIFY(waitFor([](const Snapshot& now) { return now.counts.lines.accepted == 1000; }));
    logLines::append(path("a.jsonl.gz"), gzipped(text));
    fs::remove(path("a.jsonl"));
    logLines::append(path("a.jsonl"), lines(1001, 1100));
    QVERIFY(waitFor([](const Snapshot& now) {
        return now.counts.lines.accepted == 1100 && now.files[0]->path == "a.jsonl.gz" && !now.files[0]->gone;
    }));
    const std::lock_guard lock(mutex);
    QCOMPARE(repeated(*latest), 0u);
    QVERIFY(readText(*latest, latest->entries.place[0]));
}

QTEST_APPLESS_MAIN(TestArchives)
#include "tst_archives.moc"
