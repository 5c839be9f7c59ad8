// SPDX-License-Identifier: MIT
#include <moie/files/log_bytes.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace moie {

namespace {

constexpr std::size_t storedBlock = 128 * 1024;
constexpr std::size_t decodedBlock = 512 * 1024;

} // namespace

LogBytes::LogBytes(LogBytes&& other) noexcept {
    *this = std::move(other);
}

LogBytes& LogBytes::operator=(LogBytes&& other) noexcept {
    if (this == &other)
        return *this;
    close();
    m_path = std::move(other.m_path);
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_decoder = std::move(other.m_decoder);
    m_kept = std::move(other.m_kept);
    m_keptFrom = other.m_keptFrom;
    m_neededFrom = other.m_neededFrom;
    m_input = std::move(other.m_input);
    m_inputUsed = other.m_inputUsed;
    m_storedOffset = other.m_storedOffset;
    m_decoded = std::move(other.m_decoded);
    m_isCut = other.m_isCut;
    m_damage = std::move(other.m_damage);
    return *this;
}

Result<> LogBytes::open(const std::string& path) {
    close();
    // Should a pipe have taken the name meanwhile, O_NONBLOCK keeps the open from waiting for its writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return tl::unexpected(errorFromErrno("cannot open the file", path, errno));
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return tl::unexpected(Error{ErrorCode::InvalidArgument, "is no regular file", path, {}});
    }
    m_path = path;
    m_descriptor = descriptor;
    startDecoding();
    return {};
}

void LogBytes::close() {
    if (isOpen())
        ::close(std::exchange(m_descriptor, -1));
    m_decoder.reset();
    m_kept = {};
    m_decoded = {};
    m_input = {};
    m_inputUsed = 0;
}

void LogBytes::startDecoding() {
    m_decoder = makeDecoder(compressionOf(m_path));
    m_kept.clear();
    m_keptFrom = 0;
    m_input.clear();
    m_inputUsed = 0;
    m_storedOffset = 0;
    m_isCut = false;
    m_damage.reset();
}

Result<FileIdentity> LogBytes::identity() const {
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0)
        return tl::unexpected(errorFromErrno("cannot examine the file", m_path, errno));
    return FileIdentity{static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

Result<std::uint64_t> LogBytes::storedSize() const {
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0)
        return tl::unexpected(errorFromErrno("cannot examine the file", m_path, errno));
    return static_cast<std::uint64_t>(status.st_size);
}

Result<std::size_t> LogBytes::readStored(std::uint64_t offset, char* target, std::size_t length) const {
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

Result<std::size_t> LogBytes::readAt(std::uint64_t offset, char* target, std::size_t length) {
    if (!m_decoder)
        return readStored(offset, target, length);
    if (offset < m_keptFrom)
        startDecoding();
    while (decodedEnd() < offset + length) {
        dropBefore(std::min(offset, m_neededFrom));
        const auto more = decodeMore();
        const bool hasSome = decodedEnd() > offset;
        if (!more && !hasSome)
            return tl::unexpected(more.error());
        if (!more || !*more)
            break; // what was decoded before the damage is handed out first
    }
    const std::uint64_t end = decodedEnd();
    if (end <= offset)
        return 0;
    const std::size_t count = std::min(length, static_cast<std::size_t>(end - offset));
    std::memcpy(target, m_kept.data() + (offset - m_keptFrom), count);
    return count;
}

void LogBytes::forgetBefore(std::uint64_t offset) {
    m_neededFrom = offset;
    dropBefore(offset);
}

Result<bool> LogBytes::decodeTowards(std::uint64_t offset, std::uint64_t mostBytes) {
    if (!m_decoder)
        return true;
    if (std::min(offset, m_neededFrom) < m_keptFrom)
        startDecoding();
    const std::uint64_t before = decodedEnd();
    while (decodedEnd() < offset) {
        if (decodedEnd() - before >= mostBytes)
            return false;
        dropBefore(std::min(offset, m_neededFrom));
        const auto more = decodeMore();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
    }
    return true;
}

void LogBytes::dropBefore(std::uint64_t offset) {
    if (offset <= m_keptFrom)
        return;
    const std::size_t count = std::min(m_kept.size(), static_cast<std::size_t>(offset - m_keptFrom));
    // Moving what is kept costs; a little more may stay.
    if (count < decodedBlock && count < m_kept.size())
        return;
    m_kept.erase(m_kept.begin(), m_kept.begin() + static_cast<std::ptrdiff_t>(count));
    m_keptFrom += count;
}

// Appends to what is kept. False at the end of the stored bytes.
Result<bool> LogBytes::decodeMore() {
    if (m_damage)
        return tl::unexpected(*m_damage);
    // Left uninitialised: of a small file's room, most pages are never touched.
    if (!m_decoded)
        m_decoded = std::make_unique_for_overwrite<char[]>(decodedBlock);
    const std::span<char> room(m_decoded.get(), decodedBlock);
    while (true) {
        if (m_inputUsed == m_input.size()) {
            m_input.resize(storedBlock);
            const auto got = readStored(m_storedOffset, m_input.data(), m_input.size());
            m_input.resize(got.value_or(0));
            m_inputUsed = 0;
            if (!got)
                return tl::unexpected(got.error());
            m_storedOffset += *got;
        }
        const auto step = m_decoder->decode({m_input.data() + m_inputUsed, m_input.size() - m_inputUsed}, room);
        if (!step) {
            m_damage = step.error();
            m_damage->path = m_path;
            m_damage->offset = decodedBytes();
            return tl::unexpected(*m_damage);
        }
        m_kept.insert(m_kept.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(step->made));
        m_inputUsed += step->taken;
        if (step->made > 0)
            return true;
        if (m_input.empty()) {
            m_isCut = m_storedOffset > 0 && !m_decoder->mayEnd();
            return false;
        }
        if (step->taken == 0) { // not to be met: a decoder with input and room goes on
            m_damage = Error{ErrorCode::Malformed, "the compressed file is damaged", m_path, decodedBytes()};
            return tl::unexpected(*m_damage);
        }
    }
}

} // namespace moie
