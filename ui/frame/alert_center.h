// SPDX-License-Identifier: GPL-3.0-or-later
// Brings alerts before the user: a notice in the window, a notification of the desktop, and a list of the last ones.
// Silenced for a while, only the list goes on. GUI thread.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include <QObject>
#include <QTimer>

#include "ui/frame/desktop_notifier.h"
#include "ui/workspace/alert_watch.h"

namespace moie::ui {

class NoticeBar;
class Workspace;

class AlertCenter : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostKept = 200; // older ones are forgotten
    // The desktop is told of what came in between at once, in one notification.
    static constexpr Duration notifyEvery = std::chrono::seconds(10);

    // Workspace and notice must outlive it.
    AlertCenter(Workspace& workspace, NoticeBar& notice, std::function<QDBusConnection()> bus,
                QObject* parent = nullptr);

    // As they are in the settings now.
    void takeRules();
    // Newest first.
    const std::deque<Alert>& alerts() const { return m_alerts; }
    const AlertRules& rules() const { return m_watch.rules(); }
    void clear();

    void silenceFor(Duration time);
    void endSilence();
    // None while alerts are not silenced.
    std::optional<Time> silentUntil() const;
    // Why the desktop shows none of them; empty where it does, or was not asked yet.
    QString desktopProblem() const { return m_desktopProblem; }

    // The turn on the Sessions page; the window comes to the front.
    void open(const Alert& alert);

signals:
    void changed();
    void listWanted();
    void windowWanted();

private:
    // Alerts that one notification tells of.
    struct Told {
        std::size_t count = 0;
        bool urgent = false;
    };

    void look();
    void startAfresh();
    void take(const std::vector<Alert>& alerts);
    void showNotice(const QString& text, const Alert& newest);
    void notifyDesktop(Duration elapsed);
    void takeDesktopSuccess();
    void takeDesktopFailure(const QString& why);

    Workspace& m_workspace;
    NoticeBar& m_notice;
    DesktopNotifier m_desktop;
    AlertWatch m_watch;
    QTimer m_soon; // a snapshot came, and will be looked at
    QTimer m_quiet;
    std::deque<Alert> m_alerts;
    std::optional<Time> m_silentUntil;
    Told m_onDesktop;                        // told, or tried to, since none was there
    std::vector<Alert> m_forDesktop;         // not told yet, oldest first
    std::optional<Duration> m_lastNotifying; // by the monotonic clock
    QString m_desktopProblem;
};

} // namespace moie::ui
