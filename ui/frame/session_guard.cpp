// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/session_guard.h"

#include <QMessageBox>
#include <QPushButton>

#include "ui/frame/notice_bar.h"
#include "ui/live/live_session.h"
#include "ui/pages/held_turn_texts.h"
#include "ui/theme/format.h"

namespace moie::ui {

SessionGuard::SessionGuard(LiveSession& session, NoticeBar& notice, QWidget& window)
    : QObject(&window), m_session(session), m_notice(notice), m_window(window) {
    connect(&session, &LiveSession::loggingChanged, this, &SessionGuard::showLogging);
    connect(&session, &LiveSession::privacyNoticed, this, &SessionGuard::showPrivacy);
    connect(&session, &LiveSession::ended, this, &SessionGuard::takeEnd);
}

void SessionGuard::showLogging() {
    if (m_session.logging().isFailing())
        m_notice.show(NoticeBar::Tone::Lasting, loggingText(m_session.logging()));
    else
        m_notice.show(NoticeBar::Tone::Good, tr("The session is logged again; nothing that waited is missing."));
}

void SessionGuard::showPrivacy(const Error& notice) {
    if (m_notice.isHidden())
        m_notice.show(NoticeBar::Tone::Bad, format::oneLine(QString::fromStdString(notice.describe())));
}

void SessionGuard::takeEnd(std::uint64_t lostEntries) {
    if (m_closing) {
        m_window.close();
        return;
    }
    m_notice.hide();
    if (lostEntries > 0)
        m_notice.show(NoticeBar::Tone::Bad,
                      tr("The session has ended, and %1 not in the log: they could not be written.")
                          .arg(format::counted(lostEntries, format::Noun::EntryIs)));
}

void SessionGuard::askToClose() {
    if (m_session.state() == LiveSession::State::None || !m_session.logging().isFailing()) {
        m_window.close();
        return;
    }
    auto* question = new QMessageBox(
        QMessageBox::Warning, tr("Close the window"),
        tr("A session is being held here, and %1 waiting to be written. They are lost when the window closes now.")
            .arg(format::counted(m_session.logging().waiting, format::Noun::EntryIs)),
        QMessageBox::Cancel, &m_window);
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* lose = question->addButton(tr("Close and lose them"), QMessageBox::DestructiveRole);
    connect(lose, &QPushButton::clicked, &m_window, &QWidget::close);
    question->open();
}

bool SessionGuard::mayClose(bool byUser) {
    if (m_session.state() == LiveSession::State::None)
        return true;
    if (byUser && m_session.logging().isFailing() && !m_closing) {
        askToClose();
        return false;
    }
    m_closing = true;
    m_session.end();
    return false;
}

} // namespace moie::ui
