// SPDX-License-Identifier: MIT
// Reads what was found to be new, on this thread or on several.
#include <moie/feed/followed_files.h>

#include <atomic>
#include <sys/resource.h>
#include <thread>

#include <moie/feed/piece_queue.h>

namespace moie {

namespace {

constexpr std::uint64_t pieceBytes = 4 * 1024 * 1024;
// Below this, threads cost more than they bring.
constexpr std::uint64_t parallelFrom = 8 * 1024 * 1024;
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

} // namespace

void DirectoryReader::readAll(const Tick& tick) {
    std::stable_sort(m_work.begin(), m_work.end(),
                     [](const Followed* a, const Followed* b) { return dateInName(a->path) > dateInName(b->path); });
    if (m_parseThreads < 2 || bytesToRead() < parallelFrom)
        readHere(tick);
    else
        readInParallel(tick);
    std::erase_if(m_work, [](const Followed* file) { return !file->hasWork; });
    holdBusyOpen();
}

void DirectoryReader::readHere(const Tick& tick) {
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
    const std::uint64_t after = file.file.storedBytesRead();
    piece.bytes = after - std::min(before, after);
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
    // A compressed file is read when it is finished; to come back to its end would mean to decode it anew.
    if (more && piece.isLast && isCompressed(file.path))
        if (const auto taken = file.file.takeUnfinishedLine(reading.parser, piece.batch); !taken)
            piece.problem = taken.error();
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
        // One that reading was stopped in stays as it is: a compressed one would have to be decoded anew.
        if (!file->isListed || file->hasWork)
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
    if (file.file.pendingBytes() == 0 || file.hasWork || isCompressed(file.path))
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

void DirectoryReader::readInParallel(const Tick& tick) {
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
