// SPDX-License-Identifier: GPL-3.0-or-later
// What is read equals what another implementation of the format's rules reads (read_logs.py): on sessions and damage
// made here, and on the reference's own output where its corpus writer stands beside the project.
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

#include <moie/feed/feed.h>

#include "support/log_lines.h"

using namespace moie;
using logLines::Writer;

namespace {

constexpr const char* python = "/usr/bin/python3";

QJsonObject tallyOf(const Tally& tally) {
    QJsonObject object;
    const auto add = [&](const char* name, std::uint64_t count) {
        if (count > 0)
            object[name] = double(count);
    };
    add("accepted", tally.accepted);
    add("rejected", tally.rejected);
    add("blank", tally.blank);
    add("pending", tally.pending);
    return object;
}

QJsonObject readByProduct(const Snapshot& snapshot) {
    QJsonObject warnings;
    for (std::size_t i = 0; i < warningCount; ++i)
        if (snapshot.counts.warnings[i] > 0)
            warnings[QString::fromUtf8(warningNames[i].data(), qsizetype(warningNames[i].size()))] =
                double(snapshot.counts.warnings[i]);
    QJsonObject categories;
    for (const auto& [name, count] : snapshot.counts.categories)
        categories[QString::fromStdString(name)] = double(count);
    QJsonObject verdicts;
    for (const auto& session : snapshot.sessions) {
        for (const auto& block : session->blocks) {
            for (const Turn& turn : block->turns) {
                const std::string_view text = toString(verdictOf(snapshot, turn));
                const QString name = QString::fromUtf8(text.data(), qsizetype(text.size()));
                verdicts[name] = verdicts[name].toDouble() + 1;
            }
        }
    }
    return {{"bytes", tallyOf(snapshot.counts.bytes)},
            {"lines", tallyOf(snapshot.counts.lines)},
            {"warnings", warnings},
            {"categories", categories},
            {"verdicts", verdicts},
            {"sessions", double(snapshot.sessions.size())}};
}

void run(const QString& program, const QStringList& arguments, QByteArray* output = nullptr) {
    QProcess process;
    process.start(program, arguments);
    QVERIFY2(process.waitForFinished(120'000), qPrintable(program));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
    if (output != nullptr)
        *output = process.readAllStandardOutput();
}

// Sessions as the reference writes them, each turn's message and evaluation twice, one or several users at once.
std::string randomSession(std::mt19937& random, int index) {
    Writer writer("session-" + std::to_string(index));
    const auto below = [&](unsigned bound) { return random() % bound; };
    for (int turn = 0; turn < 25; ++turn) {
        const bool both = below(3) == 0;
        std::vector<std::string> users{"0"};
        if (both)
            users.push_back("1");
        const std::string text = "message " + std::to_string(below(6));
        for (const std::string& user : users)
            writer.user(text, "{\"user_id\": \"" + user + "\"}").computed("[0.5]");
        if (both && below(2) == 0)
            std::swap(users[0], users[1]);
        for (const std::string& user : users) {
            if (below(6) == 0) {
                writer.failed();
                continue;
            }
            const std::string h = std::to_string(int(below(140)) - 20);
            const std::string barriers = "{\"harm_prevention\": " + h + "e-3, \"bias\": 0.25}";
            const bool safe = below(8) != 0;
            if (below(7) == 0)
                writer.evaluated(false, barriers);
            writer.evaluated(safe, barriers).evolved("[0.1]", "[0.2]");
            writer.user(text, "{\"user_id\": \"" + user + "\"}")
                .computed("[0.2]")
                .evaluated(safe, barriers)
                .responded();
        }
    }
    return writer.take();
}

void writeDirectory(const std::string& directory) {
    std::mt19937 random(11);
    const std::vector<std::string> damage{
        "\n",
        "  \t\n",
        "no json\n",
        "[1, 2]\n",
        "{\"a\": 1}\n",
        "{\"timestamp\": 1763600000, \"session_id\": \"torn\", \"lev\n",
        logLines::line({.session = "bad\xff"}),
        "\xef\xbb\xbf" + logLines::line({.session = "mark"}),
        logLines::line({.session = "nan", .data = "{\"x\": [NaN, -Infinity]}"}),
        logLines::line({.session = "twice", .data = "{\"x\": 1, \"x\": 2}"}),
        logLines::line({.session = "l", .level = "loud"}),
        logLines::line({.session = "c", .category = "weather"}),
        logLines::line({.seconds = 12.5}),
        logLines::line({.session = "deep", .data = std::string(300, '[') + std::string(300, ']')}),
        "{\"ts\": \"2025-12-01T10:00:00+00:00\", \"user_id\": \"a\", \"input_text\": \"x\", \"safety_raw\": \"No\"}\n"};
    for (int file = 0; file < 4; ++file) {
        const std::string name = directory + "/f" + std::to_string(file) + ".jsonl";
        for (int session = 0; session < 3; ++session) {
            logLines::append(name, randomSession(random, file * 3 + session));
            for (int i = 0; i < 6; ++i)
                logLines::append(name, damage[random() % damage.size()]);
        }
    }
    logLines::append(directory + "/f0.jsonl", "{\"timestamp\": 17");
}

} // namespace

class TestIndependentReading : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!QFile::exists(python))
            QSKIP("there is no Python to compare with");
    }
    void agrees_data();
    void agrees();
};

void TestIndependentReading::agrees_data() {
    QTest::addColumn<QStringList>("corpusArguments");
    QTest::newRow("made here") << QStringList();
    if (QFile::exists(QStringLiteral(PROJECT_DIR "/../shared/tools/make_corpus.py"))) {
        QTest::newRow("reference") << QStringList{"--sessions", "10"};
        QTest::newRow("reference, three users") << QStringList{"--sessions", "6", "--users", "3"};
        QTest::newRow("reference, dirty") << QStringList{"--sessions", "8", "--dirty"};
    }
}

void TestIndependentReading::agrees() {
    QFETCH(QStringList, corpusArguments);
    const QTemporaryDir temporary;
    const QString directory = temporary.filePath("logs");
    if (corpusArguments.isEmpty()) {
        writeDirectory(directory.toStdString());
    } else {
        QProcess numpy;
        numpy.start(python, {"-c", "import numpy"});
        if (!numpy.waitForFinished() || numpy.exitCode() != 0)
            QSKIP("the corpus writer needs numpy");
        run(python, QStringList{PROJECT_DIR "/../shared/tools/make_corpus.py", directory} + corpusArguments);
    }
    QByteArray output;
    run(python, {QStringLiteral(PROJECT_DIR "/tests/core/feed/read_logs.py"), directory}, &output);
    const QJsonObject expected = QJsonDocument::fromJson(output).object();
    QVERIFY(expected["verdicts"].toObject().size() >= 3);
    const auto loaded = loadOnce(directory.toStdString());
    QVERIFY(loaded);
    const QJsonObject found = readByProduct(**loaded);
    for (const QString& key : expected.keys())
        QCOMPARE(QJsonDocument(found[key].isObject() ? found[key].toObject() : QJsonObject{{"n", found[key]}}).toJson(),
                 QJsonDocument(expected[key].isObject() ? expected[key].toObject() : QJsonObject{{"n", expected[key]}})
                     .toJson());
}

QTEST_GUILESS_MAIN(TestIndependentReading)
#include "tst_independent_reading.moc"
