// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/endpoint.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace moie::ui {

namespace {

class EndpointTexts {
    Q_DECLARE_TR_FUNCTIONS(Endpoint)
};

tl::unexpected<Error> invalid(const QString& text) {
    return tl::unexpected(Error{ErrorCode::InvalidArgument, text.toStdString(), {}, {}});
}

} // namespace

Result<QUrl> endpointBase(const QString& text) {
    QString address = text.trimmed();
    if (address.isEmpty())
        return invalid(EndpointTexts::tr("There is no address; write it as http://localhost:11434"));
    if (!address.contains(QLatin1String("://")))
        address.prepend(QLatin1String("http://"));
    QUrl url(address, QUrl::StrictMode);
    // "htp:/host", say, where "http://" stands before it by now.
    const bool lacksPort = address.section(QLatin1Char('/'), 2, 2).endsWith(QLatin1Char(':'));
    const bool known = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !known || lacksPort || url.host().isEmpty())
        return invalid(EndpointTexts::tr("“%1” is no address of a server; write it as http://localhost:11434")
                           .arg(text.trimmed()));
    if (!url.userInfo().isEmpty())
        return invalid(EndpointTexts::tr("Leave name and password out of the address; a key has a field of its own"));
    url.setQuery(QString());
    url.setFragment(QString());
    QString path = url.path();
    for (const QLatin1String end : {QLatin1String("/"), QLatin1String("/chat/completions"), QLatin1String("/")}) {
        if (path.endsWith(end))
            path.chop(end.size());
    }
    if (!path.endsWith(QLatin1String("/v1")))
        path += QLatin1String("/v1");
    url.setPath(path);
    return url;
}

QUrl endpointUrl(const QUrl& base, const char* path) {
    QUrl url = base;
    url.setPath(base.path() + QLatin1Char('/') + QLatin1String(path));
    return url;
}

QString hostAndPort(const QUrl& url) {
    return url.port() < 0 ? url.host() : QStringLiteral("%1:%2").arg(url.host()).arg(url.port());
}

bool isLoopback(const QUrl& url) {
    const QString host = url.host();
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    return QHostAddress(host).isLoopback();
}

Result<> mayCarryKey(const Endpoint& endpoint) {
    if (endpoint.key.empty() || endpoint.base.scheme() == QLatin1String("https") || isLoopback(endpoint.base))
        return {};
    return invalid(
        EndpointTexts::tr("The key is not sent over plain http to %1, where others could read it; use https, "
                          "or take the key out")
            .arg(endpoint.base.host()));
}

} // namespace moie::ui
