// SPDX-License-Identifier: GPL-3.0-or-later
// The application as a program: what it takes, writes and returns. It runs without a display, as on a server.
#include <sys/resource.h>

#include <csignal>
#include <memory>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "support/log_lines.h"

namespace {

struct Outcome {
    int exitCode = -1;
    QString out;
    QString errors;
};

} // namespace

class TestObservatory : public QObject {
    Q_OBJECT

private slots:
    void init();
    void saysHelpAndVersion();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void writesAReport();
    void reportsOnASession_data();
    void reportsOnASession();
    void keepsAnIndexCacheUnlessTold();
    void knowsItsSessions();
    void leavesTheOldReport_data();
    void leavesTheOldReport();
    void writesTheWeeklyReport_data();
    void writesTheWeeklyReport();
    void saysWhyAReportIsEmpty();
    void saysThatNotesWereDamaged();
    void saysWhatAReportIsWithout();
    void filtersReportAndPicture();
    void saysWhatItCannotReadOrWrite();
    void makesAPictureOfExactlyThatSize_data();
    void makesAPictureOfExactlyThatSize();
    void picturesStatesToo();
    void leavesTheUsersSettingsAlone();
    void remembersItsWindowWhenTerminated();
    void saysThatItCrashed_data();
    void saysThatItCrashed();

private:
    // Without a display; for a window then a platform that needs none.
    void start(QProcess& process, const QStringList& arguments, const QString& platform = {}) const;
    Outcome run(const QStringList& arguments) const;
    QString path(const char* name) const { return m_directory->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestObservatory::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    logLines::Writer writer("s");
    for (int i = 0; i < 30; ++i)
        writer.user("hello").evaluated(i % 5 != 0).responded().wait(3600);
    logLines::append(path("logs/interactions/a.jsonl").toStdString(), writer.text());
}

void TestObservatory::start(QProcess& process, const QStringList& arguments, const QString& platform) const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"})
        environment.remove(QLatin1String(name));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path("config"));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), path("cache"));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), path("data"));
    if (!platform.isEmpty())
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_directory->path());
    process.start(QStringLiteral(OBSERVATORY_PATH), arguments);
}

Outcome TestObservatory::run(const QStringList& arguments) const {
    QProcess process;
    start(process, arguments);
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

void TestObservatory::saysHelpAndVersion() {
    const Outcome help = run({"--help"});
    QCOMPARE(help.exitCode, 0);
    for (const char* option : {"--page", "--theme", "--days", "--from", "--to", "--session", "--filter", "--report",
                               "--paper", "--screenshot", "--size", "Exit codes"})
        QVERIFY2(help.out.contains(QLatin1String(option)), option);
    const Outcome version = run({"--version"});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.startsWith("moie-observatory "));
}

void TestObservatory::refusesWrongUse_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QStringList& arguments, const char* says) {
        QTest::newRow(name) << arguments << QString::fromLatin1(says);
    };
    row("option", {"--bogus"}, "--bogus");
    row("page", {"logs", "--page", "nowhere"}, "nowhere");
    row("report without logs", {"--report", "x.pdf"}, "a report needs a log directory");
    row("time", {"logs", "--from", "tomorrow", "--report", "x.pdf"}, "'tomorrow' is no time");
    row("filter", {"logs", "--filter", "trun:unsafe", "--report", "x.pdf"}, "did you mean turn?");
    row("filter without logs", {"--filter", "turn:unsafe"}, "needs a log directory");
    row("reversed", {"logs", "--from", "2026-11-02", "--to", "2026-11-01", "--report", "x.pdf"},
        "the end must be later");
    row("size", {"logs", "--screenshot", "x.png", "--size", "big"}, "'big' is no size");
    row("size without number", {"logs", "--screenshot", "x.png", "--size", "10x"}, "'10x' is no size");
    row("days and from", {"logs", "--days", "3", "--from", "2026-11-01"}, "--days");
    row("no days", {"logs", "--days", "0"},
        "--days: '0' is no number of days: from 0.001 to 36500, such as 7, or 0.5 for twelve hours");
    row("days in words", {"logs", "--days", "two"}, "--days: 'two' is no number of days");
    row("no report file", {"logs", "--report", ""}, "needs the name of the file");
    row("no picture file", {"logs", "--screenshot", ""}, "needs the name of the file");
    row("not a PDF", {"logs", "--report", "x.json"}, "let the name end in .pdf");
    row("not a PNG", {"logs", "--screenshot", "x.jpg"}, "let the name end in .png");
    row("a window without a display", {"logs"}, "--report FILE.pdf needs none");
    row("two outputs", {"logs", "--report", "x.pdf", "--screenshot", "x.png"}, "excludes");
    row("section of another kind", {"logs", "--report", "x.pdf", "--kind", "safety", "--sections", "evolution"},
        "it has safety, violations");
    row("kind", {"logs", "--report", "x.pdf", "--kind", "weather"}, "weather");
    row("session report without a session", {"logs", "--report", "x.pdf", "--kind", "session"}, "needs --session");
    row("kind without report", {"logs", "--kind", "safety"}, "--report");
    row("range without logs", {"--days", "3"}, "needs a log directory");
}

