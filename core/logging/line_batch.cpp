// SPDX-License-Identifier: MIT
#include <moie/logging/line_batch.h>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace moie {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

// Without O_NONBLOCK a FIFO in the file's place would stop the writer until somebody reads.
int openForAppending(const std::string& path) {
    int number = -1;
    do
        number = ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    while (number < 0 && errno == EINTR);
    return number;
}

std::string parentOf(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? std::string(".") : path.substr(0, slash == 0 ? 1 : slash);
}

// Whether the file's last line has no newline.
Result<bool> isTorn(int file, const std::string& path) {
    struct stat status = {};
    if (::fstat(file, &status) != 0)
        return tl::unexpected(errorFromErrno("cannot examine the log file", path, errno));
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(Error{ErrorCode::Io, "not a regular file, nothing is written to it", path, std::nullopt});
    if (status.st_size == 0)
        return false;
    char last = '\n';
    ssize_t count = 0;
    do
        count = ::pread(file, &last, 1, status.st_size - 1);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return tl::unexpected(errorFromErrno("cannot read the end of the log file", path, errno));
    return count == 1 && last != '\n';
}

} // namespace

void LineBatch::add(std::string_view line) {
    m_text += line;
    m_ends.push_back(m_text.size());
}

Result<> LineBatch::appendTo(const std::string& path) {
    int number = openForAppending(path);
    if (number < 0 && errno == ENOENT) {
        if (auto made = makeDirectories(parentOf(path)); !made)
            return made;
        number = openForAppending(path);
    }
    const Descriptor file(number);
    if (!file.isOpen())
        return tl::unexpected(errorFromErrno("cannot open the log file", path, errno));
    return writeTo(file.number(), path);
}

Result<> LineBatch::writeTo(int file, const std::string& path) {
    while (!done()) {
        const Result<bool> torn = isTorn(file, path);
        if (!torn)
            return tl::unexpected(torn.error());
        const std::string_view bytes = rest(*torn);
        if (bytes.empty()) {
            m_newlineOwed = false; // somebody else closed the line
            break;
        }
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            return tl::unexpected(errorFromErrno("cannot write to the log file", path, errno));
        if (count > 0)
            advance(bytes.substr(0, static_cast<std::size_t>(count)));
    }
    return {};
}

std::string_view LineBatch::rest(bool newlineFirst) const {
    const std::size_t start = m_first == 0 ? 1 : m_ends[m_first - 1];
    return std::string_view(m_text).substr(newlineFirst ? start - 1 : start);
}

void LineBatch::advance(std::string_view written) {
    const auto position = static_cast<std::size_t>(written.data() - m_text.data()) + written.size();
    m_newlineOwed = false;
    while (m_first < m_ends.size() && m_ends[m_first] <= position)
        ++m_first;
    if (m_first < m_ends.size() && m_ends[m_first] - 1 == position) {
        ++m_first;
        m_newlineOwed = true;
    }
}

Result<> makeDirectories(const std::string& path) {
    struct stat status = {};
    if (::stat(path.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return {};
        return tl::unexpected(errorFromErrno("cannot make the log directory", path, ENOTDIR));
    }
    if (errno == ENOENT && parentOf(path) != path) {
        if (auto made = makeDirectories(parentOf(path)); !made)
            return made;
    }
    if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST)
        return {};
    return tl::unexpected(errorFromErrno("cannot make the log directory", path, errno));
}

} // namespace moie
