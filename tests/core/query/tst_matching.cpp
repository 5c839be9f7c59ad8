// SPDX-License-Identifier: GPL-3.0-or-later
// Filters find what a naive evaluation in Python finds (query_by_python.py); and what cannot be told by random ones.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

#include <moie/feed/feed.h>
#include <moie/query/matching.h>
#include <moie/query/selection.h>
#include <moie/query/vocabulary.h>

#include "support/log_lines.h"

using namespace moie;

namespace {

const Time now = fromUnixSeconds(1795172400);

Filter filterOf(const std::string& text) {
    const auto filter = parseFilter(text, now);
    if (!filter)
        qFatal("%s", explainFilterError(text, filter.error()).c_str());
    return *filter;
}

QStringList sorted(QStringList list) {
    std::sort(list.begin(), list.end(), [](const QString& a, const QString& b) { return a.toUtf8() < b.toUtf8(); });
    return list;
}

QString sessionOf(const Snapshot& snapshot, SessionIndex session) {
    return QString::fromStdString(std::string(snapshot.name(snapshot.sessions[index(session)]->id)));
}

QStringList entriesFound(const Snapshot& snapshot, const std::string& text, const Scope& scope = {}) {
    const EntryMatches matches = matchEntries(snapshot, filterOf(text), scope, {0, snapshot.entries.size()});
    QStringList found;
    matches.entries.forEach([&](EntryId id) {
        found << QString("%1_%2")
                     .arg(sessionOf(snapshot, snapshot.entries.session[index(id)]))
                     .arg(snapshot.entries.number[index(id)]);
    });
    return sorted(found);
}

// Turns as "session-t0".
QStringList turnsFound(const Snapshot& snapshot, const std::string& text) {
    Scope scope;
    scope.filter = text;
    scope.filtered = matchTurns(snapshot, filterOf(text), scope).turns;
    QStringList found;
    forEachTurn(snapshot, scope, {}, [&](const SelectedTurn& selected) {
        found << QString("%1-t%2").arg(sessionOf(snapshot, selected.sessionIndex)).arg(selected.number - 1);
    });
    return sorted(found);
}

QStringList listOf(const QJsonValue& array) {
    QStringList list;
    for (const QJsonValue& value : array.toArray())
        list << value.toString();
    return sorted(list);
}

} // namespace

class TestMatching : public QObject {
    Q_OBJECT

private slots:
    void agreesWithPython_data();
    void agreesWithPython();
    void turnsByTheirEntries();
    void scopeOfEntries();
    void spansMakeUpTheWhole_data();
    void spansMakeUpTheWhole();
    void looseEntriesAreFiltered();
    void textThatIsGone();
    void largeFiles();
    void stops();
    void names();
};

void TestMatching::agreesWithPython_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed)
        QTest::addRow("%d", seed) << seed;
}

void TestMatching::agreesWithPython() {
    QFETCH(int, seed);
    const QString python = QStandardPaths::findExecutable("python3");
    if (python.isEmpty())
        QSKIP("needs python3");
    const QTemporaryDir directory;
    QProcess process;
    process.start(python, {QStringLiteral(TEST_SOURCE_DIR "/query_by_python.py"), directory.path(),
                           QString::number(seed), "150"});
    QVERIFY(process.waitForFinished());
    const QJsonArray cases = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
    QCOMPARE(cases.size(), 150);
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    QCOMPARE((*loaded)->counts.lines.rejected, std::uint64_t{0});
    int withAnswer = 0;
    for (const QJsonValue& value : cases) {
        const QJsonObject one = value.toObject();
        const std::string text = one["filter"].toString().toStdString();
        QVERIFY2(entriesFound(**loaded, text) == listOf(one["entries"]), text.c_str());
        QVERIFY2(turnsFound(**loaded, text) == listOf(one["turns"]), text.c_str());
        withAnswer += one["turns"].toArray().isEmpty() ? 0 : 1;
    }
    QVERIFY(withAnswer > 50);
}

void TestMatching::turnsByTheirEntries() {
    const QTemporaryDir directory;
    logLines::Writer writer("s");
    writer.user("hello").add("safety", "Safety violation detected: a", R"({"violation_type": "a", "severity": 0.2})");
    writer.evaluated(true).responded();
    writer.user("panic").add("safety", "Safety violation detected: b", R"({"violation_type": "b", "severity": 0.9})");
    writer.evaluated(false).responded();
    writer.user("nothing").evaluated(true).responded();
    logLines::append(directory.filePath("a.jsonl").toStdString(), writer.text());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    const auto found = [&](const std::string& text) { return turnsFound(**loaded, text).join(" "); };
    QCOMPARE(found("category:safety"), "s-t0 s-t1");
    QCOMPARE(found("not category:safety"), "s-t2");
    // By two entries of the turn.
    QCOMPARE(found("panic severity>0.5"), "s-t1");
    QCOMPARE(entriesFound(**loaded, "panic severity>0.5"), QStringList());
    QCOMPARE(found("category:cbf not severity>0.5"), "s-t0 s-t2");
    QCOMPARE(found("not (panic or nothing)"), "s-t0");
    QCOMPARE(found(""), "s-t0 s-t1 s-t2");
}

