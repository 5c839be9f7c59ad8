// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "ui/frame/range_bar.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

class TestRangeBar : public QObject {
    Q_OBJECT

private slots:
    void marksWhatIsChosen();
    void emitsWhatIsClicked();
    void aCancelledDialogLeavesTheChoice();
    void lastVisitNeedsOne();
    void collapsesToAMenu();
    void namesRanges_data();
    void namesRanges();

private:
    static QPushButton* segment(RangeBar& bar, const QString& text) {
        for (QPushButton* button : bar.findChildren<QPushButton*>()) {
            if (button->isCheckable() && button->text() == text)
                return button;
        }
        return nullptr;
    }
    static QStringList checked(RangeBar& bar) {
        QStringList texts;
        for (const QPushButton* button : bar.findChildren<QPushButton*>()) {
            if (button->isChecked())
                texts += button->text();
        }
        return texts;
    }

    Theme m_theme;
};

void TestRangeBar::marksWhatIsChosen() {
    RangeBar bar;
    QCOMPARE(checked(bar), QStringList("All"));
    bar.setChoice(RangeChoice::last(14 * 24h), true);
    QCOMPARE(checked(bar), QStringList("14 d"));
    bar.setChoice(RangeChoice::last(3 * 24h), true);
    QCOMPARE(checked(bar), QStringList("3 d"));
    bar.setChoice(RangeChoice::sinceLastVisit(), true);
    QCOMPARE(checked(bar), QStringList("Since last visit"));
    QVERIFY(segment(bar, "Custom…"));
}

void TestRangeBar::emitsWhatIsClicked() {
    RangeBar bar;
    RangeChoice chosen;
    connect(&bar, &RangeBar::chosen, &bar, [&](const RangeChoice& choice) { chosen = choice; });
    QTest::mouseClick(segment(bar, "24 h"), Qt::LeftButton);
    QCOMPARE(chosen, RangeChoice::last(24h));
    QTest::keyClick(segment(bar, "7 d"), Qt::Key_Space);
    QCOMPARE(chosen, RangeChoice::last(7 * 24h));
}

void TestRangeBar::aCancelledDialogLeavesTheChoice() {
    RangeBar bar;
    QSignalSpy custom(&bar, &RangeBar::customWanted);
    QSignalSpy chosen(&bar, &RangeBar::chosen);
    QTest::mouseClick(segment(bar, "Custom…"), Qt::LeftButton);
    QCOMPARE(custom.count(), 1);
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(checked(bar), QStringList("All"));
}

void TestRangeBar::lastVisitNeedsOne() {
    RangeBar bar;
    bar.setChoice(RangeChoice::all(), false);
    QVERIFY(!segment(bar, "Since last visit")->isEnabled());
    bar.setChoice(RangeChoice::all(), true);
    QVERIFY(segment(bar, "Since last visit")->isEnabled());
}

void TestRangeBar::collapsesToAMenu() {
    RangeBar bar;
    bar.setChoice(RangeChoice::last(1h), true);
    const int expanded = bar.sizeHint().width();
    QCOMPARE(bar.expandedWidth(), expanded);
    bar.setCollapsed(true);
    QVERIFY(bar.sizeHint().width() < expanded / 2);
    QCOMPARE(bar.expandedWidth(), expanded);
    const auto buttons = bar.findChildren<QPushButton*>();
    const auto menuButton = std::find_if(buttons.begin(), buttons.end(), [](QPushButton* b) { return b->menu(); });
    QVERIFY(menuButton != buttons.end());
    QVERIFY((*menuButton)->text().contains("1 h"));
    QSignalSpy chosen(&bar, &RangeBar::chosen);
    QCOMPARE((*menuButton)->menu()->actions().size(), 7);
    (*menuButton)->menu()->actions().at(4)->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(qvariant_cast<RangeChoice>(chosen.at(0).at(0)), RangeChoice::all());
}

void TestRangeBar::namesRanges_data() {
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("name");
    QTest::newRow("all") << "all"
                         << "All";
    QTest::newRow("hour") << "last 3600"
                          << "1 h";
    QTest::newRow("day") << "last 86400"
                         << "24 h";
    QTest::newRow("30 days") << "last 2592000"
                             << "30 d";
    QTest::newRow("36 hours") << "last 129600"
                              << "36 h";
    // 1,763,600,000 is 20 November 2025, 01:53:20 in Berlin.
    QTest::newRow("days") << "custom 1763200000000000000 1763600000000000000" << QString::fromUtf8("15–20 Nov");
    QTest::newRow("open end") << "custom 1763600000000000000 -"
                              << "from 20 Nov 01:53";
    QTest::newRow("open start") << "custom - 1763600000000000000"
                                << "until 20 Nov 01:53";
}

void TestRangeBar::namesRanges() {
    QFETCH(QString, settings);
    QFETCH(QString, name);
    const auto choice = rangeFromSettingsText(settings);
    QVERIFY(choice);
    QVERIFY2(RangeBar::nameOf(*choice).startsWith(name), qPrintable(RangeBar::nameOf(*choice)));
}

QTEST_MAIN(TestRangeBar)
#include "tst_range_bar.moc"
