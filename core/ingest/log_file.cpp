// SPDX-License-Identifier: MIT
#include <moie/ingest/log_file.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <moie/base/hash.h>

namespace moie {

namespace {

constexpr std::size_t readBlock = 1024 * 1024;
constexpr std::uint64_t fingerprintBytes = 1024;

} // namespace

LogFile::LogFile(std::string path) : m_path(std::move(path)) {}

LogFile::~LogFile() {
    close();
}

LogFile::LogFile(LogFile&& other) noexcept : m_path(std::move(other.m_path)) {
    *this = std::move(other);
}

LogFile& LogFile::operator=(LogFile&& other) noexcept {
    if (this == &other)
        return *this;
    close();
    m_path = std::move(other.m_path);
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_position = other.m_position;
    m_scanned = other.m_scanned;
    m_lineNumber = other.m_lineNumber;
    m_skipping = other.m_skipping;
    m_tookUnfinished = other.m_tookUnfinished;
    m_headHash = other.m_headHash;
    m_headLength = other.m_headLength;
    m_tailHash = other.m_tailHash;
    return *this;
}

Result<> LogFile::open() {
    if (isOpen())
        return {};
    // Should a pipe have taken the name meanwhile, O_NONBLOCK keeps the open from waiting for its writer.
    const int descriptor = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return tl::unexpected(errorFromErrno("cannot open the file", m_path, errno));
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return tl::unexpected(Error{ErrorCode::InvalidArgument, "is no regular file", m_path, {}});
    }
    m_descriptor = descriptor;
    return {};
}

void LogFile::close() {
    if (isOpen())
        ::close(std::exchange(m_descriptor, -1));
}

Result<FileIdentity> LogFile::identity() const {
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0)
        return tl::unexpected(errorFromErrno("cannot examine the file", m_path, errno));
    return FileIdentity{static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

Result<std::uint64_t> LogFile::size() const {
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0)
        return tl::unexpected(errorFromErrno("cannot examine the file", m_path, errno));
    return static_cast<std::uint64_t>(status.st_size);
}

