// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <atomic>
#include <cmath>
#include <set>
#include <thread>

#include <sys/stat.h>

#include <moie/base/calendar.h>
#include <moie/logging/logger.h>

#include "core/logging/log_directory.h"

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;
using moie::Category;
using moie::Level;
using moie::Logger;
using moie::LoggerOptions;

namespace {

std::unique_ptr<Logger> openLogger(LoggerOptions options) {
    auto logger = Logger::open(std::move(options));
    return logger ? std::move(*logger) : nullptr;
}

// A logger that writes only when it is told to.
LoggerOptions quiet(const LogDirectory& directory) {
    return {.directory = directory.path(), .flushInterval = 0ms, .sessionId = "s"};
}

} // namespace

class TestLogger : public QObject {
    Q_OBJECT

private slots:
    void makesTheTree();
    void saysWhyItCannotStart();
    void givesASessionIdOfItsOwn();
    void writesImportantEntriesAtOnce_data();
    void writesImportantEntriesAtOnce();
    void withABufferOfOneWritesAtOnce();
    void aFullBufferIsFlushed();
    void theTimerFlushes();
    void theDestructorFlushes();
    void filesEntriesByTheirOwnDay();
    void keepsWhatCannotBeWritten();
    void findsARemovedDirectory();
    void marksWhatItReplaced();
    void theSessionIdNamesNoPath();
    void staysWhereItWasOpened();
    void refusesWhatIsNoLevelOrCategory();
    void marksAPayloadThatCouldNotBeMade();
    void filesBySummerTimeAndClocksSetBack();
    void goesOnInANewFileAfterRotation();
    void keepsSeveralSessionsApart();
    void keepsTheLastValuesOfASeries();
    void losesNothingUnderThreads();
};

void TestLogger::makesTheTree() {
    LogDirectory directory;
    QVERIFY(openLogger(quiet(directory)));
    for (const char* name :
         {"", "/interactions", "/evolution", "/performance", "/safety", "/adaptations", "/analytics"}) {
        struct stat status = {};
        QCOMPARE(::stat(directory.path(name).c_str(), &status), 0);
        QVERIFY(S_ISDIR(status.st_mode));
        QCOMPARE(status.st_mode & 0777u, 0700u);
    }
}

