// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/analytics/overview.h>

#include "support/snapshot_builder.h"

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time noon = fromUnixSeconds(1795172400);

QString text(const Snapshot& snapshot, NameId name) {
    return QString::fromStdString(std::string(snapshot.name(name)));
}

} // namespace

class TestViolations : public QObject {
    Q_OBJECT

private slots:
    void newestFirstWithTheirTurn();
    void belongToTheTurnsScope();
    void none();
};

void TestViolations::newestFirstWithTheirTurn() {
    SnapshotBuilder builder;
    builder.turn("a", noon).after(1s).violation("harm", 0.7, "regenerated").repeat().violation("harm", 0.7);
    builder.turn("a", noon + 1min).response({1, 1, 1, 1, 1});
    builder.turn("a", noon + 2min).after(1s).violation("bias", 0.2).violation("bias", 0.3);
    builder.turn("b", noon + 90s).violation("privacy");
    builder.turn("b", noon + 3min).provisional().violation("too early to tell");
    builder.loose("b", noon + 10min).violation("nobody's", 0.9);
    builder.loose("b", noon + 11min).error("no violation");
    const Snapshot snapshot = builder.build();

    const auto rows = violations(snapshot, {});
    QStringList found;
    for (const ViolationRow& row : rows)
        found << QString("%1 %2 %3")
                     .arg(text(snapshot, row.event.what))
                     .arg(row.event.session == SessionIndex{0} ? "a" : "b")
                     .arg(row.turnNumber);
    QCOMPARE(found, (QStringList{"nobody's b 0", "bias a 3", "bias a 3", "privacy b 1", "harm a 1"}));
    QVERIFY(rows[0].event.time == noon + 10min);
    // Of one moment, the later line first.
    QCOMPARE(rows[1].event.value, 0.3);
    QCOMPARE(rows[2].event.value, 0.2);
    QVERIFY(std::isnan(rows[3].event.value));
    QVERIFY(rows[4].event.kind == EventKind::Violation);
    QCOMPARE(text(snapshot, rows[4].event.action), "regenerated");
    QCOMPARE(rows[4].event.value, 0.7);
    QVERIFY(rows[4].event.time == noon + 1s);
    QVERIFY(snapshot.entries.labelsOf(rows[4].event.entry).kind == Kind::Violation);
}

void TestViolations::belongToTheTurnsScope() {
    SnapshotBuilder builder;
    builder.turn("a", noon - 1s).after(5s).violation("of an earlier turn");
    builder.turn("a", noon + 59min).after(2min).violation("late, but of a turn in scope");
    builder.loose("a", noon + 1h).violation("loose, outside");
    builder.loose("a", noon).violation("loose, inside");
    const Snapshot snapshot = builder.build();
    const auto rows = violations(snapshot, {{noon, noon + 1h}, {}});
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(text(snapshot, rows[0].event.what), "late, but of a turn in scope");
    QCOMPARE(rows[0].turnNumber, std::size_t{2});
    QCOMPARE(text(snapshot, rows[1].event.what), "loose, inside");
    QVERIFY(violations(snapshot, {{}, "b"}).empty());
}

void TestViolations::none() {
    QVERIFY(violations(Snapshot(), {}).empty());
}

QTEST_APPLESS_MAIN(TestViolations)
#include "tst_violations.moc"
