// SPDX-License-Identifier: GPL-3.0-or-later
// Which index caches the command line program keeps, and what --no-cache changes of that.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "support/log_lines.h"

namespace {

constexpr qint64 cachedFrom = 32 * 1024 * 1024; // bytes of logs, as the README says

} // namespace

class TestNoCache : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void neitherUsesNorWrites_data();
    void neitherUsesNorWrites();
    void smallDirectoriesHaveNone();

private:
    struct Outcome {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
    };
    Outcome run(const QStringList& arguments) const {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", m_caches->path());
        process.setProcessEnvironment(environment);
        process.start(MOIELOG_PATH, arguments);
        process.waitForFinished();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    QString indexDirectory() const { return m_caches->filePath("moie-observatory/index"); }
    QStringList caches() const { return QDir(indexDirectory()).entryList(QDir::Files); }

    QTemporaryDir m_logs;
    std::unique_ptr<QTemporaryDir> m_caches;
};

void TestNoCache::initTestCase() {
    const std::string path = m_logs.filePath("large.jsonl").toStdString();
    const std::string data = "{\"padding\": \"" + std::string(1'000'000, 'x') + "\"}";
    unsigned number = 0;
    while (QFile(m_logs.filePath("large.jsonl")).size() < cachedFrom)
        logLines::append(path, logLines::line({.number = ++number, .data = data}));
}

void TestNoCache::init() {
    m_caches = std::make_unique<QTemporaryDir>();
}

void TestNoCache::neitherUsesNorWrites_data() {
    QTest::addColumn<QStringList>("without");
    const QString logs = m_logs.path();
    QTest::newRow("before the command") << QStringList{"--no-cache", "stats", logs};
    QTest::newRow("after the command") << QStringList{"stats", logs, "--no-cache"};
}

void TestNoCache::neitherUsesNorWrites() {
    QFETCH(QStringList, without);
    const QStringList with{"stats", m_logs.path()};
    const Outcome fresh = run(without);
    QCOMPARE(fresh.exitCode, 0);
    QVERIFY(!QFile::exists(indexDirectory()));
    QCOMPARE(run(with).output, fresh.output);
    QCOMPARE(caches().size(), 1);
    // Of a damaged one only those hear who use it.
    QFile cache(indexDirectory() + '/' + caches().first());
    QVERIFY(cache.open(QIODevice::ReadWrite) && cache.resize(cache.size() - 1));
    cache.close();
    const qint64 size = cache.size();
    QCOMPARE(run(without).errors, QByteArray());
    QCOMPARE(cache.size(), size);
    const Outcome again = run(with);
    QVERIFY2(again.errors.contains("the index cache is damaged"), again.errors.constData());
    QCOMPARE(again.output, fresh.output);
    QCOMPARE(run(with).errors, QByteArray());
}

void TestNoCache::smallDirectoriesHaveNone() {
    const QTemporaryDir logs;
    logLines::append(logs.filePath("small.jsonl").toStdString(), logLines::line({}));
    QCOMPARE(run({"stats", logs.path()}).exitCode, 0);
    QVERIFY(!QFile::exists(indexDirectory()));
}

QTEST_GUILESS_MAIN(TestNoCache)
#include "tst_no_cache.moc"
