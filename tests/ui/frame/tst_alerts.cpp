// SPDX-License-Identifier: GPL-3.0-or-later
// Alerts before the user: in the window, in their list, and on the desktop, whose part is played here on a bus of the
// test's own.
#include <memory>

#include <QCheckBox>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusError>
#include <QDBusPendingCallWatcher>
#include <QDoubleSpinBox>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <moie/base/calendar.h>
#include <moie/base/clock.h>

#include "support/snapshot_builder.h"
#include "ui/frame/alert_center.h"
#include "ui/frame/alert_fields.h"
#include "ui/frame/alert_texts.h"
#include "ui/frame/alerts_dialog.h"
#include "ui/frame/desktop_notifier.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/settings_dialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_list.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const QString notifications = QStringLiteral("org.freedesktop.Notifications");
const QString notificationsPath = QStringLiteral("/org/freedesktop/Notifications");

// The desktop's side, on a bus; and the end of both sides' connections.
class Desktop : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    explicit Desktop(const QString& address) {
        QDBusConnection bus = QDBusConnection::connectToBus(address, QStringLiteral("desktop"));
        isThere = bus.registerObject(notificationsPath, this,
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) &&
                  bus.registerService(notifications);
    }
    ~Desktop() override {
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
        QDBusConnection::disconnectFromBus(QStringLiteral("program"));
    }

    bool isThere = false;
    bool refuses = false;
    QStringList titles;
    QStringList texts;
    QVariantMap hints;
    QList<uint> replaced;
    QList<uint> closed;

public slots:
    uint Notify(const QString&, uint replaces, const QString&, const QString& title, const QString& text,
                const QStringList&, const QVariantMap& with, int) {
        if (refuses) {
            sendErrorReply(QDBusError::LimitsExceeded, QStringLiteral("too many"));
            return 0;
        }
        titles += title;
        texts += text;
        hints = with;
        replaced += replaces;
        return replaces != 0 ? replaces : static_cast<uint>(40 + titles.size());
    }
    void CloseNotification(uint id) { closed += id; }

signals:
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);
};

} // namespace

class TestAlerts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();
    void saysWhatHappened();
    void showsANoticeWithTheTurn();
    void notifiesTheDesktop();
    void doesNotBuryTheDesktop();
    void tellsAgainOfWhatTheDesktopRefused();
    void takesBackWhatIsOnItsWay();
    void tellsNothingOfARuleThatWasSwitchedOff();
    void saysOnceThatTheDesktopHasNone();
    void keepsStillWhileSilenced();
    void listsTheLastAndOpensThem();
    void forgetsThemWithTheDirectory();
    void forgetsThemWhenTheDirectoryIsMadeAnew();
    void isSetInTheSettings();
    void restoresDefaults();

private:
    void receive();
    void unsafeTurn();
    void makeCenter(const QDBusConnection& bus);
    void makeCenterOnTheBus() { makeCenter(QDBusConnection::connectToBus(m_address, QStringLiteral("program"))); }
    // A look that the desktop is told of, after so many more unsafe turns.
    void later(int unsafeTurns);
    bool isAnswered() const { return m_center->findChildren<QDBusPendingCallWatcher*>().isEmpty(); }
    QPushButton* noticeButton(const QString& text) const;

    QProcess m_daemon;
    QString m_address;
    std::uint64_t m_store = 0; // of what is received
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<QWidget> m_window;
    NoticeBar* m_notice = nullptr;
    std::unique_ptr<AlertCenter> m_center;
    std::unique_ptr<SnapshotBuilder> m_builder;
};

void TestAlerts::initTestCase() {
    m_daemon.start(QStringLiteral("dbus-daemon"), {"--session", "--print-address", "--nofork", "--nopidfile"});
    QVERIFY2(m_daemon.waitForStarted(), "dbus-daemon is needed (Debian: dbus-daemon)");
    QVERIFY(m_daemon.waitForReadyRead());
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    QVERIFY(!m_address.isEmpty());
}

void TestAlerts::cleanupTestCase() {
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

void TestAlerts::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath(QStringLiteral("settings.ini")));
    AlertRules rules;
    rules.unsafeReplies = true;
    m_settings->setAlertRules(rules);
    m_theme = std::make_unique<Theme>();
    m_clock = std::make_unique<ManualClock>(fromUnixSeconds(1'763'600'000));
    m_workspace = std::make_unique<Workspace>(*m_settings, *m_clock);
    m_window = std::make_unique<QWidget>();
    m_notice = new NoticeBar(*m_theme, m_window.get());
    m_window->show();
    m_builder = std::make_unique<SnapshotBuilder>();
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("logs")));
}

