// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/demonstration.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <QDate>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <moie/base/clock.h>

#include "app/demo/demo_simulation.h"

namespace moie::ui {

namespace {

// Takes itself away again unless it gets its name.
class UnfinishedDirectory {
public:
    // Made beside the directory that it is to become; the path is empty where it cannot be, and errno says why.
    explicit UnfinishedDirectory(const std::filesystem::path& wanted) {
        std::string pattern = wanted.string() + ".unfinished-XXXXXX";
        if (::mkdtemp(pattern.data()) != nullptr)
            m_path = pattern;
    }
    ~UnfinishedDirectory() {
        std::error_code ignored; // the directory's name says what is left
        if (!m_path.empty())
            std::filesystem::remove_all(m_path, ignored);
    }
    UnfinishedDirectory(const UnfinishedDirectory&) = delete;
    UnfinishedDirectory& operator=(const UnfinishedDirectory&) = delete;

    const std::string& path() const { return m_path; }
    bool finish(const std::filesystem::path& wanted) {
        if (::rename(m_path.c_str(), wanted.c_str()) != 0)
            return false;
        m_path.clear();
        return true;
    }

private:
    std::string m_path;
};

Result<> makeIn(const std::filesystem::path& directory, const std::function<bool(double share)>& progress) {
    const auto cannot = [&](int why) {
        return tl::unexpected(errorFromErrno("cannot make the directory", directory.string(), why));
    };
    std::error_code failure;
    std::filesystem::create_directories(directory.parent_path(), failure);
    if (failure)
        return cannot(failure.value());
    UnfinishedDirectory unfinished(directory);
    if (unfinished.path().empty())
        return cannot(errno);
    demo::Options options;
    options.end = systemClock().now();
    const auto sessions = static_cast<double>(options.sessions);
    const auto entries = demo::simulate(
        unfinished.path(), options, [&](std::size_t done) { return progress(static_cast<double>(done) / sessions); });
    if (!entries)
        return tl::unexpected(entries.error());
    if (!unfinished.finish(directory))
        return cannot(errno);
    return {};
}

} // namespace

Demonstration::Demonstration(QObject* parent) : QObject(parent) {}

Demonstration::~Demonstration() {
    join();
}

QString Demonstration::defaultDirectory() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/moie-observatory/demonstration-") + QDate::currentDate().toString(Qt::ISODate);
}

void Demonstration::make(const QString& directory) {
    join();
    m_directory = directory;
    if (QFileInfo(directory).isDir()) {
        emit made(directory);
        return;
    }
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_thread = std::thread([this, directory, run = m_run, cancelled = m_cancelled] {
        const Result<> result = makeIn(QFile::encodeName(directory).toStdString(), [&](double share) {
            QMetaObject::invokeMethod(this, [this, run, share] {
                if (run == m_run)
                    emit progressed(share);
            });
            return !*cancelled;
        });
        QMetaObject::invokeMethod(this, [this, run, result] { finish(run, result); });
    });
}

void Demonstration::cancel() {
    ++m_run;
    if (m_thread.joinable())
        *m_cancelled = true;
}

void Demonstration::join() {
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

// The thread's last word.
void Demonstration::finish(unsigned run, const Result<>& result) {
    if (run != m_run)
        return;
    m_thread.join();
    if (result)
        emit made(m_directory);
    else
        emit failed(result.error());
}

} // namespace moie::ui
