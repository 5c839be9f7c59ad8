// SPDX-License-Identifier: GPL-3.0-or-later
// Writers that are killed with SIGKILL at random moments, again and again on the same files.
#include <QtTest>

#include <atomic>
#include <csignal>
#include <random>
#include <set>
#include <thread>

#include <unistd.h>

#include <sys/mman.h>

#include <moie/logging/love_vector_logger.h>

#include "core/logging/log_directory.h"
#include "faults/fault_scale.h"

using moie::Category;
using moie::Level;

namespace {

constexpr const char* writerMode = "--writer";
constexpr std::uint64_t bufferSize = 100;     // the logger's default, as the next
constexpr std::uint64_t maxUnwritten = 8'192; // entries

// What a writer has come to, in a file that survives it.
struct Progress {
    std::atomic<std::uint64_t> returned;  // the last n whose log() returned
    std::atomic<std::uint64_t> important; // likewise, of those at level error, critical or evolution
};

class SharedProgress {
public:
    explicit SharedProgress(const std::string& path) {
        QFile file(QString::fromStdString(path));
        if (!file.open(QIODevice::ReadWrite) || !file.resize(sizeof(Progress)))
            return;
        void* mapped = ::mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED, file.handle(), 0);
        m_progress = mapped == MAP_FAILED ? nullptr : static_cast<Progress*>(mapped);
    }
    ~SharedProgress() {
        if (m_progress)
            ::munmap(m_progress, sizeof(Progress));
    }
    SharedProgress(const SharedProgress&) = delete;
    SharedProgress& operator=(const SharedProgress&) = delete;
    Progress* operator->() const { return m_progress; }

private:
    Progress* m_progress = nullptr;
};

// Every eighth entry is important, by turns at each of the three levels.
bool logMixed(moie::Logger& logger, std::uint64_t n) {
    static constexpr Level important[] = {Level::Error, Level::Critical, Level::Evolution};
    const Level level = n % 8 == 0 ? important[n / 8 % 3] : Level::Info;
    return bool(logger.log(level, n % 3 == 0 ? Category::Cbf : Category::Performance, std::string(n % 700, 'x')));
}

// No entry is important, and none is logged before the flush thread has taken the last full buffer.
bool logPaced(moie::Logger& logger, std::uint64_t n) {
    if (!logger.log(Level::Info, n % 3 == 0 ? Category::Cbf : Category::Performance, std::string(n % 700, 'x')))
        return false;
    while (logger.counts().waiting() >= bufferSize)
        std::this_thread::yield();
    return true;
}

// As fast as it can, which is faster than lines are made.
bool logFlatOut(moie::Logger& logger, std::uint64_t) {
    return bool(moie::LoveVectorLogger(logger).logComputation("x", {0.123456789, 0.2345678901, 0.345678901, 0.4, 0.5}));
}

// Logs until it is killed; says on stdout when it is under way.
int writeUntilKilled(const std::string& directory, const std::string& session, const std::string& how) {
    const SharedProgress progress(directory + '/' + session);
    const auto logger = moie::Logger::open({.directory = directory, .sessionId = session});
    if (!logger)
        return 1;
    const auto logOne = how == "mixed" ? logMixed : how == "paced" ? logPaced : logFlatOut;
    for (std::uint64_t n = 1; logOne(**logger, n); ++n) {
        progress->returned = n;
        if (how == "mixed" && n % 8 == 0)
            progress->important = n;
        if (n == 3 * bufferSize && ::write(STDOUT_FILENO, "", 1) != 1)
            return 1;
    }
    return 1;
}

struct Killed {
    std::string session;
    std::uint64_t returned = 0;
    std::uint64_t important = 0;
};

