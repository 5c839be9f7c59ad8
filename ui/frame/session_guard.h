// SPDX-License-Identifier: GPL-3.0-or-later
// Sees to it that nothing is lost of the session that a window holds: says what cannot be logged for as long as that
// lasts, and has the session end in order before the window closes.
#pragma once

#include <cstdint>

#include <QObject>

#include <moie/base/result.h>

class QWidget;

namespace moie::ui {

class LiveSession;
class NoticeBar;

class SessionGuard : public QObject {
    Q_OBJECT

public:
    // Belongs to the window, whose close() it calls once the session has ended.
    SessionGuard(LiveSession& session, NoticeBar& notice, QWidget& window);

    // Asks first where something that was said could not be written yet.
    void askToClose();
    // False: not yet. The user is asked as above; the end of the desktop's session or a signal is not, since nobody may
    // be there to answer.
    bool mayClose(bool byUser);

private:
    void showLogging();
    void showPrivacy(const Error& notice);
    void takeEnd(std::uint64_t lostEntries);

    LiveSession& m_session;
    NoticeBar& m_notice;
    QWidget& m_window;
    bool m_closing = false; // when the session has ended
};

} // namespace moie::ui
