// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <moie/base/name_table.h>

#include "ui/theme/theme.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/group_table.h"
#include "ui/widgets/segments.h"

using namespace moie;
using namespace moie::ui;

namespace {

struct Sample {
    Snapshot snapshot;
    Groups groups;
};

Estimate estimateOf(double value, double low, double high, std::size_t n) {
    Estimate estimate;
    estimate.value = value;
    estimate.low = low;
    estimate.high = high;
    estimate.n = n;
    estimate.sittings = 12;
    return estimate;
}

// Two profiles: warmer by more than noise, slower by more than noise, unsafe replies by no more than noise.
Sample sample() {
    Sample made;
    NameTable names;
    GroupFigures mentor;
    mentor.name.name = names.intern("warm_mentor");
    mentor.turns = 1320;
    const auto set = [&](Measure measure, const Estimate& now, const Estimate& before, bool moreThanNoise) {
        const auto i = static_cast<std::size_t>(measure);
        mentor.estimates[i] = now;
        Difference& d = mentor.againstOthers[i];
        d.before = before;
        d.now = now;
        d.change = now.value - before.value;
        d.p = d.pHolm = moreThanNoise ? 0.002 : 0.4;
        d.moreThanNoise = moreThanNoise;
    };
    set(Measure::Warmth, estimateOf(0.712, 0.69, 0.734, 1300), estimateOf(0.65, 0.6, 0.7, 200), true);
    set(Measure::UnsafeReplies, estimateOf(0.137, 0.116, 0.161, 952), estimateOf(0.131, 0.1, 0.15, 930), false);
    set(Measure::ResponseTime, estimateOf(1.9, 1.7, 2.1, 1200), estimateOf(1.2, 1.1, 1.3, 180), true);
    made.groups.groups.push_back(mentor);
    GroupFigures none;
    none.turns = 3;
    made.groups.groups.push_back(none);
    made.snapshot.names = names.view();
    return made;
}

const std::vector<Measure> measures{Measure::Warmth, Measure::UnsafeReplies, Measure::ResponseTime};

QString subtitleOf(const GroupTable& table) {
    QString longest;
    for (const QLabel* label : table.findChildren<QLabel*>())
        longest = label->text().size() > longest.size() ? label->text() : longest;
    return longest;
}

} // namespace

class TestGroupTable : public QObject {
    Q_OBJECT

private slots:
    void figuresIntervalsAndDifferences() {
        Theme theme;
        GroupTable table(theme, QStringLiteral("By group"), measures);
        table.setKey(GroupKey::Profile);
        const Sample s = sample();
        table.setGroups(GroupKey::Profile, s.groups, s.snapshot);
        const auto& rows = table.table().rows();
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].size(), std::size_t(5));
        QCOMPARE(rows[0][0].text, QStringLiteral("warm mentor"));
        QCOMPARE(rows[0][1].text, QStringLiteral("1,320"));
        QCOMPARE(rows[0][2].text, QStringLiteral("0.712"));
        QCOMPARE(rows[0][2].second, QStringLiteral("0.690–0.734"));
        QCOMPARE(rows[0][2].change, QStringLiteral("+0.062"));
        QCOMPARE(rows[0][2].changeMarker, Marker::TriangleUp);
        QCOMPARE(rows[0][2].changeColor, ColorRole::GoodText);
        QVERIFY(rows[0][2].toolTip.contains(QStringLiteral("1,300 turns in 12 sittings")));
        QVERIFY(rows[0][2].toolTip.contains(QStringLiteral("All other groups: 0.650 · 200 turns")));
        // No more than noise: said, but neither coloured nor marked.
        QCOMPARE(rows[0][3].text, QStringLiteral("13.7 %"));
        QCOMPARE(rows[0][3].second, QStringLiteral("11.6–16.1 %"));
        QCOMPARE(rows[0][3].change, QStringLiteral("+0.6 points"));
        QCOMPARE(rows[0][3].changeMarker, Marker::None);
        QCOMPARE(rows[0][3].changeColor, ColorRole::Dim);
        // Longer is worse.
        QCOMPARE(rows[0][4].change, QStringLiteral("+0.7 s"));
        QCOMPARE(rows[0][4].changeColor, ColorRole::BadText);
        QCOMPARE(rows[1][0].text, QStringLiteral("no profile logged"));
        QCOMPARE(rows[1][2].text, QStringLiteral("–"));
        QCOMPARE(rows[1][2].change, QString());
    }

    void hoursAreNamedByTheClock() {
        Theme theme;
        GroupTable table(theme, QStringLiteral("By group"), {Measure::Magnitude});
        table.setKey(GroupKey::Hour);
        Groups groups;
        for (const int hour : {0, 9, 23}) {
            groups.groups.emplace_back();
            groups.groups.back().name.hour = hour;
        }
        table.setGroups(GroupKey::Hour, groups, Snapshot());
        QCOMPARE(table.table().rows()[0][0].text, QStringLiteral("00:00–01:00"));
        QCOMPARE(table.table().rows()[1][0].text, QStringLiteral("09:00–10:00"));
        QCOMPARE(table.table().rows()[2][0].text, QStringLiteral("23:00–00:00"));
    }

    void aChoiceIsAskedForAndLateGroupsAreLeftOut() {
        Theme theme;
        GroupTable table(theme, QStringLiteral("By group"), measures);
        table.resize(900, 300);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const QSignalSpy chosen(&table, &GroupTable::keyChosen);
        const Sample s = sample();
        table.setGroups(GroupKey::Model, s.groups, s.snapshot);
        QCOMPARE(table.table().rows().size(), std::size_t(2));
        auto* profile = table.findChildren<QPushButton*>()[1];
        QTest::mouseClick(profile, Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen[0][0].value<GroupKey>() == GroupKey::Profile);
        QVERIFY(table.key() == GroupKey::Profile);
        table.setGroups(GroupKey::Model, {}, s.snapshot);
        QCOMPARE(table.table().rows().size(), std::size_t(2));
        // Within the row by the arrow keys.
        profile->setFocus();
        QTest::keyClick(profile, Qt::Key_Right);
        QVERIFY(table.key() == GroupKey::ContextFlags);
        QCOMPARE(chosen.count(), 2);
    }

    void whatIsLeftOutIsSaid() {
        Theme theme;
        GroupTable table(theme, QStringLiteral("By group"), measures);
        Sample s = sample();
        s.groups.turnsLeftOut = 1234;
        table.setGroups(GroupKey::Model, s.groups, s.snapshot);
        QVERIFY2(subtitleOf(table).endsWith(QStringLiteral("1,234 turns of further groups left out")),
                 qPrintable(subtitleOf(table)));
    }

    void aNarrowChoiceBecomesAList() {
        Segments choice(QStringLiteral("Vectors"), {{QStringLiteral("Response"), {}}, {QStringLiteral("Input"), {}}});
        choice.resize(choice.sizeHint());
        choice.show();
        QVERIFY(QTest::qWaitForWindowExposed(&choice));
        auto* list = choice.findChild<QComboBox*>();
        QVERIFY(!list->isVisible());
        choice.resize(choice.sizeHint().width() - 1, choice.height());
        QVERIFY(list->isVisible());
        const QSignalSpy chosen(&choice, &Segments::chosen);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(choice.current(), std::size_t(1));
        QCOMPARE(chosen.count(), 1);
    }
};

QTEST_MAIN(TestGroupTable)
#include "tst_group_table.moc"
