// SPDX-License-Identifier: GPL-3.0-or-later
// Who is to answer in live sessions, as it is kept in the settings: without the key.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <QString>

#include <moie/base/result.h>

#include "ui/live/endpoint.h"
#include "ui/live/responder_choice.h"

class QObject;

namespace moie::ui {

class KeyStore;

inline constexpr std::chrono::seconds mostPatience{3600}; // for the first word

struct ResponderSettings {
    bool usesServer = false; // else the built-in one answers
    QString address;         // empty: none was entered yet
    QString model;
    Dialect dialect = Dialect::Standard; // as the server's model list told
    std::chrono::seconds firstByte{120}; // how long the first word is waited for

    friend bool operator==(const ResponderSettings&, const ResponderSettings&) = default;
};

// The server that was chosen. The error says what is missing or wrong.
Result<Endpoint> endpointOf(const ResponderSettings& settings, const std::string& key);

// What a server's responder is, and where what is said goes.
QString explanationOf(const QUrl& base);

// Who answers by these settings; a server with its key.
Result<ResponderChoice> responderOf(const ResponderSettings& settings, const std::string& key);
// The same with the key from the store, which may have to ask the user for the keyring's password first. Tells once,
// later, unless the receiver is gone by then.
void findResponder(const ResponderSettings& settings, KeyStore& keys, QObject* receiver,
                   std::function<void(Result<ResponderChoice>)> found);

} // namespace moie::ui
