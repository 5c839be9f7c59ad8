// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <moie/base/name_table.h>

#include "ui/models/violations_model.h"

using namespace moie;
using namespace moie::ui;

namespace {

struct Sample {
    SnapshotPtr snapshot;
    NameId harm;
    NameId bias;
    NameId leak;
};

Sample sample() {
    NameTable names;
    Sample made;
    made.harm = names.intern("harm_prevention");
    made.bias = names.intern("bias");
    made.leak = names.intern("privacy_leak");
    auto session = std::make_shared<Session>();
    session->id = names.intern("2bd05e7a-1199");
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->names = names.view();
    snapshot->sessions.push_back(session);
    made.snapshot = snapshot;
    return made;
}

// `second` orders them; entries count up with it.
ViolationRow violation(int second, NameId type, double severity, std::size_t turn = 1) {
    ViolationRow row;
    row.event.time = fromUnixSeconds(1'763'600'000 + second);
    row.event.what = type;
    row.event.value = severity;
    row.event.entry = EntryId{static_cast<std::uint32_t>(second)};
    row.turnNumber = turn;
    return row;
}

ViolationRows rowsOf(std::vector<ViolationRow> rows) {
    return std::make_shared<const std::vector<ViolationRow>>(std::move(rows));
}

QString typesOf(const ViolationsModel& model) {
    QStringList types;
    for (int row = 0; row < model.rowCount(); ++row)
        types += model.index(row, ViolationsModel::TypeColumn).data().toString().left(1);
    return types.join(QString());
}

std::vector<int> secondsOf(const ViolationsModel& model) {
    std::vector<int> seconds;
    for (int row = 0; row < model.rowCount(); ++row)
        seconds.push_back(static_cast<int>(index(model.violation(row).event.entry)));
    return seconds;
}

} // namespace

class TestViolationsModel : public QObject {
    Q_OBJECT

private slots:
    void newerOnesComeInAtTheirPlace() {
        const Sample s = sample();
        ViolationsModel model(m_pool);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setViolations(rowsOf({violation(5, s.harm, 0.2), violation(3, s.bias, 0.9), violation(1, s.leak, NAN)}),
                            s.snapshot);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        // One on top, and one that came late.
        model.setViolations(rowsOf({violation(7, s.harm, 0.1), violation(5, s.harm, 0.2), violation(4, s.harm, 0.3),
                                    violation(3, s.bias, 0.9), violation(1, s.leak, NAN)}),
                            s.snapshot);
        QCOMPARE(secondsOf(model), (std::vector<int>{7, 5, 4, 3, 1}));
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(removed.count(), 0);
        // Another scope keeps what is in both.
        model.setViolations(rowsOf({violation(4, s.harm, 0.3), violation(3, s.bias, 0.9)}), s.snapshot);
        QCOMPARE(secondsOf(model), (std::vector<int>{4, 3}));
        QCOMPARE(removed.count(), 2);
        QCOMPARE(reset.count(), 0);
        model.setViolations(rowsOf({}), s.snapshot);
        QCOMPARE(model.rowCount(), 0);
    }

    // Until the reset is done, the rows are those of the log before.
    void anotherLogsNamesAreNotTheRowsNames() {
        NameTable names;
        names.intern("one");
        auto other = std::make_shared<Snapshot>();
        other->names = names.view();
        other->directory = "/elsewhere";
        const Sample s = sample();
        ViolationsModel model(m_pool);
        model.setViolations(rowsOf({violation(5, s.harm, 0.2)}), s.snapshot);
        QString last;
        connect(&model, &QAbstractItemModel::modelAboutToBeReset, &model,
                [&] { last = model.index(0, ViolationsModel::SessionColumn).data().toString(); });
        model.setViolations(rowsOf({}), other);
        QCOMPARE(last, QStringLiteral("2bd05e7a"));
        QCOMPARE(model.rowCount(), 0);
    }

