// SPDX-License-Identifier: MIT
// Reads a log directory and goes on watching it, on a thread of its own, and publishes snapshots.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include <moie/base/result.h>
#include <moie/cache/cache_directory.h>
#include <moie/store/snapshot.h>

namespace moie {

struct FeedOptions {
    // Threads that parse during the first load; 0: one per core.
    unsigned parseThreads = 0;
    // The shortest time between two snapshots while live, and during the first load.
    Duration liveInterval = std::chrono::milliseconds(33);
    Duration loadInterval = std::chrono::milliseconds(250);
    // Use the operating system's notifications where there are any; without them busy files are polled every 40 ms.
    bool notifications = true;
    // Where to keep what was parsed for the next time; nothing: nowhere.
    std::optional<CacheOptions> cache;
};

// Starts in the constructor; the destructor stops and joins. A directory that is missing or cannot be read is no
// failure: the snapshot says so in `problem`, and the feed waits for it.
class Feed {
public:
    // Called on the feed's thread with each new snapshot; must return soon.
    using Published = std::function<void(SnapshotPtr)>;

    Feed(std::string directory, Published published, FeedOptions options = {});
    ~Feed();
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    // Stops the first load and keeps what was read (LoadProgress::cancelled); resumeLoad() goes on with the rest.
    // Both return at once and may be called from any thread.
    void cancelLoad();
    void resumeLoad();

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

// Reads the directory once, all of it, on the calling thread and `options.parseThreads` helpers. Fails where the
// directory cannot be read at all, and with Cancelled when stopped; a file that cannot be read is in the snapshot.
Result<SnapshotPtr> loadOnce(const std::string& directory, const FeedOptions& options = {},
                             const std::function<void(const LoadProgress&)>& progress = {}, std::stop_token stop = {});

} // namespace moie
