// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <random>

#include "support/log_lines.h"
#include "support/stored_lines.h"

using namespace moie;
using logLines::Writer;

namespace {

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end + 1 - at));
        at = end + 1;
    }
    return lines;
}

std::string describe(const Snapshot& snapshot) {
    std::string text;
    for (std::size_t s = 0; s < snapshot.sessions.size(); ++s)
        for (std::size_t t = 0; t < snapshot.sessions[s]->turnCount; ++t)
            text += contentOf(snapshot, s, t) + ";";
    return text;
}

} // namespace

class TestStoreBuilder : public QObject {
    Q_OBJECT

private slots:
    void countsByCategoryAndLevel();
    void repeatedEntriesCountOnce();
    void sameNumberWithOtherContentIsNoRepeat();
    void sameNumberWithOtherMetadataIsNoRepeat();
    void arrivalOrderDoesNotMatter();
    void gapsAreMissingEntriesOnceSettled();
    void openTurnIsProvisionalUntilItSettles();
    void lateEntryCompletesATurn();
    void lateEntriesOfALongLiveSession();
    void twoEntriesUnderOneNumberInALongLiveSession();
    void manyTurnsWithoutAText();
    void manyEntriesUnderOneNumber();
    void snapshotsStayAsTheyWere();
    void severalEntriesUnderOneNumber();
    void writerWhoseClockIsAhead();
    void hostileNumberCostsNoMemory();
    void foreignObjectsAreInNoSession();
};

void TestStoreBuilder::countsByCategoryAndLevel() {
    Writer writer("s");
    writer.user("a").evaluated(true).responded().failed();
    const auto snapshot = StoredLines().add(writer.text()).add("nonsense\n\n{\"foreign\": 1}\n").final();
    const Counts& counts = snapshot->counts;
    QCOMPARE(counts.lines.accepted, 5u);
    QCOMPARE(counts.lines.rejected, 1u);
    QCOMPARE(counts.lines.blank, 1u);
    const std::map<std::string, std::uint64_t> categories{{"cbf", 1}, {"interaction", 2}, {"system_state", 1}};
    const std::map<std::string, std::uint64_t> levels{{"error", 1}, {"info", 3}};
    QCOMPARE(counts.categories, categories);
    QCOMPARE(counts.levels, levels);
    QCOMPARE(counts.warnings[std::size_t(Warning::Foreign)], 1u);
    QCOMPARE(toUnixSeconds(counts.first), 1763600000.0);
    QCOMPARE(toUnixSeconds(counts.last), 1763600000.75);
    QCOMPARE(snapshot->noted.size(), 2u);
}

void TestStoreBuilder::repeatedEntriesCountOnce() {
    Writer writer("s");
    writer.user("a").evaluated(false).responded();
    const auto snapshot = StoredLines().add(writer.text()).add(writer.text()).final();
    QCOMPARE(snapshot->counts.lines.accepted, 6u);
    QCOMPARE(snapshot->counts.warnings[std::size_t(Warning::RepeatedEntry)], 3u);
    QCOMPARE(snapshot->counts.categories.at("interaction"), 2u);
    QCOMPARE(snapshot->counts.turns, 1u);
    QCOMPARE(int(turnsOf(*snapshot)[0].evaluations), 1);
}

void TestStoreBuilder::sameNumberWithOtherContentIsNoRepeat() {
    const std::string one = logLines::line({.number = 1, .data = "{\"x\": 1}"});
    const std::string other = logLines::line({.number = 1, .data = "{\"x\": 2}"});
    const auto snapshot = StoredLines().add(one + other).final();
    QCOMPARE(snapshot->counts.warnings[std::size_t(Warning::RepeatedEntry)], 0u);
    QCOMPARE(snapshot->sessions[0]->entries, 2u);
}

// The same bytes are a repeat; lines that differ in metadata alone, or in a field of their own, are two entries.
void TestStoreBuilder::sameNumberWithOtherMetadataIsNoRepeat() {
    const std::string one = logLines::line({.number = 1, .metadata = R"({"host": "a"})"});
    const std::string other = logLines::line({.number = 1, .metadata = R"({"host": "b"})"});
    const auto snapshot = StoredLines().add(one + other + one + other).final();
    QCOMPARE(snapshot->counts.warnings[std::size_t(Warning::RepeatedEntry)], 2u);
    QCOMPARE(snapshot->sessions[0]->entries, 2u);
    const auto withField = [&](const std::string& value) {
        return one.substr(0, one.size() - 2) + R"(, "more": )" + value + "}\n";
    };
    const auto unusual = StoredLines().add(withField("1") + withField("2") + withField("1")).final();
    QCOMPARE(unusual->counts.warnings[std::size_t(Warning::RepeatedEntry)], 1u);
    QCOMPARE(unusual->sessions[0]->entries, 2u);
}