void TestAlerts::cleanup() {
    m_center.reset();
    m_window.reset();
    m_workspace.reset();
}

void TestAlerts::makeCenter(const QDBusConnection& bus) {
    m_center = std::make_unique<AlertCenter>(*m_workspace, *m_notice, [bus] { return bus; });
    receive();
}

void TestAlerts::receive() {
    auto snapshot = std::make_shared<Snapshot>(m_builder->build());
    snapshot->counts.lines.accepted = snapshot->entries.size();
    snapshot->store = m_store;
    m_workspace->receive(snapshot);
    m_center->takeRules(); // looks at once
}

void TestAlerts::later(int unsafeTurns) {
    m_clock->advance(AlertCenter::notifyEvery);
    for (int i = 0; i < unsafeTurns; ++i)
        unsafeTurn();
    receive();
}

void TestAlerts::unsafeTurn() {
    m_builder->turn("7cf65b9b", m_clock->now()).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(false);
}

QPushButton* TestAlerts::noticeButton(const QString& text) const {
    for (QPushButton* button : m_notice->findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

void TestAlerts::saysWhatHappened() {
    const Time time = *parseIso("2026-11-20T12:03:10");
    QCOMPARE(alertTitle({Alert::Kind::UnsafeReply, time, -0.021}), QString("An unsafe reply reached the user"));
    QCOMPARE(alertDetail({Alert::Kind::UnsafeReply, time, -0.021}), QString::fromUtf8("12:03:10, margin −0.0210"));
    QCOMPARE(alertDetail({Alert::Kind::UnsafeReply, time, missing}), QString("12:03:10"));
    QCOMPARE(alertTitle({Alert::Kind::ResponseTime, time, 14.6, 10.0}), QString("A response took 14.6 s"));
    QCOMPARE(alertDetail({Alert::Kind::ResponseTime, time, 14.6, 10.0}), QString("12:03:10, above 10.0 s"));
    QCOMPARE(alertTitle({Alert::Kind::Margin, time, 0.05, 0.1}), QString("A reply came near the barrier"));
    QCOMPARE(alertDetail({Alert::Kind::Margin, time, 0.05, 0.1}), QString("12:03:10, margin 0.0500, below 0.100"));
    QCOMPARE(alertTitle({Alert::Kind::Margin, time, -0.05, 0.1}), QString("A reply crossed the barrier"));
    QCOMPARE(alertTitle({Alert::Kind::Failures, time, 0.3, 0.2, 10}), QString("30.0 % of the last 10 turns failed"));
    QCOMPARE(alertDetail({Alert::Kind::Failures, time, 0.3, 0.2, 10}), QString("12:03:10, above 20.0 %"));
    QCOMPARE(alertTitle({Alert::Kind::Silence, time, 600, 600}), QString("No entry for 10 min"));
    QCOMPARE(alertDetail({Alert::Kind::Silence, time, 600, 600}), QString("nothing came since 12:03:10"));
}

void TestAlerts::showsANoticeWithTheTurn() {
    m_settings->setDesktopAlerts(false);
    unsafeTurn();
    makeCenter(QDBusConnection(QStringLiteral("none")));
    QVERIFY(!m_notice->isVisible());
    unsafeTurn();
    receive();
    QVERIFY(m_notice->isVisible());
    QVERIFY2(m_notice->text().startsWith("An unsafe reply reached the user"), qPrintable(m_notice->text()));
    QTest::mouseClick(noticeButton("Show the turn"), Qt::LeftButton);
    QVERIFY(!m_notice->isVisible());
    QCOMPARE(m_workspace->place().page, QString("sessions"));
    // The second turn: its message is the fourth entry.
    QCOMPARE(m_workspace->place().turn, (std::optional<TurnPlace>{{SessionIndex{0}, EntryId{3}}}));
    for (int i = 0; i < 3; ++i)
        unsafeTurn();
    receive();
    QVERIFY2(m_notice->text().startsWith("3 alerts, the last of them: "), qPrintable(m_notice->text()));
}

void TestAlerts::notifiesTheDesktop() {
    Desktop desktop(m_address);
    QVERIFY(desktop.isThere);
    makeCenterOnTheBus();
    QSignalSpy windows(m_center.get(), &AlertCenter::windowWanted);
    unsafeTurn();
    receive();
    QTRY_COMPARE(desktop.titles, QStringList{"An unsafe reply reached the user"});
    QCOMPARE(desktop.hints.value("urgency").value<uchar>(), uchar{2});
    // Nothing that was logged as text gets out, not even the session's name.
    QVERIFY(!desktop.texts.join(' ').contains("7cf6"));
    QCOMPARE(m_center->desktopProblem(), QString());

    emit desktop.ActionInvoked(99, "default");
    emit desktop.ActionInvoked(41, "default");
    QTRY_COMPARE(windows.count(), 1);
    QCOMPARE(m_workspace->place().turn, (std::optional<TurnPlace>{{SessionIndex{0}, EntryId{0}}}));
}

void TestAlerts::doesNotBuryTheDesktop() {
    Desktop desktop(m_address);
    QVERIFY(desktop.isThere);
    makeCenterOnTheBus();
    later(1);
    QTRY_COMPARE(desktop.titles.size(), 1);
    QTRY_VERIFY(isAnswered());
    // A hundred looks of a bad second are one more notification, in the place of the first.
    for (int i = 0; i < 100; ++i) {
        unsafeTurn();
        receive();
    }
    later(0);
    QTRY_COMPARE(desktop.titles.size(), 2);
    QCOMPARE(desktop.titles[1], QString("101 alerts"));
    QCOMPARE(desktop.replaced, (QList<uint>{0, 41}));
    // What the user has dismissed is not told again.
    QSignalSpy changes(m_center->findChild<DesktopNotifier*>(), &DesktopNotifier::closed);
    QTRY_VERIFY(isAnswered());
    emit desktop.NotificationClosed(41, 2);
    QTRY_COMPARE(changes.count(), 1);
    later(2);
    QTRY_COMPARE(desktop.titles.size(), 3);
    QCOMPARE(desktop.titles[2], QString("2 alerts"));
    QCOMPARE(desktop.replaced[2], 0u);
    QTRY_VERIFY(isAnswered());
    // It would lead to a turn of another log.
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("others")));
    QTRY_COMPARE(desktop.closed, QList<uint>{43});
}

