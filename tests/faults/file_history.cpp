// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/file_history.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <zlib.h>

#include "support/log_lines.h"

namespace {

namespace fs = std::filesystem;

const std::array<std::string, 3> paths{"a.jsonl", "b.jsonl", "sub/c.jsonl"};

void require(bool holds, const char* what) {
    if (!holds)
        throw std::runtime_error(what);
}

} // namespace

FileHistory::FileHistory(std::string directory, std::uint64_t seed, FileAccidents accidents)
    : m_directory(std::move(directory)), m_random(seed), m_accidents(accidents) {
    fs::create_directories(absolute("sub"));
}

FileHistory::~FileHistory() {
    for (const auto& file : m_files)
        closeWriter(*file);
}

std::string FileHistory::step() {
    const std::size_t what = below(100);
    if (what < 40)
        return writeLines();
    if (what < 50)
        return writeLate();
    if (what < 62)
        return m_accidents.torn ? writePiece() : writeLines();
    if (what < 74)
        return rotate();
    if (what < 80)
        return m_accidents.archived ? archive() : makeOld();
    if (!m_accidents.replaced)
        return rotate();
    if (what < 85)
        return truncate();
    if (what < 89)
        return copyAndTruncate();
    if (what < 93)
        return remove();
    return what < 97 ? replaceByOther() : makeOld();
}

// Lines of many lengths, each told by its n.
std::string FileHistory::nextLine() {
    ++m_lastEntry;
    return textOf(m_lastEntry) + "\n";
}

std::string FileHistory::textOf(std::uint32_t entry) const {
    const std::size_t filling = entry % 7 == 0 ? 1500 : entry * 37 % 90;
    std::string line = logLines::line({.number = entry, .message = std::string(filling, 'x')});
    line.pop_back();
    return line;
}

bool FileHistory::isListed(const File& file) {
    return file.path.ends_with(".jsonl");
}

std::set<std::uint32_t> FileHistory::wholeEntries(const std::string& bytes, bool withUnfinished) {
    static const std::string id = "\"interaction_id\": \"s_";
    std::set<std::uint32_t> entries;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t newline = bytes.find('\n', at);
        if (newline == std::string::npos && !withUnfinished)
            break;
        const std::size_t end = std::min(newline, bytes.size());
        const std::string line = bytes.substr(at, end - at);
        const std::size_t start = line.rfind("{\"timestamp\"");
        const std::size_t number = start == std::string::npos ? start : line.find(id, start);
        // Nothing in these lines ends in "}}" but a whole entry.
        if (number != std::string::npos && line.ends_with("}}"))
            entries.insert(static_cast<std::uint32_t>(std::atoi(line.c_str() + number + id.size())));
        at = end + 1;
    }
    return entries;
}

FileHistory::File* FileHistory::fileAt(const std::string& path) {
    const auto found =
        std::find_if(m_files.begin(), m_files.end(), [&](const auto& file) { return file->path == path; });
    return found == m_files.end() ? nullptr : found->get();
}

// The file under the name, with a writer that has it open.
FileHistory::File& FileHistory::current(const std::string& path) {
    File* file = fileAt(path);
    if (file == nullptr) {
        m_files.push_back(std::make_unique<File>());
        file = m_files.back().get();
        file->path = path;
    }
    if (file->descriptor < 0) {
        file->appends = !m_accidents.replaced || below(4) > 0;
        file->offset = file->bytes.size();
        const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (file->appends ? O_APPEND : 0);
        file->descriptor = ::open(absolute(path).c_str(), flags, 0600);
        require(file->descriptor >= 0, "cannot open a log for writing");
    }
    return *file;
}

void FileHistory::write(File& file, const std::string& text) {
    const std::uint64_t at = file.appends ? file.bytes.size() : file.offset;
    require(::pwrite(file.descriptor, text.data(), text.size(), static_cast<off_t>(at)) ==
                static_cast<ssize_t>(text.size()),
            "cannot write to a log");
    file.bytes.resize(at, '\0');
    file.bytes += text;
    file.offset = file.bytes.size();
    file.isOld = false;
    meet(file);
}

