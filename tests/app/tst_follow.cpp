// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "support/log_lines.h"

class TestFollow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsWhatComes();
    void contextFirst();
    void rotation();
    void filters();
    void waitsForTheDirectory();
    void endsOnSignals_data();
    void endsOnSignals();
    void endsWithItsReader();

private:
    QString path(const QString& name = {}) const { return m_directory->filePath(name); }
    void append(const QString& name, const std::string& text) const {
        logLines::append(path(name).toStdString(), text);
    }
    void start(const QStringList& options) {
        m_process = std::make_unique<QProcess>();
        m_process->start(MOIELOG_PATH, QStringList{"follow", path(), "--format", "jsonl"} + options);
        QVERIFY(m_process->waitForStarted());
    }
    // The numbers n of the entries that were printed so far.
    QList<int> numbers() {
        m_output += m_process->readAllStandardOutput();
        QList<int> found;
        for (const QByteArray& line : m_output.left(m_output.lastIndexOf('\n') + 1).split('\n'))
            if (!line.isEmpty())
                found << QJsonDocument::fromJson(line)["interaction_id"].toString().section('_', -1).toInt();
        return found;
    }
    void stop() {
        ::kill(static_cast<pid_t>(m_process->processId()), SIGINT);
        QVERIFY(m_process->waitForFinished());
        QCOMPARE(m_process->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_process->exitCode(), 0);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_output;
};

void TestFollow::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_output.clear();
}

void TestFollow::showsWhatComes() {
    logLines::Writer writer("s");
    append("a.jsonl", writer.user("x").take());
    start({});
    QTRY_COMPARE(numbers(), QList<int>{1});
    append("a.jsonl", writer.responded().take());
    QTRY_COMPARE(numbers(), (QList<int>{1, 2}));
    append("b/new.jsonl", writer.user("y").take());
    QTRY_COMPARE(numbers(), (QList<int>{1, 2, 3}));
    // Half a line is none; a repeated one is not shown twice.
    const std::string next = writer.responded().take();
    append("a.jsonl", next.substr(0, 50));
    append("b/new.jsonl", writer.user("z").take());
    QTRY_COMPARE(numbers(), (QList<int>{1, 2, 3, 5}));
    append("a.jsonl", next.substr(50));
    QTRY_COMPARE(numbers(), (QList<int>{1, 2, 3, 5, 4}));
    append("c.jsonl", next);
    append("a.jsonl", writer.responded().take());
    QTRY_COMPARE(numbers(), (QList<int>{1, 2, 3, 5, 4, 6}));
    stop();
}

void TestFollow::contextFirst() {
    logLines::Writer writer("s");
    for (int i = 0; i < 30; ++i)
        writer.add("system_state", "note");
    append("a.jsonl", writer.take());
    start({"--lines", "2"});
    QTRY_COMPARE(numbers(), (QList<int>{29, 30}));
    append("a.jsonl", writer.add("system_state", "note").take());
    QTRY_COMPARE(numbers(), (QList<int>{29, 30, 31}));
    stop();
}

void TestFollow::rotation() {
    logLines::Writer writer("s");
    append("a.jsonl", writer.user("x").take());
    start({});
    QTRY_COMPARE(numbers(), QList<int>{1});
    QVERIFY(QFile::rename(path("a.jsonl"), path("a-old.jsonl")));
    append("a-old.jsonl", writer.responded().take());
    append("a.jsonl", writer.user("y").take());
    const auto inOrder = [this] {
        QList<int> found = numbers();
        std::sort(found.begin(), found.end());
        return found;
    };
    QTRY_COMPARE(inOrder(), (QList<int>{1, 2, 3}));
    stop();
}

void TestFollow::filters() {
    logLines::Writer writer("s");
    append("a.jsonl", writer.user("calm").user("Panic").take());
    start({"level:info and panic"});
    QTRY_COMPARE(numbers(), QList<int>{2});
    append("a.jsonl", writer.user("calm").user("no PANIC").take());
    QTRY_COMPARE(numbers(), (QList<int>{2, 4}));
    stop();
}

void TestFollow::waitsForTheDirectory() {
    const QString missing = path("later");
    QProcess process;
    process.start(MOIELOG_PATH, {"follow", missing, "--format", "jsonl"});
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    QTRY_VERIFY((process.waitForReadyRead(50), said += process.readAll()).contains("waiting for it"));
    QVERIFY2(said.contains("later: cannot open the log directory"), said);
    logLines::append((missing + "/a.jsonl").toStdString(), logLines::line({}));
    process.setReadChannel(QProcess::StandardOutput);
    QTRY_VERIFY(process.canReadLine() || process.waitForReadyRead(50));
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished());
}

void TestFollow::endsOnSignals_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("interrupt") << SIGINT;
    QTest::newRow("terminate") << SIGTERM;
}

void TestFollow::endsOnSignals() {
    QFETCH(int, signal);
    append("a.jsonl", logLines::line({}));
    start({});
    QTRY_COMPARE(numbers(), QList<int>{1});
    ::kill(static_cast<pid_t>(m_process->processId()), signal);
    QVERIFY(m_process->waitForFinished());
    QCOMPARE(m_process->exitCode(), 0);
    QCOMPARE(m_process->readAllStandardError(), QByteArray());
}

// Even while nothing comes.
void TestFollow::endsWithItsReader() {
    append("a.jsonl", logLines::line({}));
    QProcess shell;
    shell.start("sh", {"-c", QString("'%1' follow '%2' | head -n 1").arg(MOIELOG_PATH, path())});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

QTEST_GUILESS_MAIN(TestFollow)
#include "tst_follow.moc"
