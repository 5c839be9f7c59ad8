// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStringList>
#include <QVBoxLayout>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/door.h"

namespace moie::ui {
namespace {

QLabel* plainLabel(QWidget* parent, TextStyle style, const QString& text = {}) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::font(style));
    return label;
}

} // namespace

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent), m_layout(new QVBoxLayout(this)), m_header(new QHBoxLayout),
      m_title(plainLabel(this, TextStyle::Title, title)), m_badge(plainLabel(this, TextStyle::Small)),
      m_subtitle(plainLabel(this, TextStyle::Small)) {
    setProperty("card", true);
    setAccessibleName(title);
    m_badge->setProperty("chip", true);
    m_badge->hide();
    m_subtitle->setProperty("tone", QStringLiteral("dim"));
    m_subtitle->setWordWrap(true);
    m_subtitle->hide();

    m_layout->setContentsMargins(Theme::length(14), Theme::length(11), Theme::length(14), Theme::length(11));
    m_layout->setSpacing(Theme::length(2));
    m_title->setMinimumHeight(m_badge->sizeHint().height());
    m_header->addWidget(m_title, 1);
    m_header->addWidget(m_badge);
    m_layout->addLayout(m_header);
    m_layout->addWidget(m_subtitle);
}

void Card::setTitle(const QString& title) {
    m_title->setText(title);
    setAccessibleName(title);
}

void Card::setSubtitle(const QString& text, const QString& explanation) {
    m_subtitle->setText(text);
    m_explanation = explanation;
    explain();
    m_subtitle->setVisible(!text.isEmpty());
}

void Card::setBadge(const QString& text, const QString& explanation) {
    m_badge->setText(text);
    m_badge->setToolTip(format::toolTip(explanation));
    m_badge->setVisible(!text.isEmpty());
}

void Card::setCorner(QWidget* widget) {
    m_header->addWidget(widget);
}

void Card::setDoor(const QString& hint) {
    m_door = hint;
    showDoor(*this, !hint.isEmpty());
    explain();
    setAccessibleDescription(hint);
}

void Card::setDefinition(const QString& text) {
    m_definition = text;
    explain();
}

void Card::explain() {
    const auto say = [](QLabel* label, QStringList lines) {
        lines.removeAll(QString());
        label->setToolTip(lines.isEmpty() ? QString() : format::toolTip(lines.join(QLatin1Char('\n'))));
    };
    say(m_title, {m_definition, m_door});
    say(m_subtitle, {m_explanation.isEmpty() ? m_definition : m_explanation});
}

void Card::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_door.isEmpty() && opensDoor(*this, *event))
        emit opened();
    else
        QFrame::mouseReleaseEvent(event);
}

void Card::keyPressEvent(QKeyEvent* event) {
    if (!m_door.isEmpty() && opensDoor(*this, *event))
        emit opened();
    else
        QFrame::keyPressEvent(event);
}

void Card::addHeader(QWidget* widget) {
    m_layout->addWidget(widget);
}

void Card::setContent(QWidget* widget) {
    m_layout->addSpacing(Theme::length(4));
    m_layout->addWidget(widget, 1);
}

} // namespace moie::ui
