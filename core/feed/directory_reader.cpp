// SPDX-License-Identifier: MIT
// What is new in the directory.
#include <moie/feed/followed_files.h>

#include <algorithm>

namespace moie {

DirectoryReader::DirectoryReader(std::string directory, unsigned parseThreads, std::uint64_t generation)
    : m_directory(std::move(directory)), m_parseThreads(parsingThreads(parseThreads)),
      m_store(m_directory, generation, m_parseThreads) {}

DirectoryReader::~DirectoryReader() = default;

Result<> DirectoryReader::rescan() {
    auto listing = scanDirectory(m_directory);
    if (!listing)
        return tl::unexpected(listing.error());
    m_directories = std::move(listing->directories);
    m_problems = std::move(listing->problems);
    if (m_restored)
        restore(*listing);
    std::set<const Followed*> listed;
    // Names first: after a rotation the old path stands for another file.
    std::map<std::string, Followed*> byPath;
    for (const FoundFile& found : listing->files) {
        if (m_files.size() + m_ended.size() >= mostFiles && !m_byIdentity.contains(found.identity)) {
            m_problems.push_back({ErrorCode::InvalidArgument,
                                  "too many files were read already; it is left out",
                                  m_directory + "/" + found.path,
                                  {}});
            continue;
        }
        Followed& file = follow(found);
        byPath[found.path] = &file;
        listed.insert(&file);
        classify(file, found);
    }
    m_byPath = std::move(byPath);
    for (const auto& file : m_files)
        file->isBusy = file->isBusy && systemClock().elapsed() - file->lastChange < busyFor;
    drainUnlisted(listed);
    return {};
}

DirectoryReader::Followed& DirectoryReader::follow(const FoundFile& found) {
    const std::string absolute = m_directory + "/" + found.path;
    const auto known = m_byIdentity.find(found.identity);
    // Nobody compresses a log in its place: an archive has got the inode of a deleted log, or a log that of an archive.
    if (known != m_byIdentity.end() && isCompressed(known->second->path) == isCompressed(found.path)) {
        Followed& file = *known->second;
        if (!file.isListed || file.path != found.path) {
            file.path = found.path;
            file.isListed = true;
            file.file.rename(absolute);
            if (!file.isUndecided)
                m_store.setPath(file.index, found.path, found.identity);
            else if (!mayHoldKnown(found.path)) {
                // A decompressed log was given a name that tells nothing.
                file.isUndecided = false;
                file.modified = unknownTime;
                file.index = m_store.addFile(found.path, found.identity);
            }
        }
        return file;
    }
    auto file = std::make_unique<Followed>(absolute);
    file->path = found.path;
    file->identity = found.identity;
    file->isUndecided = mayHoldKnown(found.path);
    if (!file->isUndecided)
        file->index = m_store.addFile(found.path, found.identity);
    m_byIdentity[found.identity] = file.get();
    m_files.push_back(std::move(file));
    return *m_files.back();
}

// A compressed file, or one that was decompressed again.
bool DirectoryReader::mayHoldKnown(const std::string& path) const {
    return isCompressed(path) || m_archived.contains(path);
}

void DirectoryReader::classify(Followed& file, const FoundFile& found) {
    const std::uint64_t size = found.size;
    const Time modified = found.modified;
    if (file.mustReadAgain)
        addWork(file);
    const bool looksUnchanged = size == file.size && modified == file.modified;
    if (looksUnchanged && (!file.isFresh || file.isUndecided || isCompressed(file.path)))
        return;
    const bool isNew = file.modified == unknownTime;
    // Each change of a compressed file costs decoding it from its start.
    if (!isNew && isCompressed(file.path) && !isQuiet(modified))
        return;
    const std::uint64_t read = file.file.storedBytesRead();
    const bool hasGrown = size > file.size;
    file.size = size;
    file.modified = modified;
    file.changed = found.changed;
    file.isFresh = std::chrono::abs(systemClock().now() - modified) < fileClockTick;
    if (file.isUndecided) {
        file.twin.reset();
        return;
    }
    if (!isNew && isCompressed(file.path)) {
        startAnew(file, size); // and goes on as what it is if it holds that still
        return;
    }
    if (!isNew) {
        if (const auto opened = openFollowed(file); !opened || !*opened) {
            addWork(file); // reading will meet the problem and report it
            return;
        }
        const auto continued = file.file.isContinued();
        const bool isOther = size < read || (continued && !*continued);
        if (isOther)
            startAnew(file, size);
        else
            file.mayDiffer = file.mayDiffer || (!hasGrown && !looksUnchanged);
        if (!isOther && looksUnchanged && !file.isHeldOpen && !file.hasWork)
            file.file.close();
        if (file.isUndecided || (looksUnchanged && !isOther))
            return;
    }
    file.lookedAtUnfinished = false;
    file.lastChange = systemClock().elapsed();
    file.isBusy = !isNew || systemClock().now() - modified < busyFor;
    if (size > file.file.storedBytesRead() || isNew)
        addWork(file);
}

// The content was replaced: what was read of it stays, the new content is a new file.
void DirectoryReader::startAnew(Followed& file, std::uint64_t size) {
    m_store.setPending(file.index, 0);
    m_store.setGone(file.index, true);
    end(file);
    file.file = LogFile(file.file.path());
    file.size = size;
    file.mayDiffer = false;
    file.isUndecided = mayHoldKnown(file.path);
    if (!file.isUndecided) {
        file.index = m_store.addFile(file.path, file.identity);
        return;
    }
    // It may hold what is known.
    file.twin.reset();
    file.hasWork = file.mustReadAgain = file.showsProblem = false;
    std::erase(m_work, &file);
}

void DirectoryReader::addWork(Followed& file) {
    if (!file.hasWork)
        m_work.push_back(&file);
    file.hasWork = true;
}

// Deleted files, and renamed ones that are no longer called *.jsonl: a writer that has one open may still append.
void DirectoryReader::drainUnlisted(const std::set<const Followed*>& listed) {
    for (auto at = m_files.begin(); at != m_files.end();) {
        Followed& file = **at;
        if (listed.contains(&file)) {
            ++at;
            continue;
        }
        if (file.isListed && !file.isUndecided)
            m_store.setGone(file.index, true);
        if (file.isListed)
            file.lastChange = systemClock().elapsed();
        file.isListed = false;
        if (file.hasWork) { // of a read that was stopped
            ++at;
            continue;
        }
        const auto size = file.file.isOpen() ? file.file.storedSize() : Result<std::uint64_t>(0);
        if (size && *size > file.file.storedBytesRead()) {
            file.lastChange = systemClock().elapsed();
            addWork(file);
        }
        const bool isOver = !file.file.isOpen() || systemClock().elapsed() - file.lastChange > busyFor;
        if (isOver && !file.hasWork) {
            // Its inode may serve another file from now on.
            if (const auto known = m_byIdentity.find(file.identity);
                known != m_byIdentity.end() && known->second == &file)
                m_byIdentity.erase(known);
            if (!file.isUndecided && !file.continuesElsewhere)
                end(file);
            at = m_files.erase(at);
        } else {
            ++at;
        }
    }
}

void DirectoryReader::look(const std::set<std::string>& paths) {
    for (const std::string& path : paths) {
        const auto known = m_byPath.find(path);
        if (known == m_byPath.end())
            continue;
        Followed& file = *known->second;
        const auto found = examineFile(m_directory, path);
        // Another file under that name, or none: the next rescan sorts it out.
        if (found && found->identity == file.identity)
            classify(file, *found);
    }
}

void DirectoryReader::lookAtBusy() {
    std::set<std::string> paths;
    for (const auto& file : m_files)
        if (file->isBusy && file->isListed)
            paths.insert(file->path);
    look(paths);
}

std::uint64_t DirectoryReader::bytesToRead() const {
    std::uint64_t bytes = 0;
    for (const Followed* file : m_work)
        bytes += file->size - std::min(file->size, file->file.storedBytesRead());
    return bytes;
}

void DirectoryReader::end(Followed& file) {
    m_ended.push_back({file.index, file.file.movedTo(file.file.path())});
}

} // namespace moie
