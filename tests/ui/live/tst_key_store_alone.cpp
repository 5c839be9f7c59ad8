// SPDX-License-Identifier: GPL-3.0-or-later
// Keys where the desktop has no keyring: in memory, until the program ends.
#include <QCoreApplication>
#include <QTest>

#include "private_keyring.h"
#include "ui/live/key_store.h"

using namespace moie::ui;
using namespace std::chrono_literals;
using moie::test::PrivateKeyring;

class TestKeyStoreAlone : public QObject {
    Q_OBJECT

public:
    explicit TestKeyStoreAlone(const PrivateKeyring& bus) : m_bus(bus) {}

private slots:
    void initTestCase();
    void keepsAKeyInMemory();
    void forgetsItWithTheProgram();
    void waitsNoLongerThanItsPatience();

private:
    StoredKey answerOf(const std::function<void(const KeyStore::Answer&)>& ask) {
        std::optional<StoredKey> key;
        ask([&](const StoredKey& answer) { key = answer; });
        [&] { QTRY_VERIFY(key); }();
        return key.value_or(StoredKey());
    }

    const PrivateKeyring& m_bus;
    const QUrl m_base{QStringLiteral("https://models.example/v1")};
};

void TestKeyStoreAlone::initTestCase() {
    QVERIFY2(m_bus.isReady(), "dbus-daemon is needed (Debian: dbus-daemon)");
}

void TestKeyStoreAlone::keepsAKeyInMemory() {
    KeyStore store;
    const StoredKey kept = answerOf([&](const auto& told) { store.write(m_base, "sk-1234", this, told); });
    QVERIFY(kept.place == StoredKey::Place::Memory);
    QVERIFY(!kept.problem.isEmpty());
    QVERIFY(!kept.problem.contains("sk-1234"));
    const StoredKey found = answerOf([&](const auto& told) { store.read(m_base, this, told); });
    QCOMPARE(found.value, std::string("sk-1234"));
    QVERIFY(found.place == StoredKey::Place::Memory);
    answerOf([&](const auto& told) { store.write(m_base, {}, this, told); });
    QVERIFY(answerOf([&](const auto& told) { store.read(m_base, this, told); }).value.empty());
}

void TestKeyStoreAlone::forgetsItWithTheProgram() {
    {
        KeyStore store;
        answerOf([&](const auto& told) { store.write(m_base, "sk-1234", this, told); });
    }
    KeyStore next;
    const StoredKey none = answerOf([&](const auto& told) { next.read(m_base, this, told); });
    QVERIFY(none.place == StoredKey::Place::None);
    QVERIFY(none.value.empty());
}

void TestKeyStoreAlone::waitsNoLongerThanItsPatience() {
    KeyStore store(0ms);
    const StoredKey none = answerOf([&](const auto& told) { store.read(m_base, this, told); });
    QCOMPARE(none.problem, QString("it does not answer"));
}

int main(int argc, char** argv) {
    const PrivateKeyring bus(PrivateKeyring::Service::None);
    QCoreApplication application(argc, argv);
    TestKeyStoreAlone test(bus);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_key_store_alone.moc"
