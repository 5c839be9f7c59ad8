// SPDX-License-Identifier: GPL-3.0-or-later
// How a writing process comes to its end, or to a second life: exit, signals, fork, full file systems.
#include <QtTest>

#include <csignal>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/mount.h>
#include <sys/resource.h>
#endif

#include <moie/logging/logger.h>

#include "core/logging/log_directory.h"

using namespace std::chrono_literals;
using moie::Category;
using moie::Level;
using moie::Logger;

namespace {

std::unique_ptr<Logger> openQuiet(const std::string& directory, const std::string& session) {
    auto logger = Logger::open({.directory = directory, .flushInterval = 0ms, .sessionId = session});
    return logger ? std::move(*logger) : nullptr;
}

void logTen(Logger& logger) {
    for (int i = 0; i < 10; ++i)
        static_cast<void>(logger.log(Level::Info, Category::Cbf, "x"));
}

// Exits without destroying the logger.
int exitEarly(const std::string& directory) {
    Logger* logger = openQuiet(directory, "exit").release();
    logTen(*logger);
    std::exit(0);
}

// The child exits as a child usually does, its logger destroyed; then it has one of its own.
int forkWithAFullBuffer(const std::string& directory) {
    auto logger = openQuiet(directory, "parent");
    logTen(*logger);
    const pid_t child = ::fork();
    if (child == 0) {
        const bool refused = !logger->log(Level::Error, Category::Cbf, "x") && !logger->flush();
        logger.reset();
        Logger* own = openQuiet(directory, "child").release();
        logTen(*own);
        std::exit(refused ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    logTen(*logger);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

// Exits while a write fails, of which the first logger's host learns only then and opens a second one.
int exitIntoAnother(const std::string& directory) {
    static Logger* first = nullptr;
    static Logger* fallback = nullptr;
    moie::LoggerOptions options{.directory = directory + "/unwritable", .flushInterval = 0ms};
    options.onError = [directory](const moie::Error& error) {
        if (!fallback)
            fallback = openQuiet(directory, "fallback").release();
        static_cast<void>(fallback->log(Level::Warning, Category::SystemState, error.text));
    };
    options.fileOperations.write = [](int, const char*, std::size_t) {
        errno = EIO;
        return ssize_t{-1};
    };
    first = Logger::open(std::move(options))->release();
    logTen(*first);
    std::exit(0);
}

// Waits for a signal that it blocked after it had opened its logger.
int waitForASignal(const std::string& directory) {
    const auto logger = openQuiet(directory, "waits");
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGTERM);
    int received = 0;
    ::pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
    logTen(*logger);
    ::kill(::getpid(), SIGTERM);
    return ::sigwait(&awaited, &received) == 0 && received == SIGTERM ? 0 : 1;
}

int runAs(const std::string& mode, const std::string& directory) {
    if (mode == "--exit")
        return exitEarly(directory);
    if (mode == "--exit-into-another")
        return exitIntoAnother(directory);
    return mode == "--wait" ? waitForASignal(directory) : forkWithAFullBuffer(directory);
}

int run(const QString& mode, const LogDirectory& directory) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {mode, QString::fromStdString(directory.path())});
    return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

std::map<std::string, std::size_t> entriesBySession(const LogDirectory& directory) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [n, entry] : directory.entries())
        ++counts[entry["session_id"]];
    return counts;
}

} // namespace

class TestProcessEnds : public QObject {
    Q_OBJECT

private slots:
    void exitFlushes();
    void exitFlushesWhatACallbackOpens();
    void aForkedChildWritesNothingOfItsParents();
    void theHostMayWaitForItsSignals();
    void aSignalEndsAppendWithAllWritten_data();
    void aSignalEndsAppendWithAllWritten();
    void appendGoesOnAfterBadLines();
    void appendGoesOnWhereItCannotComplain();
    void appendNamesOnlyWhatItWrote();
    void aFullFileSystemLosesNothing();
};

void TestProcessEnds::exitFlushes() {
    LogDirectory directory;
    QCOMPARE(run("--exit", directory), 0);
    QCOMPARE(directory.entries().size(), std::size_t{10});
}

