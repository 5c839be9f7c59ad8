// SPDX-License-Identifier: MIT
// A file that is written whole or not at all: what is written goes beside it, and takes its place once all of it is on
// the disk. Until then, and wherever that fails, what stood there before stays. Readable for its owner alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <moie/base/result.h>

namespace moie {

class WholeFile {
public:
    WholeFile() = default;
    // Discards what was not committed.
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    // Where a symbolic link stands, the file that it leads to is the one that is replaced. Fails where something that
    // is no file, or that may not be written, stands there.
    Result<> open(const std::string& path);
    // After one that failed the file can only be discarded.
    Result<> write(std::string_view bytes);
    Result<> commit();

    std::uint64_t size() const { return m_size; } // written so far

private:
    Result<> flush();
    tl::unexpected<Error> failed(int why);
    void discard();

    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::string m_path;
    std::string m_draft; // beside it
    std::string m_waiting;
};

// What is there already, at once.
Result<> writeWholeFile(const std::string& path, std::string_view bytes);

} // namespace moie
