// SPDX-License-Identifier: GPL-3.0-or-later
// Entries written to a file: the bytes of the logs, all of them, or what stood there before.
#include <csignal>
#include <memory>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>
#include <moie/query/entry_export.h>
#include <moie/query/entry_listing.h>

#include "support/log_lines.h"

using namespace moie;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

std::string note(unsigned number, double second, const std::string& data = "{}") {
    logLines::Entry entry;
    entry.number = number;
    entry.seconds = 1763600000 + second;
    entry.message = "note " + std::to_string(number);
    entry.data = data;
    return logLines::line(entry);
}

} // namespace

class TestEntryExport : public QObject {
    Q_OBJECT

private slots:
    void init();
    void writesLinesAsTheyWereLogged();
    void writesCsv();
    void defusesCells();
    void writesNothingWhereALineIsGone();
    void writesNothingWhereTheDiskIsFull();
    void writesNothingWhereItIsCancelled();
    void leavesTheOldFileWhereItIsKilled();
    void refusesTargets_data();
    void refusesTargets();
    void replacesWhatALinkLeadsTo();

private:
    QString logs(const QString& name = {}) const { return m_directory->filePath("logs/" + name); }
    QString target(const QString& name = "out.txt") const { return m_directory->filePath(name); }
    void write(const QString& name, const std::string& text) const { logLines::append(logs(name).toStdString(), text); }
    SnapshotPtr load() const { return *loadOnce(logs().toStdString()); }
    Result<std::uint64_t> run(const Snapshot& snapshot, EntryFormat format, const QString& path,
                              const ExportOptions& options = {}) const {
        const EntryListing listing = listEntries(snapshot, {}, {}, EntryOrder::ByTime);
        return exportEntries(snapshot, listing.order, format, path.toStdString(), options);
    }
    // What is left beside the target of an export that was not finished.
    QStringList drafts() const { return QDir(m_directory->path()).entryList({"out.txt.*"}, QDir::Files); }
    void writeBefore() const {
        QFile file(target());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("before");
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestEntryExport::init() {
    m_directory = std::make_unique<QTemporaryDir>();
}

void TestEntryExport::writesLinesAsTheyWereLogged() {
    // By time, and over two files: 1, 3, 2. Damaged lines that were accepted keep their bytes.
    const std::string first = note(1, 10);
    const std::string second = note(2, 30, "{\"x\": NaN,   \"y\": \"\xff\", \"z\": \"\\u00e4\"}");
    const std::string third = note(3, 20);
    write("a.jsonl", first + "no entry\n" + second);
    write("b/b.jsonl", third);
    const SnapshotPtr snapshot = load();
    const auto size = run(*snapshot, EntryFormat::JsonLines, target());
    QVERIFY(size);
    QCOMPARE(contentOf(target()), QByteArray::fromStdString(first + third + second));
    QCOMPARE(*size, first.size() + second.size() + third.size());
    struct stat written {};
    QCOMPARE(::stat(target().toLocal8Bit().constData(), &written), 0);
    QCOMPARE(written.st_mode & 0777, 0600u);
}

void TestEntryExport::writesCsv() {
    // 1763600000 is 2025-11-20T00:53:20Z, an hour more in Berlin.
    const std::string line = note(1, 0.25, "{\"text\": \"a \\\"b\\\"\\nc\", \"n\": 2}");
    write("a.jsonl", line + "{\"other\": NaN}\n");
    QVERIFY(run(*load(), EntryFormat::Csv, target()));
    const std::string wanted = "time,session,n,level,category,message,file,offset,data\r\n"
                               "2025-11-20T01:53:20.250000+01:00,s,1,info,system_state,note 1,a.jsonl,0,"
                               "\"{\"\"text\"\":\"\"a \\\"\"b\\\"\"\\nc\"\",\"\"n\"\":2}\"\r\n"
                               "2025-11-20T01:53:20.250000+01:00,,0,(none),(none),,a.jsonl," +
                               std::to_string(line.size()) + ",\"{\"\"other\"\":null}\"\r\n";
    QCOMPARE(contentOf(target()), QByteArray::fromStdString(wanted));
}

void TestEntryExport::defusesCells() {
    write("a.jsonl", logLines::line({.session = "=cmd()", .message = "\\u001b]0;x\\u0007\\u202e"}));
    QVERIFY(run(*load(), EntryFormat::Csv, target()));
    const QByteArray row = contentOf(target()).split('\n')[1];
    QVERIFY2(row.contains(",'=cmd(),1,info,system_state,\\x1b]0;x\\x07\\u{202e},a.jsonl,"), row);
}

void TestEntryExport::writesNothingWhereALineIsGone() {
    write("a.jsonl", note(1, 1) + note(2, 2));
    const SnapshotPtr snapshot = load();
    writeBefore();
    QVERIFY(QFile::resize(logs("a.jsonl"), 100));
    const auto size = run(*snapshot, EntryFormat::JsonLines, target());
    QVERIFY(!size);
    QVERIFY2(size.error().describe().find("a.jsonl") != std::string::npos, size.error().describe().c_str());
    QCOMPARE(contentOf(target()), QByteArray("before"));
    QCOMPARE(drafts(), QStringList());
}

void TestEntryExport::writesNothingWhereTheDiskIsFull() {
    write("a.jsonl", note(1, 1, "{\"x\": \"" + std::string(3'000'000, 'x') + "\"}"));
    const SnapshotPtr snapshot = load();
    writeBefore();
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 1'000'000;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto size = run(*snapshot, EntryFormat::JsonLines, target());
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!size);
    QCOMPARE(size.error().path, target().toStdString());
    QCOMPARE(contentOf(target()), QByteArray("before"));
    QCOMPARE(drafts(), QStringList());
}

void TestEntryExport::writesNothingWhereItIsCancelled() {
    std::string text;
    for (unsigned i = 1; i <= 5'000; ++i)
        text += note(i, i);
    write("a.jsonl", text);
    writeBefore();
    std::stop_source source;
    ExportOptions options;
    options.stop = source.get_token();
    std::vector<std::size_t> reported;
    options.progress = [&](std::size_t written) {
        reported.push_back(written);
        if (written > 0)
            source.request_stop();
    };
    const auto size = run(*load(), EntryFormat::JsonLines, target(), options);
    QVERIFY(!size);
    QCOMPARE(size.error().code, ErrorCode::Cancelled);
    QCOMPARE(reported.size(), std::size_t{2});
    QCOMPARE(contentOf(target()), QByteArray("before"));
    QCOMPARE(drafts(), QStringList());
}

void TestEntryExport::leavesTheOldFileWhereItIsKilled() {
    std::string text;
    for (unsigned i = 1; i <= 5'000; ++i)
        text += note(i, i);
    write("a.jsonl", text);
    const SnapshotPtr snapshot = load();
    writeBefore();
    const pid_t child = ::fork();
    if (child == 0) {
        ExportOptions options;
        options.progress = [](std::size_t written) {
            if (written > 4'000)
                ::kill(::getpid(), SIGKILL);
        };
        (void)run(*snapshot, EntryFormat::Csv, target(), options);
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(contentOf(target()), QByteArray("before"));
    QCOMPARE(drafts().size(), 1); // what was written by then
}

void TestEntryExport::refusesTargets_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a log") << "logs/a.jsonl" << QByteArray("would be read as a log");
    QTest::newRow("beside the logs") << "logs/new/../c.jsonl" << QByteArray("would be read as a log");
    QTest::newRow("directory") << "logs" << QByteArray("directory");
    QTest::newRow("pipe") << "pipe" << QByteArray("no file");
    QTest::newRow("nowhere") << "nowhere/out.txt" << QByteArray("No such file");
}

void TestEntryExport::refusesTargets() {
    QFETCH(QString, name);
    QFETCH(QByteArray, says);
    write("a.jsonl", note(1, 1));
    QVERIFY(QDir().mkpath(logs("new")));
    QCOMPARE(::mkfifo(target("pipe").toLocal8Bit().constData(), 0600), 0);
    const auto size = run(*load(), EntryFormat::JsonLines, target(name));
    QVERIFY(!size);
    QVERIFY2(size.error().describe().find(says.toStdString()) != std::string::npos, size.error().describe().c_str());
    QCOMPARE(contentOf(logs("a.jsonl")), QByteArray::fromStdString(note(1, 1)));
    // Under another name it may stand there.
    QVERIFY(run(*load(), EntryFormat::JsonLines, logs("out.json")));
}

void TestEntryExport::replacesWhatALinkLeadsTo() {
    write("a.jsonl", note(1, 1));
    writeBefore();
    QVERIFY(QFile::link(target(), target("link")));
    QVERIFY(run(*load(), EntryFormat::JsonLines, target("link")));
    QCOMPARE(contentOf(target()), QByteArray::fromStdString(note(1, 1)));
    QCOMPARE(QFile::symLinkTarget(target("link")), target());
}

QTEST_GUILESS_MAIN(TestEntryExport)
#include "tst_entry_export.moc"
