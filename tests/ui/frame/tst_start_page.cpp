// SPDX-License-Identifier: GPL-3.0-or-later
// The first start: what is offered, by mouse and by keyboard, and what becomes of it.
#include <algorithm>
#include <memory>

#include <sys/stat.h>

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "ui/frame/demonstration.h"
#include "ui/frame/main_window.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/page_stack.h"
#include "ui/frame/settings_dialog.h"
#include "ui/frame/start_page.h"
#include "ui/pages/page.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

class TestStartPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isThereForEveryPage();
    void opensARecentDirectory();
    void showsTheRecentDirectoriesOfNow();
    void forgetsRecentDirectories();
    void makesTheDemonstration();
    void opensTheDemonstrationOfToday();
    void saysThatTheDemonstrationIsThere();
    void opensTheDemonstrationFromAnotherDirectory();
    void doesNotOpenTheDemonstrationOverAnotherDirectory();
    void saysElsewhereWhyThereIsNoDemonstration();
    void cancelsTheDemonstration();
    void saysWhyThereIsNoDemonstration();
    void holdsASession();
    void saysWhyASessionCannotBeLogged();
    void isThereForADirectoryWithoutLogs();
    void worksByKeyboardAlone();
    void leavesADemonstrationThatIsNotWaitedFor();

