// SPDX-License-Identifier: GPL-3.0-or-later
// Shell completions and the man page name the commands and options that there are.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

namespace {

QString helpOf(const QStringList& command) {
    QProcess process;
    process.start(MOIELOG_PATH, command + QStringList{"--help"});
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

// Names at the beginning of the lines below the heading.
QStringList commandsIn(const QString& help) {
    QStringList names;
    static const QRegularExpression line("^  ([a-z]+) ", QRegularExpression::MultilineOption);
    auto match = line.globalMatch(help.section("Subcommands:", 1));
    while (match.hasNext())
        names << match.next().captured(1);
    return names;
}

QStringList optionsIn(const QString& help) {
    QStringList names;
    static const QRegularExpression line("^  (?:-h,)?(--[a-z-]+)", QRegularExpression::MultilineOption);
    auto match = line.globalMatch(help);
    while (match.hasNext())
        names << match.next().captured(1);
    names.removeAll("--help-all");
    names.sort();
    return names;
}

QString textOf(const QString& name) {
    QFile file(QStringLiteral(PROJECT_DIR "/packaging/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The shell's output as a sorted list of lines.
QStringList listFrom(QProcess& shell) {
    if (!shell.waitForFinished())
        return {"no answer"};
    QStringList list = QString::fromUtf8(shell.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
    list.removeDuplicates();
    list.sort();
    return list;
}

// What the shells offer behind these words, the last of which is being written.
QStringList offeredByBash(const QStringList& words, const QString& directory) {
    QProcess bash;
    bash.setWorkingDirectory(directory);
    bash.start("bash", QStringList{"-c",
                                   "source '" PROJECT_DIR "/packaging/completions/moielog.bash'; COMP_WORDS=(\"$@\"); "
                                   "COMP_CWORD=$(($# - 1)); _moielog; printf '%s\\n' \"${COMPREPLY[@]}\"",
                                   "bash"} +
                           words);
    return listFrom(bash);
}

QStringList offeredByZsh(const QStringList& words, const QString& directory) {
    QProcess zsh;
    zsh.start("zsh", {"-f", QStringLiteral(TEST_SOURCE_DIR "/complete_by_zsh.zsh"),
                      QStringLiteral(PROJECT_DIR "/packaging/completions"), directory, words.join(' ')});
    return listFrom(zsh);
}

QStringList offeredByFish(const QStringList& words, const QString& directory) {
    QProcess fish;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("HOME", directory); // where it keeps what it likes to keep
    fish.setProcessEnvironment(environment);
    fish.setWorkingDirectory(directory);
    fish.start("fish",
               {"--no-config", "-c",
                "source '" PROJECT_DIR "/packaging/completions/moielog.fish'; complete -C '" + words.join(' ') + "'"});
    QStringList list = listFrom(fish);
    for (QString& line : list) // with descriptions
        line = line.section('\t', 0, 0).remove(QRegularExpression("/$"));
    list.removeDuplicates();
    list.sort();
    return list;
}

QStringList sorted(QStringList list) {
    list.sort();
    return list;
}

using Offering = QStringList (*)(const QStringList&, const QString&);

} // namespace

Q_DECLARE_METATYPE(Offering)

class TestCompletions : public QObject {
    Q_OBJECT

private slots:
    void commands();
    void shells_data();
    void shells();
};

void TestCompletions::commands() {
    const QStringList commands = commandsIn(helpOf({}));
    QVERIFY(commands.size() >= 11);
    const QStringList benches = commandsIn(helpOf({"bench"}));
    QVERIFY(benches.contains("query"));
    for (const char* file :
         {"completions/moielog.bash", "completions/_moielog", "completions/moielog.fish", "man/moielog.1"}) {
        const QString text = textOf(file);
        for (const QString& command : commands + benches)
            QVERIFY2(text.contains(QRegularExpression("\\b" + command + "\\b")), qPrintable(file + (": " + command)));
    }
}

void TestCompletions::shells_data() {
    QTest::addColumn<Offering>("offered");
    QTest::newRow("bash") << Offering(offeredByBash);
    QTest::newRow("zsh") << Offering(offeredByZsh);
    QTest::newRow("fish") << Offering(offeredByFish);
}

void TestCompletions::shells() {
    QFETCH(Offering, offered);
    if (QStandardPaths::findExecutable(QTest::currentDataTag()).isEmpty())
        QSKIP("the shell is not there");
    const QTemporaryDir directory;
    QVERIFY(QDir(directory.path()).mkpath("logs"));
    QFile file(directory.filePath("notes.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto isOffered = [&](const QStringList& words, const QStringList& wanted) {
        QCOMPARE(words.join(' ') + ": " + offered(words, directory.path()).join(' '),
                 words.join(' ') + ": " + sorted(wanted).join(' '));
    };
    const QStringList commands = commandsIn(helpOf({}));
    for (const QString& command : commands) {
        isOffered({"moielog", command.left(3)}, commands.filter(QRegularExpression("^" + command.left(3))));
        if (command != "bench")
            isOffered({"moielog", command, "--"}, optionsIn(helpOf({command})));
    }
    isOffered({"moielog", "--"}, {"--help", "--help-all", "--no-cache", "--version"});
    for (const QString& measured : commandsIn(helpOf({"bench"})))
        isOffered({"moielog", "bench", measured, "--"}, optionsIn(helpOf({"bench", measured})));
    isOffered({"moielog", "bench", "--"}, {"--help"});
    isOffered({"moielog", "bench", ""}, commandsIn(helpOf({"bench"})));
    isOffered({"moielog", "bench", "query", "--format", ""}, {"json", "text"});
    isOffered({"moielog", "report", ""}, {"all", "evolution", "love-vector", "performance", "safety"});
    isOffered({"moielog", "query", "--format", ""}, {"csv", "json", "jsonl", "text"});
    isOffered({"moielog", "report", "--format", ""}, {"csv", "json", "md", "text"});
    isOffered({"moielog", "turns", "--from", "yes"}, {"yesterday"});
    // Directories and no files.
    isOffered({"moielog", "stats", "l"}, {"logs"});
    isOffered({"moielog", "stats", "n"}, {});
    isOffered({"moielog", "report", "all", "l"}, {"logs"});
}

QTEST_GUILESS_MAIN(TestCompletions)
#include "tst_completions.moc"
