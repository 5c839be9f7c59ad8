// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/responder_fields.h"

#include <utility>

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_label.h"
#include "ui/workspace/settings.h"

namespace moie::ui {

namespace {

constexpr double indent = 22; // design pixels: of what belongs to a choice

// In a dialog Enter would press the first button that is one by default.
QPushButton* plainButton(const QString& text) {
    auto* button = new QPushButton(text);
    button->setAutoDefault(false);
    return button;
}

QLabel* makeLabel(const QString& text, QWidget* field) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(field);
    return label;
}

QString textOf(const Error& error) {
    const QString text = format::oneLine(QString::fromStdString(error.text));
    return text.endsWith(QLatin1Char('?')) ? text : text + QLatin1Char('.');
}

} // namespace

ResponderFields::ResponderFields(Settings& settings, KeyStore& keys, std::vector<LocalServer> localServers,
                                 QWidget* parent)
    : QWidget(parent), m_settings(settings), m_keys(keys), m_localServers(std::move(localServers)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::length(6));
    addChoice(*column);
    m_serverFields = makeServer();
    column->addWidget(m_serverFields);
    reload();
}

void ResponderFields::addChoice(QVBoxLayout& column) {
    const ResponderChoice builtIn = builtInResponder();
    m_builtIn = new QRadioButton(builtIn.name);
    m_server = new QRadioButton(tr("A language model behind a server"));
    const auto explain = [&](const QString& text) {
        QLabel* note = noteLabel(text);
        note->setIndent(Theme::length(indent));
        column.addWidget(note);
    };
    column.addWidget(m_builtIn);
    explain(builtIn.explanation);
    column.addWidget(m_server);
    explain(tr("One that speaks OpenAI's chat protocol: Ollama, llama.cpp, LM Studio, vLLM, or a Love Engine's own."));
    for (QRadioButton* choice : {m_builtIn, m_server}) {
        connect(choice, &QRadioButton::clicked, this, [this] {
            m_serverFields->setVisible(m_server->isChecked());
            keep();
        });
    }
}

QWidget* ResponderFields::makeServer() {
    auto* fields = new QWidget;
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins(Theme::length(indent), 0, 0, 0);
    grid->setHorizontalSpacing(Theme::length(10));
    grid->setVerticalSpacing(Theme::length(6));
    grid->setColumnStretch(1, 1);
    addAddress(*grid);
    addModel(*grid);
    addKey(*grid);
    m_patience = new QSpinBox;
    m_patience->setLocale(QLocale::c());
    m_patience->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_patience->setRange(1, static_cast<int>(mostPatience.count()));
    m_patience->setSuffix(tr(" s"));
    m_patience->setKeyboardTracking(false);
    m_patience->setToolTip(
        format::toolTip(tr("How long the first word of a reply is waited for. A model may have to be "
                           "loaded first.")));
    connect(m_patience, &QSpinBox::valueChanged, this, &ResponderFields::keep);
    int row = grid->rowCount();
    grid->addWidget(makeLabel(tr("First word within"), m_patience), row, 0);
    grid->addWidget(m_patience, row, 1, Qt::AlignLeft);
    m_explanation = noteLabel();
    grid->addWidget(m_explanation, ++row, 0, 1, 3);
    m_testButton = plainButton(tr("Test connection"));
    m_testButton->setToolTip(format::toolTip(
        tr("Sends “%1” and measures how long the first word of the reply takes; without a model, to the first that the "
           "server lists.")
            .arg(QString::fromUtf8(ConnectionTest::message.data(), qsizetype(ConnectionTest::message.size())))));
    connect(m_testButton, &QPushButton::clicked, this, [this] { m_test.isRunning() ? stopTest() : testConnection(); });
    m_said = noteLabel();
    m_said->setAccessibleName(tr("Result"));
    auto* test = new QHBoxLayout;
    test->setSpacing(Theme::length(10));
    test->addWidget(m_testButton, 0, Qt::AlignTop);
    test->addWidget(m_said, 1);
    grid->addLayout(test, ++row, 0, 1, 3);
    return fields;
}

