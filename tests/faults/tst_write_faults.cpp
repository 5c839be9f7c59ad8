// SPDX-License-Identifier: GPL-3.0-or-later
// Writes that fail at any byte, in any of the ways a system has.
#include <QtTest>

#include <cerrno>

#include <moie/base/calendar.h>
#include <moie/logging/line_batch.h>
#include <moie/logging/logger.h>

#include "core/logging/log_directory.h"

using namespace std::chrono_literals;
using moie::Category;
using moie::FileOperations;
using moie::Level;
using moie::LineBatch;

namespace {

const std::vector<std::string> lines{"{\"a\": 1}\n", "{\"bb\": 22}\n", "{\"c\": [3, 3]}\n"};
const std::string foreignLine = "{\"foreign\": 0}\n";

std::size_t totalSize() {
    std::size_t sum = 0;
    for (const std::string& line : lines)
        sum += line.size();
    return sum;
}

// Real files, of which the write that would pass the given byte takes only what comes before it, and the next one fails
// with the error; later ones work.
FileOperations failingAt(std::size_t byte, int error) {
    struct State {
        std::size_t left;
        bool failed = false;
    };
    FileOperations operations = moie::systemFileOperations();
    operations.write = [state = std::make_shared<State>(State{byte}), error,
                        real = operations.write](int file, const char* bytes, std::size_t size) {
        if (state->failed || size <= state->left) {
            state->left -= std::min(size, state->left);
            return real(file, bytes, size);
        }
        if (state->left == 0) {
            state->failed = true;
            errno = error;
            return ssize_t{-1};
        }
        return real(file, bytes, std::exchange(state->left, 0));
    };
    return operations;
}

// As `real`, but that files with the part in their path cannot be opened.
std::function<int(const char*)> failingFor(const char* part, const std::function<int(const char*)>& real) {
    return [part, real](const char* path) {
        if (std::string_view(path).find(part) == std::string_view::npos)
            return real(path);
        errno = EMFILE;
        return -1;
    };
}

std::vector<std::string> wholeLines(const std::string& text) {
    std::vector<std::string> found;
    for (const std::string& line : LogDirectory::linesOf(text))
        if (!line.empty() && nlohmann::json::accept(line))
            found.push_back(line + '\n');
    return found;
}

void appendForeign(const std::string& path) {
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::Append));
    QCOMPARE(file.write(foreignLine.c_str()), static_cast<qint64>(foreignLine.size()));
}

} // namespace

class TestWriteFaults : public QObject {
    Q_OBJECT

private slots:
    void keepEachLineOnceAtEveryByte_data();
    void keepEachLineOnceAtEveryByte();
    void surviveOneByteAtATime();
    void countALineOnlyWithItsNewline();
    void reportASystemThatTakesNothing();
    void reportAFailedSynchronization();
    void synchronizeTheNamesOfNewFiles();
    void doNotRepeatOtherCategories();
    void areToldOfAndCounted();
    void retryByThemselves();
    void areNotTriedAllTheTime();
    void doNotFeedACallbackThatLogs();
    void doNotHinderOtherCategories();
    void fillTheMemoryToItsLimitOnly();
    void dropNothingThatTheDiskWouldTake();
    void tellOfDropsUnderAnyLimit();
    void tellAtTheEndOfDropsToo();
    void reportWhatOthersMayRead();
};

void TestWriteFaults::keepEachLineOnceAtEveryByte_data() {
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("foreign");
    QTest::newRow("no space") << ENOSPC << false;
    QTest::newRow("input/output") << EIO << false;
    QTest::newRow("interrupted") << EINTR << false;
    QTest::newRow("quota, while another writer appends") << EDQUOT << true;
    QTest::newRow("no space, while another writer appends") << ENOSPC << true;
}