// Once it has logged so many entries since it was under way: wherever its threads are then.
std::optional<Killed> killAWriter(const LogDirectory& directory, const QString& how, int number, std::uint64_t after) {
    const QString session = QStringLiteral("k%1").arg(number);
    QProcess writer;
    writer.start(QCoreApplication::applicationFilePath(),
                 {writerMode, QString::fromStdString(directory.path()), session, how});
    if (!writer.waitForReadyRead(20'000))
        return {};
    const SharedProgress progress(directory.path('/' + session.toStdString()));
    const QDeadlineTimer deadline(20'000);
    while (progress->returned < 3 * bufferSize + after && !deadline.hasExpired())
        std::this_thread::yield();
    ::kill(static_cast<pid_t>(writer.processId()), SIGKILL);
    if (!writer.waitForFinished(20'000) || writer.exitStatus() != QProcess::CrashExit || deadline.hasExpired())
        return {};
    return Killed{session.toStdString(), progress->returned, progress->important};
}

struct Found {
    std::map<std::string, std::set<std::uint64_t>> numbers; // by session
    std::vector<std::string> torn;
    std::size_t repeated = 0;
};

Found read(const LogDirectory& directory) {
    Found found;
    for (const auto& [name, lines] : directory.files()) {
        for (const std::string& line : lines) {
            const auto entry = nlohmann::json::parse(line, nullptr, false);
            if (entry.is_discarded()) {
                found.torn.push_back(line);
                continue;
            }
            const std::string id = entry["interaction_id"];
            const std::uint64_t n = std::stoull(id.substr(id.rfind('_') + 1));
            found.repeated += !found.numbers[entry["session_id"]].insert(n).second;
        }
    }
    return found;
}

} // namespace

class TestKilledWriter : public QObject {
    Q_OBJECT

private slots:
    void losesNoMoreThanPromised_data();
    void losesNoMoreThanPromised();
};

void TestKilledWriter::losesNoMoreThanPromised_data() {
    QTest::addColumn<int>("kills");
    QTest::addColumn<int>("longest"); // entries until the kill
    QTest::addColumn<std::uint64_t>("mostLost");
    QTest::newRow("mixed") << scaled(40, 1000) << 3'000 << std::uint64_t{7};
    QTest::newRow("paced") << scaled(20, 300) << 3'000 << bufferSize - 1;
    QTest::newRow("flat out") << scaled(10, 100) << 20'000 << maxUnwritten;
}

void TestKilledWriter::losesNoMoreThanPromised() {
    QFETCH(int, kills);
    QFETCH(int, longest);
    QFETCH(std::uint64_t, mostLost);
    LogDirectory directory;
    QVERIFY(QDir().mkpath(QString::fromStdString(directory.path())));
    std::mt19937 random(20261120);
    std::vector<Killed> killed;
    for (int i = 0; i < kills; ++i) {
        const auto one = killAWriter(directory, QTest::currentDataTag(), i, random() % static_cast<unsigned>(longest));
        QVERIFY(one);
        killed.push_back(*one);
    }
    Found found = read(directory);
    QCOMPARE(found.repeated, std::size_t{0});
    QVERIFY(found.torn.size() <= killed.size());
    const std::string beginning = "{\"timestamp\": ";
    for (const std::string& fragment : found.torn)
        QCOMPARE(fragment.substr(0, beginning.size()), beginning.substr(0, fragment.size()));
    for (const auto& [session, returned, important] : killed) {
        QVERIFY(returned >= 3 * bufferSize);
        const auto& numbers = found.numbers[session];
        std::uint64_t lost = 0;
        for (std::uint64_t n = 1; n <= returned; ++n) {
            lost += !numbers.contains(n);
            QVERIFY2(n > important || lost == 0, qPrintable(QString("%1_%2").arg(session.c_str()).arg(n)));
        }
        QVERIFY2(lost <= mostLost, qPrintable(QString("%1 of %2 entries").arg(lost).arg(returned)));
    }
}

int main(int argc, char** argv) {
    if (argc == 5 && std::string_view(argv[1]) == writerMode)
        return writeUntilKilled(argv[2], argv[3], argv[4]);
    QCoreApplication app(argc, argv);
    TestKilledWriter test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killed_writer.moc"
