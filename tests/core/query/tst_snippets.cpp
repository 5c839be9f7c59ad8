// SPDX-License-Identifier: GPL-3.0-or-later
// Why a search found an entry or a turn.
#include <QTemporaryDir>
#include <QtTest>

#include <moie/feed/feed.h>
#include <moie/query/snippets.h>
#include <moie/query/vocabulary.h>

#include "support/log_lines.h"

using namespace moie;

namespace {

// "path|cut before|before[match]behind|cut behind", or "-".
QString shown(const std::optional<Snippet>& snippet) {
    if (!snippet)
        return "-";
    std::string text = snippet->text;
    text.insert(snippet->match.at + snippet->match.length, "]");
    text.insert(snippet->match.at, "[");
    return QString::fromStdString(snippet->path + "|" + (snippet->isCutBefore ? "…" : "") + text +
                                  (snippet->isCutAfter ? "…" : ""));
}

Filter filterOf(const char* text) {
    return parseFilter(text, {}).value();
}

} // namespace

class TestSnippets : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void ofEntries_data();
    void ofEntries();
    void ofTurns();
    void unreadable();
    void stops();
    void paths();

private:
    QString ofEntry(std::size_t entry, const char* filter, std::size_t around = 40) const {
        const EntryId id{static_cast<std::uint32_t>(entry)};
        SnippetOptions options;
        options.around = around;
        return shown(snippetsOf(*m_snapshot, filterOf(filter), std::span(&id, 1), options).front());
    }

    QTemporaryDir m_directory;
    SnapshotPtr m_snapshot;
};

void TestSnippets::initTestCase() {
    logLines::Writer writer("s");
    writer.user(R"(Ich m\u00f6chte nicht in Panik geraten)", R"({"crisis": true, "a.b": 1})").responded();
    writer.user("good morning").failed("panic in the server");
    writer.add("evolution", "System evolution checkpoint",
               R"({"evolution_data": {"items": [{"name": "x"}, {"name": "say \"PANIC\" now"}], "n": [1, 2]}})");
    writer.add("odd", "odd", R"({"note": NaN, "raw": "panic"})");
    logLines::append(m_directory.filePath("a.jsonl").toStdString(), writer.text());
    const auto loaded = loadOnce(m_directory.path().toStdString());
    QVERIFY(loaded);
    m_snapshot = *loaded;
    QCOMPARE(m_snapshot->entries.size(), std::size_t{6});
}

void TestSnippets::ofEntries_data() {
    QTest::addColumn<int>("entry");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("around");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, int entry, const char* filter, int around, const char* expected) {
        QTest::newRow(name) << entry << filter << around << expected;
    };
    row("whole value", 0, "PANIK", 40, "data.user_message|Ich möchte nicht in [Panik] geraten");
    row("cut at characters", 0, "nicht", 3, "data.user_message|…te [nicht] in…");
    row("cut in the middle of many bytes", 0, "cht", 2, "data.user_message|…mö[cht]e …");
    row("nothing around", 0, "möchte", 0, "data.user_message|…[möchte]…");
    row("another entry's text", 1, "panik", 40, "-");
    row("in the message of the entry", 0, "\"input received\"", 40, "message|User [input received]");
    row("deep, in an item", 4, "panic", 40, "data.evolution_data.items.name|say \"[PANIC]\" now");
    row("damaged line", 5, "panic", 40, "data.raw|[panic]");
    row("path", 0, "data.user_message:ich", 40, "data.user_message|[Ich] möchte nicht in Panik geraten");
    row("another path", 0, "data.response:ich", 40, "-");
    row("the first that is found", 0, "nowhere or geraten or ich", 40,
        "data.user_message|Ich möchte nicht in Panik [geraten]");
    row("negated", 0, "not panik", 40, "-");
    row("negated twice", 0, "not (nowhere and not panik)", 40, "data.user_message|Ich möchte nicht in [Panik] geraten");
    row("no text at all", 0, "category:interaction", 40, "-");
    row("either", 0, "text:nowhere|panik", 40, "data.user_message|Ich möchte nicht in [Panik] geraten");
}

