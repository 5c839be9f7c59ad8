// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <memory>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "ui/workspace/settings.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

unsigned modeOf(const QString& path) {
    struct stat status {};
    return ::stat(path.toUtf8().constData(), &status) == 0 ? status.st_mode & 0777u : 0;
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void remembersByDirectory();
    void keepsTheLatestRecents();
    void keepsTheLatestFilters();
    void keepsViews();
    void keepsWhatAnotherProgramSaved();
    void keepsAlerts();
    void keepsWhetherToKeepAnIndex();
    void keepsTheResponder();
    void keepsNoPasswordOfAnAddress();
    void forgetsOtherDirectories();
    void isReadableByItsOwnerOnly();
    void narrowsAnExistingFile();
    void isBelowTheConfigurationDirectory();
    void saysWhenItCannotBeWritten();

private:
    QString file() const { return m_directory->filePath("deeper/settings.ini"); }
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestSettings::remembersByDirectory() {
    const QString odd = QStringLiteral("/logs/ä [x]=%20\\n/;#");
    const Time visit(1'763'600'000'000'000'001ns);
    {
        Settings settings(file());
        QVERIFY(!settings.range("/logs/a"));
        QVERIFY(!settings.lastVisit("/logs/a"));
        QCOMPARE(settings.theme(), QString("system"));
        settings.setRange("/logs/a", RangeChoice::last(24h));
        settings.setRange(odd, RangeChoice::sinceLastVisit());
        settings.setLastVisit(odd, visit);
        settings.setTheme("dark");
        settings.setWindowGeometry("\x01\x02");
    }
    const Settings settings(file());
    QCOMPARE(settings.range("/logs/a"), std::optional(RangeChoice::last(24h)));
    QCOMPARE(settings.range(odd), std::optional(RangeChoice::sinceLastVisit()));
    QCOMPARE(settings.lastVisit(odd), std::optional(visit));
    QVERIFY(!settings.lastVisit("/logs/a"));
    QCOMPARE(settings.theme(), QString("dark"));
    QCOMPARE(settings.windowGeometry(), QByteArray("\x01\x02"));
}

void TestSettings::keepsTheLatestRecents() {
    Settings settings(file());
    for (int i = 0; i < 12; ++i)
        settings.addRecent(QStringLiteral("/logs/%1").arg(i));
    settings.addRecent("/logs/5");
    QCOMPARE(settings.recents(), QStringList({"/logs/5", "/logs/11", "/logs/10", "/logs/9", "/logs/8", "/logs/7",
                                              "/logs/6", "/logs/4", "/logs/3", "/logs/2"}));
}

void TestSettings::keepsTheLatestFilters() {
    {
        Settings settings(file());
        for (int i = 0; i < 25; ++i)
            settings.addRecentFilter(QStringLiteral("severity>%1").arg(i));
        // Lists in an INI file have separators and escapes of their own.
        settings.addRecentFilter(QStringLiteral("\"a, b\" or message:\\n"));
        settings.addRecentFilter(QStringLiteral("severity>20"));
    }
    const QStringList filters = Settings(file()).recentFilters();
    QCOMPARE(filters.size(), 20);
    QCOMPARE(filters.mid(0, 3), QStringList({"severity>20", "\"a, b\" or message:\\n", "severity>24"}));
    QCOMPARE(filters.last(), QString("severity>6"));
}

void TestSettings::keepsViews() {
    const SavedView night{QString::fromUtf8("Nächte, [x]=1;"),
                          {"safety", RangeChoice::last(24h), "7cf6", "turn:unsafe \"a, b\"", std::nullopt}};
    const SavedView all{"all", {"overview", RangeChoice::all(), "", "", std::nullopt}};
    {
        Settings settings(file());
        QCOMPARE(settings.savedViews(), std::vector<SavedView>());
        settings.saveView(night);
        settings.saveView(all);
        settings.saveView({"gone", all.place});
        settings.deleteView("gone");
    }
    {
        Settings settings(file());
        QCOMPARE(settings.savedViews(), (std::vector<SavedView>{night, all}));
        QVERIFY(!settings.renameView("all", night.name));
        QVERIFY(settings.renameView("all", "everything"));
        // The same name again: in its place.
        settings.saveView({night.name, all.place});
    }
    QCOMPARE(Settings(file()).savedViews(),
             (std::vector<SavedView>{{night.name, all.place}, {"everything", all.place}}));
}

void TestSettings::keepsWhatAnotherProgramSaved() {
    const SavedView mine{"mine", {"overview", RangeChoice::all(), "", "", std::nullopt}};
    const SavedView other{"other", {"safety", RangeChoice::all(), "", "", std::nullopt}};
    Settings settings(file());
    // Under another path the file is another one to Qt, as it is in another process.
    const QString link = m_directory->filePath("link");
    QVERIFY(QFile::link(m_directory->filePath("deeper"), link));
    Settings another(link + "/settings.ini");
    QCOMPARE(another.savedViews(), std::vector<SavedView>());
    QCOMPARE(another.reportSetups().size(), std::size_t{0});
    settings.saveView(mine);
    settings.saveReportSetup({"mine", {}});
    another.saveView(other);
    another.saveReportSetup({"other", {}});
    settings.deleteView("nothing");
    QCOMPARE(settings.savedViews(), (std::vector<SavedView>{mine, other}));
    QCOMPARE(settings.reportSetups().size(), std::size_t{2});
    QVERIFY(another.renameView("mine", "yours"));
    QVERIFY(!settings.renameView("other", "yours"));
}

void TestSettings::keepsAlerts() {
    AlertRules rules;
    rules.unsafeReplies = true;
    rules.margin = 0.15;
    rules.failedShare = 0.25;
    rules.silence = 7min;
    {
        Settings settings(file());
        QCOMPARE(settings.alertRules(), AlertRules());
        QVERIFY(settings.desktopAlerts());
        settings.setAlertRules(rules);
        settings.setDesktopAlerts(false);
    }
    Settings settings(file());
    QCOMPARE(settings.alertRules(), rules);
    QVERIFY(!settings.desktopAlerts());
    settings.setAlertRules({});
    QCOMPARE(settings.alertRules(), AlertRules());
    QVERIFY(settings.save());
    // A file may have been edited by hand.
    QFile edited(file());
    QVERIFY(edited.open(QIODevice::WriteOnly));
    edited.write("[alerts]\nmargin=low\nresponse_seconds=-3\nfailed_share=0.5\n");
    edited.close();
    AlertRules readable;
    readable.failedShare = 0.5;
    QCOMPARE(Settings(file()).alertRules(), readable);
}

void TestSettings::keepsWhetherToKeepAnIndex() {
    {
        Settings settings(file());
        QVERIFY(settings.keepsIndex());
        settings.setKeepsIndex(false);
        QVERIFY(settings.save());
    }
    QVERIFY(!Settings(file()).keepsIndex());
}

void TestSettings::keepsTheResponder() {
    ResponderSettings server;
    server.usesServer = true;
    server.address = QStringLiteral("localhost:8080/v1/chat/completions");
    server.model = QStringLiteral("a model: with/odd=name");
    server.dialect = Dialect::LlamaCpp;
    server.firstByte = 45s;
    {
        Settings settings(file());
        QCOMPARE(settings.responder(), ResponderSettings());
        settings.setResponder(server);
    }
    server.address = QStringLiteral("http://localhost:8080/v1");
    QCOMPARE(Settings(file()).responder(), server);
    // A file may have been edited by hand.
    QFile edited(file());
    QVERIFY(edited.open(QIODevice::WriteOnly));
    edited.write("[live]\nresponder=oracle\ndialect=latin\nfirst_word_seconds=-1\n");
    edited.close();
    QCOMPARE(Settings(file()).responder(), ResponderSettings());
}

void TestSettings::keepsNoPasswordOfAnAddress() {
    for (const char* address : {"https://me:hunter2@models.example/v1", "https://models.example/v1?key=hunter2"}) {
        ResponderSettings server;
        server.address = QString::fromLatin1(address);
        Settings settings(file());
        settings.setResponder(server);
        QVERIFY(settings.save());
        QFile written(file());
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(!written.readAll().contains("hunter2"));
    }
}

void TestSettings::forgetsOtherDirectories() {
    Settings settings(file());
    for (const char* directory : {"/logs/a", "/logs/b"}) {
        settings.addRecent(QLatin1String(directory));
        settings.setRange(QLatin1String(directory), RangeChoice::last(24h));
        settings.setLastVisit(QLatin1String(directory), Time(5ns));
    }
    settings.addRecentFilter("turn:unsafe");
    settings.forgetDirectories("/logs/a");
    QCOMPARE(settings.recents(), QStringList{"/logs/a"});
    QCOMPARE(settings.range("/logs/a"), std::optional(RangeChoice::last(24h)));
    QCOMPARE(settings.lastVisit("/logs/a"), std::optional(Time(5ns)));
    QVERIFY(!settings.range("/logs/b") && !settings.lastVisit("/logs/b"));
    QCOMPARE(settings.recentFilters(), QStringList{"turn:unsafe"});
    settings.forgetFilters();
    QCOMPARE(settings.recentFilters(), QStringList());
    settings.forgetDirectories({});
    QCOMPARE(settings.recents(), QStringList());
}

void TestSettings::isReadableByItsOwnerOnly() {
    const mode_t before = ::umask(0);
    {
        Settings settings(file());
        QCOMPARE(modeOf(file()), 0600u);
        settings.addRecent("/logs");
        QVERIFY(settings.save());
    }
    ::umask(before);
    QCOMPARE(modeOf(file()), 0600u);
}

void TestSettings::narrowsAnExistingFile() {
    const QString path = m_directory->filePath("settings.ini");
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("theme=light\n");
    old.close();
    QVERIFY(::chmod(path.toUtf8().constData(), 0644) == 0);
    Settings settings(path);
    QCOMPARE(settings.theme(), QString("light"));
    QCOMPARE(modeOf(path), 0600u);
    settings.setTheme("dark");
    QVERIFY(settings.save());
    QCOMPARE(modeOf(path), 0600u);
}

void TestSettings::isBelowTheConfigurationDirectory() {
    qputenv("XDG_CONFIG_HOME", m_directory->path().toUtf8());
    QCOMPARE(Settings::defaultFile(), m_directory->path() + "/moie-observatory/settings.ini");
    qunsetenv("XDG_CONFIG_HOME");
}

void TestSettings::saysWhenItCannotBeWritten() {
    // A directory stands where the file should be.
    QVERIFY(QDir(m_directory->path()).mkpath("settings.ini"));
    Settings settings(m_directory->filePath("settings.ini"));
    settings.setTheme("dark");
    QVERIFY(!settings.save());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
