// SPDX-License-Identifier: GPL-3.0-or-later
// `moielog report`: its figures are those that an independent implementation computes from the log files
// (report_by_python.py), and its formats and options behave.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

#include "support/log_lines.h"

namespace {

constexpr const char* python = "/usr/bin/python3";

struct Outcome {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

Outcome run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome moielog(const QStringList& arguments) {
    return run(MOIELOG_PATH, arguments);
}

QJsonObject reportOf(const QString& kind, const QString& directory, const QStringList& scope = {}) {
    const Outcome outcome = moielog(QStringList{"report", kind, directory, "--format", "json"} + scope);
    return outcome.exitCode == 0 ? QJsonDocument::fromJson(outcome.output).object() : QJsonObject();
}

// What tells one element of a list from the others, where their order is of no matter.
QString keyOf(const QJsonObject& element) {
    if (element.contains("metric"))
        return element["kind"].toString() + element["type"].toString() + element["metric"].toString();
    return element.contains("time") ? QString::number(element["time"].toDouble(), 'f', 6) : QString();
}

// Every value that the other implementation gives is in the report, and the same. Returns where it is not.
class Comparison {
public:
    QStringList wrong;
    int values = 0;

    void compare(const QJsonValue& expected, const QJsonValue& found, const QString& path) {
        if (expected.isObject()) {
            const QJsonObject object = expected.toObject();
            for (auto member = object.begin(); member != object.end(); ++member)
                compare(member.value(), found.toObject()[member.key()], path + '.' + member.key());
        } else if (expected.isArray()) {
            compareLists(expected.toArray(), found.toArray(), path);
        } else {
            ++values;
            if (!isSame(expected, found))
                wrong.append(path + ": " + text(found) + " instead of " + text(expected));
        }
    }

private:
    void compareLists(const QJsonArray& expected, const QJsonArray& found, const QString& path) {
        // What the script leaves out of a list that goes by keys, it does not speak of.
        const QJsonArray& some = expected.isEmpty() ? found : expected;
        const bool keyed = !some.isEmpty() && !keyOf(some[0].toObject()).isEmpty();
        if (!keyed && expected.size() != found.size())
            wrong.append(path + ": another length");
        for (qsizetype i = 0; i < expected.size(); ++i) {
            QJsonValue with = found.at(i);
            if (keyed) {
                const QString key = keyOf(expected[i].toObject());
                const auto same = std::find_if(found.begin(), found.end(), [&](const QJsonValue& element) {
                    return keyOf(element.toObject()) == key;
                });
                with = same != found.end() ? QJsonValue(*same) : QJsonValue();
            }
            compare(expected[i], with, path + '[' + QString::number(i) + ']');
        }
    }

    static bool isSame(const QJsonValue& expected, const QJsonValue& found) {
        if (!expected.isDouble() || !found.isDouble())
            return expected == found;
        // scipy's quantiles of Student's t are exact to ten digits only, and an effective n squares them.
        const double value = expected.toDouble();
        return std::abs(value - found.toDouble()) <= 3e-8 * std::max(1.0, std::abs(value));
    }

    static QString text(const QJsonValue& value) {
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    }
};

} // namespace

class TestReport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void agreesWithPython_data();
    void agreesWithPython();
    void reportsAreParts();
    void scopes();
    void nothingLogged();
    void asText();
    void asMarkdown();
    void asCsv();
    void hostileNames();
    void times_data();
    void times();
    void wrongUse_data();
    void wrongUse();

private:
    QTemporaryDir m_temporary;
    QString m_demo;
};

void TestReport::initTestCase() {
    m_demo = m_temporary.filePath("demo");
    QCOMPARE(moielog({"demo", m_demo}).exitCode, 0);
}

void TestReport::agreesWithPython_data() {
    QTest::addColumn<QStringList>("demoArguments");
    QTest::newRow("as it comes") << QStringList();
    QTest::newRow("another seed") << QStringList{"--seed", "7"};
    QTest::newRow("few and long") << QStringList{"--sessions", "9", "--turns", "60", "--seed", "3"};
}