void FileHistory::meet(File& file) {
    for (const std::uint32_t entry : wholeEntries(file.bytes, true)) {
        m_written.insert(entry);
        if (file.met.insert(entry).second)
            ++m_places[entry];
    }
}

void FileHistory::meetAgain(File& file) {
    file.met.clear();
    meet(file);
}

void FileHistory::closeWriter(File& file) {
    if (file.descriptor >= 0)
        ::close(file.descriptor);
    file.descriptor = -1;
    file.unsent.clear();
}

void FileHistory::setSize(File& file, std::size_t size) {
    fs::resize_file(absolute(file.path), size);
    file.bytes.resize(size);
    // What is held open is known by its content; until the next look it is not.
    file.isHeld = false;
    file.isOld = false;
    file.unsent.clear(); // or halves of two lines could make a third one
    meetAgain(file);
}

void FileHistory::rename(File& file, const std::string& to) {
    fs::rename(absolute(file.path), absolute(to));
    if (File* replaced = fileAt(to); replaced != nullptr)
        replaced->path.clear();
    file.path = to;
}

std::string FileHistory::rotatedName(const std::string& path) {
    const std::string number = std::to_string(++m_rotations);
    return below(2) == 0 ? path.substr(0, path.size() - 6) + "." + number + ".jsonl" : path + "." + number;
}

std::string FileHistory::writeLines() {
    File& file = current(paths[below(paths.size())]);
    std::string text = std::exchange(file.unsent, {});
    const bool abandons = !text.empty() && below(4) == 0;
    if (abandons)
        text = below(2) == 0 ? "\n" : "";
    const std::size_t count = 1 + below(3);
    for (std::size_t i = 0; i < count; ++i)
        text += nextLine();
    write(file, text);
    return "write " + std::to_string(count) + " lines to " + file.path + ", the last being " +
           std::to_string(m_lastEntry) + (abandons ? ", after an abandoned one" : "");
}

std::string FileHistory::writePiece() {
    File& file = current(paths[below(paths.size())]);
    if (file.unsent.empty())
        file.unsent = nextLine();
    // Often all but the line end.
    const std::size_t size = below(3) == 0 ? file.unsent.size() - 1 : below(file.unsent.size());
    write(file, file.unsent.substr(0, size));
    file.unsent.erase(0, size);
    return "write " + std::to_string(size) + " bytes of a line to " + file.path;
}

// What a writer still has to say to a file that was renamed or deleted under it.
std::string FileHistory::writeLate() {
    std::vector<File*> open;
    for (const auto& file : m_files)
        if (file->descriptor >= 0 && std::find(paths.begin(), paths.end(), file->path) == paths.end())
            open.push_back(file.get());
    if (open.empty())
        return writeLines();
    File& file = *open[below(open.size())];
    write(file, std::exchange(file.unsent, {}) + nextLine());
    if (below(3) == 0)
        closeWriter(file);
    return "write the late line " + std::to_string(m_lastEntry) + " to " +
           (file.path.empty() ? "a deleted file" : file.path);
}

std::string FileHistory::rotate() {
    File* file = fileAt(paths[below(paths.size())]);
    if (file == nullptr)
        return writeLines();
    const std::string from = file->path;
    rename(*file, rotatedName(from));
    return "rename " + from + " to " + file->path;
}

std::string FileHistory::truncate() {
    File* file = fileAt(paths[below(paths.size())]);
    if (file == nullptr)
        return writeLines();
    setSize(*file, below(2) == 0 ? 0 : below(file->bytes.size() + 1));
    return "truncate " + file->path + " to " + std::to_string(file->bytes.size());
}

std::string FileHistory::copyAndTruncate() {
    File* file = fileAt(paths[below(paths.size())]);
    if (file == nullptr)
        return writeLines();
    auto copy = std::make_unique<File>();
    copy->path = rotatedName(file->path);
    copy->bytes = file->bytes;
    fs::copy_file(absolute(file->path), absolute(copy->path));
    meet(*copy);
    setSize(*file, 0);
    m_files.push_back(std::move(copy));
    return "copy " + file->path + " to " + m_files.back()->path + " and truncate it";
}

