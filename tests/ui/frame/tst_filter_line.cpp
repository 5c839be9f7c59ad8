// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <QApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

#include "support/log_lines.h"
#include "support/snapshot_builder.h"
#include "ui/frame/filter_line.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

using State = FilterLine::State;

class TestFilterLine : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void appliesAndLeaves();
    void listsTheTurnsFound();
    void goesToATurnOrItsEntry();
    void saysThatNoTurnMatches();
    void completesFieldsAndValues();
    void completesByTheMouse();
    void marksWhatIsWrongInPlace();
    void doesNotComplainOfWhatIsBeingTyped();
    void mendsWithTab();
    void remarksOnUnknownNames();
    void tellsOfEntriesThatCouldNotBeSearched();
    void escapeGoesBackToWhatHolds();
    void offersTheLastFilters();
    void clears();
    void followsTheWorkspace();
    void saysThatAnAnswerTakesLong();
    void itsExampleFindsSomething();
    void coversWhatIsLookedForWhileTextsAreHidden();

private:
    FilterPopup* popup() const { return m_window->findChild<FilterPopup*>(); }
    bool isOffered(const QString& text) const;
    void open(int turns);
    void type(const QString& text) { QTest::keyClicks(m_line, text); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<QWidget> m_window;
    FilterLine* m_line = nullptr;
};

void TestFilterLine::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    m_theme = std::make_unique<Theme>();
    m_workspace = std::make_unique<Workspace>(*m_settings);
    m_window = std::make_unique<QWidget>();
    m_window->resize(700, 500);
    auto* layout = new QVBoxLayout(m_window.get());
    m_line = new FilterLine(*m_workspace, *m_theme);
    layout->addWidget(m_line);
    layout->addStretch();
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    open(3);
    m_line->start();
}

void TestFilterLine::cleanup() {
    m_window.reset();
    m_workspace.reset();
}

void TestFilterLine::open(int turns) {
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("logs")));
    SnapshotBuilder builder;
    const Time start = fromUnixSeconds(1'763'600'000);
    for (int i = 0; i < turns; ++i)
        builder.turn("alice", start + std::chrono::minutes(i))
            .response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0)
            .evaluation(i > 0, {{"harm_prevention", 0.4}});
    auto snapshot = std::make_shared<Snapshot>(builder.build());
    snapshot->files.push_back(std::make_shared<FileStatus>()); // there is nothing to be read of it
    snapshot->generation = 1;
    snapshot->load.complete = true;
    m_workspace->receive(snapshot);
}

void TestFilterLine::itsExampleFindsSomething() {
    QCOMPARE(m_line->placeholderText(), QString("Filter: turn:unsafe ( / )"));
    // Of the directory that is open.
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("others")));
    QCOMPARE(m_line->placeholderText(), QString("Filter ( / )"));
    open(0);
    QCOMPARE(m_line->placeholderText(), QString("Filter ( / )"));
}

void TestFilterLine::coversWhatIsLookedForWhileTextsAreHidden() {
    for (const char* filter : {"turn:clear", "nightmares"}) {
        m_line->clear();
        type(QLatin1String(filter));
        QTest::keyClick(m_line, Qt::Key_Return);
    }
    m_workspace->setTextsHidden(true);
    QVERIFY(m_line->hasFocus());
    QCOMPARE(m_line->displayText(), QString("nightmares")); // by who types it
    m_line->clearFocus();
    QVERIFY(!m_line->displayText().contains("nightmares"));
    QCOMPARE(m_line->text(), QString("nightmares"));
    // Nor is it offered; what says nothing of a text is.
    m_workspace->setFilter({});
    m_line->start();
    QVERIFY(isOffered(QStringLiteral("turn:clear")) && !isOffered(QStringLiteral("nightmares")));
    m_line->clearFocus();
    m_workspace->setFilter("turn:clear");
    QCOMPARE(m_line->displayText(), QString("turn:clear"));
    m_workspace->setFilter("data.user_input:nightmares");
    QVERIFY(!m_line->displayText().contains("nightmares"));
    m_workspace->setTextsHidden(false);
    QCOMPARE(m_line->displayText(), QString("data.user_input:nightmares"));
}

