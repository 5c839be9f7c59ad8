// SPDX-License-Identifier: MIT
// What a reader knows as an image, and what of one still holds when a directory is opened again.
#include <moie/feed/followed_files.h>

#include <algorithm>
#include <unordered_map>

namespace moie {

namespace {

bool isPlain(const std::string& path) {
    return !isCompressed(path);
}

// Whether the file holds what was read of it, and perhaps more. A compressed one was read to its end: it is told by its
// inode, size and times alone, since its content would have to be decoded.
bool isAsRead(const std::string& directory, const FoundFile& found, const FileStatus& status,
              const StoredReading& reading) {
    if (reading.isKept == 0 || found.identity != status.identity || found.size < reading.size)
        return false;
    const bool isSameTime = found.modified == reading.modified && found.changed == reading.changed;
    if (!isPlain(found.path))
        return found.size == reading.size && isSameTime;
    if (found.size == reading.size && reading.isTimeSure != 0 && !isSameTime)
        return false;
    LogFile file(directory + "/" + found.path, reading.state());
    return file.open() && file.identity() == found.identity && file.isContinued().value_or(false);
}

std::uint64_t firstLineHashAt(const std::string& path) {
    LogBytes bytes;
    std::string head(fingerprintBytes, '\0');
    const auto length = bytes.open(path) ? bytes.readAt(0, head.data(), head.size()) : Result<std::size_t>(0);
    head.resize(length.value_or(0));
    return firstLineHashOf(head);
}

} // namespace

std::optional<IndexImage> DirectoryReader::image() const {
    auto store = m_store.image();
    if (!store || hasWork())
        return std::nullopt;
    IndexImage image{std::move(*store), {}};
    image.readings.resize(image.store.files.size());
    for (const auto& file : m_files) {
        const LogFile::State state = file->file.state();
        // What stands at its end may still grow: an unfinished line is read again, but not one that was taken for
        // whole.
        const bool isEndSure = isPlain(file->path) ? !state.tookUnfinished : file->file.pendingBytes() == 0;
        const bool isWhole = !file->isUndecided && file->isListed && !file->continuesElsewhere && !file->hasWork &&
                             !file->mustReadAgain && !file->showsProblem && !file->mayDiffer &&
                             file->file.isAsReadAtOnce() && isEndSure;
        if (!isWhole)
            continue;
        const bool isTimeSure = !file->isFresh && (!isPlain(file->path) || file->size == file->file.storedBytesRead());
        image.readings[index(file->index)] = {1,
                                              file->size,
                                              file->modified,
                                              file->changed,
                                              isTimeSure ? 1u : 0u,
                                              state.position,
                                              state.lineNumber,
                                              state.headHash,
                                              state.headLength,
                                              state.firstLineHash,
                                              state.tailHash,
                                              state.tookUnfinished ? 1u : 0u};
    }
    return image;
}

// Decides which files of the image are taken over. All others are read as if nothing were known of them.
class DirectoryReader::Restoring {
public:
    Restoring(const std::string& directory, const IndexContents& contents, const DirectoryListing& listing)
        : m_directory(directory), m_contents(contents), m_found(contents.readings.size()) {
        std::unordered_map<std::string_view, const FoundFile*> byPath;
        for (const FoundFile& found : listing.files)
            byPath.emplace(found.path, &found);
        for (std::size_t i = 0; i < m_found.size(); ++i) {
            const FileStatus& status = contents.store->files[i];
            const auto found = byPath.find(status.path);
            if (found != byPath.end() && isAsRead(directory, *found->second, status, contents.readings[i]))
                m_found[i] = found->second;
        }
        dropRepeats();
        if (areArchivesInDoubt(listing)) {
            for (std::size_t i = 0; i < m_found.size(); ++i)
                if (m_found[i] != nullptr && !isPlain(m_found[i]->path))
                    m_found[i] = nullptr;
            dropRepeats();
        }
    }

