// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed logs: read like plain ones, and each entry once when a file that was read becomes one.
#include <QTemporaryDir>
#include <QtTest>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include <moie/feed/directory_reader.h>
#include <moie/feed/feed.h>
#include <moie/store/entry_text.h>

#include "support/compress.h"
#include "support/log_lines.h"

using namespace moie;
namespace fs = std::filesystem;

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
    void watchedFileBecomesAnArchive();

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
        m_reader->takeArchives(true);
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
