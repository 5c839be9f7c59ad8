// SPDX-License-Identifier: GPL-3.0-or-later
// A session bus of the test's own, with or without the desktop's keyring on it; the user's own are not touched. To be
// made before the application and to end after it: GLib ends a process whose session bus is gone.
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace moie::test {

class PrivateKeyring {
public:
    enum class Service { Running, None };

    explicit PrivateKeyring(Service service) {
        m_bus.start(QStringLiteral("dbus-daemon"), {"--session", "--print-address", "--nofork", "--nopidfile"});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
            return;
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        for (const char* other : {"XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "GNOME_DESKTOP_SESSION_ID",
                                  "KDE_FULL_SESSION", "GNOME_KEYRING_CONTROL"})
            qunsetenv(other);
        if (service == Service::None) {
            m_ready = true;
            return;
        }
        // Where it keeps its files; a password that is given makes the first keyring.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("data")));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.path());
        m_keyring.setProcessEnvironment(environment);
        m_keyring.setProcessChannelMode(QProcess::MergedChannels);
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"), {"--foreground", "--unlock", "--components=secrets"});
        if (!m_keyring.waitForStarted())
            return;
        m_keyring.write("password of the keyring");
        m_ready = m_keyring.waitForBytesWritten();
        m_keyring.closeWriteChannel();
    }
    ~PrivateKeyring() {
        for (QProcess* process : {&m_keyring, &m_bus}) {
            process->terminate();
            process->waitForFinished();
        }
    }

    bool isReady() const { return m_ready; }
    QString files() const { return m_home.path(); }

private:
    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
    bool m_ready = false;
};

} // namespace moie::test
