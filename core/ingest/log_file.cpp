// SPDX-License-Identifier: MIT
#include <moie/ingest/log_file.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <moie/base/hash.h>

namespace moie {

namespace {

constexpr std::size_t readBlock = 128 * 1024; // the nearer caches hold it

} // namespace

LogFile::LogFile(std::string path) : m_path(std::move(path)) {}

LogFile::LogFile(std::string path, const State& state)
    : m_path(std::move(path)), m_position(state.position), m_scanned(state.position), m_lineNumber(state.lineNumber),
      m_tookUnfinished(state.tookUnfinished), m_headHash(state.headHash), m_headLength(state.headLength),
      m_firstLineHash(state.firstLineHash), m_tailHash(state.tailHash) {}

LogFile::State LogFile::state() const {
    return {m_position, m_lineNumber, m_headHash, m_headLength, m_firstLineHash, m_tailHash, m_tookUnfinished};
}

// What is pending is read again.
LogFile LogFile::movedTo(std::string path) const {
    LogFile moved(std::move(path), state());
    moved.m_hasSplitLine = m_hasSplitLine;
    return moved;
}

std::uint64_t firstLineHashOf(std::string_view head) {
    return hash64(head.substr(0, head.find('\n')));
}

Result<> LogFile::open() {
    return isOpen() ? Result<>() : m_bytes.open(m_path);
}

Result<> LogFile::rememberContent() {
    char bytes[fingerprintBytes];
    if (m_headLength < fingerprintBytes) {
        const auto wanted = static_cast<std::size_t>(std::min(fingerprintBytes, m_position));
        std::string head = std::exchange(m_head, {});
        if (head.size() < wanted) {
            const auto got = m_bytes.readAt(0, bytes, wanted);
            if (!got)
                return tl::unexpected(got.error());
            head.assign(bytes, *got);
        }
        head.resize(std::min(head.size(), wanted));
        m_headLength = head.size();
        m_headHash = hash64(head);
        m_firstLineHash = firstLineHashOf(head);
    }
    const std::uint64_t start = fingerprintStart();
    const auto tail = m_bytes.readAt(start, bytes, static_cast<std::size_t>(m_position - start));
    if (!tail)
        return tl::unexpected(tail.error());
    m_tailHash = hash64({bytes, *tail});
    m_bytes.forgetBefore(start);
    return {};
}

ContentHead::ContentHead(std::string first) : bytes(std::move(first)), hash(hash64(bytes)) {}

bool LogFile::mayBeginWith(const ContentHead& head) const {
    if (m_position == 0 || head.bytes.size() < m_headLength)
        return false;
    const bool isAll = head.bytes.size() == m_headLength;
    return (isAll ? head.hash : hash64(std::string_view(head.bytes).substr(0, m_headLength))) == m_headHash;
}

Result<bool> LogFile::reachPosition(std::uint64_t mostBytes) {
    m_bytes.forgetBefore(fingerprintStart());
    return m_bytes.decodeTowards(m_position, mostBytes);
}

bool LogFile::isReadWhole() {
    char more = 0;
    const auto behind = m_bytes.readAt(m_position, &more, 1);
    return behind && *behind == 0 && !isCut() && !damage();
}

bool LogFile::endsBeforePosition() {
    char byte = 0;
    const auto last = m_position == 0 ? Result<std::size_t>(1) : m_bytes.readAt(m_position - 1, &byte, 1);
    return !last || *last == 0;
}

Result<bool> LogFile::isContinued() {
    if (m_position == 0)
        return true;
    char bytes[fingerprintBytes];
    const auto head = m_bytes.readAt(0, bytes, static_cast<std::size_t>(m_headLength));
    if (!head)
        return tl::unexpected(head.error());
    return hash64({bytes, *head}) == m_headHash ? endsAsBefore() : false;
}

Result<bool> LogFile::endsAsBefore() {
    char bytes[fingerprintBytes];
    const std::uint64_t start = fingerprintStart();
    const auto tail = m_bytes.readAt(start, bytes, static_cast<std::size_t>(m_position - start));
    if (!tail)
        return tl::unexpected(tail.error());
    return hash64({bytes, *tail}) == m_tailHash;
}

Result<bool> LogFile::read(LineParser& parser, std::vector<char>& buffer, RowBatch& batch, std::uint64_t mostBytes) {
    const std::uint64_t before = m_position;
    m_bytes.forgetBefore(m_skipping ? m_scanned - fingerprintBytes : fingerprintStart());
    const auto isThere = m_bytes.decodeTowards(m_skipping ? m_scanned : m_position, mostBytes);
    if (!isThere || !*isThere)
        return isThere ? Result<bool>(true) : isThere;
    const auto more = readLines(parser, buffer, batch, mostBytes);
    if (more && m_position != before)
        if (const auto remembered = rememberContent(); !remembered)
            return tl::unexpected(remembered.error());
    return more;
}

Result<bool> LogFile::readLines(LineParser& parser, std::vector<char>& buffer, RowBatch& batch,
                                std::uint64_t mostBytes) {
    const std::uint64_t start = m_position;
    bool resumed = m_scanned > m_position;
    while (true) {
        if (m_position >= largestFile - longestLine)
            return tl::unexpected(
                Error{ErrorCode::Malformed, "the file is too large; it is read no further", m_path, m_position});
        if (m_skipping) {
            const auto skipped = skipLongLine(buffer, batch, mostBytes);
            if (!skipped)
                return tl::unexpected(skipped.error());
            if (*skipped != Skipped::Whole)
                return *skipped == Skipped::SoFar;
        }
        const std::uint64_t known = m_scanned - m_position;
        const std::size_t wanted = static_cast<std::size_t>(known) + readBlock;
        buffer.resize(std::max(buffer.size(), wanted + linePadding));
        // Only what is new is searched for a line end, so that a line that arrives in many pieces costs no more.
        if (resumed || known > 4 * readBlock) {
            const auto fresh = m_bytes.readAt(m_scanned, buffer.data(), readBlock);
            if (!fresh)
                return tl::unexpected(fresh.error());
            if (std::memchr(buffer.data(), '\n', *fresh) == nullptr) {
                m_scanned += *fresh;
                m_skipping = m_scanned - m_position > longestLine;
                if (*fresh < readBlock)
                    return false;
                continue;
            }
            resumed = false;
        }
        auto length = m_bytes.readAt(m_position, buffer.data(), wanted);
        if (!length)
            return tl::unexpected(length.error());
        const bool atEnd = *length < wanted;
        if (m_position == 0 && m_headLength == 0)
            m_head.assign(buffer.data(), std::min<std::size_t>(*length, fingerprintBytes));
        std::string_view text(buffer.data(), *length);
        text.remove_prefix(takeLateLineEnd(text, batch));
        text.remove_prefix(static_cast<std::size_t>(parseLines(parser, text, batch)));
        m_scanned = m_position + text.size();
        m_skipping = m_scanned - m_position > longestLine;
        const bool isEnough = m_position - start >= mostBytes;
        if ((atEnd && !m_skipping) || isEnough)
            return isEnough && !atEnd;
    }
}

// A line end that arrives after its line was taken belongs to that line. Returns its length.
std::size_t LogFile::takeLateLineEnd(std::string_view text, RowBatch& batch) {
    if (!m_tookUnfinished || text.empty())
        return 0;
    m_tookUnfinished = false;
    m_hasSplitLine = true;
    const std::size_t ending = text.starts_with('\n') ? 1 : text.starts_with("\r\n") ? 2 : 0;
    batch.bytes.accepted += ending;
    m_position += ending;
    return ending;
}

// Moves on by the whole lines at the beginning of the text; returns their length.
std::uint64_t LogFile::parseLines(LineParser& parser, std::string_view text, RowBatch& batch) {
    const std::size_t lastEnd = text.rfind('\n');
    if (lastEnd == std::string_view::npos)
        return 0;
    std::string_view lines = text.substr(0, lastEnd + 1);
    std::uint64_t offset = m_position;
    // Only the first one may be too long: no line end stands in what was scanned before.
    if (const std::size_t end = lines.find('\n'); end > longestLine) {
        batch.rejected.push_back({offset, m_lineNumber, static_cast<std::uint32_t>(end), Rejection::TooLong});
        batch.bytes.rejected += end + 1;
        ++batch.lines.rejected;
        ++m_lineNumber;
        lines.remove_prefix(end + 1);
        offset += end + 1;
    }
    m_lineNumber += parser.parseLines(lines, offset, m_lineNumber, batch);
    m_position += lastEnd + 1;
    return lastEnd + 1;
}

// Looks for the end of a line of which only the length is wanted, in about so many bytes.
Result<LogFile::Skipped> LogFile::skipLongLine(std::vector<char>& buffer, RowBatch& batch, std::uint64_t mostBytes) {
    buffer.resize(std::max(buffer.size(), readBlock + linePadding));
    const std::uint64_t start = m_scanned;
    while (m_scanned - start < mostBytes) {
        m_bytes.forgetBefore(m_scanned - fingerprintBytes);
        const auto length = m_bytes.readAt(m_scanned, buffer.data(), readBlock);
        if (!length)
            return tl::unexpected(length.error());
        const void* found = std::memchr(buffer.data(), '\n', *length);
        if (found == nullptr) {
            m_scanned += *length;
            if (*length < readBlock)
                return Skipped::UntilEnd;
            continue;
        }
        const std::uint64_t end =
            m_scanned + static_cast<std::uint64_t>(static_cast<const char*>(found) - buffer.data());
        const std::uint64_t lineLength = end - m_position;
        const std::uint64_t largest = std::numeric_limits<std::uint32_t>::max();
        batch.rejected.push_back(
            {m_position, m_lineNumber, static_cast<std::uint32_t>(std::min(lineLength, largest)), Rejection::TooLong});
        batch.bytes.rejected += lineLength + 1;
        ++batch.lines.rejected;
        ++m_lineNumber;
        m_position = m_scanned = end + 1;
        m_skipping = false;
        return Skipped::Whole;
    }
    return Skipped::SoFar;
}

Result<> LogFile::takeUnfinishedLine(LineParser& parser, RowBatch& batch) {
    const std::uint64_t length = m_scanned - m_position;
    if (length == 0 || m_skipping)
        return {};
    std::vector<char> text(static_cast<std::size_t>(length) + linePadding);
    const auto got = m_bytes.readAt(m_position, text.data(), static_cast<std::size_t>(length));
    if (!got)
        return tl::unexpected(got.error());
    const std::string_view line(text.data(), *got);
    if (*got < length || !parser.isWholeObject(line))
        return {};
    parser.parse({line, m_position, m_lineNumber, 0}, batch);
    ++m_lineNumber;
    m_position = m_scanned = m_position + length;
    m_tookUnfinished = true;
    return rememberContent();
}

} // namespace moie
