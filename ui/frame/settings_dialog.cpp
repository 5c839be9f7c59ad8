// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/settings_dialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <moie/base/calendar.h>
#include <moie/cache/cache_directory.h>

#include "ui/frame/alert_fields.h"
#include "ui/frame/frame_state.h"
#include "ui/frame/responder_fields.h"
#include "ui/frame/theme_choice.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_views.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

constexpr double settingsWidth = 560; // design pixels
constexpr double settingsHeight = 620;
const char* const themeProperty = "theme";

void addHeading(QVBoxLayout& column, const QString& text) {
    if (column.count() > 0)
        column.addSpacing(Theme::length(10));
    auto* heading = new QLabel(text);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(Theme::font(TextStyle::Title));
    column.addWidget(heading);
}

void addNote(QVBoxLayout& column, const QString& text) {
    column.addWidget(noteLabel(text));
}

} // namespace

SettingsDialog::SettingsDialog(Workspace& workspace, Theme& theme, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_theme(theme) {
    setWindowTitle(tr("Settings"));
    QScrollArea* scroll = scrolledColumn(this);
    auto* column = new QVBoxLayout(scroll->widget());
    column->setContentsMargins(0, 0, Theme::length(12), 0);
    column->setSpacing(Theme::length(6));
    addTheme(*column);
    addReading(*column);
    addResponder(*column);
    addAlerts(*column);
    addRemembered(*column);
    column->addStretch();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* restore = buttons->addButton(tr("Restore defaults"), QDialogButtonBox::ResetRole);
    connect(restore, &QPushButton::clicked, this, &SettingsDialog::restoreDefaults);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // Enter in a field must not press the first button of the dialog.
    for (QPushButton* button : buttons->findChildren<QPushButton*>() + scroll->findChildren<QPushButton*>())
        button->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->setSpacing(Theme::length(10));
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    const QSize wanted(Theme::length(settingsWidth), Theme::length(settingsHeight));
    // An answer may stand below what is in view, and has its room in the next turn of the event loop.
    connect(
        m_responder, &ResponderFields::said, scroll, [scroll](QWidget* where) { scroll->ensureWidgetVisible(where); },
        Qt::QueuedConnection);
    resize(parent ? wanted.boundedTo(parent->size() - QSize(Theme::length(24), Theme::length(48))) : wanted);
}

void SettingsDialog::addTheme(QVBoxLayout& column) {
    addHeading(column, tr("Theme"));
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the desktop")},
                                                       {ThemeChoice::Light, tr("Light")},
                                                       {ThemeChoice::Dark, tr("Dark")}};
    for (const auto& [choice, name] : choices) {
        auto* button = new QRadioButton(name);
        button->setProperty(themeProperty, nameOf(choice));
        button->setChecked(m_theme.choice() == choice);
        connect(button, &QRadioButton::clicked, this, [this, wanted = choice] {
            m_workspace.settings().setTheme(nameOf(wanted));
            m_theme.setChoice(wanted);
        });
        column.addWidget(button);
        if (button->isChecked())
            button->setFocus();
    }
}

void SettingsDialog::addReading(QVBoxLayout& column) {
    addHeading(column, tr("Reading"));
    const QString zone = QString::fromStdString(zoneName(m_workspace.clock().now()));
    addNote(column,
            tr("Times are shown in %1: the time zone of this computer, or the one that the environment variable TZ "
               "names.")
                .arg(zone));
    addIndex(column);
    addNote(column, tr("Logs are read and never changed. No network connection is opened, but to the server that you "
                       "name or look for below."));
}

void SettingsDialog::addIndex(QVBoxLayout& column) {
    const auto caches = userCacheOptions();
    if (!caches)
        return;
    m_index = new QCheckBox(tr("Open large logs faster: keep what was parsed"));
    m_index->setChecked(m_workspace.settings().keepsIndex());
    connect(m_index, &QCheckBox::toggled, this, [this](bool on) { m_workspace.settings().setKeepsIndex(on); });
    column.addWidget(m_index);
    addNote(column,
            tr("Of directories from %1 on, from the next opening: figures, ids, messages of entries and error texts, "
               "but nothing of what was said. In %2, which only you can read; at most %3.")
                .arg(format::bytes(caches->worthFrom), shownPath(QString::fromStdString(caches->directory)),
                     format::bytes(caches->most)));
    addForgetting(column, tr("What was kept of all logs"), [caches = *caches]() mutable {
        caches.most = 0;
        trimCaches(caches, {});
    });
}

void SettingsDialog::addResponder(QVBoxLayout& column) {
    addHeading(column, tr("Live sessions"));
    addNote(column, tr("Who answers in a session that you hold on the page Live, from the next one on."));
    m_responder = new ResponderFields(m_workspace.settings(), m_workspace.keys());
    column.addWidget(m_responder);
}

void SettingsDialog::addAlerts(QVBoxLayout& column) {
    addHeading(column, tr("Alerts"));
    addNote(column, tr("Of what happens while the log is followed, each once. A turn counts when nothing can be added "
                       "to it any more, at the latest when it was quiet for a minute."));
    m_alerts = new AlertFields;
    m_alerts->setRules(m_workspace.settings().alertRules(), m_workspace.settings().desktopAlerts());
    connect(m_alerts, &AlertFields::changed, this, [this] {
        m_workspace.settings().setAlertRules(m_alerts->rules());
        m_workspace.settings().setDesktopAlerts(m_alerts->desktop());
        emit alertRulesChanged();
    });
    column.addWidget(m_alerts);
}

void SettingsDialog::addRemembered(QVBoxLayout& column) {
    addHeading(column, tr("Remembered"));
    addForgetting(column, tr("Recent directories, their time ranges and last visits"), [this] {
        m_workspace.settings().forgetDirectories(m_workspace.directory());
        emit recentsForgotten();
    });
    addForgetting(column, tr("Filters that were used"), [this] { m_workspace.settings().forgetFilters(); });
    addNote(column, tr("These, the saved views and the settings above are kept in %1, which only you can read.")
                        .arg(shownPath(m_workspace.settings().file())));
    addNote(column, tr("%1 %2, free software under the GNU General Public License 3 or later.")
                        .arg(QApplication::applicationDisplayName(), QApplication::applicationVersion()));
}

void SettingsDialog::addForgetting(QVBoxLayout& column, const QString& text, const std::function<void()>& forget) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    auto* button = new QPushButton(tr("Forget"));
    button->setAccessibleName(tr("Forget: %1").arg(text));
    connect(button, &QPushButton::clicked, this, [button, forget] {
        forget();
        button->setText(tr("Forgotten"));
        button->setEnabled(false);
    });
    auto* row = new QHBoxLayout;
    row->addWidget(label, 1);
    row->addWidget(button);
    column.addLayout(row);
}

void SettingsDialog::restoreDefaults() {
    m_workspace.settings().setTheme(nameOf(ThemeChoice::System));
    m_theme.setChoice(ThemeChoice::System);
    for (QRadioButton* button : findChildren<QRadioButton*>()) {
        if (button->property(themeProperty).isValid())
            button->setChecked(button->property(themeProperty).toString() == nameOf(ThemeChoice::System));
    }
    m_workspace.setTextsHidden(false);
    if (m_index)
        m_index->setChecked(true);
    m_alerts->setRules({}, true);
    m_workspace.settings().setAlertRules({});
    m_workspace.settings().setDesktopAlerts(true);
    emit alertRulesChanged();
    m_workspace.settings().setResponder({});
    m_responder->reload();
}

} // namespace moie::ui
