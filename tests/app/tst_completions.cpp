// SPDX-License-Identifier: GPL-3.0-or-later
// Shell completions and the man page name the commands and options that there are.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
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

// What bash offers behind these words.
QStringList offered(const QStringList& words) {
    QProcess bash;
    bash.start("bash", QStringList{"-c",
                                   "source '" PROJECT_DIR "/packaging/completions/moielog.bash'; COMP_WORDS=(\"$@\"); "
                                   "COMP_CWORD=$(($# - 1)); _moielog; printf '%s\\n' \"${COMPREPLY[@]}\"",
                                   "bash"} +
                           words);
    bash.waitForFinished();
    QStringList list = QString::fromUtf8(bash.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
    list.sort();
    return list;
}

} // namespace

class TestCompletions : public QObject {
    Q_OBJECT

private slots:
    void commands();
    void options();
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
    if (QStandardPaths::findExecutable("bash").isEmpty())
        QSKIP("needs bash");
    QStringList first = commands + QStringList{"--help", "--help-all", "--version"};
    first.sort();
    QCOMPARE(offered({"moielog", ""}), first);
    QStringList sortedBenches = benches;
    sortedBenches.sort();
    QCOMPARE(offered({"moielog", "bench", ""}), sortedBenches);
}

void TestCompletions::options() {
    if (QStandardPaths::findExecutable("bash").isEmpty())
        QSKIP("needs bash");
    for (const QString& command : commandsIn(helpOf({}))) {
        if (command == "bench")
            continue;
        QCOMPARE(command + " " + offered({"moielog", command, "--"}).join(' '),
                 command + " " + optionsIn(helpOf({command})).join(' '));
    }
}

QTEST_GUILESS_MAIN(TestCompletions)
#include "tst_completions.moc"
