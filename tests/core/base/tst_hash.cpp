// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <string>

#include <moie/base/hash.h>

using moie::hash64;

class TestHash : public QObject {
    Q_OBJECT

private slots:
    void isXxh3();
    void dependsOnEveryByteAndTheSeed();
};

// The value for the empty input is published with XXH3; that of "xxhash" was made with Python's xxhash package.
void TestHash::isXxh3() {
    QCOMPARE(hash64(""), std::uint64_t{0x2D06800538D394C2u});
    QCOMPARE(hash64(std::string_view("xxhash")), std::uint64_t{0xAA4C2B42AE6B13DEu});
    QCOMPARE(hash64(std::string_view("xxhash"), 20141025), std::uint64_t{0x8E5DC07F2B839BB0u});
}

void TestHash::dependsOnEveryByteAndTheSeed() {
    const std::string text(300, 'a');
    const std::uint64_t plain = hash64(text);
    QCOMPARE(hash64(std::string(300, 'a')), plain);
    QVERIFY(hash64(text, 1) != plain);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = 'b';
        QVERIFY(hash64(changed) != plain);
    }
}

QTEST_APPLESS_MAIN(TestHash)
#include "tst_hash.moc"
