// SPDX-License-Identifier: MIT
// The files of one logger: sorts lines by category and local day, and appends them. Belongs to the flush thread.
// Internal to core/logging.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/time.h>
#include <moie/logging/line_batch.h>
#include <moie/schema/names.h>

namespace moie {

class LogFiles {
public:
    LogFiles(std::string directory, FileOperations operations, bool synchronizeImportant)
        : m_directory(std::move(directory)), m_operations(std::move(operations)),
          m_synchronizeImportant(synchronizeImportant) {}

    // Important lines are synchronized when they are written, where that was asked for.
    void add(Time time, Category category, bool important, std::string_view line);
    // What one write appended.
    struct Written {
        std::size_t lines = 0;
        std::vector<Error> errors;
    };
    enum class Which {
        All,
        Working, // whose last write did not fail
        Full,    // of these, for which much waits
    };
    // Appends what waits for such files.
    Written write(Which which);
    // Whether there are full ones.
    bool someFull() const { return m_someFull; }

    // What waiting lines take in memory, and how many they are.
    std::size_t bytes() const;
    std::size_t waiting() const;

    // Notices about files that others may read, each file's once.
    std::vector<Error> takeNotices() { return std::exchange(m_notices, {}); }

private:
    struct File {
        std::string path;
        LineBatch lines;
        bool important = false; // an important line was added since the last write
        bool failed = false;    // the last write failed
    };

    File& fileOf(Time time, Category category);
    void enterDay(Time time);
    static bool isOf(Which which, const File& file);
    void writeFile(File& file, Written& written);

    std::string m_directory;
    FileOperations m_operations;
    bool m_synchronizeImportant;
    // By file name. References into it stay valid.
    std::map<std::string, File> m_files;
    // The files of the day in which the last entry was.
    TimeRange m_day;
    std::string m_date;
    std::array<File*, categoryNames.size()> m_ofDay{};
    bool m_someFull = false;
    std::set<std::string> m_noticed; // paths
    std::vector<Error> m_notices;
};

// The notice where others than the owner may read or write what is at the path.
std::optional<Error> noticeOfWideMode(const std::string& path, mode_t mode);

} // namespace moie