void ResponderFields::addAddress(QGridLayout& grid) {
    m_address = new QLineEdit;
    m_address->setPlaceholderText(QStringLiteral("http://localhost:11434"));
    m_find = plainButton(tr("Find local servers"));
    m_find->setToolTip(format::toolTip(tr("Asks the ports of this computer that these servers usually listen on.")));
    connect(m_address, &QLineEdit::editingFinished, this, &ResponderFields::takeAddress);
    connect(m_find, &QPushButton::clicked, this, &ResponderFields::findServers);
    const int row = grid.rowCount();
    grid.addWidget(makeLabel(tr("Address"), m_address), row, 0);
    grid.addWidget(m_address, row, 1);
    grid.addWidget(m_find, row, 2);
    m_found = new QVBoxLayout;
    m_found->setSpacing(Theme::length(4));
    grid.addLayout(m_found, row + 1, 1, 1, 2);
}

void ResponderFields::addModel(QGridLayout& grid) {
    m_model = new QComboBox;
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_list = plainButton(tr("List models"));
    connect(m_model, &QComboBox::currentTextChanged, this, [this](const QString& model) {
        const auto listed = m_dialects.find(model);
        m_dialect = listed == m_dialects.end() ? Dialect::Standard : listed->second;
        keep();
    });
    connect(m_list, &QPushButton::clicked, this, &ResponderFields::listModels);
    const int row = grid.rowCount();
    grid.addWidget(makeLabel(tr("Model"), m_model), row, 0);
    grid.addWidget(m_model, row, 1);
    grid.addWidget(m_list, row, 2);
}

void ResponderFields::addKey(QGridLayout& grid) {
    m_key = new QLineEdit;
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(tr("if the server wants one"));
    m_forgetKey = plainButton(tr("Forget key"));
    m_keyPlace = noteLabel();
    connect(m_key, &QLineEdit::editingFinished, this, &ResponderFields::takeKey);
    connect(m_forgetKey, &QPushButton::clicked, this, &ResponderFields::forgetKey);
    const int row = grid.rowCount();
    grid.addWidget(makeLabel(tr("Key"), m_key), row, 0);
    grid.addWidget(m_key, row, 1);
    grid.addWidget(m_forgetKey, row, 2);
    grid.addWidget(m_keyPlace, row + 1, 1, 1, 2);
}

void ResponderFields::reload() {
    const ResponderSettings kept = m_settings.responder();
    const QSignalBlocker modelBlocker(m_model);
    const QSignalBlocker patienceBlocker(m_patience);
    m_builtIn->setChecked(!kept.usesServer);
    m_server->setChecked(kept.usesServer);
    m_serverFields->setVisible(kept.usesServer);
    m_address->setText(kept.address);
    m_address->setCursorPosition(0);
    m_dialects.clear();
    m_dialects[kept.model] = kept.dialect;
    m_dialect = kept.dialect;
    m_model->clear();
    m_model->setEditText(kept.model);
    m_patience->setValue(static_cast<int>(kept.firstByte.count()));
    stopTest();
    m_key->clear();
    m_keyPlace->setText(
        tr("A key that you enter is kept in the desktop's keyring, never in a file of the Observatory."));
    showExplanation();
}

ResponderSettings ResponderFields::entered() const {
    ResponderSettings settings;
    settings.usesServer = m_server->isChecked();
    settings.address = m_address->text();
    settings.model = m_model->currentText();
    settings.dialect = m_dialect;
    settings.firstByte = std::chrono::seconds(m_patience->value());
    return settings;
}

void ResponderFields::keep() {
    m_settings.setResponder(entered());
}

