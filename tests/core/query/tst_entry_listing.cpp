// SPDX-License-Identifier: GPL-3.0-or-later
// Which entries a table of the log lists, in what order, with their turns, neighbours, fields and times.
#include <QTemporaryDir>
#include <QtTest>

#include <moie/feed/feed.h>
#include <moie/query/entry_fields.h>
#include <moie/query/entry_listing.h>
#include <moie/query/entry_neighbours.h>
#include <moie/query/entry_turn.h>

#include "support/log_lines.h"

using namespace moie;

namespace {

const Time now = fromUnixSeconds(1795172400);

Filter filterOf(const std::string& text) {
    return *parseFilter(text, now);
}

// As "session#n".
QStringList names(const Snapshot& snapshot, const std::vector<EntryId>& ids) {
    QStringList list;
    for (const EntryId id : ids) {
        const Session& session = *snapshot.sessions[index(snapshot.entries.session[index(id)])];
        list << QString("%1#%2")
                    .arg(QString::fromStdString(std::string(snapshot.name(session.id))))
                    .arg(snapshot.entries.number[index(id)]);
    }
    return list;
}

std::string entry(const std::string& session, unsigned number, double second, const std::string& level,
                  const std::string& category) {
    logLines::Entry entry;
    entry.session = session;
    entry.number = number;
    entry.seconds = 1763600000 + second;
    entry.level = level;
    entry.category = category;
    return logLines::line(entry);
}

} // namespace

class TestEntryListing : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void ordersWhatArrivedOutOfOrder();
    void mergesManyRuns();
    void leavesOutLinesReadBefore();
    void growsByWhatCame();
    void takesAPartOutOfAllByTime();
    void isMadeAnewWhereAnEarlierEntryMayChange();
    void findsTheTurnOfEachEntry();
    void findsNeighbours();
    void listsFields();
    void saysPathsAndFilters();

