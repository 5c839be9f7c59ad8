// SPDX-License-Identifier: GPL-3.0-or-later
// Palette, keys and saved views, driven in the window by the keyboard.
#include <memory>

#include <QAction>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "support/snapshot_builder.h"
#include "ui/frame/choice_list.h"
#include "ui/frame/command_palette.h"
#include "ui/frame/main_window.h"
#include "ui/frame/shortcuts_dialog.h"
#include "ui/frame/views_dialog.h"
#include "ui/frame/views_menu.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"

using namespace moie;
using namespace moie::ui;

class TestFinding : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void runsACommandByAPartOfItsName();
    void leavesThePaletteAsItCame();
    void offersWhatCanBeDoneNow();
    void goesToASessionByItsId();
    void opensARecentDirectory();
    void aDetailIsWholeBesideALongText();
    void listsEveryKey();
    void savesAndRecallsAView();
    void asksBeforeAnotherViewGoes();
    void renamesAndDeletesViews();

private:
    CommandPalette* palette() const { return m_window->findChild<CommandPalette*>(); }
    QWidget* openPalette();
    QStringList found() const;
    static QAction* actionOf(const QMenu& menu, const QString& text);

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestFinding::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    m_settings->addRecent(m_directory->filePath(QStringLiteral("elsewhere")));
    m_theme = std::make_unique<Theme>();
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("logs")));
    SnapshotBuilder builder;
    const Time start = fromUnixSeconds(1'763'600'000);
    for (const char* session : {"7cf65b9b-1", "7c000000-2", "81111111-3"})
        builder.turn(session, start).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(true, {});
    auto snapshot = std::make_shared<Snapshot>(builder.build());
    snapshot->files.push_back(std::make_shared<FileStatus>()); // there is nothing to be read of it
    snapshot->load.complete = true;
    m_workspace->receive(snapshot);
}

void TestFinding::cleanup() {
    m_window.reset();
    m_workspace.reset();
}

QWidget* TestFinding::openPalette() {
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    return palette()->findChild<QLineEdit*>();
}

QStringList TestFinding::found() const {
    QStringList texts;
    for (const PaletteEntry& entry : palette()->found())
        texts += entry.text;
    return texts;
}

