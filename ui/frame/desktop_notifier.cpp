// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/desktop_notifier.h"

#include <utility>

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QVariantMap>

namespace moie::ui {

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString objectPath = QStringLiteral("/org/freedesktop/Notifications");
const QString defaultAction = QStringLiteral("default");

constexpr int asTheDesktopLikes = -1; // how long it is shown
constexpr uchar normalUrgency = 1;
constexpr uchar criticalUrgency = 2;

} // namespace

DesktopNotifier::DesktopNotifier(std::function<QDBusConnection()> bus, QObject* parent)
    : QObject(parent), m_findBus(std::move(bus)) {}

// Null where there is none.
QDBusConnection* DesktopNotifier::bus() {
    if (!m_bus) {
        m_bus = m_findBus();
        m_bus->connect(service, objectPath, service, QStringLiteral("ActionInvoked"), this,
                       SLOT(takeAction(uint, QString)));
        m_bus->connect(service, objectPath, service, QStringLiteral("NotificationClosed"), this,
                       SLOT(takeClosed(uint, uint)));
    }
    return m_bus->isConnected() ? &*m_bus : nullptr;
}

void DesktopNotifier::notify(const QString& title, const QString& text, bool urgent, std::function<void()> opened) {
    QDBusConnection* desktop = bus();
    if (!desktop) {
        fail(tr("there is no session bus"));
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(service, objectPath, service, QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(urgent ? criticalUrgency : normalUrgency)},
                            {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}};
    call << QGuiApplication::applicationDisplayName() << m_shown << QString() << title << text
         << QStringList{defaultAction, tr("Show")} << hints << asTheDesktopLikes;
    auto* watcher = new QDBusPendingCallWatcher(desktop->asyncCall(call), this);
    m_asked = watcher;
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, opened = std::move(opened)](QDBusPendingCallWatcher* done) { takeReply(done, opened); });
}

void DesktopNotifier::takeReply(QDBusPendingCallWatcher* call, std::function<void()> opened) {
    const QDBusPendingReply<uint> reply = *call;
    call->deleteLater();
    // Withdrawn since, or another was asked for before the desktop had given this one its number.
    if (call != m_asked) {
        if (!reply.isError() && reply.value() != m_shown)
            close(reply.value());
        return;
    }
    m_asked = nullptr;
    if (reply.isError()) {
        fail(reply.error().message());
        return;
    }
    m_shown = reply.value();
    m_opened = std::move(opened);
    emit shown();
}

// One of before may still be there.
void DesktopNotifier::fail(const QString& why) {
    if (m_shown == 0)
        emit closed();
    emit failed(why);
}

void DesktopNotifier::close(uint id) {
    if (QDBusConnection* desktop = bus()) {
        QDBusMessage call =
            QDBusMessage::createMethodCall(service, objectPath, service, QStringLiteral("CloseNotification"));
        desktop->asyncCall(call << id);
    }
}

void DesktopNotifier::withdraw() {
    m_asked = nullptr;
    if (m_shown != 0)
        close(m_shown);
    takeClosed(m_shown, 0);
}

void DesktopNotifier::takeAction(uint id, const QString& action) {
    if (id != m_shown || action != defaultAction || !m_opened)
        return;
    const std::function<void()> opened = std::move(m_opened);
    takeClosed(id, 0);
    opened();
}

void DesktopNotifier::takeClosed(uint id, uint) {
    if (id != m_shown)
        return;
    m_shown = 0;
    m_opened = nullptr;
    emit closed();
}

} // namespace moie::ui