void TestMatching::scopeOfEntries() {
    const QTemporaryDir directory;
    logLines::Writer one("one", 1763600000);
    logLines::Writer two("two", 1763600100);
    logLines::append(directory.filePath("a.jsonl").toStdString(),
                     one.user("x").responded().text() + two.user("x").responded().text() + "{\"foreign\": \"x\"}\n");
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    QCOMPARE(entriesFound(**loaded, "category:interaction", {{}, "tw"}), (QStringList{"two_1", "two_2"}));
    const Scope late{{fromUnixSeconds(1763600100.25), std::nullopt}, "two"};
    QCOMPARE(entriesFound(**loaded, "", late), (QStringList{"two_2"}));
    QCOMPARE(matchEntries(**loaded, filterOf(".foreign:x"), {}, {0, 100}).entries.count(), std::size_t{1});
    QCOMPARE(matchEntries(**loaded, filterOf("x"), {}, {2, 100}).entries.count(), std::size_t{2});
}

void TestMatching::spansMakeUpTheWhole_data() {
    QTest::addColumn<int>("entries");
    for (const int entries : {63, 64, 65, 127, 128, 129, 210})
        QTest::addRow("%d", entries) << entries;
}

// However many there are and wherever they are parted: entries are decided on 64 at a time.
void TestMatching::spansMakeUpTheWhole() {
    QFETCH(int, entries);
    const QTemporaryDir directory;
    logLines::Writer writer("s", 1763600000);
    // Turns of three entries, of which every third is unsafe.
    const auto isUnsafe = [](std::size_t i) { return i / 3 % 3 == 1; };
    const auto isEvaluation = [](std::size_t i) { return i % 3 == 1; };
    for (std::size_t i = 0; i < static_cast<std::size_t>(entries); ++i) {
        if (isEvaluation(i))
            writer.evaluated(!isUnsafe(i));
        else if (i % 3 == 0)
            writer.user("x");
        else
            writer.responded();
    }
    logLines::append(directory.filePath("a.jsonl").toStdString(), writer.text());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    const Snapshot& snapshot = **loaded;
    const std::size_t size = snapshot.entries.size();
    QCOMPARE(size, static_cast<std::size_t>(entries));
    const Time from = fromUnixSeconds(1763600003);
    const std::pair<const char*, std::function<bool(std::size_t)>> filters[]{
        {"", [](std::size_t) { return true; }},
        {"category:cbf", isEvaluation},
        {"turn:unsafe category:cbf", [&](std::size_t i) { return isUnsafe(i) && isEvaluation(i); }},
        {"not turn:unsafe or category:interaction", [&](std::size_t i) { return !isUnsafe(i) || !isEvaluation(i); }}};
    for (const auto& [text, holds] : filters) {
        for (const std::size_t parted : {std::size_t{1}, std::size_t{62}, std::size_t{63}, std::size_t{64},
                                         std::size_t{65}, std::size_t{128}, size - 1}) {
            std::vector<std::size_t> found, expected;
            for (const EntrySpan span :
                 {EntrySpan{0, std::min(parted, size)}, EntrySpan{std::min(parted, size), size}}) {
                matchEntries(snapshot, filterOf(text), {{from, std::nullopt}, "s"}, span)
                    .entries.forEach([&](EntryId id) { found.push_back(index(id)); });
                for (std::size_t i = span.first; i < span.last; ++i)
                    if (holds(i) && snapshot.entries.time[i] >= from)
                        expected.push_back(i);
            }
            QVERIFY(!expected.empty() && expected.size() < size);
            QVERIFY2(found == expected, text);
        }
    }
}

void TestMatching::looseEntriesAreFiltered() {
    const QTemporaryDir directory;
    logLines::Writer writer("s");
    writer.add("system_state", "Session started", R"({"model": "red"})");
    writer.add("system_state", "Session started", R"({"model": "blue"})").user("x").responded();
    logLines::append(directory.filePath("a.jsonl").toStdString(), writer.text());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    Scope scope;
    scope.filter = "blue";
    scope.filtered = matchTurns(**loaded, filterOf("blue"), scope).turns;
    std::vector<std::uint32_t> numbers;
    forEachLooseEntry(**loaded, scope, {}, [&](const LooseEntry& loose) {
        numbers.push_back((*loaded)->entries.number[index(loose.entry.id)]);
    });
    QCOMPARE(numbers, (std::vector<std::uint32_t>{2}));
}