// Answers that are on their way belong to the address before.
void ResponderFields::takeAddress() {
    if (const Result<QUrl> base = endpointBase(m_address->text())) {
        m_address->setText(base->toString());
        m_address->setCursorPosition(0);
    }
    if (m_settings.responder().address == m_address->text())
        return;
    ++m_round;
    stopTest();
    m_keyPlace->clear();
    keep();
    showExplanation();
}

void ResponderFields::showExplanation() {
    const Result<QUrl> base = endpointBase(m_address->text());
    m_explanation->setText(base                          ? explanationOf(*base)
                           : m_address->text().isEmpty() ? QString()
                                                         : textOf(base.error()));
}

void ResponderFields::takeKey() {
    const std::string key = m_key->text().trimmed().toStdString();
    if (key.empty())
        return;
    const Result<QUrl> base = endpointBase(m_address->text());
    if (!base) {
        m_keyPlace->setText(tr("Enter the address first: a key belongs to its server."));
        return;
    }
    Endpoint endpoint;
    endpoint.base = *base;
    endpoint.key = key;
    if (const Result<> allowed = mayCarryKey(endpoint); !allowed) {
        m_keyPlace->setText(textOf(allowed.error()));
        return;
    }
    m_key->clear();
    m_keyPlace->setText(tr("Waiting for the desktop's keyring…"));
    m_keys.write(*base, key, this, [this, round = m_round](const StoredKey& stored) {
        if (round == m_round)
            showKey(stored);
    });
}

void ResponderFields::forgetKey() {
    m_key->clear();
    const Result<QUrl> base = endpointBase(m_address->text());
    if (!base)
        return;
    m_keys.write(*base, {}, this, [this, round = m_round](const StoredKey& stored) {
        if (round == m_round)
            showKey(stored);
    });
}

void ResponderFields::showKey(const StoredKey& key) {
    const QString problem = format::oneLine(key.problem);
    switch (key.place) {
    case StoredKey::Place::Keyring: m_keyPlace->setText(tr("The key is in the desktop's keyring.")); break;
    case StoredKey::Place::Memory:
        m_keyPlace->setText(problem.isEmpty() ? tr("The key is in memory alone, until the Observatory ends.")
                                              : tr("The desktop's keyring cannot be used, so that the key is in memory "
                                                   "alone, until the Observatory ends. The keyring says: %1")
                                                    .arg(problem));
        break;
    case StoredKey::Place::None:
        m_keyPlace->setText(problem.isEmpty()
                                ? tr("No key is kept for this server.")
                                : tr("No key: the desktop's keyring cannot be used. It says: %1").arg(problem));
        break;
    }
}

void ResponderFields::withKey(std::function<void(const QUrl& base, const std::string& key)> next) {
    takeAddress();
    takeKey();
    const Result<QUrl> base = endpointBase(m_address->text());
    if (!base)
        return say(Tone::Bad, textOf(base.error()));
    say(Tone::Neutral, tr("Asking %1…").arg(hostAndPort(*base)));
    m_keys.read(*base, this, [this, base = *base, round = m_round, next = std::move(next)](const StoredKey& stored) {
        if (round != m_round)
            return;
        // Where a key was just entered, the keyring said already what it has to say.
        if (stored.place != StoredKey::Place::None)
            showKey(stored);
        next(base, stored.value);
    });
}

void ResponderFields::listModels() {
    withKey([this](const QUrl& base, const std::string& key) { askForModels(base, key, [] {}); });
}

void ResponderFields::askForModels(const QUrl& base, const std::string& key, std::function<void()> next) {
    Endpoint endpoint;
    endpoint.base = base;
    endpoint.key = key;
    m_models.ask(endpoint,
                 [this, round = m_round, next = std::move(next)](const Result<std::vector<ListedModel>>& models) {
                     if (round != m_round)
                         return;
                     takeModels(models);
                     if (models && !models->empty())
                         next();
                 });
}