QAction* TestFinding::actionOf(const QMenu& menu, const QString& text) {
    for (QAction* action : menu.actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

void TestFinding::runsACommandByAPartOfItsName() {
    QWidget* field = openPalette();
    QVERIFY(palette()->isVisible());
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, "hitex");
    QCOMPARE(found().value(0), QString("Hide texts"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(m_workspace->textsHidden());
    QVERIFY(!palette()->isVisible());

    // The arrows choose another one than the best.
    field = openPalette();
    QTest::keyClicks(field, "time range");
    const qsizetype row = found().indexOf(QString("Time range: 7 d"));
    QVERIFY(row > 0);
    for (qsizetype i = 0; i < row; ++i)
        QTest::keyClick(field, Qt::Key_Down);
    QVERIFY(field->accessibleDescription().startsWith("Time range: 7 d"));
    QTest::keyClick(field, Qt::Key_Enter);
    QCOMPARE(m_workspace->rangeChoice(), RangeChoice::last(std::chrono::hours(7 * 24)));

    // So does the mouse.
    field = openPalette();
    QTest::keyClicks(field, "time range all");
    auto* list = palette()->findChild<ChoiceList*>();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(m_workspace->rangeChoice(), RangeChoice::all());
}

void TestFinding::leavesThePaletteAsItCame() {
    auto* line = m_window->findChild<QWidget*>("filterLine");
    line->setFocus();
    QWidget* field = openPalette();
    QTest::keyClicks(field, "zzz");
    QCOMPARE(found(), QStringList());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(palette()->isVisible());
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!palette()->isVisible());
    QVERIFY(line->hasFocus());
    // Where nothing had the keys, nothing has them: not what comes next in the order of the tab key.
    m_window->setFocus();
    m_window->clearFocus();
    QTest::keyClick(openPalette(), Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(nullptr));
    // Whoever goes elsewhere closes it, and it opens empty.
    field = openPalette();
    QCOMPARE(static_cast<QLineEdit*>(field)->text(), QString());
    m_window->findChild<QPushButton*>()->setFocus();
    QVERIFY(!palette()->isVisible());
}

void TestFinding::offersWhatCanBeDoneNow() {
    openPalette();
    QVERIFY(!found().contains("Back"));
    QTest::keyClick(palette()->findChild<QLineEdit*>(), Qt::Key_Escape);
    m_workspace->setSession("7c");
    openPalette();
    QVERIFY(found().contains("Back"));
    QVERIFY(!found().contains("Forward"));
    QVERIFY(found().contains("Overview"));
}

void TestFinding::goesToASessionByItsId() {
    QWidget* field = openPalette();
    QTest::keyClicks(field, "7");
    QVERIFY(!found().contains("Session 7cf65b9b-1"));
    QTest::keyClicks(field, "c");
    QVERIFY(found().contains("Session 7cf65b9b-1"));
    QVERIFY(found().contains("Session 7c000000-2"));
    QTest::keyClicks(field, "f");
    QCOMPARE(found(), QStringList{"Session 7cf65b9b-1"});
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(m_workspace->place().turn.has_value());
    const std::size_t session = index(m_workspace->place().turn->session);
    QCOMPARE(m_workspace->snapshot()->name(m_workspace->snapshot()->sessions[session]->id),
             std::string_view("7cf65b9b-1"));
    QCOMPARE(m_workspace->place().page, QString("sessions"));
}

void TestFinding::aDetailIsWholeBesideALongText() {
    ChoiceList list(*m_theme, QStringLiteral("Turns"));
    const QString detail = QStringLiteral("reached the user · 14 Nov 2025 10:22:33 · 70dcab");
    list.setChoices({{QStringLiteral("I"), detail, false}, {QString(400, QLatin1Char('n')), detail, false}});
    const int width = QFontMetrics(Theme::font(TextStyle::Small)).horizontalAdvance(detail);
    list.resize(3 * width, list.heightFor(2));
    const QImage rows = list.viewport()->grab().toImage();
    const int height = rows.height() / 2;
    const QRect right(rows.width() - width - Theme::length(10), 0, width + Theme::length(10), height);
    QCOMPARE(rows.copy(right.translated(0, height)), rows.copy(right));
}

void TestFinding::opensARecentDirectory() {
    QWidget* field = openPalette();
    QTest::keyClicks(field, "elsewhere");
    QVERIFY2(found().value(0).startsWith("Open "), qPrintable(found().join('|')));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_workspace->directory(), m_directory->filePath("elsewhere"));
}

void TestFinding::listsEveryKey() {
    QTest::keyClick(m_window.get(), Qt::Key_Question);
    auto* dialog = m_window->findChild<ShortcutsDialog*>();
    QVERIFY(dialog);
    QVERIFY(dialog->isVisible());
    QStringList texts;
    for (const QLabel* label : dialog->findChildren<QLabel*>())
        texts += label->text();
    int keys = 0;
    for (const QAction* action : m_window->actions()) {
        if (action->shortcut().isEmpty())
            continue;
        ++keys;
        QVERIFY2(texts.contains(action->text()), qPrintable(action->text()));
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        QVERIFY2(!texts.filter(key).isEmpty(), qPrintable(key));
    }
    QVERIFY(keys >= 10);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestFinding::savesAndRecallsAView() {
    m_workspace->setFilter("turn:unsafe");
    m_workspace->setRangeChoice(RangeChoice::last(std::chrono::hours(24)));
    m_workspace->setSession("7c");
    const Place saved = m_workspace->place();
    QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
    auto* dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog);
    QCOMPARE(dialog->textValue(), QString("turn:unsafe, 7c, 24 h"));
    dialog->setTextValue("Night & <b>day</b>");
    dialog->accept();
    m_workspace->go({saved.page, RangeChoice::all(), {}, {}, std::nullopt});

    auto* menu = m_window->findChild<ViewsMenu*>();
    emit menu->aboutToShow();
    QAction* action = actionOf(*menu, "Night && <b>day</b>");
    QVERIFY(action);
    QVERIFY(!action->isChecked());
    action->trigger();
    QCOMPARE(m_workspace->place(), saved);
    emit menu->aboutToShow();
    QVERIFY(actionOf(*menu, "Night && <b>day</b>")->isChecked());
    m_workspace->back();
    QCOMPARE(m_workspace->place().filter, std::string());
    // By the palette too.
    QWidget* field = openPalette();
    QTest::keyClicks(field, "night");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_workspace->place(), saved);
}