void TestWriteFaults::keepEachLineOnceAtEveryByte() {
    QFETCH(int, error);
    QFETCH(bool, foreign);
    for (std::size_t byte = 0; byte <= totalSize(); ++byte) {
        LogDirectory directory;
        const std::string path = directory.path("/x.jsonl");
        LineBatch batch;
        for (const std::string& line : lines)
            batch.add(line);
        const FileOperations operations = failingAt(byte, error);
        const bool fails = byte < totalSize() && error != EINTR;
        QCOMPARE(bool(batch.appendTo(path, operations)), !fails);
        std::vector<std::string> expected = lines;
        if (foreign) {
            appendForeign(path);
            expected.push_back(foreignLine);
        }
        QVERIFY(batch.appendTo(path, operations));
        QVERIFY(batch.done());
        // A foreign writer that does not look at the file's end glues its line to our torn one; its reader finds it by
        // its beginning. None of ours is harmed.
        const std::string text = directory.bytes("/x.jsonl");
        std::vector<std::string> found = wholeLines(text);
        QVERIFY(!foreign || text.find(foreignLine) != std::string::npos);
        std::erase(found, foreignLine);
        std::erase(expected, foreignLine);
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
        QCOMPARE(found, expected);
    }
}

void TestWriteFaults::surviveOneByteAtATime() {
    LogDirectory directory;
    FileOperations operations = moie::systemFileOperations();
    int calls = 0;
    operations.write = [&calls, real = operations.write](int file, const char* bytes, std::size_t) {
        if (++calls % 3 == 0) {
            errno = EINTR;
            return ssize_t{-1};
        }
        // Otherwise a line would never be whole: what is torn is begun again.
        return real(file, bytes, static_cast<std::size_t>(calls));
    };
    LineBatch batch;
    for (const std::string& line : lines)
        batch.add(line);
    QVERIFY(batch.appendTo(directory.path("/x.jsonl"), operations));
    QCOMPARE(wholeLines(directory.bytes("/x.jsonl")), lines);
}

void TestWriteFaults::countALineOnlyWithItsNewline() {
    LogDirectory directory;
    const std::string path = directory.path("/x.jsonl");
    LineBatch batch;
    batch.add(lines[0]);
    const FileOperations operations = failingAt(lines[0].size() - 1, ENOSPC);
    QVERIFY(!batch.appendTo(path, operations));
    QCOMPARE(batch.waiting(), std::size_t{1});
    appendForeign(path); // glued to our line, which is therefore written again
    QVERIFY(batch.appendTo(path, operations));
    QCOMPARE(wholeLines(directory.bytes("/x.jsonl")), std::vector<std::string>{lines[0]});

    LineBatch rotated;
    rotated.add(lines[0]);
    const FileOperations again = failingAt(lines[0].size() - 1, ENOSPC);
    const std::string other = directory.path("/y.jsonl");
    QVERIFY(!rotated.appendTo(other, again));
    QVERIFY(QFile::rename(QString::fromStdString(other), QString::fromStdString(other + ".1")));
    rotated.add(lines[1]);
    QVERIFY(rotated.appendTo(other, again));
    QCOMPARE(directory.bytes("/y.jsonl.1") + '\n', lines[0]);
    QCOMPARE(directory.bytes("/y.jsonl"), lines[1]);
}

void TestWriteFaults::reportASystemThatTakesNothing() {
    LogDirectory directory;
    FileOperations operations = moie::systemFileOperations();
    operations.write = [](int, const char*, std::size_t) { return ssize_t{0}; };
    LineBatch batch;
    batch.add(lines[0]);
    QVERIFY(!batch.appendTo(directory.path("/x.jsonl"), operations));
    QCOMPARE(batch.waiting(), std::size_t{1});
}

void TestWriteFaults::reportAFailedSynchronization() {
    LogDirectory directory;
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms, .synchronizeImportant = true};
    std::vector<moie::Error> errors;
    options.onError = [&errors](const moie::Error& error) { errors.push_back(error); };
    int synchronized = 0;
    options.fileOperations.synchronize = [&synchronized](int) {
        errno = EIO;
        return ++synchronized == 1 ? 0 : -1;
    };
    const auto logger = *moie::Logger::open(std::move(options));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "not synchronized"));
    QVERIFY(logger->flush());
    QCOMPARE(synchronized, 0);
    QVERIFY(logger->log(Level::Critical, Category::Safety, "synchronized"));
    QCOMPARE(synchronized, 1);
    QVERIFY(errors.empty());
    QVERIFY(logger->log(Level::Critical, Category::Safety, "in vain"));
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(logger->counts().written, std::uint64_t{3});
    QCOMPARE(directory.entries().size(), std::size_t{3});
}

