// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/key_store.h"

#include <utility>

#include <QPointer>
#include <QTimer>

namespace moie::ui {

KeyStore::KeyStore(std::chrono::milliseconds patience, QObject* parent) : QObject(parent), m_patience(patience) {}

void KeyStore::read(const QUrl& base, QObject* receiver, Answer answer) {
    const QPointer<QObject> wanted(receiver);
    if (const auto found = m_memory.find(base); found != m_memory.end()) {
        QTimer::singleShot(0, receiver, [answer = std::move(answer), key = found->second] {
            answer({key, StoredKey::Place::Memory, {}});
        });
        return;
    }
    ask(Keyring::Wish::Read, base, {}, [wanted, answer = std::move(answer)](const Reply& reply) {
        if (wanted)
            answer(
                {reply.value, reply.value.empty() ? StoredKey::Place::None : StoredKey::Place::Keyring, reply.problem});
    });
}

void KeyStore::write(const QUrl& base, const std::string& key, QObject* receiver, Answer answer) {
    const QPointer<QObject> wanted(receiver);
    m_memory.erase(base);
    if (key.empty()) {
        ask(Keyring::Wish::Remove, base, {}, [wanted, answer = std::move(answer)](const Reply& reply) {
            if (wanted)
                answer({{}, StoredKey::Place::None, reply.problem});
        });
        return;
    }
    // At once, so that it can be used while the keyring waits for its password.
    m_memory[base] = key;
    ask(Keyring::Wish::Write, base, key, [this, base, key, wanted, answer = std::move(answer)](const Reply& reply) {
        const bool isKept = reply.problem.isEmpty();
        if (const auto found = m_memory.find(base); isKept && found != m_memory.end() && found->second == key)
            m_memory.erase(found);
        if (wanted)
            answer({key, isKept ? StoredKey::Place::Keyring : StoredKey::Place::Memory, reply.problem});
    });
}

void KeyStore::ask(Keyring::Wish wish, const QUrl& base, const std::string& key, Waiting waiting) {
    Keyring& keyring = Keyring::ofTheDesktop();
    if (!std::exchange(m_listens, true)) {
        connect(&keyring, &Keyring::answered, this,
                [this](quint64 number, const QString& value, const QString& problem) {
                    take(number, {value.toStdString(), problem});
                });
    }
    const quint64 number = keyring.ask(wish, base.toString(), QString::fromStdString(key));
    m_waiting.emplace(number, std::move(waiting));
    QTimer::singleShot(m_patience, this, [this, number] { take(number, {{}, tr("it does not answer")}); });
}

// Of the keyring's answer and the end of patience the first counts; other stores' numbers are not ours.
void KeyStore::take(quint64 number, const Reply& reply) {
    if (const auto found = m_waiting.extract(number))
        found.mapped()(reply);
}

} // namespace moie::ui
