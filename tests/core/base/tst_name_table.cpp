// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <string>

#include <moie/base/name_table.h>

using moie::NameId;
using moie::NameTable;

class TestNameTable : public QObject {
    Q_OBJECT

private slots:
    void zeroIsTheEmptyText();
    void equalTextsShareAnId();
    void keepsTextsThatTheCallerChanges();
    void keepsLongTexts();
    void viewStandsStillAndOutlivesTheTable();
};

void TestNameTable::zeroIsTheEmptyText() {
    NameTable names;
    QCOMPARE(names.size(), std::size_t{1});
    QVERIFY(names[NameId{0}].empty());
    QVERIFY(names.intern("") == NameId{0});
    QCOMPARE(names.size(), std::size_t{1});
    QVERIFY(NameTable::View()[NameId{0}].empty());
}

void TestNameTable::equalTextsShareAnId() {
    NameTable names;
    const NameId warmth = names.intern("warmth");
    const NameId empathy = names.intern("empathy");
    QVERIFY(warmth != empathy);
    QVERIFY(names.intern(std::string("warmth")) == warmth);
    QVERIFY(names.intern("warmt") != warmth);
    QCOMPARE(names.size(), std::size_t{4});
    QVERIFY(names[empathy] == "empathy");
    const std::string withZero("a\0b", 3);
    QVERIFY(names[names.intern(withZero)] == withZero);
}

void TestNameTable::keepsTextsThatTheCallerChanges() {
    NameTable names;
    std::string text = "before";
    const NameId id = names.intern(text);
    text = "beyond";
    QVERIFY(names[id] == "before");
    QVERIFY(names.intern("before") == id);
}

void TestNameTable::keepsLongTexts() {
    NameTable names;
    const NameId first = names.intern("short");
    const std::string text(200'000, 'x');
    const NameId id = names.intern(text);
    const NameId last = names.intern("after");
    QVERIFY(names[first] == "short");
    QVERIFY(names[id] == text);
    QVERIFY(names[last] == "after");
}

void TestNameTable::viewStandsStillAndOutlivesTheTable() {
    NameTable::View view;
    {
        NameTable names;
        for (int i = 0; i < 30'000; ++i)
            names.intern("name " + std::to_string(i));
        view = names.view();
        names.intern("later");
    }
    QCOMPARE(view.size(), std::size_t{30'001});
    QVERIFY(view[NameId{1}] == "name 0");
    QVERIFY(view[NameId{30'000}] == "name 29999");
}

QTEST_APPLESS_MAIN(TestNameTable)
#include "tst_name_table.moc"