void TestObservatory::refusesWrongUse() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.errors.contains(says), qPrintable(outcome.errors));
    QVERIFY(!QFile::exists(path("x.pdf")) && !QFile::exists(path("x.png")));
}

void TestObservatory::writesAReport() {
    const Outcome outcome = run({"logs", "--report", "out.pdf", "--paper", "letter"});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    QVERIFY2(outcome.out.startsWith("out.pdf: "), qPrintable(outcome.out));
    QFile pdf(path("out.pdf"));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    const QByteArray bytes = pdf.readAll();
    QVERIFY(bytes.startsWith("%PDF-"));
    QVERIFY(!bytes.contains(m_directory->path().toUtf8()));
}

void TestObservatory::reportsOnASession_data() {
    QTest::addColumn<QString>("redaction");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("quotes");
    QTest::newRow("as it was said") << "none"
                                    << "10 turns, as they were logged." << true;
    QTest::newRow("left out") << "omit"
                              << "[text left out]" << false;
    QTest::newRow("length") << "length"
                            << "[27 bytes]" << false;
}

// What is said has two scripts, a character without a glyph in any font (of a private plane), and hostile parts.
void TestObservatory::reportsOnASession() {
    QFETCH(QString, redaction);
    QFETCH(QString, says);
    QFETCH(bool, quotes);
    logLines::Writer writer("quoted-session");
    for (int i = 0; i < 10; ++i)
        writer.user("xylophone \xe4\xbd\xa0 \xf3\xb0\x80\x80 <b>q</b>").evaluated(true).responded().wait(60);
    logLines::append(path("logs/interactions/b.jsonl").toStdString(), writer.text());
    const Outcome outcome =
        run({"logs", "--session", "quoted", "--report", "out.pdf", "--kind", "session", "--redact", redaction});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    const auto tool = [&](const QString& program, const QStringList& arguments) {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput());
    };
    const QString text = tool("pdftotext", {"-layout", path("out.pdf"), "-"});
    QVERIFY2(text.contains(says), qPrintable(text));
    QCOMPARE(text.count("xylophone"), quotes ? 10 : 0);
    QCOMPARE(text.contains(QStringLiteral("[U+F0000] <b>q</b>")), quotes);
    QCOMPARE(text.contains(QChar(0x4f60)), quotes);
    QVERIFY(tool("qpdf", {"--check", path("out.pdf")}).contains("No syntax or stream encoding errors found"));
}

void TestObservatory::keepsAnIndexCacheUnlessTold() {
    // Of 32 MB of logs and more, as the README says.
    const std::string data = "{\"padding\": \"" + std::string(1'000'000, 'x') + "\"}";
    for (unsigned number = 1; number <= 34; ++number)
        logLines::append(path("logs/large.jsonl").toStdString(), logLines::line({.number = number, .data = data}));
    const QString caches = path("cache/moie-observatory/index");
    QCOMPARE(run({path("logs"), "--report", path("fresh.pdf"), "--no-cache"}).exitCode, 0);
    QVERIFY(!QFile::exists(caches));
    QCOMPARE(run({path("logs"), "--report", path("cached.pdf")}).exitCode, 0);
    QCOMPARE(QDir(caches).entryList(QDir::Files).size(), 1);
}

void TestObservatory::knowsItsSessions() {
    const Outcome outcome = run({"logs", "--session", "nobody", "--report", "out.pdf"});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.errors.contains("no session's id begins with 'nobody'"), qPrintable(outcome.errors));
    QVERIFY(!QFile::exists(path("out.pdf")));
}

void TestObservatory::leavesTheOldReport_data() {
    QTest::addColumn<bool>("killed");
    QTest::newRow("on a full disk") << false;
    QTest::newRow("killed in the middle of it") << true;
}

