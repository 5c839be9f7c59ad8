// SPDX-License-Identifier: MIT
// Files that may hold what was read before: compressed ones, and those that were decompressed again.
#include <moie/feed/followed_files.h>

#include <unordered_map>

namespace moie {

namespace {

// Of content that is compared: between two of them the user is listened to.
constexpr std::uint64_t verifiedAtOnce = 4 * 1024 * 1024;

} // namespace

// The content that an archive holds, if it was read before.
struct DirectoryReader::Known {
    std::optional<FileIndex> index;
    Followed* followed = nullptr; // where it is still followed
    LogFile moved{std::string()}; // the archive, as far read as that one
    bool isOfThatName = false;
    bool hadPending = false; // an unfinished line stood behind what was read
};

// Compares archives with what is known, in steps.
class DirectoryReader::Verification {
public:
    explicit Verification(const Tick& tick) : m_tick(tick) {}

    bool isStopped() const { return m_isStopped; }

    // Whether the archive holds what was read from the file; `moved` goes on with it then.
    bool holds(const Followed& archive, const ContentHead& head, const LogFile& file, LogFile& moved) {
        if (!file.mayBeginWith(head))
            return false;
        moved = file.movedTo(archive.file.path());
        if (!moved.open())
            return false;
        while (!m_isStopped) {
            const std::uint64_t before = moved.storedBytesRead();
            const auto reached = moved.reachPosition(verifiedAtOnce);
            if (isCompressed(archive.path))
                m_bytes += moved.storedBytesRead() - before;
            m_isStopped = !m_tick(m_bytes);
            if (!reached || *reached)
                break;
        }
        if (m_isStopped)
            return false;
        if (moved.endsAsBefore().value_or(false))
            return true;
        // Less than was read: the writer went on while it was compressed, or it is not whole yet. The name tells.
        return moved.endsBeforePosition() && withoutCompression(archive.file.path()) == withoutCompression(file.path());
    }

private:
    const Tick& m_tick;
    std::uint64_t m_bytes = 0;
    bool m_isStopped = false;
};

std::uint64_t DirectoryReader::bytesOfArchives() const {
    std::uint64_t bytes = 0;
    for (const auto& file : m_files)
        bytes += file->isUndecided && !file->twin ? file->size : 0;
    return bytes;
}

// Compressed ones that are finished, and of those that have a twin the ones whose twin is gone.
std::vector<DirectoryReader::Followed*> DirectoryReader::archivesToTake(bool atOnce) const {
    std::vector<Followed*> archives;
    std::unordered_map<FileIndex, const Followed*> twins;
    for (const auto& file : m_files) {
        if (!file->isUndecided)
            continue;
        if (file->isListed && (atOnce || !isCompressed(file->path) || isQuiet(file->modified)))
            archives.push_back(file.get());
        if (file->twin)
            twins.emplace(*file->twin, nullptr);
    }
    if (twins.empty())
        return archives;
    for (const auto& file : m_files)
        if (const auto twin = file->isUndecided ? twins.end() : twins.find(file->index); twin != twins.end())
            twin->second = file.get();
    std::erase_if(archives, [&](const Followed* archive) {
        const Followed* twin = archive->twin ? twins.at(*archive->twin) : nullptr;
        return twin != nullptr && (twin->isListed || twin->hasWork);
    });
    return archives;
}

void DirectoryReader::takeArchives(bool atOnce, const Tick& tick) {
    Verification verification(tick);
    // Two with the same beginning may hold the same: where the first has to be read, the second is looked into after
    // it.
    std::set<std::string> heads;
    for (Followed* archive : archivesToTake(atOnce)) {
        LogBytes bytes;
        std::string first(fingerprintBytes, '\0');
        const auto opened = bytes.open(archive->file.path());
        const auto length = opened ? bytes.readAt(0, first.data(), first.size()) : tl::unexpected(opened.error());
        const bool isUnreadable = !length && length.error().code == ErrorCode::PermissionDenied;
        if (!length && !isUnreadable && length.error().code != ErrorCode::Malformed)
            continue; // out of descriptors, or gone: the next look sorts it out
        first.resize(length.value_or(0));
        if (heads.contains(first))
            continue;
        Known known;
        archive->twin.reset();
        if (!findKnown(*archive, ContentHead(first), verification, known))
            return;
        decide(*archive, std::move(known));
        if (archive->hasWork)
            heads.insert(std::move(first));
    }
}

// Of several that it begins with, as after a copy, the one that was read furthest, or has its name. False where the
// search was stopped.
bool DirectoryReader::findKnown(const Followed& archive, const ContentHead& head, Verification& verification,
                                Known& known) {
    const auto consider = [&](const LogFile& file, FileIndex at, Followed* followed) {
        LogFile candidate(archive.file.path());
        const bool isOfThatName = withoutCompression(archive.file.path()) == withoutCompression(file.path());
        if (known.index &&
            std::pair(file.position(), isOfThatName) <= std::pair(known.moved.position(), known.isOfThatName))
            return;
        if (verification.holds(archive, head, file, candidate))
            known = {at, followed, std::move(candidate), isOfThatName, file.pendingBytes() > 0};
    };
    for (const auto& file : m_files)
        if (!file->isUndecided && !file->continuesElsewhere)
            consider(file->file, file->index, file.get());
    for (std::size_t i = m_ended.size(); i-- > 0;)
        consider(m_ended[i].file, m_ended[i].index, nullptr);
    return !verification.isStopped();
}

// Whether a file is one that was read before, is a copy of one that is still there, or is new.
void DirectoryReader::decide(Followed& archive, Known known) {
    if (known.followed != nullptr && (known.followed->isListed || known.followed->hasWork)) {
        char more = 0;
        const std::uint64_t end = known.followed->file.position() + known.followed->file.pendingBytes();
        if (known.followed->hasWork || known.moved.readAt(end, &more, 1).value_or(0) == 0) {
            archive.twin = known.followed->index;
            return;
        }
        known.index.reset(); // a file that goes on otherwise
    } else if (known.followed != nullptr) {
        // A writer may have it open still: what comes belongs to no file that is there.
        known.followed->index = m_store.addFile(known.followed->path, known.followed->identity);
        m_store.setGone(known.followed->index, true);
        known.followed->continuesElsewhere = true;
    }

    archive.isUndecided = false;
    archive.lastChange = systemClock().elapsed();
    if (isCompressed(archive.path))
        m_archived.insert(std::string(withoutCompression(archive.path)));
    else
        archive.isBusy = systemClock().now() - archive.modified < busyFor;
    if (!known.index) {
        archive.index = m_store.addFile(archive.path, archive.identity);
        addWork(archive);
        return;
    }
    archive.index = *known.index;
    const bool isReadWhole = !known.hadPending && known.moved.isReadWhole();
    archive.file = std::move(known.moved);
    archive.file.close(); // many may be taken at once
    m_store.setPath(archive.index, archive.path, archive.identity);
    m_store.setProblem(archive.index, std::nullopt);
    std::erase_if(m_ended, [&](const Ended& ended) { return ended.index == archive.index; });
    if (!isReadWhole)
        addWork(archive);
}

} // namespace moie
