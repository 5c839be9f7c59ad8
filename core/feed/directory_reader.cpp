// SPDX-License-Identifier: MIT
#include <moie/feed/directory_reader.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <sys/resource.h>
#include <thread>

namespace moie {

namespace {

constexpr std::uint64_t pieceBytes = 4 * 1024 * 1024;
constexpr std::size_t mostPiecesWaiting = 16;
// Below this, threads cost more than they bring.
constexpr std::uint64_t parallelFrom = 8 * 1024 * 1024;
// A file that was not written to for this long is no longer expected to grow under another name.
constexpr Duration busyFor = std::chrono::minutes(1);
constexpr Duration quietFor = std::chrono::seconds(2);
// Two changes of a file that are nearer to each other may have the same time.
constexpr Duration fileClockTick = std::chrono::milliseconds(50);
// Files held open between reads: so many, and no more than a quarter of what the process may open; beyond it they are
// opened for each read.
constexpr rlim_t mostHeldOpen = 256;

// "2026-11-20" of "love_vector_2026-11-20.jsonl"; empty where the name has no date.
std::string_view dateInName(std::string_view path) {
    path = withoutCompression(path);
    constexpr std::size_t tail = std::string_view("2026-11-20.jsonl").size();
    if (path.size() < tail)
        return {};
    const std::string_view date = path.substr(path.size() - tail, 10);
    const bool isDate =
        std::all_of(date.begin(), date.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
    return isDate && date[4] == '-' && date[7] == '-' ? date : std::string_view();
}

// Not written to for a while; or, by its time, not yet.
bool isQuiet(Time modified) {
    const Duration since = systemClock().now() - modified;
    return std::max(since, -since) >= quietFor;
}

} // namespace

struct DirectoryReader::Followed {
    explicit Followed(std::string absolute) : file(std::move(absolute)) {}

