// SPDX-License-Identifier: GPL-3.0-or-later
// The index cache's file: what is taken from it, and what it takes to be believed. tst_index_history compares what
// comes of it.
#include <QTemporaryDir>
#include <QtTest>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include <moie/base/hash.h>
#include <moie/feed/feed.h>
#include <moie/feed/index_keeper.h>

#include "support/log_lines.h"
#include "support/received.h"
#include "support/snapshot_text.h"

using namespace moie;
using logLines::Writer;
namespace fs = std::filesystem;

namespace {

std::string contentOf(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// New each time: some file systems bring a file that is cut and written again to the disk at once.
void setContent(const std::string& path, const std::string& bytes) {
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<std::string> entriesIn(std::vector<std::string> words) {
    std::erase_if(words, [](const std::string& line) { return !line.starts_with("entry "); });
    return words;
}

// The file's layout in words: a head of 56 bytes (the hash of head and table at 48), then the sections' rows, then the
// table with 32 bytes for each section: id, bytes a row, rows, offset, hash.
struct TableRow {
    std::uint32_t id = 0;
    std::uint32_t rowBytes = 0;
    std::uint64_t rows = 0;
    std::uint64_t offset = 0;
    std::uint64_t hash = 0;
};
constexpr std::size_t headBytes = 56;

std::vector<TableRow> tableOf(const std::string& bytes) {
    std::uint32_t count = 0;
    std::memcpy(&count, bytes.data() + 12, sizeof count);
    std::vector<TableRow> table(count);
    std::memcpy(table.data(), bytes.data() + bytes.size() - count * sizeof(TableRow), count * sizeof(TableRow));
    return table;
}

// With checksums that fit, as of somebody who means harm.
std::string signedAnew(std::string bytes) {
    std::vector<TableRow> table = tableOf(bytes);
    for (TableRow& row : table)
        row.hash = hash64({bytes.data() + row.offset, static_cast<std::size_t>(row.rows * row.rowBytes)});
    const std::size_t tableBytes = table.size() * sizeof(TableRow);
    std::memcpy(bytes.data() + bytes.size() - tableBytes, table.data(), tableBytes);
    std::memset(bytes.data() + 48, 0, 8);
    const std::uint64_t hash = hash64(bytes.substr(0, headBytes) + bytes.substr(bytes.size() - tableBytes));
    std::memcpy(bytes.data() + 48, &hash, sizeof hash);
    return bytes;
}

} // namespace

class TestIndexCache : public QObject {
    Q_OBJECT

private slots:
    void init();
    void onlyWhatIsNewIsParsed();
    void feedGoesOnWhereItEnded();
    void changedFileIsReadAnew();
    void damageIsNoticed();
    void valuesAreNotBelieved();
    void otherDirectory();
    void otherVersion();
    void otherTimeZone();
    void textsAreNotInIt();
    void isClosedToOthers();
    void smallLogsHaveNone();
    void tellsWhereItCannotBeWritten();
    void triesAgainAtTheEnd();
    void oldestAreRemoved();

private:
    std::string path(const std::string& name) const { return m_logs + "/" + name; }
    std::string cachePath() const { return cachePathOf(m_cache, indexOriginOf(m_logs)->path); }
    SnapshotPtr load(bool cached = true) const {
        FeedOptions options;
        options.parseThreads = 2;
        if (cached)
            options.cache = m_cache;
        const auto loaded = loadOnce(m_logs, options);
        return loaded ? *loaded : nullptr;
    }
    // Logs of every kind, and the cache of them.
    void writeLogs();
    static SnapshotPtr readAll(DirectoryReader& reader, Time now);

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::string m_logs;
    CacheOptions m_cache;
};

void TestIndexCache::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    m_logs = m_temporary->path().toStdString() + "/logs";
    m_cache = {m_temporary->path().toStdString() + "/cache/index", 0, 1'000'000'000};
}

void TestIndexCache::writeLogs() {
    Writer writer("s");
    writer.user("private words", R"({"user_id": "u", "crisis": true})", R"({"turn_id": "t1"})");
    writer.computed("[0.1, 0.2, 0.3, 0.4, 0.5]").evolved("[0.1, 0.2]", "[0.3, 0.4]");
    writer.evaluated(false, R"({"harm_prevention": -0.5, "bias_mitigation": 0.5})").skip();
    writer.add("safety", "Safety violation detected: harm", R"({"violation_type": "harm", "severity": 0.5})");
    writer.add("performance", "Performance metric: o", R"({"operation": "o", "duration_seconds": 1})");
    writer.add("performance", "Model performance: m", R"({"model_name": "m", "quality_metrics": {"q": 1}})");
    writer.add("performance", "Resource usage snapshot", R"({"cpu_percent": 1})");
    writer.add("adaptation", "Safety parameters adapted", R"({"dimension": "d", "reason": "r"})");
    writer.add("adaptation", "Learning event: l", R"({"learning_type": "l", "performance_impact": {"i": 1}})");
    writer.add("evolution", "System evolution checkpoint", R"({"evolution_data": {"e": 1}})");
    writer.add("user_feedback", "User feedback integrated", R"({"user_feedback": {"strength": 1}})");
    writer.add("temperature", "t", R"({"profile_used": "p", "temperature": 1})");
    writer.responded().failed().user("more private words");
    logLines::append(path("a.jsonl"), writer.text());
    logLines::append(path("b.jsonl"),
                     "not json\n{\"foreign\": 1}\n"
                     "{\"ts\": \"2025-11-20T10:00:00Z\", \"user_id\": \"u\", \"input_text\": \"private\", "
                     "\"answer\": \"words\", \"safety_raw\": \"No\"}\n");
    QVERIFY(load() && fs::exists(cachePath()));
}

SnapshotPtr TestIndexCache::readAll(DirectoryReader& reader, Time now) {
    if (!reader.rescan())
        return nullptr;
    reader.readAll([](std::uint64_t) { return true; });
    LoadProgress load;
    load.complete = true;
    return reader.store().publish({now, load, {}, {}, false, {}});
}

void TestIndexCache::onlyWhatIsNewIsParsed() {
    writeLogs();
    const std::string more = logLines::line({.session = "s", .number = 40}) + "{\"timestamp\": 17";
    logLines::append(path("a.jsonl"), more);
    logLines::append(path("c.jsonl"), logLines::line({.session = "new"}));
    DirectoryReader reader(m_logs, 1);
    IndexKeeper keeper(m_logs, m_cache);
    keeper.takeOver(reader, 1);
    QVERIFY(reader.rescan());
    QVERIFY(!keeper.notice());
    QCOMPARE(reader.bytesToRead(), more.size() + logLines::line({.session = "new"}).size());
    QCOMPARE(differences(inWords(*load(false)), inWords(*load())), std::string());
}

void TestIndexCache::feedGoesOnWhereItEnded() {
    writeLogs();
    FeedOptions options;
    options.cache = m_cache;
    for (unsigned number = 50; number < 54; ++number) {
        logLines::append(path("a.jsonl"), logLines::line({.session = "s", .number = number}));
        Received received;
        const std::uint64_t lines = load(false)->counts.lines.accepted;
        const Feed feed(m_logs, received.receiver(), options);
        QVERIFY(
            received.waitFor([&](const Snapshot& s) { return s.load.complete && s.counts.lines.accepted == lines; }));
        logLines::append(path("a.jsonl"), logLines::line({.session = "s", .number = number + 100}));
        QVERIFY(received.waitFor([&](const Snapshot& s) { return s.counts.lines.accepted == lines + 1; }));
        QVERIFY(!received.latest()->cacheNotice);
        // By the writer's clock the session goes on, so that its last turns are provisional.
        QCOMPARE(differences(entriesIn(inWords(*load(false))), entriesIn(inWords(*received.latest()))), std::string());
    }
}

void TestIndexCache::changedFileIsReadAnew() {
    writeLogs();
    std::string bytes = contentOf(path("a.jsonl"));
    const std::uint64_t other = fs::file_size(path("b.jsonl"));
    bytes.replace(bytes.find("0.1"), 3, "0.9");
    std::ofstream(path("a.jsonl"), std::ios::binary | std::ios::trunc) << bytes;
    fs::last_write_time(path("a.jsonl"), fs::file_time_type::clock::now() - std::chrono::hours(1));
    DirectoryReader reader(m_logs, 1);
    IndexKeeper keeper(m_logs, m_cache);
    keeper.takeOver(reader, 1);
    QVERIFY(reader.rescan());
    QCOMPARE(reader.bytesToRead(), std::uint64_t{bytes.size()});
    QCOMPARE(reader.bytesRead(), other);
}

void TestIndexCache::damageIsNoticed() {
    writeLogs();
    const std::string bytes = contentOf(cachePath());
    const auto origin = indexOriginOf(m_logs);
    QVERIFY(readIndex(cachePath(), *origin, 1));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << at % 8));
        setContent(cachePath(), damaged);
        if (readIndex(cachePath(), *origin, 1))
            QFAIL(qPrintable(QStringLiteral("byte %1 of %2").arg(at).arg(bytes.size())));
    }
    for (std::size_t size = 0; size < bytes.size(); size += 7) {
        setContent(cachePath(), bytes.substr(0, size));
        if (readIndex(cachePath(), *origin, 1))
            QFAIL(qPrintable(QStringLiteral("%1 of %2 bytes").arg(size).arg(bytes.size())));
    }
    const SnapshotPtr again = load(); // writes it anew
    QVERIFY(again->cacheNotice);
    QVERIFY(again->cacheNotice->describe().find("damaged") != std::string::npos);
    QCOMPARE(differences(inWords(*load(false)), inWords(*again)), std::string());
    QVERIFY(!load()->cacheNotice);
}

