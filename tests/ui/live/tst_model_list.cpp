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
    void findsThoseThatAnswer();

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

void TestModelList::findsThoseThatAnswer() {
    Server good;
    good.pieces = {Server::head("200 OK", "application/json"), R"({"data":[{"id":"a"},{"id":"b"}]})"};
    Server page;
    page.pieces = {Server::head("200 OK", "text/html"), "<html>router</html>"};
    Server silent;
    silent.then = Server::Then::StaySilent;
    Server gone;
    const QUrl nobody = gone.base();
    gone.close();
    Server empty;
    empty.pieces = {Server::head("200 OK", "application/json"), R"({"data":[]})"};
    ModelList list;
    std::optional<std::vector<FoundServer>> found;
    list.find(
        {{"nobody", nobody},
         {"empty", empty.base()},
         {"silent", silent.base()},
         {"page", page.base()},
         {"good", good.base()}},
        [&](std::vector<FoundServer> servers) { found = std::move(servers); }, 500ms);
    QTRY_VERIFY(found);
    QCOMPARE(found->size(), std::size_t{2});
    QCOMPARE((*found)[0].server.name, QString("empty"));
    QCOMPARE((*found)[0].models.size(), std::size_t{0});
    QCOMPARE((*found)[1].server.name, QString("good"));
    QCOMPARE((*found)[1].models.size(), std::size_t{2});
    QVERIFY(!good.received.contains("Authorization"));
    QTRY_COMPARE(silent.open, 0);
}

QTEST_GUILESS_MAIN(TestModelList)
#include "tst_model_list.moc"
