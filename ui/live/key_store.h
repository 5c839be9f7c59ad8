// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of chat servers, each under its server's address: in the desktop's keyring, or, where that cannot be used,
// in memory until the program ends. They are in no file of the program's and in no message. The keyring may ask the
// user for its password, so that it is not asked before a key is wanted, and nothing waits for it. GUI thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>

#include <QObject>
#include <QUrl>

#include "ui/live/keyring.h"

namespace moie::ui {

struct StoredKey {
    enum class Place : unsigned char { None, Keyring, Memory };

    std::string value; // empty: there is none
    Place place = Place::None;
    QString problem; // why the keyring did not do it, in its words; empty where it did
};

class KeyStore : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(const StoredKey&)>;

    // `patience`: how long the keyring is waited for. A user may have to find its password.
    explicit KeyStore(std::chrono::milliseconds patience = std::chrono::minutes(2), QObject* parent = nullptr);

    // Answers once, later, unless the receiver is gone by then. `base` is that of endpointBase().
    void read(const QUrl& base, QObject* receiver, Answer answer);
    // Answers where the key is now. An empty key is taken out of keyring and memory.
    void write(const QUrl& base, const std::string& key, QObject* receiver, Answer answer);

private:
    struct Reply {
        std::string value;
        QString problem;
    };
    using Waiting = std::function<void(const Reply&)>;

    void ask(Keyring::Wish wish, const QUrl& base, const std::string& key, Waiting waiting);
    void take(quint64 number, const Reply& reply);

    std::chrono::milliseconds m_patience;
    bool m_listens = false;
    std::map<QUrl, std::string> m_memory; // of servers whose keys the keyring would not take
    std::map<quint64, Waiting> m_waiting; // by the keyring's numbers
};

} // namespace moie::ui