// Its files may not grow beyond a few hundred bytes. The write that would, fails as on a full disk, or kills the
// program.
void TestObservatory::leavesTheOldReport() {
    QFETCH(bool, killed);
    QFile old(path("out.pdf"));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    QProcess process;
    process.setChildProcessModifier([killed] {
        const rlimit small{500, 500};
        ::setrlimit(RLIMIT_FSIZE, &small);
        ::signal(SIGXFSZ, killed ? SIG_DFL : SIG_IGN);
    });
    start(process, {"logs", "--no-cache", "--report", "out.pdf"});
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("old"));
    const QStringList beside = QDir(m_directory->path()).entryList({"out.pdf*"}, QDir::Files | QDir::Hidden);
    if (killed) {
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(beside.size(), 2); // nobody was left to clear the draft away
        QCOMPARE(QFileInfo(path(beside[1].toUtf8().constData())).size(), qint64{500});
    } else {
        QCOMPARE(process.exitCode(), 3);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("out.pdf: cannot write the file: File too large; make room there"), said.constData());
        QCOMPARE(beside, QStringList("out.pdf"));
    }
    QCOMPARE(run({"logs", "--report", "out.pdf"}).exitCode, 0);
}

void TestObservatory::writesTheWeeklyReport_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("blanks in quotes") << "'turn:clear or turn:unsafe'" << QByteArray("turn:clear or turn:unsafe");
    QTest::newRow("what a shell would take for its own") << "severity>0.5" << QByteArray("severity>0.5");
}

// As the timer runs it. The days before now hold nothing, which is a report too.
void TestObservatory::writesTheWeeklyReport() {
    QFETCH(QString, filter);
    QFETCH(QByteArray, said);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    environment.insert(QStringLiteral("PATH"), QFileInfo(QStringLiteral(OBSERVATORY_PATH)).path() + QLatin1Char(':') +
                                                   environment.value(QStringLiteral("PATH")));
    environment.insert(QStringLiteral("LOG_DIRECTORY"), path("logs"));
    environment.insert(QStringLiteral("REPORT_DIRECTORY"), path("weekly reports"));
    environment.insert(QStringLiteral("REPORT_OPTIONS"), QStringLiteral("--no-cache --kind safety --filter ") + filter);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral(WEEKLY_REPORT_PATH)});
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    const QDir reports(path("weekly reports"));
    const QStringList names = reports.entryList(QDir::Files);
    QCOMPARE(names.size(), 1);
    QVERIFY2(QRegularExpression("^love-engine-20\\d\\d-W\\d\\d\\.pdf$").match(names[0]).hasMatch(),
             qPrintable(names[0]));
    QProcess text;
    text.start(QStringLiteral("pdftotext"), {reports.filePath(names[0]), QStringLiteral("-")});
    text.waitForFinished();
    const QByteArray page = text.readAllStandardOutput();
    QVERIFY2(page.contains("Safety report") && page.contains(said), page.constData());
}

void TestObservatory::saysWhyAReportIsEmpty() {
    const Outcome outcome = run({"logs", "--from", "2020-01-01", "--to", "2020-02-01", "--report", "out.pdf"});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.errors.startsWith("moie-observatory: No turn was opened in this time range."),
             qPrintable(outcome.errors));
    QCOMPARE(outcome.errors.count('\n'), 1); // and nothing of Qt's
    QVERIFY(QFile::exists(path("out.pdf")));
}

void TestObservatory::saysThatNotesWereDamaged() {
    QVERIFY(QDir(m_directory->path()).mkpath("data/moie-observatory"));
    QFile notes(path("data/moie-observatory/annotations.sqlite"));
    QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write(QByteArray(9000, 'Z')) == 9000);
    notes.close();
    const Outcome outcome = run({"logs", "--report", "out.pdf", "--notes"});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.errors.contains("annotations was damaged. It was kept as"), qPrintable(outcome.errors));
}

void TestObservatory::saysWhatAReportIsWithout() {
    logLines::append(path("logs/safety/b.jsonl.gz").toStdString(), "not compressed\n");
    const Outcome outcome = run({"logs", "--report", "out.pdf"});
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.errors.startsWith("moie-observatory: not read whole: "), qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.contains("safety/b.jsonl.gz: "), qPrintable(outcome.errors));
    QVERIFY(QFile::exists(path("out.pdf")));
}