// Whatever stands in it: it is refused, or what comes of it can be used and goes on (the sanitizers look on).
void TestIndexCache::valuesAreNotBelieved() {
    writeLogs();
    const std::string bytes = contentOf(cachePath());
    const std::string more = logLines::line({.session = "s", .number = 99});
    std::size_t refused = 0;
    std::size_t believed = 0;
    for (const TableRow& row : tableOf(bytes)) {
        for (std::size_t at = 0; at + 4 <= row.rows * row.rowBytes; at += 4) {
            for (const std::uint32_t value : {0xffffffffu, 17u}) {
                std::string wild = bytes;
                std::memcpy(wild.data() + row.offset + at, &value, sizeof value);
                if (wild == bytes)
                    continue;
                setContent(cachePath(), signedAnew(wild));
                DirectoryReader reader(m_logs, 1);
                IndexKeeper keeper(m_logs, m_cache);
                keeper.takeOver(reader, 1);
                ++(keeper.notice() ? refused : believed);
                const SnapshotPtr live = readAll(reader, fromUnixSeconds(1763600001));
                QVERIFY(live && !inWords(*live).empty());
            }
        }
    }
    QVERIFY(refused > 100);
    QVERIFY(believed > 100);
}

void TestIndexCache::otherDirectory() {
    writeLogs();
    const std::string cache = contentOf(cachePath());
    const std::string before = m_logs;
    m_logs += "2";
    logLines::append(path("a.jsonl"), logLines::line({}));
    setContent(cachePath(), cache);
    const SnapshotPtr loaded = load();
    QCOMPARE(loaded->counts.lines.accepted, 1u);
    QVERIFY(loaded->cacheNotice->describe().find("another directory") != std::string::npos);
    // The same name, but another directory.
    fs::remove_all(m_logs);
    fs::rename(before, before + "3");
    m_logs = before;
    logLines::append(path("a.jsonl"), logLines::line({}));
    QVERIFY(load()->cacheNotice->describe().find("another directory") != std::string::npos);
}

