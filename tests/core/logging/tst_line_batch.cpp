// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <moie/logging/line_batch.h>

#include "core/logging/log_directory.h"

using moie::LineBatch;

namespace {

const moie::FileOperations realFiles = moie::systemFileOperations();

// As long as it lives no file of this process grows beyond the size: write(2) takes a part, then fails with EFBIG.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

unsigned modeOf(const std::string& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777u : 0;
}

void put(const std::string& path, const std::string& bytes) {
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::Append));
    file.write(bytes.data(), static_cast<qint64>(bytes.size()));
}

} // namespace

class TestLineBatch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void createsPrivately();
    void closesATornTail();
    void writesAPartialLineAgainAsAWhole();
    void owesOnlyTheNewline();
    void owesNothingWhereSomebodyElseClosedTheLine();
    void refusesWhatIsNoFile();
};

void TestLineBatch::initTestCase() {
    std::signal(SIGXFSZ, SIG_IGN);
    ::umask(0);
}

void TestLineBatch::createsPrivately() {
    LogDirectory directory;
    LineBatch batch;
    batch.add("one\n");
    batch.add("two\n");
    QCOMPARE(batch.waiting(), std::size_t{2});
    QVERIFY(batch.appendTo(directory.path("/a/b.jsonl"), realFiles));
    QVERIFY(batch.done());
    QCOMPARE(directory.bytes("/a/b.jsonl"), std::string("one\ntwo\n"));
    QCOMPARE(modeOf(directory.path("/a")), 0700u);
    QCOMPARE(modeOf(directory.path("/a/b.jsonl")), 0600u);
}

void TestLineBatch::closesATornTail() {
    LogDirectory directory;
    QVERIFY(moie::makeDirectories(directory.path()));
    put(directory.path("/x"), "whole\ntor");
    LineBatch batch;
    batch.add("next\n");
    QVERIFY(batch.appendTo(directory.path("/x"), realFiles));
    QCOMPARE(directory.bytes("/x"), std::string("whole\ntor\nnext\n"));
}

void TestLineBatch::writesAPartialLineAgainAsAWhole() {
    LogDirectory directory;
    LineBatch batch;
    batch.add("first\n");
    batch.add("second\n");
    batch.add("third\n");
    {
        const FileSizeLimit limit(9);
        const auto appended = batch.appendTo(directory.path("/x"), realFiles);
        QVERIFY(!appended);
        QCOMPARE(appended.error().path, directory.path("/x"));
    }
    QCOMPARE(batch.waiting(), std::size_t{2});
    put(directory.path("/x"), "\nof another writer\n");
    QVERIFY(batch.appendTo(directory.path("/x"), realFiles));
    QCOMPARE(directory.bytes("/x"), std::string("first\nsec\nof another writer\nsecond\nthird\n"));
    QVERIFY(batch.done());
}

void TestLineBatch::owesOnlyTheNewline() {
    LogDirectory directory;
    LineBatch batch;
    batch.add("first\n");
    {
        const FileSizeLimit limit(5);
        QVERIFY(!batch.appendTo(directory.path("/x"), realFiles));
    }
    QCOMPARE(batch.waiting(), std::size_t{1});
    QVERIFY(batch.appendTo(directory.path("/x"), realFiles));
    QVERIFY(batch.done());
    QCOMPARE(directory.bytes("/x"), std::string("first\n"));
}

void TestLineBatch::owesNothingWhereSomebodyElseClosedTheLine() {
    LogDirectory directory;
    LineBatch batch;
    batch.add("first\n");
    {
        const FileSizeLimit limit(5);
        QVERIFY(!batch.appendTo(directory.path("/x"), realFiles));
    }
    put(directory.path("/x"), "\nother\n");
    QVERIFY(batch.appendTo(directory.path("/x"), realFiles));
    QVERIFY(batch.done());
    QCOMPARE(directory.bytes("/x"), std::string("first\nother\n"));
}

void TestLineBatch::refusesWhatIsNoFile() {
    LogDirectory directory;
    QVERIFY(moie::makeDirectories(directory.path()));
    QCOMPARE(::mkfifo(directory.path("/fifo").c_str(), 0600), 0);
    LineBatch batch;
    batch.add("line\n");
    QVERIFY(!batch.appendTo(directory.path("/fifo"), realFiles));
    put(directory.path("/plain"), "x\n");
    const auto below = batch.appendTo(directory.path("/plain/below"), realFiles);
    QVERIFY(!below);
    QVERIFY(below.error().code == moie::ErrorCode::NotADirectory);
    QCOMPARE(batch.waiting(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestLineBatch)
#include "tst_line_batch.moc"
