// SPDX-License-Identifier: MIT
// Reads one log file as it grows: whole lines to the parser, the unfinished last line held back until its rest arrives.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <moie/base/file_identity.h>
#include <moie/base/result.h>
#include <moie/files/log_bytes.h>
#include <moie/ingest/line_parser.h>

namespace moie {

// Of a file's beginning and end, to know them again.
inline constexpr std::uint64_t fingerprintBytes = 1024;

// The first bytes of a content, to be compared with those of many files.
struct ContentHead {
    explicit ContentHead(std::string first); // up to fingerprintBytes
    std::string bytes;
    std::uint64_t hash = 0; // of all of them
};

// Two contents of which one begins with the other's first line have the same; `head` is up to fingerprintBytes.
std::uint64_t firstLineHashOf(std::string_view head);

// Longer lines are rejected unread.
inline constexpr std::uint64_t longestLine = 64 * 1024 * 1024;

// Not thread-safe, but may be handed from thread to thread. Keeps its descriptor between reads, so that what a writer
// still appends to a renamed file is found. Of a compressed file (log_bytes.h), all positions are those of its content.
class LogFile {
public:
    // `path` is absolute or relative to the working directory; nothing is opened yet.
    explicit LogFile(std::string path);

    // The same content under another name, where it is compressed or no longer so: as far read as this one.
    LogFile movedTo(std::string path) const;

    // How far a content was read, and what it is known by: to go on later, or in another process.
    struct State {
        std::uint64_t position = 0;
        std::uint64_t lineNumber = 1;
        std::uint64_t headHash = 0;
        std::uint64_t headLength = 0;
        std::uint64_t firstLineHash = 0; // of the first line, as far as it stands in the head
        std::uint64_t tailHash = 0;
        bool tookUnfinished = false;
    };
    State state() const;
    LogFile(std::string path, const State& state);
    // Whether reading it at once would give the same: false where the last line was taken before the rest of it came.
    bool isAsReadAtOnce() const { return !m_hasSplitLine; }

    // Opens the file if it is not open. Fails where it cannot be opened or is no regular file.
    Result<> open();
    void close() { m_bytes.close(); }
    // The file has another name from now on; one that is open stays open.
    void rename(std::string path) { m_path = std::move(path); }
    bool isOpen() const { return m_bytes.isOpen(); }

    // Of the open file.
    Result<FileIdentity> identity() const { return m_bytes.identity(); }
    Result<std::uint64_t> storedSize() const { return m_bytes.storedSize(); }
    // Whether the first bytes of the file and the last that were counted are still what they were: false after a
    // truncation that was refilled, or where another file has the same inode.
    Result<bool> isContinued();

    // Of the open file's content.
    Result<std::size_t> readAt(std::uint64_t offset, char* target, std::size_t length) {
        return m_bytes.readAt(offset, target, length);
    }
    // Whether it ends before what was read of it.
    bool endsBeforePosition();
    // Whether a content that begins so may be this one; false where nothing was read.
    bool mayBeginWith(const ContentHead& head) const;
    // To be called until it says true before endsAsBefore(), so that a large compressed file can be left in between:
    // each call decodes about `mostBytes` on the way to what was read last.
    Result<bool> reachPosition(std::uint64_t mostBytes);
    // Whether the last bytes that were counted are still what they were.
    Result<bool> endsAsBefore();
    // Whether nothing stands behind what was counted, and the content is whole.
    bool isReadWhole();

    // Parses whole lines into the batch until the end of the file or about `mostBytes` are done. Returns whether more
    // may be there at once. The buffer is scratch space, shared by all files that one thread reads.
    Result<bool> read(LineParser& parser, std::vector<char>& buffer, RowBatch& batch, std::uint64_t mostBytes);

    // Takes the last line, which has no line end, where it is a whole JSON object (Warning::NoNewline).
    Result<> takeUnfinishedLine(LineParser& parser, RowBatch& batch);

    // Bytes read and counted so far, and those of the unfinished last line after them.
    std::uint64_t position() const { return m_position; }
    std::uint64_t pendingBytes() const { return m_scanned - m_position; }
    // How much of what is stored was looked at: the same two together, but of a compressed file stored bytes.
    std::uint64_t storedBytesRead() const { return isCompressed(m_path) ? m_bytes.decodedBytes() : m_scanned; }
    // Whether a compressed file ended in the middle of its content when it was read last.
    bool isCut() const { return m_bytes.isCut(); }
    const std::optional<Error>& damage() const { return m_bytes.damage(); }
    const std::string& path() const { return m_path; }

private:
    Result<> rememberContent();
    Result<bool> readLines(LineParser& parser, std::vector<char>& buffer, RowBatch& batch, std::uint64_t mostBytes);
    enum class Skipped { Whole, UntilEnd, SoFar };
    Result<Skipped> skipLongLine(std::vector<char>& buffer, RowBatch& batch, std::uint64_t mostBytes);
    std::uint64_t fingerprintStart() const { return m_position - std::min(fingerprintBytes, m_position); }
    std::uint64_t parseLines(LineParser& parser, std::string_view text, RowBatch& batch);
    std::size_t takeLateLineEnd(std::string_view text, RowBatch& batch);

    std::string m_path;
    LogBytes m_bytes;
    std::uint64_t m_position = 0;   // start of the first line that is not counted yet
    std::uint64_t m_scanned = 0;    // no line end stands in [m_position, m_scanned)
    std::uint64_t m_lineNumber = 1; // of the line at m_position
    bool m_skipping = false;        // the line at m_position is known to be too long
    bool m_tookUnfinished = false;  // the line before m_position was taken without its line end
    std::string m_head;             // the first bytes, while none was counted
    std::uint64_t m_headHash = 0;   // of the first m_headLength bytes
    std::uint64_t m_headLength = 0;
    std::uint64_t m_firstLineHash = 0; // of the first line, as far as it stands in those
    std::uint64_t m_tailHash = 0;      // of the last bytes before m_position
    bool m_hasSplitLine = false;       // a line was taken without its line end, and more came
};

} // namespace moie
