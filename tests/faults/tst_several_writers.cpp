// SPDX-License-Identifier: GPL-3.0-or-later
// Processes of ours and of Python's that append to the same files at once.
#include <QtTest>

#include <memory>
#include <set>

#include <moie/base/calendar.h>
#include <moie/logging/logger.h>

#include "core/logging/log_directory.h"
#include "faults/fault_scale.h"

using moie::Category;
using moie::Level;

namespace {

constexpr const char* writerMode = "--writer";
const QString python = QStringLiteral("/usr/bin/python3");

// As the reference writes: a batch of lines to a file opened for appending, now and then.
constexpr const char* pythonWriter = R"(
import json, sys
path, session, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for start in range(1, count + 1, 50):
    with open(path, 'a', buffering=1 << 20) as f:
        for n in range(start, min(start + 50, count + 1)):
            f.write(json.dumps({'timestamp': 1763622756.25, 'session_id': session,
                'interaction_id': f'{session}_{n}', 'level': 'info', 'category': 'cbf', 'message': 'x' * (n % 300),
                'data': {'n': n}, 'metadata': {}}) + '\n')
)";

int writeMany(const std::string& directory, const std::string& session, std::uint32_t count) {
    const moie::ManualClock clock(*moie::parseIso("2026-11-20T12:00:00"));
    const auto logger = moie::Logger::open({.directory = directory, .clock = &clock, .sessionId = session});
    if (!logger)
        return 1;
    for (std::uint32_t n = 1; n <= count; ++n)
        if (!(*logger)->log(n % 500 == 0 ? Level::Error : Level::Info, Category::Cbf, std::string(n % 300, 'x'),
                            {{"n", n}}))
            return 1;
    return (*logger)->flush() ? 0 : 1;
}

} // namespace

class TestSeveralWriters : public QObject {
    Q_OBJECT

private slots:
    void tearNoLineOfEachOther();
};

void TestSeveralWriters::tearNoLineOfEachOther() {
    const int count = scaled(5'000, 100'000);
    const bool withPython = QFileInfo(python).isExecutable();
    LogDirectory directory;
    QVERIFY(QDir().mkpath(QString::fromStdString(directory.path("/safety"))));
    const QString file = QString::fromStdString(directory.path("/safety/cbf_2026-11-20.jsonl"));
    std::vector<std::unique_ptr<QProcess>> writers;
    const auto start = [&writers](const QString& program, const QStringList& arguments) {
        writers.push_back(std::make_unique<QProcess>());
        writers.back()->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writers.back()->start(program, arguments);
    };
    std::map<std::string, std::set<std::uint32_t>> found;
    for (int i = 0; i < 4; ++i) {
        const QString number = QString::number(count);
        start(QCoreApplication::applicationFilePath(),
              {writerMode, QString::fromStdString(directory.path()), QStringLiteral("ours%1").arg(i), number});
        if (withPython)
            start(python, {"-c", pythonWriter, file, QStringLiteral("python%1").arg(i), number});
    }
    for (const auto& writer : writers) {
        QVERIFY(writer->waitForFinished(280'000));
        QCOMPARE(writer->exitCode(), 0);
    }
    const auto files = directory.files();
    for (const std::string& line : files.at("/safety/cbf_2026-11-20.jsonl")) {
        if (line.empty())
            continue; // closed a line that another was still writing
        const auto entry = nlohmann::ordered_json::parse(line, nullptr, false);
        QVERIFY2(entry.is_object(), line.c_str());
        const auto n = entry["data"]["n"].get<std::uint32_t>();
        QCOMPARE(entry["message"].get<std::string>().size(), std::size_t(n % 300));
        QVERIFY(found[entry["session_id"]].insert(n).second);
    }
    QCOMPARE(found.size(), writers.size());
    for (const auto& [session, numbers] : found)
        QCOMPARE(numbers.size(), static_cast<std::size_t>(count));
}

int main(int argc, char** argv) {
    if (argc == 5 && std::string_view(argv[1]) == writerMode)
        return writeMany(argv[2], argv[3], static_cast<std::uint32_t>(std::stoul(argv[4])));
    QCoreApplication app(argc, argv);
    TestSeveralWriters test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_several_writers.moc"
