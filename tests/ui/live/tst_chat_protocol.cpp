// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <nlohmann/json.hpp>

#include "ui/live/chat_protocol.h"

using namespace moie::ui;
using Json = nlohmann::json;

class TestChatProtocol : public QObject {
    Q_OBJECT

private slots:
    void asksWithHistoryAndGuidance();
    void sendsTheSamplingThatTheServerKnows();
    void readsPieces_data();
    void readsPieces();
    void readsWordsOfABody_data();
    void readsWordsOfABody();
    void readsModelLists();
};

namespace {

Endpoint endpoint(Dialect dialect = Dialect::Standard) {
    Endpoint result;
    result.model = QStringLiteral("gemma2:2b");
    result.dialect = dialect;
    return result;
}

Json requestOf(const Endpoint& of, const moie::engine::ResponseRequest& request) {
    return Json::parse(chatRequest(of, request).toStdString());
}

} // namespace

void TestChatProtocol::asksWithHistoryAndGuidance() {
    moie::engine::ResponseRequest request;
    request.message = "I can't \"sleep\" \xe6\x98\xa8";
    request.history = {{"hello", "Hello, how are you?"}};
    request.guidance = {"Be kind.", "No threats."};
    const Json body = requestOf(endpoint(), request);
    QVERIFY(body["model"] == Json("gemma2:2b"));
    QVERIFY(body["stream"] == Json(true));
    const Json expected = Json::parse(R"([
        {"role": "system", "content": "Be kind.\nNo threats."},
        {"role": "user", "content": "hello"},
        {"role": "assistant", "content": "Hello, how are you?"},
        {"role": "user", "content": "I can't \"sleep\" \u6628"}])");
    QVERIFY2(body["messages"] == expected, body["messages"].dump().c_str());
}

void TestChatProtocol::sendsTheSamplingThatTheServerKnows() {
    moie::engine::ResponseRequest request;
    request.sampling = {0.4, 0.8, 30, 1.1, 1.0, 0.18, 0.5};
    Json body = requestOf(endpoint(), request);
    QVERIFY(body["temperature"] == Json(0.4));
    QVERIFY(body["top_p"] == Json(0.8));
    QVERIFY(body["presence_penalty"] == Json(0.18));
    QVERIFY(body["frequency_penalty"] == Json(0.5));
    QVERIFY(!body.contains("top_k") && !body.contains("repeat_penalty"));
    body = requestOf(endpoint(Dialect::LlamaCpp), request);
    QVERIFY(body["top_k"] == Json(30));
    QVERIFY(body["repeat_penalty"] == Json(1.1));
    body = requestOf(endpoint(Dialect::Vllm), request);
    QVERIFY(body["repetition_penalty"] == Json(1.1));
    QVERIFY(!body.contains("repeat_penalty"));
}

void TestChatProtocol::readsPieces_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("understood");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("finished");
    QTest::addColumn<int>("tokens"); // −1: not known
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const char* json, const char* text, bool finished, int tokens,
                        const char* problem) {
        QTest::newRow(name) << QByteArray(json) << true << QString::fromUtf8(text) << finished << tokens << problem;
    };
    row("text", R"({"choices":[{"delta":{"content":"He"},"finish_reason":null}]})", "He", false, -1, "");
    row("role only", R"({"choices":[{"delta":{"role":"assistant"}}]})", "", false, -1, "");
    row("null text", R"({"choices":[{"delta":{"content":null}}]})", "", false, -1, "");
    row("end", R"({"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"completion_tokens":12}})", "", true, 12,
        "");
    row("usage alone", R"({"choices":[],"usage":{"completion_tokens":7}})", "", false, 7, "");
    row("whole", R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"length"}]})", "Hi", true, -1, "");
    row("error object", R"({"error":{"message":"out of memory","code":1}})", "", false, -1, "out of memory");
    row("error text", R"({"error":"no"})", "", false, -1, "no");
    row("error without words", R"({"error":{"code":5}})", "", false, -1, R"({"code":5})");
    row("error null", R"({"error":null,"choices":[{"delta":{"content":"x"}}]})", "x", false, -1, "");
    row("other types", R"({"choices":{"delta":3},"usage":[]})", "", false, -1, "");
    row("broken UTF-8", "{\"choices\":[{\"delta\":{\"content\":\"a\xff\"}}]}", "a\xef\xbf\xbd", false, -1, "");
    for (const char* json : {"", "[DONE", "[1]", "\"x\"", "{\"choices\":"})
        QTest::newRow(json) << QByteArray(json) << false << QString() << false << -1 << QString();
}

void TestChatProtocol::readsPieces() {
    QFETCH(QByteArray, json);
    QFETCH(bool, understood);
    const auto piece = parseChatPiece(json);
    QCOMPARE(piece.has_value(), understood);
    if (!piece)
        return;
    QTEST(QString::fromStdString(piece->text), "text");
    QTEST(piece->finished, "finished");
    QTEST(piece->tokens ? static_cast<int>(*piece->tokens) : -1, "tokens");
    QTEST(QString::fromStdString(piece->problem.value_or("")), "problem");
}

void TestChatProtocol::readsWordsOfABody_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("object") << QByteArray(R"({"error":{"message":"model 'x' not found"}})") << "model 'x' not found";
    QTest::newRow("detail") << QByteArray(R"({"detail":"Not Found"})") << "Not Found";
    QTest::newRow("text") << QByteArray("too\n  busy\n") << "too busy";
    QTest::newRow("page") << QByteArray("<html><body>Bad Gateway</body></html>") << "";
    QTest::newRow("other JSON") << QByteArray(R"([1,2])") << "";
    QTest::newRow("nothing") << QByteArray() << "";
    QTest::newRow("long") << QByteArray(400, 'x') << QString(300, 'x') + QChar(0x2026);
}

void TestChatProtocol::readsWordsOfABody() {
    QFETCH(QByteArray, body);
    QTEST(problemInBody(body), "words");
}

void TestChatProtocol::readsModelLists() {
    const auto models = parseModelList(R"({"object":"list","data":[
        {"id":"gemma2:2b","owned_by":"library"},{"id":"m.gguf","owned_by":"llamacpp"},
        {"id":"q","owned_by":"vllm"},{"id":7},{"id":""}]})");
    QVERIFY(models);
    QCOMPARE(models->size(), std::size_t{3});
    QCOMPARE((*models)[0].name, QString("gemma2:2b"));
    QCOMPARE((*models)[0].dialect, Dialect::Standard);
    QCOMPARE((*models)[1].dialect, Dialect::LlamaCpp);
    QCOMPARE((*models)[2].dialect, Dialect::Vllm);
    QVERIFY(parseModelList(R"({"data":[]})")->empty());
    QVERIFY(!parseModelList("<html>"));
    QVERIFY(!parseModelList(R"({"models":[]})"));
}

QTEST_GUILESS_MAIN(TestChatProtocol)
#include "tst_chat_protocol.moc"
