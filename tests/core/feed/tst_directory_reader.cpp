// SPDX-License-Identifier: GPL-3.0-or-later
// Files that change between the scan and the read, and machines that run out of descriptors.
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <sys/resource.h>

#include <moie/feed/directory_reader.h>
#include <moie/feed/feed.h>
#include <moie/store/entry_text.h>

#include "support/log_lines.h"

using namespace moie;
namespace fs = std::filesystem;

namespace {

// While it lives, the process may open only so many files at once.
class DescriptorLimit {
public:
    explicit DescriptorLimit(rlim_t most) {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit now = m_before;
        now.rlim_cur = most;
        ::setrlimit(RLIMIT_NOFILE, &now);
    }
    ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    DescriptorLimit(const DescriptorLimit&) = delete;
    DescriptorLimit& operator=(const DescriptorLimit&) = delete;

private:
    rlimit m_before{};
};

bool always(std::uint64_t) {
    return true;
}

} // namespace

class TestDirectoryReader : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_reader = std::make_unique<DirectoryReader>(m_directory->path().toStdString(), 1);
    }
    void rotationBetweenScanAndRead();
    void moreUnfinishedFilesThanDescriptors();
    void failedFileIsTriedAgain();
    void unfinishedLinesAfterAnInterruptedLoad();
    void textOfReplacedContentIsGone();
    void lineArrivingInPiecesIsReadOnce();
    void entriesOfOneMomentStandAsWhenLoaded();

private:
    std::string path(const std::string& name) const { return m_directory->path().toStdString() + "/" + name; }
    void step() {
        QVERIFY(m_reader->rescan());
        m_reader->readAll(always);
    }
    SnapshotPtr snapshot() {
        LoadProgress load;
        load.complete = true;
        return m_reader->store().publish({unknownTime, load, {}, {}, false});
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<DirectoryReader> m_reader;
};

void TestDirectoryReader::rotationBetweenScanAndRead() {
    logLines::append(path("a.jsonl"), logLines::line({.number = 1}) + logLines::line({.number = 2}));
    QVERIFY(m_reader->rescan());
    fs::rename(path("a.jsonl"), path("a.1.jsonl"));
    logLines::append(path("a.jsonl"), logLines::line({.number = 3}));
    m_reader->readAll(always);
    step();
    step();
    const Counts counts = snapshot()->counts;
    QCOMPARE(counts.lines.accepted, 3u);
    QCOMPARE(counts.warnings[std::size_t(Warning::RepeatedEntry)], 0u);
    QCOMPARE(counts.bytes.total(), fs::file_size(path("a.jsonl")) + fs::file_size(path("a.1.jsonl")));
}

void TestDirectoryReader::moreUnfinishedFilesThanDescriptors() {
    for (unsigned i = 0; i < 300; ++i) {
        const std::string line = logLines::line({.session = "s" + std::to_string(i)});
        logLines::append(path("f" + std::to_string(i) + ".jsonl"), line.substr(0, line.size() - 1));
    }
    const DescriptorLimit limit(290);
    step();
    m_reader->takeAllUnfinishedLines();
    QCOMPARE(snapshot()->counts.lines.accepted, 300u);
}

void TestDirectoryReader::failedFileIsTriedAgain() {
    logLines::append(path("a.jsonl"), logLines::line({}));
    QVERIFY(m_reader->rescan());
    {
        const DescriptorLimit limit(1);
        m_reader->readAll(always);
    }
    auto state = snapshot();
    QVERIFY(state->files[0]->problem.has_value());
    QCOMPARE(state->counts.lines.accepted, 0u);
    step();
    state = snapshot();
    QVERIFY(!state->files[0]->problem.has_value());
    QCOMPARE(state->counts.lines.accepted, 1u);
}