void TestLogger::saysWhyItCannotStart() {
    LogDirectory directory;
    QVERIFY(!Logger::open({}));
    QVERIFY(!Logger::open({.directory = directory.path(), .clock = nullptr}));
    QFile file(QString::fromStdString(directory.path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto opened = Logger::open(quiet(directory));
    QVERIFY(!opened);
    QVERIFY(opened.error().code == moie::ErrorCode::NotADirectory);
    QVERIFY(opened.error().path.starts_with(directory.path()));
}

void TestLogger::givesASessionIdOfItsOwn() {
    LogDirectory directory;
    const auto first = openLogger({.directory = directory.path()});
    const auto second = openLogger({.directory = directory.path()});
    const QRegularExpression uuid4("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
    QVERIFY(uuid4.match(QString::fromStdString(first->sessionId())).hasMatch());
    QVERIFY(first->sessionId() != second->sessionId());
    QCOMPARE(*first->log(Level::Info, Category::Cbf, "x"), first->sessionId() + "_1");
    QCOMPARE(*first->log(Level::Info, Category::Cbf, "x"), first->sessionId() + "_2");
}

void TestLogger::writesImportantEntriesAtOnce_data() {
    QTest::addColumn<int>("level");
    QTest::addColumn<bool>("atOnce");
    for (const Level level : {Level::Debug, Level::Info, Level::Warning})
        QTest::newRow(std::string(toString(level)).c_str()) << static_cast<int>(level) << false;
    for (const Level level : {Level::Error, Level::Critical, Level::Evolution})
        QTest::newRow(std::string(toString(level)).c_str()) << static_cast<int>(level) << true;
}

void TestLogger::writesImportantEntriesAtOnce() {
    QFETCH(int, level);
    QFETCH(bool, atOnce);
    LogDirectory directory;
    const auto logger = openLogger(quiet(directory));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "before"));
    QVERIFY(logger->log(static_cast<Level>(level), Category::Safety, "now"));
    QCOMPARE(directory.entries().size(), std::size_t(atOnce ? 2 : 0));
    QCOMPARE(logger->counts().waiting(), std::uint64_t(atOnce ? 0 : 2));
}

void TestLogger::withABufferOfOneWritesAtOnce() {
    LogDirectory directory;
    LoggerOptions options = quiet(directory);
    options.bufferSize = 1;
    const auto logger = openLogger(std::move(options));
    QVERIFY(logger->log(Level::Debug, Category::Temperature, "x"));
    QCOMPARE(directory.entries().size(), std::size_t{1});
}

void TestLogger::aFullBufferIsFlushed() {
    LogDirectory directory;
    LoggerOptions options = quiet(directory);
    options.bufferSize = 3;
    const auto logger = openLogger(std::move(options));
    for (int i = 0; i < 3; ++i)
        QVERIFY(logger->log(Level::Info, Category::Performance, "x"));
    QTRY_COMPARE(logger->counts().written, std::uint64_t{3});
    QCOMPARE(directory.entries().size(), std::size_t{3});
}

void TestLogger::theTimerFlushes() {
    LogDirectory directory;
    const auto logger = openLogger({.directory = directory.path(), .flushInterval = 10ms});
    QVERIFY(logger->log(Level::Info, Category::Performance, "x"));
    QTRY_COMPARE(directory.entries().size(), std::size_t{1});
}

void TestLogger::theDestructorFlushes() {
    LogDirectory directory;
    auto logger = openLogger(quiet(directory));
    QVERIFY(logger->log(Level::Info, Category::Performance, "x"));
    QVERIFY(directory.entries().empty());
    logger.reset();
    QCOMPARE(directory.entries().size(), std::size_t{1});
}

void TestLogger::filesEntriesByTheirOwnDay() {
    LogDirectory directory;
    moie::ManualClock clock(*moie::parseIso("2026-11-20T23:59:50"));
    LoggerOptions options = quiet(directory);
    options.clock = &clock;
    const auto logger = openLogger(std::move(options));
    QVERIFY(logger->log(Level::Info, Category::Interaction, "late"));
    clock.advance(20s);
    QVERIFY(logger->log(Level::Info, Category::Interaction, "early"));
    QVERIFY(logger->flush());
    const auto files = directory.files();
    QCOMPARE(files.size(), std::size_t{2});
    QCOMPARE(Json::parse(files.at("/interactions/interaction_2026-11-20.jsonl").at(0))["message"], Json("late"));
    QCOMPARE(Json::parse(files.at("/interactions/interaction_2026-11-21.jsonl").at(0))["message"], Json("early"));
}

void TestLogger::keepsWhatCannotBeWritten() {
    LogDirectory directory;
    moie::ManualClock clock(*moie::parseIso("2026-11-20T12:00:00"));
    std::vector<moie::Error> errors;
    LoggerOptions options = quiet(directory);
    options.clock = &clock;
    options.onError = [&errors](const moie::Error& error) { errors.push_back(error); };
    const auto logger = openLogger(std::move(options));
    const std::string blocked = directory.path("/safety/cbf_2026-11-20.jsonl");
    QVERIFY(QDir().mkdir(QString::fromStdString(blocked)));

    QVERIFY(logger->log(Level::Info, Category::Performance, "1"));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "2"));
    QVERIFY(logger->log(Level::Evolution, Category::Evolution, "3"));
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors[0].path, blocked);
    QVERIFY(!logger->flush());
    QVERIFY(logger->log(Level::Info, Category::Cbf, "4"));
    QCOMPARE(logger->counts().waiting(), std::uint64_t{2});
    QCOMPARE(directory.entries().size(), std::size_t{2});

    QVERIFY(QDir().rmdir(QString::fromStdString(blocked)));
    QVERIFY(logger->flush());
    QCOMPARE(logger->counts().waiting(), std::uint64_t{0});
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t{4});
    for (std::uint64_t n = 1; n <= 4; ++n)
        QCOMPARE(entries.find(n)->second["message"], Json(std::to_string(n)));
}

void TestLogger::findsARemovedDirectory() {
    LogDirectory directory;
    const auto logger = openLogger(quiet(directory));
    QVERIFY(QDir(QString::fromStdString(directory.path())).removeRecursively());
    QVERIFY(logger->log(Level::Error, Category::SystemState, "x"));
    QCOMPARE(directory.entries().size(), std::size_t{1});
}

void TestLogger::marksWhatItReplaced() {
    LogDirectory directory;
    const auto logger = openLogger(quiet(directory));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "bad \xff", {{"a", {{"b", std::nan("")}}}}, {{"c", INFINITY}}));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "list", Json::array({1, 2}), "text"));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "null", nullptr, nullptr));
    QVERIFY(logger->flush());
    const auto entries = directory.entries();
    const auto entry = [&entries](std::uint64_t n) {
        return QByteArray::fromStdString(entries.find(n)->second.dump());
    };
    QVERIFY(entry(1).contains("\"message\":\"bad \xef\xbf\xbd\",\"data\":{\"a\":{\"b\":null}},\"metadata\":{\"c\":null,"
                              "\"non_finite\":[\"data.a.b\",\"metadata.c\"],\"invalid_utf8\":[\"message\"]}}"));
    QVERIFY(entry(2).contains(
        R"("data":{"value":[1,2]},"metadata":{"value":"text","not_an_object":["data","metadata"]}})"));
    QVERIFY(entry(3).contains(R"("data":{},"metadata":{}})"));
}

