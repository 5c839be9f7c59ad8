// SPDX-License-Identifier: GPL-3.0-or-later
// A writer that is killed with SIGKILL at random moments, again and again on the same files.
#include <QtTest>

#include <csignal>
#include <random>
#include <set>
#include <thread>

#include <unistd.h>

#include <moie/logging/logger.h>

#include "core/logging/log_directory.h"
#include "faults/fault_scale.h"

using moie::Category;
using moie::Level;

namespace {

constexpr const char* writerMode = "--writer";

// Logs until it is killed: of eight entries the last is an evolution, whose n goes to stdout when log() returned. The
// others are acknowledged with it, as it was written after them.
int writeUntilKilled(const std::string& directory, const std::string& session) {
    const auto logger = moie::Logger::open({.directory = directory, .bufferSize = 5, .sessionId = session});
    if (!logger)
        return 1;
    for (std::uint32_t n = 1;; ++n) {
        const Level level = n % 8 == 0 ? Level::Evolution : Level::Info;
        const Category category = n % 3 == 0 ? Category::Cbf : Category::Performance;
        if (!(*logger)->log(level, category, std::string(n % 700, 'x'), {{"n", n}}))
            return 1;
        if (level == Level::Evolution && ::write(STDOUT_FILENO, &n, sizeof n) != sizeof n)
            return 1;
    }
}

std::uint32_t lastAcknowledged(const QByteArray& output) {
    std::uint32_t n = 0;
    const auto whole = output.size() / static_cast<qsizetype>(sizeof n);
    if (whole > 0)
        std::memcpy(&n, output.constData() + (whole - 1) * static_cast<qsizetype>(sizeof n), sizeof n);
    return n;
}

} // namespace

class TestKilledWriter : public QObject {
    Q_OBJECT

private slots:
    void losesNothingAcknowledged();
};

void TestKilledWriter::losesNothingAcknowledged() {
    const int kills = scaled(40, 1000);
    LogDirectory directory;
    std::mt19937 random(20261120);
    std::map<std::string, std::uint32_t> acknowledged;
    for (int i = 0; i < kills; ++i) {
        const QString session = QStringLiteral("k%1").arg(i);
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(),
                     {writerMode, QString::fromStdString(directory.path()), session});
        QVERIFY(writer.waitForReadyRead(20'000)); // it has begun to write
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
        ::kill(static_cast<pid_t>(writer.processId()), SIGKILL);
        QVERIFY(writer.waitForFinished(20'000));
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        acknowledged[session.toStdString()] = lastAcknowledged(writer.readAllStandardOutput());
    }
    std::map<std::string, std::set<std::uint32_t>> found;
    int torn = 0;
    for (const auto& [name, lines] : directory.files()) {
        for (const std::string& line : lines) {
            const auto entry = nlohmann::ordered_json::parse(line, nullptr, false);
            if (entry.is_discarded()) {
                ++torn;
                continue;
            }
            const auto n = entry["data"]["n"].get<std::uint32_t>();
            const std::string session = entry["session_id"];
            QVERIFY(found[session].insert(n).second);
            QCOMPARE(entry["message"].get<std::string>().size(), std::size_t(n % 700));
        }
    }
    QVERIFY(torn <= kills);
    QCOMPARE(found.size(), acknowledged.size());
    for (const auto& [session, last] : acknowledged) {
        QVERIFY(last > 0);
        const auto& numbers = found[session];
        for (std::uint32_t n = 1; n <= last; ++n)
            QVERIFY2(numbers.contains(n), qPrintable(QString("%1_%2").arg(session.c_str()).arg(n)));
    }
}

int main(int argc, char** argv) {
    if (argc == 4 && std::string_view(argv[1]) == writerMode)
        return writeUntilKilled(argv[2], argv[3]);
    QCoreApplication app(argc, argv);
    TestKilledWriter test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killed_writer.moc"
