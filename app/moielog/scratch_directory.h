// SPDX-License-Identifier: GPL-3.0-or-later
// A directory that is gone with its content when this is.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace moielog {

class ScratchDirectory {
public:
    // Below that directory; path() is empty where it could not be made, and errno says why.
    explicit ScratchDirectory(const std::string& below = std::filesystem::temp_directory_path().string()) {
        std::string name = below + "/moielog-bench-XXXXXX";
        if (::mkdtemp(name.data()) != nullptr)
            m_path = name;
    }
    ~ScratchDirectory() {
        std::error_code ignored;
        if (!m_path.empty())
            std::filesystem::remove_all(m_path, ignored);
    }
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

} // namespace moielog
