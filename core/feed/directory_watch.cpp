// SPDX-License-Identifier: MIT
#include <moie/feed/directory_watch.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#endif

namespace moie {

DirectoryWatch::DirectoryWatch(std::string directory, bool useNotifications) : m_directory(std::move(directory)) {
    int ends[2] = {-1, -1};
    if (::pipe(ends) == 0) {
        for (const int end : ends) {
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
            ::fcntl(end, F_SETFL, O_NONBLOCK);
        }
        m_wakeRead = ends[0];
        m_wakeWrite = ends[1];
    }
#ifdef __linux__
    if (useNotifications)
        m_notifications = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
#else
    static_cast<void>(useNotifications);
#endif
}

DirectoryWatch::~DirectoryWatch() {
    for (const int descriptor : {m_wakeRead, m_wakeWrite, m_notifications})
        if (descriptor >= 0)
            ::close(descriptor);
}

void DirectoryWatch::setDirectories(const std::vector<std::string>& directories) {
#ifdef __linux__
    if (m_notifications < 0)
        return;
    const std::set<std::string> wanted(directories.begin(), directories.end());
    for (auto known = m_byDirectory.begin(); known != m_byDirectory.end();) {
        if (wanted.contains(known->first)) {
            ++known;
            continue;
        }
        ::inotify_rm_watch(m_notifications, known->second);
        m_watches.erase(known->second);
        known = m_byDirectory.erase(known);
    }
    m_isNotified = true;
    for (const std::string& relative : directories) {
        const std::string path = relative.empty() ? m_directory : m_directory + "/" + relative;
        // Asked again for a known directory too: it may be another one under the same name.
        const int watch = ::inotify_add_watch(m_notifications, path.c_str(),
                                              IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                                  IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
        if (watch < 0) {
            m_isNotified = false; // the limit of watches is reached, or the directory went
            continue;
        }
        m_watches[watch] = relative;
        m_byDirectory[relative] = watch;
    }
#else
    static_cast<void>(directories);
#endif
}

void DirectoryWatch::readNotifications(Hints& hints) {
#ifdef __linux__
    alignas(inotify_event) std::array<char, 64 * 1024> buffer;
    while (true) {
        const ssize_t length = ::read(m_notifications, buffer.data(), buffer.size());
        if (length <= 0)
            return;
        for (ssize_t at = 0; at < length;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            const auto watched = m_watches.find(event->wd);
            if ((event->mask & IN_IGNORED) != 0 && watched != m_watches.end()) {
                if (const auto known = m_byDirectory.find(watched->second);
                    known != m_byDirectory.end() && known->second == event->wd)
                    m_byDirectory.erase(known);
                m_watches.erase(watched);
                hints.namesChanged = true;
                continue;
            }
            if ((event->mask & IN_MODIFY) == 0 || watched == m_watches.end() || event->len == 0) {
                hints.namesChanged = true;
                continue;
            }
            hints.written.insert(watched->second.empty() ? std::string(event->name)
                                                         : watched->second + "/" + event->name);
        }
    }
#else
    static_cast<void>(hints);
#endif
}

DirectoryWatch::Hints DirectoryWatch::wait(Duration most) {
    std::array<pollfd, 2> descriptors{{{m_wakeRead, POLLIN, 0}, {m_notifications, POLLIN, 0}}};
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(std::max(most, Duration(0)));
    ::poll(descriptors.data(), descriptors.size(), static_cast<int>(std::min<long long>(milliseconds.count(), 60'000)));
    std::array<char, 64> ignored;
    while (::read(m_wakeRead, ignored.data(), ignored.size()) > 0) {
    }
    Hints hints;
    if (m_notifications >= 0)
        readNotifications(hints);
    return hints;
}

void DirectoryWatch::wake() {
    // A full pipe wakes as well as one more byte would.
    static_cast<void>(!::write(m_wakeWrite, "w", 1));
}

} // namespace moie
