// SPDX-License-Identifier: GPL-3.0-or-later
// What a server can do wrong: each time a clear message, the text so far kept, nothing left behind.
#include <memory>

#include <malloc.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "faults/fault_scale.h"
#include "misbehaving_server.h"
#include "ui/live/endpoint_responder.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;
using Server = moie::test::MisbehavingServer;

namespace {

struct Sink : engine::ResponseSink {
    std::string text;
    bool finished = false;
    std::optional<std::size_t> tokens;
    std::optional<Error> error;
    std::function<void()> onEachText;

    void onText(std::string_view piece) override {
        text += piece;
        if (onEachText)
            onEachText();
    }
    void onFinished(std::optional<std::size_t> count) override {
        finished = true;
        tokens = count;
    }
    void onFailed(const Error& why) override { error = why; }
    bool over() const { return finished || error; }
};

// What the process holds.
struct Held {
    qsizetype descriptors;
    qsizetype threads;
    std::size_t heap; // bytes in use

    static Held now() {
        const auto entries = [](const char* directory) {
            return QDir(QString::fromLatin1(directory))
                .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                .size();
        };
        return {entries("/proc/self/fd"), entries("/proc/self/task"), ::mallinfo2().uordblks};
    }
};

engine::ResponseRequest saying(const char* message) {
    engine::ResponseRequest request;
    request.message = message;
    return request;
}

} // namespace

class TestEndpointResponder : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_server = std::make_unique<Server>();
        m_endpoint = {};
        m_endpoint.base = m_server->base();
        m_endpoint.model = QStringLiteral("gemma2:2b");
    }
    void streamsAReply();
    void takesWholeRepliesToo();
    void saysWhatWentWrong_data();
    void saysWhatWentWrong();
    void nothingListens();
    void endsWhatIsSilent();
    void endsWhatStalls();
    void endsWhatDoesNotEnd();
    void sendsTheKeyToThisMachine();
    void sendsNoKeyInTheClear();
    void followsNoRedirect();
    void cancelsAtAnyMoment();
    void asksAgainFromWithinACall();
    void trustsNoCertificateOfItsOwnMaking();
    void leavesNothingBehind();

private:
    Sink answer() const {
        EndpointResponder responder(m_endpoint);
        Sink sink;
        responder.start(saying("hello"), sink);
        [&] { QTRY_VERIFY(sink.over()); }();
        return sink;
    }

    std::unique_ptr<Server> m_server;
    Endpoint m_endpoint;
};

void TestEndpointResponder::streamsAReply() {
    QByteArray bytes = Server::head() + ": hello\n\n" + Server::text("Gr\xc3\xbc\xc3\x9f") +
                       Server::text(R"( \"dich\" \ud83d\ude42)") + Server::end();
    for (const qsizetype size : {bytes.size(), qsizetype{1}, qsizetype{7}}) {
        m_server->pieces.clear();
        for (qsizetype at = 0; at < bytes.size(); at += size)
            m_server->pieces += bytes.mid(at, size);
        const Sink sink = answer();
        QVERIFY2(sink.finished, sink.error ? sink.error->text.c_str() : "");
        QCOMPARE(sink.text, std::string("Gr\xc3\xbc\xc3\x9f \"dich\" \xf0\x9f\x99\x82"));
        QCOMPARE(sink.tokens, std::optional<std::size_t>(5));
    }
    QVERIFY(m_server->received.startsWith("POST /v1/chat/completions HTTP/1.1\r\n"));
    QVERIFY(!m_server->received.contains("Authorization"));
    const auto body =
        nlohmann::json::parse(m_server->received.mid(m_server->received.indexOf("\r\n\r\n") + 4).toStdString());
    QVERIFY(body["messages"][0]["content"] == "hello");
}

void TestEndpointResponder::takesWholeRepliesToo() {
    m_server->pieces = {Server::head("200 OK", "application/json"),
                        R"({"choices":[{"message":{"content":"Hello."},"finish_reason":"stop"}]})"};
    const Sink sink = answer();
    QVERIFY(sink.finished);
    QCOMPARE(sink.text, std::string("Hello."));
}

