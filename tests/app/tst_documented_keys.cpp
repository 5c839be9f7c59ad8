// SPDX-License-Identifier: GPL-3.0-or-later
// Every key that a command writes as JSON is named in docs/cli.md below the command's heading, and every key that its
// tables name is written.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

namespace {

// What a part of the document says of keys.
struct Documented {
    QSet<QString> names;
    QSet<QString> ofNames; // `name{}`: what keys that object has depends on the logs
    QSet<QString> listed;  // in the first column of a table
};

QSet<QString> namesIn(const QString& text) {
    static const QRegularExpression code("`([^`]*)`");
    static const QRegularExpression name("[a-z_][a-z0-9_-]*", QRegularExpression::CaseInsensitiveOption);
    QSet<QString> names;
    for (auto span = code.globalMatch(text); span.hasNext();) {
        const QString inside = span.next().captured(1);
        for (auto match = name.globalMatch(inside); match.hasNext();)
            names << match.next().captured();
    }
    return names;
}

Documented read(const QString& section) {
    static const QRegularExpression ofNames("([a-z_]+)\\{\\}");
    Documented documented{namesIn(section), {}, {}};
    for (auto match = ofNames.globalMatch(section); match.hasNext();)
        documented.ofNames << match.next().captured(1);
    for (const QString& line : section.split('\n'))
        if (line.startsWith('|'))
            documented.listed += namesIn(line.section('|', 1, 1));
    return documented;
}

QHash<QString, QString> sectionsOfDocument() {
    QFile file(QStringLiteral(PROJECT_DIR "/docs/cli.md"));
    QHash<QString, QString> sections;
    if (!file.open(QIODevice::ReadOnly))
        return sections;
    for (const QString& section : QString::fromUtf8(file.readAll()).split("\n## ").mid(1))
        sections.insert(section.section('\n', 0, 0), section.section('\n', 1));
    return sections;
}

// Adds all keys below the value, but for those of objects whose keys are names from the logs. What was logged (`entry`)
// is not looked into.
void addKeys(const QJsonValue& value, const Documented& documented, bool areNames, QSet<QString>& keys) {
    for (const QJsonValue& element : value.toArray())
        addKeys(element, documented, false, keys);
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!areNames)
            keys << member.key();
        if (member.key() != "entry")
            addKeys(member.value(), documented, !areNames && documented.ofNames.contains(member.key()), keys);
    }
}

QStringList sorted(const QSet<QString>& names) {
    QStringList list(names.begin(), names.end());
    list.sort();
    return list;
}

} // namespace

class TestDocumentedKeys : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void keys_data();
    void keys();

private:
    QByteArray outputOf(const QStringList& arguments, const QByteArray& input = {}) const;

    QTemporaryDir m_directory;
    QHash<QString, QString> m_sections;
};

QByteArray TestDocumentedKeys::outputOf(const QStringList& arguments, const QByteArray& input) const {
    QProcess process;
    process.setWorkingDirectory(m_directory.path());
    process.start(MOIELOG_PATH, arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished(120'000) ? process.readAllStandardOutput() : QByteArray();
}

// A demonstration with everything in it, a line that is rejected and one with a warning.
void TestDocumentedKeys::initTestCase() {
    m_sections = sectionsOfDocument();
    outputOf({"demo", "logs", "--sessions", "12", "--turns", "20"});
    QFile file(m_directory.filePath("logs/bad.jsonl"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("bad\n{\"foreign\": 1}\n");
}

void TestDocumentedKeys::keys_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("sections");
    const QString shared = "What the reports share";
    const QStringList json{"--format", "json"};
    const auto add = [&](const char* name, const QStringList& arguments, const QStringList& sections) {
        QTest::newRow(name) << arguments << sections;
    };
    add("stats", QStringList{"stats", "logs"} + json, {"stats"});
    for (const char* kind : {"love-vector", "safety", "performance", "evolution"})
        add(kind, QStringList{"report", kind, "logs"} + json, {QStringLiteral("report ") + kind, shared});
    add("sessions", QStringList{"sessions", "logs"} + json, {"sessions"});
    add("turns", QStringList{"turns", "logs"} + json, {"turns"});
    add("query", QStringList{"query", "logs", "--limit", "3"} + json, {"query"});
    add("check", {"check", "logs", "--format", "jsonl"}, {"check"});
    add("judge", QStringList{"judge", "--message", "Hey, I lost my job"} + json, {"judge"});
    add("bench ingest", QStringList{"bench", "ingest", "logs", "--rounds", "1"} + json, {"bench ingest"});
    add("bench ingest --reopen", QStringList{"bench", "ingest", "logs", "--rounds", "1", "--reopen"} + json,
        {"bench ingest"});
    add("bench analytics", QStringList{"bench", "analytics", "logs", "--rounds", "1"} + json, {"bench analytics"});
    add("bench query", QStringList{"bench", "query", "logs", "--rounds", "1"} + json, {"bench query"});
    add("bench follow", QStringList{"bench", "follow", "--seconds", "1", "--rate", "50"} + json, {"bench follow"});
    add("bench log",
        QStringList{"bench", "log", "--entries", "100", "--seconds", "0.01", "--rate", "1000", "--threads", "1"} + json,
        {"bench log"});
    add("bench judge", QStringList{"bench", "judge", "--length", "100", "--runs", "1"} + json, {"bench judge"});
}

void TestDocumentedKeys::keys() {
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, sections);
    QString text;
    for (const QString& section : sections) {
        QVERIFY2(m_sections.contains(section), qPrintable(section));
        text += m_sections[section];
    }
    const Documented documented = read(text);
    QSet<QString> keys;
    const QByteArray output = outputOf(arguments, "That sounds hard. I'm not here. I'll hurt you.");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(output, &error);
    if (error.error == QJsonParseError::NoError)
        addKeys(document.object(), documented, false, keys);
    else // one object a line
        for (const QByteArray& line : output.trimmed().split('\n'))
            addKeys(QJsonDocument::fromJson(line).object(), documented, false, keys);
    QVERIFY2(!keys.isEmpty(), output.constData());
    QCOMPARE(sorted(keys - documented.names), QStringList());
    QCOMPARE(sorted(documented.listed - keys - QSet<QString>{"key"}), QStringList());
}

QTEST_APPLESS_MAIN(TestDocumentedKeys)
#include "tst_documented_keys.moc"
