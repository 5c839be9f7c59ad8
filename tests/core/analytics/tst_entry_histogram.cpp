// SPDX-License-Identifier: GPL-3.0-or-later
#include <numeric>

#include <QtTest>

#include <moie/analytics/entry_histogram.h>

#include "support/log_lines.h"
#include "support/stored_lines.h"

using namespace moie;

class TestEntryHistogram : public QObject {
    Q_OBJECT

private slots:
    void countsByLevelAndBucket();
    void countsManyInParts();
    void reachesOverTheRange();
    void emptyWithoutEntries();
};

namespace {

std::string at(double second, unsigned number, const std::string& level) {
    logLines::Entry entry;
    entry.number = number;
    entry.seconds = 1763600000 + second;
    entry.level = level;
    return logLines::line(entry);
}

EntrySet all(const Snapshot& snapshot) {
    EntrySet set(snapshot.entries.size());
    for (std::uint32_t i = 0; i < snapshot.entries.size(); ++i)
        set.add(EntryId{i});
    return set;
}

} // namespace

void TestEntryHistogram::countsByLevelAndBucket() {
    // 60 seconds: buckets of one second.
    const SnapshotPtr snapshot =
        StoredLines().add(at(0, 1, "info") + at(60, 2, "error") + at(0.5, 3, "info") + at(1, 4, "odd")).final();
    const EntryHistogram histogram = entryHistogram(*snapshot, all(*snapshot), {});
    QCOMPARE(histogram.entries, std::size_t{4});
    QCOMPARE(histogram.buckets.size, (BucketSize{1, BucketUnit::Second}));
    QCOMPARE(histogram.buckets.count(), std::size_t{61});
    const auto& info = histogram.counts[static_cast<std::size_t>(Level::Info)];
    QCOMPARE(info[0], std::size_t{2});
    QCOMPARE(histogram.totals[static_cast<std::size_t>(Level::Info)], std::size_t{2});
    QCOMPARE(histogram.counts[static_cast<std::size_t>(Level::Error)][60], std::size_t{1});
    QCOMPARE(histogram.counts[histogramLevels - 1][1], std::size_t{1});
    QCOMPARE(toUnixSeconds(histogram.last), 1763600060.0);
}

// More than a thread counts at a time. The latest first, an error each thousand, and a foreign object without a time.
void TestEntryHistogram::countsManyInParts() {
    constexpr unsigned count = 150'000;
    std::string lines = "{\"foreign\": 1}\n";
    for (unsigned i = 0; i < count; ++i)
        lines += at((count - 1 - i) / 2500, i + 1, i % 1000 == 0 ? "error" : "info");
    const SnapshotPtr snapshot = StoredLines().add(lines).final();
    const EntryHistogram histogram = entryHistogram(*snapshot, all(*snapshot), {});
    QCOMPARE(histogram.entries, std::size_t{count});
    QCOMPARE(toUnixSeconds(histogram.first), 1763600000.0);
    QCOMPARE(toUnixSeconds(histogram.last), 1763600059.0);
    QCOMPARE(histogram.totals[static_cast<std::size_t>(Level::Error)], std::size_t{150});
    QCOMPARE(histogram.totals[static_cast<std::size_t>(Level::Info)], std::size_t{count - 150});
    QCOMPARE(histogram.buckets.count(), std::size_t{60});
    for (std::size_t second = 0; second < 60; ++second)
        QCOMPARE(histogram.counts[static_cast<std::size_t>(Level::Info)][second] +
                     histogram.counts[static_cast<std::size_t>(Level::Error)][second],
                 std::size_t{2500});
}

void TestEntryHistogram::reachesOverTheRange() {
    const SnapshotPtr snapshot = StoredLines().add(at(30, 1, "info")).final();
    const EntryHistogram histogram =
        entryHistogram(*snapshot, all(*snapshot), {fromUnixSeconds(1763600000), fromUnixSeconds(1763600060)});
    QCOMPARE(histogram.buckets.edges.front(), fromUnixSeconds(1763600000));
    QCOMPARE(histogram.buckets.edges.back(), fromUnixSeconds(1763600060));
    QCOMPARE(histogram.counts[static_cast<std::size_t>(Level::Info)][30], std::size_t{1});
}

void TestEntryHistogram::emptyWithoutEntries() {
    const SnapshotPtr snapshot = StoredLines().add(at(30, 1, "info")).final();
    const EntryHistogram histogram = entryHistogram(*snapshot, EntrySet(1), {});
    QCOMPARE(histogram.buckets.count(), std::size_t{0});
    QCOMPARE(histogram.entries, std::size_t{0});
}

QTEST_GUILESS_MAIN(TestEntryHistogram)
#include "tst_entry_histogram.moc"
