// SPDX-License-Identifier: GPL-3.0-or-later
// A note that cannot be written: it is said on every page, and the window does not close over it unasked.
#include <QDir>
#include <QFile>
#include <QMessageBox>

#include "ui/support/window_under_test.h"
#include "ui/workspace/annotations.h"

using namespace moie;
using namespace moie::ui;
using moie::test::WindowUnderTest;

class TestNotesGuard : public QObject {
    Q_OBJECT

private slots:
    void asksBeforeTheWindowClosesOverThem();
    void offersNoExportOfWhatWasNotRead();
    void asksNothingWhereAllIsWritten();
    void saysOnOtherPagesWhatAroseAmongTheNotes();
    void whatWasClosedStaysClosed();

private:
    static QAction* quit(const WindowUnderTest& under) {
        for (QAction* action : under.window->findChildren<QAction*>())
            if (action->text() == QLatin1String("Quit"))
                return action;
        return nullptr;
    }
};

void TestNotesGuard::asksBeforeTheWindowClosesOverThem() {
    WindowUnderTest under;
    // A file stands where its directory should be.
    under.settings.setTheme(QStringLiteral("light"));
    QVERIFY(under.settings.save());
    under.workspace.keepAnnotationsIn(under.directory.filePath(QStringLiteral("settings.ini/annotations.sqlite")));
    under.makeWindow();
    under.workspace.annotations().setNote({"s", 1, fromUnixSeconds(1'763'600'000)}, QStringLiteral("why?"));
    QTRY_VERIFY(under.notice(QStringLiteral("Annotations: ")));
    const auto press = [&](QMessageBox::ButtonRole role) {
        auto* question = under.window->findChild<QMessageBox*>();
        QVERIFY(question);
        for (QAbstractButton* button : question->buttons())
            if (question->buttonRole(button) == role)
                button->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    quit(under)->trigger();
    QVERIFY(under.window->findChild<QMessageBox*>()->text().contains("can export them"));
    press(QMessageBox::RejectRole);
    QVERIFY(under.window->isVisible());
    quit(under)->trigger();
    press(QMessageBox::DestructiveRole);
    QVERIFY(!under.window->isVisible());
}

void TestNotesGuard::offersNoExportOfWhatWasNotRead() {
    WindowUnderTest under;
    // A directory stands where the file should be.
    const QString file = under.directory.filePath(QStringLiteral("annotations.sqlite"));
    QVERIFY(QDir().mkpath(file));
    under.workspace.keepAnnotationsIn(file);
    under.makeWindow();
    under.workspace.annotations().setNote({"s", 1, fromUnixSeconds(1'763'600'000)}, QStringLiteral("why?"));
    QTRY_VERIFY(under.notice(QStringLiteral("Annotations: ")));
    quit(under)->trigger();
    QVERIFY(!under.window->findChild<QMessageBox*>()->text().contains("export"));
}

void TestNotesGuard::saysOnOtherPagesWhatAroseAmongTheNotes() {
    WindowUnderTest under;
    under.settings.setTheme(QStringLiteral("light"));
    QVERIFY(under.settings.save());
    under.workspace.keepAnnotationsIn(under.directory.filePath(QStringLiteral("settings.ini/annotations.sqlite")));
    under.makeWindow();
    const auto goTo = [&](const char* page) {
        Place place = under.workspace.place();
        place.page = QLatin1String(page);
        under.workspace.go(place);
    };
    goTo("sessions");
    under.workspace.annotations().setNote({"s", 1, fromUnixSeconds(1'763'600'000)}, QStringLiteral("why?"));
    QTRY_VERIFY(!under.workspace.annotations().problem().isEmpty());
    QVERIFY(!under.notice(QStringLiteral("Annotations: ")));
    goTo("overview");
    QVERIFY(under.notice(QStringLiteral("Annotations: ")));
    goTo("sessions");
    QVERIFY(!under.notice(QStringLiteral("Annotations: ")));
}

void TestNotesGuard::whatWasClosedStaysClosed() {
    WindowUnderTest under;
    const QString file = under.directory.filePath(QStringLiteral("annotations.sqlite"));
    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(QByteArray(4096, 'x')) == 4096);
    damaged.close();
    under.workspace.keepAnnotationsIn(file);
    under.makeWindow();
    QTRY_VERIFY(under.notice(QStringLiteral("damaged")));
    for (QPushButton* button : under.notice(QStringLiteral("damaged"))->findChildren<QPushButton*>())
        if (button->text() == QLatin1String("Close"))
            button->click();
    QVERIFY(!under.notice(QStringLiteral("damaged")));
    under.window->showPage(QStringLiteral("sessions"));
    under.window->showPage(QStringLiteral("overview"));
    QVERIFY(!under.notice(QStringLiteral("damaged")));
    // Something else is said: a new file cannot be made.
    QVERIFY(QDir().mkpath(file));
    under.workspace.annotations().setNote({"s", 1, fromUnixSeconds(1'763'600'000)}, QStringLiteral("why?"));
    QTRY_VERIFY(under.notice(QStringLiteral("Annotations: ")));
}

void TestNotesGuard::asksNothingWhereAllIsWritten() {
    WindowUnderTest under;
    under.workspace.keepAnnotationsIn(under.directory.filePath(QStringLiteral("annotations.sqlite")));
    under.makeWindow();
    under.workspace.annotations().setNote({"s", 1, fromUnixSeconds(1'763'600'000)}, QStringLiteral("why?"));
    quit(under)->trigger();
    QVERIFY(!under.window->findChild<QMessageBox*>());
    QVERIFY(!under.window->isVisible());
}

QTEST_MAIN(TestNotesGuard)
#include "tst_notes_guard.moc"
