// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "support/log_lines.h"

namespace {

struct QueryOutcome {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

QueryOutcome run(const QStringList& arguments) {
    QProcess process;
    process.start(MOIELOG_PATH, arguments);
    process.waitForFinished();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

class TestQuery : public QObject {
    Q_OBJECT

private slots:
    void init();
    void asText();
    void asJson();
    void asJsonLines();
    void asCsv();
    void limitKeepsTheNewest();
    void repeatsOnce();
    void scopes();
    void errors_data();
    void errors();
    void remarksOnUnknownNames();
    void endsWithItsReader();
    void sessions();
    void turns();
    void reportOfAFilter();
    void benchmark();

private:
    QString path(const QString& name = {}) const { return m_directory->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestQuery::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    logLines::Writer one("70dc-one"); // from 2025-11-20T01:53:20 in Berlin
    one.user("hello =1+1 \\u001b[31m").evaluated(false, R"({"harm": -0.5})");
    one.evaluated(true, R"({"harm": 0.5})").responded();
    logLines::Writer two("two", 1763686400); // a day later
    two.user("panic").responded("[1, 1, 1, 1, 1]", 2.5);
    logLines::append(path("a.jsonl").toStdString(), one.text());
    logLines::append(path("b.jsonl").toStdString(), two.text() + "{\"nan\": NaN, \"x\": \"panic\"}\n");
}

void TestQuery::asText() {
    const QueryOutcome outcome = run({"query", path(), "category:interaction session:70"});
    QCOMPARE(outcome.exitCode, 0);
    const QList<QByteArray> lines = outcome.output.split('\n');
    QCOMPARE(lines.size(), 3); // two, and the end
    QVERIFY2(lines[0].startsWith("2025-11-20 01:53:20.000 info      interaction   70dc-one#1 "), lines[0]);
    QVERIFY2(lines[0].contains("User input received  {\"user_message\""), lines[0]);
    QVERIFY(!outcome.output.contains('\x1b'));
}

void TestQuery::asJson() {
    const QueryOutcome outcome = run({"query", path(), "panic", "--format", "json"});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
    QCOMPARE(document["matched"].toInt(), 2);
    QCOMPARE(document["shown"].toInt(), 2);
    const QJsonObject entry = document["entries"][0].toObject();
    QCOMPARE(entry["session"].toString(), QString("two"));
    QCOMPARE(entry["n"].toInt(), 1);
    QCOMPARE(entry["time"].toDouble(), 1763686400.0);
    QCOMPARE(entry["file"].toString(), QString("b.jsonl"));
    QCOMPARE(entry["offset"].toInt(-1), 0);
    QCOMPARE(entry["entry"]["data"]["user_message"].toString(), QString("panic"));
    // The foreign object with a NaN.
    const QJsonObject foreign = document["entries"][1].toObject();
    QVERIFY(foreign["session"].isNull());
    QVERIFY(foreign["entry"]["nan"].isNull());
}

void TestQuery::asJsonLines() {
    QFile file(path("a.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(run({"query", path(), "session:70dc", "--format", "jsonl"}).output, file.readAll());
}

void TestQuery::asCsv() {
    logLines::append(path("c.jsonl").toStdString(), logLines::line({.seconds = 1763700000, .message = "=cmd()"}));
    const QueryOutcome outcome = run({"query", path(), "message:cmd", "--format", "csv"});
    QCOMPARE(outcome.output, QByteArray("time,session,n,level,category,message,file,offset,data\r\n"
                                        "2025-11-21T05:40:00+01:00,s,1,info,system_state,'=cmd(),c.jsonl,0,{}\r\n"));
}

void TestQuery::limitKeepsTheNewest() {
    const QueryOutcome outcome = run({"query", path(), "category:interaction", "--limit", "1", "--format", "jsonl"});
    QCOMPARE(outcome.output.count('\n'), 1);
    QVERIFY(outcome.output.contains("\"two_2\""));
    QVERIFY(run({"query", path(), "category:interaction", "--limit", "1"}).errors.contains("4 entries match"));
}

void TestQuery::repeatsOnce() {
    QVERIFY(QFile::copy(path("a.jsonl"), path("copy.jsonl")));
    QCOMPARE(run({"query", path(), "session:70dc", "--format", "jsonl"}).output.count('\n'), 4);
}

void TestQuery::scopes() {
    const auto count = [&](const QStringList& options) {
        return run(QStringList{"query", path(), "category:interaction", "--format", "jsonl"} + options)
            .output.count('\n');
    };
    QCOMPARE(count({}), 4);
    QCOMPARE(count({"--session", "tw"}), 2);
    QCOMPARE(count({"--from", "2025-11-21"}), 2);
    QCOMPARE(count({"--to", "2025-11-21"}), 2);
    QCOMPARE(count({"--filter", "panic"}), 1);
}

void TestQuery::errors_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("filter") << QStringList{"query", "/tmp", "a (b"} << 2 << QByteArray("  a (b\n    ^\n");
    QTest::newRow("option") << QStringList{"turns", "/tmp", "--filter", "sevrity>1"} << 2
                            << QByteArray("did you mean severity?");
    QTest::newRow("hostile") << QStringList{"query", "/tmp", QString(10'000, '(')} << 2 << QByteArray("longer than");
    QTest::newRow("limit") << QStringList{"query", "/tmp", "--limit", "-1"} << 2 << QByteArray("--limit");
    QTest::newRow("directory") << QStringList{"query", "/nonexistent/logs", "a"} << 3 << QByteArray("/nonexistent");
    QTest::newRow("follow") << QStringList{"follow", "/tmp", ")"} << 2 << QByteArray("FILTER");
}

void TestQuery::errors() {
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, says);
    const QueryOutcome outcome = run(arguments);
    QCOMPARE(outcome.exitCode, exitCode);
    QVERIFY2(outcome.errors.contains(says), outcome.errors);
}

void TestQuery::remarksOnUnknownNames() {
    const QueryOutcome outcome = run({"query", path(), "category:interacton"});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.errors.contains("no category 'interacton' occurs here; did you mean interaction?"),
             outcome.errors);
}

void TestQuery::endsWithItsReader() {
    logLines::Writer writer("long");
    for (int i = 0; i < 5000; ++i)
        writer.add("system_state", "note");
    logLines::append(path("long.jsonl").toStdString(), writer.text());
    QProcess shell;
    shell.start("sh", {"-c", QString("'%1' query '%2' | head -n 1").arg(MOIELOG_PATH, path())});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

void TestQuery::sessions() {
    const QJsonArray list =
        QJsonDocument::fromJson(run({"sessions", path(), "--format", "json"}).output)["sessions"].toArray();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0]["session"].toString(), QString("70dc-one"));
    QCOMPARE(list[0]["entries"].toInt(), 4);
    QCOMPARE(list[0]["turns"].toInt(), 1);
    QCOMPARE(list[0]["verdicts"]["caught"].toInt(), 1);
    QCOMPARE(list[1]["verdicts"]["not_judged"].toInt(), 1);
    QVERIFY(run({"sessions", path()}).output.contains("70dc-one"));
    const QByteArray csv = run({"sessions", path(), "--filter", "panic", "--format", "csv"}).output;
    QCOMPARE(csv.count("\r\n"), 2);
    QVERIFY(csv.contains("\r\ntwo,"));
}

void TestQuery::turns() {
    const QJsonArray list =
        QJsonDocument::fromJson(run({"turns", path(), "--session", "70", "--format", "json"}).output)["turns"]
            .toArray();
    QCOMPARE(list.size(), 1);
    const QJsonValue turn = list[0];
    QCOMPARE(turn["turn"].toInt(), 1);
    QCOMPARE(turn["opened"].toDouble(), 1763600000.0);
    QCOMPARE(turn["verdict"].toString(), QString("caught"));
    QCOMPARE(turn["margin"].toDouble(), 1.0);
    QCOMPARE(turn["response_seconds"].toDouble(), 1.5);
    QCOMPARE(turn["unsafe_evaluations"].toInt(), 1);
    QCOMPARE(turn["message"].toString(), QString("hello =1+1 \x1b[31m"));
    const QByteArray text = run({"turns", path(), "--filter", "not turn:caught"}).output;
    QVERIFY(text.contains("not_judged") && text.contains("panic") && !text.contains("70dc"));
    QCOMPARE(run({"turns", path(), "--session", "none"}).exitCode, 2);
}

void TestQuery::reportOfAFilter() {
    const QueryOutcome outcome = run({"report", "safety", path(), "--filter", "turn:caught", "--format", "json"});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonObject report = QJsonDocument::fromJson(outcome.output).object();
    QCOMPARE(report["turns"].toInt(), 1);
    QCOMPARE(report["verdicts"]["caught"].toInt(), 1);
    QCOMPARE(report["verdicts"]["not_judged"].toInt(), 0);
}

void TestQuery::benchmark() {
    const QueryOutcome outcome = run({"bench", "query", path(), "--rounds", "1", "--format", "json"});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonObject figures = QJsonDocument::fromJson(outcome.output).object();
    QCOMPARE(figures["text"]["found"].toInt(), 2);
    QVERIFY(figures["text"]["ratio"].toDouble() > 0);
    QCOMPARE(figures["filters"]["verdict"]["found"].toInt(), 4);
}

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
