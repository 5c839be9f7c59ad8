// SPDX-License-Identifier: MIT
#include <moie/base/whole_file.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace moie {

namespace {

constexpr std::size_t mostWaiting = 256 * 1024; // bytes written at once

// 0, or an errno. A name that was only just taken is lost with the power unless its directory is on the disk too.
int syncDirectoryOf(const std::string& path) {
    const std::string parent = std::filesystem::path(path).parent_path().string();
    const int directory = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return errno;
    const int why = ::fsync(directory) == 0 || errno == EINVAL ? 0 : errno;
    ::close(directory);
    return why;
}

const char* adviceOn(int why) {
    switch (why) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return "; make room there, or write it elsewhere";
    case EACCES:
    case EPERM:
    case EROFS: return "; write it to a directory that you may write to";
    case ENOENT:
    case ENOTDIR: return "; name a directory that is there";
    default: return "";
    }
}

} // namespace

WholeFile::~WholeFile() {
    discard();
}

void WholeFile::discard() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_draft.empty())
        ::unlink(m_draft.c_str());
    m_descriptor = -1;
    m_draft.clear();
}

tl::unexpected<Error> WholeFile::failed(int why) {
    discard();
    Error error = errorFromErrno("cannot write the file", m_path, why);
    error.text += adviceOn(why);
    return tl::unexpected(std::move(error));
}

Result<> WholeFile::open(const std::string& path) {
    discard();
    m_path = path;
    m_size = 0;
    m_waiting.clear();
    struct stat found {};
    if (::stat(path.c_str(), &found) == 0) {
        if (S_ISDIR(found.st_mode))
            return failed(EISDIR);
        if (!S_ISREG(found.st_mode))
            return tl::unexpected(Error{ErrorCode::InvalidArgument, "this is no file", path, {}});
        if (::access(path.c_str(), W_OK) != 0)
            return failed(errno);
        std::error_code ignored;
        if (const auto real = std::filesystem::canonical(path, ignored); !real.empty())
            m_path = real.string();
    }
    std::string draft = m_path + ".XXXXXX";
    m_descriptor = ::mkostemp(draft.data(), O_CLOEXEC);
    if (m_descriptor < 0)
        return failed(errno);
    m_draft = std::move(draft);
    return {};
}

Result<> WholeFile::write(std::string_view bytes) {
    m_size += bytes.size();
    m_waiting += bytes;
    return m_waiting.size() < mostWaiting ? Result<>() : flush();
}

Result<> WholeFile::flush() {
    std::string_view left = m_waiting;
    while (!left.empty()) {
        const ssize_t written = ::write(m_descriptor, left.data(), left.size());
        if (written < 0 && errno != EINTR)
            return failed(errno);
        left.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    m_waiting.clear();
    return {};
}

Result<> WholeFile::commit() {
    if (auto flushed = flush(); !flushed)
        return flushed;
    if (::fsync(m_descriptor) != 0)
        return failed(errno);
    const int closed = ::close(m_descriptor);
    m_descriptor = -1;
    if (closed != 0)
        return failed(errno);
    if (::rename(m_draft.c_str(), m_path.c_str()) != 0)
        return failed(errno);
    m_draft.clear(); // it is the file now
    if (const int why = syncDirectoryOf(m_path); why != 0)
        return failed(why);
    return {};
}

Result<> writeWholeFile(const std::string& path, std::string_view bytes) {
    WholeFile file;
    return file.open(path).and_then([&] { return file.write(bytes); }).and_then([&] { return file.commit(); });
}

} // namespace moie
