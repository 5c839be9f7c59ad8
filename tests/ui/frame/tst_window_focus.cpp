// SPDX-License-Identifier: GPL-3.0-or-later
// Where the window's keys are.
#include <memory>

#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "support/log_lines.h"
#include "ui/frame/filter_line.h"
#include "ui/frame/main_window.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"

using namespace moie;
using namespace moie::ui;

class TestWindowFocus : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void beginsAtThePageThatIsLookedAt();
    void goesBackThereFromTheFilter();
    void doesNotSkipWhatHasIt();
    void isWhereTheFoundTurnIs();

private:
    // The tab key, wherever the keys are.
    void tab() const {
        QWidget* focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : m_window.get(), Qt::Key_Tab);
    }
    QString focused() const {
        const QWidget* focused = QApplication::focusWidget();
        return focused ? focused->accessibleName() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindowFocus::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    m_theme = std::make_unique<Theme>();
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_workspace->keepAnnotationsIn(m_directory->filePath(QStringLiteral("annotations.sqlite")));
    const QString logs = m_directory->filePath(QStringLiteral("logs"));
    logLines::append(logs.toStdString() + "/one.jsonl", logLines::Writer("one")
                                                            .user("hello")
                                                            .evaluated(true)
                                                            .responded()
                                                            .user("and again")
                                                            .evaluated(true)
                                                            .responded()
                                                            .take());
    m_workspace->open(logs);
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_COMPARE(m_window->state().kind, FrameState::Kind::Figures);
}

void TestWindowFocus::cleanup() {
    m_window.reset();
    m_workspace.reset();
}

void TestWindowFocus::beginsAtThePageThatIsLookedAt() {
    tab();
    QCOMPARE(focused(), QString("Overview"));
    tab();
    QCOMPARE(focused(), QString("Love vectors"));
}

void TestWindowFocus::goesBackThereFromTheFilter() {
    m_window->showPage(QStringLiteral("safety"));
    QTest::keyClick(m_window.get(), Qt::Key_Slash);
    QCOMPARE(focused(), QString("Filter"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    tab();
    QCOMPARE(focused(), QString("Safety"));
}

void TestWindowFocus::doesNotSkipWhatHasIt() {
    for (QPushButton* button : m_window->findChildren<QPushButton*>()) {
        if (button->accessibleName() == QLatin1String("Logs"))
            button->setFocus();
    }
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(focused(), QString("Command"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(focused(), QString("Logs"));
    tab();
    QCOMPARE(focused(), QString("Live"));
}

// As the desktop sends keys: to the window, which hands them on.
void TestWindowFocus::isWhereTheFoundTurnIs() {
    const auto press = [this](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(m_window->windowHandle(), key, modifiers);
    };
    const auto find = [&] {
        auto* line = m_window->findChild<FilterLine*>();
        line->start();
        line->setText(QStringLiteral("turn:clear"));
        press(Qt::Key_Return);
        QTRY_VERIFY(m_window->findChild<FilterPopup*>() && m_window->findChild<FilterPopup*>()->isVisible());
        QTRY_VERIFY(!m_window->findChild<FilterPopup*>()->list().choices().empty());
        press(Qt::Key_Down);
    };
    find();
    press(Qt::Key_Return);
    QCOMPARE(m_workspace->place().page, QString("sessions"));
    QTRY_COMPARE(focused(), QString("Transcript"));
    // The newest was found first: the one before it.
    const auto newest = m_workspace->place().turn;
    press(Qt::Key_K);
    QTRY_VERIFY(m_workspace->place().turn != newest);
    press(Qt::Key_J);
    QCOMPARE(m_workspace->place().turn, newest);

    find();
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_workspace->place().page, QString("logs"));
    QTRY_COMPARE(focused(), QString("Entries"));
}

QTEST_MAIN(TestWindowFocus)
#include "tst_window_focus.moc"