void TestEndpointResponder::saysWhatWentWrong_data() {
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QString>("text");    // that has come
    QTest::addColumn<QString>("message"); // a part of it
    const QByteArray some = Server::head() + Server::text("So far");
    const auto row = [](const char* name, const QByteArrayList& pieces, const char* text, const char* message) {
        QTest::newRow(name) << pieces << QString::fromUtf8(text) << QString::fromUtf8(message);
    };
    row("no end", {some}, "So far", "ended the reply before it was complete");
    row("error in the stream", {some, "data: {\"error\":{\"message\":\"CUDA out of memory\"}}\n\n"}, "So far",
        "broke off: CUDA out of memory");
    row("no piece", {some, "data: oops\n\n"}, "So far", "no piece of a reply");
    row("nothing", {Server::head()}, "", "ended the reply before it was complete");
    row("no HTTP", {"hello\r\n\r\n"}, "", "127.0.0.1:");
    row("closed at once", {}, "", "closed the connection");
    row("cut within the length",
        {Server::head("200 OK", "text/event-stream", "Content-Length: 99999\r\n"), Server::text("So far")}, "So far",
        "closed the connection");
    row("a page", {Server::head("200 OK", "text/html"), "<html>hello</html>"}, "", "not as a chat server does");
    row("a gateway", {Server::head("502 Bad Gateway", "text/html"), "<html>Bad Gateway</html>"}, "",
        "cannot answer now (status 502)");
    row("no key", {Server::head("401 Unauthorized", "application/json"), R"({"error":{"message":"Invalid key"}})"}, "",
        "refuses the key, or wants one. It says: Invalid key");
    row("no such model", {Server::head("404 Not Found", "application/json"), R"({"error":"model \"x\" not found"})"},
        "", "does not know this model or address. It says: model \"x\" not found");
    row("too many", {Server::head("429 Too Many Requests", "text/plain", "Retry-After: 7\r\n"), "slow down"}, "",
        "try again in 7 s. It says: slow down");
    row("bad request", {Server::head("400 Bad Request", "application/json"), R"({"detail":"no top_k"})"}, "",
        "refuses the request (status 400). It says: no top_k");
}

void TestEndpointResponder::saysWhatWentWrong() {
    QFETCH(QByteArrayList, pieces);
    QFETCH(QString, text);
    QFETCH(QString, message);
    m_server->pieces = pieces;
    const Sink sink = answer();
    QVERIFY(!sink.finished);
    QCOMPARE(QString::fromStdString(sink.text), text);
    QVERIFY2(QString::fromStdString(sink.error->text).contains(message), sink.error->text.c_str());
}

void TestEndpointResponder::nothingListens() {
    m_server->close();
    const Sink sink = answer();
    QVERIFY2(QString::fromStdString(sink.error->text).contains("is the server running?"), sink.error->text.c_str());
}

void TestEndpointResponder::endsWhatIsSilent() {
    m_server->then = Server::Then::StaySilent;
    m_endpoint.timeouts.firstByte = 50ms;
    const Sink sink = answer();
    QVERIFY(QString::fromStdString(sink.error->text).contains("did not answer in time"));
    QTRY_COMPARE(m_server->open, 0);
}

void TestEndpointResponder::endsWhatStalls() {
    m_server->pieces = {Server::head() + Server::text("So far")};
    m_server->then = Server::Then::StaySilent;
    m_endpoint.timeouts.pause = 50ms;
    const Sink sink = answer();
    QCOMPARE(sink.text, std::string("So far"));
    QVERIFY(QString::fromStdString(sink.error->text).contains("stopped in the middle"));
}

void TestEndpointResponder::endsWhatDoesNotEnd() {
    m_server->pieces = {Server::head(), Server::text("and on ")};
    m_server->then = Server::Then::RepeatLast;
    m_endpoint.timeouts.whole = 100ms;
    const Sink tooLong = answer();
    QVERIFY(QString::fromStdString(tooLong.error->text).contains("went on for too long"));
    QVERIFY(tooLong.text.starts_with("and on and on"));

    m_server->pieces = {Server::head(), QByteArray(1 << 16, 'x')};
    m_endpoint.timeouts.whole = 60s;
    const Sink tooLarge = answer();
    QVERIFY(QString::fromStdString(tooLarge.error->text).contains("more than a reply can be"));
}

void TestEndpointResponder::sendsTheKeyToThisMachine() {
    m_server->pieces = {Server::head() + Server::text("a") + Server::end()};
    m_endpoint.key = "secret";
    QVERIFY(answer().finished);
    QVERIFY(m_server->received.contains("\r\nAuthorization: Bearer secret\r\n"));
}

void TestEndpointResponder::sendsNoKeyInTheClear() {
    m_endpoint.base = QUrl(QStringLiteral("http://models.example/v1"));
    m_endpoint.key = "secret";
    const Sink sink = answer();
    QVERIFY(QString::fromStdString(sink.error->text).contains("not sent over plain http to models.example"));
    QVERIFY(!QString::fromStdString(sink.error->text).contains("secret"));
}

void TestEndpointResponder::followsNoRedirect() {
    Server elsewhere;
    elsewhere.pieces = {Server::head() + Server::text("a") + Server::end()};
    m_server->pieces = {Server::head("307 Temporary Redirect", "text/plain",
                                     "Location: " + elsewhere.base().toEncoded() + "/chat/completions\r\n")};
    m_endpoint.key = "secret";
    const Sink sink = answer();
    QVERIFY2(QString::fromStdString(sink.error->text).contains("which is not followed"), sink.error->text.c_str());
    QCOMPARE(elsewhere.connections, 0);
}