    // Whether the image holds as it stands.
    bool isWhole() const {
        return m_contents.store->isArranged && std::find(m_found.begin(), m_found.end(), nullptr) == m_found.end();
    }
    // By the image's FileIndex; null where it is not taken over.
    const std::vector<const FoundFile*>& found() const { return m_found; }

private:
    // A repeat may be of an entry that is not taken over.
    void dropRepeats() {
        if (isWhole())
            return;
        const std::vector<bool> hasRepeats = m_contents.store->filesWithRepeats();
        for (std::size_t i = 0; i < m_found.size(); ++i)
            if (hasRepeats[i])
                m_found[i] = nullptr;
    }

    // What a compressed file is (a log of its own, or the copy of another) depends on those that begin like it. Where
    // such a one came or grew, all of them are decided on anew.
    bool areArchivesInDoubt(const DirectoryListing& listing) const {
        std::set<std::uint64_t> firstLines;
        std::set<std::string_view> names;
        std::unordered_map<const FoundFile*, std::size_t> known;
        for (std::size_t i = 0; i < m_found.size(); ++i) {
            if (m_found[i] == nullptr)
                continue;
            known.emplace(m_found[i], i);
            if (isPlain(m_found[i]->path))
                continue;
            firstLines.insert(m_contents.readings[i].firstLineHash);
            names.insert(withoutCompression(m_found[i]->path));
        }
        if (firstLines.empty())
            return false;
        return std::any_of(listing.files.begin(), listing.files.end(), [&](const FoundFile& file) {
            const auto at = known.find(&file);
            if (at != known.end() && file.size == m_contents.readings[at->second].size)
                return false;
            return names.contains(file.path) || firstLines.contains(firstLineHashAt(m_directory + "/" + file.path));
        });
    }

    const std::string& m_directory;
    const IndexContents& m_contents;
    std::vector<const FoundFile*> m_found;
};

void DirectoryReader::restore(const DirectoryListing& listing) {
    IndexContents contents = std::move(*m_restored);
    m_restored.reset();
    const Restoring restoring(m_directory, contents, listing);
    std::vector<FileIndex> indices(contents.readings.size());
    if (restoring.isWhole()) {
        for (std::size_t i = 0; i < indices.size(); ++i)
            indices[i] = FileIndex{static_cast<std::uint32_t>(i)};
        m_store.adopt(std::move(*contents.store));
        m_bytesTakenOver = m_store.bytesRead();
    } else {
        const auto rows = contents.store->rowsOfFiles();
        for (std::size_t i = 0; i < indices.size(); ++i) {
            const FoundFile* found = restoring.found()[i];
            if (found == nullptr)
                continue;
            indices[i] = m_store.addFile(found->path, found->identity);
            m_store.append(indices[i], contents.store->batchOf(FileIndex{static_cast<std::uint32_t>(i)}, rows[i]));
        }
    }
    for (std::size_t i = 0; i < indices.size(); ++i)
        if (const FoundFile* found = restoring.found()[i])
            followRestored(*found, indices[i], contents.readings[i]);
    holdBusyOpen();
}

void DirectoryReader::followRestored(const FoundFile& found, FileIndex index, const StoredReading& reading) {
    auto file = std::make_unique<Followed>(m_directory + "/" + found.path);
    file->file = LogFile(m_directory + "/" + found.path, reading.state());
    file->index = index;
    file->identity = found.identity;
    file->path = found.path;
    file->size = found.size;
    file->modified = found.modified;
    file->changed = found.changed;
    file->isFresh = std::chrono::abs(systemClock().now() - found.modified) < fileClockTick;
    file->lastChange = systemClock().elapsed();
    if (isCompressed(found.path))
        m_archived.insert(std::string(withoutCompression(found.path)));
    else {
        file->isBusy = systemClock().now() - found.modified < busyFor;
        if (found.size > reading.position)
            addWork(*file); // what came since, and the unfinished line
    }
    m_byIdentity[found.identity] = file.get();
    m_files.push_back(std::move(file));
}

} // namespace moie
