// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fstream>
#include <map>
#include <random>

#include <moie/store/seen_numbers.h>

using namespace moie;

class TestSeenNumbers : public QObject {
    Q_OBJECT

private slots:
    void agreesWithAMap_data();
    void agreesWithAMap();
    void hugeNumbersCostLittle();
};

void TestSeenNumbers::agreesWithAMap_data() {
    QTest::addColumn<unsigned>("largest");
    QTest::newRow("dense") << 400u;
    QTest::newRow("sparse") << 4'000'000'000u;
}

void TestSeenNumbers::agreesWithAMap() {
    QFETCH(unsigned, largest);
    std::mt19937 random(5);
    SeenNumbers seen;
    std::map<std::uint32_t, EntryId> model;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        const std::uint32_t number = 1 + static_cast<std::uint32_t>(random()) % largest;
        const bool isNew = model.emplace(number, EntryId{i}).second;
        QCOMPARE(seen.add(number, EntryId{i}), isNew);
        QCOMPARE(index(seen.find(number)), index(model.at(number)));
    }
    QVERIFY(seen.find(largest + 1) == noEntry);
}

void TestSeenNumbers::hugeNumbersCostLittle() {
    const auto residentPages = [] {
        std::ifstream file("/proc/self/statm");
        long total = 0;
        long resident = 0;
        file >> total >> resident;
        return resident;
    };
    const long before = residentPages();
    for (int session = 0; session < 200; ++session) {
        SeenNumbers seen;
        for (std::uint32_t number = 65'000; number < 4'000'000'000u; number *= 2)
            seen.add(number, EntryId{0});
        QVERIFY(seen.find(130'000) == EntryId{0});
    }
    QVERIFY(residentPages() - before < 4096);
}

QTEST_GUILESS_MAIN(TestSeenNumbers)
#include "tst_seen_numbers.moc"