    // Of a session that the snapshot before does not know.
    void newOnesHaveTheirTextsWhenTheyAreReported() {
        const Sample s = sample();
        auto grown = std::make_shared<Snapshot>(*s.snapshot);
        grown->sessions.push_back(std::make_shared<Session>(*s.snapshot->sessions[0]));
        ViolationRow later = violation(7, s.bias, 0.1);
        later.event.session = SessionIndex{1};
        ViolationsModel model(m_pool);
        model.setViolations(rowsOf({violation(5, s.harm, 0.2)}), s.snapshot);
        QString reported;
        connect(&model, &QAbstractItemModel::rowsInserted, &model, [&](const QModelIndex&, int first) {
            reported = model.index(first, ViolationsModel::SessionColumn).data().toString();
        });
        model.setViolations(rowsOf({later, violation(5, s.harm, 0.2)}), grown);
        QCOMPARE(reported, QStringLiteral("2bd05e7a"));
    }

    // Its names and sessions have other numbers, though the entries may be the same.
    void aDirectoryMadeAnewIsAnotherLog() {
        const Sample s = sample();
        NameTable names;
        const NameId bias = names.intern("bias");
        auto anew = std::make_shared<Snapshot>(*s.snapshot);
        anew->names = names.view();
        anew->store = 1;
        ViolationsModel model(m_pool);
        model.setViolations(rowsOf({violation(5, s.harm, 0.2)}), s.snapshot);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setViolations(rowsOf({violation(5, bias, 0.2)}), anew);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(typesOf(model), QStringLiteral("b"));
    }

    void sortsByEachColumnAndKeepsTheOrder() {
        const Sample s = sample();
        ViolationsModel model(m_pool);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<ViolationRow> rows{violation(5, s.harm, 0.2, 9), violation(3, s.bias, 0.9, 0),
                                       violation(1, s.leak, NAN, 2)};
        model.setViolations(rowsOf(rows), s.snapshot);
        const QPersistentModelIndex held = model.index(0, ViolationsModel::TypeColumn);
        sort(model, ViolationsModel::TypeColumn, Qt::AscendingOrder);
        QCOMPARE(typesOf(model), QStringLiteral("bhp"));
        QCOMPARE(held.row(), 1); // the selection stays with its violation
        sort(model, ViolationsModel::SeverityColumn, Qt::DescendingOrder);
        QCOMPARE(secondsOf(model), (std::vector<int>{3, 5, 1})); // none given: last
        sort(model, ViolationsModel::TurnColumn, Qt::DescendingOrder);
        QCOMPARE(secondsOf(model), (std::vector<int>{5, 1, 3}));
        // What comes in goes where the order puts it.
        sort(model, ViolationsModel::SeverityColumn, Qt::AscendingOrder);
        rows.insert(rows.begin(), violation(8, s.bias, 0.5));
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        setSorted(model, rows, s.snapshot);
        QCOMPARE(secondsOf(model), (std::vector<int>{1, 5, 8, 3}));
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted[0][1].toInt(), 2);
        model.sort(-1, Qt::AscendingOrder);
        QCOMPARE(secondsOf(model), (std::vector<int>{8, 5, 3, 1}));
    }

    void anyRowsAfterAnyOthers() {
        const Sample s = sample();
        ViolationsModel model(m_pool);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        // All pairs of subsets of six, in the order of severity, which is another one than that of time.
        model.sort(ViolationsModel::SeverityColumn, Qt::AscendingOrder);
        const double severities[] = {0.3, 0.1, 0.5, 0.1, 0.9, 0.2};
        const auto subset = [&](int bits) {
            std::vector<ViolationRow> rows;
            for (int i = 5; i >= 0; --i)
                if ((bits >> i & 1) != 0)
                    rows.push_back(violation(i, s.harm, severities[i]));
            return rows;
        };
        const auto expected = [&](int bits) {
            std::vector<int> order;
            for (const int i : {3, 1, 5, 0, 2, 4})
                if ((bits >> i & 1) != 0)
                    order.push_back(i);
            return order;
        };
        for (int before = 0; before < 64; ++before) {
            for (int after = 0; after < 64; ++after) {
                setSorted(model, subset(before), s.snapshot);
                setSorted(model, subset(after), s.snapshot);
                QCOMPARE(secondsOf(model), expected(after));
            }
        }
    }

