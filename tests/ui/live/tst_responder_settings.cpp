// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "misbehaving_server.h"
#include "ui/live/connection_test.h"
#include "ui/live/key_store.h"
#include "ui/live/responder_settings.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;
using Server = moie::test::MisbehavingServer;

namespace {

ResponderSettings serverAt(const QString& address, const QString& model = QStringLiteral("gemma2:2b")) {
    ResponderSettings settings;
    settings.usesServer = true;
    settings.address = address;
    settings.model = model;
    return settings;
}

struct Sink : engine::ResponseSink {
    std::string text;
    bool finished = false;
    void onText(std::string_view piece) override { text += piece; }
    void onFinished(std::optional<std::size_t>) override { finished = true; }
    void onFailed(const Error&) override {}
};

} // namespace

class TestResponderSettings : public QObject {
    Q_OBJECT

private slots:
    void beginsWithTheBuiltInOne();
    void answersFromTheServer();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void saysWhereWordsGo_data();
    void saysWhereWordsGo();
    void testsAConnection();
    void testsWhatDoesNotWork_data();
    void testsWhatDoesNotWork();
    void forgetsATestThatWasCancelled();

private:
    static Result<std::chrono::milliseconds> test(const Endpoint& endpoint) {
        ConnectionTest test;
        std::optional<Result<std::chrono::milliseconds>> answer;
        test.start(endpoint, [&](Result<std::chrono::milliseconds> result) { answer = std::move(result); });
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(tl::unexpected(Error{}));
    }
};

void TestResponderSettings::beginsWithTheBuiltInOne() {
    const auto data = engine::loadEngineData();
    QVERIFY(data);
    KeyStore keys;
    std::optional<Result<ResponderChoice>> choice;
    findResponder({}, keys, this, [&](auto found) { choice = std::move(found); });
    QTRY_VERIFY(choice);
    QVERIFY(*choice);
    QVERIFY((*choice)->explanation.contains("no language model"));
    QCOMPARE((*(*choice)->make(*data))->modelName(), std::string("reflective listener (built in)"));
}

void TestResponderSettings::answersFromTheServer() {
    Server server;
    server.pieces = {Server::head() + Server::text("Hello there.") + Server::end()};
    const QString host = QStringLiteral("127.0.0.1:%1").arg(server.serverPort());
    const auto choice = responderOf(serverAt(host), "secret");
    QVERIFY(choice);
    QCOMPARE(choice->name, QStringLiteral("gemma2:2b at ") + host);
    const auto made = choice->make(nullptr);
    QVERIFY(made);
    engine::Responder* responder = made->get();
    QCOMPARE(responder->modelName(), std::string("gemma2:2b"));
    Sink sink;
    engine::ResponseRequest request;
    request.message = "hi";
    responder->start(request, sink);
    QTRY_VERIFY(sink.finished);
    QCOMPARE(sink.text, std::string("Hello there."));
    QVERIFY(server.received.contains("Authorization: Bearer secret"));
}

void TestResponderSettings::saysWhatIsMissing_data() {
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("message");
    QTest::newRow("address") << ""
                             << "m"
                             << ""
                             << "There is no address";
    QTest::newRow("model") << "localhost:11434"
                           << " "
                           << ""
                           << "No model is chosen for localhost:11434";
    QTest::newRow("no address") << "ftp://host"
                                << "m"
                                << ""
                                << "is no address of a server";
    QTest::newRow("key in the clear") << "http://models.example"
                                      << "m"
                                      << "secret"
                                      << "not sent over plain http";
}

void TestResponderSettings::saysWhatIsMissing() {
    QFETCH(QString, address);
    QFETCH(QString, model);
    QFETCH(QString, key);
    QFETCH(QString, message);
    const auto choice = responderOf(serverAt(address, model), key.toStdString());
    QVERIFY(!choice);
    QVERIFY2(QString::fromStdString(choice.error().text).contains(message), choice.error().text.c_str());
}

void TestResponderSettings::saysWhereWordsGo_data() {
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("text");
    QTest::newRow("here") << "localhost:8080"
                          << "a server on this computer";
    QTest::newRow("encrypted") << "https://models.example"
                               << "leaves this computer and goes there, encrypted";
    QTest::newRow("in the clear") << "http://192.168.1.7:11434"
                                  << "others in the network can read it";
}

void TestResponderSettings::saysWhereWordsGo() {
    QFETCH(QString, address);
    QFETCH(QString, text);
    const auto choice = responderOf(serverAt(address), {});
    QVERIFY(choice);
    QVERIFY2(choice->explanation.contains(text), qPrintable(choice->explanation));
}

void TestResponderSettings::testsAConnection() {
    Server server;
    server.pieces = {Server::head(), Server::text("Hel"), Server::text("lo and on ")};
    server.then = Server::Then::RepeatLast;
    Endpoint endpoint;
    endpoint.base = server.base();
    endpoint.model = QStringLiteral("m");
    const auto result = test(endpoint);
    QVERIFY2(result, result ? "" : result.error().text.c_str());
    QVERIFY(*result >= 0ms);
    QVERIFY(server.received.contains("\"Hello\""));
    // The rest of the reply is not waited for.
    QTRY_COMPARE(server.open, 0);
}

void TestResponderSettings::testsWhatDoesNotWork_data() {
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QString>("message");
    QTest::newRow("no key") << QByteArrayList{Server::head("401 Unauthorized", "application/json") +
                                              R"({"error":{"message":"Invalid key"}})"}
                            << "refuses the key, or wants one. It says: Invalid key";
    QTest::newRow("empty reply") << QByteArrayList{Server::head() + Server::end()} << "its reply is empty";
    QTest::newRow("not a chat server") << QByteArrayList{Server::head("200 OK", "text/html") + "<html>hello</html>"}
                                       << "not as a chat server does";
}

void TestResponderSettings::testsWhatDoesNotWork() {
    QFETCH(QByteArrayList, pieces);
    QFETCH(QString, message);
    Server server;
    server.pieces = pieces;
    Endpoint endpoint;
    endpoint.base = server.base();
    endpoint.model = QStringLiteral("m");
    const auto result = test(endpoint);
    QVERIFY(!result);
    QVERIFY2(QString::fromStdString(result.error().text).contains(message), result.error().text.c_str());
}

void TestResponderSettings::forgetsATestThatWasCancelled() {
    Server server;
    server.pieces = {Server::head() + Server::text("Hello.") + Server::end()};
    Endpoint endpoint;
    endpoint.base = server.base();
    endpoint.model = QStringLiteral("m");
    ConnectionTest connection;
    int first = 0;
    int second = 0;
    connection.start(endpoint, [&](const auto&) { ++first; });
    connection.cancel();
    QVERIFY(!connection.isRunning());
    connection.start(endpoint, [&](const auto&) { ++first; });
    connection.start(endpoint, [&](const auto&) { ++second; });
    QTRY_COMPARE(second, 1);
    QTRY_COMPARE(server.open, 0);
    QCOMPARE(first, 0);
}

QTEST_GUILESS_MAIN(TestResponderSettings)
#include "tst_responder_settings.moc"
