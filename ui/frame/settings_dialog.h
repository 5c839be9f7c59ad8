// SPDX-License-Identifier: GPL-3.0-or-later
// The application's settings; each takes effect at once.
#pragma once

#include <QDialog>

namespace moie::ui {

class Settings;
class Theme;

class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(Settings& settings, Theme& theme, QWidget* parent = nullptr);
};

} // namespace moie::ui
