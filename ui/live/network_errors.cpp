// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/network_errors.h"

#include <QCoreApplication>
#include <QNetworkReply>

#include "ui/live/chat_protocol.h"

namespace moie::ui {

namespace {

class NetworkTexts {
    Q_DECLARE_TR_FUNCTIONS(Network)
};

// The server's own words, as the end of a sentence.
QString said(const QString& words) {
    return words.isEmpty() ? QString() : NetworkTexts::tr(". It says: %1").arg(words);
}

QString ofStatus(int status, const QNetworkReply& reply, const QString& host, const QString& words) {
    if (status >= 300 && status < 400) {
        const QString elsewhere = reply.header(QNetworkRequest::LocationHeader)
                                      .toUrl()
                                      .toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
        return NetworkTexts::tr("%1 sends requests on to %2, which is not followed; enter that address if it is right")
            .arg(host, elsewhere.isEmpty() ? NetworkTexts::tr("another address") : elsewhere);
    }
    switch (status) {
    case 401:
    case 403: return NetworkTexts::tr("%1 refuses the key, or wants one").arg(host) + said(words);
    case 404: return NetworkTexts::tr("%1 does not know this model or address").arg(host) + said(words);
    case 429: {
        const QByteArray wait = reply.rawHeader("Retry-After");
        bool isNumber = false;
        const int seconds = wait.toInt(&isNumber);
        return (isNumber ? NetworkTexts::tr("%1 gets too many requests; try again in %n s", nullptr, seconds).arg(host)
                         : NetworkTexts::tr("%1 gets too many requests; try again later").arg(host)) +
               said(words);
    }
    default: break;
    }
    if (status >= 500)
        return NetworkTexts::tr("%1 cannot answer now (status %2)").arg(host).arg(status) + said(words);
    return NetworkTexts::tr("%1 refuses the request (status %2)").arg(host).arg(status) + said(words);
}

QString ofConnection(const QNetworkReply& reply, const QString& host) {
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return NetworkTexts::tr("Nothing answers at %1; is the server running?").arg(host);
    case QNetworkReply::HostNotFoundError:
        return NetworkTexts::tr("There is no host %1; check the address").arg(reply.url().host());
    case QNetworkReply::RemoteHostClosedError:
        return NetworkTexts::tr("%1 closed the connection before the reply was complete").arg(host);
    case QNetworkReply::SslHandshakeFailedError:
        return NetworkTexts::tr("The connection to %1 is not safe: %2").arg(host, reply.errorString());
    default: return NetworkTexts::tr("The connection to %1 failed: %2").arg(host, reply.errorString());
    }
}

} // namespace

Error networkError(const QNetworkReply& reply, Aborted aborted, const QByteArray& body) {
    const QString host = hostAndPort(reply.url());
    const auto because = [](const QString& text) { return Error{ErrorCode::Io, text.toStdString(), {}, {}}; };
    switch (aborted) {
    case Aborted::SilentAtFirst: return because(NetworkTexts::tr("%1 did not answer in time").arg(host));
    case Aborted::Stalled: return because(NetworkTexts::tr("%1 stopped in the middle of its reply").arg(host));
    case Aborted::TooLong: return because(NetworkTexts::tr("%1 went on for too long").arg(host));
    case Aborted::TooLarge: return because(NetworkTexts::tr("%1 sent more than a reply can be").arg(host));
    case Aborted::No: break;
    }
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 0 && (status < 200 || status >= 300))
        return because(ofStatus(status, reply, host, problemInBody(body)));
    if (reply.error() != QNetworkReply::NoError)
        return because(ofConnection(reply, host));
    return because(NetworkTexts::tr("%1 answers, but not as a chat server does; check the address").arg(host));
}

} // namespace moie::ui
