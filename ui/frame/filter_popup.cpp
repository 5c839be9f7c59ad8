// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/filter_popup.h"

#include <algorithm>

#include <QLabel>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/widgets/plain_label.h"

namespace moie::ui {

namespace {

constexpr int mostRowsShown = 9;
constexpr double leastWidth = 340; // design pixels
constexpr double leastWideWidth = 760;
constexpr double windowMargin = 8;

const char* toneName(FilterPopup::Tone tone) {
    switch (tone) {
    case FilterPopup::Tone::Plain: break;
    case FilterPopup::Tone::Remark: return "warn";
    case FilterPopup::Tone::Wrong: return "bad";
    }
    return "dim";
}

} // namespace

FilterPopup::FilterPopup(const Theme& theme, QWidget* window)
    : QFrame(window), m_note(new QLabel(this)), m_list(new ChoiceList(theme, tr("Completions"), this)) {
    setProperty("popup", true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setFont(Theme::font(TextStyle::Small));
    m_note->setContentsMargins(Theme::length(10), Theme::length(6), Theme::length(10), Theme::length(6));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_list);
    hide();
}

void FilterPopup::present(const QWidget& below, const QString& note, Tone tone, std::vector<Choice> choices,
                          Width width) {
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setTone(*m_note, toneName(tone));
    m_list->setVisible(!choices.empty());
    m_list->setChoices(std::move(choices));
    if (m_list->choices().empty() && note.isEmpty()) {
        hide();
        return;
    }
    place(below, width);
    show();
    raise();
}

QString FilterPopup::note() const {
    return m_note->isHidden() ? QString() : m_note->text();
}

void FilterPopup::place(const QWidget& below, Width wanted) {
    const QWidget* window = parentWidget();
    const int margin = Theme::length(windowMargin);
    const int width =
        std::min(std::max(below.width(), Theme::length(wanted == Width::Wide ? leastWideWidth : leastWidth)),
                 window->width() - 2 * margin);
    QPoint at = below.mapTo(window, QPoint(0, below.height() + Theme::length(2)));
    at.setX(std::clamp(at.x(), margin, std::max(margin, window->width() - margin - width)));
    const int rows = std::min(mostRowsShown, static_cast<int>(m_list->choices().size()));
    m_list->setFixedHeight(m_list->heightFor(rows));
    int height = 2 + (rows > 0 ? m_list->height() : 0);
    if (!m_note->isHidden())
        height += m_note->heightForWidth(width - 2);
    setGeometry(QRect(at, QSize(width, std::min(height, window->height() - at.y() - margin))));
}

} // namespace moie::ui
