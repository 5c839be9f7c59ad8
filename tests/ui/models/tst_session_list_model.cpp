// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "support/snapshot_builder.h"
#include "ui/models/session_list_model.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000); // 20 November 2025, 01:53:20 in Berlin

SortedSessions sessions(int count, bool ascending) {
    SnapshotBuilder builder;
    for (int i = 0; i < count; ++i) {
        const std::string id = "session-" + std::to_string(i);
        builder.turn(id, start + i * 1h).response({1, 1, 1, 1, 0}).evaluation(false);
        builder.turn(id, start + i * 1h + 1min).response({0, 0, 0, 0, 0}).evaluation(true, {{"harm", 0.5}});
    }
    SortedSessions made;
    made.snapshot = std::make_shared<Snapshot>(builder.build());
    auto list = std::make_shared<SessionList>(sessionList(*made.snapshot, {}));
    made.order = sessionOrder(*list, SessionColumn::Started, ascending);
    made.list = list;
    made.ascending = ascending;
    return made;
}

} // namespace

class TestSessionListModel : public QObject {
    Q_OBJECT

private slots:
    void showsWhatWasCounted();
    void findsRows();
    void resetsOnlyForOtherRows();
};

void TestSessionListModel::showsWhatWasCounted() {
    SessionListModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSessions(sessions(3, false), start + 24h);
    QCOMPARE(model.rowCount(), 3);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, SessionListModel::StartedColumn), QStringLiteral("20 Nov 03:53"));
    QCOMPARE(text(2, SessionListModel::StartedColumn), QStringLiteral("20 Nov 01:53"));
    QCOMPARE(text(0, SessionListModel::TurnsColumn), QStringLiteral("2"));
    QCOMPARE(text(0, SessionListModel::LoveColumn), QStringLiteral("1.00"));
    QCOMPARE(text(0, SessionListModel::UnsafeColumn), QStringLiteral("1"));
    QCOMPARE(text(0, SessionListModel::VerdictsColumn), QStringLiteral("1 reached the user, 1 clear"));
    const QString toolTip = model.index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(toolTip.contains(QStringLiteral("Session session-2")), qPrintable(toolTip));
}

void TestSessionListModel::findsRows() {
    SessionListModel model;
    QCOMPARE(model.rowOf(SessionIndex{0}), -1);
    model.setSessions(sessions(3, false), start);
    QCOMPARE(model.rowOf(SessionIndex{0}), 2);
    QCOMPARE(model.rowOf(SessionIndex{2}), 0);
    QCOMPARE(model.rowOf(SessionIndex{3}), -1);
    QVERIFY(model.row(1).session == SessionIndex{1});
    QCOMPARE(model.pointsOf(1).size(), std::size_t{2});
}

void TestSessionListModel::resetsOnlyForOtherRows() {
    SessionListModel model;
    const QAbstractItemModelTester tester(&model);
    model.setSessions(sessions(3, false), start);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setSessions(sessions(3, false), start);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
    model.setSessions(sessions(3, true), start);
    QCOMPARE(resets.count(), 1);
    model.setSessions(sessions(4, true), start);
    QCOMPARE(resets.count(), 2);
    model.setSessions({}, start);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestSessionListModel)
#include "tst_session_list_model.moc"