void TestWriteFaults::synchronizeTheNamesOfNewFiles() {
    LogDirectory directory;
    moie::ManualClock clock(*moie::parseIso("2026-11-20T12:00:00"));
    moie::LoggerOptions options{
        .directory = directory.path(), .flushInterval = 0ms, .synchronizeImportant = true, .clock = &clock};
    std::vector<std::string> synchronized;
    options.fileOperations.synchronizeDirectory =
        [&synchronized, real = options.fileOperations.synchronizeDirectory](const char* path) {
            synchronized.emplace_back(path);
            return real(path);
        };
    const auto logger = *moie::Logger::open(std::move(options));
    const auto logOne = [&] { return logger->log(Level::Error, Category::Cbf, "x").has_value(); };
    QVERIFY(logger->log(Level::Info, Category::Cbf, "makes the file"));
    QVERIFY(logger->flush());
    QVERIFY(synchronized.empty());
    QVERIFY(logOne() && logOne());
    const std::string above = QFileInfo(QString::fromStdString(directory.path())).path().toStdString();
    const std::vector<std::string> once{directory.path("/safety"), directory.path(), above};
    QCOMPARE(synchronized, once);
    QVERIFY(QFile::remove(QString::fromStdString(directory.path("/safety/cbf_2026-11-20.jsonl"))));
    QVERIFY(logOne());
    QCOMPARE(synchronized.size(), 2 * once.size());
    QCOMPARE(logger->counts().waiting(), std::uint64_t{0});
}

void TestWriteFaults::doNotRepeatOtherCategories() {
    LogDirectory directory;
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms};
    bool broken = true;
    options.fileOperations.openForAppending = [&broken,
                                               real = options.fileOperations.openForAppending](const char* path) {
        if (broken && std::string_view(path).find("/cbf_") != std::string_view::npos) {
            errno = EMFILE;
            return -1;
        }
        return real(path);
    };
    const auto logger = *moie::Logger::open(std::move(options));
    for (int i = 0; i < 10; ++i) {
        QVERIFY(logger->log(Level::Info, Category::Cbf, "kept"));
        QVERIFY(logger->log(Level::Info, Category::Performance, "written"));
        QVERIFY(!logger->flush());
    }
    QCOMPARE(logger->counts().written, std::uint64_t{10});
    broken = false;
    QVERIFY(logger->flush());
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t{20});
    for (std::uint64_t n = 1; n <= 20; ++n)
        QCOMPARE(entries.count(n), std::size_t{1});
}

void TestWriteFaults::areToldOfAndCounted() {
    LogDirectory directory;
    std::vector<moie::Error> errors;
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms};
    options.onError = [&errors](const moie::Error& error) { errors.push_back(error); };
    options.fileOperations.write = [](int, const char*, std::size_t) {
        errno = ENOSPC;
        return ssize_t{-1};
    };
    auto logger = *moie::Logger::open(std::move(options));
    QVERIFY(logger->log(Level::Error, Category::SystemState, "x"));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "y"));
    const auto counts = logger->counts();
    QCOMPARE(counts.failedWrites, std::uint64_t{1});
    QCOMPARE(counts.waiting(), std::uint64_t{2});
    QCOMPARE(errors.size(), std::size_t{1});
    QVERIFY(errors[0].code == moie::ErrorCode::NoSpace);
    logger.reset();
    QCOMPARE(errors.back().text, std::string("2 entries are lost: they could not be written"));
}

void TestWriteFaults::retryByThemselves() {
    LogDirectory directory;
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 5ms};
    std::atomic<int> attempts = 0;
    options.fileOperations.write = [&attempts, real = options.fileOperations.write](int file, const char* bytes,
                                                                                    std::size_t size) {
        errno = EIO;
        return ++attempts < 3 ? ssize_t{-1} : real(file, bytes, size);
    };
    const auto logger = *moie::Logger::open(std::move(options));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    QTRY_COMPARE(logger->counts().written, std::uint64_t{1});
    QCOMPARE(attempts.load(), 3);
}

