// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/keyring.h"

#include <atomic>

#include <QCoreApplication>
#include <QThread>

#include <qt6keychain/keychain.h>

namespace moie::ui {

namespace {

const QString service = QStringLiteral("moie-observatory");

QThread* keyringThread = nullptr; // as long as there is an application

void endThread() {
    keyringThread->quit();
    keyringThread->wait();
    delete keyringThread;
    keyringThread = nullptr;
}

} // namespace

Keyring& Keyring::ofTheDesktop() {
    static Keyring keyring;
    if (!keyringThread) {
        keyringThread = new QThread;
        keyringThread->setObjectName(QStringLiteral("keyring"));
        keyring.moveToThread(keyringThread);
        keyringThread->start();
        qAddPostRoutine(endThread);
    }
    return keyring;
}

quint64 Keyring::ask(Wish wish, const QString& name, const QString& value) {
    static std::atomic<quint64> last{0};
    const quint64 number = ++last;
    QMetaObject::invokeMethod(this, [=, this] { work(number, wish, name, value); });
    return number;
}

void Keyring::work(quint64 number, Wish wish, const QString& name, const QString& value) {
    // Jobs delete themselves. Libraries below call back into them, so that nothing else may end one.
    QKeychain::Job* job = nullptr;
    if (wish == Wish::Read) {
        job = new QKeychain::ReadPasswordJob(service);
    } else if (wish == Wish::Write) {
        auto* writing = new QKeychain::WritePasswordJob(service);
        writing->setTextData(value);
        job = writing;
    } else {
        job = new QKeychain::DeletePasswordJob(service);
    }
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, this, [this, number](QKeychain::Job* done) {
        if (done->error() == QKeychain::NoError) {
            const auto* reading = qobject_cast<QKeychain::ReadPasswordJob*>(done);
            emit answered(number, reading ? reading->textData() : QString(), {});
        } else if (done->error() == QKeychain::EntryNotFound) {
            emit answered(number, {}, {});
        } else {
            const QString words = done->errorString();
            emit answered(number, {}, words.isEmpty() ? tr("there is none") : words);
        }
    });
    job->start();
}

} // namespace moie::ui