void TestAlerts::tellsAgainOfWhatTheDesktopRefused() {
    Desktop desktop(m_address);
    QVERIFY(desktop.isThere);
    makeCenterOnTheBus();
    later(1);
    QTRY_COMPARE(desktop.titles.size(), 1);
    QTRY_VERIFY(isAnswered());
    desktop.refuses = true;
    later(2);
    QTRY_VERIFY(m_center->desktopProblem().contains("too many"));
    QTRY_VERIFY(isAnswered());
    // The first one is still there, and is replaced by one that tells of all.
    desktop.refuses = false;
    later(1);
    QTRY_COMPARE(desktop.titles.size(), 2);
    QCOMPARE(desktop.titles[1], QString("4 alerts"));
    QCOMPARE(desktop.replaced, (QList<uint>{0, 41}));
}

void TestAlerts::takesBackWhatIsOnItsWay() {
    Desktop desktop(m_address);
    QVERIFY(desktop.isThere);
    makeCenterOnTheBus();
    // The desktop has answered neither when the next is asked for.
    later(1);
    later(1);
    QTRY_COMPARE(desktop.titles.size(), 2);
    QTRY_COMPARE(desktop.closed, QList<uint>{41});
    QTRY_VERIFY(isAnswered());
    // Both take the place of the one that is there, so that nothing is to be closed.
    later(1);
    later(1);
    QTRY_COMPARE(desktop.titles.size(), 4);
    QTRY_VERIFY(isAnswered());
    later(1);
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("others")));
    QTRY_COMPARE(desktop.titles.size(), 5);
    QTRY_VERIFY(isAnswered());
    QTRY_COMPARE(desktop.closed, (QList<uint>{41, 42, 42}));
    receive();
    later(1);
    QTRY_COMPARE(desktop.titles.size(), 6);
    QCOMPARE(desktop.replaced, (QList<uint>{0, 0, 42, 42, 42, 0}));
}

