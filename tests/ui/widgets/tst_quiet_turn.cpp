// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QAbstractEventDispatcher>
#include <QList>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWidget>

#include "ui/widgets/quiet_turn.h"

using moie::ui::QuietTurn;

namespace {

// Notes in which turns of the event loop it is painted, and asks to be painted in so many turns on end.
class Painted : public QWidget {
public:
    int turn = 0;
    int paintings = 0; // still to come
    QList<int> turns;

    void paintAgain(int times) {
        paintings = times;
        update();
    }

private:
    void paintEvent(QPaintEvent*) override {
        turns += turn;
        if (--paintings > 0)
            QTimer::singleShot(1, this, qOverload<>(&QWidget::update));
    }
};

} // namespace

class TestQuietTurn : public QObject {
    Q_OBJECT

private slots:
    void init();
    void comesAfterTheTurnThatPaints_data();
    void comesAfterTheTurnThatPaints();
    void comesWithoutAnyPainting();
    void comesOnce();

private:
    // Until it has come; the turn in which it did.
    int runUntilItCame();

    std::unique_ptr<Painted> m_window;
    QuietTurn* m_quiet = nullptr;
};

void TestQuietTurn::init() {
    m_window = std::make_unique<Painted>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY(!m_window->turns.isEmpty());
    auto* child = new QWidget(m_window.get());
    m_quiet = new QuietTurn(*child);
}

int TestQuietTurn::runUntilItCame() {
    m_window->turn = 0;
    m_window->turns.clear();
    QSignalSpy came(m_quiet, &QuietTurn::came);
    while (came.isEmpty() && m_window->turn < 1000) {
        ++m_window->turn;
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
    }
    return m_window->turn;
}

void TestQuietTurn::comesAfterTheTurnThatPaints_data() {
    QTest::addColumn<bool>("changedFirst");
    QTest::newRow("changed before") << true;
    QTest::newRow("changed in the same turn, after") << false;
}

void TestQuietTurn::comesAfterTheTurnThatPaints() {
    QFETCH(const bool, changedFirst);
    if (changedFirst)
        m_window->update();
    m_quiet->start();
    if (!changedFirst)
        m_window->update();
    const int turn = runUntilItCame();
    QCOMPARE(m_window->turns.size(), 1);
    QVERIFY(turn > m_window->turns.front());
}

void TestQuietTurn::comesWithoutAnyPainting() {
    m_quiet->start();
    QVERIFY(runUntilItCame() < 1000);
    QVERIFY(m_window->turns.isEmpty());
}

// Never in a turn that paints, and no more after it came.
void TestQuietTurn::comesOnce() {
    for (int round = 0; round < 20; ++round) {
        m_window->paintAgain(5);
        m_quiet->start();
        const int turn = runUntilItCame();
        QVERIFY(!m_window->turns.contains(turn));
    }
    QSignalSpy came(m_quiet, &QuietTurn::came);
    m_window->paintAgain(5);
    QTRY_COMPARE(m_window->paintings, 0);
    QVERIFY(came.isEmpty());
}

QTEST_MAIN(TestQuietTurn)
#include "tst_quiet_turn.moc"