void TestEndpointResponder::cancelsAtAnyMoment() {
    m_server->pieces = {Server::head(), Server::text("one "), Server::text("two "), Server::end()};
    EndpointResponder responder(m_endpoint);
    for (const std::size_t pieces : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        Sink sink;
        std::size_t seen = 0;
        sink.onEachText = [&] {
            if (++seen == pieces)
                responder.cancel();
        };
        responder.start(saying("hello"), sink);
        if (pieces == 0)
            responder.cancel();
        QTRY_COMPARE(m_server->open, 0);
        QTRY_COMPARE(seen, pieces);
        QCOMPARE(sink.text, std::string("one two ").substr(0, 4 * pieces));
        QVERIFY(!sink.over());
    }
}

// As the engine does when a sentence is unsafe.
void TestEndpointResponder::asksAgainFromWithinACall() {
    m_server->pieces = {Server::head() + Server::text("one ") + Server::text("two ") + Server::end()};
    EndpointResponder responder(m_endpoint);
    Sink first;
    Sink second;
    first.onEachText = [&] { responder.start(saying("again"), second); };
    responder.start(saying("hello"), first);
    QTRY_VERIFY(second.finished);
    QCOMPARE(first.text, std::string("one "));
    QVERIFY(!first.over());
    QCOMPARE(second.text, std::string("one two "));
}

void TestEndpointResponder::trustsNoCertificateOfItsOwnMaking() {
    const QTemporaryDir directory;
    const QString keyFile = directory.filePath(QStringLiteral("key.pem"));
    const QString certificateFile = directory.filePath(QStringLiteral("certificate.pem"));
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"), {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                                              "/CN=127.0.0.1", "-keyout", keyFile, "-out", certificateFile});
    QVERIFY2(openssl.waitForFinished() && openssl.exitCode() == 0, "openssl is needed (Debian: openssl)");
    QFile key(keyFile);
    QVERIFY(key.open(QIODevice::ReadOnly));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificateFile));
    QSslServer server;
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray received;
    connect(&server, &QSslServer::pendingConnectionAvailable, this, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&received, socket] { received += socket->readAll(); });
    });
    m_endpoint.base = QUrl(QStringLiteral("https://127.0.0.1:%1/v1").arg(server.serverPort()));
    m_endpoint.key = "secret";
    const Sink sink = answer();
    QVERIFY2(QString::fromStdString(sink.error->text).contains("is not safe"), sink.error->text.c_str());
    QVERIFY2(QString::fromStdString(sink.error->text).contains("self-signed"), sink.error->text.c_str());
    QVERIFY2(received.isEmpty(), received.constData()); // neither key nor message
}

// As when a window is closed in the middle of a reply.
void TestEndpointResponder::leavesNothingBehind() {
    m_server->pieces = {Server::head(), Server::text("and on ")};
    m_server->then = Server::Then::RepeatLast;
    int objects = 0;
    const auto closeInTheMiddle = [&](int times) {
        for (int i = 0; i < times; ++i) {
            auto responder = std::make_unique<EndpointResponder>(m_endpoint);
            ++objects;
            connect(responder.get(), &QObject::destroyed, this, [&objects] { --objects; });
            Sink sink;
            bool isGone = false;
            sink.onEachText = [&] { QVERIFY(!isGone); };
            responder->start(saying("hello"), sink);
            if (i % 2 == 0)
                QTRY_VERIFY_WITH_TIMEOUT(!sink.text.empty(), 30'000);
            responder.reset();
            isGone = true;
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(m_server->open, 0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    closeInTheMiddle(50); // what is made once is made by then
    const Held before = Held::now();
    const int times = scaled(200, 1'000);
    closeInTheMiddle(times);
    const Held after = Held::now();
    QCOMPARE(objects, 0);
    QCOMPARE(m_server->findChildren<QTcpSocket*>().size(), 0);
    QVERIFY(after.descriptors <= before.descriptors);
    // Qt begins and ends some of its own meanwhile; one that is left each time would make many.
    QVERIFY2(after.threads < before.threads + times / 20,
             qPrintable(QStringLiteral("%1 threads, then %2").arg(before.threads).arg(after.threads)));
    // A reply that was left takes several kilobytes.
    QVERIFY2(after.heap < before.heap + static_cast<std::size_t>(times) * 256,
             qPrintable(QStringLiteral("%1 bytes, then %2").arg(before.heap).arg(after.heap)));
}

QTEST_GUILESS_MAIN(TestEndpointResponder)
#include "tst_endpoint_responder.moc"
