// SPDX-License-Identifier: MIT
#include <moie/ingest/line_parser.h>

#include <moie/ingest/entry_reader.h>
#include <moie/ingest/line_mender.h>
#include <moie/schema/utf8.h>

namespace moie {

namespace {

constexpr std::string_view entryStart = "{\"timestamp\"";

// Above this the parser's buffers are given back after the line.
constexpr std::size_t keepBuffersUpTo = 8 * 1024 * 1024;

// A torn fragment holds few beginnings of entries; hostile text must not make the search quadratic.
constexpr int mostGlueAttempts = 64;

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

} // namespace

class LineParser::Implementation {
public:
    std::uint64_t parseLines(std::string_view lines, std::uint64_t offset, std::uint64_t firstNumber, RowBatch& batch) {
        const bool isSound = m_linesParser.begin(lines);
        std::uint64_t number = firstNumber;
        for (std::size_t at = 0; at < lines.size(); ++number) {
            const std::size_t end = lines.find('\n', at);
            const LineText line{lines.substr(at, end - at), offset + at, number, 1};
            if (!isSound || !parseSound(line, batch))
                parse(line, batch);
            at = end + 1;
        }
        if (lines.size() > keepBuffersUpTo)
            m_linesParser = JsonParser();
        return number - firstNumber;
    }

    void parse(const LineText& line, RowBatch& batch) {
        const std::uint64_t bytes = line.text.size() + line.endBytes;
        if (isBlank(line.text)) {
            batch.bytes.blank += bytes;
            ++batch.lines.blank;
            return;
        }
        std::string_view text = line.text;
        Row row;
        if (line.endBytes == 0)
            row.warnings.add(Warning::NoNewline);
        if (text.starts_with(byteOrderMark)) {
            row.warnings.add(Warning::ByteOrderMark);
            text.remove_prefix(byteOrderMark.size());
        }
        if (text.ends_with('\r'))
            row.warnings.add(Warning::CarriageReturn);

        std::uint64_t fragment = 0;
        Rejection rejection = read(text, row, batch);
        if (rejection == Rejection::NotJson)
            rejection = readGlued(text, fragment, row, batch, rejection);
        if (line.text.size() > keepBuffersUpTo)
            m_parser = JsonParser();
        if (rejection != Rejection::None) {
            batch.rejected.push_back(
                {line.offset, line.lineNumber, static_cast<std::uint32_t>(line.text.size()), rejection});
            batch.bytes.rejected += bytes;
            ++batch.lines.rejected;
            return;
        }
        accept(line, fragment, row, batch);
    }

    bool isWholeObject(std::string_view text) {
        WarningSet ignored;
        if (text.starts_with(byteOrderMark))
            text.remove_prefix(byteOrderMark.size());
        return load(text, ignored) == Rejection::None && m_root.isObject();
    }

private:
    // A line that is strict JSON and an entry, or another object that is taken in. False for all others.
    bool parseSound(const LineText& line, RowBatch& batch) {
        const JsonValue root = m_linesParser.next(line.text);
        if (!root.isGiven())
            return false;
        Row row;
        if (line.text.ends_with('\r'))
            row.warnings.add(Warning::CarriageReturn);
        if (readEntry(root, row, batch) != Rejection::None)
            return false;
        accept(line, 0, row, batch);
        return true;
    }

    // The row is what the line says after a torn fragment of so many bytes.
    static void accept(const LineText& line, std::uint64_t fragment, Row& row, RowBatch& batch) {
        const std::uint64_t bytes = line.text.size() + line.endBytes;
        row.offset = line.offset + fragment;
        row.lineNumber = line.lineNumber;
        row.length = static_cast<std::uint32_t>(line.text.size() - fragment);
        if (fragment > 0)
            batch.rejected.push_back(
                {line.offset, line.lineNumber, static_cast<std::uint32_t>(fragment), Rejection::NotJson});
        batch.rows.push_back(row);
        batch.bytes.accepted += bytes - fragment;
        batch.bytes.rejected += fragment;
        ++batch.lines.accepted;
    }

    // Strictly, and where that fails, carefully.
    Rejection load(std::string_view text, WarningSet& warnings) {
        m_root = m_parser.parse(text);
        if (m_root.isGiven())
            return Rejection::None;
        const Rejection rejection = mendLine(text, m_mended, warnings);
        if (rejection != Rejection::None)
            return rejection;
        m_mended.reserve(m_mended.size() + linePadding);
        m_root = m_parser.parse(m_mended);
        return m_root.isGiven() ? Rejection::None : Rejection::NotJson;
    }

    Rejection read(std::string_view text, Row& row, RowBatch& batch) {
        const Rejection rejection = load(text, row.warnings);
        return rejection == Rejection::None ? readEntry(m_root, row, batch) : rejection;
    }

    // A torn fragment followed by a whole entry: the last suffix that is one.
    Rejection readGlued(std::string_view text, std::uint64_t& fragment, Row& row, RowBatch& batch,
                        Rejection otherwise) {
        std::size_t at = text.rfind(entryStart);
        for (int attempt = 0; attempt < mostGlueAttempts && at != std::string_view::npos && at > 0; ++attempt) {
            WarningSet warnings = row.warnings;
            const std::string_view suffix = text.substr(at);
            if (load(suffix, warnings) == Rejection::None && isWholeEntry(m_root)) {
                Row found;
                found.warnings = warnings;
                found.warnings.add(Warning::Glued);
                if (readEntry(m_root, found, batch) == Rejection::None) {
                    row = found;
                    // A byte order mark stands in the fragment, so the suffix is counted from the line's end.
                    fragment = at + (row.warnings.has(Warning::ByteOrderMark) ? byteOrderMark.size() : 0);
                    return Rejection::None;
                }
            }
            at = text.rfind(entryStart, at - 1);
        }
        return otherwise;
    }

    JsonParser m_linesParser; // of whole lines, while single ones of them may be parsed anew
    JsonParser m_parser;
    JsonValue m_root; // of the text that was loaded
    std::string m_mended;
};

LineParser::LineParser() : m_implementation(std::make_unique<Implementation>()) {}
LineParser::~LineParser() = default;
LineParser::LineParser(LineParser&&) noexcept = default;
LineParser& LineParser::operator=(LineParser&&) noexcept = default;

void LineParser::parse(const LineText& line, RowBatch& batch) {
    m_implementation->parse(line, batch);
}

std::uint64_t LineParser::parseLines(std::string_view lines, std::uint64_t offset, std::uint64_t firstNumber,
                                     RowBatch& batch) {
    return m_implementation->parseLines(lines, offset, firstNumber, batch);
}

bool LineParser::isWholeObject(std::string_view text) {
    return m_implementation->isWholeObject(text);
}

} // namespace moie
