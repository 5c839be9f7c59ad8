// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <random>

#include <QTest>

#include "ui/workspace/shared_map.h"

using namespace moie::ui;

namespace {

using Shared = SharedMap<int, int>;
using Plain = std::map<int, int>;

Plain plainOf(const Shared& map) {
    return {map.begin(), map.end()};
}

Plain evenNumbers(int count) {
    Plain numbers;
    for (int i = 0; i < count; ++i)
        numbers[2 * i] = i;
    return numbers;
}

} // namespace

class TestSharedMap : public QObject {
    Q_OBJECT

private slots:
    void holdsWhatAMapHolds_data();
    void holdsWhatAMapHolds();
    void aCopyStaysAsItIs();
    void sharesWhatDidNotChange();
    void isEqualHoweverItWasMade();
};

void TestSharedMap::holdsWhatAMapHolds_data() {
    QTest::addColumn<int>("count");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("a chunk") << static_cast<int>(Shared::mostInChunk);
    QTest::newRow("many") << 5'000;
}

void TestSharedMap::holdsWhatAMapHolds() {
    QFETCH(const int, count);
    Plain expected = evenNumbers(count);
    Shared map(expected);
    QCOMPARE(map.size(), expected.size());
    QCOMPARE(plainOf(map), expected);
    std::mt19937 random(7);
    std::uniform_int_distribution<int> key(-3, 2 * count + 3);
    for (int i = 0; i < 4'000; ++i) {
        const int at = key(random);
        if (random() % 3 == 0) {
            map.erase(at);
            expected.erase(at);
        } else {
            map.set(at, i);
            expected[at] = i;
        }
        const auto found = expected.find(at);
        QCOMPARE(map.find(at) != nullptr, found != expected.end());
        if (found != expected.end())
            QCOMPARE(*map.find(at), found->second);
    }
    QCOMPARE(map.size(), expected.size());
    QCOMPARE(plainOf(map), expected);
    for (const auto& [each, value] : expected)
        map.erase(each);
    QVERIFY(map.empty() && map.begin() == map.end());
}

void TestSharedMap::aCopyStaysAsItIs() {
    const Shared before(evenNumbers(1'000));
    Shared after = before;
    after.set(500, -1);
    after.set(501, -1);
    after.erase(502);
    QCOMPARE(plainOf(before), evenNumbers(1'000));
    QCOMPARE(after.size(), std::size_t{1'000});
    QVERIFY(!after.find(502) && *after.find(501) == -1);
}

void TestSharedMap::sharesWhatDidNotChange() {
    const Shared before(evenNumbers(100'000));
    Shared after = before;
    after.set(100'000, -1);
    std::size_t apart = 0;
    for (auto a = before.begin(), b = after.begin(); a != before.end(); ++a, ++b)
        apart += &*a == &*b ? 0 : 1;
    QVERIFY(apart > 0 && apart <= Shared::mostInChunk);
}

void TestSharedMap::isEqualHoweverItWasMade() {
    const Shared atOnce(evenNumbers(1'000));
    Shared oneByOne;
    for (int i = 999; i >= 0; --i)
        oneByOne.set(2 * i, i);
    QCOMPARE(oneByOne, atOnce);
    oneByOne.set(10, 6);
    QVERIFY(!(oneByOne == atOnce));
    oneByOne.set(10, 5);
    oneByOne.erase(0);
    QVERIFY(!(oneByOne == atOnce));
}

QTEST_GUILESS_MAIN(TestSharedMap)
#include "tst_shared_map.moc"
