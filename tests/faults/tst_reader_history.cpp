// SPDX-License-Identifier: GPL-3.0-or-later
// Random histories of writes, rotations and accidents, looked at by the reader, against a model of what must be seen:
// what stood whole in a file when it was looked at ⊆ what was read ⊆ what was written, each entry once, bytes add up.
#include <QTemporaryDir>
#include <QtTest>

#include <optional>

#include <moie/feed/directory_reader.h>
#include <moie/feed/feed.h>
#include <moie/store/entry_text.h>

#include "faults/fault_scale.h"
#include "faults/file_history.h"

using namespace moie;

namespace {

constexpr int stepsOfHistory = 80;

// One history and its reader. check…() return what is wrong.
class History {
public:
    History(std::uint64_t seed, FileAccidents accidents)
        : m_directory(m_temporary.path().toStdString()), m_accidents(accidents), m_files(m_directory, seed, accidents) {
        start();
    }

    std::optional<std::string> run() {
        for (int i = 0; i < stepsOfHistory; ++i) {
            const std::size_t what = m_files.below(100);
            const auto fault = what < 62 ? doStep() : what < 85 ? lookAtAll() : what < 95 ? lookAtSome() : startAnew();
            if (fault)
                return report(*fault);
        }
        if (const auto fault = lookAtAll())
            return report(*fault);
        m_done.push_back("load once");
        const auto fault = compareWithLoad();
        return fault ? report(*fault) : fault;
    }

private:
    void start() {
        m_reader = std::make_unique<DirectoryReader>(m_directory, 1);
        m_files.readerStarted();
    }

    std::string report(const std::string& fault) const {

        std::string text = fault + ", after:\n";
        for (const std::string& done : m_done)
            text += "  " + done + "\n";
        return text;
    }

    std::optional<std::string> doStep() {
        m_done.push_back(m_files.step());
        return {};
    }

    std::optional<std::string> startAnew() {
        m_done.push_back("start the reader anew");
        start();
        return {};
    }

    // Hints about some files, or a read that is stopped: whatever it is, nothing may be invented.
    std::optional<std::string> lookAtSome() {
        switch (m_files.below(4)) {
        case 0:
            m_done.push_back("look, and stop the read");
            if (!m_reader->rescan())
                return "the directory cannot be listed";
            m_reader->readAll([](std::uint64_t) { return false; });
            break;
        case 1:
            m_done.push_back("take the last lines");
            m_reader->takeAllUnfinishedLines();
            break;
        case 2:
            m_done.push_back("look at busy files");
            m_reader->lookAtBusy();
            m_reader->readAll([](std::uint64_t) { return true; });
            break;
        default:
            m_done.push_back("look at a.jsonl");
            m_reader->look({"a.jsonl"});
            m_reader->readAll([](std::uint64_t) { return true; });
        }
        return check(snapshot(), {});
    }

    std::optional<std::string> lookAtAll() {
        m_done.push_back("look");
        if (!m_reader->rescan())
            return "the directory cannot be listed";
        const auto goOn = [](std::uint64_t) { return true; };
        do { // of archives that begin alike the second one is looked into when the first was read
            m_reader->readAll(goOn);
            m_reader->takeArchives(true, goOn);
        } while (m_reader->hasWork());
        const SnapshotPtr seen = snapshot();
        if (const auto fault = check(seen, m_files.lookedAt()))
            return fault;
        const auto fault = checkTexts(*seen);
        return fault ? fault : checkSizes(*seen);
    }

    SnapshotPtr snapshot() {
        LoadProgress load;
        load.complete = true;
        return m_reader->store().publish({unknownTime, load, {}, {}, false});
    }