void TestAlerts::tellsNothingOfARuleThatWasSwitchedOff() {
    Desktop desktop(m_address);
    makeCenterOnTheBus();
    later(1);
    QTRY_COMPARE(desktop.titles.size(), 1);
    // Too soon after the last one: these wait, one of each rule.
    AlertRules rules = m_settings->alertRules();
    rules.responseSeconds = 10.0;
    m_settings->setAlertRules(rules);
    m_center->takeRules();
    unsafeTurn();
    m_builder->turn("7cf65b9b", m_clock->now()).response({0.5, 0.5, 0.5, 0.5, 0.5}, 14.6).evaluation(true);
    receive();
    QCOMPARE(m_center->alerts().size(), std::size_t{3});
    rules.unsafeReplies = false;
    m_settings->setAlertRules(rules);
    m_center->takeRules();
    m_clock->advance(AlertCenter::notifyEvery);
    m_center->takeRules();
    QTRY_COMPARE(desktop.titles.size(), 2);
    QCOMPARE(desktop.titles[1], QString("2 alerts"));
    QVERIFY2(desktop.texts[1].contains("14.6 s"), qPrintable(desktop.texts[1]));
    QTRY_VERIFY(isAnswered());
    // With the last rule nothing is left to be told, now or when one is switched on again.
    m_builder->turn("7cf65b9b", m_clock->now()).response({0.5, 0.5, 0.5, 0.5, 0.5}, 15.0).evaluation(true);
    receive();
    QCOMPARE(m_center->alerts().size(), std::size_t{4});
    m_settings->setAlertRules({});
    m_center->takeRules();
    m_settings->setAlertRules(rules);
    m_center->takeRules();
    later(0);
    QVERIFY(isAnswered());
    QCOMPARE(desktop.titles.size(), 2);
}

void TestAlerts::saysOnceThatTheDesktopHasNone() {
    // A bus without anybody who shows notifications.
    makeCenterOnTheBus();
    unsafeTurn();
    receive();
    QTRY_VERIFY(m_notice->text().contains("The desktop shows no notifications ("));
    QVERIFY(m_notice->text().startsWith("An unsafe reply reached the user"));
    QVERIFY(!m_center->desktopProblem().isEmpty());
    unsafeTurn();
    QSignalSpy changes(m_center.get(), &AlertCenter::changed);
    receive();
    QCOMPARE(changes.count(), 1);
    QVERIFY(!m_notice->text().contains("The desktop"));
    // Somebody came who does.
    Desktop desktop(m_address);
    QVERIFY(desktop.isThere);
    later(0);
    QTRY_COMPARE(desktop.titles, QStringList{"An unsafe reply reached the user"});
    QTRY_COMPARE(m_center->desktopProblem(), QString());
    // No bus at all.
    m_center.reset();
    makeCenter(QDBusConnection(QStringLiteral("none")));
    unsafeTurn();
    receive();
    QCOMPARE(m_center->desktopProblem(), QString("there is no session bus"));
}

void TestAlerts::keepsStillWhileSilenced() {
    m_settings->setDesktopAlerts(false);
    makeCenter(QDBusConnection(QStringLiteral("none")));
    unsafeTurn();
    receive();
    QTest::mouseClick(noticeButton("Silence for an hour"), Qt::LeftButton);
    QVERIFY(!m_notice->isVisible());
    QCOMPARE(m_center->silentUntil(), std::optional(m_clock->now() + 1h));
    unsafeTurn();
    receive();
    QVERIFY(!m_notice->isVisible());
    QCOMPARE(m_center->alerts().size(), std::size_t{2});
    m_clock->advance(1h);
    QVERIFY(!m_center->silentUntil());
    QSignalSpy changes(m_center.get(), &AlertCenter::changed);
    receive();
    QCOMPARE(changes.count(), 1); // what says that it is silent goes
    unsafeTurn();
    receive();
    QVERIFY(m_notice->isVisible());
    m_center->silenceFor(8h);
    m_center->endSilence();
    QVERIFY(!m_center->silentUntil());
}

void TestAlerts::listsTheLastAndOpensThem() {
    m_settings->setDesktopAlerts(false);
    makeCenter(QDBusConnection(QStringLiteral("none")));
    unsafeTurn();
    unsafeTurn();
    receive();
    AlertsDialog dialog(*m_center, *m_workspace, *m_theme);
    dialog.show();
    auto* list = dialog.findChild<RowList*>();
    QCOMPARE(list->model()->rowCount(), 2);
    QCOMPARE(list->model()->index(0, RowListModel::DetailColumn).data().toString(), QString("7cf65b9b"));
    unsafeTurn();
    receive();
    QCOMPARE(list->model()->rowCount(), 3);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(2, RowListModel::TextColumn));
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(m_workspace->place().turn, (std::optional<TurnPlace>{{SessionIndex{0}, EntryId{0}}}));
}

