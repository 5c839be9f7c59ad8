// SPDX-License-Identifier: GPL-3.0-or-later
// Who answers in live sessions: the built-in listener or a server, with its address, model and key, found, listed and
// tested from here. Each change is kept at once. Nothing is asked, of the network or of the keyring, before the user
// presses a button or enters a key.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <QWidget>

#include "ui/live/connection_test.h"
#include "ui/live/key_store.h"
#include "ui/live/model_list.h"
#include "ui/live/responder_settings.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace moie::ui {

class Settings;

class ResponderFields : public QWidget {
    Q_OBJECT

public:
    // Settings and store must outlive the fields. `localServers` are what "Find local servers" looks for.
    ResponderFields(Settings& settings, KeyStore& keys, std::vector<LocalServer> localServers = usualLocalServers(),
                    QWidget* parent = nullptr);

    // Shows what the settings hold now.
    void reload();

signals:
    // What the user asked for is answered in this label.
    void said(QWidget* where);

private:
    enum class Tone { Neutral, Good, Bad };

    void addChoice(QVBoxLayout& column);
    QWidget* makeServer();
    void addAddress(QGridLayout& grid);
    void addModel(QGridLayout& grid);
    void addKey(QGridLayout& grid);

    ResponderSettings entered() const;
    void keep();
    void takeAddress();
    void takeKey();
    void forgetKey();
    void showKey(const StoredKey& key);
    void showExplanation();

    // Goes on with the key of the address that stands there; or says what is wrong with that.
    void withKey(std::function<void(const QUrl& base, const std::string& key)> next);
    void listModels();
    // Asks for the list, takes it, and goes on where there is one.
    void askForModels(const QUrl& base, const std::string& key, std::function<void()> next);
    void takeModels(const Result<std::vector<ListedModel>>& models);
    void findServers();
    void takeFound(const std::vector<FoundServer>& found);
    void use(const FoundServer& server);
    void testConnection();
    void testWith(const std::string& key);
    void stopTest();
    void say(Tone tone, const QString& text);

    Settings& m_settings;
    KeyStore& m_keys;
    std::vector<LocalServer> m_localServers;
    ModelList m_models;
    ConnectionTest m_test;
    unsigned m_round = 0;                  // changes with the address: answers for another one come too late
    std::map<QString, Dialect> m_dialects; // of the models that were listed
    Dialect m_dialect = Dialect::Standard;

    QRadioButton* m_builtIn = nullptr;
    QRadioButton* m_server = nullptr;
    QWidget* m_serverFields = nullptr;
    QLineEdit* m_address = nullptr;
    QPushButton* m_find = nullptr;
    QVBoxLayout* m_found = nullptr; // a button for each
    QComboBox* m_model = nullptr;
    QPushButton* m_list = nullptr;
    QLineEdit* m_key = nullptr;
    QPushButton* m_forgetKey = nullptr;
    QLabel* m_keyPlace = nullptr;
    QSpinBox* m_patience = nullptr;
    QLabel* m_explanation = nullptr;
    QPushButton* m_testButton = nullptr;
    QLabel* m_said = nullptr;
};

} // namespace moie::ui
