// SPDX-License-Identifier: MIT
// Lines on their way into one file, and the write that puts them there. A line is written once as a whole: after a
// write that was cut short the part is closed by a newline and the whole line follows, since another writer may have
// appended meanwhile. Belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/result.h>

namespace moie {

class LineBatch {
public:
    // The line must end with its newline.
    void add(std::string_view line);
    bool done() const { return m_first == m_ends.size() && !m_newlineOwed; }
    std::size_t waiting() const { return m_ends.size() - m_first; }

    // Appends what is waiting to the file, which is created with mode 0600; directories that are missing are made with
    // 0700. A file that does not end in a newline gets one first. One write(2), unless the system takes only a part.
    // On failure what was not written stays waiting.
    Result<> appendTo(const std::string& path);

private:
    Result<> writeTo(int file, const std::string& path);
    std::string_view rest(bool newlineFirst) const;
    void advance(std::string_view written);

    // Begins with a newline, so that each line has one in front of it to close a torn one with.
    std::string m_text = "\n";
    std::vector<std::size_t> m_ends; // where the lines end in m_text
    std::size_t m_first = 0;         // the first that waits
    bool m_newlineOwed = false;      // of the line before it all but the newline was written
};

// Makes the directory and those above it that are missing, with mode 0700.
Result<> makeDirectories(const std::string& path);

} // namespace moie
