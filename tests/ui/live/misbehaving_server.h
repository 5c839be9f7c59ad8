// SPDX-License-Identifier: GPL-3.0-or-later
// A server on the loopback interface that answers each request with the bytes that a test gives it, and then closes,
// stays silent, or goes on for ever.
#pragma once

#include <functional>

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace moie::test {

class MisbehavingServer : public QTcpServer {
public:
    enum class Then { Close, StaySilent, RepeatLast };

    explicit MisbehavingServer(QObject* parent = nullptr) : QTcpServer(parent) {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection())
                serve(socket);
        });
    }

    // Sent one after the other, each in a turn of the event loop of its own.
    QByteArrayList pieces;
    Then then = Then::Close;

    QUrl base() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(serverPort())); }
    // What came on the last connection that sent something, and how many connections there were.
    QByteArray received;
    int connections = 0;
    int open = 0;

    static QByteArray head(const char* status = "200 OK", const char* type = "text/event-stream",
                           const QByteArray& more = {}) {
        return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n" + more +
               "\r\n";
    }
    static QByteArray text(const QByteArray& json) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + json + "\"}}]}\n\n";
    }
    static QByteArray end() {
        return "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"completion_tokens\":5}}\n\n"
               "data: [DONE]\n\n";
    }

private:
    void serve(QTcpSocket* socket) {
        ++connections;
        ++open;
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --open;
            socket->deleteLater();
        });
        // Qt may open a connection in advance, and send nothing on it.
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, request = QByteArray()]() mutable {
            request += socket->readAll();
            received = request;
            if (isWhole(request))
                send(socket, 0);
        });
    }

    static bool isWhole(const QByteArray& request) {
        const qsizetype headEnd = request.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return false;
        const qsizetype at = request.toLower().indexOf("content-length:");
        if (at < 0 || at > headEnd)
            return true;
        const qsizetype from = at + 15;
        return request.size() - headEnd - 4 >= request.mid(from, request.indexOf('\r', from) - from).trimmed().toInt();
    }

    void send(QTcpSocket* socket, qsizetype piece) {
        const bool repeats = then == Then::RepeatLast && piece >= pieces.size();
        if (piece >= pieces.size() && !repeats) {
            if (then == Then::Close)
                socket->disconnectFromHost();
            return;
        }
        socket->write(repeats ? pieces.last() : pieces[piece]);
        socket->flush();
        QTimer::singleShot(0, socket, [this, socket, piece] { send(socket, piece + 1); });
    }
};

} // namespace moie::test
