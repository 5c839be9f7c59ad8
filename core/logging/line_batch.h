// SPDX-License-Identifier: MIT
// Lines on their way into one file, and the write that puts them there. A line is written once as a whole: after a
// write that was cut short the part is closed by a newline and the whole line follows, since another writer may have
// appended meanwhile. Belongs to one thread at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include <moie/base/result.h>
#include <moie/logging/file_operations.h>

namespace moie {

class LineBatch {
public:
    // The line must end with its newline.
    void add(std::string_view line);
    bool done() const { return m_first == m_ends.size(); }
    // Lines of which not everything, newline included, was written.
    std::size_t waiting() const { return m_ends.size() - m_first; }
    // What they take in memory.
    std::size_t bytes() const { return done() ? 0 : m_text.size() + m_ends.size() * sizeof(std::size_t); }

    // Appends what is waiting to the file; directories that are missing are made with 0700. A file that does not end in
    // a newline gets one first. One write(2), unless the system takes only a part. On failure what was not written
    // stays waiting. With `synchronize` the bytes and the file's name are on the disk itself when it returns; failing
    // in this alone leaves nothing waiting.
    Result<> appendTo(const std::string& path, const FileOperations& operations, bool synchronize = false);

    // The permissions of the file that was last appended to.
    mode_t mode() const { return m_mode; }

private:
    struct FileId {
        dev_t device;
        ino_t inode;
        friend bool operator==(const FileId&, const FileId&) = default;
    };
    // Where a line stands of which only the newline was not taken.
    struct Unclosed {
        FileId file;
        off_t end;
    };
    struct Tail {
        struct stat status;
        bool torn; // the last line has no newline
    };

    Result<> writeTo(int file, const std::string& path, const FileOperations& operations);
    Result<> synchronizeTo(int file, const std::string& path, const FileOperations& operations);
    Result<Tail> examine(int file, const std::string& path, const FileOperations& operations);
    Result<> settleUnclosed(int file, const std::string& path, const FileOperations& operations, const Tail& tail);
    std::string_view rest(bool newlineFirst) const;
    void advance(std::string_view written, int file, const Tail& tail);
    void forgetWritten();

    // Begins with a newline, so that each line has one in front of it to close a torn one with.
    std::string m_text = "\n";
    std::vector<std::size_t> m_ends; // where the lines end in m_text
    std::size_t m_first = 0;         // the first that waits
    std::optional<Unclosed> m_unclosed;
    std::optional<FileId> m_named; // the file whose name is on the disk too
    mode_t m_mode = 0;
};

// Makes the directory and those above it that are missing, with mode 0700.
Result<> makeDirectories(const std::string& path);

} // namespace moie
