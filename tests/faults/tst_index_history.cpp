// SPDX-License-Identifier: GPL-3.0-or-later
// Random histories of a log directory that is opened again and again: what is made of an index cache and of what came
// since equals what a load without a cache makes of the same files.
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sys/stat.h>

#include <moie/feed/directory_reader.h>
#include <moie/feed/feed.h>
#include <moie/feed/index_keeper.h>

#include "faults/fault_scale.h"
#include "support/compress.h"
#include "support/log_lines.h"
#include "support/snapshot_text.h"

using namespace moie;
namespace fs = std::filesystem;

namespace {

constexpr double start = 1763600000; // 2025-11-20

const std::array<std::string, 5> paths{"a.jsonl", "b.jsonl", "safety/c.jsonl", "interactions/d_2025-11-20.jsonl",
                                       "interactions/d_2025-11-21.jsonl"};

class History {
public:
    explicit History(std::uint64_t seed) : m_random(seed), m_directory(m_temporary.path().toStdString() + "/logs") {
        m_cache.directory = m_temporary.path().toStdString() + "/cache";
        m_cache.worthFrom = 0;
        fs::create_directories(m_directory);
    }

    std::optional<std::string> run() {
        const std::size_t steps = 20 + below(40);
        for (std::size_t i = 0; i < steps; ++i) {
            if (const auto fault = step())
                return *fault + "\nafter " + done();
        }
        if (const auto fault = reopen())
            return *fault + "\nafter " + done();
        return {};
    }

    std::size_t takenOver() const { return m_takenOver; }

private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(m_random() % bound); }
    std::string absolute(const std::string& path) const { return m_directory + "/" + path; }
    std::string done() const {
        std::string text;
        for (const std::string& each : m_done)
            text += "\n  " + each;
        return text;
    }
    void say(const std::string& what) { m_done.push_back(what); }

    std::optional<std::string> step() {
        const std::size_t what = below(100);
        if (what < 40)
            writeTurns();
        else if (what < 48)
            writeDirt();
        else if (what < 54)
            writeHalf();
        else if (what < 60)
            rotate();
        else if (what < 64)
            removeOne();
        else if (what < 67)
            truncate();
        else if (what < 70)
            copyOne();
        else if (what < 74)
            return changeInPlace();
        else if (what < 82)
            return follow();
        else if (what < 86)
            return reopenDamaged();
        else
            return reopen();
        return {};
    }

    // Every file that was written to gets a time of its own, of long ago: as if the clock had gone on since.
    void stamp(const std::string& path) {
        const timespec time{1600000000 + ++m_ticks, 0};
        const std::array<timespec, 2> times{time, time};
        QVERIFY(::utimensat(AT_FDCWD, absolute(path).c_str(), times.data(), 0) == 0);
    }

    void write(const std::string& path, const std::string& text) {
        logLines::append(absolute(path), std::exchange(m_unsent[path], {}) + text);
        stamp(path);
    }

    std::string tagged(std::size_t turn) {
        return below(3) == 0 ? "{\"turn_id\": \"t" + std::to_string(turn) + "\"}" : "{}";
    }

    std::string turnOf(std::size_t session) {
        logLines::Writer& writer = m_writers.try_emplace(session, "s" + std::to_string(session), start).first->second;
        const std::size_t turn = ++m_turns;
        const std::string tag = tagged(turn);
        if (below(10) == 0)
            writer.wait(4000);
        writer.user("text " + std::to_string(turn % 7), "{\"user_id\": \"u" + std::to_string(turn % 3) + "\"}", tag);
        writer.computed("[0.1, 0.2, 0.3, 0.4, 0." + std::to_string(turn) + "]");
        if (below(3) == 0)
            writer.evolved("[0.1, 0.2, 0.3, 0.4, 0.5]", "[0.2, 0.2, 0.3, 0.4, 0.5]");
        if (below(2) == 0)
            writer.evaluated(below(3) > 0, "{\"harm_prevention\": " + std::to_string(0.01 * double(turn % 90)) + "}",
                             tag);
        if (below(4) == 0)
            writer.add("safety", "Safety violation detected: harm",
                       "{\"violation_type\": \"harm\", \"severity\": 0." + std::to_string(turn) + "}", tag, "warning");
        if (below(4) == 0)
            writer.add("performance", "Model performance: m",
                       "{\"model_name\": \"m\", \"inference_time\": 1.5, \"quality_metrics\": {\"q\": 0.5}}");
        if (below(5) == 0)
            writer.skip();
        if (below(6) == 0)
            writer.failed("no answer " + std::to_string(turn), tag);
        else if (below(6) > 0)
            writer.responded("[0.5, 0.5, 0.5, 0.5, 0.5]", 1.25, tag);
        return writer.take();
    }