void TestProcessEnds::exitFlushesWhatACallbackOpens() {
    LogDirectory directory;
    QCOMPARE(run("--exit-into-another", directory), 0);
    QCOMPARE(entriesBySession(directory), (std::map<std::string, std::size_t>{{"fallback", 1}}));
}

void TestProcessEnds::theHostMayWaitForItsSignals() {
    LogDirectory directory;
    QCOMPARE(run("--wait", directory), 0);
    QCOMPARE(directory.entries().size(), std::size_t{10});
}

void TestProcessEnds::aForkedChildWritesNothingOfItsParents() {
    LogDirectory directory;
    QCOMPARE(run("--fork", directory), 0);
    QCOMPARE(entriesBySession(directory), (std::map<std::string, std::size_t>{{"child", 10}, {"parent", 20}}));
}

void TestProcessEnds::aSignalEndsAppendWithAllWritten_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestProcessEnds::aSignalEndsAppendWithAllWritten() {
    QFETCH(int, signal);
    LogDirectory directory;
    QProcess append;
    append.start(MOIELOG_PATH, {"append", QString::fromStdString(directory.path()), "--session", "s"});
    for (int n = 1; n <= 150; ++n)
        append.write(R"({"level": "info", "category": "cbf", "message": "x"})"
                     "\n");
    QByteArray ids;
    while (!ids.contains("s_150\n")) {
        QVERIFY(append.waitForReadyRead(10'000));
        ids += append.readAllStandardOutput();
    }
    QCOMPARE(directory.entries().size(), std::size_t{150}); // it has nothing to read, so all is written
    ::kill(static_cast<pid_t>(append.processId()), signal);
    QVERIFY(append.waitForFinished(10'000));
    QCOMPARE(append.exitStatus(), QProcess::CrashExit);
    QCOMPARE(append.exitCode(), signal);
    QCOMPARE(ids.count('\n'), 150);
}

void TestProcessEnds::appendGoesOnAfterBadLines() {
    LogDirectory directory;
    QProcess append;
    append.start(MOIELOG_PATH, {"append", QString::fromStdString(directory.path()), "--session", "s"});
    append.write("{\"level\": \"info\", \"category\": \"cbf\", \"message\": \"a\", \"data\": {\"x\": 1.0}}\n"
                 "no json\n"
                 "\n"
                 "{\"level\": \"loud\", \"category\": \"cbf\", \"message\": \"b\"}\n"
                 "{\"level\": \"info\", \"category\": \"../cbf\", \"message\": \"c\"}\n"
                 "{\"level\": \"error\", \"category\": \"safety\", \"message\": \"d\", \"metadata\": {\"k\": \"v\"}}");
    append.closeWriteChannel();
    QVERIFY(append.waitForFinished(10'000));
    QCOMPARE(append.exitCode(), 1);
    QCOMPARE(append.readAllStandardOutput(), QByteArray("s_1\ns_2\n"));
    const QByteArray complaints = append.readAllStandardError();
    for (const char* line : {"line 2: not a JSON object", "line 4: unknown level", "line 5: unknown category"})
        QVERIFY2(complaints.contains(line), complaints.constData());
    const auto entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t{2});
    QCOMPARE(QByteArray::fromStdString(entries.find(1)->second["data"].dump()), QByteArray("{\"x\":1.0}"));
    QCOMPARE(QByteArray::fromStdString(entries.find(2)->second["metadata"].dump()), QByteArray("{\"k\":\"v\"}"));
}

void TestProcessEnds::appendGoesOnWhereItCannotComplain() {
    if (!QFileInfo::exists("/dev/full"))
        QSKIP("no /dev/full");
    LogDirectory directory;
    QVERIFY(QDir().mkpath(QString::fromStdString(directory.path())));
    QVERIFY(QFile::setPermissions(QString::fromStdString(directory.path()), QFile::Permissions(0x7755)));
    QProcess append;
    append.setStandardErrorFile("/dev/full");
    append.start(MOIELOG_PATH, {"append", QString::fromStdString(directory.path())});
    append.write("no json\n{\"level\": \"info\", \"category\": \"cbf\", \"message\": \"x\"}\n");
    append.closeWriteChannel();
    QVERIFY(append.waitForFinished(10'000));
    QCOMPARE(append.exitCode(), 1);
    QCOMPARE(directory.entries().size(), std::size_t{1});
}

// Its files may not grow until its memory is full of lines three times as long as their texts.
void TestProcessEnds::appendNamesOnlyWhatItWrote() {
#ifdef __linux__
    LogDirectory directory;
    QProcess append;
    append.setChildProcessModifier([] {
        rlimit limit = {};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        limit.rlim_cur = 1000;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    });
    append.start(MOIELOG_PATH, {"append", QString::fromStdString(directory.path()), "--session", "s"});
    for (int i = 0; i < 500; ++i)
        append.write(R"({"level": "info", "category": "cbf", "message": ")" + QByteArray("\u0436").repeated(30'000) +
                     "\"}\n");
    while (append.bytesToWrite() > 0)
        QVERIFY(append.waitForBytesWritten(20'000));
    const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
    QCOMPARE(::prlimit(static_cast<pid_t>(append.processId()), RLIMIT_FSIZE, &unlimited, nullptr), 0);
    append.write(R"({"level": "info", "category": "cbf", "message": "last"})"
                 "\n");
    append.closeWriteChannel();
    QVERIFY(append.waitForFinished(20'000));
    const QByteArray complaints = append.readAllStandardError();
    QVERIFY2(complaints.contains("are lost"), complaints.constData());
    QVERIFY(append.exitCode() == 1 || append.exitCode() == 3);
    std::set<QByteArray> written;
    for (const auto& [name, lines] : directory.files()) {
        for (const std::string& line : lines) {
            const auto entry = nlohmann::json::parse(line, nullptr, false);
            if (entry.is_object())
                written.insert(QByteArray::fromStdString(entry["interaction_id"].get<std::string>()));
        }
    }
    for (const QByteArray& id : append.readAllStandardOutput().split('\n'))
        QVERIFY2(id.isEmpty() || written.count(id) == 1, id.constData());
#else
    QSKIP("needs a limit that is changed from outside");
#endif
}

void TestProcessEnds::aFullFileSystemLosesNothing() {
#ifdef __linux__
    QTemporaryDir mountPoint;
    const std::string path = mountPoint.path().toStdString();
    if (::mount("tmpfs", path.c_str(), "tmpfs", 0, "size=256k") != 0)
        QSKIP("mounting a small file system is not allowed here");
    const auto unmount = qScopeGuard([&path] { ::umount2(path.c_str(), MNT_DETACH); });
    const std::string filler = path + "/filler";
    const auto entryCount = std::uint64_t{300};
    {
        QFile file(QString::fromStdString(filler));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(150'000, 'x'));
    }
    auto logger = openQuiet(path + "/logs", "s");
    for (std::uint64_t n = 1; n <= entryCount; ++n)
        QVERIFY(logger->log(n % 20 == 0 ? Level::Error : Level::Info, Category::Cbf, std::string(500, 'x')));
    QVERIFY(!logger->flush());
    QVERIFY(logger->counts().waiting() > 0);
    QVERIFY(logger->counts().written > 0);
    QVERIFY(QFile::remove(QString::fromStdString(filler)));
    QVERIFY(logger->flush());
    QCOMPARE(logger->counts().written, entryCount);
    logger.reset();
    std::multiset<std::string> ids;
    QDirIterator walk(QString::fromStdString(path + "/logs/safety"), QDir::Files);
    QVERIFY(walk.hasNext());
    QFile file(walk.next());
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const std::string& line : LogDirectory::linesOf(file.readAll().toStdString())) {
        const auto entry = nlohmann::json::parse(line, nullptr, false);
        if (entry.is_object())
            ids.insert(entry["interaction_id"].get<std::string>());
    }
    QCOMPARE(ids.size(), std::size_t{entryCount});
    for (std::uint64_t n = 1; n <= entryCount; ++n)
        QCOMPARE(ids.count("s_" + std::to_string(n)), std::size_t{1});
#else
    QSKIP("needs a small file system that can be mounted");
#endif
}

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]).starts_with("--"))
        return runAs(argv[1], argv[2]);
    QCoreApplication app(argc, argv);
    TestProcessEnds test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_process_ends.moc"
