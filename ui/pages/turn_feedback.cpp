// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/turn_feedback.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/pages/held_turn_texts.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

TurnFeedback::TurnFeedback(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_rows(new QHBoxLayout(this)), m_judging(new QHBoxLayout),
      m_name(new QLabel(this)),
      m_good(addRating(tr("Good"), QStringLiteral("thumb-up"), tr("This reply was good"), true)),
      m_bad(addRating(tr("Bad"), QStringLiteral("thumb-down"), tr("This reply was bad"), false)),
      m_falseAlarm(addRemark(tr("False alarm"), engine::Remark::FalseAlarm)),
      m_missed(addRemark(tr("Missed"), engine::Remark::Missed)), m_more(new QPushButton(tr("More…"), this)),
      m_anew(new QPushButton(this)) {
    m_name->setTextFormat(Qt::PlainText);
    m_name->setFont(Theme::font(TextStyle::Small));
    m_name->setProperty("tone", QStringLiteral("dim"));
    m_more->setToolTip(tr("Feedback with a strength, a note, and the barrier that it is about"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(Theme::length(5));
    m_rows->addLayout(m_judging, 1);
    m_rows->addWidget(m_anew, 0, Qt::AlignRight);
    m_judging->setSpacing(Theme::length(5));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_name, m_good, m_bad, m_falseAlarm, m_missed, m_more})
        m_judging->addWidget(widget);
    m_judging->addStretch(1);
    connect(m_more, &QPushButton::clicked, this, &TurnFeedback::moreWanted);
    connect(m_anew, &QPushButton::clicked, this, &TurnFeedback::anewWanted);
    connect(&theme, &Theme::themeChanged, this, &TurnFeedback::showIcons);
    showIcons();
}

QToolButton* TurnFeedback::addRating(const QString& name, const QString& icon, const QString& explanation, bool good) {
    auto* button = new QToolButton(this);
    button->setObjectName(icon);
    button->setCheckable(true);
    button->setAccessibleName(name);
    button->setToolTip(format::toolTip(explanation));
    // What is given stays given.
    connect(button, &QToolButton::clicked, this, [this, button, good](bool checked) {
        button->setChecked(true);
        if (checked)
            emit given({.good = good});
    });
    return button;
}

QPushButton* TurnFeedback::addRemark(const QString& name, engine::Remark remark) {
    auto* button = new QPushButton(name, this);
    connect(button, &QPushButton::clicked, this, [this, remark] { emit given({.remark = remark}); });
    return button;
}

void TurnFeedback::showIcons() {
    const int size = Theme::length(15);
    for (QToolButton* button : {m_good, m_bad}) {
        button->setIcon(m_theme.icon(button->objectName()));
        button->setIconSize({size, size});
    }
}

void TurnFeedback::setTurn(const HeldTurn& turn, std::size_t number, bool isLast, bool isOpen) {
    const bool over = turn.stage != HeldTurn::Stage::Answering;
    m_name->setText(tr("Turn %1").arg(format::count(number)));
    m_good->setChecked(turn.good == std::optional(true));
    m_bad->setChecked(turn.good == std::optional(false));
    // Without a reply there is nothing to say it of.
    const bool canJudge = isOpen && over && !turn.response.isEmpty();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_good, m_bad, m_more})
        widget->setEnabled(canJudge);
    showRemarks(turn, canJudge);
    m_anew->setText(turn.stage == HeldTurn::Stage::Answered ? tr("Answer anew") : tr("Try again"));
    m_anew->setEnabled(isOpen && over && isLast);
    fit();
}

void TurnFeedback::showRemarks(const HeldTurn& turn, bool canJudge) {
    // The same remark twice would move the threshold twice.
    m_falseAlarm->setEnabled(canJudge && turn.nearest && !turn.holdsRemark(engine::Remark::FalseAlarm));
    m_missed->setEnabled(canJudge && turn.nearest && !turn.holdsRemark(engine::Remark::Missed));
    QString falseAlarm = tr("The engine did not judge this reply: More… names the barrier that a remark is about");
    QString missed = falseAlarm;
    if (turn.nearest) {
        const QString name = dimensionName(turn.nearest->dimension);
        falseAlarm = tr("The engine found fault with what is none: the threshold of %1 is lowered").arg(name);
        missed = tr("The engine let something pass that it should not: the threshold of %1 is raised").arg(name);
    }
    m_falseAlarm->setToolTip(format::toolTip(falseAlarm));
    m_missed->setToolTip(format::toolTip(missed));
}

int TurnFeedback::widthOf(std::initializer_list<const QWidget*> widgets) const {
    int width = m_rows->spacing() * static_cast<int>(widgets.size() - 1);
    for (const QWidget* widget : widgets)
        width += widget->sizeHint().width();
    return width;
}

// As if the remarks were hidden and there were two rows, so that there can be little enough room for that.
QSize TurnFeedback::minimumSizeHint() const {
    const int width = std::max(widthOf({m_name, m_good, m_bad, m_more}), m_anew->sizeHint().width());
    return {width, m_rows->minimumSize().height()};
}

void TurnFeedback::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

// With less room, remarks are behind "More…" alone; with still less, what answers anew is below.
void TurnFeedback::fit() {
    const bool all = width() >= widthOf({m_name, m_good, m_bad, m_falseAlarm, m_missed, m_more, m_anew});
    m_falseAlarm->setVisible(all);
    m_missed->setVisible(all);
    const bool oneRow = all || width() >= widthOf({m_name, m_good, m_bad, m_more, m_anew});
    m_rows->setDirection(oneRow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace moie::ui
