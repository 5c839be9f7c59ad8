// SPDX-License-Identifier: GPL-3.0-or-later
// A file that stands in memory and can be opened by a path, as often as one likes.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

class MemoryFile {
public:
    // The path ends in the suffix.
    explicit MemoryFile(const std::string& suffix) : m_descriptor(::memfd_create("fuzz", MFD_CLOEXEC)) {
        std::string name = (std::filesystem::temp_directory_path() / "moie-fuzz-XXXXXX").string();
        if (m_descriptor < 0 || ::mkdtemp(name.data()) == nullptr)
            std::abort();
        m_directory = name;
        m_path = name + "/file" + suffix;
        const std::string target = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(m_descriptor);
        if (::symlink(target.c_str(), m_path.c_str()) != 0)
            std::abort();
    }
    ~MemoryFile() {
        ::close(m_descriptor);
        ::unlink(m_path.c_str());
        ::rmdir(m_directory.c_str());
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    void clear() {
        if (::ftruncate(m_descriptor, 0) != 0)
            std::abort();
        m_size = 0;
    }
    void append(std::string_view bytes) {
        if (::pwrite(m_descriptor, bytes.data(), bytes.size(), m_size) != static_cast<ssize_t>(bytes.size()))
            std::abort();
        m_size += static_cast<off_t>(bytes.size());
    }
    const std::string& path() const { return m_path; }

private:
    int m_descriptor;
    off_t m_size = 0;
    std::string m_directory;
    std::string m_path;
};
