// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/session_start.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/widgets/plain_label.h"

namespace moie::ui {

SessionStart::SessionStart(QWidget* parent)
    : QWidget(parent), m_introduction(wrappedLabel({}, TextStyle::Small, "dim", this)),
      m_responder(new QComboBox(this)), m_start(new QPushButton(tr("Start session"), this)),
      m_explanation(wrappedLabel({}, TextStyle::Small, "dim", this)), m_settings(new QPushButton(tr("Settings"), this)),
      m_close(new QPushButton(tr("Close"), this)), m_problem(wrappedLabel({}, TextStyle::Small, "bad", this)) {
    m_responder->setAccessibleName(tr("Who answers"));
    m_responder->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_responder->setMinimumContentsLength(8);
    m_settings->setProperty("link", true);
    m_settings->setToolTip(tr("Enter a server with a language model, or another one"));
    m_start->setProperty("primary", true);
    m_close->setToolTip(tr("Leaves the room to the newest turns"));
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::length(8));
    row->addWidget(m_responder, 1);
    row->addWidget(m_start);
    auto* below = new QHBoxLayout;
    below->setSpacing(Theme::length(8));
    below->addWidget(m_explanation, 1);
    auto* doors = new QHBoxLayout;
    doors->setSpacing(Theme::length(8));
    doors->addWidget(m_settings);
    doors->addWidget(m_close);
    below->addLayout(doors);
    below->setAlignment(doors, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Theme::length(4), 0, 0);
    layout->setSpacing(Theme::length(6));
    layout->addWidget(m_introduction);
    layout->addLayout(row);
    layout->addLayout(below);
    layout->addWidget(m_problem);
    m_problem->hide();
    m_close->hide();
    connect(m_start, &QPushButton::clicked, this, &SessionStart::startWanted);
    connect(m_settings, &QPushButton::clicked, this, &SessionStart::settingsWanted);
    connect(m_responder, &QComboBox::activated, this, &SessionStart::responderChosen);
    connect(m_close, &QPushButton::clicked, this, &SessionStart::closeWanted);
}

void SessionStart::setResponders(const QStringList& names, int chosen, const QString& explanation, bool canAnswer) {
    m_responder->clear();
    m_responder->addItems(names);
    m_responder->setCurrentIndex(chosen);
    m_explanation->setText(explanation);
    setTone(*m_explanation, canAnswer ? "dim" : "warn");
    m_canAnswer = canAnswer;
    setFocusProxy(canAnswer ? static_cast<QWidget*>(m_start) : m_responder);
    showWhatCanBeDone();
}

void SessionStart::setIntroduction(const QString& text) {
    m_introduction->setText(text);
}

void SessionStart::setProblem(const QString& text) {
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void SessionStart::setClosable(bool closable) {
    m_close->setVisible(closable);
    m_start->setText(closable ? tr("Start another") : tr("Start session"));
}

void SessionStart::setBusy(bool busy) {
    m_busy = busy;
    showWhatCanBeDone();
}

void SessionStart::showWhatCanBeDone() {
    m_responder->setEnabled(!m_busy);
    m_close->setEnabled(!m_busy);
    m_start->setEnabled(m_canAnswer && !m_busy);
}

} // namespace moie::ui
