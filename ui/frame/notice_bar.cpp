// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/theme/theme.h"

namespace moie::ui {

NoticeBar::NoticeBar(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_icon(new QLabel(this)), m_text(new QLabel(this)),
      m_progress(new QProgressBar(this)), m_actions(new QHBoxLayout) {
    setObjectName(QStringLiteral("noticeBar"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(Theme::length(140));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(6), Theme::length(16), Theme::length(6));
    layout->setSpacing(Theme::length(10));
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addLayout(m_actions);
    m_actions->setSpacing(Theme::length(8));
    connect(&theme, &Theme::themeChanged, this, &NoticeBar::showTone);
    hide();
}

void NoticeBar::show(Tone tone, const QString& text, const std::vector<Action>& actions) {
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    m_progress->setVisible(tone == Tone::Busy);
    m_progress->setRange(0, 0);
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        // One of them may be the button that is being pressed.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](const QString& name, const std::function<void()>& what) {
        auto* button = new QPushButton(name, this);
        connect(button, &QPushButton::clicked, this, what);
        m_actions->addWidget(button);
    };
    for (const auto& [name, what] : actions)
        add(name, what);
    if (tone == Tone::Good || tone == Tone::Bad)
        add(tr("Close"), [this] {
            hide();
            emit closed();
        });
    showTone();
    QFrame::show();
}

void NoticeBar::dismiss() {
    if (m_tone != Tone::Busy)
        hide();
}

void NoticeBar::setProgress(int percent) {
    m_progress->setRange(0, 100);
    m_progress->setValue(percent);
}

QString NoticeBar::text() const {
    return m_text->text();
}

void NoticeBar::showTone() {
    const int size = Theme::length(16);
    const auto icon = [&] {
        switch (m_tone) {
        case Tone::Bad:
        case Tone::Lasting: return m_theme.icon(QStringLiteral("alert"), ColorRole::BadText);
        case Tone::Busy: return m_theme.icon(QStringLiteral("report"));
        case Tone::Hint: return m_theme.icon(QStringLiteral("clock"));
        case Tone::Good: break;
        }
        return m_theme.icon(QStringLiteral("check"), ColorRole::GoodText);
    }();
    m_icon->setPixmap(icon.pixmap(QSize(size, size)));
}

} // namespace moie::ui
