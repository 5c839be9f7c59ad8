// SPDX-License-Identifier: GPL-3.0-or-later
// Notifications of the desktop (org.freedesktop.Notifications over D-Bus). Texts hold figures and times only, never
// text of the logs: a desktop may keep them, show them on a locked screen, or read markup in them. GUI thread; never
// waits.
#pragma once

#include <functional>
#include <optional>

#include <QDBusConnection>
#include <QObject>
#include <QString>

class QDBusPendingCallWatcher;

namespace moie::ui {

class DesktopNotifier : public QObject {
    Q_OBJECT

public:
    // The bus is asked for with the first notification: where none is wanted, none is looked for.
    explicit DesktopNotifier(std::function<QDBusConnection()> bus, QObject* parent = nullptr);

    // Takes the place of the one before, where that is still there. `opened` is called where the user presses it.
    // `urgent` ones stay until they are dismissed.
    void notify(const QString& title, const QString& text, bool urgent, std::function<void()> opened);
    // Takes back what is there, or is on its way there.
    void withdraw();

signals:
    void shown();
    // It was not shown, and why: there is no session bus, or nobody on it who shows notifications.
    void failed(const QString& why);
    // None is there: it was pressed, dismissed, withdrawn, taken away by the desktop, or never shown.
    void closed();

private slots:
    void takeAction(uint id, const QString& action);
    void takeClosed(uint id, uint reason);

private:
    QDBusConnection* bus();
    void close(uint id);
    void takeReply(QDBusPendingCallWatcher* call, std::function<void()> opened);
    void fail(const QString& why);

    std::function<QDBusConnection()> m_findBus;
    std::optional<QDBusConnection> m_bus;
    const QDBusPendingCallWatcher* m_asked = nullptr; // for the last one, until it is answered or withdrawn
    uint m_shown = 0; // the number that the desktop gave to the last one; 0: it is not there
    std::function<void()> m_opened;
};

} // namespace moie::ui
