// SPDX-License-Identifier: MIT
// Texts of turns read back from their files, and the outline of a line.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>
#include <moie/query/json_outline.h>
#include <moie/query/turn_texts.h>

#include "support/log_lines.h"

using namespace moie;

namespace {

std::string outlined(std::string_view line) {
    std::string out;
    for (const OutlineLine& part : jsonOutline(line, 10'000, 100).lines)
        out += std::string(part.depth, ' ') + part.text + (part.path.empty() ? "" : "  <" + part.path + ">") + "\n";
    return out;
}

SelectedTurn turnOf(const Snapshot& snapshot, std::size_t session, std::size_t turn) {
    const SessionIndex at{static_cast<std::uint32_t>(session)};
    const EntryId opening = snapshot.sessions[session]->blocks[0]->turns[turn].opening;
    return turnWithOpening(snapshot, at, opening).value();
}

} // namespace

class TestTurnTexts : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void readsWhatWasSaid();
    void readsWhatWasShownOfAReply();
    void cutsAtACharacter();
    void readsDecisions();
    void readsSamplingAsItIsWritten();
    void saysWhyATextIsGone();
    void outlinesALine_data();
    void outlinesALine();
    void saysPathsAsFiltersNameThem();
    void outlinesNoMoreThanIsWanted();

private:
    std::string path(const char* name) const { return (m_directory->path() + '/' + QLatin1String(name)).toStdString(); }
    SnapshotPtr load() const { return loadOnce(m_directory->path().toStdString(), {}, {}).value(); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestTurnTexts::readsWhatWasSaid() {
    logLines::Writer writer("s");
    writer.user("caf\xc3\xa9 \\\"x\\\"").responded();
    writer.user("unanswered");
    logLines::append(path("log.jsonl"), writer.text());
    const SnapshotPtr snapshot = load();
    const TurnTexts texts = readTurnTexts(*snapshot, turnOf(*snapshot, 0, 0), 1000);
    QCOMPARE(texts.message.text, std::string("caf\xc3\xa9 \"x\""));
    QCOMPARE(texts.message.bytes, texts.message.text.size());
    QVERIFY(texts.message.given && texts.response.given && !texts.message.isCut());
    const TurnTexts second = readTurnTexts(*snapshot, turnOf(*snapshot, 0, 1), 1000);
    QVERIFY(second.message.given && !second.response.given);
    QVERIFY(!turnWithOpening(*snapshot, SessionIndex{0}, noEntry));
    QVERIFY(!turnWithOpening(*snapshot, SessionIndex{7}, EntryId{0}));
}

// As a killed process leaves it.
void TestTurnTexts::readsWhatWasShownOfAReply() {
    const auto part = [](const char* text) { return std::string("{\"text\": \"") + text + "\"}"; };
    logLines::Writer writer("s");
    writer.user("one");
    writer.add("system_state", "Part of a reply shown", part("You should not. "), "{}", "debug").evaluated(false);
    writer.add("system_state", "Part of a reply shown", part("I'm here. "), "{}", "debug");
    writer.add("system_state", "another", part("no part"));
    writer.add("system_state", "Part of a reply shown", part("Caf\xc3\xa9?"), "{}", "debug");
    writer.user("two").add("system_state", "Part of a reply shown", part("Yes. "), "{}", "debug").responded();
    writer.user("three").add("system_state", "Part of a reply shown", part("Go on. "), "{}", "debug").evaluated(true);
    logLines::append(path("log.jsonl"), writer.text());
    const SnapshotPtr snapshot = load();
    const SaidText shown = readTurnTexts(*snapshot, turnOf(*snapshot, 0, 0), 1000).response;
    QVERIFY(shown.given && shown.unfinished && !shown.isCut());
    QCOMPARE(shown.text, std::string("I'm here. Caf\xc3\xa9?"));
    const SaidText cut = readTurnTexts(*snapshot, turnOf(*snapshot, 0, 0), 14).response;
    QCOMPARE(cut.text, std::string("I'm here. Caf"));
    QCOMPARE(cut.bytes, std::size_t{16});
    // What is there as a whole is not put together.
    const SaidText whole = readTurnTexts(*snapshot, turnOf(*snapshot, 0, 1), 1000).response;
    QVERIFY(whole.given && !whole.unfinished);
    QVERIFY(whole.text != "Yes. ");
    // Killed between the judgement of a reply that was safe and its entry.
    QCOMPARE(readTurnTexts(*snapshot, turnOf(*snapshot, 0, 2), 1000).response.text, std::string("Go on. "));
}

void TestTurnTexts::cutsAtACharacter() {
    logLines::Writer writer("s");
    writer.user("aa\xe6\x98\xa8\xe6\x97\xa5"); // 2 + 3 + 3 bytes
    logLines::append(path("log.jsonl"), writer.text());
    const SnapshotPtr snapshot = load();
    const auto cut = [&](std::size_t most) { return readTurnTexts(*snapshot, turnOf(*snapshot, 0, 0), most).message; };
    QCOMPARE(cut(8).text.size(), std::size_t{8});
    QVERIFY(!cut(8).isCut());
    QCOMPARE(cut(7).text, std::string("aa\xe6\x98\xa8"));
    QCOMPARE(cut(4).text, std::string("aa"));
    QCOMPARE(cut(4).bytes, std::size_t{8});
    QVERIFY(cut(4).isCut());
}

void TestTurnTexts::readsDecisions() {
    logLines::append(path("safety_decisions.jsonl"),
                     R"({"ts": "2025-11-20T10:00:00", "user_id": "u", "input_text": "hello", "answer": "good day", )"
                     R"("CRC_raw": 0.5, "safety_raw": "No"})"
                     "\n");
    const SnapshotPtr snapshot = load();
    const TurnTexts texts = readTurnTexts(*snapshot, turnOf(*snapshot, 0, 0), 1000);
    QCOMPARE(texts.message.text, std::string("hello"));
    QCOMPARE(texts.response.text, std::string("good day"));
    QVERIFY(readSampling(*snapshot, turnOf(*snapshot, 0, 0)).empty());
}

void TestTurnTexts::readsSamplingAsItIsWritten() {
    logLines::Writer writer("s");
    writer.user("x").add("interaction", "Response generated",
                         R"({"response": "y", "sampling_parameters": {"top_p": 0.90, "stop": ["a"], "seed": null, )"
                         R"("greedy": true, "temperature": 5.0e-1, "mode": "calm"}})");
    logLines::append(path("log.jsonl"), writer.text());
    const SnapshotPtr snapshot = load();
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    QCOMPARE(readSampling(*snapshot, turnOf(*snapshot, 0, 0)), (Pairs{{"top_p", "0.90"},
                                                                      {"stop", "[\"a\"]"},
                                                                      {"seed", "null"},
                                                                      {"greedy", "true"},
                                                                      {"temperature", "5.0e-1"},
                                                                      {"mode", "calm"}}));
}

void TestTurnTexts::saysWhyATextIsGone() {
    logLines::Writer writer("s");
    writer.user("x").responded();
    logLines::append(path("log.jsonl"), writer.text());
    const SnapshotPtr snapshot = load();
    QVERIFY(QFile::remove(QString::fromStdString(path("log.jsonl"))));
    const TurnTexts texts = readTurnTexts(*snapshot, turnOf(*snapshot, 0, 0), 1000);
    QVERIFY(texts.message.given && texts.message.problem && texts.response.problem);
    QVERIFY(texts.message.problem->path.ends_with("log.jsonl"));
}

void TestTurnTexts::outlinesALine_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("outline");
    const auto row = [](const char* name, const char* line, const char* outline) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(outline);
    };
    row("members and items", R"({"a":1,"data": {"c":[true, {"d":null}]}})",
        "{\n"
        " \"a\": 1,  <.a>\n"
        " \"data\": {  <data>\n"
        "  \"c\": [  <data.c>\n"
        "   true,  <data.c[0]>\n"
        "   {  <data.c[1]>\n"
        "    \"d\": null  <data.c[1].d>\n"
        "   }\n"
        "  ]\n"
        " }\n"
        "}\n");
    row("short arrays, empty containers", R"({"v": [0.10, 2e5, NaN], "e": [], "o": { }})",
        "{\n \"v\": [0.10, 2e5, NaN],  <.v>\n \"e\": [],  <.e>\n \"o\": { }  <.o>\n}\n");
    row("names twice, brackets in strings", R"({"a": "]}\"", "a": "x"})",
        "{\n \"a\": \"]}\\\"\",  <.a>\n \"a\": \"x\"  <.a>\n}\n");
    row("readable escapes", R"({"t": "\u6628\ud83d\ude00 \u0007 \ud800 \n"})",
        "{\n \"t\": \"\xe6\x98\xa8\xf0\x9f\x98\x80 \\u0007 \\ud800 \\n\"  <.t>\n}\n");
    row("names that a path has to quote", R"({"a.b": {"c": 1}})",
        "{\n \"a.b\": {  <.\"a.b\">\n  \"c\": 1  <.\"a.b\".c>\n }\n}\n");
    row("cut", R"({"a": "b)", "{\n \"a\": \"b  <.a>\n");
    row("too many brackets", "1]}", "1\n]\n}\n");
}