void TestLogger::theSessionIdNamesNoPath() {
    LogDirectory directory;
    LoggerOptions options = quiet(directory);
    options.sessionId = "../../etc/\"x";
    const auto logger = openLogger(std::move(options));
    QVERIFY(logger->log(Level::Error, Category::SystemState, "../x"));
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t{1});
    QCOMPARE(entries.find(1)->second["session_id"], Json("../../etc/\"x"));
}

// A host may change its working directory, as daemons do.
void TestLogger::staysWhereItWasOpened() {
    LogDirectory directory;
    const QTemporaryDir elsewhere;
    const QString before = QDir::currentPath();
    const auto back = qScopeGuard([&before] { QDir::setCurrent(before); });
    QVERIFY(QDir::setCurrent(QFileInfo(QString::fromStdString(directory.path())).path()));
    const auto logger = openLogger({.directory = "logs", .flushInterval = 0ms});
    QVERIFY(QDir::setCurrent(elsewhere.path()));
    QVERIFY(logger->log(Level::Error, Category::Cbf, "x"));
    QCOMPARE(directory.entries().size(), std::size_t{1});
    QVERIFY(QDir(elsewhere.path()).isEmpty());
}

void TestLogger::refusesWhatIsNoLevelOrCategory() {
    LogDirectory directory;
    const auto logger = openLogger(quiet(directory));
    QVERIFY(!logger->log(static_cast<Level>(6), Category::Cbf, "x"));
    QVERIFY(!logger->log(Level::Info, static_cast<Category>(200), "../../x"));
    QCOMPARE(logger->counts().logged, std::uint64_t{0});
    QVERIFY(logger->flush());
    QVERIFY(directory.files().empty());
}

void TestLogger::marksAPayloadThatCouldNotBeMade() {
    LogDirectory directory;
    const auto logger = openLogger(quiet(directory));
    QVERIFY(logger->logDeferred(Level::Info, Category::Cbf, "x",
                                [](moie::Time) -> moie::Payload { throw std::runtime_error("why"); }));
    QVERIFY(logger->log(Level::Info, Category::Cbf, "neighbour"));
    QVERIFY(logger->flush());
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t{2});
    QCOMPARE(entries.find(1)->second["metadata"]["payload_error"], Json("why"));
}

// Europe/Berlin: on 2026-03-29 the clock goes from 2:00 to 3:00, on 2026-10-25 from 3:00 back to 2:00.
void TestLogger::filesBySummerTimeAndClocksSetBack() {
    LogDirectory directory;
    moie::ManualClock clock(*moie::parseIso("2026-03-28T23:30:00+01:00"));
    LoggerOptions options = quiet(directory);
    options.clock = &clock;
    options.flushInterval = 10ms; // by a timer that does not know of the clock
    const auto logger = openLogger(std::move(options));
    const std::vector<std::pair<const char*, const char*>> moments{
        {"2026-03-28T23:30:00+01:00", "2026-03-28"}, {"2026-03-29T00:10:00+01:00", "2026-03-29"},
        {"2026-03-29T23:59:59+02:00", "2026-03-29"}, {"2026-03-30T00:00:00+02:00", "2026-03-30"},
        {"2026-10-25T23:59:59+01:00", "2026-10-25"}, {"2026-10-26T00:00:00+01:00", "2026-10-26"},
        {"2026-10-25T12:00:00+01:00", "2026-10-25"}, {"2026-03-29T12:00:00+02:00", "2026-03-29"}};
    std::map<std::string, std::size_t> expected;
    for (const auto& [time, day] : moments) {
        clock.set(*moie::parseIso(time));
        QVERIFY(logger->log(Level::Info, Category::Cbf, day));
        ++expected[std::string("/safety/cbf_") + day + ".jsonl"];
    }
    QTRY_COMPARE(logger->counts().written, std::uint64_t{moments.size()});
    std::map<std::string, std::size_t> found;
    for (const auto& [name, lines] : directory.files())
        found[name] = lines.size();
    QCOMPARE(found, expected);
}

