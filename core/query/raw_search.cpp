// SPDX-License-Identifier: MIT
// CaselessText::RawSearch: a text in raw JSON Lines.
#include <moie/query/caseless_text.h>

#include <algorithm>
#include <optional>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

constexpr std::size_t unitLength = 6; // "\u00fc"

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char letter = static_cast<char>(c | 0x20);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

// The code unit that an escape at this place stands for.
std::optional<char32_t> escapedUnitAt(std::string_view raw, std::size_t at) {
    if (at + unitLength > raw.size() || raw[at] != '\\' || raw[at + 1] != 'u')
        return std::nullopt;
    int unit = 0;
    for (std::size_t i = at + 2; i < at + unitLength; ++i) {
        const int digit = hexDigit(raw[i]);
        if (digit < 0)
            return std::nullopt;
        unit = unit * 16 + digit;
    }
    return static_cast<char32_t>(unit);
}

bool isHighSurrogate(char32_t unit) {
    return unit >= 0xd800 && unit < 0xdc00;
}

bool isLowSurrogate(char32_t unit) {
    return unit >= 0xdc00 && unit < 0xe000;
}

// A quotation mark or backslash behind an odd number of backslashes is escaped.
bool isEscaped(std::string_view raw, std::size_t at, std::size_t from) {
    std::size_t first = at;
    while (first > from && raw[first - 1] == '\\')
        --first;
    return (at - first) % 2 != 0;
}

// Quotation marks among some bytes. In pieces whose count fits into a byte, so that compilers make vector instructions.
std::size_t quotesIn(std::string_view bytes) {
    constexpr std::size_t piece = 255;
    std::size_t count = 0;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        unsigned char some = 0;
        for (const char c : bytes.substr(at, piece))
            some = static_cast<unsigned char>(some + (c == '"' ? 1 : 0));
        count += some;
    }
    return count;
}

} // namespace

CaselessText::RawSearch::RawSearch(const CaselessText& text, std::string_view raw) : m_text(text), m_raw(raw) {
    const std::size_t patterns = m_text.m_patterns.size();
    for (std::size_t i = 0; i < patterns; ++i)
        m_next.push_back(nextOf(i, 0));
    if (m_text.m_mayBeEscapedAscii)
        m_next.push_back(nextEscapedAscii(0));
}

std::size_t CaselessText::RawSearch::next(std::size_t from) {
    m_hit = notThere;
    for (std::size_t i = 0; i < m_next.size(); ++i) {
        const bool isEscapedAscii = i == m_text.m_patterns.size();
        if (m_next[i] < from)
            m_next[i] = isEscapedAscii ? nextEscapedAscii(from) : nextOf(i, from);
        if (m_next[i] < m_hit) {
            m_hit = m_next[i];
            m_isEscapedAscii = isEscapedAscii;
        }
    }
    return m_hit;
}

// Not in the name of a member: a string that ends here and has a colon behind it is none of the values.
std::size_t CaselessText::RawSearch::nextOf(std::size_t pattern, std::size_t from) const {
    const BytePattern& wanted = m_text.m_patterns[pattern];
    for (std::size_t at = wanted.find(m_raw, from); at != notThere; at = wanted.find(m_raw, at + 1)) {
        std::size_t end = at + wanted.size();
        if (end >= m_raw.size() || m_raw[end] != '"')
            return at;
        end = m_raw.find_first_not_of(" \t", end + 1);
        if (end == notThere || m_raw[end] != ':')
            return at;
    }
    return notThere;
}

// "\u0070": a character that need not be escaped.
std::size_t CaselessText::RawSearch::nextEscapedAscii(std::size_t from) const {
    static const BytePattern start("\\u00", BytePattern::Letters::AsWritten);
    constexpr std::size_t length = 6;
    for (std::size_t at = start.find(m_raw, from); at != notThere; at = start.find(m_raw, at + 1)) {
        if (at + length > m_raw.size())
            return notThere;
        const int high = hexDigit(m_raw[at + 4]);
        const int low = hexDigit(m_raw[at + 5]);
        if (high >= 0 && low >= 0 && m_text.isAsciiOfAnchor(foldCase(static_cast<char32_t>(high * 16 + low))))
            return at;
    }
    return notThere;
}