void TestIndexCache::otherVersion() {
    writeLogs();
    std::string bytes = contentOf(cachePath());
    bytes[32] = static_cast<char>(bytes[32] ^ 1); // of the sources that read logs
    setContent(cachePath(), signedAnew(bytes));
    const SnapshotPtr loaded = load();
    QVERIFY(loaded->cacheNotice->describe().find("another version") != std::string::npos);
    QVERIFY(!load()->cacheNotice);
}

// A decision's time is local: noon in Berlin is 11:00 UTC, in New York 17:00.
void TestIndexCache::otherTimeZone() {
    const auto setZone = [](const QByteArray& zone) {
        qputenv("TZ", zone);
        ::tzset();
    };
    const QByteArray before = qgetenv("TZ");
    const auto restored = qScopeGuard([&] { setZone(before); });
    setZone("Europe/Berlin");
    logLines::append(path("a.jsonl"), logLines::line({}));
    QVERIFY(load());
    setZone("America/New_York");
    QVERIFY(!load()->cacheNotice); // no time in it is local
    setZone("Europe/Berlin");
    logLines::append(path("b.jsonl"), "{\"ts\": \"2025-11-20T12:00:00\", \"user_id\": \"u\", \"input_text\": \"i\", "
                                      "\"answer\": \"a\", \"safety_raw\": \"No\"}\n");
    QCOMPARE(load()->entries.time[1], fromUnixSeconds(1763636400));
    QVERIFY(!load()->cacheNotice);
    setZone("America/New_York");
    const SnapshotPtr elsewhere = load();
    QVERIFY(elsewhere->cacheNotice);
    QVERIFY(elsewhere->cacheNotice->describe().find("another time zone") != std::string::npos);
    QCOMPARE(elsewhere->entries.time[1], fromUnixSeconds(1763658000));
    QVERIFY(!load()->cacheNotice);
}

