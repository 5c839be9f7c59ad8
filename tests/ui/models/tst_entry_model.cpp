// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/models/entry_model.h"

using namespace moie;
using namespace moie::ui;

class TestEntryModel : public QObject {
    Q_OBJECT

private slots:
    void namesAreShownAsTheyAreLogged();
    void newerEntriesComeInAndTurnsChangeWithThem();

private:
    SnapshotPtr load() const { return *loadOnce(m_directory.path().toStdString()); }
    std::string file() const { return (m_directory.path() + "/a.jsonl").toStdString(); }
    static std::vector<EntryId> entries(std::uint32_t from, std::uint32_t to) {
        std::vector<EntryId> ids;
        for (; from < to; ++from)
            ids.push_back(EntryId{from});
        return ids;
    }

    QTemporaryDir m_directory;
    ManualClock m_clock{fromUnixSeconds(1'763'600'000)};
};

// A place for a number in a name is no place for one.
void TestEntryModel::namesAreShownAsTheyAreLogged() {
    const QTemporaryDir directory;
    logLines::append((directory.path() + "/a.jsonl").toStdString(), logLines::Writer("a%2b").user("hello").take());
    EntryModel model(m_clock);
    model.setEntries(*loadOnce(directory.path().toStdString()), EntryOrder::ByTime, entries(0, 1));
    QCOMPARE(model.index(0, EntryModel::SessionColumn).data().toString(), QString("a%2b#1"));
}

void TestEntryModel::newerEntriesComeInAndTurnsChangeWithThem() {
    logLines::Writer writer("s");
    logLines::append(file(), writer.user("hello").take());
    EntryModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries(load(), EntryOrder::ByTime, entries(0, 1));
    const QString before = model.index(0, EntryModel::VerdictColumn).data().toString();
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QStringList announced;
    connect(&model, &QAbstractItemModel::dataChanged, &model,
            [&](const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) {
                if (roles.isEmpty() || roles.contains(Qt::DisplayRole))
                    for (int column = first.column(); column <= last.column(); ++column)
                        announced += model.index(last.row(), column).data().toString();
            });
    logLines::append(file(), writer.evaluated(true).responded().take());
    const SnapshotPtr newer = load();
    const std::vector<EntryId> added = entries(1, static_cast<std::uint32_t>(newer->entries.size()));
    model.addEntries(newer, added);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(), static_cast<int>(newer->entries.size()));
    // The latest first, so that the message is the last row.
    const QString after = model.index(model.rowCount() - 1, EntryModel::VerdictColumn).data().toString();
    QVERIFY(after != before);
    QVERIFY(announced.contains(after));
}

QTEST_GUILESS_MAIN(TestEntryModel)
#include "tst_entry_model.moc"