CaselessText::RawHit CaselessText::RawSearch::judge(std::size_t lineStart, std::size_t lineEnd) {
    if (m_isEscapedAscii)
        return RawHit::Unclear;
    const std::size_t start = startOfText(lineStart);
    if (start == notThere)
        return RawHit::Unclear;
    const Spelling spelling = spellingAt(start, lineEnd);
    if (spelling.hit != RawHit::Value)
        return spelling.hit;
    if (!countQuotes(lineStart, start))
        return RawHit::Unclear;
    return m_quotes % 2 == 0 ? RawHit::NoValue : whatEnds(spelling.end, lineEnd);
}

// As many characters before the hit as the text has before its anchor; notThere where that is not clear, or within an
// escape.
std::size_t CaselessText::RawSearch::startOfText(std::size_t lineStart) const {
    std::size_t at = m_hit;
    for (std::size_t i = 0; i < m_text.m_beforeAnchor; ++i) {
        const std::size_t unit = at - std::min(at - lineStart, unitLength);
        if (const auto escaped = escapedUnitAt(m_raw, unit); escaped && unit + unitLength == at) {
            if (isLowSurrogate(*escaped))
                return notThere;
            at = unit;
            continue;
        }
        if (at == lineStart)
            return notThere;
        do
            --at;
        while (at > lineStart && (static_cast<unsigned char>(m_raw[at]) & 0xc0) == 0x80);
    }
    for (std::size_t back = 1; back < unitLength && at >= lineStart + back; ++back) {
        if (m_raw[at - back] != '\\')
            continue;
        if (back == 1 || m_raw[at - back + 1] == 'u')
            return notThere;
    }
    return at;
}

// Whether the text stands at this place, which begins a character.
CaselessText::RawSearch::Spelling CaselessText::RawSearch::spellingAt(std::size_t at, std::size_t lineEnd) const {
    const std::string_view line = m_raw.substr(0, lineEnd);
    for (const char32_t wanted : m_text.m_folded) {
        if (at >= lineEnd || line[at] == '"')
            return {RawHit::NoValue, 0};
        char32_t c = 0;
        if (line[at] == '\\') {
            const auto unit = escapedUnitAt(line, at);
            if (!unit || isLowSurrogate(*unit))
                return {};
            c = *unit;
            at += unitLength;
            if (isHighSurrogate(c)) {
                const auto low = escapedUnitAt(line, at);
                if (!low || !isLowSurrogate(*low))
                    return {};
                c = 0x10000 + ((c - 0xd800) << 10) + (*low - 0xdc00);
                at += unitLength;
            }
        } else {
            const DecodedCodePoint step = decodeUtf8(line, at);
            if (!step.valid)
                return {};
            c = step.value;
            at += step.length;
        }
        if (foldCase(c) != wanted)
            return {RawHit::NoValue, 0};
    }
    return {RawHit::Value, at};
}

// False where some mark may be escaped.
bool CaselessText::RawSearch::countQuotes(std::size_t lineStart, std::size_t to) {
    if (m_lineStart != lineStart || m_counted > to) {
        m_lineStart = m_counted = lineStart;
        m_quotes = 0;
    }
    const std::string_view bytes = m_raw.substr(m_counted, to - m_counted);
    if (bytes.find("\\\"") != notThere)
        return false;
    m_quotes += quotesIn(bytes);
    m_counted = to;
    return true;
}

// Of the string that goes on at this place: a name stands before a colon.
CaselessText::RawHit CaselessText::RawSearch::whatEnds(std::size_t at, std::size_t lineEnd) const {
    const std::string_view line = m_raw.substr(0, lineEnd);
    std::size_t end = line.find('"', at);
    while (end != notThere && isEscaped(line, end, at))
        end = line.find('"', end + 1);
    if (end == notThere)
        return RawHit::Unclear;
    end = line.find_first_not_of(" \t", end + 1);
    return end != notThere && line[end] == ':' ? RawHit::NoValue : RawHit::Value;
}

} // namespace moie