    LogFile file;
    FileIndex index{};
    FileIdentity identity;
    std::string path; // relative
    std::uint64_t size = 0;
    Time modified = unknownTime;
    Duration lastChange{0}; // on the monotonic clock
    bool isBusy = false;
    bool isFresh = false;    // written to just before the last look: it may have changed again at the same time
    bool isHeldOpen = false; // between reads, for what comes after a rename
    bool hasWork = false;
    bool isListed = true;
    bool showsProblem = false;       // in the store
    bool mustReadAgain = false;      // it could not be opened, or was not the file that its name stood for
    bool continuesElsewhere = false; // its content, in a compressed file
    bool isUndecided = false;        // a compressed file that was not looked into yet; it has no index
    std::optional<FileIndex> twin;   // an undecided one's: the file, still there, whose content it holds
    bool lookedAtUnfinished = false; // the unfinished last line, since the file last changed
};

// What one read of a file yielded.
struct DirectoryReader::Piece {
    Followed* file = nullptr;
    RowBatch batch;
    std::uint64_t bytes = 0;
    bool isLast = false;
    bool wasRenamed = false;
    std::optional<Error> problem;
};

DirectoryReader::DirectoryReader(std::string directory, unsigned parseThreads, std::uint64_t generation)
    : m_directory(std::move(directory)),
      m_parseThreads(parseThreads > 0 ? parseThreads : std::max(1u, std::thread::hardware_concurrency())),
      m_store(m_directory, generation, m_parseThreads) {}

DirectoryReader::~DirectoryReader() = default;

Result<> DirectoryReader::rescan() {
    auto listing = scanDirectory(m_directory);
    if (!listing)
        return tl::unexpected(listing.error());
    m_directories = std::move(listing->directories);
    m_problems = std::move(listing->problems);
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
        classify(file, found.size, found.modified);
    }
    m_byPath = std::move(byPath);
    for (const auto& file : m_files)
        file->isBusy = file->isBusy && systemClock().elapsed() - file->lastChange < busyFor;
    drainUnlisted(listed);
    return {};
}

DirectoryReader::Followed& DirectoryReader::follow(const FoundFile& found) {
    const std::string absolute = m_directory + "/" + found.path;
    if (const auto known = m_byIdentity.find(found.identity); known != m_byIdentity.end()) {
        Followed& file = *known->second;
        if (!file.isListed || file.path != found.path) {
            file.path = found.path;
            file.isListed = true;
            file.file.rename(absolute);
            if (!file.isUndecided)
                m_store.setPath(file.index, found.path, found.identity);
        }
        if (file.isUndecided && !isCompressed(found.path)) {
            // A log has got the inode of an archive.
            file.isUndecided = false;
            file.modified = unknownTime;
            file.index = m_store.addFile(found.path, found.identity);
        }
        return file;
    }
    auto file = std::make_unique<Followed>(absolute);
    file->path = found.path;
    file->identity = found.identity;
    if (isCompressed(found.path))
        file->isUndecided = true;
    else
        file->index = m_store.addFile(found.path, found.identity);
    m_byIdentity[found.identity] = file.get();
    m_files.push_back(std::move(file));
    return *m_files.back();
}

void DirectoryReader::classify(Followed& file, std::uint64_t size, Time modified) {
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
    file.size = size;
    file.modified = modified;
    file.isFresh = std::chrono::abs(systemClock().now() - modified) < fileClockTick;
    if (file.isUndecided) {
        file.twin.reset();
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
        else if (looksUnchanged && !file.isHeldOpen && !file.hasWork)
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
    file.isUndecided = isCompressed(file.path);
    if (!file.isUndecided) {
        file.index = m_store.addFile(file.path, file.identity);
        return;
    }
    // Another archive, which may hold what is known.
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
            m_byIdentity.erase(file.identity);
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
            classify(file, found->size, found->modified);
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

std::uint64_t DirectoryReader::bytesOfArchives() const {
    std::uint64_t bytes = 0;
    for (const auto& file : m_files)
        bytes += file->isUndecided && !file->twin ? file->size : 0;
    return bytes;
}

void DirectoryReader::end(Followed& file) {
    m_ended.push_back({file.index, file.file.movedTo(file.file.path())});
}

DirectoryReader::Followed* DirectoryReader::followedWith(FileIndex file) const {
    const auto found = std::find_if(m_files.begin(), m_files.end(), [&](const auto& followed) {
        return !followed->isUndecided && followed->index == file;
    });
    return found == m_files.end() ? nullptr : found->get();
}

void DirectoryReader::takeArchives(bool atOnce) {
    std::vector<Followed*> archives;
    for (const auto& file : m_files) {
        if (!file->isUndecided || !file->isListed || !(atOnce || isQuiet(file->modified)))
            continue;
        const Followed* twin = file->twin ? followedWith(*file->twin) : nullptr;
        if (twin == nullptr || (!twin->isListed && !twin->hasWork))
            archives.push_back(file.get());
    }
    // Two with the same beginning may hold the same: the second is looked into once the first was read.
    std::set<std::string> heads;
    for (Followed* archive : archives) {
        LogBytes bytes;
        std::string head(fingerprintBytes, '\0');
        const auto opened = bytes.open(archive->file.path());
        const auto length = opened ? bytes.readAt(0, head.data(), head.size()) : tl::unexpected(opened.error());
        const bool isUnreadable = !length && length.error().code == ErrorCode::PermissionDenied;
        if (!length && !isUnreadable && length.error().code != ErrorCode::Malformed)
            continue; // out of descriptors, or gone: the next look sorts it out
        head.resize(length.value_or(0));
        if (heads.insert(head).second)
            decide(*archive, head);
    }
}

// Whether a compressed file is one that was read before, is a copy of one that is still there, or is new.
void DirectoryReader::decide(Followed& archive, std::string_view head) {
    archive.twin.reset();
    LogFile moved(archive.file.path());
    std::optional<FileIndex> known;
    Followed* followed = nullptr; // where the known content is still followed
    // Of several that it begins with, as after a copy, the one that was read furthest.
    const auto consider = [&](const LogFile& file, FileIndex at, Followed* itsFollowed) {
        LogFile candidate(archive.file.path());
        if ((known && file.position() <= moved.position()) || !holds(archive, head, file, candidate))
            return;
        moved = std::move(candidate);
        known = at;
        followed = itsFollowed;
    };
    for (const auto& file : m_files)
        if (!file->isUndecided && !file->continuesElsewhere)
            consider(file->file, file->index, file.get());
    for (std::size_t i = m_ended.size(); i-- > 0;)
        consider(m_ended[i].file, m_ended[i].index, nullptr);
    if (followed != nullptr && (followed->isListed || followed->hasWork)) {
        char more = 0;
        const std::uint64_t end = followed->file.position() + followed->file.pendingBytes();
        if (followed->hasWork || moved.readAt(end, &more, 1).value_or(0) == 0) {
            archive.twin = followed->index;
            return;
        }
        known.reset(); // a file that goes on otherwise
    } else if (followed != nullptr) {
        // A writer may have it open still: what comes belongs to no file that is there.
        followed->index = m_store.addFile(followed->path, followed->identity);
        m_store.setGone(followed->index, true);
        followed->continuesElsewhere = true;
    }

    archive.isUndecided = false;
    archive.index = known ? *known : m_store.addFile(archive.path, archive.identity);
    if (known) {
        archive.file = std::move(moved);
        archive.file.close(); // many may be taken at once
        m_store.setPath(*known, archive.path, archive.identity);
        std::erase_if(m_ended, [&](const Ended& ended) { return ended.index == *known; });
    }
    addWork(archive);
}

// Whether the archive holds what was read from the file; `moved` goes on with it then.
bool DirectoryReader::holds(const Followed& archive, std::string_view head, const LogFile& file, LogFile& moved) {
    if (!file.mayBeginWith(head))
        return false;
    moved = file.movedTo(archive.file.path());
    if (!moved.open())
        return false;
    if (moved.isContinued().value_or(false))
        return true;
    // Less than was read: the writer went on while it was compressed, or the compression was cut. The name tells.
    return moved.endsBeforePosition() && withoutCompression(archive.file.path()) == withoutCompression(file.path());
}

void DirectoryReader::readAll(const std::function<bool(std::uint64_t)>& tick) {
    std::stable_sort(m_work.begin(), m_work.end(),
                     [](const Followed* a, const Followed* b) { return dateInName(a->path) > dateInName(b->path); });
    if (m_parseThreads < 2 || bytesToRead() < parallelFrom)
        readHere(tick);
    else
        readInParallel(tick);
    std::erase_if(m_work, [](const Followed* file) { return !file->hasWork; });
    holdBusyOpen();
}

void DirectoryReader::readHere(const std::function<bool(std::uint64_t)>& tick) {
    std::uint64_t done = 0;
    for (Followed* file : m_work) {
        while (file->hasWork) {
            Piece piece = readPiece(*file, m_reading);
            done += piece.bytes;
            take(*file, piece);
            if (!tick(done))
                return;
        }
    }
}

DirectoryReader::Piece DirectoryReader::readPiece(Followed& file, Reading& reading) {
    Piece piece;
    piece.file = &file;
    piece.isLast = true;
    const auto opened = openFollowed(file);
    if (!opened || !*opened) {
        piece.wasRenamed = opened.has_value();
        if (!opened)
            piece.problem = opened.error();
        return piece;
    }
    const std::uint64_t before = file.file.storedBytesRead();
    const auto more = file.file.read(reading.parser, reading.buffer, piece.batch, pieceBytes);
    piece.bytes = file.file.storedBytesRead() - before;
    if (more)
        piece.isLast = !*more;
    else
        piece.problem = more.error();
    if (more && piece.isLast && file.file.damage())
        piece.problem = file.file.damage();
    if (more && piece.isLast && file.file.isCut())
        piece.problem =
            Error{ErrorCode::Malformed,
                  "the compressed file ends in the middle of its content: it is still being written, or was cut; what "
                  "it holds was read",
                  file.file.path(),
                  {}};
    // There may be more files than descriptors.
    if (piece.isLast && !file.isHeldOpen)
        file.file.close();
    return piece;
}

// On the feed's thread. A worker has left a file when its last piece arrives, and not before.
void DirectoryReader::take(Followed& file, const Piece& piece) {
    m_store.append(file.index, piece.batch);
    if (piece.problem || file.showsProblem)
        m_store.setProblem(file.index, piece.problem);
    file.showsProblem = piece.problem.has_value();
    // What is damaged stays so until the file changes.
    file.mustReadAgain = piece.wasRenamed || (piece.problem && piece.problem->code != ErrorCode::Malformed);
    file.lookedAtUnfinished = false;
    if (!piece.isLast)
        return;
    file.hasWork = false;
    m_store.setPending(file.index, file.file.pendingBytes());
}

// Opens the file that is followed. False where its name stands for another one by now, or for none: the next rescan
// sorts it out.
Result<bool> DirectoryReader::openFollowed(Followed& file) {
    if (file.file.isOpen())
        return true;
    if (const auto opened = file.file.open(); !opened) {
        if (opened.error().code == ErrorCode::NotFound)
            return false;
        return tl::unexpected(opened.error());
    }
    const auto identity = file.file.identity();
    if (!identity)
        return tl::unexpected(identity.error());
    if (*identity == file.identity)
        return true;
    file.file.close();
    return false;
}

// What a writer still appends to a file that is renamed or deleted is found only where it is open: the files that were
// written to last are.
void DirectoryReader::holdBusyOpen() {
    std::vector<Followed*> busy;
    for (const auto& file : m_files) {
        if (!file->isListed)
            continue;
        if (file->isBusy && !isCompressed(file->path))
            busy.push_back(file.get());
        else
            file->file.close();
        file->isHeldOpen = false;
    }
    rlimit descriptors{};
    const bool isLimited = ::getrlimit(RLIMIT_NOFILE, &descriptors) == 0;
    const std::size_t count =
        std::min<std::size_t>(busy.size(), std::min(mostHeldOpen, isLimited ? descriptors.rlim_cur / 4 : mostHeldOpen));
    std::partial_sort(busy.begin(), busy.begin() + static_cast<std::ptrdiff_t>(count), busy.end(),
                      [](const Followed* a, const Followed* b) { return a->lastChange > b->lastChange; });
    for (std::size_t i = count; i < busy.size(); ++i)
        busy[i]->file.close();
    for (std::size_t i = 0; i < count; ++i)
        busy[i]->isHeldOpen = openFollowed(*busy[i]).value_or(false);
}

void DirectoryReader::takeUnfinished(Followed& file) {
    if (file.file.pendingBytes() == 0 || file.hasWork)
        return;
    const auto opened = openFollowed(file);
    if (opened && !*opened)
        return;
    RowBatch batch;
    const auto taken =
        opened ? file.file.takeUnfinishedLine(m_reading.parser, batch) : Result<>(tl::unexpected(opened.error()));
    if (!file.isHeldOpen)
        file.file.close();
    if (!taken) {
        m_store.setProblem(file.index, taken.error());
        file.showsProblem = file.mustReadAgain = true;
        return;
    }
    file.lookedAtUnfinished = true;
    m_store.append(file.index, batch);
    m_store.setPending(file.index, file.file.pendingBytes());
}

void DirectoryReader::takeQuietLines() {
    for (const auto& file : m_files)
        if (!file->lookedAtUnfinished && systemClock().elapsed() - file->lastChange >= quietFor)
            takeUnfinished(*file);
}

void DirectoryReader::takeAllUnfinishedLines() {
    for (const auto& file : m_files)
        takeUnfinished(*file);
}

namespace {

// Pieces on their way from the parse workers to the feed's thread.
template <typename Piece>
class PieceQueue {
public:
    // Waits while the queue is full.
    void push(Piece piece) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_pieces.size() < mostPiecesWaiting; });
        m_pieces.push_back(std::move(piece));
        m_changed.notify_all();
    }

    // Waits for a piece; nothing once all writers have left.
    std::optional<Piece> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_writers == 0 || !m_pieces.empty(); });
        if (m_pieces.empty())
            return std::nullopt;
        Piece piece = std::move(m_pieces.front());
        m_pieces.pop_front();
        m_changed.notify_all();
        return piece;
    }

    void enter() {
        const std::lock_guard lock(m_mutex);
        ++m_writers;
    }
    void leave() {
        const std::lock_guard lock(m_mutex);
        --m_writers;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Piece> m_pieces;
    unsigned m_writers = 0;
};

} // namespace

void DirectoryReader::readInParallel(const std::function<bool(std::uint64_t)>& tick) {
    PieceQueue<Piece> queue;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopping{false};
    const auto work = [&] {
        Reading reading;
        while (!stopping) {
            const std::size_t at = next++;
            if (at >= m_work.size())
                break;
            Followed& file = *m_work[at];
            for (bool isLast = false; !isLast && !stopping;) {
                Piece piece = readPiece(file, reading);
                isLast = piece.isLast;
                queue.push(std::move(piece));
            }
        }
        queue.leave();
    };
    const std::size_t count = std::min<std::size_t>(m_parseThreads, m_work.size());
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < count; ++i) {
        queue.enter();
        workers.emplace_back(work);
    }
    std::uint64_t done = 0;
    // Even when stopped, what the workers have read is taken: their files stand behind it.
    while (auto piece = queue.pop()) {
        done += piece->bytes;
        take(*piece->file, *piece);
        if (!tick(done))
            stopping = true;
    }
}

} // namespace moie
