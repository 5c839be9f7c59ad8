// SPDX-License-Identifier: MIT
#include <moie/cache/section_file.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace moie {

namespace {

constexpr std::size_t writeBlock = 1024 * 1024;
constexpr std::uint32_t mostSections = 1024;

struct Head {
    std::array<char, 8> magic{'M', 'O', 'I', 'E', 'I', 'D', 'X', '\n'};
    std::uint32_t byteOrder = 0x01020304;
    std::uint32_t sections = 0;
    std::uint64_t version = 1; // of this head and the table at the end of the file
    SectionFormat format;
    std::uint64_t fileBytes = 0;
    std::uint64_t hash = 0; // of the head, with 0 here, and the table
};
static_assert(sizeof(Head) == 56 && sizeof(Section) == 32);

std::uint64_t hashOf(Head head, const std::vector<Section>& sections) {
    head.hash = 0;
    Hash64Stream hash;
    hash.add({reinterpret_cast<const char*>(&head), sizeof head});
    hash.add({reinterpret_cast<const char*>(sections.data()), sections.size() * sizeof(Section)});
    return hash.value();
}

} // namespace

SectionWriter::SectionWriter(std::string path, const SectionFormat& format)
    : m_path(std::move(path)), m_partPath(m_path + "." + std::to_string(::getpid()) + ".part"), m_format(format),
      m_offset(sizeof(Head)) {
    ::unlink(m_partPath.c_str()); // of a process that had this number and was killed
    m_descriptor = ::open(m_partPath.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    m_errno = m_descriptor < 0 ? errno : 0;
    m_buffer.reserve(writeBlock);
}

SectionWriter::~SectionWriter() {
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    ::unlink(m_partPath.c_str());
}

void SectionWriter::begin(std::uint32_t id, std::uint32_t rowBytes) {
    end();
    m_hash = Hash64Stream();
    m_sections.push_back({id, rowBytes, 0, m_offset + m_buffer.size(), 0});
}

void SectionWriter::write(std::string_view bytes) {
    m_hash.add(bytes);
    if (m_buffer.size() + bytes.size() > writeBlock)
        flush();
    if (bytes.size() > writeBlock) {
        put(bytes, m_offset);
        m_offset += bytes.size();
    } else {
        m_buffer += bytes;
    }
}

void SectionWriter::end() {
    if (m_sections.empty())
        return;
    Section& last = m_sections.back();
    last.rows = (m_offset + m_buffer.size() - last.offset) / last.rowBytes;
    last.hash = m_hash.value();
}

void SectionWriter::flush() {
    put(m_buffer, m_offset);
    m_offset += m_buffer.size();
    m_buffer.clear();
}

void SectionWriter::put(std::string_view bytes, std::uint64_t offset) {
    while (!bytes.empty() && m_errno == 0) {
        const ssize_t done = ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            m_errno = done < 0 ? errno : EIO;
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(done));
        offset += static_cast<std::uint64_t>(done);
    }
}

Result<> SectionWriter::finish() {
    end();
    flush();
    const std::string_view table(reinterpret_cast<const char*>(m_sections.data()), m_sections.size() * sizeof(Section));
    Head head;
    head.sections = static_cast<std::uint32_t>(m_sections.size());
    head.format = m_format;
    head.fileBytes = m_offset + table.size();
    head.hash = hashOf(head, m_sections);
    put(table, m_offset);
    put({reinterpret_cast<const char*>(&head), sizeof head}, 0);
    if (m_errno == 0 && ::rename(m_partPath.c_str(), m_path.c_str()) != 0)
        m_errno = errno;
    if (m_errno != 0)
        return tl::unexpected(errorFromErrno("cannot write the index cache", m_path, m_errno));
    ::close(std::exchange(m_descriptor, -1));
    return {};
}

