// SPDX-License-Identifier: GPL-3.0-or-later
// Keys in the desktop's keyring: a real one, on a bus of the test's own.
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QTest>

#include "private_keyring.h"
#include "ui/live/key_store.h"

using namespace moie::ui;
using moie::test::PrivateKeyring;

class TestKeyStore : public QObject {
    Q_OBJECT

public:
    explicit TestKeyStore(const PrivateKeyring& keyring) : m_keyring(keyring) {}

private slots:
    void initTestCase();
    void keepsAKeyForTheNextRun();
    void keepsKeysApart();
    void takesAKeyOut();
    void answersNobodyWhoIsGone();

private:
    StoredKey read(KeyStore& store, const QUrl& base) {
        std::optional<StoredKey> key;
        store.read(base, this, [&](const StoredKey& answer) { key = answer; });
        [&] { QTRY_VERIFY(key); }();
        return key.value_or(StoredKey());
    }
    StoredKey write(KeyStore& store, const QUrl& base, const std::string& value) {
        std::optional<StoredKey> key;
        store.write(base, value, this, [&](const StoredKey& answer) { key = answer; });
        [&] { QTRY_VERIFY(key); }();
        return key.value_or(StoredKey());
    }

    const PrivateKeyring& m_keyring;
    const QUrl m_base{QStringLiteral("https://models.example/v1")};
};

void TestKeyStore::initTestCase() {
    QVERIFY2(m_keyring.isReady(), "a bus and a keyring are needed (Debian: dbus-daemon, gnome-keyring)");
    QTRY_VERIFY(QDBusConnection::sessionBus().interface()->isServiceRegistered("org.freedesktop.secrets"));
}

void TestKeyStore::keepsAKeyForTheNextRun() {
    {
        KeyStore store;
        const StoredKey none = read(store, m_base);
        QVERIFY2(none.problem.isEmpty(), qPrintable(none.problem));
        QVERIFY(none.place == StoredKey::Place::None);
        const StoredKey kept = write(store, m_base, "sk-ünlikely");
        QVERIFY2(kept.problem.isEmpty(), qPrintable(kept.problem));
        QVERIFY(kept.place == StoredKey::Place::Keyring);
    }
    KeyStore next;
    const StoredKey found = read(next, m_base);
    QCOMPARE(found.value, std::string("sk-ünlikely"));
    QVERIFY(found.place == StoredKey::Place::Keyring);
}

void TestKeyStore::keepsKeysApart() {
    KeyStore store;
    const QUrl other(QStringLiteral("https://other.example/v1"));
    write(store, m_base, "one");
    write(store, other, "two");
    QCOMPARE(read(store, m_base).value, std::string("one"));
    QCOMPARE(read(store, other).value, std::string("two"));
}

void TestKeyStore::takesAKeyOut() {
    KeyStore store;
    write(store, m_base, "one");
    const StoredKey out = write(store, m_base, {});
    QVERIFY2(out.problem.isEmpty(), qPrintable(out.problem));
    QVERIFY(out.place == StoredKey::Place::None);
    QVERIFY(read(store, m_base).value.empty());
    // What is not there can be taken out as well.
    QVERIFY(write(store, m_base, {}).problem.isEmpty());
}

void TestKeyStore::answersNobodyWhoIsGone() {
    KeyStore store;
    bool isAnswered = false;
    {
        QObject gone;
        store.read(m_base, &gone, [&](const StoredKey&) { isAnswered = true; });
    }
    read(store, m_base); // asked after it, answered after it
    QVERIFY(!isAnswered);
}

int main(int argc, char** argv) {
    const PrivateKeyring keyring(PrivateKeyring::Service::Running);
    QCoreApplication application(argc, argv);
    TestKeyStore test(keyring);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_key_store.moc"
