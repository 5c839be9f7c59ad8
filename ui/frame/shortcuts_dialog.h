// SPDX-License-Identifier: GPL-3.0-or-later
// All keys, by group, as the commands have them.
#pragma once

#include <vector>

#include <QDialog>

#include "ui/frame/commands.h"

namespace moie::ui {

class ShortcutsDialog : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(const std::vector<Commands::Section>& sections, QWidget* parent = nullptr);
};

} // namespace moie::ui
