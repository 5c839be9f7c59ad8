// SPDX-License-Identifier: MIT
// Keeps the files of a log directory and the store in step: finds what is new by looking (unchanged, appended,
// truncated, replaced, renamed, new, gone) and reads it. Owned by the feed's thread; parse workers exist only inside
// readAll().
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <moie/base/clock.h>
#include <moie/base/result.h>
#include <moie/feed/index_file.h>
#include <moie/ingest/directory_scan.h>
#include <moie/ingest/log_file.h>
#include <moie/store/store_builder.h>

namespace moie {

// 0 stands for one per core.
inline unsigned parsingThreads(unsigned wanted) {
    return wanted > 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
}

class DirectoryReader {
public:
    // `parseThreads` 0: one per core. Snapshots are numbered from the generation on.
    DirectoryReader(std::string directory, unsigned parseThreads, std::uint64_t generation = 0);
    ~DirectoryReader();

    // What the reader of another time knew of this directory; to be called before anything else. Of each file that is
    // what it was then, or has grown, only what is new is read.
    void takeOver(IndexContents contents) { m_restored = std::move(contents); }
    // What is known now, as of the last snapshot; nothing where something is still to be read or to be published.
    std::optional<IndexImage> image() const;

    // Bytes of logs in the store, and of those what was taken over as it stood.
    std::uint64_t bytesRead() const { return m_store.bytesRead(); }
    std::uint64_t bytesTakenOver() const { return m_bytesTakenOver; }

    // Looks at the whole directory. Fails where it cannot be listed; what was read before stays.
    Result<> rescan();
    // Looks at these files alone (relative paths).
    void look(const std::set<std::string>& paths);
    // Looks at the files that were written to lately.
    void lookAtBusy();

    // Whether rescan() or look() found something to read, and how much.
    bool hasWork() const { return !m_work.empty(); }
    std::uint64_t bytesToRead() const;
    // Of files that takeArchives() has not looked into.
    std::uint64_t bytesOfArchives() const;
    bool hasArchives(bool atOnce) const { return !archivesToTake(atOnce).empty(); }

    // Called between steps; returns whether to go on. What is left when it does not stays to be done.
    using Tick = std::function<bool(std::uint64_t bytesDone)>;

    // Reads all of it, newest days first.
    void readAll(const Tick& tick);

    // Compressed files are read after all others, once they have not changed for two seconds, or at once: most hold
    // what was read from a file before it was compressed, and go on as that one; so does a file that was decompressed
    // again. Adds to the work.
    void takeArchives(bool atOnce, const Tick& tick);

    // Takes last lines without a line end: of files that have not changed for two seconds, or of all.
    void takeQuietLines();
    void takeAllUnfinishedLines();

    const std::vector<std::string>& directories() const { return m_directories; }
    // Subdirectories that cannot be listed.
    const std::vector<Error>& problems() const { return m_problems; }
    StoreBuilder& store() { return m_store; }

private:
    struct Followed;
    struct Piece;
    // The content of a file that is no longer there, as far as it was read.
    struct Ended {
        FileIndex index{};
        LogFile file;
    };
    // What a thread needs to read files.
    struct Reading {
        LineParser parser;
        std::vector<char> buffer;
    };

    class Restoring;
    void restore(const DirectoryListing& listing);
    void followRestored(const FoundFile& found, FileIndex index, const StoredReading& reading);
    Followed& follow(const FoundFile& found);
    bool mayHoldKnown(const std::string& path) const;
    void classify(Followed& file, const FoundFile& found);
    void startAnew(Followed& file, std::uint64_t size);
    void addWork(Followed& file);
    void drainUnlisted(const std::set<const Followed*>& listed);
    static Piece readPiece(Followed& file, Reading& reading);
    static Result<bool> openFollowed(Followed& file);
    void holdBusyOpen();
    std::vector<Followed*> archivesToTake(bool atOnce) const;
    struct Known;
    class Verification;
    bool findKnown(const Followed& archive, const ContentHead& head, Verification& verification, Known& known);
    void decide(Followed& archive, Known known);
    void end(Followed& file);
    void takeUnfinished(Followed& file);
    void readHere(const Tick& tick);
    void readInParallel(const Tick& tick);
    void take(Followed& file, const Piece& piece);

    std::string m_directory;
    unsigned m_parseThreads;
    StoreBuilder m_store;
    std::vector<std::unique_ptr<Followed>> m_files;
    std::map<FileIdentity, Followed*> m_byIdentity;
    std::map<std::string, Followed*> m_byPath;
    std::vector<Followed*> m_work;
    std::vector<Ended> m_ended;
    std::set<std::string> m_archived; // names of compressed files that were read, without their suffix
    std::vector<std::string> m_directories;
    std::vector<Error> m_problems;
    Reading m_reading;
    std::uint64_t m_bytesTakenOver = 0;
    std::optional<IndexContents> m_restored; // until the directory was listed
};

} // namespace moie
