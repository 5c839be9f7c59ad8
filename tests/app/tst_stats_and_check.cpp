// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "support/log_lines.h"

namespace {

struct Outcome {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

Outcome run(const QStringList& arguments, const QString& outputFile = {}) {
    QProcess process;
    if (!outputFile.isEmpty())
        process.setStandardOutputFile(outputFile);
    process.start(MOIELOG_PATH, arguments);
    process.waitForFinished();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

class TestStatsAndCheck : public QObject {
    Q_OBJECT

private slots:
    void init();
    void statsAsJson();
    void statsOfNothing();
    void statsAsText();
    void checkNamesEachLine();
    void checkOfACleanDirectory();
    void checkAsJsonLines();
    void controlCharactersAreEscaped();
    void wrongUse_data();
    void wrongUse();
    void outputThatCannotBeWritten();

private:
    QString path(const QString& name = {}) const { return m_directory->filePath(name); }
    void append(const QString& name, const std::string& text) const {
        logLines::append(path(name).toStdString(), text);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestStatsAndCheck::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    logLines::Writer writer("s");
    append("a.jsonl", writer.user("x").evaluated(true).responded().text() + "bad\n\n{\"foreign\": 1}\n");
    append("b.jsonl", logLines::line({.session = "other", .level = "loud"}) + "{\"timestamp\": 1763600000, \"sess");
}

void TestStatsAndCheck::statsAsJson() {
    const Outcome outcome = run({"stats", path(), "--format", "json"});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonObject stats = QJsonDocument::fromJson(outcome.output).object();
    const std::pair<const char*, double> expected[] = {{"entries", 5}, {"rejected", 1},       {"blank", 1},
                                                       {"pending", 1}, {"sessions", 2},       {"turns", 1},
                                                       {"files", 2},   {"first", 1763600000}, {"last", 1763600000.5}};
    for (const auto& [key, value] : expected)
        QVERIFY2(stats[key].toDouble(-1) == value, key);
    QCOMPARE(stats["categories"].toObject(), (QJsonObject{{"cbf", 1}, {"interaction", 2}, {"system_state", 1}}));
    QCOMPARE(stats["levels"].toObject(), (QJsonObject{{"info", 3}, {"loud", 1}}));
    QCOMPARE(stats["warnings"].toObject(), (QJsonObject{{"foreign", 1}, {"unknown_level", 1}}));
    const QJsonObject bytes = stats["bytes"].toObject();
    QCOMPARE(bytes["total"].toInteger(), QFile(path("a.jsonl")).size() + QFile(path("b.jsonl")).size());
    QCOMPARE(bytes["total"].toInteger(), bytes["accepted"].toInteger() + bytes["rejected"].toInteger() +
                                             bytes["blank"].toInteger() + bytes["pending"].toInteger());
    QCOMPARE(bytes["rejected"].toInteger(), 4);
    QCOMPARE(bytes["pending"].toInteger(), 31);
}

void TestStatsAndCheck::statsOfNothing() {
    const QTemporaryDir empty;
    const Outcome outcome = run({"stats", empty.path(), "--format", "json"});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonObject stats = QJsonDocument::fromJson(outcome.output).object();
    QCOMPARE(stats["entries"].toInt(-1), 0);
    QVERIFY(stats["first"].isNull());
    QVERIFY(run({"stats", empty.path()}).output.contains("No *.jsonl file"));
}

void TestStatsAndCheck::statsAsText() {
    const Outcome outcome = run({"stats", path()});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.output.contains("interaction"));
    QVERIFY(outcome.output.contains("unknown_level"));
}

void TestStatsAndCheck::checkNamesEachLine() {
    const Outcome outcome = run({"check", path()});
    QCOMPARE(outcome.exitCode, 1);
    const qint64 offset = QFile(path("a.jsonl")).size() - qint64(qstrlen("bad\n\n{\"foreign\": 1}\n"));
    const QList<QByteArray> lines = outcome.output.split('\n');
    QVERIFY2(lines[0].startsWith("a.jsonl:4:" + QByteArray::number(offset) + ": rejected: "), lines[0]);
    QVERIFY2(lines[1].startsWith("a.jsonl:6:" + QByteArray::number(offset + 5) + ": warning: foreign"), lines[1]);
    QVERIFY2(lines[2].startsWith("b.jsonl:1:0: warning: unknown_level"), lines[2]);
    QVERIFY2(lines[3].startsWith("5 entries, 1 lines rejected"), lines[3]);
}

void TestStatsAndCheck::checkOfACleanDirectory() {
    const QTemporaryDir clean;
    logLines::append(clean.filePath("a.jsonl").toStdString(), logLines::line({}));
    QCOMPARE(run({"check", clean.path()}).exitCode, 0);
}

void TestStatsAndCheck::checkAsJsonLines() {
    const Outcome outcome = run({"check", path(), "--format", "jsonl"});
    const QList<QByteArray> lines = outcome.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    const QJsonObject rejected = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(rejected["file"].toString(), QString("a.jsonl"));
    QCOMPARE(rejected["line"].toInt(), 4);
    QVERIFY(rejected["rejected"].isString());
    QVERIFY(QJsonDocument::fromJson(lines[1]).object()["rejected"].isNull());
}

void TestStatsAndCheck::controlCharactersAreEscaped() {
    append("c.jsonl", logLines::line({.category = "x\\u001b]0;title\\u0007\\u202ey"}));
    const Outcome outcome = run({"stats", path()});
    QVERIFY(!outcome.output.contains('\x1b') && !outcome.output.contains('\a'));
    QVERIFY2(outcome.output.contains("x\\x1b]0;title\\x07\\u{202e}y"), outcome.output);
}

void TestStatsAndCheck::wrongUse_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no command") << QStringList{} << 2 << QByteArray("subcommand");
    QTest::newRow("unknown command") << QStringList{"bogus"} << 2 << QByteArray("'bogus'");
    QTest::newRow("no directory") << QStringList{"stats"} << 2 << QByteArray("DIR");
    QTest::newRow("unknown format") << QStringList{"stats", "/", "--format", "xml"} << 2 << QByteArray("xml");
    QTest::newRow("missing directory") << QStringList{"stats", "/nonexistent/logs"} << 3
                                       << QByteArray("/nonexistent/logs");
    QTest::newRow("a file") << QStringList{"check", MOIELOG_PATH} << 3 << QByteArray("is a file");
}

void TestStatsAndCheck::wrongUse() {
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, says);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.exitCode, exitCode);
    QVERIFY2(outcome.errors.contains(says), outcome.errors);
}

void TestStatsAndCheck::outputThatCannotBeWritten() {
    if (!QFile::exists("/dev/full"))
        QSKIP("there is no device that is always full");
    for (const char* command : {"stats", "check"}) {
        const Outcome outcome = run({command, path()}, "/dev/full");
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY(outcome.errors.contains("cannot write"));
        // Nor anything to say so on.
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.setStandardErrorFile("/dev/full");
        process.start(MOIELOG_PATH, {command, path()});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 3);
    }
}

QTEST_GUILESS_MAIN(TestStatsAndCheck)
#include "tst_stats_and_check.moc"