void TestLogger::goesOnInANewFileAfterRotation() {
    LogDirectory directory;
    moie::ManualClock clock(*moie::parseIso("2026-11-20T12:00:00"));
    LoggerOptions options = quiet(directory);
    options.clock = &clock;
    const auto logger = openLogger(std::move(options));
    const QString file = QString::fromStdString(directory.path("/safety/cbf_2026-11-20.jsonl"));
    QVERIFY(logger->log(Level::Error, Category::Cbf, "1"));
    QVERIFY(QFile::rename(file, file + ".1"));
    QVERIFY(logger->log(Level::Error, Category::Cbf, "2"));
    QVERIFY(QFile::remove(file));
    QVERIFY(logger->log(Level::Error, Category::Cbf, "3"));
    QVERIFY(QFile::resize(file, 10)); // torn by somebody
    QVERIFY(logger->log(Level::Error, Category::Cbf, "4"));
    QCOMPARE(LogDirectory::linesOf(directory.bytes("/safety/cbf_2026-11-20.jsonl.1")).size(), std::size_t{1});
    const auto lines = LogDirectory::linesOf(directory.bytes("/safety/cbf_2026-11-20.jsonl"));
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].size(), std::size_t{10});
    QCOMPARE(Json::parse(lines[1])["message"], Json("4"));
}

void TestLogger::keepsSeveralSessionsApart() {
    LogDirectory directory;
    std::vector<std::unique_ptr<Logger>> loggers;
    for (const char* session : {"a", "b", "c"}) {
        LoggerOptions options = quiet(directory);
        options.sessionId = session;
        loggers.push_back(openLogger(std::move(options)));
    }
    for (int i = 0; i < 30; ++i)
        QVERIFY(loggers[static_cast<std::size_t>(i % 3)]->log(Level::Info, Category::Cbf, "x"));
    loggers.clear();
    const auto entries = directory.entries();
    for (std::uint64_t n = 1; n <= 10; ++n)
        QCOMPARE(entries.count(n), std::size_t{3});
    QCOMPARE(entries.size(), std::size_t{30});
}

void TestLogger::keepsTheLastValuesOfASeries() {
    LogDirectory directory;
    const auto logger = openLogger(quiet(directory));
    QVERIFY(logger->measured(moie::Series::Safety).empty());
    logger->measure(moie::Series::Performance, std::nan(""));
    for (int i = 0; i < 201; ++i)
        logger->measure(moie::Series::Performance, i);
    const auto values = logger->measured(moie::Series::Performance);
    QCOMPARE(values.size(), std::size_t{200});
    QCOMPARE(values.front(), 1.0);
    QCOMPARE(values.back(), 200.0);
    QVERIFY(logger->measured(moie::Series::Safety).empty());
}

void TestLogger::losesNothingUnderThreads() {
    constexpr std::uint64_t threadCount = 16;
    constexpr std::uint64_t perThread = 1000;
    LogDirectory directory;
    LoggerOptions options{.directory = directory.path(), .bufferSize = 7, .flushInterval = 1ms, .sessionId = "s"};
    auto logger = openLogger(std::move(options));
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> threads;
        for (std::uint64_t t = 0; t < threadCount; ++t) {
            threads.emplace_back([&logger, &failures, t] {
                for (std::uint64_t i = 0; i < perThread; ++i) {
                    const Level level = i % 50 == 0 ? Level::Evolution : Level::Info;
                    const Category category = i % 2 == 0 ? Category::Cbf : Category::Performance;
                    if (!logger->log(level, category, std::to_string(t), {{"i", i}}))
                        ++failures;
                }
            });
        }
    }
    logger.reset();
    QCOMPARE(failures.load(), 0);
    std::set<std::uint64_t> numbers;
    std::map<std::string, std::uint64_t> sumOfThread;
    for (const auto& [name, lines] : directory.files()) {
        std::uint64_t previous = 0;
        for (const std::string& line : lines) {
            const Json entry = Json::parse(line);
            const std::string id = entry["interaction_id"];
            const std::uint64_t n = std::stoull(id.substr(2));
            QVERIFY(n > previous); // in a file the order is that of n
            previous = n;
            QVERIFY(numbers.insert(n).second);
            sumOfThread[entry["message"]] += entry["data"]["i"].get<std::uint64_t>();
        }
    }
    QCOMPARE(numbers.size(), std::size_t{threadCount * perThread});
    QCOMPARE(*numbers.rbegin(), threadCount * perThread);
    for (const auto& [thread, sum] : sumOfThread)
        QCOMPARE(sum, perThread * (perThread - 1) / 2);
}

QTEST_GUILESS_MAIN(TestLogger)
#include "tst_logger.moc"