void TestWriteFaults::areNotTriedAllTheTime() {
    LogDirectory directory;
    moie::LoggerOptions options{.directory = directory.path(), .bufferSize = 10};
    options.fileOperations.openForAppending = failingFor("/cbf_", options.fileOperations.openForAppending);
    const auto logger = *moie::Logger::open(std::move(options));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(logger->log(Level::Info, i % 2 == 0 ? Category::Cbf : Category::Performance, "x"));
    QTRY_COMPARE(logger->counts().written, std::uint64_t{10'000});
    const auto failures = logger->counts().failedWrites; // at first, and every second
    QVERIFY2(failures >= 1 && failures <= 1 + std::uint64_t(timer.elapsed() / 1000),
             qPrintable(QString::number(failures)));
    QVERIFY(!logger->flush()); // at once when it is asked for
    QCOMPARE(logger->counts().failedWrites, failures + 1);
}

void TestWriteFaults::doNotFeedACallbackThatLogs() {
    LogDirectory directory;
    moie::Logger* inner = nullptr;
    int told = 0;
    moie::LoggerOptions options{.directory = directory.path(), .bufferSize = 1, .flushInterval = 0ms};
    options.onError = [&](const moie::Error& error) {
        ++told;
        static_cast<void>(inner->log(Level::Error, Category::SystemState, error.text));
        static_cast<void>(inner->flush());
    };
    options.fileOperations.write = [](int, const char*, std::size_t) {
        errno = ENOSPC;
        return ssize_t{-1};
    };
    auto logger = *moie::Logger::open(std::move(options));
    inner = logger.get();
    QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
    QVERIFY(!logger->flush());
    QVERIFY(!logger->flush());
    // One file failed, then with the callback's own two, twice; a fifth was logged by the last of these.
    QCOMPARE(logger->counts().failedWrites, std::uint64_t{5});
    QCOMPARE(logger->counts().waiting(), std::uint64_t{6});
    logger.reset(); // it tries both once more, and tells of what is lost
    QCOMPARE(told, 8);
}

void TestWriteFaults::doNotHinderOtherCategories() {
    LogDirectory directory;
    moie::LoggerOptions options{
        .directory = directory.path(), .flushInterval = 0ms, .maxUnwritten = 200, .memoryLimit = 200'000};
    options.fileOperations.openForAppending = failingFor("/cbf_", options.fileOperations.openForAppending);
    const auto logger = *moie::Logger::open(std::move(options));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "held"));
    QVERIFY(!logger->flush());
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(logger->log(Level::Info, Category::Performance, std::string(500, 'x')));
    QVERIFY(!logger->flush());
    QCOMPARE(logger->counts().written, std::uint64_t{20'000});
    QCOMPARE(logger->counts().dropped, std::uint64_t{0});
}

void TestWriteFaults::fillTheMemoryToItsLimitOnly() {
    LogDirectory directory;
    moie::LoggerOptions options{
        .directory = directory.path(), .flushInterval = 0ms, .memoryLimit = 100'000, .sessionId = "s"};
    std::atomic<bool> full = true;
    options.fileOperations.write = [&full, real = options.fileOperations.write](int file, const char* bytes,
                                                                                std::size_t size) {
        errno = ENOSPC;
        return full ? ssize_t{-1} : real(file, bytes, size);
    };
    const auto logger = *moie::Logger::open(std::move(options));
    std::uint64_t refused = 0;
    for (int i = 0; i < 500; ++i)
        refused += !logger->log(Level::Info, Category::Cbf, std::string(1000, 'x'));
    QVERIFY(refused > 390); // at most 100 lines of over 1,000 bytes fit
    QCOMPARE(logger->counts().dropped, refused);
    full = false;
    QVERIFY(logger->flush());
    QVERIFY(logger->flush()); // the first one found room for the notice
    const auto counts = logger->counts();
    QCOMPARE(counts.waiting(), std::uint64_t{0});
    QCOMPARE(counts.written, 500 - refused + 1);
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t(501 - refused));
    const auto& notice = entries.find(501)->second;
    QCOMPARE(notice["level"], nlohmann::ordered_json("warning"));
    QCOMPARE(notice["category"], nlohmann::ordered_json("system_state"));
    QCOMPARE(notice["data"]["dropped"], nlohmann::ordered_json(refused));
    QCOMPARE(notice["data"]["last_n"], nlohmann::ordered_json(500));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "as before"));
}

// Lines that are longer than their values, and callers that are faster than the disk.
void TestWriteFaults::dropNothingThatTheDiskWouldTake() {
    LogDirectory directory;
    const auto logger =
        *moie::Logger::open({.directory = directory.path(), .flushInterval = 0ms, .memoryLimit = 100'000});
    for (int i = 0; i < 20; ++i)
        QVERIFY(logger->log(Level::Info, static_cast<Category>(i % 10), std::string(4000, '\1')));
    QVERIFY(logger->log(Level::Info, Category::Cbf, std::string(90'000, '\1')));
    QVERIFY(logger->flush());
    for (int i = 0; i < 1000; ++i)
        QVERIFY(logger->log(Level::Info, Category::Cbf, std::string(20'000, 'x')));
    QVERIFY(logger->flush());
    QCOMPARE(logger->counts().dropped, std::uint64_t{0});
    QCOMPARE(directory.entries().size(), std::size_t{1021});
}

void TestWriteFaults::tellOfDropsUnderAnyLimit() {
    LogDirectory directory;
    const auto logger = *moie::Logger::open({.directory = directory.path(), .flushInterval = 0ms, .memoryLimit = 1});
    QVERIFY(!logger->log(Level::Info, Category::Cbf, "x"));
    QVERIFY(logger->flush());
    QVERIFY(logger->flush());
    QCOMPARE(logger->counts().dropped, std::uint64_t{1});
    QCOMPARE(directory.entries().size(), std::size_t{1});
}

void TestWriteFaults::tellAtTheEndOfDropsToo() {
    LogDirectory directory;
    std::string last;
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms, .memoryLimit = 3000};
    options.onError = [&last](const moie::Error& error) { last = error.text; };
    options.fileOperations.openForAppending = failingFor("/cbf_", options.fileOperations.openForAppending);
    auto logger = *moie::Logger::open(std::move(options));
    QVERIFY(logger->log(Level::Info, Category::Cbf, std::string(1500, 'x')));
    QVERIFY(!logger->log(Level::Info, Category::Cbf, std::string(1500, 'x')));
    logger.reset();
    QCOMPARE(last, std::string("2 entries are lost: they could not be written"));
}

void TestWriteFaults::reportWhatOthersMayRead() {
    LogDirectory directory;
    const QString safety = QString::fromStdString(directory.path("/safety"));
    QVERIFY(QDir().mkpath(safety));
    QVERIFY(QFile::setPermissions(safety, QFile::Permissions(0x7755)));
    moie::ManualClock clock(*moie::parseIso("2026-11-20T12:00:00"));
    const QString file = safety + "/cbf_2026-11-20.jsonl";
    QFile(file).open(QIODevice::WriteOnly);
    QVERIFY(QFile::setPermissions(file, QFile::Permissions(0x6644)));
    std::vector<std::string> paths;
    moie::LoggerOptions options{.directory = directory.path(), .flushInterval = 0ms, .clock = &clock};
    options.onError = [&paths](const moie::Error& error) { paths.push_back(error.path); };
    const auto logger = *moie::Logger::open(std::move(options));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(logger->log(Level::Info, Category::Cbf, "x"));
        QVERIFY(logger->flush());
    }
    std::erase(paths, directory.path()); // made by mkpath with the umask's mode
    QCOMPARE(paths, (std::vector<std::string>{safety.toStdString(), file.toStdString()}));
}

QTEST_GUILESS_MAIN(TestWriteFaults)
#include "tst_write_faults.moc"
