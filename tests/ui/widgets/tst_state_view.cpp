// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "ui/theme/theme.h"
#include "ui/widgets/state_view.h"

using namespace moie::ui;

class TestStateView : public QObject {
    Q_OBJECT

private slots:
    void saysWhatHappenedAndWhatToDo() {
        Theme theme;
        StateView view(theme);
        view.setState({QStringLiteral("folder-missing"), QStringLiteral("The directory is gone"),
                       QStringLiteral("<b>/logs</b> does not exist."), QStringLiteral("Open another…"), std::nullopt});
        QSignalSpy triggered(&view, &StateView::actionTriggered);
        auto* button = view.findChild<QPushButton*>();
        QVERIFY(button->isVisibleTo(&view));
        QCOMPARE(button->text(), QStringLiteral("Open another…"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(!view.findChild<QProgressBar*>()->isVisibleTo(&view));
        for (const QLabel* label : view.findChildren<QLabel*>())
            QVERIFY(label->textFormat() == Qt::PlainText || !label->pixmap().isNull());
        QCOMPARE(view.accessibleName(), QStringLiteral("The directory is gone"));
    }

    void showsHowFarItIs() {
        Theme theme;
        StateView view(theme);
        const auto* bar = view.findChild<QProgressBar*>();
        view.setState({QStringLiteral("report"), QStringLiteral("Reading"), {}, {}, 0.43});
        QVERIFY(bar->isVisibleTo(&view));
        QCOMPARE(bar->value() * 100 / bar->maximum(), 43);
        QVERIFY(!view.findChild<QPushButton*>()->isVisibleTo(&view));
        view.setState({QStringLiteral("report"), QStringLiteral("Reading"), {}, {}, -1.0});
        QCOMPARE(bar->maximum(), 0); // busy
        view.setState({QStringLiteral("report"), QStringLiteral("Read"), {}, {}, std::nullopt});
        QVERIFY(!bar->isVisibleTo(&view));
    }
};

QTEST_MAIN(TestStateView)
#include "tst_state_view.moc"