Result<std::size_t> LogFile::readAt(std::uint64_t offset, char* target, std::size_t length) const {
    std::size_t done = 0;
    while (done < length) {
        const ssize_t got = ::pread(m_descriptor, target + done, length - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::unexpected(errorFromErrno("cannot read the file", m_path, errno));
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Result<> LogFile::rememberContent() {
    char bytes[fingerprintBytes];
    if (m_headLength < fingerprintBytes) {
        const auto head = readAt(0, bytes, static_cast<std::size_t>(std::min(fingerprintBytes, m_position)));
        if (!head)
            return tl::unexpected(head.error());
        m_headLength = *head;
        m_headHash = hash64({bytes, *head});
    }
    const std::uint64_t length = std::min(fingerprintBytes, m_position);
    const auto tail = readAt(m_position - length, bytes, static_cast<std::size_t>(length));
    if (!tail)
        return tl::unexpected(tail.error());
    m_tailHash = hash64({bytes, *tail});
    return {};
}

Result<bool> LogFile::isContinued() const {
    if (m_position == 0)
        return true;
    char bytes[fingerprintBytes];
    const auto head = readAt(0, bytes, static_cast<std::size_t>(m_headLength));
    if (!head)
        return tl::unexpected(head.error());
    if (hash64({bytes, *head}) != m_headHash)
        return false;
    const std::uint64_t length = std::min(fingerprintBytes, m_position);
    const auto tail = readAt(m_position - length, bytes, static_cast<std::size_t>(length));
    if (!tail)
        return tl::unexpected(tail.error());
    return hash64({bytes, *tail}) == m_tailHash;
}

Result<bool> LogFile::read(LineParser& parser, std::vector<char>& buffer, RowBatch& batch, std::uint64_t mostBytes) {
    const std::uint64_t before = m_position;
    const auto more = readLines(parser, buffer, batch, mostBytes);
    if (more && m_position != before)
        if (const auto remembered = rememberContent(); !remembered)
            return tl::unexpected(remembered.error());
    return more;
}

Result<bool> LogFile::readLines(LineParser& parser, std::vector<char>& buffer, RowBatch& batch,
                                std::uint64_t mostBytes) {
    const std::uint64_t start = m_position;
    bool resumed = m_scanned > m_position;
    while (true) {
        if (m_skipping) {
            const auto found = skipLongLine(buffer, batch);
            if (!found || !*found)
                return found;
        }
        const std::uint64_t known = m_scanned - m_position;
        const std::size_t wanted = static_cast<std::size_t>(known) + readBlock;
        buffer.resize(std::max(buffer.size(), wanted + linePadding));
        // Only what is new is searched for a line end, so that a line that arrives in many pieces costs no more.
        if (resumed || known > 4 * readBlock) {
            const auto fresh = readAt(m_scanned, buffer.data(), readBlock);
            if (!fresh)
                return tl::unexpected(fresh.error());
            if (std::memchr(buffer.data(), '\n', *fresh) == nullptr) {
                m_scanned += *fresh;
                m_skipping = m_scanned - m_position > longestLine;
                if (*fresh < readBlock)
                    return false;
                continue;
            }
            resumed = false;
        }
        auto length = readAt(m_position, buffer.data(), wanted);
        if (!length)
            return tl::unexpected(length.error());
        const bool atEnd = *length < wanted;
        std::string_view text(buffer.data(), *length);
        text.remove_prefix(takeLateLineEnd(text, batch));
        text.remove_prefix(static_cast<std::size_t>(parseLines(parser, text, batch)));
        m_scanned = m_position + text.size();
        m_skipping = m_scanned - m_position > longestLine;
        const bool isEnough = m_position - start >= mostBytes;
        if ((atEnd && !m_skipping) || isEnough)
            return isEnough && !atEnd;
    }
}

// A line end that arrives after its line was taken belongs to that line. Returns its length.
std::size_t LogFile::takeLateLineEnd(std::string_view text, RowBatch& batch) {
    if (!m_tookUnfinished || text.empty())
        return 0;
    m_tookUnfinished = false;
    const std::size_t ending = text.starts_with('\n') ? 1 : text.starts_with("\r\n") ? 2 : 0;
    batch.bytes.accepted += ending;
    m_position += ending;
    return ending;
}

// Moves on by the whole lines at the beginning of the text; returns their length.
std::uint64_t LogFile::parseLines(LineParser& parser, std::string_view text, RowBatch& batch) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos)
            break;
        const std::string_view line = text.substr(at, end - at);
        const std::uint64_t offset = m_position + at;
        if (line.size() > longestLine) {
            batch.rejected.push_back(
                {offset, m_lineNumber, static_cast<std::uint32_t>(line.size()), Rejection::TooLong});
            batch.bytes.rejected += line.size() + 1;
            ++batch.lines.rejected;
        } else {
            parser.parse({line, offset, m_lineNumber, 1}, batch);
        }
        ++m_lineNumber;
        at = end + 1;
    }
    m_position += at;
    return at;
}

// Looks for the end of a line of which only the length is wanted. Returns whether it was found.
Result<bool> LogFile::skipLongLine(std::vector<char>& buffer, RowBatch& batch) {
    buffer.resize(std::max(buffer.size(), readBlock + linePadding));
    while (true) {
        const auto length = readAt(m_scanned, buffer.data(), readBlock);
        if (!length)
            return tl::unexpected(length.error());
        const void* found = std::memchr(buffer.data(), '\n', *length);
        if (found == nullptr) {
            m_scanned += *length;
            if (*length < readBlock)
                return false;
            continue;
        }
        const std::uint64_t end =
            m_scanned + static_cast<std::uint64_t>(static_cast<const char*>(found) - buffer.data());
        const std::uint64_t lineLength = end - m_position;
        const std::uint64_t largest = std::numeric_limits<std::uint32_t>::max();
        batch.rejected.push_back(
            {m_position, m_lineNumber, static_cast<std::uint32_t>(std::min(lineLength, largest)), Rejection::TooLong});
        batch.bytes.rejected += lineLength + 1;
        ++batch.lines.rejected;
        ++m_lineNumber;
        m_position = m_scanned = end + 1;
        m_skipping = false;
        return true;
    }
}

Result<> LogFile::takeUnfinishedLine(LineParser& parser, RowBatch& batch) {
    const std::uint64_t length = m_scanned - m_position;
    if (length == 0 || m_skipping)
        return {};
    std::vector<char> text(static_cast<std::size_t>(length) + linePadding);
    const auto got = readAt(m_position, text.data(), static_cast<std::size_t>(length));
    if (!got)
        return tl::unexpected(got.error());
    const std::string_view line(text.data(), *got);
    if (*got < length || !parser.isWholeObject(line))
        return {};
    parser.parse({line, m_position, m_lineNumber, 0}, batch);
    ++m_lineNumber;
    m_position = m_scanned = m_position + length;
    m_tookUnfinished = true;
    return rememberContent();
}

} // namespace moie