bool TestFilterLine::isOffered(const QString& text) const {
    if (!popup() || !popup()->isVisible())
        return false;
    const auto& choices = popup()->list().choices();
    return std::any_of(choices.begin(), choices.end(), [&](const Choice& choice) { return choice.text == text; });
}

void TestFilterLine::appliesAndLeaves() {
    QVERIFY(m_line->hasFocus());
    type(QStringLiteral("turn:unsafe"));
    QCOMPARE(m_line->state(), State::Pending);
    QCOMPARE(m_workspace->place().filter, std::string());
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_workspace->place().filter, std::string("turn:unsafe"));
    QTRY_COMPARE(m_line->state(), State::Plain);
    QTRY_VERIFY(popup()->note().startsWith("1 turn found."));
    QTest::keyClick(m_line, Qt::Key_Escape);
    QVERIFY(!popup()->isVisible());
    QTest::keyClick(m_line, Qt::Key_Escape);
    QVERIFY(!m_line->hasFocus());
    m_workspace->back();
    QCOMPARE(m_line->text(), QString());
}

void TestFilterLine::listsTheTurnsFound() {
    open(60);
    type(QStringLiteral("turn:clear|unsafe"));
    QTest::keyClick(m_line, Qt::Key_Return);
    QTRY_VERIFY(popup()->isVisible() && popup()->note().startsWith("60 turns found; these are the newest."));
    const std::vector<Choice> choices = popup()->list().choices();
    QCOMPARE(choices.size(), TurnFinder::mostListed);
    // The newest opened at 02:52:20 in Berlin, the first at 01:53:20.
    QVERIFY2(choices.front().detail.contains("02:52:20"), qPrintable(choices.front().detail));
    QVERIFY2(choices.back().detail.contains("02:03:20"), qPrintable(choices.back().detail));
    QVERIFY(m_line->hasFocus());
    // Typing goes on with completions.
    type(QStringLiteral(" cat"));
    QVERIFY(isOffered("category:"));
    QVERIFY(!popup()->note().contains("found"));
}

void TestFilterLine::goesToATurnOrItsEntry() {
    const auto find = [this] {
        m_line->start();
        m_line->setText(QStringLiteral("turn:unsafe"));
        QTest::keyClick(m_line, Qt::Key_Return);
        QTRY_VERIFY(popup()->isVisible() && popup()->note().startsWith("1 turn found."));
        QTest::keyClick(m_line, Qt::Key_Down);
    };
    find();
    QVERIFY(m_line->accessibleDescription().contains("reached the user"));
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_workspace->place().page, QString("sessions"));
    QCOMPARE(m_workspace->place().turn, std::optional(TurnPlace{SessionIndex{0}, EntryId{0}}));
    QVERIFY(!popup()->isVisible());
    QVERIFY(!m_line->hasFocus());
    find();
    QTest::keyClick(m_line, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_workspace->place().page, QString("logs"));
    QCOMPARE(m_workspace->place().entry, std::optional(EntryId{0}));
    m_workspace->back();
    QCOMPARE(m_workspace->place().page, QString("sessions"));
}

void TestFilterLine::saysThatNoTurnMatches() {
    type(QStringLiteral("turn:failed"));
    QTest::keyClick(m_line, Qt::Key_Return);
    QTRY_VERIFY(popup() && popup()->isVisible());
    QTRY_COMPARE(popup()->note(), QString("No turn in the time range and session matches."));
    QVERIFY(popup()->list().choices().empty());
}

