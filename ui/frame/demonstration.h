// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a demonstration directory on a thread of its own. It is there whole or not at all: it is written under another
// name first. GUI thread; only the destructor, and a make() right after a cancel(), wait for a session to be written.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include <QObject>
#include <QString>

#include <moie/base/result.h>

namespace moie::ui {

class Demonstration : public QObject {
    Q_OBJECT

public:
    explicit Demonstration(QObject* parent = nullptr);
    ~Demonstration() override;

    // Below XDG_DATA_HOME, another one each day: its sessions end on the day on which it is made.
    static QString defaultDirectory();

    // Of one that is there already nothing is changed: it is made() at once.
    void make(const QString& directory);
    // Tells neither made() nor failed().
    void cancel();
    bool isRunning() const { return m_thread.joinable() && !*m_cancelled; }

signals:
    void progressed(double share); // 0…1
    void made(const QString& directory);
    void failed(const moie::Error& error);

private:
    void finish(unsigned run, const Result<>& result);
    void join();

    std::thread m_thread;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    unsigned m_run = 0; // what an earlier one still has to say is passed over
    QString m_directory;
};

} // namespace moie::ui
