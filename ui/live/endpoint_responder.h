// SPDX-License-Identifier: GPL-3.0-or-later
// A language model behind a server that speaks OpenAI's chat protocol. Streams its reply; follows no redirect, sends a
// key only where it is safe, has timeouts of its own, and says in words what went wrong. Belongs to the thread that
// makes it, which has an event loop.
#pragma once

#include <optional>

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <moie/engine/responder.h>

#include "ui/live/endpoint.h"
#include "ui/live/event_stream.h"
#include "ui/live/network_errors.h"

class QNetworkReply;

namespace moie::ui {

class EndpointResponder : public QObject, public engine::Responder {
    Q_OBJECT

public:
    static constexpr qsizetype longestReply = 4 << 20; // bytes of the answer as it is sent

    explicit EndpointResponder(Endpoint endpoint, QObject* parent = nullptr);
    ~EndpointResponder() override;

    std::string modelName() const override { return m_endpoint.model.toStdString(); }
    void start(const engine::ResponseRequest& request, engine::ResponseSink& sink) override;
    void cancel() override;

private:
    bool isGood() const;   // status 200
    bool isStream() const; // and events follow
    void read();
    void takePiece(const QByteArray& event);
    void finished();
    void abort(Aborted why);
    void fail(const Error& error);
    void succeed();
    // Leaves the request, of which nothing more is heard.
    engine::ResponseSink* leave();

    Endpoint m_endpoint;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    engine::ResponseSink* m_sink = nullptr; // null while nothing is asked
    EventStream m_events;
    QByteArray m_body; // as long as it may be an answer without events: an error, or a server that does not stream
    bool m_finishSeen = false; // the model said that it is done
    qsizetype m_received = 0;
    std::optional<std::size_t> m_tokens;
    QTimer m_silence;
    QTimer m_whole;
};

} // namespace moie::ui
