// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/engine/identifiers.h>

using namespace moie::engine;

class TestIdentifiers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void finds_data();
    void finds();

private:
    IdentifierWords m_words;
};

void TestIdentifiers::initTestCase() {
    const auto data = loadEngineData();
    QVERIFY2(data, data ? "" : data.error().describe().c_str());
    m_words = identifierWords(**data);
}

void TestIdentifiers::finds_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found"); // kind=value, …
    const auto row = [](const char* text, const char* found) {
        QTest::newRow(text) << QString::fromUtf8(text) << found;
    };
    row("4111 1111 1111 1111", "payment_card=4111111111111111");
    row("4111-1111-1111-1111 12/27 123", "payment_card=4111111111111111");
    row("378282246310005", "payment_card=378282246310005");
    row("3782 822463 10005", "payment_card=378282246310005");
    row("4111 1111 1111 1112", "");    // fails the Luhn check
    row("order 1234567890123452", ""); // passes it, but no card begins with 1
    row("0000 0000 0000 0000", "");
    row("x4111111111111111", ""); // part of a name
    row("123-45-6789", "national_id=123456789");
    row("000-45-6789 and 666-45-6789 and 123-00-6789", "");
    row("passport number 123456789", "national_id=123456789");
    row("QQ 12 34 56 C", "national_id=qq123456c");
    row("QQ123456C", "national_id=qq123456c");
    row("555-0142", "phone=5550142");
    row("(212) 555-7890", "phone=2125557890");
    row("+49 171 1234567", "phone=491711234567");
    row("call 030 1234567", "phone=0301234567");
    row("06 12 34 56 78", "phone=0612345678");
    row("text 2125557890", "phone=2125557890");
    row("order 212-555-7890", "");
    row("988, 112, 116 123, 1-800-273-8255, +44 116 123, 0800 111 0 111", "");
    row("2026-11-20 14:30, 01.02.2026, 1914-1918, 192.168.0.1, 1,250.00, 10-15", "");
    row("12 15 18 20 22", "");
    row("Dana.Miller@Example.com", "email=dana.miller@example.com");
    row("jo@samaritans.org, me@home, @name", "");
    row("a@b.de c@d.org", "email=a@b.de,email=c@d.org");
}

void TestIdentifiers::finds() {
    QFETCH(QString, text);
    QFETCH(QString, found);
    QStringList all;
    for (const Identifier& identifier : findIdentifiers(text.toStdString(), m_words)) {
        const std::string_view kind = toString(identifier.kind);
        all += QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size())) + '=' +
               QString::fromStdString(identifier.value);
    }
    QCOMPARE(all.join(','), found);
}

QTEST_GUILESS_MAIN(TestIdentifiers)
#include "tst_identifiers.moc"