void TestFilterLine::completesFieldsAndValues() {
    type(QStringLiteral("tur"));
    QVERIFY(isOffered("turn:"));
    QTest::keyClick(m_line, Qt::Key_Tab);
    QCOMPARE(m_line->text(), QString("turn:"));
    QVERIFY(m_line->hasFocus());
    // The values come at once; arrows choose among them.
    QVERIFY(isOffered("unsafe"));
    const auto& choices = popup()->list().choices();
    QTest::keyClick(m_line, Qt::Key_Down);
    QTest::keyClick(m_line, Qt::Key_Down);
    QCOMPARE(popup()->list().selected(), 1);
    QCOMPARE(m_line->accessibleDescription(), choices[1].text);
    const QString second = choices[1].text;
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_line->text(), "turn:" + second);
    QCOMPARE(m_workspace->place().filter, std::string());
    // A name of the logs, in the middle of the text, after letters of more than one byte.
    m_line->clear();
    m_line->insert(QString::fromUtf8("\"ä\" session:a turn:unsafe"));
    m_line->setCursorPosition(13);
    QTest::keyClick(m_line, Qt::Key_Down);
    QTRY_VERIFY(isOffered("alice"));
}

void TestFilterLine::completesByTheMouse() {
    type(QStringLiteral("catego"));
    QVERIFY(isOffered("category:"));
    ChoiceList& list = popup()->list();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(list.model()->index(0, 0)).center());
    QCOMPARE(m_line->text(), QString("category:"));
    QVERIFY(m_line->hasFocus());
}

void TestFilterLine::marksWhatIsWrongInPlace() {
    type(QStringLiteral("trun:unsafe severity>0.5"));
    QCOMPARE(m_line->marked(), (std::optional<TextSpan>{{0, 4}}));
    QCOMPARE(m_line->state(), State::Wrong);
    QVERIFY2(m_line->remark().endsWith("Did you mean turn?"), qPrintable(m_line->remark()));
    QCOMPARE(popup()->note(), m_line->remark());
    // The mark is seen: below these letters and nowhere else.
    const auto redPixels = [&](int from, int to) {
        const QImage image = m_line->grab().toImage();
        int count = 0;
        for (int x = from; x < to; ++x)
            for (int y = 0; y < image.height(); ++y)
                count += qRed(image.pixel(x, y)) - qGreen(image.pixel(x, y)) > 60 ? 1 : 0;
        return count;
    };
    const int letter = m_line->fontMetrics().horizontalAdvance(QLatin1Char('x'));
    QVERIFY(redPixels(0, 6 * letter) > 0);
    QCOMPARE(redPixels(8 * letter, 25 * letter), 0);
    m_line->setCursorPosition(2);
    QTest::keyClick(m_line, Qt::Key_Backspace);
    type(QStringLiteral("u"));
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_workspace->place().filter, std::string());
    QVERIFY(m_line->hasFocus());
}

void TestFilterLine::doesNotComplainOfWhatIsBeingTyped() {
    type(QStringLiteral("turn:"));
    QVERIFY(!m_line->marked());
    QCOMPARE(m_line->state(), State::Pending);
    QTest::keyClick(m_line, Qt::Key_Escape);
    QTest::keyClick(m_line, Qt::Key_Return);
    QVERIFY(m_line->marked());
    QCOMPARE(m_line->state(), State::Wrong);
    QVERIFY(!popup()->note().isEmpty());
}

void TestFilterLine::mendsWithTab() {
    type(QStringLiteral("trun:unsafe"));
    QTest::keyClick(m_line, Qt::Key_Return);
    QVERIFY(isOffered("turn:unsafe"));
    QTest::keyClick(m_line, Qt::Key_Tab);
    QCOMPARE(m_line->text(), QString("turn:unsafe"));
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_workspace->place().filter, std::string("turn:unsafe"));
}