    // While they are sorted, the order is changed, newer ones come, and at last another log.
    void theLastThatWasAskedForIsShown() {
        const Sample s = sample();
        ViolationsModel model(m_pool);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<ViolationRow> rows{violation(5, s.harm, 0.2), violation(3, s.bias, 0.9), violation(1, s.leak, 0.5)};
        model.setViolations(rowsOf(rows), s.snapshot);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.sort(ViolationsModel::TypeColumn, Qt::AscendingOrder);
        model.sort(ViolationsModel::SeverityColumn, Qt::AscendingOrder);
        rows.insert(rows.begin(), violation(8, s.bias, 0.7));
        model.setViolations(rowsOf(rows), s.snapshot);
        rows.insert(rows.begin(), violation(9, s.bias, 0.1));
        model.setViolations(rowsOf(rows), s.snapshot);
        QTRY_COMPARE(secondsOf(model), (std::vector<int>{9, 5, 1, 8, 3}));
        QCOMPARE(reset.count(), 0);
        // That of time is shown at once, and nothing comes after it.
        model.sort(ViolationsModel::TypeColumn, Qt::DescendingOrder);
        model.sort(ViolationsModel::TimeColumn, Qt::DescendingOrder);
        QCOMPARE(secondsOf(model), (std::vector<int>{9, 8, 5, 3, 1}));
        m_pool.waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(secondsOf(model), (std::vector<int>{9, 8, 5, 3, 1}));
        model.sort(ViolationsModel::TypeColumn, Qt::DescendingOrder);
        auto anew = std::make_shared<Snapshot>(*s.snapshot);
        anew->store = 1;
        model.setViolations(rowsOf({violation(2, s.leak, 0.2), violation(1, s.bias, 0.2)}), anew);
        QCOMPARE(model.rowCount(), 0);
        QTRY_COMPARE(typesOf(model), QStringLiteral("pb"));
    }

    void textsAreThoseOfTheLog() {
        const Sample s = sample();
        ViolationsModel model(m_pool);
        model.setViolations(rowsOf({violation(5, s.harm, 0.2, 9), violation(3, s.bias, NAN, 0)}), s.snapshot);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, ViolationsModel::TypeColumn), QStringLiteral("harm prevention"));
        QCOMPARE(text(0, ViolationsModel::SeverityColumn), QStringLiteral("0.200"));
        QCOMPARE(text(0, ViolationsModel::SessionColumn), QStringLiteral("2bd05e7a"));
        QCOMPARE(text(0, ViolationsModel::TurnColumn), QStringLiteral("9"));
        QCOMPARE(text(1, ViolationsModel::SeverityColumn), QStringLiteral("–"));
        QCOMPARE(text(1, ViolationsModel::TurnColumn), QStringLiteral("–"));
        const QString toolTip = model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains(QStringLiteral("session 2bd05e7a-1199, turn 9")), qPrintable(toolTip));
    }

private:
    static void sort(ViolationsModel& model, int column, Qt::SortOrder order) {
        QSignalSpy arranged(&model, &ViolationsModel::arranged);
        model.sort(column, order);
        QVERIFY(!arranged.isEmpty() || arranged.wait());
    }
    static void setSorted(ViolationsModel& model, const std::vector<ViolationRow>& rows, const SnapshotPtr& snapshot) {
        QSignalSpy arranged(&model, &ViolationsModel::arranged);
        model.setViolations(rowsOf(rows), snapshot);
        QVERIFY(!arranged.isEmpty() || arranged.wait());
    }

    QThreadPool m_pool;
};

QTEST_GUILESS_MAIN(TestViolationsModel)
#include "tst_violations_model.moc"