void TestReport::agreesWithPython() {
    QFETCH(QStringList, demoArguments);
    if (run(python, {"-c", "import numpy, scipy"}).exitCode != 0)
        QSKIP("there is no Python with numpy and scipy to compare with");
    const QTemporaryDir temporary;
    const QString directory = temporary.filePath("logs");
    QCOMPARE(moielog(QStringList{"demo", directory} + demoArguments).exitCode, 0);
    const Outcome outcome = run(python, {QStringLiteral(TEST_SOURCE_DIR "/report_by_python.py"), directory});
    QVERIFY2(outcome.exitCode == 0, outcome.errors);
    Comparison comparison;
    comparison.compare(QJsonDocument::fromJson(outcome.output).object(), reportOf("all", directory), {});
    QVERIFY2(comparison.wrong.isEmpty(), qPrintable(comparison.wrong.join('\n')));
    QVERIFY(comparison.values > 500);
}

void TestReport::reportsAreParts() {
    const QJsonObject all = reportOf("all", m_demo);
    QCOMPARE(all.keys(), (QStringList{"evolution", "love-vector", "performance", "safety"}));
    for (const QString& kind : all.keys())
        QCOMPARE(reportOf(kind, m_demo), all[kind].toObject());
}

void TestReport::scopes() {
    const auto turns = [&](const QStringList& scope) { return reportOf("safety", m_demo, scope)["turns"].toInt(-1); };
    const int all = turns({});
    QVERIFY(all > 100);
    const int before = turns({"--to", "2026-11-14"});
    const int after = turns({"--from", "2026-11-14"});
    QVERIFY(before > 0 && after > 0);
    QCOMPARE(before + after, all);
    QCOMPARE(turns({"--from", "2026-11-14", "--to", "2026-11-14T00:00:01"}), 0);
    const QJsonArray slowest = reportOf("performance", m_demo)["slowest"].toArray();
    const QString session = slowest[0].toObject()["session"].toString();
    const int ofOne = turns({"--session", session});
    QVERIFY(ofOne > 0 && ofOne < all);
    QCOMPARE(turns({"--session", session.left(13)}), ofOne);
    // The period says what was asked for, local and without an offset, as the reference writes it.
    QCOMPARE(reportOf("safety", m_demo, {"--from", "2026-11-10", "--to", "2026-11-12T06:30"})["period"].toString(),
             QString("2026-11-10T00:00:00 to 2026-11-12T06:30:00"));
}

void TestReport::nothingLogged() {
    const QTemporaryDir empty;
    const QJsonObject all = reportOf("all", empty.path());
    QCOMPARE(all["safety"]["turns"].toInt(-1), 0);
    QVERIFY(all["safety"]["period"].isNull());
    QVERIFY(all["safety"]["unsafe_share"]["value"].isNull());
    QVERIFY(all["love-vector"]["magnitude"]["mean"].isNull());
    QVERIFY(all["love-vector"]["correlation"][0][0].isNull());
    QVERIFY(all["evolution"]["performance_impact"]["performance_stability"].isNull());
    QCOMPARE(all["evolution"]["trend_analysis"]["trend_direction"].toString(), QString("too_few"));
    const Outcome text = moielog({"report", "all", empty.path()});
    QCOMPARE(text.exitCode, 0);
    QVERIFY(text.output.contains("No turn opens in this scope."));
    QVERIFY(!text.output.contains("nan "));
}

void TestReport::asText() {
    const Outcome outcome = moielog({"report", "all", m_demo});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonObject safety = reportOf("safety", m_demo);
    const QByteArray reached = QByteArray::number(safety["verdicts"]["reached_user"].toInt());
    QVERIFY(outcome.output.contains("Unsafe replies that reached the user: " + reached + " of "));
    QVERIFY(outcome.output.contains("Love vectors\n============"));
    QVERIFY(!QString::fromUtf8(outcome.output).contains(QRegularExpression("\\bnan\\b")));
    for (const QByteArray& line : outcome.output.split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() <= 120, line);
}

void TestReport::asMarkdown() {
    const Outcome outcome = moielog({"report", "safety", m_demo, "--format", "md"});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.output.startsWith("# Safety\n"));
    QVERIFY(outcome.output.contains("| verdict | turns |\n| :-- | --: |\n"));
    QVERIFY(outcome.output.contains("harm\\_prevention"));
}

void TestReport::asCsv() {
    const Outcome outcome = moielog({"report", "all", m_demo, "--format", "csv"});
    QCOMPARE(outcome.exitCode, 0);
    const QList<QByteArray> lines = outcome.output.split('\n');
    QCOMPARE(lines[0], QByteArray("report,figure,value\r"));
    const QJsonObject safety = reportOf("safety", m_demo);
    QVERIFY(lines.contains("safety,turns," + QByteArray::number(safety["turns"].toInt()) + "\r"));
    // A number stays one, whatever its sign.
    const double drift = safety["dimensions"]["harm_prevention"]["min"].toDouble();
    QVERIFY(drift < 0);
    const auto line = std::find_if(lines.begin(), lines.end(), [](const QByteArray& candidate) {
        return candidate.startsWith("safety,dimensions.harm_prevention.min,");
    });
    QVERIFY(line != lines.end());
    QCOMPARE(line->mid(line->lastIndexOf(',') + 1).trimmed().toDouble(), drift);
}

