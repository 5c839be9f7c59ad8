// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>
#include <moie/query/read_hash.h>

#include "support/log_lines.h"

using namespace moie;

class TestReadHash : public QObject {
    Q_OBJECT

private slots:
    void isOfTheBytes();
    void isNotOfTheNames();
    void isOfWhatWasRead();
    void leavesOutWhatIsGone();
    void leavesOutWhatIsAnother();

private:
    static std::string lines(const char* session, int turns) {
        logLines::Writer writer(session);
        for (int i = 0; i < turns; ++i)
            writer.user("hello").evaluated(true).responded();
        return writer.text();
    }
    // Of a directory with these files.
    static ReadHash hashOf(const std::vector<std::pair<const char*, std::string>>& files) {
        const QTemporaryDir directory;
        for (const auto& [name, text] : files)
            logLines::append(directory.filePath(QLatin1String(name)).toStdString(), text);
        return hashOfRead(*load(directory));
    }
    static SnapshotPtr load(const QTemporaryDir& directory) {
        const auto loaded = loadOnce(directory.path().toStdString());
        return loaded ? *loaded : std::make_shared<const Snapshot>();
    }
};

void TestReadHash::isOfTheBytes() {
    const std::string text = lines("a", 400); // over several pieces of reading
    const ReadHash first = hashOf({{"a.jsonl", text}, {"b.jsonl", lines("b", 1)}});
    QCOMPARE(first.files, std::uint64_t{2});
    QCOMPARE(first.bytes, text.size() + lines("b", 1).size());
    QCOMPARE(hashOf({{"a.jsonl", text}, {"b.jsonl", lines("b", 1)}}).hash, first.hash);
    for (const std::size_t at : {std::size_t{30}, text.size() / 2, text.size() - 20}) {
        std::string other = text;
        other[at] = other[at] == '1' ? '2' : '1';
        QVERIFY(hashOf({{"a.jsonl", other}, {"b.jsonl", lines("b", 1)}}).hash != first.hash);
    }
}

void TestReadHash::isNotOfTheNames() {
    const std::string a = lines("a", 2);
    const std::string b = lines("b", 3);
    const std::uint64_t hash = hashOf({{"1.jsonl", a}, {"2.jsonl", b}}).hash;
    QCOMPARE(hashOf({{"deep/x.jsonl", a}, {"deep/y.jsonl", b}}).hash, hash);
    QVERIFY(hashOf({{"1.jsonl", b}, {"2.jsonl", a}}).hash != hash); // their order is
}

void TestReadHash::isOfWhatWasRead() {
    const QTemporaryDir directory;
    const std::string path = directory.filePath("a.jsonl").toStdString();
    logLines::append(path, lines("a", 2));
    const SnapshotPtr snapshot = load(directory);
    const ReadHash before = hashOfRead(*snapshot);
    logLines::append(path, lines("b", 2));
    const ReadHash after = hashOfRead(*snapshot);
    QCOMPARE(after.hash, before.hash);
    QCOMPARE(after.bytes, before.bytes);
    QVERIFY(hashOfRead(*load(directory)).hash != before.hash);
}

void TestReadHash::leavesOutWhatIsGone() {
    const QTemporaryDir directory;
    logLines::append(directory.filePath("a.jsonl").toStdString(), lines("a", 2));
    logLines::append(directory.filePath("b.jsonl").toStdString(), lines("b", 2));
    const SnapshotPtr snapshot = load(directory);
    QVERIFY(QFile::remove(directory.filePath("b.jsonl")));
    const ReadHash rest = hashOfRead(*snapshot);
    QCOMPARE(rest.files, std::uint64_t{1});
    QCOMPARE(rest.filesLeftOut, std::uint64_t{1});
    QCOMPARE(rest.hash, hashOf({{"a.jsonl", lines("a", 2)}}).hash);
}

void TestReadHash::leavesOutWhatIsAnother() {
    const QTemporaryDir directory;
    const QString path = directory.filePath("a.jsonl");
    logLines::append(path.toStdString(), lines("a", 3));
    const SnapshotPtr snapshot = load(directory);
    QVERIFY(QFile::resize(path, 10)); // cut
    QCOMPARE(hashOfRead(*snapshot).filesLeftOut, std::uint64_t{1});
    // Under the same name, of the same length: the old one is kept open, so that the new one has another inode.
    QFile old(path);
    QVERIFY(old.open(QIODevice::ReadOnly) && QFile::remove(path));
    logLines::append(path.toStdString(), lines("a", 3));
    QCOMPARE(hashOfRead(*snapshot).filesLeftOut, std::uint64_t{1});
    QCOMPARE(hashOfRead(*snapshot).files, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestReadHash)
#include "tst_read_hash.moc"