void TestFilterLine::remarksOnUnknownNames() {
    type(QStringLiteral("session:alicf"));
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_workspace->place().filter, std::string("session:alicf"));
    QTRY_COMPARE(m_line->state(), State::Remark);
    QCOMPARE(m_line->remark(), QString("No session 'alicf' occurs here. Did you mean alice?"));
}

void TestFilterLine::tellsOfEntriesThatCouldNotBeSearched() {
    const QString logs = m_directory->filePath(QStringLiteral("real"));
    const std::string file = (logs + "/interactions/a.jsonl").toStdString();
    logLines::append(file, logLines::Writer("s").user("hello").evaluated(true).responded().take());
    m_workspace->open(logs);
    QTRY_VERIFY(m_workspace->snapshot() && m_workspace->snapshot()->load.complete);
    const SnapshotPtr snapshot = m_workspace->snapshot();
    QVERIFY(QFile::remove(QString::fromStdString(file)));
    m_workspace->openUnwatched(logs);
    m_workspace->receive(snapshot);
    m_line->start();
    type(QStringLiteral("\"panic\""));
    QTest::keyClick(m_line, Qt::Key_Return);
    QTRY_COMPARE(m_line->state(), State::Remark);
    QCOMPARE(m_line->remark(), QString("3 entries could not be searched: their files are gone or cannot be read."));
}

void TestFilterLine::escapeGoesBackToWhatHolds() {
    type(QStringLiteral("turn:unsafe"));
    QTest::keyClick(m_line, Qt::Key_Return);
    m_line->start();
    type(QStringLiteral("catego"));
    QVERIFY(popup()->isVisible());
    QTest::keyClick(m_line, Qt::Key_Escape);
    QVERIFY(!popup()->isVisible());
    QCOMPARE(m_line->text(), QString("catego"));
    QTest::keyClick(m_line, Qt::Key_Escape);
    QCOMPARE(m_line->text(), QString("turn:unsafe"));
    QVERIFY(!m_line->hasFocus());
}

void TestFilterLine::offersTheLastFilters() {
    for (const char* filter : {"turn:near", "turn:unsafe"}) {
        m_line->start();
        type(QLatin1String(filter));
        QTest::keyClick(m_line, Qt::Key_Return);
    }
    m_line->clearFilter();
    m_line->start();
    QVERIFY(isOffered("turn:near"));
    QCOMPARE(popup()->list().choices().front().text, QString("turn:unsafe"));
    QTest::keyClick(m_line, Qt::Key_Down);
    QTest::keyClick(m_line, Qt::Key_Down);
    QTest::keyClick(m_line, Qt::Key_Return);
    QCOMPARE(m_workspace->place().filter, std::string("turn:near"));
    // They are remembered.
    QCOMPARE(m_settings->recentFilters(), QStringList({"turn:near", "turn:unsafe"}));
}

void TestFilterLine::clears() {
    m_workspace->setFilter("turn:unsafe");
    QCOMPARE(m_line->text(), QString("turn:unsafe"));
    m_line->clearFilter();
    QCOMPARE(m_workspace->place().filter, std::string());
    QCOMPARE(m_settings->recentFilters(), QStringList());
}

void TestFilterLine::followsTheWorkspace() {
    m_workspace->setFilter("turn:unsafe");
    m_workspace->setFilter("turn:near");
    QCOMPARE(m_line->text(), QString("turn:near"));
    m_workspace->back();
    QCOMPARE(m_line->text(), QString("turn:unsafe"));
    QTRY_COMPARE(m_line->state(), State::Plain);
}

void TestFilterLine::saysThatAnAnswerTakesLong() {
    emit m_workspace->filterAnswering(true);
    QCOMPARE(m_line->state(), State::Plain);
    QTRY_COMPARE(m_line->state(), State::Answering);
    emit m_workspace->filterAnswering(false);
    QCOMPARE(m_line->state(), State::Plain);
}

QTEST_MAIN(TestFilterLine)
#include "tst_filter_line.moc"
