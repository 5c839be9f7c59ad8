// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "misbehaving_server.h"
#include "ui/live/model_list.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;
using Server = moie::test::MisbehavingServer;

class TestModelList : public QObject {
    Q_OBJECT

private slots:
    void listsModels();
    void saysWhatWentWrong();
    void endsWhatIsSilent();
    void sendsNoKeyInTheClear();
    void knowsLoopbackServersOnly();

private:
    static Result<std::vector<ListedModel>> ask(const Endpoint& endpoint, std::chrono::milliseconds timeout = 8s) {
        ModelList list;
        std::optional<Result<std::vector<ListedModel>>> answer;
        list.ask(
            endpoint, [&](Result<std::vector<ListedModel>> result) { answer = std::move(result); }, timeout);
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(tl::unexpected(Error{}));
    }
};

void TestModelList::listsModels() {
    Server server;
    server.pieces = {Server::head("200 OK", "application/json"), R"({"data":[{"id":"gem)",
                     R"(ma2:2b","owned_by":"library"}]})"};
    Endpoint endpoint;
    endpoint.base = server.base();
    endpoint.key = "k";
    const auto models = ask(endpoint);
    QVERIFY(models);
    QCOMPARE(models->size(), std::size_t{1});
    QCOMPARE(models->front().name, QString("gemma2:2b"));
    QVERIFY(server.received.startsWith("GET /v1/models HTTP/1.1"));
    QVERIFY(server.received.contains("Bearer k"));
}

void TestModelList::saysWhatWentWrong() {
    Server server;
    server.pieces = {Server::head("200 OK", "text/html"), "<html>router</html>"};
    Endpoint endpoint;
    endpoint.base = server.base();
    auto models = ask(endpoint);
    QVERIFY(!models);
    QVERIFY2(QString::fromStdString(models.error().text).contains("not as a chat server does"),
             models.error().text.c_str());
    server.close();
    models = ask(endpoint);
    QVERIFY2(QString::fromStdString(models.error().text).contains("is the server running?"),
             models.error().text.c_str());
}

void TestModelList::endsWhatIsSilent() {
    Server server;
    server.then = Server::Then::StaySilent;
    Endpoint endpoint;
    endpoint.base = server.base();
    const auto models = ask(endpoint, 50ms);
    QVERIFY(!models);
    QVERIFY(QString::fromStdString(models.error().text).contains("did not answer in time"));
}

void TestModelList::sendsNoKeyInTheClear() {
    Endpoint endpoint;
    endpoint.base = QUrl(QStringLiteral("http://models.example/v1"));
    endpoint.key = "secret";
    const auto models = ask(endpoint);
    QVERIFY(!models);
    QVERIFY(QString::fromStdString(models.error().text).contains("not sent over plain http"));
}

void TestModelList::knowsLoopbackServersOnly() {
    for (const LocalServer& server : usualLocalServers())
        QVERIFY2(isLoopback(server.base), qPrintable(server.name));
}

QTEST_GUILESS_MAIN(TestModelList)
#include "tst_model_list.moc"