void TestTurnTexts::outlinesALine() {
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, outline);
    QCOMPARE(QByteArray::fromStdString(outlined(line.toStdString())), outline);
}

void TestTurnTexts::saysPathsAsFiltersNameThem() {
    QStringList paths;
    for (const OutlineLine& line :
         jsonOutline(R"({"data": {"say \"it\"": 1, "a\\b": {"c": ["x"]}, "caf\u00e9\n": 2, "\ud800": 3}})", 10'000, 100)
             .lines)
        if (!line.path.empty())
            paths += QString::fromStdString(line.path);
    QCOMPARE(paths, (QStringList{"data", R"(data."say \"it\"")", R"(data."a\\b")", R"(data."a\\b".c)",
                                 R"(data."a\\b".c[0])", "data.\"caf\u00e9\n\"", R"(data."\\ud800")"}));
}

void TestTurnTexts::outlinesNoMoreThanIsWanted() {
    const std::string line = R"({"first": 1, "second": 2, "third": 3})";
    QVERIFY(!jsonOutline(line, 1000, 100).isCut);
    // "{", and then 11 bytes of text and 6 of path.
    const JsonOutline cut = jsonOutline(line, 17, 100);
    QVERIFY(cut.isCut);
    QCOMPARE(cut.lines.back().path, std::string(".first"));
    // A path of 100,000 levels would be 300,000 bytes, and there are as many paths.
    const JsonOutline deep = jsonOutline(std::string(100'000, '['), 100'000, 100);
    QVERIFY(deep.isCut);
    QVERIFY(deep.lines.size() < 1000);
}

QTEST_GUILESS_MAIN(TestTurnTexts)
#include "tst_turn_texts.moc"
