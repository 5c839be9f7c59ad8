// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/live/endpoint.h"

using namespace moie::ui;

class TestEndpoint : public QObject {
    Q_OBJECT

private slots:
    void understandsAddresses_data();
    void understandsAddresses();
    void sendsKeysOnlyWhereTheyAreSafe_data();
    void sendsKeysOnlyWhereTheyAreSafe();
};

void TestEndpoint::understandsAddresses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("base"); // empty: refused
    QTest::newRow("host and port") << "localhost:11434"
                                   << "http://localhost:11434/v1";
    QTest::newRow("address") << "http://127.0.0.1:8080"
                             << "http://127.0.0.1:8080/v1";
    QTest::newRow("with a slash") << " http://127.0.0.1:8080/ "
                                  << "http://127.0.0.1:8080/v1";
    QTest::newRow("base") << "https://models.example/v1/"
                          << "https://models.example/v1";
    QTest::newRow("whole") << "https://models.example/v1/chat/completions"
                           << "https://models.example/v1";
    QTest::newRow("below a path") << "https://models.example/engine"
                                  << "https://models.example/engine/v1";
    QTest::newRow("query") << "http://localhost:1/v1?x=1#y"
                           << "http://localhost:1/v1";
    QTest::newRow("version 6") << "http://[::1]:11434"
                               << "http://[::1]:11434/v1";
    QTest::newRow("empty") << "  "
                           << "";
    QTest::newRow("another scheme") << "file:///etc/passwd"
                                    << "";
    QTest::newRow("no host") << "http://"
                             << "";
    QTest::newRow("a password") << "http://me:secret@localhost"
                                << "";
    QTest::newRow("a mistyped scheme") << "htp:/localhost"
                                       << "";
    QTest::newRow("no port after its colon") << "localhost:"
                                             << "";
    QTest::newRow("blanks") << "http://local host"
                            << "";
}

void TestEndpoint::understandsAddresses() {
    QFETCH(QString, text);
    QFETCH(QString, base);
    const auto url = endpointBase(text);
    QCOMPARE(url.has_value(), !base.isEmpty());
    if (url)
        QCOMPARE(url->toString(), base);
    else
        QVERIFY(!url.error().text.empty());
}

void TestEndpoint::sendsKeysOnlyWhereTheyAreSafe_data() {
    QTest::addColumn<QString>("base");
    QTest::addColumn<bool>("may");
    QTest::newRow("https") << "https://models.example/v1" << true;
    QTest::newRow("http") << "http://models.example/v1" << false;
    QTest::newRow("this machine") << "http://localhost:1/v1" << true;
    QTest::newRow("this machine's number") << "http://127.9.9.9:1/v1" << true;
    QTest::newRow("version 6") << "http://[::1]:1/v1" << true;
    QTest::newRow("looks like this machine") << "http://localhost.example/v1" << false;
    QTest::newRow("looks like its number") << "http://127.0.0.1.example/v1" << false;
    QTest::newRow("another machine near") << "http://192.168.1.5/v1" << false;
}

void TestEndpoint::sendsKeysOnlyWhereTheyAreSafe() {
    QFETCH(QString, base);
    QFETCH(bool, may);
    Endpoint endpoint;
    endpoint.base = QUrl(base);
    QVERIFY(mayCarryKey(endpoint));
    endpoint.key = "secret";
    QCOMPARE(mayCarryKey(endpoint).has_value(), may);
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
