// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/models/noted_lines_model.h"

using namespace moie;
using namespace moie::ui;

using Show = NotedLinesModel::Show;

class TestNotedLinesModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsRejectedLines();
    void showsWarnings();
    void readsBeginningsWhenShown();
    void growsWithNewerSnapshots();
    void startsAnewForAnotherDirectory();
    void namesOfFilesAreShownAsTheyAre();
    void saysWhenALineIsGone();

private:
    SnapshotPtr load() const;
    static QString cell(const NotedLinesModel& model, int row, int column) {
        return model.index(row, column).data().toString();
    }
    std::string file() const { return (m_directory->path() + "/safety/bad.jsonl").toStdString(); }

    QThreadPool m_pool;
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestNotedLinesModel::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    // Line 1 is whole, line 2 (22 bytes with its end) torn, line 3 a number, line 4 whole but with NaN.
    logLines::Writer writer("s");
    logLines::append(file(), writer.user("hello").take());
    logLines::append(file(), "{\"timestamp\": 17636\x1b[2\n42\n");
    logLines::append(file(), writer.responded("[NaN, 0.5, 0.5, 0.5, 0.5]").take());
}

SnapshotPtr TestNotedLinesModel::load() const {
    return *loadOnce(m_directory->path().toStdString());
}

void TestNotedLinesModel::showsRejectedLines() {
    NotedLinesModel model(m_pool);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(load());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, NotedLinesModel::PlaceColumn), QString("safety/bad.jsonl:2"));
    QCOMPARE(cell(model, 1, NotedLinesModel::PlaceColumn), QString("safety/bad.jsonl:3"));
    QCOMPARE(cell(model, 0, NotedLinesModel::ReasonColumn), QString("not JSON, or a damaged line"));
    QCOMPARE(cell(model, 1, NotedLinesModel::ReasonColumn), QString("JSON, but not an object"));
    const qint64 first = logLines::Writer("s").user("hello").text().size();
    QCOMPARE(cell(model, 0, NotedLinesModel::OffsetColumn), QString::number(first));
    QCOMPARE(cell(model, 1, NotedLinesModel::OffsetColumn), QString::number(first + 23));
}

void TestNotedLinesModel::showsWarnings() {
    NotedLinesModel model(m_pool);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(load());
    model.setShow(Show::Warnings);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, NotedLinesModel::PlaceColumn), QString("safety/bad.jsonl:4"));
    QCOMPARE(cell(model, 0, NotedLinesModel::ReasonColumn), QString("NaN or an infinite number, taken as missing"));
}

void TestNotedLinesModel::readsBeginningsWhenShown() {
    NotedLinesModel model(m_pool);
    model.setSnapshot(load());
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(cell(model, 0, NotedLinesModel::BeginningColumn), QString());
    QCOMPARE(cell(model, 1, NotedLinesModel::BeginningColumn), QString());
    QTRY_COMPARE(cell(model, 0, NotedLinesModel::BeginningColumn), QString("{\"timestamp\": 17636\\x1b[2"));
    QTRY_COMPARE(cell(model, 1, NotedLinesModel::BeginningColumn), QString("42"));
    // Both were read in one go.
    QCOMPARE(changed.count(), 1);
}

void TestNotedLinesModel::growsWithNewerSnapshots() {
    NotedLinesModel model(m_pool);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(load());
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    logLines::append(file(), "[]\n\"text\"\n");
    model.setSnapshot(load());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(cell(model, 3, NotedLinesModel::PlaceColumn), QString("safety/bad.jsonl:6"));
}

void TestNotedLinesModel::startsAnewForAnotherDirectory() {
    NotedLinesModel model(m_pool);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(load());
    const QTemporaryDir other;
    logLines::append((other.path() + "/x.jsonl").toStdString(), "oops\n");
    // Until the reset is done, the rows are those of before.
    QString last;
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, &model,
            [&] { last = cell(model, 1, NotedLinesModel::PlaceColumn); });
    model.setSnapshot(*loadOnce(other.path().toStdString()));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, NotedLinesModel::PlaceColumn), QString("x.jsonl:1"));
    QCOMPARE(last, QString("safety/bad.jsonl:3"));
    disconnect(&model, &QAbstractItemModel::modelAboutToBeReset, &model, nullptr);
    model.setSnapshot(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

// A place for a number in a file's name is no place for one.
void TestNotedLinesModel::namesOfFilesAreShownAsTheyAre() {
    const QTemporaryDir directory;
    logLines::append((directory.path() + "/a%2.jsonl").toStdString(), "oops\n");
    NotedLinesModel model(m_pool);
    model.setSnapshot(*loadOnce(directory.path().toStdString()));
    QCOMPARE(cell(model, 0, NotedLinesModel::PlaceColumn), QString("a%2.jsonl:1"));
}

void TestNotedLinesModel::saysWhenALineIsGone() {
    NotedLinesModel model(m_pool);
    model.setSnapshot(load());
    QVERIFY(QFile::remove(QString::fromStdString(file())));
    cell(model, 0, NotedLinesModel::BeginningColumn);
    QTRY_VERIFY(cell(model, 0, NotedLinesModel::BeginningColumn).startsWith("(cannot open the file"));
}

QTEST_GUILESS_MAIN(TestNotedLinesModel)
#include "tst_noted_lines_model.moc"