private:
    void make();
    StartPage* page() const { return m_window->findChild<StartPage*>(); }
    QPushButton* button(const QString& text) const {
        for (auto* found : page()->findChildren<QPushButton*>()) {
            if (found->text() == text)
                return found;
        }
        return nullptr;
    }
    bool says(const QString& text) const {
        for (const auto* label : page()->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    void click(const QString& text) const { QTest::mouseClick(button(text), Qt::LeftButton); }
    void openElsewhere();
    // Above the page that is looked at.
    bool notes(const QString& text) const {
        const auto bars = m_window->findChildren<NoticeBar*>();
        return std::any_of(bars.begin(), bars.end(),
                           [&](const NoticeBar* bar) { return bar->isVisible() && bar->text().contains(text); });
    }
    // As from the menu of directories and the command palette.
    void demonstrate() const {
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->text() == QStringLiteral("Open the demonstration"))
                return action->trigger();
        }
        QFAIL("no such command");
    }
    QString path(const char* name) const { return m_directory->filePath(QString::fromLatin1(name)); }
    QStringList inDirectory() const {
        return QDir(m_directory->path()).entryList({"demo*"}, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestStartPage::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(path("settings.ini"));
    m_theme = std::make_unique<Theme>();
    make();
}

void TestStartPage::make() {
    m_window.reset();
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    page()->setDemonstrationDirectory(path("demo"));
    page()->setSessionDirectory(path("deeper/sessions"));
    m_window->showPage(QStringLiteral("overview"));
    m_window->show();
}

void TestStartPage::cleanup() {
    m_window.reset();
    m_workspace.reset();
}

void TestStartPage::isThereForEveryPage() {
    QVERIFY(!m_workspace->canGoBack());
    for (const QString& id : PageStack::ids()) {
        QVERIFY(m_window->showPage(id));
        QVERIFY2(page()->isVisible(), qPrintable(id));
    }
    QVERIFY(!says("Opened before"));
}

void TestStartPage::opensARecentDirectory() {
    const QString odd = path("a & b/<b>logs");
    QVERIFY(QDir().mkpath(odd));
    m_settings->addRecent(odd);
    make();
    QVERIFY(says("Opened before"));
    click(QStringLiteral("a && b/<b>logs"));
    QCOMPARE(m_workspace->directory(), odd);
    QTRY_VERIFY(!page()->isVisible());
}

void TestStartPage::showsTheRecentDirectoriesOfNow() {
    QVERIFY(QDir().mkpath(path("empty")));
    QVERIFY(!says("Opened before"));
    m_workspace->openUnwatched(path("elsewhere"));
    Snapshot snapshot;
    snapshot.problem = Error{ErrorCode::NotFound, "no such directory", path("elsewhere").toStdString(), {}};
    m_workspace->receive(std::make_shared<const Snapshot>(snapshot));
    QVERIFY(!page()->isVisible());
    m_settings->addRecent(path("another"));
    m_workspace->open(path("empty"));
    QTRY_VERIFY(page()->isVisible());
    QVERIFY(says("Opened before"));
    QVERIFY(button(QDir(m_directory->path()).dirName() + "/another"));
    QVERIFY(!button(QDir(m_directory->path()).dirName() + "/empty")); // it is open
}

void TestStartPage::forgetsRecentDirectories() {
    m_settings->addRecent(path("logs"));
    make();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
    auto* dialog = m_window->findChild<SettingsDialog*>();
    QVERIFY(dialog);
    for (auto* found : dialog->findChildren<QPushButton*>()) {
        if (found->accessibleName().startsWith("Forget: Recent directories"))
            found->click();
    }
    QVERIFY(!says("Opened before"));
}

void TestStartPage::makesTheDemonstration() {
    click("Make the demonstration");
    QVERIFY(page()->findChild<QProgressBar*>()->isVisible());
    QVERIFY(!QDir(path("demo")).exists());
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->directory(), path("demo"), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state().kind, FrameState::Kind::Figures, 60'000);
    QVERIFY(!page()->isVisible());
    QCOMPARE(inDirectory(), QStringList("demo"));
    struct stat status {};
    QCOMPARE(::stat(QFile::encodeName(path("demo")).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0700u);
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->snapshot()->sessions.size(), std::size_t{40}, 60'000);
}

void TestStartPage::opensTheDemonstrationOfToday() {
    QVERIFY(QDir().mkpath(path("demo/kept")));
    click("Make the demonstration");
    QCOMPARE(m_workspace->directory(), path("demo"));
    QCOMPARE(QDir(path("demo")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList("kept"));
}

void TestStartPage::saysThatTheDemonstrationIsThere() {
    QVERIFY(QDir().mkpath(path("demo/kept")));
    m_window->hide();
    m_window->show();
    click("Open the demonstration");
    QCOMPARE(m_workspace->directory(), path("demo"));
}

// A directory that is gone: its page is not the start page.
void TestStartPage::openElsewhere() {
    m_workspace->openUnwatched(path("elsewhere"));
    Snapshot snapshot;
    snapshot.problem = Error{ErrorCode::NotFound, "no such directory", path("elsewhere").toStdString(), {}};
    m_workspace->receive(std::make_shared<const Snapshot>(snapshot));
    QVERIFY(!page()->isVisible());
}

void TestStartPage::opensTheDemonstrationFromAnotherDirectory() {
    openElsewhere();
    demonstrate();
    QVERIFY(notes("The demonstration is being made."));
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->directory(), path("demo"), 60'000);
    QVERIFY(!notes("The demonstration is being made."));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state().kind, FrameState::Kind::Figures, 60'000);
    openElsewhere();
    demonstrate(); // it is there
    QCOMPARE(m_workspace->directory(), path("demo"));
}

void TestStartPage::doesNotOpenTheDemonstrationOverAnotherDirectory() {
    openElsewhere();
    demonstrate();
    QTRY_VERIFY(!inDirectory().isEmpty()); // it is being made
    m_workspace->openUnwatched(path("another"));
    QVERIFY(!notes("The demonstration is being made."));
    QTRY_COMPARE(inDirectory(), QStringList());
    QCOMPARE(m_workspace->directory(), path("another"));
}

void TestStartPage::saysElsewhereWhyThereIsNoDemonstration() {
    QFile file(path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    page()->setDemonstrationDirectory(path("file/demo"));
    openElsewhere();
    demonstrate();
    QTRY_VERIFY(notes("There is no demonstration: "));
    QVERIFY(notes("cannot make the directory: Not a directory"));
    QCOMPARE(m_workspace->directory(), path("elsewhere"));
}

void TestStartPage::cancelsTheDemonstration() {
    click("Make the demonstration");
    QTRY_VERIFY(!inDirectory().isEmpty()); // it is being made
    click("Cancel");
    QVERIFY(button("Make the demonstration"));
    QVERIFY(!page()->findChild<QProgressBar*>()->isVisible());
    QTRY_COMPARE(inDirectory(), QStringList());
    QVERIFY(m_workspace->directory().isEmpty());
    // And once more, from the start.
    click("Make the demonstration");
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->directory(), path("demo"), 60'000);
}

void TestStartPage::saysWhyThereIsNoDemonstration() {
    QFile file(path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    page()->setDemonstrationDirectory(path("file/demo"));
    click("Make the demonstration");
    QTRY_VERIFY(says("cannot make the directory: Not a directory"));
    QVERIFY(says(path("file")));
    QVERIFY(button("Make the demonstration"));
    QVERIFY(m_workspace->directory().isEmpty());
}

void TestStartPage::holdsASession() {
    QVERIFY(says("Logged to "));
    click("Hold a session");
    QCOMPARE(m_workspace->directory(), path("deeper/sessions"));
    QCOMPARE(m_workspace->place().page, QString("live"));
    QVERIFY(!page()->isVisible());
    QVERIFY(m_window->page()->isVisible());
    struct stat status {};
    QCOMPARE(::stat(QFile::encodeName(path("deeper/sessions")).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0700u);
}

void TestStartPage::saysWhyASessionCannotBeLogged() {
    QFile file(path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    page()->setSessionDirectory(path("file/sessions"));
    click("Hold a session");
    QVERIFY(says("cannot make the directory: Not a directory"));
    QVERIFY(m_workspace->directory().isEmpty());
}

// What was opened holds no logs: a session is held there, and a demonstration is still made elsewhere.
void TestStartPage::isThereForADirectoryWithoutLogs() {
    QVERIFY(QDir().mkpath(path("empty")));
    m_workspace->open(path("empty"));
    QTRY_VERIFY(says("No logs here yet"));
    QVERIFY(says("empty and the directories below it hold no *.jsonl file"));
    QVERIFY(says("Logged to ") && says("/empty"));
    click("Make the demonstration");
    QTRY_COMPARE(m_workspace->directory(), path("demo"));
    m_workspace->open(path("empty"));
    QTRY_VERIFY(says("No logs here yet"));
    click("Hold a session");
    QCOMPARE(m_workspace->directory(), path("empty"));
    QCOMPARE(m_workspace->place().page, QString("live"));
    QVERIFY(!page()->isVisible());
}

void TestStartPage::worksByKeyboardAlone() {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY(button("Open directory…")->hasFocus());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
    QVERIFY(button("Make the demonstration")->hasFocus());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
    QVERIFY(button("Hold a session")->hasFocus());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
    QCOMPARE(m_workspace->directory(), path("deeper/sessions"));
}

// Another directory is opened in the meantime.
void TestStartPage::leavesADemonstrationThatIsNotWaitedFor() {
    QVERIFY(QDir().mkpath(path("logs")));
    click("Make the demonstration");
    m_workspace->open(path("logs"));
    QTRY_COMPARE(inDirectory(), QStringList());
    QCOMPARE(m_workspace->directory(), path("logs"));
}

QTEST_MAIN(TestStartPage)
#include "tst_start_page.moc"