void TestStoreBuilder::arrivalOrderDoesNotMatter() {
    Writer writer("s");
    for (int i = 0; i < 40; ++i) {
        writer.user("turn " + std::to_string(i)).computed("[0.5]").evaluated(i % 3 != 0);
        if (i % 5 == 0)
            writer.failed();
        else
            writer.user("turn " + std::to_string(i)).evaluated(i % 3 != 0).responded();
    }
    const std::string expected = describe(*StoredLines().add(writer.text()).final());
    std::vector<std::string> lines = linesOf(writer.text());
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        std::shuffle(lines.begin(), lines.end(), random);
        StoredLines stored;
        for (const std::string& line : lines) {
            stored.add(line);
            if (random() % 5 == 0)
                stored.at(1763600000 + 1);
        }
        QCOMPARE(describe(*stored.final()), expected);
    }
}

void TestStoreBuilder::gapsAreMissingEntriesOnceSettled() {
    Writer writer("s");
    writer.user("a").skip().skip().responded();
    StoredLines lines;
    lines.add(writer.text());
    QCOMPARE(lines.at(1763600010)->sessions[0]->missingEntries, 0u);
    QCOMPARE(lines.at(1763600100)->sessions[0]->missingEntries, 2u);
    QCOMPARE(lines.final()->sessions[0]->missingEntries, 2u);

    // Known gaps stay known while the session goes on; a new one waits.
    lines.at(1763600200);
    Writer more("s", 1763600200);
    for (unsigned n = 0; n < writer.lastNumber() + 1; ++n)
        more.skip();
    lines.add(more.user("b").take());
    QCOMPARE(lines.at(1763600201)->sessions[0]->missingEntries, 2u);
    QCOMPARE(lines.at(1763600290)->sessions[0]->missingEntries, 3u);
}

void TestStoreBuilder::openTurnIsProvisionalUntilItSettles() {
    Writer writer("s");
    writer.user("a").evaluated(true).responded().user("b");
    StoredLines lines;
    lines.add(writer.text());
    const auto verdictAt = [&](double now, std::size_t turn) {
        const auto snapshot = lines.at(now);
        return std::string(toString(verdictOf(*snapshot, turnsOf(*snapshot)[turn])));
    };
    QCOMPARE(verdictAt(1763600002, 0), std::string("clear"));
    QCOMPARE(verdictAt(1763600002, 1), std::string("provisional"));
    QCOMPARE(verdictAt(1763600059, 1), std::string("provisional"));
    QCOMPARE(verdictAt(1763600062, 1), std::string("unanswered"));
}

void TestStoreBuilder::lateEntryCompletesATurn() {
    // The evaluation stands in another file and comes last, though its n is before the response's.
    Writer writer("s");
    writer.user("a").evaluated(false).responded();
    const std::vector<std::string> lines = linesOf(writer.text());
    StoredLines stored;
    stored.add(lines[0] + lines[2]);
    auto snapshot = stored.at(1763600002);
    QVERIFY(verdictOf(*snapshot, turnsOf(*snapshot)[0]) == Verdict::Provisional);
    snapshot = stored.add(lines[1]).at(1763600003);
    QVERIFY(verdictOf(*snapshot, turnsOf(*snapshot)[0]) == Verdict::ReachedUser);
}

void TestStoreBuilder::lateEntriesOfALongLiveSession() {
    // Entries of one moment reach their files in any order, as with a live writer; some by turn id.
    Writer writer("s");
    for (int i = 0; i < 900; ++i) {
        const std::string tag = i % 3 == 0 ? "{\"turn_id\": \"t" + std::to_string(i) + "\"}" : "{}";
        writer.user("turn " + std::to_string(i), "{}", tag).evaluated(i % 5 != 0, "{\"h\": 0.1}", tag);
        if (i % 3 != 0)
            writer.user("turn " + std::to_string(i));
        writer.responded("[0.5]", 1, tag);
    }
    const std::string expected = describe(*StoredLines().add(writer.text()).final());
    std::vector<std::string> lines = linesOf(writer.text());
    std::mt19937 random(9);
    StoredLines stored;
    stored.at(1763600000);
    for (std::size_t at = 0; at < lines.size(); at += 10) {
        const auto first = lines.begin() + static_cast<std::ptrdiff_t>(at);
        const auto last = lines.begin() + static_cast<std::ptrdiff_t>(std::min(at + 40, lines.size()));
        std::shuffle(first, last, random);
        for (auto line = first; line != std::min(first + 10, lines.end()); ++line)
            stored.add(*line);
        stored.at(1763600000 + double(at));
    }
    QCOMPARE(describe(*stored.final()), expected);
}