    std::optional<std::string> check(const SnapshotPtr& seen, const std::set<std::uint32_t>& must) const {
        std::map<std::uint32_t, std::uint32_t> times;
        for (std::size_t i = 0; i < seen->entries.size(); ++i)
            ++times[seen->entries.number[i]];
        for (const std::uint32_t entry : must)
            if (!times.contains(entry))
                return "entry " + std::to_string(entry) + " was not seen";
        for (const auto& [entry, count] : times) {
            if (!m_files.written().contains(entry))
                return "entry " + std::to_string(entry) + " was never written";
            if (count > m_files.places(entry))
                return "entry " + std::to_string(entry) + " was read " + std::to_string(count) + " times of " +
                       std::to_string(m_files.places(entry));
        }
        const Counts& counts = seen->counts;
        const std::uint64_t repeats = counts.warnings[std::size_t(Warning::RepeatedEntry)];
        if (counts.lines.accepted - repeats != times.size())
            return std::to_string(counts.lines.accepted - repeats) + " entries are counted of " +
                   std::to_string(times.size());
        if (!m_accidents.torn && !m_accidents.replaced && (counts.lines.rejected > 0 || repeats > 0))
            return "whole lines were rejected or repeated";
        return {};
    }

    // A line is what was written, or its text is gone with its file.
    std::optional<std::string> checkTexts(const Snapshot& seen) const {
        for (std::size_t i = 0; i < seen.entries.size(); i += 5) {
            const auto text = readText(seen, seen.entries.place[i]);
            if (text && *text != m_files.textOf(seen.entries.number[i]))
                return "the text of entry " + std::to_string(seen.entries.number[i]) + " is another one";
        }
        return {};
    }

    std::optional<std::string> checkSizes(const Snapshot& seen) const {
        std::map<std::string, std::uint64_t> sizes;
        for (const auto& file : seen.files) {
            if (file->problem)
                return file->path + " cannot be read: " + file->problem->describe();
            if (file->gone || file->path.ends_with(".gz"))
                continue;
            if (!sizes.emplace(file->path, file->bytes.total()).second)
                return file->path + " stands there twice";
        }
        const auto expected = m_files.listedSizes();
        for (const auto& [path, size] : expected)
            if (!sizes.contains(path) || sizes[path] != size)
                return std::to_string(sizes[path]) + " of " + std::to_string(size) + " bytes of " + path +
                       " are counted";
        return sizes.size() == expected.size() ? std::nullopt
                                               : std::optional<std::string>("files are shown that are not there");
    }

    // A program that starts now sees what is there, and no more.
    std::optional<std::string> compareWithLoad() {
        start();
        const auto loaded = loadOnce(m_directory);
        if (!loaded)
            return loaded.error().describe();
        if (const auto fault = check(*loaded, m_files.lookedAt()))
            return fault;
        return checkSizes(**loaded);
    }

    QTemporaryDir m_temporary;
    std::string m_directory;
    FileAccidents m_accidents;
    FileHistory m_files;
    std::unique_ptr<DirectoryReader> m_reader;
    std::vector<std::string> m_done;
};

} // namespace

class TestReaderHistory : public QObject {
    Q_OBJECT

private slots:
    void showsWhatMustBeSeen_data();
    void showsWhatMustBeSeen();
};

void TestReaderHistory::showsWhatMustBeSeen_data() {
    QTest::addColumn<bool>("torn");
    QTest::addColumn<bool>("replaced");
    QTest::addColumn<bool>("archived");
    QTest::newRow("whole lines, rotated") << false << false << false;
    QTest::newRow("whole lines, archived") << false << false << true;
    QTest::newRow("torn lines") << true << false << false;
    QTest::newRow("replaced contents") << false << true << false;
    QTest::newRow("everything") << true << true << true;
}

// MOIE_SEED repeats one history. What was done before the fault is the shortest beginning that shows it: all is checked
// after each look.
void TestReaderHistory::showsWhatMustBeSeen() {
    QFETCH(bool, torn);
    QFETCH(bool, replaced);
    QFETCH(bool, archived);
    const int only = qEnvironmentVariableIntValue("MOIE_SEED");
    const int first = only > 0 ? only : 1;
    const int count = only > 0 ? 1 : scaled(60, 1'000);
    for (int seed = first; seed < first + count; ++seed)
        if (const auto fault = History(static_cast<std::uint64_t>(seed), {torn, replaced, archived}).run())
            QFAIL(qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(*fault))));
}

QTEST_GUILESS_MAIN(TestReaderHistory)
#include "tst_reader_history.moc"