std::string FileHistory::remove() {
    File* file = fileAt(paths[below(paths.size())]);
    if (file == nullptr)
        return writeLines();
    const std::string path = std::exchange(file->path, {});
    fs::remove(absolute(path));
    if (below(2) == 0)
        closeWriter(*file);
    return "delete " + path;
}

// As an editor or a restored backup does.
std::string FileHistory::replaceByOther() {
    File* old = fileAt(paths[below(paths.size())]);
    if (old == nullptr)
        return writeLines();
    const std::string path = old->path;
    const bool keepsSome = below(2) == 0;
    auto other = std::make_unique<File>();
    other->path = "other";
    const std::string kept = keepsSome ? old->bytes.substr(0, old->bytes.rfind('\n') + 1) : std::string();
    m_files.push_back(std::move(other));
    File& file = current("other");
    write(file, kept + nextLine());
    rename(file, path);
    return std::string("put another file ") + (keepsSome ? "with the same beginning " : "") + "under " + path;
}

// Its time is set back, so that a reader that starts does not hold it open, and its inode may be used anew.
std::string FileHistory::makeOld() {
    File* file = fileAt(paths[below(paths.size())]);
    if (file == nullptr)
        return writeLines();
    closeWriter(*file);
    const timespec before{1763600000 + static_cast<time_t>(m_lastEntry), 0};
    const std::array<timespec, 2> times{before, before};
    require(::utimensat(AT_FDCWD, absolute(file->path).c_str(), times.data(), 0) == 0, "cannot set a file's time");
    file->isOld = true;
    return "set back the time of " + file->path;
}

std::string FileHistory::archive() {
    std::vector<File*> rotated;
    for (const auto& file : m_files)
        if (isListed(*file) && std::find(paths.begin(), paths.end(), file->path) == paths.end())
            rotated.push_back(file.get());
    if (rotated.empty())
        return rotate();
    File& file = *rotated[below(rotated.size())];
    closeWriter(file);
    const std::string from = file.path;
    gzFile compressed = ::gzopen(absolute(from + ".gz").c_str(), "wb");
    require(compressed != nullptr, "cannot compress a log");
    ::gzwrite(compressed, file.bytes.data(), static_cast<unsigned>(file.bytes.size()));
    require(::gzclose(compressed) == Z_OK, "cannot compress a log");
    fs::remove(absolute(from));
    file.path += ".gz";
    file.isHeld = false;
    // The archive may be taken for a deleted file that it begins like, and then nobody waits for more of that one.
    for (const auto& other : m_files)
        if (other->path.empty() && file.bytes.starts_with(other->bytes.substr(0, other->bytes.find('\n'))))
            other->isHeld = false;
    // A last line that was not taken yet may be taken of both, since nothing else may be known of them.
    for (const std::uint32_t entry : wholeEntries(file.bytes.substr(file.bytes.rfind('\n') + 1), true))
        ++m_places[entry];
    return "compress " + from;
}

std::uint32_t FileHistory::places(std::uint32_t entry) const {
    const auto found = m_places.find(entry);
    return found == m_places.end() ? 0 : found->second;
}

std::map<std::string, std::uint64_t> FileHistory::listedSizes() const {
    std::map<std::string, std::uint64_t> sizes;
    for (const auto& file : m_files)
        if (isListed(*file))
            sizes[file->path] = file->bytes.size();
    return sizes;
}

std::set<std::string> FileHistory::listedPaths() const {
    std::set<std::string> listed;
    for (const auto& [path, size] : listedSizes())
        listed.insert(path);
    return listed;
}

std::set<std::uint32_t> FileHistory::lookedAt() {
    for (const auto& file : m_files) {
        const bool isArchive = file->path.ends_with(".jsonl.gz");
        if (!isListed(*file) && !isArchive && !file->isHeld)
            continue;
        m_must.merge(wholeEntries(file->bytes, false));
        file->isHeld = file->isHeld || (isListed(*file) && !file->isOld);
    }
    return m_must;
}

void FileHistory::readerStarted() {
    m_must.clear();
    m_places.clear();
    for (const auto& file : m_files) {
        file->isHeld = false;
        meetAgain(*file);
    }
}
