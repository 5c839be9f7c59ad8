// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/status_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStringList>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

// The state once more as a colour; the words stand beside it.
class HealthDot : public QWidget {
public:
    HealthDot(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
        setFixedSize(Theme::length(9), Theme::length(9));
        connect(&theme, &Theme::themeChanged, this, [this] { update(); });
    }

    void setHealth(StatusTexts::Health health) {
        m_health = health;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        static constexpr ColorRole roles[] = {ColorRole::Idle, ColorRole::Good, ColorRole::Warn, ColorRole::Bad};
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colors()[roles[static_cast<std::size_t>(m_health)]]);
        painter.drawEllipse(rect());
    }

private:
    const Theme& m_theme;
    StatusTexts::Health m_health = StatusTexts::Health::Idle;
};

StatusBar::StatusBar(const Theme& theme, QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("statusBar"));
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(4), Theme::length(16), Theme::length(4));
    layout->setSpacing(Theme::length(7));
    // What is shown follows from the width, not the other way round.
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);

    m_dot = new HealthDot(theme, this);
    layout->addWidget(m_dot);
    m_watching = addLabel();
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(Theme::length(110));
    m_progress->setAccessibleName(tr("Loading"));
    layout->addWidget(m_progress);
    m_loadAction = new QPushButton(this);
    m_loadAction->setProperty("link", true);
    m_loadAction->setFont(Theme::font(TextStyle::Small));
    layout->addWidget(m_loadAction);
    connect(m_loadAction, &QPushButton::clicked, this, [this] {
        if (m_texts.action == StatusTexts::Action::CancelLoad)
            emit cancelWanted();
        else
            emit resumeWanted();
    });
    layout->addSpacing(Theme::length(9));
    m_entries = addLabel();
    layout->addSpacing(Theme::length(9));
    m_sessions = addLabel();
    layout->addSpacing(Theme::length(9));
    m_notes = addLabel();
    m_notesLink = new QPushButton(tr("show"), this);
    m_notesLink->setProperty("link", true);
    m_notesLink->setFont(Theme::font(TextStyle::Small));
    layout->addWidget(m_notesLink);
    connect(m_notesLink, &QPushButton::clicked, this, &StatusBar::notesWanted);
    layout->addSpacing(Theme::length(9));
    m_alerts = new QPushButton(this);
    m_alerts->setProperty("chip", true);
    m_alerts->setFont(Theme::font(TextStyle::Small));
    m_alerts->setToolTip(format::toolTip(tr("Alerts of what came in; press to list them")));
    m_alerts->hide();
    layout->addWidget(m_alerts);
    connect(m_alerts, &QPushButton::clicked, this, &StatusBar::alertsWanted);
    m_hidden = new QPushButton(tr("Texts hidden"), this);
    m_hidden->setProperty("chip", true);
    m_hidden->setFont(Theme::font(TextStyle::Small));
    m_hidden->setToolTip(format::toolTip(tr("Conversations are covered. Press to show them again (Ctrl+H).")));
    m_hidden->setAccessibleDescription(tr("Press to show them again"));
    m_hidden->hide();
    layout->addWidget(m_hidden);
    connect(m_hidden, &QPushButton::clicked, this, &StatusBar::textsWanted);
    layout->addStretch(1);
    m_right = addLabel();
    setTexts(statusTexts(nullptr, -1, unknownTime));
}

QLabel* StatusBar::addLabel() {
    auto* label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("tone", QStringLiteral("dim"));
    label->setFont(Theme::font(TextStyle::Small));
    layout()->addWidget(label);
    return label;
}

void StatusBar::setTexts(const StatusTexts& texts) {
    m_texts = texts;
    m_dot->setHealth(texts.health);
    m_watching->setText(texts.watching);
    m_watching->setToolTip(texts.watchingDetail.isEmpty() ? QString() : format::toolTip(texts.watchingDetail));
    m_progress->setVisible(texts.percent >= 0);
    m_progress->setValue(texts.percent);
    m_loadAction->setVisible(texts.action != StatusTexts::Action::None);
    m_loadAction->setText(texts.action == StatusTexts::Action::CancelLoad ? tr("Cancel") : tr("Load the rest"));
    m_entries->setText(texts.entries);
    m_sessions->setText(texts.sessions);
    m_notes->setText(texts.notes.isEmpty() ? QString() : texts.notes + QStringLiteral(" ·"));
    m_notesLink->setAccessibleName(tr("Show: %1").arg(texts.notes));
    fit();
}

void StatusBar::setTextsHidden(bool hidden) {
    m_hidden->setVisible(hidden);
    fit();
}

void StatusBar::setAlerts(std::size_t count, std::optional<Time> silentUntil) {
    const QString alerts = tr("Alerts: %1").arg(format::count(count));
    m_alerts->setText(silentUntil ? tr("%1, silent until %2").arg(alerts, format::clock(*silentUntil)) : alerts);
    m_alerts->setVisible(count > 0 || silentUntil.has_value());
    fit();
}

void StatusBar::fit() {
    const QStringList all{m_texts.rate, m_texts.lastEntry, m_texts.zone};
    const auto joined = [](QStringList parts) {
        parts.removeAll(QString());
        return parts.join(QStringLiteral(" · "));
    };
    m_right->setToolTip(format::toolTip(joined(all)));
    // From everything to the state alone, whichever is the first to fit.
    const QStringList rights[] = {all, {m_texts.lastEntry, m_texts.zone}, {m_texts.zone}, {}, {}, {}, {}};
    int step = 0;
    for (const QStringList& right : rights) {
        m_right->setText(joined(right));
        m_right->setVisible(!m_right->text().isEmpty());
        // At last the state is left to the dot, and to its tool tip.
        m_watching->setVisible(step < 6 || (m_hidden->isHidden() && m_alerts->isHidden()));
        m_sessions->setVisible(step < 4 && !m_texts.sessions.isEmpty());
        m_entries->setVisible(step < 5 && !m_texts.entries.isEmpty());
        m_notes->setVisible(!m_texts.notes.isEmpty());
        m_notesLink->setVisible(!m_texts.notes.isEmpty());
        layout()->invalidate();
        if (layout()->sizeHint().width() <= width())
            return;
        ++step;
    }
}

void StatusBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

} // namespace moie::ui
