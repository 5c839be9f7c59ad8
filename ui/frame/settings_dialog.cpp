// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/settings_dialog.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/frame/frame_state.h"
#include "ui/frame/theme_choice.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"

namespace moie::ui {

SettingsDialog::SettingsDialog(Settings& settings, Theme& theme, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Settings"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->setSpacing(Theme::length(8));
    auto* heading = new QLabel(tr("Theme"));
    heading->setFont(Theme::font(TextStyle::Title));
    layout->addWidget(heading);

    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the desktop")},
                                                       {ThemeChoice::Light, tr("Light")},
                                                       {ThemeChoice::Dark, tr("Dark")}};
    for (const auto& [choice, name] : choices) {
        auto* button = new QRadioButton(name);
        button->setChecked(theme.choice() == choice);
        connect(button, &QRadioButton::clicked, this, [&settings, &theme, wanted = choice] {
            settings.setTheme(nameOf(wanted));
            theme.setChoice(wanted);
        });
        layout->addWidget(button);
        if (button->isChecked())
            button->setFocus();
    }

    layout->addSpacing(Theme::length(8));
    const auto addNote = [&](const QString& text) {
        auto* note = new QLabel(text);
        note->setTextFormat(Qt::PlainText);
        note->setProperty("tone", QStringLiteral("dim"));
        note->setFont(Theme::font(TextStyle::Small));
        note->setWordWrap(true);
        note->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(note);
    };
    addNote(tr("The theme, the window's size, and the recent directories with their time ranges and last visits are "
               "kept in %1. Logs are read and never changed, and no network connection is opened.")
                .arg(shownPath(settings.file())));
    addNote(tr("%1 %2, free software under the GNU General Public License 3 or later.")
                .arg(QApplication::applicationDisplayName(), QApplication::applicationVersion()));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addSpacing(Theme::length(6));
    layout->addWidget(buttons);
    setMinimumWidth(Theme::length(380));
}

} // namespace moie::ui
