// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/command_palette.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/frame/choice_list.h"
#include "ui/frame/fuzzy_match.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

constexpr double paletteWidth = 560; // design pixels
constexpr double fromTheTop = 64;
constexpr double fromTheSides = 12;
constexpr int mostCommandsShown = 12;

} // namespace

CommandPalette::CommandPalette(const Theme& theme, QWidget* window)
    : QFrame(window), m_field(new QLineEdit(this)), m_list(new ChoiceList(theme, tr("Commands"), this)) {
    setProperty("popup", true);
    m_field->setPlaceholderText(tr("A page, a command, a directory, a saved view, or the beginning of a session's id"));
    m_field->setAccessibleName(tr("Command"));
    m_field->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(8), Theme::length(8), Theme::length(8), Theme::length(8));
    layout->setSpacing(Theme::length(6));
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_list, &ChoiceList::chosen, this, &CommandPalette::run);
    connect(m_list, &ChoiceList::selectionMoved, this, [this](int row) {
        if (row >= 0)
            m_field->setAccessibleDescription(m_list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
    });
    hide();
}

void CommandPalette::open(std::vector<PaletteEntry> entries, Search search) {
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_entries = std::move(entries);
    m_search = std::move(search);
    m_field->clear();
    find({});
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::find(const QString& typed) {
    std::vector<std::pair<int, const PaletteEntry*>> scored;
    for (const PaletteEntry& entry : m_entries) {
        if (const auto score = fuzzyScore(typed, entry.text))
            scored.emplace_back(*score, &entry);
    }
    if (!typed.trimmed().isEmpty())
        std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_found.clear();
    for (const auto& [score, entry] : scored)
        m_found.push_back(*entry);
    for (PaletteEntry& entry : m_search(typed.trimmed()))
        m_found.push_back(std::move(entry));
    std::vector<Choice> choices;
    for (const PaletteEntry& entry : m_found)
        choices.push_back({entry.text, entry.detail, false});
    if (choices.empty())
        choices.push_back({tr("Nothing has such a name"), {}, false});
    m_list->setChoices(std::move(choices));
    if (!m_found.empty())
        m_list->select(0);
    place();
}

void CommandPalette::run(int row) {
    if (row < 0 || row >= static_cast<int>(m_found.size()))
        return;
    const std::function<void()> run = m_found[static_cast<std::size_t>(row)].run;
    leave();
    run();
}

void CommandPalette::leave() {
    // Not to whatever comes next in the order of the tab key, as when it is hidden with the focus.
    if (m_before && m_field->hasFocus())
        m_before->setFocus(Qt::OtherFocusReason);
    else
        m_field->clearFocus();
    hide();
    m_before.clear();
}

void CommandPalette::place() {
    const QWidget* window = parentWidget();
    const int width = std::min(Theme::length(paletteWidth), window->width() - 2 * Theme::length(fromTheSides));
    const int rows = std::min(mostCommandsShown, static_cast<int>(m_list->choices().size()));
    const int top = std::min(Theme::length(fromTheTop), window->height() / 8);
    const int around = m_field->sizeHint().height() + layout()->spacing() + layout()->contentsMargins().top() +
                       layout()->contentsMargins().bottom();
    const int room = window->height() - top - around - Theme::length(fromTheSides);
    m_list->setFixedHeight(std::min(m_list->heightFor(rows), room));
    setGeometry((window->width() - width) / 2, top, width, around + m_list->height());
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        hide();
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    switch (key.key()) {
    case Qt::Key_Escape: leave(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(m_list->selected()); return true;
    default: return m_list->takeKey(key) || QFrame::eventFilter(watched, event);
    }
}

} // namespace moie::ui