void TestReport::hostileNames() {
    const QTemporaryDir temporary;
    logLines::Writer writer("s");
    writer.user("x").evaluated(false).responded();
    const std::string violation =
        R"({"violation_type": "=1+cmd|'x'!A1,\"\n\u001b[31m|<b>", "severity": 0.5, "corrective_action": "@do"})";
    logLines::append(temporary.filePath("a.jsonl").toStdString(),
                     writer.text() + logLines::line({.session = "s",
                                                     .number = 9,
                                                     .level = "warning",
                                                     .category = "safety",
                                                     .message = "Safety violation detected: x",
                                                     .data = violation}));
    const Outcome csv = moielog({"report", "safety", temporary.path(), "--format", "csv"});
    QVERIFY2(csv.output.contains("safety,\"violations.by_type.=1+cmd|'x'!A1,\"\"\n\\x1b[31m|<b>\",1\r\n"), csv.output);
    const Outcome all = moielog({"report", "all", temporary.path(), "--format", "csv"});
    for (const QByteArray& line : all.output.split('\n'))
        QVERIFY2(line.isEmpty() || !QByteArray("=+@").contains(line.front()), line);
    for (const char* format : {"text", "md"}) {
        const Outcome outcome = moielog({"report", "safety", temporary.path(), "--format", format});
        QVERIFY(!outcome.output.contains('\x1b'));
        QVERIFY2(outcome.output.contains("\\x1b") || outcome.output.contains("\\\\x1b"), outcome.output);
    }
    const Outcome markdown = moielog({"report", "safety", temporary.path(), "--format", "md"});
    QVERIFY2(markdown.output.contains("\\|\\<b\\>"), markdown.output);
}

void TestReport::times_data() {
    QTest::addColumn<QString>("time");
    for (const char* time : {"2026-11-20", "2026-11-20T07:30", "2026-11-20T06:30:00Z", "2026-11-20T07:30:00.5+01:00",
                             "now", "today", "yesterday", "90s", "30min", "2h", "1.5d", "3w"})
        QTest::newRow(time) << QString(time);
}

void TestReport::times() {
    QFETCH(QString, time);
    const Outcome outcome = moielog({"report", "safety", m_demo, "--from", time, "--format", "json"});
    QVERIFY2(outcome.exitCode == 0, outcome.errors);
}

void TestReport::wrongUse_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no kind") << QStringList{} << 2 << QByteArray("KIND");
    QTest::newRow("unknown kind") << QStringList{"weather", m_demo} << 2 << QByteArray("weather");
    QTest::newRow("no directory") << QStringList{"all"} << 2 << QByteArray("DIR");
    QTest::newRow("unknown format") << QStringList{"all", m_demo, "--format", "xml"} << 2 << QByteArray("xml");
    QTest::newRow("no time") << QStringList{"all", m_demo, "--from", "soon"} << 2 << QByteArray("'soon' is no time");
    QTest::newRow("no such day") << QStringList{"all", m_demo, "--to", "2026-02-30"} << 2 << QByteArray("is no time");
    QTest::newRow("without a unit") << QStringList{"all", m_demo, "--to", "2x"} << 2 << QByteArray("2h, 3d");
    QTest::newRow("backwards") << QStringList{"all", m_demo, "--from", "1h", "--to", "2h"} << 2
                               << QByteArray("must be later");
    QTest::newRow("days and from") << QStringList{"all", m_demo, "--days", "2", "--from", "2h"} << 2
                                   << QByteArray("--days");
    QTest::newRow("unknown session") << QStringList{"all", m_demo, "--session", "nobody"} << 2
                                     << QByteArray("'nobody'");
    QTest::newRow("missing directory") << QStringList{"all", "/nonexistent/logs"} << 3
                                       << QByteArray("/nonexistent/logs");
}

void TestReport::wrongUse() {
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, says);
    const Outcome outcome = moielog(QStringList{"report"} + arguments);
    QCOMPARE(outcome.exitCode, exitCode);
    QVERIFY2(outcome.errors.contains(says), outcome.errors);
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