void TestFinding::asksBeforeAnotherViewGoes() {
    m_settings->saveView({"nights", m_workspace->place()});
    const Place before = m_workspace->place();
    m_workspace->setFilter("turn:unsafe");
    // A selected turn or entry is no part of a view.
    Place here = m_workspace->place();
    here.entry = EntryId{0};
    m_workspace->go(here);
    auto* menu = m_window->findChild<ViewsMenu*>();
    const auto saveAs = [&](const QString& name) {
        menu->askToSave();
        auto* dialog = m_window->findChild<QInputDialog*>();
        dialog->setTextValue(name);
        dialog->accept();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return m_window->findChild<QMessageBox*>();
    };
    const auto press = [](QMessageBox* question, QMessageBox::ButtonRole role) {
        for (QAbstractButton* button : question->buttons())
            if (question->buttonRole(button) == role)
                button->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    QMessageBox* question = saveAs("nights");
    QVERIFY(question);
    press(question, QMessageBox::RejectRole);
    QCOMPARE(m_settings->savedViews()[0].place, before);
    press(saveAs("nights"), QMessageBox::DestructiveRole);
    here.entry.reset();
    QCOMPARE(m_settings->savedViews(), (std::vector<SavedView>{{"nights", here}}));
    emit menu->aboutToShow();
    QVERIFY(actionOf(*menu, "nights")->isChecked());
    // As it stands already, there is nothing to be asked.
    QVERIFY(!saveAs("nights"));
    menu->manage();
    QCOMPARE(m_window->findChild<ViewsDialog*>()->findChild<QListWidget*>()->item(0)->toolTip().contains("Overview"),
             true);
}

void TestFinding::renamesAndDeletesViews() {
    for (const char* name : {"one", "two"})
        m_settings->saveView({QLatin1String(name), m_workspace->place()});
    m_window->findChild<ViewsMenu*>()->manage();
    auto* dialog = m_window->findChild<ViewsDialog*>();
    auto* list = dialog->findChild<QListWidget*>();
    QCOMPARE(list->count(), 2);
    const auto names = [&] {
        QStringList all;
        for (const SavedView& view : m_settings->savedViews())
            all += view.name;
        return all;
    };
    list->setFocus();
    const auto rename = [&](const QString& text) {
        list->setCurrentRow(0);
        list->editItem(list->currentItem());
        auto* editor = list->findChild<QLineEdit*>();
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
    };
    rename("uno");
    QTRY_COMPARE(names(), QStringList({"uno", "two"}));
    rename("two");
    // It keeps its name, since another has that one.
    QTRY_COMPARE(list->item(0)->text(), QString("uno"));
    QCOMPARE(names(), QStringList({"uno", "two"}));
    list->setCurrentRow(1);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(names(), QStringList{"uno"});
    for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
        if (button->text() == "Undo delete")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(names(), QStringList({"uno", "two"}));
}

QTEST_MAIN(TestFinding)
#include "tst_finding.moc"
