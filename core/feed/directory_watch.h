// SPDX-License-Identifier: MIT
// Waits for something to happen in directories. What it says is a hint only: the truth is looked up in the file system.
// Where the operating system has no notifications, or none left, it waits for the time alone and says so.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <moie/base/time.h>

namespace moie {

class DirectoryWatch {
public:
    DirectoryWatch(std::string directory, bool useNotifications);
    ~DirectoryWatch();
    DirectoryWatch(const DirectoryWatch&) = delete;
    DirectoryWatch& operator=(const DirectoryWatch&) = delete;

    // Watches these directories (relative to the directory) and no others.
    void setDirectories(const std::vector<std::string>& directories);
    // Whether every directory is watched by notifications.
    bool isNotified() const { return m_isNotified; }

    struct Hints {
        std::set<std::string> written; // relative paths of files that were written to
        bool namesChanged = false;     // files or directories came, went or were renamed, or hints were lost
        bool empty() const { return written.empty() && !namesChanged; }
        void merge(Hints more) {
            written.merge(more.written);
            namesChanged = namesChanged || more.namesChanged;
        }
    };
    // Returns as soon as there is a hint, wake() is called or the time has passed.
    Hints wait(Duration most);
    // From any thread.
    void wake();

private:
    void readNotifications(Hints& hints);

    std::string m_directory;
    int m_wakeRead = -1;
    int m_wakeWrite = -1;
    int m_notifications = -1;
    std::map<int, std::string> m_watches; // watch to relative directory
    std::map<std::string, int> m_byDirectory;
    bool m_isNotified = false;
};

} // namespace moie