void TestObservatory::filtersReportAndPicture() {
    const Outcome nothing = run({"logs", "--filter", "session:nobody", "--report", "out.pdf"});
    QCOMPARE(nothing.exitCode, 0);
    QVERIFY2(nothing.errors.contains("No session 'nobody' occurs here."), qPrintable(nothing.errors));
    const Outcome all = run({"logs", "--filter", "not turn:failed", "--report", "out.pdf"});
    QVERIFY2(all.exitCode == 0 && all.errors.isEmpty(), qPrintable(all.errors));
    const Outcome picture = run({"logs", "--filter", "turn:failed", "--screenshot", "out.png"});
    QVERIFY2(picture.exitCode == 0, qPrintable(picture.errors));
    QCOMPARE(QImage(path("out.png")).size(), QSize(1440, 900));
}

void TestObservatory::saysWhatItCannotReadOrWrite() {
    const Outcome missing = run({"nowhere", "--report", "out.pdf"});
    QCOMPARE(missing.exitCode, 3);
    QVERIFY2(missing.errors.contains("nowhere: "), qPrintable(missing.errors));
    QVERIFY(!QFile::exists(path("out.pdf")));
    const Outcome target = run({"logs", "--report", "nowhere/out.pdf"});
    QCOMPARE(target.exitCode, 3);
    QVERIFY2(target.errors.contains("nowhere/out.pdf: "), qPrintable(target.errors));
    QCOMPARE(run({"logs", "--screenshot", "nowhere/out.png"}).exitCode, 3);
    const Outcome unseen = run({"nowhere", "--screenshot", "out.png"});
    QCOMPARE(unseen.exitCode, 3);
    QVERIFY2(unseen.errors.contains("nowhere: "), qPrintable(unseen.errors));
    QVERIFY(!QFile::exists(path("out.png")));
    QCOMPARE(run({"logs", "--screenshot", "out.png", "--size", "90x60"}).exitCode, 3);
}

void TestObservatory::makesAPictureOfExactlyThatSize_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << "light" << QSize(1440, 900) << false;
    QTest::newRow("dark") << "dark" << QSize(1024, 700) << true;
    QTest::newRow("odd") << "light" << QSize(801, 603) << false;
}

void TestObservatory::makesAPictureOfExactlyThatSize() {
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    const QString text = QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
    const Outcome outcome = run({"logs", "--screenshot", "out.png", "--theme", theme, "--size", text});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    const QImage image(path("out.png"));
    QCOMPARE(image.size(), size);
    QCOMPARE(image.pixelColor(size.width() / 2, 2).lightness() < 128, dark);
}

void TestObservatory::picturesStatesToo() {
    QVERIFY(QDir(m_directory->path()).mkdir("empty"));
    for (const QStringList& directory : {QStringList(), QStringList{"empty"}}) {
        const Outcome outcome = run(directory + QStringList{"--screenshot", "out.png", "--size", "800x600"});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
        QCOMPARE(QImage(path("out.png")).size(), QSize(800, 600));
    }
}

void TestObservatory::leavesTheUsersSettingsAlone() {
    QCOMPARE(run({"logs", "--screenshot", "out.png"}).exitCode, 0);
    QCOMPARE(run({"logs", "--report", "out.pdf"}).exitCode, 0);
    QVERIFY(!QFile::exists(path("config")));
    QCOMPARE(QDir(path("logs")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList("interactions"));
}

void TestObservatory::remembersItsWindowWhenTerminated() {
    QProcess process;
    start(process, {"logs"}, QStringLiteral("offscreen"));
    const QString settings = path("config/moie-observatory/settings.ini");
    // Made after the program began to listen to signals.
    QTRY_VERIFY(QFile::exists(settings));
    process.terminate();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QFile file(settings);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("geometry="), text);
    QVERIFY2(text.contains("last_visit="), text);
}

void TestObservatory::saysThatItCrashed_data() {
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("message");
    QTest::newRow("memory") << SIGSEGV << "moie-observatory: crashed: invalid memory was used (SIGSEGV).";
    QTest::newRow("abort") << SIGABRT << "moie-observatory: crashed: it ended itself (SIGABRT).";
}

void TestObservatory::saysThatItCrashed() {
    QFETCH(int, signal);
    QFETCH(QString, message);
    QProcess process;
    start(process, {"logs"}, QStringLiteral("offscreen"));
    QTRY_VERIFY(QFile::exists(path("config/moie-observatory/settings.ini")));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(60'000));
    // As without the message, so that the system's crash reports are made.
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QCOMPARE(process.exitCode(), signal);
    const QString said = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(said.contains(message), qPrintable(said));
    QVERIFY(!said.contains(m_directory->path()));
}

QTEST_GUILESS_MAIN(TestObservatory)
#include "tst_observatory.moc"