    void writeTurns() {
        const std::string path = paths[below(paths.size())];
        std::string text;
        const std::size_t count = 1 + below(4);
        for (std::size_t i = 0; i < count; ++i)
            text += turnOf(below(4));
        // What reached other files than its neighbours, and later.
        std::string here;
        std::string late = std::exchange(m_late, {});
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find('\n', at) + 1;
            (below(8) == 0 ? m_late : here) += text.substr(at, end - at);
            at = end;
        }
        write(path, late + here);
        m_lastLine = here.substr(0, here.find('\n') + 1);
        say("write " + std::to_string(count) + " turns to " + path);
    }

    void writeDirt() {
        const std::string path = paths[below(paths.size())];
        const std::array<std::string, 9> dirt{
            "not json\n",
            "\n",
            "{\"some\": \"other object\"}\n",
            "{\"ts\": \"2025-11-20T10:00:0" + std::to_string(below(9)) +
                "\", \"user_id\": \"u\", \"input_text\": \"i\", \"answer\": \"a\", \"safety_raw\": \"No\"}\n",
            "{\"timestamp\": 1763600001, \"session_id\": \"n\", \"level\": \"odd\", \"category\": \"strange\", "
            "\"message\": \"m\", \"data\": {}, \"metadata\": {}}\n",
            "{\"timestamp\": 17636{\"timestamp\": 1763600002, \"session_id\": \"g\", \"interaction_id\": \"g_1\", "
            "\"level\": "
            "\"info\", \"category\": \"safety\", \"message\": \"m\", \"data\": {}, \"metadata\": {}}\n",
            "{\"timestamp\": 1763600003, \"session_id\": \"v\", \"interaction_id\": \"v_1\", \"level\": \"info\", "
            "\"category\": \"performance\", \"message\": \"Resource usage snapshot\", \"data\": {\"cpu_percent\": "
            "NaN}, "
            "\"metadata\": {}}\r\n",
            m_lastLine,
            "[1, 2]\n"};
        const std::string line = dirt[below(dirt.size())];
        write(path, line);
        say("write to " + path + ": " + line.substr(0, 40));
    }

    void writeHalf() {
        const std::string path = paths[below(paths.size())];
        std::string line = turnOf(below(4));
        line.resize(line.find('\n') + 1);
        const std::size_t size = below(2) == 0 ? line.size() - 1 : below(line.size());
        write(path, line.substr(0, size));
        m_unsent[path] = line.substr(size);
        say("write " + std::to_string(size) + " of " + std::to_string(line.size()) + " bytes to " + path);
    }

    std::optional<std::string> anyFile(bool isPlain) {
        std::vector<std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(m_directory))
            if (entry.is_regular_file() && (!isPlain || entry.path().extension() == ".jsonl"))
                files.push_back(fs::relative(entry.path(), m_directory).string());
        std::sort(files.begin(), files.end());
        return files.empty() ? std::nullopt : std::optional<std::string>(files[below(files.size())]);
    }

    void rotate() {
        const auto path = anyFile(true);
        if (!path)
            return;
        m_unsent.erase(*path);
        const std::string to = path->substr(0, path->size() - 6) + "." + std::to_string(++m_rotations) + ".jsonl";
        fs::rename(absolute(*path), absolute(to));
        say("rename " + *path + " to " + to);
        if (below(2) == 0)
            return;
        std::ifstream in(absolute(to), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        const std::string archive = to + (below(2) == 0 ? ".gz" : ".zst");
        logLines::append(absolute(archive), archive.ends_with("gz") ? gzipped(bytes) : zstandard(bytes));
        stamp(archive);
        if (below(4) > 0)
            fs::remove(absolute(to));
        say("compress it");
    }

    void removeOne() {
        if (const auto path = anyFile(false)) {
            fs::remove(absolute(*path));
            m_unsent.erase(*path);
            say("delete " + *path);
        }
    }

    void truncate() {
        if (const auto path = anyFile(true)) {
            const std::size_t size = below(fs::file_size(absolute(*path)) + 1);
            fs::resize_file(absolute(*path), size);
            stamp(*path);
            m_unsent.erase(*path);
            say("truncate " + *path + " to " + std::to_string(size));
        }
    }

    void copyOne() {
        if (const auto path = anyFile(false)) {
            const fs::path to = fs::path(*path).parent_path() /
                                ("copy" + std::to_string(++m_rotations) + "." + fs::path(*path).filename().string());
            fs::copy_file(absolute(*path), absolute(to.string()));
            stamp(to.string());
            say("copy " + *path + " to " + to.string());
        }
    }

    // Of the same size, and only a digit of it is another.
    std::optional<std::string> changeInPlace() {
        const auto path = anyFile(true);
        if (!path || fs::file_size(absolute(*path)) == 0)
            return {};
        std::fstream file(absolute(*path), std::ios::binary | std::ios::in | std::ios::out);
        std::string bytes{std::istreambuf_iterator<char>(file), {}};
        const std::size_t at = bytes.find("0.", below(bytes.size()));
        if (at == std::string::npos || at + 2 >= bytes.size() || bytes[at + 2] < '0' || bytes[at + 2] > '9')
            return {};
        // Of a file that also grew since, no more is promised than of one that is followed.
        if (const auto fault = leaveCache())
            return fault;
        file.clear();
        file.seekp(static_cast<std::streamoff>(at + 2));
        file.put(bytes[at + 2] == '7' ? '3' : '7');
        file.close();
        stamp(*path);
        say("change a digit of " + *path);
        return reopen();
    }

    // A reader that goes on while the directory changes, and leaves a cache.
    std::optional<std::string> follow() {
        say("follow:");
        DirectoryReader reader(m_directory, 1);
        const std::size_t looks = 1 + below(5);
        for (std::size_t i = 0; i < looks; ++i) {
            lookAt(reader, below(2) == 0);
            if (i + 1 < looks)
                for (std::size_t writes = below(4); writes > 0; --writes)
                    below(6) == 0   ? (below(2) == 0 ? rotate() : removeOne())
                    : below(4) == 0 ? writeHalf()
                                    : writeTurns();
        }
        say("end of following");
        return leaveCache(reader);
    }

    std::optional<std::string> leaveCache() {
        DirectoryReader reader(m_directory, 1);
        lookAt(reader, true);
        return leaveCache(reader);
    }

    std::optional<std::string> leaveCache(const DirectoryReader& reader) {
        const auto origin = indexOriginOf(m_directory);
        const auto image = reader.image();
        if (!image)
            return "a reader that has read everything has no image";
        fs::create_directories(m_cache.directory);
        const auto written = writeIndex(cachePathOf(m_cache, origin->path), *origin, *image);
        return written ? std::nullopt : std::optional<std::string>(written.error().describe());
    }

    SnapshotPtr lookAt(DirectoryReader& reader, bool takesLines, Time now = unknownTime) {
        const auto goOn = [](std::uint64_t) { return true; };
        if (!reader.rescan())
            return nullptr;
        do {
            reader.readAll(goOn);
            reader.takeArchives(true, goOn);
        } while (reader.hasWork());
        if (takesLines)
            reader.takeAllUnfinishedLines();
        LoadProgress load;
        load.complete = true;
        return reader.store().publish({now, load, {}, {}, false, {}});
    }

    std::optional<std::string> compare(const Snapshot& fresh, const Snapshot& again) const {
        const std::string difference = differences(inWords(fresh), inWords(again));
        return difference.empty() ? std::nullopt : std::optional<std::string>(difference);
    }

    // As the next start of the program, which leaves a cache of what it read.
    std::optional<std::string> reopen() {
        say("open again");
        FeedOptions options;
        options.parseThreads = 1;
        const auto fresh = loadOnce(m_directory, options);
        options.cache = m_cache;
        // While somebody writes, at a time when the last turns may still go on.
        const Time now = fromUnixSeconds(start + double(below(400)));
        const bool takesLines = below(2) == 0;
        DirectoryReader live(m_directory, 1);
        DirectoryReader liveFresh(m_directory, 1);
        IndexKeeper keeper(m_directory, m_cache);
        keeper.takeOver(live, 2);
        const SnapshotPtr liveAgain = lookAt(live, takesLines, now);
        if (const auto fault = compare(*lookAt(liveFresh, takesLines, now), *liveAgain))
            return "while live: " + *fault;
        m_takenOver += live.bytesTakenOver() > 0 ? 1 : 0;
        const auto again = loadOnce(m_directory, options);
        if (!fresh || !again)
            return "it cannot be loaded";
        if ((*again)->cacheNotice)
            return "the cache was not used: " + (*again)->cacheNotice->describe();
        return compare(**fresh, **again);
    }

    // Whatever became of the cache, no figure may be another.
    std::optional<std::string> reopenDamaged() {
        const auto origin = indexOriginOf(m_directory);
        const std::string path = cachePathOf(m_cache, origin->path);
        if (!fs::exists(path))
            return {};
        const std::size_t size = fs::file_size(path);
        const std::size_t at = below(size);
        if (below(3) == 0) {
            fs::resize_file(path, at);
        } else {
            std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
            file.seekg(static_cast<std::streamoff>(at));
            const char byte = static_cast<char>(file.get());
            file.seekp(static_cast<std::streamoff>(at));
            file.put(static_cast<char>(byte ^ (1 << below(8))));
        }
        say("damage the cache at " + std::to_string(at) + " of " + std::to_string(size));
        FeedOptions options;
        options.parseThreads = 1;
        const auto fresh = loadOnce(m_directory, options);
        options.cache = m_cache;
        const auto again = loadOnce(m_directory, options);
        if (!fresh || !again)
            return "it cannot be loaded";
        if (!(*again)->cacheNotice)
            return "nothing is said of the damage";
        return compare(**fresh, **again);
    }

    QTemporaryDir m_temporary;
    std::mt19937_64 m_random;
    std::string m_directory;
    CacheOptions m_cache;
    std::map<std::size_t, logLines::Writer> m_writers;
    std::map<std::string, std::string> m_unsent;
    std::string m_late;
    std::string m_lastLine = "\n";
    std::size_t m_turns = 0;
    std::size_t m_rotations = 0;
    std::size_t m_takenOver = 0;
    int m_ticks = 0;
    std::vector<std::string> m_done;
};

} // namespace

class TestIndexHistory : public QObject {
    Q_OBJECT

private slots:
    void equalsALoadWithoutCache();
};

// MOIE_SEED repeats one history.
void TestIndexHistory::equalsALoadWithoutCache() {
    const int only = qEnvironmentVariableIntValue("MOIE_SEED");
    const int first = only > 0 ? only : 1;
    const int count = only > 0 ? 1 : scaled(30, 700);
    std::size_t takenOver = 0;
    for (int seed = first; seed < first + count; ++seed) {
        History history(static_cast<std::uint64_t>(seed));
        if (const auto fault = history.run())
            QFAIL(qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(*fault))));
        takenOver += history.takenOver();
    }
    // Else nothing was tested.
    QVERIFY(only > 0 || takenOver > std::size_t(count));
}

QTEST_GUILESS_MAIN(TestIndexHistory)
#include "tst_index_history.moc"