private:
    void write(const char* file, const std::string& text) const {
        logLines::append((m_directory->path() + "/" + file).toStdString(), text);
    }
    SnapshotPtr load() const { return *loadOnce(m_directory->path().toStdString()); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestEntryListing::ordersWhatArrivedOutOfOrder() {
    write("a.jsonl", entry("x", 1, 10, "info", "safety") + entry("x", 2, 30, "error", "cbf"));
    write("b.jsonl", entry("w", 1, 20, "warning", "safety") + entry("w", 2, 30, "info", "cbf"));
    const SnapshotPtr snapshot = load();
    const auto listed = [&](EntryOrder order) { return names(*snapshot, listEntries(*snapshot, {}, {}, order).order); };
    // Two of one moment: either order is right, but always the same one.
    const QStringList byTime = listed(EntryOrder::ByTime);
    QCOMPARE(byTime.mid(0, 2), (QStringList{"x#1", "w#1"}));
    QCOMPARE(QSet<QString>(byTime.begin() + 2, byTime.end()), (QSet<QString>{"x#2", "w#2"}));
    QCOMPARE(listed(EntryOrder::ByLevel), (QStringList{"x#1", "w#2", "w#1", "x#2"}));
    QCOMPARE(listed(EntryOrder::ByCategory).mid(2), (QStringList{"x#1", "w#1"}));
    QCOMPARE(listed(EntryOrder::BySession), (QStringList{"w#1", "w#2", "x#1", "x#2"}));
    for (const EntryOrder order : {EntryOrder::ByTime, EntryOrder::ByLevel, EntryOrder::ByCategory,
                                   EntryOrder::ByMessage, EntryOrder::BySession}) {
        const auto ids = listEntries(*snapshot, {}, {}, order).order;
        QVERIFY(std::is_sorted(ids.begin(), ids.end(), EntryComparison(*snapshot, order)));
    }
    QCOMPARE(names(*snapshot, listEntries(*snapshot, filterOf("level>=warning"), {}, EntryOrder::ByTime).order),
             (QStringList{"w#1", "x#2"}));
}

void TestEntryListing::mergesManyRuns() {
    // Seven runs, each longer than what is sorted at once, whose times lie between each other's.
    constexpr unsigned runs = 7;
    constexpr unsigned length = 5000;
    std::string text;
    for (unsigned run = 0; run < runs; ++run)
        for (unsigned i = 0; i < length; ++i)
            text += entry("s" + std::to_string(run), i + 1, i * runs + run, "info", "cbf");
    write("a.jsonl", text);
    const SnapshotPtr snapshot = load();
    const auto ids = listEntries(*snapshot, {}, {}, EntryOrder::ByTime).order;
    QCOMPARE(ids.size(), std::size_t{runs * length});
    for (unsigned i = 0; i < ids.size(); ++i)
        QCOMPARE(toUnixSeconds(snapshot->entries.time[index(ids[i])]), 1763600000.0 + i);
}

void TestEntryListing::leavesOutLinesReadBefore() {
    const std::string text = entry("x", 1, 10, "info", "safety") + entry("x", 2, 20, "info", "safety");
    write("a.jsonl", text);
    write("copy.jsonl", text);
    const SnapshotPtr snapshot = load();
    QCOMPARE(snapshot->entries.size(), std::size_t{4});
    QCOMPARE(names(*snapshot, listEntries(*snapshot, {}, {}, EntryOrder::ByTime).order), (QStringList{"x#1", "x#2"}));
}

void TestEntryListing::growsByWhatCame() {
    write("a.jsonl", entry("x", 1, 10, "error", "cbf") + entry("x", 2, 20, "info", "cbf"));
    const Filter filter = filterOf("level:error");
    const EntryListing before = listEntries(*load(), filter, {}, EntryOrder::ByTime);
    QCOMPARE(before.count, std::size_t{1});
    write("a.jsonl", entry("x", 3, 5, "error", "cbf") + entry("x", 4, 30, "info", "cbf"));
    const SnapshotPtr later = load();
    const EntryListing after = listEntries(*later, filter, {}, EntryOrder::ByTime, &before);
    QVERIFY(!after.isWhole);
    QCOMPARE(names(*later, after.order), (QStringList{"x#3"}));
    QCOMPARE(after.count, std::size_t{2});
    QCOMPARE(after.entries.count(), std::size_t{2});
}

void TestEntryListing::takesAPartOutOfAllByTime() {
    // Two sessions one after the other whose times lie between each other's; more than an EntrySet's word. One file, so
    // that each load gives the same ids.
    std::string ofA;
    std::string ofB;
    for (unsigned i = 1; i <= 100; ++i) {
        ofA += entry("a", i, 10 * i, i % 3 == 0 ? "error" : "info", i % 2 == 0 ? "cbf" : "safety");
        ofB += entry("b", i, 10 * i + 5, i % 5 == 0 ? "error" : "info", "cbf");
    }
    write("x.jsonl", ofA + ofB);
    std::shared_ptr<const TimeOrder> times;
    const auto list = [&](const Snapshot& snapshot, const Filter& filter, EntryOrder order) {
        return listEntries(snapshot, filter, {}, order, nullptr, {}, &times).order;
    };
    const SnapshotPtr before = load();
    QCOMPARE(list(*before, filterOf("level:error"), EntryOrder::ByTime).size(), std::size_t{33 + 20});
    QVERIFY(!times); // a quarter is listed: it is not worth it
    QCOMPARE(list(*before, {}, EntryOrder::ByTime).size(), std::size_t{200});
    QVERIFY(times);
    QCOMPARE(times->size(), std::size_t{200});

    // Some come late, some between others, most at the end.
    write("x.jsonl", entry("b", 101, 1, "error", "cbf") + entry("b", 102, 503, "error", "safety"));
    for (unsigned i = 101; i <= 120; ++i)
        write("x.jsonl", entry("a", i, 10 * i, i % 3 == 0 ? "error" : "info", "cbf"));
    const SnapshotPtr after = load();
    const auto made = times;
    for (const char* filter : {"", "level:error", "category:safety", "session:b", "message:nothing"})
        for (const EntryOrder order : {EntryOrder::ByTime, EntryOrder::ByCategory, EntryOrder::BySession})
            QCOMPARE(list(*after, filterOf(filter), order), listEntries(*after, filterOf(filter), {}, order).order);
    QCOMPARE(times, made); // most of them are in it
    QCOMPARE(names(*after, list(*after, filterOf("level:error"), EntryOrder::ByTime)).mid(0, 2),
             (QStringList{"b#101", "a#3"}));

    std::string many;
    for (unsigned i = 103; i <= 400; ++i)
        many += entry("b", i, 10 * i, "info", "cbf");
    write("x.jsonl", many);
    list(*load(), {}, EntryOrder::ByTime);
    QCOMPARE(times->size(), std::size_t{520});
}

void TestEntryListing::isMadeAnewWhereAnEarlierEntryMayChange() {
    logLines::Writer writer("s");
    write("a.jsonl", writer.user("hello").responded().take());
    const Filter filter = filterOf("turn:not_judged");
    const EntryListing before = listEntries(*load(), filter, {}, EntryOrder::ByTime);
    QCOMPARE(before.count, std::size_t{2});
    write("a.jsonl", writer.evaluated(true).take());
    const EntryListing after = listEntries(*load(), filter, {}, EntryOrder::ByTime, &before);
    QVERIFY(after.isWhole);
    QCOMPARE(after.count, std::size_t{0});
}

void TestEntryListing::findsTheTurnOfEachEntry() {
    logLines::Writer writer("s");
    writer.add("performance", "Resource usage snapshot");
    for (int i = 0; i < 600; ++i)
        writer.user("message").evaluated(true).responded().wait(60);
    write("a.jsonl", writer.take());
    const SnapshotPtr snapshot = load();
    QVERIFY(!turnOf(*snapshot, EntryId{0}).turn);
    for (std::uint32_t id = 1; id < snapshot->entries.size(); ++id) {
        const EntryTurn found = turnOf(*snapshot, EntryId{id});
        QVERIFY(found.turn);
        QCOMPARE(found.turn->number, std::size_t{(id - 1) / 3 + 1});
        QVERIFY(!found.isRepeat);
    }
}

void TestEntryListing::findsNeighbours() {
    std::string text;
    for (unsigned i = 1; i <= 6; ++i)
        text += entry("x", i, i, "info", "cbf") + entry("y", i, i, "info", "cbf");
    write("a.jsonl", text);
    const SnapshotPtr snapshot = load();
    const EntryId chosen{4}; // x#3
    const auto around = [&](Neighbourhood neighbourhood, std::size_t sides) {
        return names(*snapshot, neighboursOf(*snapshot, chosen, neighbourhood, sides));
    };
    QCOMPARE(around(Neighbourhood::Session, 1), (QStringList{"x#2", "x#3", "x#4"}));
    QCOMPARE(around(Neighbourhood::File, 1), (QStringList{"y#2", "x#3", "y#3"}));
    QCOMPARE(around(Neighbourhood::Session, 9), (QStringList{"x#1", "x#2", "x#3", "x#4", "x#5", "x#6"}));
}

void TestEntryListing::listsFields() {
    const auto fields = fieldsOf(R"({"a": 1.50e3, "b": {"c": [true, "x\ny"]}, "d": 12345678901234567890})");
    QVERIFY(fields);
    QVERIFY(!fields->isMended);
    const auto& list = fields->fields;
    QCOMPARE(list.size(), std::size_t{7});
    // Level by level. Numbers as they are written.
    QCOMPARE(list[0].children, 3u);
    QCOMPARE(list[1].text, std::string("1.50e3"));
    QCOMPARE(list[2].type, EntryField::Type::Object);
    QCOMPARE(list[3].text, std::string("12345678901234567890"));
    QCOMPARE(list[4].name, std::string("c"));
    QCOMPARE(list[5].text, std::string("true"));
    QCOMPARE(list[6].text, std::string("x\ny"));
    QCOMPARE(list[6].position, 1u);
    const auto mended = fieldsOf(R"({"a": NaN})");
    QVERIFY(mended && mended->isMended);
    QCOMPARE(mended->fields[1].text, std::string("null"));
    QVERIFY(!fieldsOf("{\"a\": "));
}

void TestEntryListing::saysPathsAndFilters() {
    const auto fields = fieldsOf(R"({"data": {"temperature": 0.70, "v": [1, "a\"b"], "x y": null}})");
    QVERIFY(fields);
    QCOMPARE(pathOf(*fields, 0), std::string());
    QCOMPARE(pathOf(*fields, 2), std::string("data.temperature"));
    QCOMPARE(filterFor(*fields, 2), std::string("data.temperature=0.70"));
    QCOMPARE(pathOf(*fields, 4), std::string("data.\"x y\""));
    QCOMPARE(pathOf(*fields, 6), std::string("data.v[1]"));
    QCOMPARE(filterFor(*fields, 6), std::string("data.v[1]=\"a\\\"b\""));
    QCOMPARE(filterFor(*fields, 3), std::string());
    for (const std::size_t field : {2, 4, 5, 6})
        QVERIFY(parseFilter(filterFor(*fields, field), now));
}

QTEST_GUILESS_MAIN(TestEntryListing)
#include "tst_entry_listing.moc"
