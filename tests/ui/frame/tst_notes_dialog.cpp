// SPDX-License-Identifier: GPL-3.0-or-later
// The list of the user's notes: what stands in it, how it is searched, where it leads.
#include <memory>
#include <string>
#include <vector>

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "support/snapshot_builder.h"
#include "ui/frame/notes_dialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure_table.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace std::chrono_literals;
using namespace moie;
using namespace moie::ui;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

} // namespace

class TestNotesDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void listsWhatIsOfThisLogNewestFirst();
    void findsByText();
    void coversNotesAtOnce();
    void listsASessionOnceItIsRead();
    void listsNothingAnewWhereAllIsListed();
    void goesToTheTurn();
    void exportsAndImports();

private:
    TurnKey key(std::uint32_t session, std::size_t turn) const {
        const Snapshot& snapshot = *m_workspace->snapshot();
        return keyOf(snapshot, SessionIndex{session}, snapshot.sessions[session]->blocks[0]->turns[turn].opening);
    }
    // The two sessions of the log, and others that came.
    SnapshotPtr grown(const std::vector<std::string>& others) const {
        SnapshotBuilder builder;
        std::vector<std::string> sessions{"7cf65b9b-1", "81111111-3"};
        sessions.insert(sessions.end(), others.begin(), others.end());
        for (const std::string& session : sessions)
            for (int i = 0; i < 3; ++i)
                builder.turn(session, start + i * 1min).response({});
        return std::make_shared<Snapshot>(builder.build());
    }
    FigureTable* table() const { return m_dialog->findChild<FigureTable*>(); }
    QStringList listed() const {
        QStringList texts;
        for (const FigureRow& row : table()->rows())
            texts += row[2].text;
        return texts;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<NotesDialog> m_dialog;
};

void TestNotesDialog::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    m_theme = std::make_unique<Theme>();
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_workspace->keepAnnotationsIn(m_directory->filePath(QStringLiteral("annotations.sqlite")));
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("logs")));
    m_workspace->receive(grown({}));
    Annotations& annotations = m_workspace->annotations();
    annotations.setBookmarked(key(0, 0), true);
    annotations.setNote(key(1, 2), QStringLiteral("too\nLONG an answer"));
    annotations.setJudgement(key(0, 1), Judgement::FalseAlarm);
    annotations.setNote({"of another log", 1, start}, QStringLiteral("elsewhere"));
    annotations.setMarker(makeTimeMarker(*m_workspace->snapshot(), m_workspace->directory(), start + 90s,
                                         QStringLiteral("longer prompt")));
    m_dialog = std::make_unique<NotesDialog>(*m_workspace, *m_theme);
    m_dialog->show();
}

void TestNotesDialog::cleanup() {
    m_dialog.reset();
    m_workspace.reset();
}

void TestNotesDialog::listsWhatIsOfThisLogNewestFirst() {
    QCOMPARE(listed(), QStringList({"too LONG an answer", "Marker: longer prompt", "False alarm", "Bookmarked"}));
    m_workspace->annotations().setBookmarked(key(0, 0), false);
    QTRY_COMPARE(listed().size(), 3);
}

void TestNotesDialog::findsByText() {
    QTest::keyClicks(m_dialog->findChild<QLineEdit*>(), "long");
    QCOMPARE(listed(), QStringList({"too LONG an answer", "Marker: longer prompt"}));
    QTest::keyClicks(m_dialog->findChild<QLineEdit*>(), " an");
    QCOMPARE(listed(), QStringList({"too LONG an answer"}));
    QTest::keyClicks(m_dialog->findChild<QLineEdit*>(), "x");
    QCOMPARE(listed(), QStringList());
}

void TestNotesDialog::coversNotesAtOnce() {
    QVERIFY(listed().contains("too LONG an answer"));
    m_workspace->setTextsHidden(true);
    QCOMPARE(listed(), QStringList({"Note, hidden", "Marker: longer prompt", "False alarm", "Bookmarked"}));
    m_workspace->setTextsHidden(false);
    QVERIFY(listed().contains("too LONG an answer"));
    // So is what is looked for, once it was typed.
    auto* field = m_dialog->findChild<QLineEdit*>();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    field->setFocus();
    QTest::keyClicks(field, "long");
    m_workspace->setTextsHidden(true);
    QCOMPARE(field->displayText(), QString("long"));
    field->clearFocus();
    QVERIFY(!field->displayText().contains("long"));
    QCOMPARE(field->text(), QString("long"));
}

void TestNotesDialog::listsASessionOnceItIsRead() {
    m_workspace->receive(grown({"new"}));
    m_workspace->receive(grown({"new", "of another log"}));
    QVERIFY(!listed().contains("elsewhere")); // not with each session of a busy log
    QTRY_VERIFY(listed().contains("elsewhere"));
}

void TestNotesDialog::listsNothingAnewWhereAllIsListed() {
    const auto* soon = m_dialog->findChild<QTimer*>(QString(), Qt::FindDirectChildrenOnly);
    m_workspace->receive(grown({"new"}));
    QVERIFY(soon->isActive());
    m_workspace->annotations().setNote({"of another log", 1, start}, {});
    QTRY_VERIFY(!soon->isActive()); // listed with the change
    m_workspace->receive(grown({"new", "newer"}));
    QVERIFY(!soon->isActive());
}

void TestNotesDialog::goesToTheTurn() {
    QTest::keyClicks(m_dialog->findChild<QLineEdit*>(), "answer");
    QTest::keyClick(m_dialog->findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(m_workspace->place().page, QString("sessions"));
    const EntryId opening = m_workspace->snapshot()->sessions[1]->blocks[0]->turns[2].opening;
    QVERIFY(m_workspace->place().turn == (TurnPlace{SessionIndex{1}, opening}));
    emit table()->rowActivated(7); // not there
    QVERIFY(m_workspace->place().turn.has_value());
    m_dialog->findChild<QLineEdit*>()->setText("prompt");
    emit table()->rowActivated(0);
    QCOMPARE(m_workspace->place().page, QString("evolution"));
}

// Through the file that the dialog's buttons name.
void TestNotesDialog::exportsAndImports() {
    const QString file = m_directory->filePath(QStringLiteral("notes.jsonl"));
    QSignalSpy exported(&m_workspace->annotations(), &Annotations::exported);
    m_workspace->annotations().exportTo(file);
    QTRY_COMPARE(exported.count(), 1);
    QCOMPARE(exported[0][0].toString(), QString());
    m_dialog.reset();
    m_workspace->keepAnnotationsIn(m_directory->filePath(QStringLiteral("fresh.sqlite")));
    m_dialog = std::make_unique<NotesDialog>(*m_workspace, *m_theme);
    QCOMPARE(listed(), QStringList());
    m_workspace->annotations().importFrom(file);
    QTRY_COMPARE(listed(), QStringList({"too LONG an answer", "Marker: longer prompt", "False alarm", "Bookmarked"}));
}

QTEST_MAIN(TestNotesDialog)
#include "tst_notes_dialog.moc"