void TestIndexCache::textsAreNotInIt() {
    writeLogs();
    const std::string bytes = contentOf(cachePath());
    QVERIFY(bytes.find("private") == std::string::npos);
    QVERIFY(bytes.find("words") == std::string::npos);
    QVERIFY(bytes.find("harm_prevention") != std::string::npos);
}

void TestIndexCache::isClosedToOthers() {
    const auto before = ::umask(0);
    writeLogs();
    ::umask(before);
    struct stat status {};
    QCOMPARE(::stat(cachePath().c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777, 0600u);
    QCOMPARE(::stat(m_cache.directory.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777, 0700u);
}

void TestIndexCache::smallLogsHaveNone() {
    m_cache.worthFrom = 10'000;
    logLines::append(path("a.jsonl"), logLines::line({}));
    QVERIFY(!load()->cacheNotice);
    QVERIFY(!fs::exists(m_cache.directory));
}

void TestIndexCache::tellsWhereItCannotBeWritten() {
    logLines::append(path("a.jsonl"), logLines::line({}));
    logLines::append(m_temporary->path().toStdString() + "/cache", "a file where a directory should be");
    const SnapshotPtr loaded = load();
    QCOMPARE(loaded->counts.lines.accepted, 1u);
    QVERIFY(loaded->cacheNotice);
}

void TestIndexCache::triesAgainAtTheEnd() {
    logLines::append(path("a.jsonl"), logLines::line({}));
    const std::string obstacle = m_temporary->path().toStdString() + "/cache";
    logLines::append(obstacle, "a file where a directory should be");
    DirectoryReader reader(m_logs, 1);
    IndexKeeper keeper(m_logs, m_cache);
    QVERIFY(readAll(reader, unknownTime));
    QVERIFY(keeper.isWorthwhile(reader, true));
    keeper.write(reader);
    keeper.wait();
    QVERIFY(keeper.notice());
    QVERIFY(!keeper.isWorthwhile(reader, false));
    QVERIFY(keeper.isWorthwhile(reader, true));
    fs::remove(obstacle);
    keeper.write(reader);
    keeper.wait();
    QVERIFY(!keeper.notice());
    QVERIFY(!keeper.isWorthwhile(reader, true));
    QVERIFY(!load()->cacheNotice);
}

void TestIndexCache::oldestAreRemoved() {
    QVERIFY(
        makeCacheDirectory((fs::create_directories(m_temporary->path().toStdString() + "/cache"), m_cache.directory)));
    const auto now = fs::file_time_type::clock::now();
    const auto put = [&](const std::string& name, int hoursAgo) {
        setContent(m_cache.directory + "/" + name, std::string(100, 'x'));
        fs::last_write_time(m_cache.directory + "/" + name, now - std::chrono::hours(hoursAgo));
    };
    put("a.index", 1);
    put("b.index", 3);
    put("c.index", 9); // the one that was just written stays, whatever its time
    put("d.index", 2);
    put("e.index.7.part", 5);
    put("f.index.8.part", 0);
    put("other", 100);
    m_cache.most = 299;
    trimCaches(m_cache, m_cache.directory + "/c.index");
    std::set<std::string> left;
    for (const auto& entry : fs::directory_iterator(m_cache.directory))
        left.insert(entry.path().filename().string());
    QCOMPARE(left, (std::set<std::string>{"a.index", "c.index", "f.index.8.part", "other"}));
}

QTEST_GUILESS_MAIN(TestIndexCache)
#include "tst_index_cache.moc"