Result<SectionFile> SectionFile::open(const std::string& path, const SectionFormat& format) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (descriptor < 0)
        return tl::unexpected(errorFromErrno("cannot open the index cache", path, errno));
    SectionFile file(path, descriptor);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != ::geteuid())
        return tl::unexpected(Error{ErrorCode::PermissionDenied, "the index cache is no file of this user", path, {}});
    if (auto head = file.readHead(format, static_cast<std::uint64_t>(status.st_size)); !head)
        return tl::unexpected(head.error());
    return file;
}

Result<> SectionFile::readHead(const SectionFormat& format, std::uint64_t fileBytes) {
    Head head;
    const Head expected;
    if (!readAt(0, reinterpret_cast<char*>(&head), sizeof head) || head.magic != expected.magic ||
        head.byteOrder != expected.byteOrder)
        return tl::unexpected(Error{ErrorCode::Malformed, "this is no index cache of such a machine", m_path, {}});
    const Error otherVersion{ErrorCode::InvalidArgument, "the index cache was written by another version", m_path, {}};
    if (head.version != expected.version)
        return tl::unexpected(otherVersion);
    if (head.fileBytes != fileBytes || head.sections > mostSections ||
        fileBytes < sizeof head + head.sections * sizeof(Section))
        return tl::unexpected(damaged());
    m_sections.resize(head.sections);
    const std::uint64_t end = fileBytes - m_sections.size() * sizeof(Section);
    if (auto table = readAt(end, reinterpret_cast<char*>(m_sections.data()), m_sections.size() * sizeof(Section));
        !table)
        return table;
    if (head.hash != hashOf(head, m_sections))
        return tl::unexpected(damaged());
    if (head.format != format)
        return tl::unexpected(otherVersion);
    // Side by side: no byte is without a checksum, and no count larger than the file.
    std::uint64_t offset = sizeof head;
    for (const Section& section : m_sections) {
        if (section.offset != offset || section.rowBytes == 0 || section.rows > (end - offset) / section.rowBytes)
            return tl::unexpected(damaged());
        offset += section.rows * section.rowBytes;
    }
    return offset == end ? Result<>() : tl::unexpected(damaged());
}

SectionFile::~SectionFile() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

SectionFile::SectionFile(SectionFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_sections(std::move(other.m_sections)) {}

Result<Section> SectionFile::find(std::uint32_t id, std::uint32_t rowBytes) const {
    const auto found =
        std::find_if(m_sections.begin(), m_sections.end(), [&](const Section& section) { return section.id == id; });
    if (found == m_sections.end() || found->rowBytes != rowBytes)
        return tl::unexpected(damaged());
    return *found;
}

Error SectionFile::damaged() const {
    return {ErrorCode::Malformed, "the index cache is damaged", m_path, {}};
}

Result<> SectionFile::readAt(std::uint64_t offset, char* target, std::size_t length) const {
    while (length > 0) {
        const ssize_t got = ::pread(m_descriptor, target, length, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::unexpected(errorFromErrno("cannot read the index cache", m_path, errno));
        if (got == 0)
            return tl::unexpected(damaged());
        target += got;
        offset += static_cast<std::uint64_t>(got);
        length -= static_cast<std::size_t>(got);
    }
    return {};
}

SectionFile::Reading::Reading(const SectionFile& file, const Section& section) : m_file(&file), m_section(section) {}

Result<> SectionFile::Reading::read(char* target, std::size_t length) {
    if (length > m_section.rows * m_section.rowBytes - m_done)
        return tl::unexpected(m_file->damaged());
    if (auto got = m_file->readAt(m_section.offset + m_done, target, length); !got)
        return got;
    m_hash.add({target, length});
    m_done += length;
    return {};
}

Result<> SectionFile::Reading::finish() const {
    const bool isWhole = m_done == m_section.rows * m_section.rowBytes && m_hash.value() == m_section.hash;
    return isWhole ? Result<>() : tl::unexpected(m_file->damaged());
}

} // namespace moie