void TestAlerts::forgetsThemWithTheDirectory() {
    m_settings->setDesktopAlerts(false);
    makeCenter(QDBusConnection(QStringLiteral("none")));
    unsafeTurn();
    receive();
    m_workspace->openUnwatched(m_directory->filePath(QStringLiteral("others")));
    QVERIFY(m_center->alerts().empty());
    QVERIFY(!m_notice->isVisible());
    // What the other directory holds is no news.
    unsafeTurn();
    receive();
    QVERIFY(m_center->alerts().empty());
}

void TestAlerts::forgetsThemWhenTheDirectoryIsMadeAnew() {
    m_settings->setDesktopAlerts(false);
    unsafeTurn();
    makeCenter(QDBusConnection(QStringLiteral("none")));
    unsafeTurn();
    receive();
    QCOMPARE(m_center->alerts().size(), std::size_t{1});
    m_builder = std::make_unique<SnapshotBuilder>();
    m_store = 1;
    receive();
    QVERIFY(m_center->alerts().empty());
    // What comes there is news, though the old log had more entries.
    unsafeTurn();
    receive();
    QCOMPARE(m_center->alerts().size(), std::size_t{1});
}

void TestAlerts::isSetInTheSettings() {
    m_settings->setAlertRules({});
    SettingsDialog dialog(*m_workspace, *m_theme);
    QSignalSpy changed(&dialog, &SettingsDialog::alertRulesChanged);
    auto* fields = dialog.findChild<AlertFields*>();
    const auto boxes = fields->findChildren<QCheckBox*>();
    const auto values = fields->findChildren<QDoubleSpinBox*>();
    for (const QDoubleSpinBox* value : values)
        QVERIFY(!value->isEnabled());
    for (QCheckBox* box : boxes) {
        if (box->text().startsWith("A response takes"))
            box->click();
    }
    QCOMPARE(changed.count(), 1);
    AlertRules expected;
    expected.responseSeconds = 10.0;
    QCOMPARE(m_settings->alertRules(), expected);
    QVERIFY(values[1]->isEnabled());
    values[1]->setValue(2.5);
    expected.responseSeconds = 2.5;
    QCOMPARE(m_settings->alertRules(), expected);
    // They are as they were set when the dialog opens again.
    SettingsDialog again(*m_workspace, *m_theme);
    QCOMPARE(again.findChild<AlertFields*>()->rules(), expected);
}

void TestAlerts::restoresDefaults() {
    AlertRules rules;
    rules.silence = 3min;
    rules.failedShare = 0.4;
    m_settings->setAlertRules(rules);
    m_settings->setDesktopAlerts(false);
    m_settings->setTheme("dark");
    m_theme->setChoice(ThemeChoice::Dark);
    m_workspace->setTextsHidden(true);
    m_settings->addRecentFilter("turn:unsafe");
    m_settings->addRecent(m_workspace->directory());
    m_settings->addRecent(QStringLiteral("/elsewhere"));
    SettingsDialog dialog(*m_workspace, *m_theme);
    QCOMPARE(dialog.findChild<AlertFields*>()->rules(), rules);
    const auto press = [&](const QString& name) {
        for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
            if (button->text() == name || button->accessibleName() == name)
                button->click();
        }
    };
    press("Restore defaults");
    QCOMPARE(m_settings->alertRules(), AlertRules());
    QVERIFY(m_settings->desktopAlerts());
    QCOMPARE(m_settings->theme(), QString("system"));
    QCOMPARE(m_theme->choice(), ThemeChoice::System);
    QVERIFY(!m_workspace->textsHidden());
    // What was remembered is forgotten one by one.
    QCOMPARE(m_settings->recentFilters(), QStringList{"turn:unsafe"});
    press("Forget: Filters that were used");
    QCOMPARE(m_settings->recentFilters(), QStringList());
    press("Forget: Recent directories, their time ranges and last visits");
    QCOMPARE(m_settings->recents(), QStringList{m_workspace->directory()});
}

QTEST_MAIN(TestAlerts)
#include "tst_alerts.moc"
