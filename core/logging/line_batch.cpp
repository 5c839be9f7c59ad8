// SPDX-License-Identifier: MIT
#include <moie/logging/line_batch.h>

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace moie {

namespace {

constexpr std::size_t mostKept = std::size_t{1} << 20; // of memory for lines to come
constexpr int directoryLevels = 3;                     // a category's, the log directory, the one that it is in

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

std::string parentOf(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? std::string(".") : path.substr(0, slash == 0 ? 1 : slash);
}

// Calls until no signal interrupts it.
template <typename Call>
auto uninterrupted(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

} // namespace

void LineBatch::add(std::string_view line) {
    m_ends.push_back(m_text.size() + line.size());
    try {
        m_text += line;
    } catch (...) { // out of memory: as if it had not been tried
        m_ends.pop_back();
        throw;
    }
}

Result<> LineBatch::appendTo(const std::string& path, const FileOperations& operations, bool synchronize) {
    const auto open = [&] { return uninterrupted([&] { return operations.openForAppending(path.c_str()); }); };
    int number = open();
    if (number < 0 && errno == ENOENT) {
        if (auto made = makeDirectories(parentOf(path)); !made)
            return made;
        number = open();
    }
    const Descriptor file(number);
    if (!file.isOpen())
        return tl::unexpected(errorFromErrno("cannot open the log file", path, errno));
    auto appended = writeTo(file.number(), path, operations);
    forgetWritten();
    return appended && synchronize ? synchronizeTo(file.number(), path, operations) : appended;
}

// A file that is new, and directories that were made for it, are lost without their names. A directory that cannot be
// read, as the one that the log directory is in may be, cannot be synchronized either.
Result<> LineBatch::synchronizeTo(int file, const std::string& path, const FileOperations& operations) {
    struct stat status = {};
    if (uninterrupted([&] { return operations.synchronize(file); }) != 0 || ::fstat(file, &status) != 0)
        return tl::unexpected(errorFromErrno("cannot bring the log file to the disk", path, errno));
    const FileId id{status.st_dev, status.st_ino};
    if (m_named == id)
        return {};
    std::string directory = path;
    for (int level = 0; level < directoryLevels; ++level) {
        directory = parentOf(directory);
        if (uninterrupted([&] { return operations.synchronizeDirectory(directory.c_str()); }) != 0 && errno != EACCES)
            return tl::unexpected(errorFromErrno("cannot bring the directory to the disk", directory, errno));
    }
    m_named = id;
    return {};
}

Result<> LineBatch::writeTo(int file, const std::string& path, const FileOperations& operations) {
    while (!done()) {
        const Result<Tail> tail = examine(file, path, operations);
        if (!tail)
            return tl::unexpected(tail.error());
        m_mode = tail->status.st_mode & 07777;
        if (tail->status.st_size == 0)
            m_named.reset(); // a new file may have an old one's number
        if (m_unclosed) {
            if (auto settled = settleUnclosed(file, path, operations, *tail); !settled)
                return settled;
            if (done())
                break;
        }
        const std::string_view bytes = rest(tail->torn);
        const ssize_t count = operations.write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(errorFromErrno("cannot write to the log file", path, errno));
        if (count == 0)
            return tl::unexpected(
                Error{ErrorCode::Io, "cannot write to the log file: the system took nothing", path, std::nullopt});
        advance(bytes.substr(0, static_cast<std::size_t>(count)), file, *tail);
    }
    return {};
}

Result<LineBatch::Tail> LineBatch::examine(int file, const std::string& path, const FileOperations& operations) {
    Tail tail = {};
    if (::fstat(file, &tail.status) != 0)
        return tl::unexpected(errorFromErrno("cannot examine the log file", path, errno));
    if (!S_ISREG(tail.status.st_mode))
        return tl::unexpected(Error{ErrorCode::Io, "not a regular file, nothing is written to it", path, std::nullopt});
    if (tail.status.st_size == 0)
        return tail;
    char last = '\n';
    const ssize_t count = uninterrupted([&] { return operations.readAt(file, &last, 1, tail.status.st_size - 1); });
    if (count < 0)
        return tl::unexpected(errorFromErrno("cannot read the end of the log file", path, errno));
    tail.torn = count == 1 && last != '\n';
    return tail;
}

// Finds out what became of a line that lacked its newline. Where somebody closed it, or took the file away with it, it
// is done; where somebody wrote on behind it without closing it, it is written again; else its newline is still to
// come.
Result<> LineBatch::settleUnclosed(int file, const std::string& path, const FileOperations& operations,
                                   const Tail& tail) {
    const bool sameFile = FileId{tail.status.st_dev, tail.status.st_ino} == m_unclosed->file;
    if (sameFile && tail.status.st_size == m_unclosed->end)
        return {};
    char next = '\n';
    if (sameFile && tail.status.st_size > m_unclosed->end) {
        const off_t end = m_unclosed->end;
        if (uninterrupted([&] { return operations.readAt(file, &next, 1, end); }) < 0)
            return tl::unexpected(errorFromErrno("cannot read the end of the log file", path, errno));
    }
    m_unclosed.reset();
    if (next == '\n')
        ++m_first;
    return {};
}

std::string_view LineBatch::rest(bool newlineFirst) const {
    const std::string_view text = m_text;
    if (m_unclosed)
        return text.substr(m_ends[m_first] - 1);
    const std::size_t start = m_first == 0 ? 1 : m_ends[m_first - 1];
    return text.substr(newlineFirst ? start - 1 : start);
}

void LineBatch::advance(std::string_view written, int file, const Tail& tail) {
    const auto position = static_cast<std::size_t>(written.data() - m_text.data()) + written.size();
    m_unclosed.reset();
    while (m_first < m_ends.size() && m_ends[m_first] <= position)
        ++m_first;
    if (m_first < m_ends.size() && m_ends[m_first] - 1 == position)
        m_unclosed = Unclosed{{tail.status.st_dev, tail.status.st_ino}, ::lseek(file, 0, SEEK_CUR)};
}

void LineBatch::forgetWritten() {
    if (m_first == 0)
        return;
    const std::size_t written = m_ends[m_first - 1] - 1; // the newline stays, in front of the next line
    m_text.erase(0, written);
    m_ends.erase(m_ends.begin(), m_ends.begin() + static_cast<std::ptrdiff_t>(m_first));
    for (std::size_t& end : m_ends)
        end -= written;
    m_first = 0;
    if (done() && m_text.capacity() > mostKept) {
        m_text = std::string(1, '\n');
        m_text.shrink_to_fit();
        m_ends.shrink_to_fit();
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
