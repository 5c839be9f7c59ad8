// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of who answers, as a user fills them in, against servers on the loopback interface. There is no keyring
// on the test's bus, so that a key is in memory.
#include <memory>

#include <QApplication>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/frame/responder_fields.h"
#include "ui/frame/settings_dialog.h"
#include "ui/live/live_session.h"
#include "ui/live/misbehaving_server.h"
#include "ui/live/private_keyring.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;
using Server = moie::test::MisbehavingServer;
using moie::test::PrivateKeyring;

class TestResponderFields : public QObject {
    Q_OBJECT

private slots:
    void init();
    void beginsWithTheBuiltInOne();
    void keepsWhatIsEntered();
    void findsServersWhenAsked();
    void saysWhereItLooked();
    void listsModels();
    void testsTheConnection();
    void choosesAModelToTestWith();
    void stopsATest();
    void saysWhatIsWrong();
    void asksNothingByItself();
    void keepsAKeyOutOfFiles();
    void keepsNoKeyForTheClear();
    void forgetsAKey();
    void restoresDefaults();

private:
    void make(std::vector<LocalServer> servers = {});
    void enter(QLineEdit* line, const QString& text) const {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void choose(const QString& name) const {
        for (auto* button : m_fields->findChildren<QRadioButton*>()) {
            if (button->text() == name)
                button->click();
        }
    }
    QPushButton* button(const QString& text) const {
        for (auto* found : m_fields->findChildren<QPushButton*>()) {
            if (found->text().startsWith(text))
                return found;
        }
        return nullptr;
    }
    // What the labels say.
    QString said() const {
        QStringList texts;
        for (const auto* label : m_fields->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts.join('\n');
    }
    QLineEdit* address() const { return line("http://localhost:11434"); }
    QLineEdit* key() const { return line("if the server wants one"); }
    QLineEdit* line(const QString& placeholder) const {
        for (auto* found : m_fields->findChildren<QLineEdit*>()) {
            if (found->placeholderText() == placeholder)
                return found;
        }
        return nullptr;
    }
    void chooseServer(const Server& server) {
        choose(m_serverChoice);
        enter(address(), server.base().toString());
    }

    const QString m_serverChoice = QStringLiteral("A language model behind a server");
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<KeyStore> m_keys;
    std::unique_ptr<ResponderFields> m_fields;
};

void TestResponderFields::init() {
    m_fields.reset();
    m_directory = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(m_directory->filePath("settings.ini"));
    m_keys = std::make_unique<KeyStore>();
    make();
}

void TestResponderFields::make(std::vector<LocalServer> servers) {
    m_fields = std::make_unique<ResponderFields>(*m_settings, *m_keys, std::move(servers));
    m_fields->show();
}

void TestResponderFields::beginsWithTheBuiltInOne() {
    QVERIFY(said().contains("no language model"));
    QVERIFY(!address()->isVisible());
    QCOMPARE(m_settings->responder(), ResponderSettings());
}

void TestResponderFields::keepsWhatIsEntered() {
    choose(m_serverChoice);
    QVERIFY(address()->isVisible());
    enter(address(), "models.example:8080");
    enter(m_fields->findChild<QComboBox*>()->lineEdit(), "gemma2:2b");
    QCOMPARE(address()->text(), QString("http://models.example:8080/v1"));
    QVERIFY(said().contains("others in the network can read it"));
    ResponderSettings expected;
    expected.usesServer = true;
    expected.address = QStringLiteral("http://models.example:8080/v1");
    expected.model = QStringLiteral("gemma2:2b");
    QCOMPARE(m_settings->responder(), expected);
    make();
    QCOMPARE(address()->text(), expected.address);
    QCOMPARE(m_fields->findChild<QComboBox*>()->currentText(), expected.model);
    QCOMPARE(m_settings->responder(), expected);
    choose("Built-in listener");
    QVERIFY(!m_settings->responder().usesServer);
    QCOMPARE(m_settings->responder().address, expected.address);
}

void TestResponderFields::findsServersWhenAsked() {
    Server server;
    server.pieces = {Server::head("200 OK", "application/json"),
                     R"({"data":[{"id":"a","owned_by":"vllm"},{"id":"b","owned_by":"vllm"}]})"};
    make({{QStringLiteral("vLLM"), server.base()}});
    choose(m_serverChoice);
    QCOMPARE(server.connections, 0);
    button("Find local servers")->click();
    const QString use = QStringLiteral("Use vLLM at 127.0.0.1:%1, with 2 models").arg(server.serverPort());
    QTRY_VERIFY(button(use));
    QCOMPARE(m_settings->responder().address, QString());
    button(use)->click();
    QCOMPARE(m_settings->responder().address, server.base().toString());
    QCOMPARE(m_settings->responder().model, QString("a"));
    QVERIFY(m_settings->responder().dialect == Dialect::Vllm);
    QVERIFY(said().contains("A language model behind a server on this computer"));
}

void TestResponderFields::saysWhereItLooked() {
    Server server;
    const quint16 port = server.serverPort();
    const QUrl nobody = server.base();
    server.close();
    make({{QStringLiteral("Ollama"), nobody}});
    choose(m_serverChoice);
    button("Find local servers")->click();
    QTRY_VERIFY(said().contains(QStringLiteral("Looked for: Ollama at port %1.").arg(port)));
    QVERIFY(button("Find local servers")->isEnabled());
}

void TestResponderFields::listsModels() {
    Server server;
    server.pieces = {Server::head("200 OK", "application/json"),
                     R"({"data":[{"id":"gemma2:2b"},{"id":"llama3"},{"id":"odd\u202ename"}]})"};
    chooseServer(server);
    enter(m_fields->findChild<QComboBox*>()->lineEdit(), "llama3");
    button("List models")->click();
    QTRY_VERIFY(said().contains("lists 3 models"));
    const auto* models = m_fields->findChild<QComboBox*>();
    QCOMPARE(models->count(), 2);
    QCOMPARE(models->currentText(), QString("llama3"));
    QCOMPARE(m_settings->responder().model, QString("llama3"));
}

void TestResponderFields::testsTheConnection() {
    Server server;
    server.pieces = {Server::head() + Server::text("Hello.") + Server::end()};
    chooseServer(server);
    enter(m_fields->findChild<QComboBox*>()->lineEdit(), "m");
    button("Test connection")->click();
    QTRY_VERIFY(said().contains("It works: the first word of m came after "));
    QVERIFY(server.received.contains("\"model\":\"m\""));
    QVERIFY(button("Test connection"));
}

void TestResponderFields::choosesAModelToTestWith() {
    Server server;
    server.pieces = {Server::head("200 OK", "application/json"), R"({"data":[{"id":"gemma2:2b"},{"id":"llama3"}]})"};
    chooseServer(server);
    auto* models = m_fields->findChild<QComboBox*>();
    QCOMPARE(models->currentText(), QString());
    // The list is there by the time a model is chosen.
    connect(models, &QComboBox::currentTextChanged, &server,
            [&server] { server.pieces = {Server::head() + Server::text("Hello.") + Server::end()}; });
    button("Test connection")->click();
    QTRY_VERIFY(said().contains("It works: the first word of gemma2:2b came after "));
    QVERIFY(server.received.contains("\"model\":\"gemma2:2b\""));
    QCOMPARE(m_settings->responder().model, QString("gemma2:2b"));
    QCOMPARE(models->count(), 2);
    // One that lists none says so.
    Server empty;
    empty.pieces = {Server::head("200 OK", "application/json"), R"({"data":[]})"};
    enter(models->lineEdit(), " ");
    enter(address(), empty.base().toString());
    button("Test connection")->click();
    QTRY_VERIFY(said().contains("lists no model"));
    QCOMPARE(empty.connections, 1);
}

void TestResponderFields::stopsATest() {
    Server server;
    server.then = Server::Then::StaySilent;
    chooseServer(server);
    enter(m_fields->findChild<QComboBox*>()->lineEdit(), "m");
    button("Test connection")->click();
    QTRY_VERIFY(button("Stop"));
    QTRY_COMPARE(server.open, 1);
    button("Stop")->click();
    QVERIFY(button("Test connection"));
    QTRY_COMPARE(server.open, 0);
}

void TestResponderFields::saysWhatIsWrong() {
    choose(m_serverChoice);
    button("Test connection")->click();
    QVERIFY(said().contains("There is no address"));
    enter(address(), "ftp://models.example");
    QVERIFY(said().contains("is no address of a server"));
    Server server;
    enter(address(), server.base().toString());
    server.pieces = {Server::head("401 Unauthorized", "application/json"), R"({"error":{"message":"<b>No</b> key"}})"};
    for (const char* asking : {"List models", "Test connection"}) {
        button(asking)->click();
        QTRY_VERIFY(said().contains("refuses the key, or wants one. It says: <b>No</b> key"));
    }
    for (const auto* label : m_fields->findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestResponderFields::asksNothingByItself() {
    Server server;
    ResponderSettings settings;
    settings.usesServer = true;
    settings.address = server.base().toString();
    settings.model = QStringLiteral("m");
    m_settings->setResponder(settings);
    make({{QStringLiteral("Ollama"), server.base()}});
    enter(m_fields->findChild<QComboBox*>()->lineEdit(), "n");
    // Whatever had been asked would be there before this is answered.
    server.pieces = {Server::head("200 OK", "application/json"), R"({"data":[]})"};
    button("List models")->click();
    QTRY_VERIFY(said().contains("lists no model"));
    QCOMPARE(server.connections, 1);
}

void TestResponderFields::keepsAKeyOutOfFiles() {
    const QString secret = QStringLiteral("sk-0123456789abcdef");
    Server server;
    server.pieces = {Server::head() + Server::text("Hello.") + Server::end()};
    chooseServer(server);
    enter(m_fields->findChild<QComboBox*>()->lineEdit(), "m");
    QCOMPARE(key()->echoMode(), QLineEdit::Password);
    enter(key(), secret);
    QVERIFY(key()->text().isEmpty());
    QTRY_VERIFY(said().contains("The desktop's keyring cannot be used, so that the key is in memory alone"));
    button("Test connection")->click();
    QTRY_VERIFY(said().contains("It works: "));
    QVERIFY(server.received.contains("Authorization: Bearer " + secret.toUtf8()));
    QVERIFY(!said().contains(secret));

    // A session with that key, against a server that says it aloud.
    server.pieces = {Server::head("401 Unauthorized", "application/json"), R"({"error":{"message":"no"}})"};
    const QString logs = m_directory->filePath("logs");
    QVERIFY(QDir().mkpath(logs));
    std::optional<Result<ResponderChoice>> choice;
    findResponder(m_settings->responder(), *m_keys, this, [&](auto found) { choice = std::move(found); });
    QTRY_VERIFY(choice);
    {
        LiveSession session;
        session.start({.directory = logs.toStdString(), .makeResponder = (*choice)->make});
        QTRY_VERIFY(session.isOpen());
        session.say(QStringLiteral("hello"));
        QTRY_VERIFY(session.state() == LiveSession::State::Idle && session.turns().size() == 1);
    }
    QVERIFY(server.received.contains("Authorization: Bearer " + secret.toUtf8()));
    QVERIFY(m_settings->save());
    int files = 0;
    QDirIterator each(m_directory->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(secret.toUtf8()), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files >= 2); // the settings, and what the session logged
}

void TestResponderFields::keepsNoKeyForTheClear() {
    choose(m_serverChoice);
    enter(key(), "secret");
    QVERIFY(said().contains("Enter the address first"));
    enter(address(), "http://models.example");
    enter(key(), "secret");
    QVERIFY(said().contains("not sent over plain http to models.example"));
    std::optional<StoredKey> kept;
    m_keys->read(QUrl(QStringLiteral("http://models.example/v1")), this, [&](const StoredKey& found) { kept = found; });
    QTRY_VERIFY(kept);
    QVERIFY(kept->value.empty());
}

void TestResponderFields::forgetsAKey() {
    Server server;
    chooseServer(server);
    enter(key(), "secret");
    QTRY_VERIFY(said().contains("in memory alone"));
    button("Forget key")->click();
    std::optional<StoredKey> kept;
    m_keys->read(server.base(), this, [&](const StoredKey& found) { kept = found; });
    QTRY_VERIFY(kept);
    QVERIFY(kept->value.empty());
}

void TestResponderFields::restoresDefaults() {
    ResponderSettings settings;
    settings.usesServer = true;
    settings.address = QStringLiteral("http://localhost:1/v1");
    m_settings->setResponder(settings);
    Theme theme;
    Workspace workspace(*m_settings);
    SettingsDialog dialog(workspace, theme);
    dialog.show();
    auto* fields = dialog.findChild<ResponderFields*>();
    QVERIFY(fields->findChildren<QRadioButton*>()[1]->isChecked());
    // Enter in a field is no answer to a question of the dialog's.
    QTest::keyClick(fields->findChild<QLineEdit*>(), Qt::Key_Return);
    QVERIFY(dialog.isVisible());
    QCOMPARE(m_settings->responder(), settings);
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Restore defaults"))
            button->click();
    }
    QCOMPARE(m_settings->responder(), ResponderSettings());
    QVERIFY(fields->findChildren<QRadioButton*>()[0]->isChecked());
}

int main(int argc, char** argv) {
    const PrivateKeyring bus(PrivateKeyring::Service::None);
    QApplication application(argc, argv);
    const Theme theme;
    TestResponderFields test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_responder_fields.moc"