// Where the assembler can go back to, no entry is left out.
void TestStoreBuilder::twoEntriesUnderOneNumberInALongLiveSession() {
    for (const unsigned twice : {511u, 512u, 513u}) {
        std::string text;
        for (unsigned n = 1; n <= 520; ++n)
            text += logLines::line({.number = n, .seconds = 1763600000.0 + n});
        const std::string other =
            logLines::line({.number = twice, .seconds = 1763600000.0 + twice, .message = "other"});
        const std::string late = logLines::line({.number = 521, .seconds = 1763600521.0});
        StoredLines stored;
        stored.at(1763600000);
        stored.add(text + other);
        stored.at(1763600600);
        stored.add(logLines::line({.number = 522, .seconds = 1763600522.0}));
        stored.at(1763600601);
        stored.add(late);
        QCOMPARE(stored.final()->sessions[0]->entries, 523u);
    }
}

// As of a host that logs measurements alone, each with its turn's id: time must not grow with the square.
void TestStoreBuilder::manyTurnsWithoutAText() {
    Writer writer("s");
    for (int i = 0; i < 100'000; ++i)
        writer.add("performance", "Performance metric: decode", R"({"operation": "decode", "duration_seconds": 0.5})",
                   R"({"turn_id": "t)" + std::to_string(i) + R"("})");
    QCOMPARE(StoredLines().add(writer.text()).final()->counts.turns, 100'000u);
}

void TestStoreBuilder::manyEntriesUnderOneNumber() {
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += logLines::line({.number = 1, .data = "{\"i\": " + std::to_string(i) + "}"});
    QCOMPARE(StoredLines().add(text).final()->sessions[0]->entries, 100'000u);
}

void TestStoreBuilder::snapshotsStayAsTheyWere() {
    Writer writer("s");
    StoredLines stored;
    writer.user("a").evaluated(true).responded();
    const auto before = stored.add(writer.take()).final();
    const std::string description = describe(*before);
    for (int i = 0; i < 700; ++i)
        writer.user("more " + std::to_string(i)).responded();
    const auto after = stored.add(writer.take()).final();
    QCOMPARE(describe(*before), description);
    QCOMPARE(before->entries.size(), 3u);
    QCOMPARE(after->entries.size(), 1403u);
    QVERIFY(after->generation > before->generation);
}

void TestStoreBuilder::severalEntriesUnderOneNumber() {
    std::string text;
    for (int i = 0; i < 5; ++i)
        text += logLines::line({.number = 1, .data = "{\"x\": " + std::to_string(i) + "}"});
    const auto snapshot = StoredLines().add(text).add(text).final();
    QCOMPARE(snapshot->sessions[0]->entries, 5u);
    QCOMPARE(snapshot->counts.warnings[std::size_t(Warning::RepeatedEntry)], 5u);
    QCOMPARE(snapshot->sessions[0]->missingEntries, 0u);
}

void TestStoreBuilder::writerWhoseClockIsAhead() {
    Writer writer("s", 1763600000 + 7200);
    StoredLines lines;
    lines.add(writer.user("a").responded().take()).at(1763600000);
    lines.add(writer.user("b").take());
    const auto isProvisional = [&](double now) {
        const auto snapshot = lines.at(now);
        return turnsOf(*snapshot)[1].provisional;
    };
    QVERIFY(isProvisional(1763600010));
    QVERIFY(isProvisional(1763600060));
    QVERIFY(!isProvisional(1763600080));
}

void TestStoreBuilder::hostileNumberCostsNoMemory() {
    const auto snapshot = StoredLines()
                              .add(logLines::line({.number = 4'294'967'295u}) + logLines::line({.number = 1}) +
                                   logLines::line({.number = 4'294'967'295u}))
                              .final();
    QCOMPARE(snapshot->sessions[0]->missingEntries, 4'294'967'293u);
    QCOMPARE(snapshot->counts.warnings[std::size_t(Warning::RepeatedEntry)], 1u);
}

void TestStoreBuilder::foreignObjectsAreInNoSession() {
    Writer writer("s");
    writer.user("a");
    const auto snapshot = StoredLines().add(writer.text() + "{\"foreign\": 1}\n").final();
    QCOMPARE(snapshot->sessions.size(), 1u);
    QCOMPARE(snapshot->entries.size(), 2u);
    QCOMPARE(snapshot->entries.labelsOf(EntryId{1}).kind, Kind::Foreign);
    // Shown beside its neighbours in the file.
    QCOMPARE(snapshot->entries.time[1], snapshot->entries.time[0]);
}

QTEST_GUILESS_MAIN(TestStoreBuilder)
#include "tst_store_builder.moc"