void TestSnippets::ofEntries() {
    QFETCH(int, entry);
    QFETCH(QString, filter);
    QFETCH(int, around);
    QFETCH(QString, expected);
    QCOMPARE(ofEntry(static_cast<std::size_t>(entry), filter.toUtf8(), static_cast<std::size_t>(around)), expected);
}

void TestSnippets::ofTurns() {
    std::vector<SelectedTurn> turns;
    forEachTurn(*m_snapshot, {}, {}, [&](const SelectedTurn& turn) { turns.push_back(turn); });
    const auto snippets = snippetsOf(*m_snapshot, filterOf("pani"), turns);
    QCOMPARE(snippets.size(), std::size_t{2});
    QCOMPARE(shown(snippets[0]), QString("data.user_message|Ich möchte nicht in [Pani]k geraten"));
    QCOMPARE(shown(snippets[1]), QString("message|Error in interaction processing: [pani]c in the server"));
    QCOMPARE(index(snippets[1]->entry), 3u);
}

void TestSnippets::unreadable() {
    const QTemporaryDir directory;
    const std::string path = directory.filePath("a.jsonl").toStdString();
    logLines::append(path, logLines::Writer("s").user("panic").text());
    const auto loaded = loadOnce(directory.path().toStdString());
    QVERIFY(loaded && QFile::remove(QString::fromStdString(path)));
    const EntryId id{0};
    QCOMPARE(shown(snippetsOf(**loaded, filterOf("panic"), std::span(&id, 1)).front()), QString("-"));
    QVERIFY(pathsIn(**loaded).empty());
}

void TestSnippets::stops() {
    std::stop_source stopped;
    stopped.request_stop();
    SnippetOptions options;
    options.stop = stopped.get_token();
    const EntryId id{0};
    QCOMPARE(shown(snippetsOf(*m_snapshot, filterOf("panik"), std::span(&id, 1), options).front()), QString("-"));
    QVERIFY(pathsIn(*m_snapshot, stopped.get_token()).empty());
}

// For completion: what occurs, in the filter's language.
void TestSnippets::paths() {
    Vocabulary vocabulary = vocabularyOf(*m_snapshot);
    vocabulary.paths = pathsIn(*m_snapshot);
    const auto has = [&](const char* path) {
        return std::find(vocabulary.paths.begin(), vocabulary.paths.end(), path) != vocabulary.paths.end();
    };
    for (const char* path : {"data.user_message", "data.context.crisis", "data.context.\"a.b\"",
                             "data.evolution_data.items.name", "data.evolution_data.n", "session_id", "timestamp"})
        QVERIFY2(has(path), path);
    QVERIFY(!has("data") && !has("data.evolution_data") && !has("data.cpu_percent"));
    const auto completed = [&](const std::string& text) {
        QStringList list;
        for (const Completion& candidate : completeFilter(text, text.size(), vocabulary).candidates)
            list << QString::fromStdString(candidate.text);
        return list.join(' ');
    };
    QCOMPARE(completed("data.evo"), QString("data.evolution_data.items.name data.evolution_data.n"));
    QCOMPARE(completed("data.cpu"), QString());
    const auto remarks = [&](const char* text) {
        QStringList list;
        for (const FilterError& remark : unknownNames(filterOf(text), vocabulary))
            list << QString::fromStdString(remark.text + "?" + remark.suggestion);
        return list.join(';');
    };
    QCOMPARE(remarks("data.user_mesage:x"),
             QString("no entry that was looked at has 'data.user_mesage'?data.user_message"));
    QCOMPARE(remarks("data.context:* data.evolution_data.n[1]>1 data.evolution_data.items[0].name:x"), QString());
    QCOMPARE(remarks("data.something_else_altogether:x"), QString());
    // What completion offers is a filter, and finds what it names.
    QVERIFY(parseFilter("data.context.\"a.b\":1", {}).has_value());
}

QTEST_GUILESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