void ResponderFields::takeModels(const Result<std::vector<ListedModel>>& models) {
    if (!models)
        return say(Tone::Bad, textOf(models.error()));
    const QString before = m_model->currentText();
    m_dialects.clear();
    {
        const QSignalBlocker blocker(m_model);
        m_model->clear();
        for (const ListedModel& model : *models) {
            const QString name = format::oneLine(model.name);
            // A name that cannot be shown as it is cannot be chosen by it either.
            if (name != model.name)
                continue;
            m_dialects[name] = model.dialect;
            m_model->addItem(name);
        }
        m_model->setEditText(QString());
    }
    const bool isListed = m_dialects.count(before) > 0;
    m_model->setCurrentText(isListed || models->empty() || !before.isEmpty() ? before : m_model->itemText(0));
    say(models->empty() ? Tone::Bad : Tone::Good,
        models->empty()
            ? tr("The server answers, but lists no model.")
            : tr("The server answers and lists %1.").arg(format::counted(models->size(), format::Noun::Model)));
}

void ResponderFields::findServers() {
    while (QLayoutItem* old = m_found->takeAt(0)) {
        old->widget()->deleteLater();
        delete old;
    }
    m_find->setEnabled(false);
    say(Tone::Neutral, tr("Asking this computer…"));
    m_models.find(m_localServers, [this](const std::vector<FoundServer>& found) { takeFound(found); });
}

void ResponderFields::takeFound(const std::vector<FoundServer>& found) {
    m_find->setEnabled(true);
    if (found.empty()) {
        QStringList where;
        for (const LocalServer& server : m_localServers)
            where += tr("%1 at port %2").arg(server.name).arg(server.base.port());
        say(Tone::Bad, tr("No server answers on this computer. Looked for: %1.").arg(where.join(tr(", "))));
        return;
    }
    for (const FoundServer& server : found) {
        auto* button = plainButton(tr("Use %1 at %2, with %3")
                                       .arg(server.server.name, hostAndPort(server.server.base),
                                            format::counted(server.models.size(), format::Noun::Model)));
        connect(button, &QPushButton::clicked, this, [this, server] { use(server); });
        m_found->addWidget(button, 0, Qt::AlignLeft);
    }
    say(Tone::Good, tr("Found: choose the one that is to answer."));
}

void ResponderFields::use(const FoundServer& server) {
    m_address->setText(server.server.base.toString());
    takeAddress();
    takeModels(server.models);
}

void ResponderFields::testConnection() {
    withKey([this](const QUrl& base, const std::string& key) {
        // Whoever chose no model is given the first that the server lists.
        if (m_model->currentText().trimmed().isEmpty())
            askForModels(base, key, [this, key] { testWith(key); });
        else
            testWith(key);
    });
}

void ResponderFields::testWith(const std::string& key) {
    const Result<Endpoint> endpoint = endpointOf(entered(), key);
    if (!endpoint)
        return say(Tone::Bad, textOf(endpoint.error()));
    say(Tone::Neutral, tr("Asking %1 at %2…").arg(endpoint->model, hostAndPort(endpoint->base)));
    m_testButton->setText(tr("Stop"));
    m_test.start(*endpoint, [this, model = endpoint->model](const Result<std::chrono::milliseconds>& firstWord) {
        m_testButton->setText(tr("Test connection"));
        if (!firstWord)
            return say(Tone::Bad, textOf(firstWord.error()));
        const double seconds = std::chrono::duration<double>(*firstWord).count();
        say(Tone::Good, tr("It works: the first word of %1 came after %2.").arg(model, format::duration(seconds)));
    });
}

void ResponderFields::stopTest() {
    m_test.cancel();
    m_testButton->setText(tr("Test connection"));
    say(Tone::Neutral, {});
}

void ResponderFields::say(Tone tone, const QString& text) {
    const char* name = tone == Tone::Good ? "good" : tone == Tone::Bad ? "bad" : "dim";
    setTone(*m_said, name);
    m_said->setText(text);
    if (!text.isEmpty())
        emit said(m_said);
}

} // namespace moie::ui
