// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/endpoint_responder.h"

#include <utility>

#include <QNetworkReply>
#include <QNetworkRequest>

#include "ui/live/chat_protocol.h"

namespace moie::ui {

namespace {

constexpr qsizetype longestErrorBody = 64 << 10; // bytes that are looked at for the server's words

Error malformed(const QString& text) {
    return {ErrorCode::Malformed, text.toStdString(), {}, {}};
}

} // namespace

EndpointResponder::EndpointResponder(Endpoint endpoint, QObject* parent)
    : QObject(parent), m_endpoint(std::move(endpoint)) {
    m_silence.setSingleShot(true);
    m_whole.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this,
            [this] { abort(m_received == 0 ? Aborted::SilentAtFirst : Aborted::Stalled); });
    connect(&m_whole, &QTimer::timeout, this, [this] { abort(Aborted::TooLong); });
}

EndpointResponder::~EndpointResponder() {
    leave();
}

void EndpointResponder::start(const engine::ResponseRequest& request, engine::ResponseSink& sink) {
    leave();
    if (const Result<> allowed = mayCarryKey(m_endpoint); !allowed)
        return sink.onFailed(allowed.error());
    m_sink = &sink;
    m_events.reset();
    m_body.clear();
    m_finishSeen = false;
    m_received = 0;
    m_tokens.reset();

    QNetworkRequest post(endpointUrl(m_endpoint.base, "chat/completions"));
    post.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    post.setRawHeader("Accept", "text/event-stream");
    post.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    post.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    post.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!m_endpoint.key.empty())
        post.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(m_endpoint.key));
    m_reply = m_network.post(post, chatRequest(m_endpoint, request));
    connect(m_reply, &QNetworkReply::readyRead, this, &EndpointResponder::read);
    connect(m_reply, &QNetworkReply::finished, this, &EndpointResponder::finished);
    m_silence.start(m_endpoint.timeouts.firstByte);
    m_whole.start(m_endpoint.timeouts.whole);
}

void EndpointResponder::cancel() {
    leave();
}

engine::ResponseSink* EndpointResponder::leave() {
    m_silence.stop();
    m_whole.stop();
    m_events.reset();
    if (QNetworkReply* reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
    return std::exchange(m_sink, nullptr);
}

bool EndpointResponder::isGood() const {
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200;
}

bool EndpointResponder::isStream() const {
    const QByteArray type = m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
    return isGood() && type.startsWith("text/event-stream");
}

void EndpointResponder::read() {
    const QByteArray bytes = m_reply->readAll();
    m_received += bytes.size();
    m_silence.start(m_endpoint.timeouts.pause);
    if (m_received > longestReply)
        return abort(Aborted::TooLarge);
    if (!isStream()) {
        if (isGood() || m_body.size() < longestErrorBody)
            m_body += bytes;
        return;
    }
    // Telling the sink of a piece may end this request and begin another.
    const QPointer<QNetworkReply> reply = m_reply;
    const bool fits = m_events.feed(bytes, [&](const QByteArray& event) {
        if (reply == m_reply)
            takePiece(event);
    });
    if (!fits && reply == m_reply)
        abort(Aborted::TooLarge);
}

void EndpointResponder::takePiece(const QByteArray& event) {
    if (event.trimmed() == "[DONE]")
        return succeed();
    const std::optional<ChatPiece> piece = parseChatPiece(event);
    if (!piece)
        return fail(malformed(tr("%1 sent something that is no piece of a reply").arg(m_endpoint.base.host())));
    if (piece->problem)
        return fail({ErrorCode::Io,
                     tr("%1 broke off: %2")
                         .arg(m_endpoint.base.host(), QString::fromStdString(*piece->problem).simplified())
                         .toStdString(),
                     {},
                     {}});
    if (piece->tokens)
        m_tokens = piece->tokens;
    m_finishSeen = m_finishSeen || piece->finished;
    if (!piece->text.empty())
        m_sink->onText(piece->text);
}

void EndpointResponder::finished() {
    const QPointer<QNetworkReply> reply = m_reply;
    if (m_reply->bytesAvailable() > 0)
        read();
    if (reply.isNull() || reply != m_reply)
        return;
    const bool went = m_reply->error() == QNetworkReply::NoError && isGood();
    if (went && isStream()) {
        m_events.finish([&](const QByteArray& event) {
            if (reply == m_reply)
                takePiece(event);
        });
        if (reply.isNull() || reply != m_reply)
            return;
        if (m_finishSeen)
            return succeed();
        return fail({ErrorCode::Io,
                     tr("%1 ended the reply before it was complete").arg(m_endpoint.base.host()).toStdString(),
                     {},
                     {}});
    }
    if (went) {
        // A server that does not stream.
        const std::optional<ChatPiece> whole = parseChatPiece(m_body);
        if (whole && !whole->problem && whole->finished) {
            m_tokens = whole->tokens;
            m_sink->onText(whole->text);
            if (reply == m_reply)
                succeed();
            return;
        }
    }
    fail(networkError(*m_reply, Aborted::No, m_body));
}

void EndpointResponder::abort(Aborted why) {
    if (!m_reply)
        return;
    fail(networkError(*m_reply, why, m_body));
}

void EndpointResponder::fail(const Error& error) {
    if (engine::ResponseSink* sink = leave())
        sink->onFailed(error);
}

void EndpointResponder::succeed() {
    const std::optional<std::size_t> tokens = m_tokens;
    if (engine::ResponseSink* sink = leave())
        sink->onFinished(tokens);
}

} // namespace moie::ui
