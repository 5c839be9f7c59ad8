// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's keyring, on the one thread of the program that talks to it: QtKeychain's queue belongs to the thread
// that asks first. Made when it is first wanted, ended with the application. Functions may be called from any thread.
#pragma once

#include <QObject>
#include <QString>

namespace moie::ui {

class Keyring : public QObject {
    Q_OBJECT

public:
    enum class Wish : unsigned char { Read, Write, Remove };

    // Needs an application.
    static Keyring& ofTheDesktop();

    // A number for answered(). `value` is what is to be written. The keyring may ask the user for its password first.
    quint64 ask(Wish wish, const QString& name, const QString& value = {});

signals:
    // From the keyring's thread. `problem` is empty where it did what was asked, or where there is nothing by that
    // name.
    void answered(quint64 number, const QString& value, const QString& problem);

private:
    Keyring() = default;
    void work(quint64 number, Wish wish, const QString& name, const QString& value);
};

} // namespace moie::ui
