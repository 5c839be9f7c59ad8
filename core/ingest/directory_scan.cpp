// SPDX-License-Identifier: MIT
#include <moie/ingest/directory_scan.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <set>
#include <sys/stat.h>

#include <moie/files/decoder.h>

namespace moie {

namespace {

FileIdentity identityOf(const struct stat& status) {
    return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

Time toTime(const timespec& time) {
    return Time(std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec));
}

FoundFile foundAs(const std::string& path, const struct stat& status) {
#ifdef __APPLE__
    const timespec& modified = status.st_mtimespec;
    const timespec& changed = status.st_ctimespec;
#else
    const timespec& modified = status.st_mtim;
    const timespec& changed = status.st_ctim;
#endif
    return {path, identityOf(status), static_cast<std::uint64_t>(status.st_size), toTime(modified), toTime(changed)};
}

class Scan {
public:
    explicit Scan(std::string root) : m_root(std::move(root)) {}

    Result<DirectoryListing> run() {
        struct stat status {};
        if (::stat(m_root.c_str(), &status) != 0)
            return tl::unexpected(errorFromErrno("cannot open the log directory", m_root, errno));
        if (!S_ISDIR(status.st_mode))
            return tl::unexpected(Error{ErrorCode::NotADirectory, "is a file; a log directory is needed", m_root, {}});
        m_seen.insert(identityOf(status));
        if (auto listed = list(""); !listed)
            return tl::unexpected(listed.error());
        // Links come after all real names, so that a file is known by its own path.
        for (std::size_t i = 0; i < m_links.size(); ++i)
            follow(m_links[i]);
        std::sort(m_listing.files.begin(), m_listing.files.end(),
                  [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
        return std::move(m_listing);
    }

private:
    std::string absolute(const std::string& relative) const {
        return relative.empty() ? m_root : m_root + "/" + relative;
    }

    Result<> list(const std::string& relative) {
        const std::string path = absolute(relative);
        const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(path.c_str()), ::closedir);
        if (!handle)
            return tl::unexpected(errorFromErrno("cannot list the directory", path, errno));
        m_listing.directories.push_back(relative);
        std::vector<std::string> names;
        errno = 0;
        while (const dirent* entry = ::readdir(handle.get())) {
            const std::string name = entry->d_name;
            if (name != "." && name != "..")
                names.push_back(name);
            errno = 0;
        }
        if (errno != 0)
            m_listing.problems.push_back(errorFromErrno("cannot list all of the directory", path, errno));
        std::sort(names.begin(), names.end());
        for (const std::string& name : names)
            visit(relative.empty() ? name : relative + "/" + name);
        return {};
    }

    void visit(const std::string& relative) {
        struct stat status {};
        if (::lstat(absolute(relative).c_str(), &status) != 0) {
            if (errno != ENOENT) // else it went since it was listed
                m_listing.problems.push_back(errorFromErrno("cannot examine", absolute(relative), errno));
            return;
        }
        if (S_ISLNK(status.st_mode))
            m_links.push_back(relative);
        else
            take(relative, status);
    }

    void take(const std::string& relative, const struct stat& status) {
        const bool isLog = S_ISREG(status.st_mode) && isLogName(relative);
        if (!isLog && !S_ISDIR(status.st_mode))
            return;
        // A hard link to a file already found, or a loop.
        if (!m_seen.insert(identityOf(status)).second)
            return;
        if (isLog) {
            m_listing.files.push_back(foundAs(relative, status));
        } else if (auto listed = list(relative); !listed) {
            m_listing.problems.push_back(listed.error());
        }
    }

    void follow(const std::string& relative) {
        const std::unique_ptr<char, decltype(&std::free)> target(::realpath(absolute(relative).c_str(), nullptr),
                                                                 std::free);
        if (!m_realRoot)
            m_realRoot.reset(::realpath(m_root.c_str(), nullptr));
        if (!target || !m_realRoot)
            return;
        const std::string inside = std::string(m_realRoot.get()) + "/";
        struct stat status {};
        if (std::string_view(target.get()).starts_with(inside) && ::stat(target.get(), &status) == 0)
            take(relative, status);
    }

    std::string m_root;
    std::unique_ptr<char, decltype(&std::free)> m_realRoot{nullptr, std::free};
    std::set<FileIdentity> m_seen;
    std::vector<std::string> m_links;
    DirectoryListing m_listing;
};

} // namespace

bool isLogName(std::string_view name) {
    return withoutCompression(name).ends_with(".jsonl");
}

Result<DirectoryListing> scanDirectory(const std::string& directory) {
    return Scan(directory).run();
}

std::optional<DirectoryIdentity> identityOfDirectory(const std::string& directory) {
    struct stat status {};
    if (::stat(directory.c_str(), &status) != 0)
        return std::nullopt;
    DirectoryIdentity identity{identityOf(status), unknownTime};
#ifdef STATX_BTIME
    struct statx extended {};
    if (::statx(AT_FDCWD, directory.c_str(), 0, STATX_BTIME, &extended) == 0 && (extended.stx_mask & STATX_BTIME) != 0)
        identity.born = Time(std::chrono::seconds(extended.stx_btime.tv_sec) + Duration(extended.stx_btime.tv_nsec));
#endif
    return identity;
}

Result<FoundFile> examineFile(const std::string& directory, const std::string& path) {
    const std::string absolute = directory + "/" + path;
    struct stat status {};
    if (::stat(absolute.c_str(), &status) != 0)
        return tl::unexpected(errorFromErrno("cannot examine the file", absolute, errno));
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(Error{ErrorCode::InvalidArgument, "is no regular file", absolute, {}});
    return foundAs(path, status);
}

} // namespace moie
