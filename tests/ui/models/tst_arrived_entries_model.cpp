// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/models/arrived_entries_model.h"

using namespace moie;
using namespace moie::ui;

using Model = ArrivedEntriesModel;

class TestArrivedEntriesModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_model.reset(); }
    void beginsWithTheNewestByTime();
    void takesASnapshotsArrivalsInOneInsertion();
    void ordersWhatCameTogetherByTime();
    void holdsStillAndCounts();
    void isBounded();
    void startsAnewForAnotherDirectory();
    void waitsForTheFirstLoad();
    void coversWhatHostsSay();

private:
    // One entry at that second.
    void log(int second, const std::string& message = "User input received", const std::string& file = "a");
    SnapshotPtr load() const { return *loadOnce(m_directory->path().toStdString()); }
    // A model of what was logged so far, watched over.
    Model& filled() {
        m_model = std::make_unique<Model>(m_pool);
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_model.get());
        m_model->setSnapshot(load());
        return *m_model;
    }
    static QString cell(const Model& model, int row, int column) { return model.index(row, column).data().toString(); }
    static QStringList times(const Model& model) {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts += cell(model, row, Model::TimeColumn).mid(6);
        return texts;
    }

    QThreadPool m_pool;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Model> m_model;
    unsigned m_number = 0;
};

void TestArrivedEntriesModel::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_number = 0;
}

void TestArrivedEntriesModel::log(int second, const std::string& message, const std::string& file) {
    logLines::Entry entry;
    entry.number = ++m_number;
    entry.seconds = 1763600040 + second; // 01:54:00 in Berlin
    entry.category = "interaction";
    entry.message = message;
    logLines::append(m_directory->path().toStdString() + "/" + file + ".jsonl", logLines::line(entry));
}

void TestArrivedEntriesModel::beginsWithTheNewestByTime() {
    log(20);
    log(10);
    log(30);
    Model model(m_pool);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy ready(&model, &Model::readyChanged);
    model.setSnapshot(load());
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(times(model), QStringList({"30.000", "20.000", "10.000"}));
    QCOMPARE(cell(model, 0, Model::CategoryColumn), QString("interaction"));
    QCOMPARE(cell(model, 0, Model::MessageColumn), QString("User input received"));
}

void TestArrivedEntriesModel::takesASnapshotsArrivalsInOneInsertion() {
    log(20);
    Model& model = filled();
    QTRY_VERIFY(model.isReady());
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    log(21);
    log(22);
    model.setSnapshot(load());
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(times(model), QStringList({"22.000", "21.000", "20.000"}));
    log(5); // late: it arrives now
    model.setSnapshot(load());
    QCOMPARE(times(model), QStringList({"05.000", "22.000", "21.000", "20.000"}));
}

// A turn writes to several files, which are read one after another.
void TestArrivedEntriesModel::ordersWhatCameTogetherByTime() {
    log(20);
    Model& model = filled();
    QTRY_VERIFY(model.isReady());
    log(21);
    log(23);
    log(22, "User input received", "b");
    log(24, "User input received", "b");
    model.setSnapshot(load());
    QCOMPARE(times(model), QStringList({"24.000", "23.000", "22.000", "21.000", "20.000"}));
}

void TestArrivedEntriesModel::holdsStillAndCounts() {
    log(20);
    Model& model = filled();
    QTRY_VERIFY(model.isReady());
    model.setHeld(true);
    QSignalSpy waiting(&model, &Model::waitingChanged);
    log(21);
    log(22);
    model.setSnapshot(load());
    QCOMPARE(waiting.count(), 1);
    QCOMPARE(model.waiting(), std::size_t(2));
    QCOMPARE(times(model), QStringList({"20.000"}));
    model.setHeld(false);
    QCOMPARE(model.waiting(), std::size_t(0));
    QCOMPARE(times(model), QStringList({"22.000", "21.000", "20.000"}));
}

void TestArrivedEntriesModel::isBounded() {
    log(1);
    Model& model = filled();
    QTRY_VERIFY(model.isReady());
    const auto most = static_cast<int>(Model::mostEntries);
    for (int i = 0; i < most - 1; ++i)
        log(2);
    model.setSnapshot(load());
    QCOMPARE(model.rowCount(), most);
    log(3);
    log(4);
    model.setSnapshot(load());
    QCOMPARE(model.rowCount(), most);
    QCOMPARE(cell(model, 0, Model::TimeColumn).mid(6), QString("04.000"));
    QCOMPARE(cell(model, most - 1, Model::TimeColumn).mid(6), QString("02.000"));
    for (int i = 0; i < most + 5; ++i)
        log(5);
    model.setSnapshot(load());
    QCOMPARE(model.rowCount(), most);
    QCOMPARE(cell(model, most - 1, Model::TimeColumn).mid(6), QString("05.000"));
}

void TestArrivedEntriesModel::startsAnewForAnotherDirectory() {
    log(1);
    Model& model = filled();
    QTRY_COMPARE(model.rowCount(), 1);
    const auto before = std::exchange(m_directory, std::make_unique<QTemporaryDir>());
    log(2);
    log(3);
    model.setSnapshot(load());
    QCOMPARE(model.rowCount(), 0);
    QTRY_COMPARE(times(model), QStringList({"03.000", "02.000"}));
    model.setSnapshot(nullptr);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.isReady());
}

void TestArrivedEntriesModel::waitsForTheFirstLoad() {
    log(1);
    Model model(m_pool);
    auto partial = std::make_shared<Snapshot>(*load());
    partial->load.complete = false;
    model.setSnapshot(partial);
    m_pool.waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(model.rowCount(), 0);
    model.setSnapshot(load());
    QTRY_COMPARE(model.rowCount(), 1);
}

void TestArrivedEntriesModel::coversWhatHostsSay() {
    log(1, "Alice asked for the key");
    log(2);
    Model model(m_pool);
    model.setTextsHidden(true);
    model.setSnapshot(load());
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, Model::MessageColumn), QString("User input received"));
    QCOMPARE(cell(model, 1, Model::MessageColumn), QString("hidden"));
    QVERIFY(!model.index(1, Model::MessageColumn).data(Qt::ToolTipRole).toString().contains("Alice"));
    model.setTextsHidden(false);
    QCOMPARE(cell(model, 1, Model::MessageColumn), QString("Alice asked for the key"));
}

QTEST_GUILESS_MAIN(TestArrivedEntriesModel)
#include "tst_arrived_entries_model.moc"
