// SPDX-License-Identifier: GPL-3.0-or-later
// Where the window's keys are.
#include <memory>

#include <QApplication>
#include <QPushButton>
#include <QTest>
#include <QWindow>

#include "ui/frame/filter_line.h"
#include "ui/support/window_under_test.h"

using namespace moie;
using namespace moie::ui;

class TestWindowFocus : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_test.reset(); }
    void beginsAtThePageThatIsLookedAt();
    void goesBackThereFromTheFilter();
    void doesNotSkipWhatHasIt();
    void isWhereTheFoundTurnIs();

private:
    // The tab key, wherever the keys are.
    void tab() const {
        QWidget* focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : &window(), Qt::Key_Tab);
    }
    QString focused() const {
        const QWidget* focused = QApplication::focusWidget();
        return focused ? focused->accessibleName() : QString();
    }

    MainWindow& window() const { return *m_test->window; }

    std::unique_ptr<test::WindowUnderTest> m_test;
};

void TestWindowFocus::init() {
    m_test = std::make_unique<test::WindowUnderTest>();
    logLines::Writer writer("one");
    m_test->writeTurns(writer, 2);
    m_test->workspace.open(m_test->logs());
    m_test->activate();
    QTRY_COMPARE(window().state().kind, FrameState::Kind::Figures);
}

void TestWindowFocus::beginsAtThePageThatIsLookedAt() {
    tab();
    QCOMPARE(focused(), QString("Overview"));
    tab();
    QCOMPARE(focused(), QString("Love vectors"));
}

void TestWindowFocus::goesBackThereFromTheFilter() {
    window().showPage(QStringLiteral("safety"));
    QTest::keyClick(&window(), Qt::Key_Slash);
    QCOMPARE(focused(), QString("Filter"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    tab();
    QCOMPARE(focused(), QString("Safety"));
}

void TestWindowFocus::doesNotSkipWhatHasIt() {
    for (QPushButton* button : window().findChildren<QPushButton*>()) {
        if (button->accessibleName() == QLatin1String("Logs"))
            button->setFocus();
    }
    QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(focused(), QString("Command"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(focused(), QString("Logs"));
    tab();
    QCOMPARE(focused(), QString("Live"));
}

// As the desktop sends keys: to the window, which hands them on.
void TestWindowFocus::isWhereTheFoundTurnIs() {
    const auto press = [this](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(window().windowHandle(), key, modifiers);
    };
    const auto find = [&] {
        auto* line = window().findChild<FilterLine*>();
        line->start();
        line->setText(QStringLiteral("turn:clear"));
        press(Qt::Key_Return);
        QTRY_VERIFY(window().findChild<FilterPopup*>() && window().findChild<FilterPopup*>()->isVisible());
        QTRY_VERIFY(!window().findChild<FilterPopup*>()->list().choices().empty());
        press(Qt::Key_Down);
    };
    find();
    press(Qt::Key_Return);
    QCOMPARE(m_test->workspace.place().page, QString("sessions"));
    QTRY_COMPARE(focused(), QString("Transcript"));
    // The newest was found first: the one before it.
    const auto newest = m_test->workspace.place().turn;
    press(Qt::Key_K);
    QTRY_VERIFY(m_test->workspace.place().turn != newest);
    press(Qt::Key_J);
    QCOMPARE(m_test->workspace.place().turn, newest);

    find();
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_test->workspace.place().page, QString("logs"));
    QTRY_COMPARE(focused(), QString("Entries"));
}

QTEST_MAIN(TestWindowFocus)
#include "tst_window_focus.moc"
