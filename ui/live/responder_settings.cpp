// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/responder_settings.h"

#include <memory>
#include <utility>

#include <QCoreApplication>
#include <QTimer>

#include "ui/live/endpoint_responder.h"
#include "ui/live/key_store.h"

namespace moie::ui {

namespace {

class ChosenResponderTexts {
    Q_DECLARE_TR_FUNCTIONS(ResponderSettings)
};

} // namespace

Result<Endpoint> endpointOf(const ResponderSettings& settings, const std::string& key) {
    const Result<QUrl> base = endpointBase(settings.address);
    if (!base)
        return tl::unexpected(base.error());
    if (settings.model.trimmed().isEmpty()) {
        const QString text = ChosenResponderTexts::tr("No model is chosen for %1; list its models and choose one");
        return tl::unexpected(Error{ErrorCode::InvalidArgument, text.arg(hostAndPort(*base)).toStdString(), {}, {}});
    }
    Endpoint endpoint;
    endpoint.base = *base;
    endpoint.model = settings.model.trimmed();
    endpoint.key = key;
    endpoint.dialect = settings.dialect;
    endpoint.timeouts.firstByte = settings.firstByte;
    if (const Result<> allowed = mayCarryKey(endpoint); !allowed)
        return tl::unexpected(allowed.error());
    return endpoint;
}

QString explanationOf(const QUrl& base) {
    if (isLoopback(base)) {
        return ChosenResponderTexts::tr("A language model behind a server on this computer. What you say goes to that "
                                        "server, and into the log directory.");
    }
    const QString text =
        base.scheme() == QLatin1String("https")
            ? ChosenResponderTexts::tr(
                  "A language model at %1. What you say leaves this computer and goes there, encrypted on "
                  "its way.")
            : ChosenResponderTexts::tr(
                  "A language model at %1. What you say leaves this computer and goes there over plain "
                  "http: others in the network can read it.");
    return text.arg(hostAndPort(base));
}

Result<ResponderChoice> responderOf(const ResponderSettings& settings, const std::string& key) {
    if (!settings.usesServer)
        return builtInResponder();
    const Result<Endpoint> endpoint = endpointOf(settings, key);
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    return ResponderChoice{ChosenResponderTexts::tr("%1 at %2").arg(endpoint->model, hostAndPort(endpoint->base)),
                           explanationOf(endpoint->base), [endpoint = *endpoint](const auto&) {
                               return std::make_unique<EndpointResponder>(endpoint);
                           }};
}

void findResponder(const ResponderSettings& settings, KeyStore& keys, QObject* receiver,
                   std::function<void(Result<ResponderChoice>)> found) {
    const Result<QUrl> base = endpointBase(settings.address);
    if (!settings.usesServer || !base) {
        QTimer::singleShot(0, receiver, [settings, found = std::move(found)] { found(responderOf(settings, {})); });
        return;
    }
    // Without a keyring there may still be no need of a key; a server that wants one says so.
    keys.read(*base, receiver,
              [settings, found = std::move(found)](const StoredKey& key) { found(responderOf(settings, key.value)); });
}

} // namespace moie::ui