void TestDirectoryReader::unfinishedLinesAfterAnInterruptedLoad() {
    for (unsigned i = 0; i < 20; ++i) {
        const std::string line = logLines::line({.session = "s" + std::to_string(i)});
        logLines::append(path("f" + std::to_string(i) + ".jsonl"), line + line.substr(0, line.size() - 1));
    }
    QVERIFY(m_reader->rescan());
    int pieces = 0;
    m_reader->readAll([&](std::uint64_t) { return ++pieces < 5; });
    QVERIFY(m_reader->hasWork());
    m_reader->takeAllUnfinishedLines();
    m_reader->readAll(always);
    QVERIFY(!m_reader->hasWork());
    m_reader->takeAllUnfinishedLines();
    QCOMPARE(snapshot()->counts.lines.accepted, 40u);
    QCOMPARE(snapshot()->counts.lines.pending, 0u);
}

void TestDirectoryReader::textOfReplacedContentIsGone() {
    const std::string line = logLines::line({.number = 1});
    logLines::append(path("a.jsonl"), line);
    logLines::append(path("b.jsonl"), line);
    step();
    const auto before = snapshot();
    QCOMPARE(*readText(*before, before->entries.place[0]) + "\n", line);
    // Another file under the name, which this snapshot knows nothing of.
    logLines::append(path("other"), line);
    fs::rename(path("other"), path("b.jsonl"));
    QVERIFY(!readText(*before, before->entries.place[1]));
    // Cut and filled anew, which the next one knows.
    fs::resize_file(path("a.jsonl"), 0);
    logLines::append(path("a.jsonl"), logLines::line({.number = 2}) + line);
    step();
    const auto after = snapshot();
    QVERIFY(!readText(*after, after->entries.place[0]));
}

void TestDirectoryReader::lineArrivingInPiecesIsReadOnce() {
    std::string decisions;
    for (int i = 0; i < 10; ++i)
        decisions += R"({"ts": "2025-12-01T10:00:00Z", "user_id": "a", "input_text": "x", "safety_raw": "No"})"
                     "\n";
    logLines::append(path("a.jsonl"), decisions);
    const std::string longLine = logLines::line({.message = std::string(20 * 1024 * 1024, 'x')});
    const std::size_t piece = longLine.size() / 6 + 1;
    for (std::size_t at = 0; at < longLine.size(); at += piece) {
        logLines::append(path("a.jsonl"), longLine.substr(at, piece));
        step();
    }
    const auto state = snapshot();
    QCOMPARE(state->counts.turns, 10u);
    QCOMPARE(state->counts.lines.accepted, 11u);
    QCOMPARE(state->files.size(), 1u);
}

// Without n, and all at one time, files and places decide, in whatever order they were found.
void TestDirectoryReader::entriesOfOneMomentStandAsWhenLoaded() {
    const auto decision = [](const std::string& text) {
        return R"({"ts": "2025-11-20T10:00:00", "user_id": "u", "input_text": ")" + text +
               R"(", "answer": "a", "safety_raw": "No"})" + "\n";
    };
    const auto note = [](unsigned number, double seconds) {
        return logLines::line({.session = "decisions/u", .number = number, .seconds = seconds});
    };
    const auto order = [](const Snapshot& read) {
        std::string texts;
        for (const auto& block : read.sessions[0]->blocks)
            for (const Turn& turn : block->turns)
                if (const auto text = readText(read, read.entries.placeOf(turn.opening)))
                    texts += text->substr(text->find("input_text"), 18) + "\n";
        return texts;
    };
    const std::vector<std::pair<std::string, std::string>> writes{{"b.jsonl", decision("b1") + decision("b2")},
                                                                  {"a.jsonl", decision("a1")},
                                                                  {"b.jsonl", decision("b3")},
                                                                  {"c/a.jsonl", decision("c1")},
                                                                  {"a.jsonl", decision("a2")},
                                                                  {"c/a.jsonl", note(1, 1763632800)},
                                                                  {"a.jsonl", decision("a3")},
                                                                  {"b.jsonl", note(2, 1763632801) + decision("b4")}};
    for (const auto& [name, text] : writes) {
        logLines::append(path(name), text);
        step();
        const auto loaded = loadOnce(m_directory->path().toStdString());
        QVERIFY(loaded);
        QCOMPARE(order(*snapshot()), order(**loaded));
    }
    QCOMPARE(snapshot()->sessions[0]->turnCount, 8u);
}

QTEST_GUILESS_MAIN(TestDirectoryReader)
#include "tst_directory_reader.moc"