void TestMatching::textThatIsGone() {
    const QTemporaryDir directory;
    logLines::Writer writer("s");
    logLines::append(directory.filePath("a.jsonl").toStdString(), writer.user("panic").take());
    logLines::append(directory.filePath("b.jsonl").toStdString(), writer.responded().take());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    QVERIFY(QFile::remove(directory.filePath("a.jsonl")));
    // Nothing is known of it, so it matches neither.
    for (const char* text : {"panic", "not panic"}) {
        const EntryMatches matches = matchEntries(**loaded, filterOf(text), {}, {0, 2});
        QVERIFY(!matches.entries.contains(EntryId{0}));
        QCOMPARE(matches.unread, std::uint64_t{1});
        QCOMPARE(matches.problems.size(), std::size_t{1});
    }
    QCOMPARE(entriesFound(**loaded, "category:interaction not level:error").size(), 2);
}

// Over several blocks and threads' jobs, with lines longer than a block, and with few candidates far apart.
void TestMatching::largeFiles() {
    const QTemporaryDir directory;
    logLines::Writer writer("s");
    const std::string filling(300, 'p');
    std::string lines;
    QStringList needles;
    for (unsigned i = 1; i <= 30'000; ++i) {
        const bool isIn = i % 997 == 0 || i == 1 || i == 30'000;
        const std::string data = R"({"text": ")" + (i % 5000 == 0 ? std::string(700'000, 'x') : filling) +
                                 (isIn ? "Needle" : "needl") + R"("})";
        writer.add(i % 1500 == 0 ? "safety" : "system_state", "note", data);
        if (isIn)
            needles << QString("s_%1").arg(i);
    }
    logLines::append(directory.filePath("a.jsonl").toStdString(), writer.text());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    QCOMPARE(entriesFound(**loaded, "needle"), sorted(needles));
    QCOMPARE(entriesFound(**loaded, "needl").size(), 30'000);
    QCOMPARE(entriesFound(**loaded, "category:safety needle"), (QStringList{"s_30000"}));
    QCOMPARE(entriesFound(**loaded, "category:safety not needle").size(), 19);
}

void TestMatching::stops() {
    const QTemporaryDir directory;
    logLines::Writer writer("s");
    logLines::append(directory.filePath("a.jsonl").toStdString(), writer.user("panic").take());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    std::stop_source source;
    source.request_stop();
    MatchOptions options;
    options.stop = source.get_token();
    QVERIFY(!matchEntries(**loaded, filterOf("panic"), {}, {0, 1}, options).complete);
    QVERIFY(!matchTurns(**loaded, filterOf("panic"), {}, options).complete);
}

void TestMatching::names() {
    const QTemporaryDir directory;
    logLines::Writer writer("70dcabcd");
    writer.user("x", R"({"crisis": true, "night shift": true})");
    writer.evaluated(true, R"({"privacy_protection": 0.5})").responded();
    writer.add("safety", "Safety violation detected: leak", R"({"violation_type": "leak", "severity": 0.2})");
    logLines::append(directory.filePath("a.jsonl").toStdString(), writer.text());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded);
    const Vocabulary vocabulary = vocabularyOf(**loaded);
    const auto completed = [&](const std::string& text, std::size_t cursor) {
        const Completions completions = completeFilter(text, cursor, vocabulary);
        QStringList list{QString("%1+%2").arg(completions.place.at).arg(completions.place.length)};
        for (const Completion& candidate : completions.candidates)
            list << QString::fromStdString(candidate.text);
        return list.join(' ');
    };
    QCOMPARE(completed("category:", 9), "9+0 cbf interaction safety");
    QCOMPARE(completed("x (category:S and y", 13), "12+1 safety");
    QCOMPARE(completed("category:cbf|sa", 15), "13+2 safety");
    QCOMPARE(completed("context:n", 9), "8+1 \"night shift\"");
    QCOMPARE(completed("sev", 3), "0+3 severity:");
    QCOMPARE(completed("a barr", 6), "2+4 barrier.privacy_protection");
    QCOMPARE(completed("session:7", 9), "8+1 70dcabcd");
    QCOMPARE(completed("\"sev", 4), "0+4");
    const auto remarks = [&](const std::string& text) {
        QStringList list;
        for (const FilterError& remark : unknownNames(filterOf(text), vocabulary))
            list << QString::fromStdString(remark.text + "?" + remark.suggestion);
        return list.join(';');
    };
    QCOMPARE(remarks("category:safety|cbf level>=info session:70 violation:LEA turn:near"), "");
    QCOMPARE(remarks("category:SAFETY context:crisis"), "");
    QCOMPARE(remarks("context:Crisis"), "no context 'Crisis' occurs here?crisis"); // flags are matched as they are
    QCOMPARE(remarks("category:safty"), "no category 'safty' occurs here?safety");
    QCOMPARE(remarks("barrier.privcy_protection<0"), "no barrier 'privcy_protection' occurs here?privacy_protection");
}

QTEST_GUILESS_MAIN(TestMatching)
#include "tst_matching.moc"
