// SPDX-License-Identifier: MIT
// The index cache of one directory that is read: when it is taken over, when it is written. Owned by the thread that
// reads; writes on a thread of its own.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include <moie/base/result.h>
#include <moie/base/time.h>
#include <moie/cache/cache_directory.h>
#include <moie/feed/directory_reader.h>

namespace moie {

class IndexKeeper {
public:
    IndexKeeper(const std::string& directory, CacheOptions options);
    // Waits for what is being written.
    ~IndexKeeper();
    IndexKeeper(const IndexKeeper&) = delete;
    IndexKeeper& operator=(const IndexKeeper&) = delete;

    // Gives the reader what is cached of the directory, before it is listed; `threads` read it.
    void takeOver(DirectoryReader& reader, unsigned threads);

    // Whether so much was parsed since the cache was written that it should be written again: a sixteenth of all, and
    // not within a minute but for the last time. What could not be written is tried once more then, however little came
    // since: before that it would only fill a disk that is full.
    bool isWorthwhile(const DirectoryReader& reader, bool isLast) const;
    // Begins to write what the reader knows. Does nothing where it cannot be told now.
    void write(const DirectoryReader& reader);
    // Until it is written.
    void wait();

    // Why the cache could not be written the last time, else why it was not used.
    std::optional<Error> notice() const;

private:
    CacheOptions m_options;
    std::optional<IndexOrigin> m_origin;
    std::string m_path;
    std::uint64_t m_bytesWritten = 0; // of logs, when writing the cache began last
    bool m_tookOver = false;
    Duration m_writtenAt{0};
    std::optional<Error> m_whyNotUsed;
    mutable std::mutex m_mutex; // of what follows
    std::optional<Error> m_whyNotWritten;
    bool m_isWriting = false;
    std::jthread m_thread;
};

} // namespace moie
