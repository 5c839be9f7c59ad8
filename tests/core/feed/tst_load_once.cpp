// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include <moie/feed/feed.h>
#include <moie/store/entry_text.h>

#include "support/log_lines.h"

using namespace moie;
using logLines::Writer;
namespace fs = std::filesystem;

class TestLoadOnce : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void readsAllFiles();
    void threadsMakeNoDifference();
    void lastLineWithoutLineEnd();
    void tornLastLineIsPending();
    void emptyDirectory();
    void missingDirectory();
    void unreadableFileIsListed();
    void canBeStopped();
    void tellsProgress();
    void textIsReadFromTheFile();

private:
    std::string path(const std::string& name = {}) const { return m_directory->path().toStdString() + "/" + name; }
    SnapshotPtr load(unsigned threads = 0) const {
        FeedOptions options;
        options.parseThreads = threads;
        const auto loaded = loadOnce(m_directory->path().toStdString(), options);
        return loaded ? *loaded : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestLoadOnce::readsAllFiles() {
    Writer first("a");
    Writer second("b");
    first.user("x").evaluated(true).responded();
    second.user("y").failed();
    logLines::append(path("interactions/interaction_2025-11-20.jsonl"), first.text());
    logLines::append(path("deep/er/other.jsonl"), second.text() + "bad\n");
    const auto snapshot = load();
    QCOMPARE(snapshot->counts.files, 2u);
    QCOMPARE(snapshot->counts.lines.accepted, 5u);
    QCOMPARE(snapshot->counts.lines.rejected, 1u);
    QCOMPARE(snapshot->counts.turns, 2u);
    QCOMPARE(snapshot->counts.bytes.total(), first.text().size() + second.text().size() + 4);
    QVERIFY(snapshot->load.complete);
}

void TestLoadOnce::threadsMakeNoDifference() {
    // Enough for the parallel path: twelve sessions spread over six files of 2 MB.
    for (int file = 0; file < 6; ++file) {
        std::string text;
        for (int session = 0; session < 12; ++session) {
            Writer writer("s" + std::to_string(session) + "-" + std::to_string(file));
            for (int turn = 0; turn < 60; ++turn)
                writer.user(std::string(500, 'x') + std::to_string(turn)).evaluated(turn % 4 != 0).responded();
            text += writer.text();
        }
        logLines::append(path("interaction_2025-11-1" + std::to_string(file) + ".jsonl"), text + text + "bad\n");
    }
    std::uint64_t size = 0;
    for (const auto& entry : fs::directory_iterator(path()))
        size += entry.file_size();
    QVERIFY(size > 8 * 1024 * 1024);
    const auto one = load(1);
    const auto four = load(4);
    for (const auto& snapshot : {one, four}) {
        QCOMPARE(snapshot->counts.bytes.total(), size);
        QCOMPARE(snapshot->counts.lines.accepted, 6u * 2 * 12 * 60 * 3);
        QCOMPARE(snapshot->counts.lines.rejected, 6u);
        QCOMPARE(snapshot->counts.warnings[std::size_t(Warning::RepeatedEntry)], 6u * 12 * 60 * 3);
        QCOMPARE(snapshot->counts.turns, 6u * 12 * 60);
        QCOMPARE(snapshot->sessions.size(), 72u);
    }
}

void TestLoadOnce::lastLineWithoutLineEnd() {
    std::string line = logLines::line({});
    line.pop_back();
    logLines::append(path("a.jsonl"), line);
    const auto snapshot = load();
    QCOMPARE(snapshot->counts.lines.accepted, 1u);
    QCOMPARE(snapshot->counts.warnings[std::size_t(Warning::NoNewline)], 1u);
    QCOMPARE(snapshot->counts.bytes.pending, 0u);
}

void TestLoadOnce::tornLastLineIsPending() {
    logLines::append(path("a.jsonl"), logLines::line({}) + "{\"timestamp\": 17");
    const auto snapshot = load();
    QCOMPARE(snapshot->counts.lines.pending, 1u);
    QCOMPARE(snapshot->counts.bytes.pending, 16u);
    QCOMPARE(snapshot->counts.lines.rejected, 0u);
}

void TestLoadOnce::emptyDirectory() {
    logLines::append(path("empty.jsonl"), "");
    const auto snapshot = load();
    QCOMPARE(snapshot->counts.files, 1u);
    QCOMPARE(snapshot->counts.lines.total(), 0u);
    QVERIFY(snapshot->counts.first == unknownTime);
}

void TestLoadOnce::missingDirectory() {
    const auto loaded = loadOnce(path("missing"));
    QVERIFY(!loaded);
    QVERIFY(loaded.error().code == ErrorCode::NotFound);
    QVERIFY(loaded.error().describe().find("missing") != std::string::npos);
}

void TestLoadOnce::unreadableFileIsListed() {
    if (::geteuid() == 0)
        QSKIP("the superuser may read everything");
    logLines::append(path("a.jsonl"), logLines::line({}));
    logLines::append(path("b.jsonl"), logLines::line({.number = 2}));
    ::chmod(path("a.jsonl").c_str(), 0);
    const auto snapshot = load();
    QCOMPARE(snapshot->counts.lines.accepted, 1u);
    QVERIFY(snapshot->files[0]->problem.has_value());
    QVERIFY(snapshot->files[0]->problem->code == ErrorCode::PermissionDenied);
}

void TestLoadOnce::canBeStopped() {
    logLines::append(path("a.jsonl"), logLines::line({}));
    std::stop_source source;
    source.request_stop();
    const auto loaded = loadOnce(path(), {}, {}, source.get_token());
    QVERIFY(!loaded);
    QVERIFY(loaded.error().code == ErrorCode::Cancelled);
}

void TestLoadOnce::tellsProgress() {
    logLines::append(path("a.jsonl"), logLines::line({}));
    logLines::append(path("b.jsonl"), logLines::line({.number = 2}));
    std::vector<LoadProgress> told;
    QVERIFY(loadOnce(path(), {}, [&](const LoadProgress& load) { told.push_back(load); }));
    QCOMPARE(told.size(), 3u);
    QCOMPARE(told[0].bytesTotal, 2 * logLines::line({}).size());
    QCOMPARE(told[0].bytesDone, logLines::line({}).size());
    QVERIFY(told.back().complete);
}

void TestLoadOnce::textIsReadFromTheFile() {
    const std::string bad = "not json";
    const std::string good = logLines::line({});
    logLines::append(path("a.jsonl"), bad + "\n" + good);
    const auto snapshot = load();
    QCOMPARE(*readText(*snapshot, snapshot->entries.place[0]) + "\n", good);
    const NotedLine& noted = snapshot->noted[0];
    QCOMPARE(*readText(*snapshot, {noted.file, noted.length, noted.offset}), bad);
    fs::resize_file(path("a.jsonl"), 3);
    QVERIFY(!readText(*snapshot, snapshot->entries.place[0]));
    fs::remove(path("a.jsonl"));
    QVERIFY(!readText(*snapshot, snapshot->entries.place[0]));
}

QTEST_GUILESS_MAIN(TestLoadOnce)
#include "tst_load_once.moc"
