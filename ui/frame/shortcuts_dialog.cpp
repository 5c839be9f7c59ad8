// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/shortcuts_dialog.h"

#include <algorithm>

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QStringList>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

constexpr double dialogHeight = 560; // design pixels

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        keys += sequence.toString(QKeySequence::NativeText);
    return keys.join(ShortcutsDialog::tr(" or "));
}

QLabel* plainText(const QString& text, TextStyle style) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::font(style));
    return label;
}

void addSection(QGridLayout& grid, const Commands::Section& section) {
    const auto hasKeys = [](const QAction* action) { return !action->shortcut().isEmpty(); };
    if (std::none_of(section.actions.begin(), section.actions.end(), hasKeys))
        return;
    if (grid.rowCount() > 1)
        grid.setRowMinimumHeight(grid.rowCount(), Theme::length(10));
    grid.addWidget(plainText(section.title, TextStyle::Title), grid.rowCount(), 0, 1, 2);
    for (const QAction* action : section.actions) {
        if (!hasKeys(action))
            continue;
        const int row = grid.rowCount();
        grid.addWidget(plainText(action->text(), TextStyle::Body), row, 0);
        QLabel* keys = plainText(keysOf(*action), TextStyle::Small);
        keys->setProperty("chip", true);
        grid.addWidget(keys, row, 1, Qt::AlignRight);
    }
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const std::vector<Commands::Section>& sections, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* contents = new QWidget;
    contents->setObjectName(QStringLiteral("pageContents"));
    auto* grid = new QGridLayout(contents);
    grid->setContentsMargins(0, 0, Theme::length(10), 0);
    grid->setHorizontalSpacing(Theme::length(32));
    grid->setVerticalSpacing(Theme::length(5));
    for (const Commands::Section& section : sections)
        addSection(*grid, section);
    grid->setRowStretch(grid->rowCount(), 1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(contents);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(contents->sizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->setSpacing(Theme::length(10));
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    const int room = parent ? parent->height() - Theme::length(60) : Theme::length(dialogHeight);
    resize(sizeHint().width(), std::min(Theme::length(dialogHeight), room));
}

} // namespace moie::ui
