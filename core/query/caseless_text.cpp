// SPDX-License-Identifier: MIT
#include <moie/query/caseless_text.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include <unicode/uchar.h>
#include <unicode/uset.h>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

constexpr std::size_t npos = std::string_view::npos;

// Bytes of JSON Lines with English text, the most frequent first; others are rarer.
constexpr std::string_view commonBytes = " \"e,:0123456789.ta_orinslcdumphgyvfbw{}-[]k\\xzjq";

std::size_t rarity(char byte) {
    const std::size_t place = commonBytes.find(byte);
    return place == npos ? commonBytes.size() : place;
}

bool isAsciiLetter(char32_t c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 128;
}

void appendUtf8(std::string& out, char32_t c) {
    const auto byte = [&out](char32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xc0 | c >> 6);
        byte(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        byte(0xe0 | c >> 12);
        byte(0x80 | (c >> 6 & 0x3f));
        byte(0x80 | (c & 0x3f));
    } else {
        byte(0xf0 | c >> 18);
        byte(0x80 | (c >> 12 & 0x3f));
        byte(0x80 | (c >> 6 & 0x3f));
        byte(0x80 | (c & 0x3f));
    }
}

void appendEscape(std::string& out, char32_t unit) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[unit >> shift & 0xf];
}

std::string escapeOf(char32_t c) {
    std::string out;
    if (c < 0x10000) {
        appendEscape(out, c);
    } else {
        appendEscape(out, 0xd800 + ((c - 0x10000) >> 10));
        appendEscape(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
    return out;
}

// All characters with the same folding.
std::vector<char32_t> casesOf(char32_t folded) {
    const std::unique_ptr<USet, decltype(&uset_close)> set(uset_openEmpty(), &uset_close);
    uset_add(set.get(), static_cast<UChar32>(folded));
    uset_closeOver(set.get(), USET_CASE_INSENSITIVE);
    std::vector<char32_t> cases{folded};
    for (std::int32_t i = 0; i < uset_size(set.get()); ++i) {
        const UChar32 c = uset_charAt(set.get(), i); // -1 beyond the single characters: strings stand behind them
        if (c >= 0 && static_cast<char32_t>(c) != folded && foldCase(static_cast<char32_t>(c)) == folded)
            cases.push_back(static_cast<char32_t>(c));
    }
    return cases;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char letter = static_cast<char>(c | 0x20);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

} // namespace

char32_t foldCase(char32_t c) {
    if (c < 128)
        return isAsciiLetter(c) ? c | 0x20 : c;
    const auto folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
    return folded < 128 ? c : folded;
}

BytePattern::BytePattern(std::string_view bytes, Letters letters) : m_bytes(bytes), m_masks(bytes.size(), '\0') {
    if (letters == Letters::EitherCase) {
        for (std::size_t i = 0; i < m_bytes.size(); ++i) {
            if (!isAsciiLetter(static_cast<unsigned char>(m_bytes[i])))
                continue;
            m_bytes[i] = static_cast<char>(m_bytes[i] | 0x20);
            m_masks[i] = 0x20;
        }
    }
    std::vector<std::size_t> order(m_bytes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return rarity(m_bytes[a]) > rarity(m_bytes[b]); });
    for (std::size_t i = 0; i < m_probes.size(); ++i)
        m_probes[i] = order[std::min(i, order.size() - 1)];
}

bool BytePattern::standsAt(std::string_view text, std::size_t at) const {
    if (at + m_bytes.size() > text.size())
        return false;
    for (std::size_t i = 0; i < m_bytes.size(); ++i)
        if (static_cast<char>(text[at + i] | m_masks[i]) != m_bytes[i])
            return false;
    return true;
}

std::size_t BytePattern::find(std::string_view text, std::size_t from) const {
    constexpr std::size_t step = 64;
    if (from + m_bytes.size() > text.size())
        return npos;
    const std::size_t end = text.size() - m_bytes.size() + 1; // of places
    const auto byte0 = static_cast<unsigned char>(m_bytes[m_probes[0]]);
    const auto byte1 = static_cast<unsigned char>(m_bytes[m_probes[1]]);
    const auto mask0 = static_cast<unsigned char>(m_masks[m_probes[0]]);
    const auto mask1 = static_cast<unsigned char>(m_masks[m_probes[1]]);
    std::size_t at = from;
    for (; at + step <= end; at += step) {
        const auto* start0 = reinterpret_cast<const unsigned char*>(text.data()) + at + m_probes[0];
        const auto* start1 = reinterpret_cast<const unsigned char*>(text.data()) + at + m_probes[1];
        // 0 where both are as wanted. Written so that compilers make vector instructions of it.
        unsigned char least = 0xff;
        for (std::size_t i = 0; i < step; ++i) {
            const auto differs =
                static_cast<unsigned char>(((start0[i] | mask0) ^ byte0) | ((start1[i] | mask1) ^ byte1));
            least = std::min(least, differs);
        }
        if (least != 0)
            continue;
        for (std::size_t i = 0; i < step; ++i)
            if ((start0[i] | mask0) == byte0 && (start1[i] | mask1) == byte1 && standsAt(text, at + i))
                return at + i;
    }
    for (; at < end; ++at)
        if (standsAt(text, at))
            return at;
    return npos;
}

CaselessText::CaselessText(std::string_view text) {
    bool isAscii = true;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint step = decodeUtf8(text, at);
        m_folded.push_back(foldCase(step.value));
        isAscii = isAscii && step.value < 128;
        at += step.length;
    }
    if (isAscii)
        m_whole.emplace_back(text, BytePattern::Letters::EitherCase);
    chooseAnchor();
}

// The part of the text that raw bytes are searched for: a run of ASCII characters that stand for themselves in JSON,
// else one character in all its spellings. Two characters of which one may be escaped are no fixed bytes.
void CaselessText::chooseAnchor() {
    const auto isPlain = [](char32_t c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\' && c != '/'; };
    std::size_t first = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_folded.size();) {
        std::size_t end = i;
        while (end < m_folded.size() && isPlain(m_folded[end]))
            ++end;
        if (end - i > count) {
            first = i;
            count = end - i;
        }
        i = std::max(end, i + 1);
    }
    constexpr std::size_t selective = 3;
    const auto rare = std::find_if(m_folded.begin(), m_folded.end(), [](char32_t c) { return c >= 0x80; });
    if (count >= selective || (count > 0 && rare == m_folded.end()))
        anchorOnAscii(first, count);
    else
        anchorOnCharacter(rare != m_folded.end() ? *rare : m_folded.front());
}

void CaselessText::anchorOnAscii(std::size_t first, std::size_t count) {
    const std::string bytes(m_folded.begin() + static_cast<std::ptrdiff_t>(first),
                            m_folded.begin() + static_cast<std::ptrdiff_t>(first + count));
    m_patterns.emplace_back(bytes, BytePattern::Letters::EitherCase);
    for (const char c : bytes)
        m_anchorAscii[static_cast<unsigned char>(c)] = true;
    m_mayBeEscapedAscii = true;
}

void CaselessText::anchorOnCharacter(char32_t folded) {
    if (folded < 0x80) { // escaped: always or, as a solidus, at will
        static constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
        static constexpr std::string_view letters = "\"\\bfnrt";
        const std::size_t known = escaped.find(static_cast<char>(folded));
        if (known != npos)
            m_patterns.emplace_back(std::string{'\\', letters[known]}, BytePattern::Letters::AsWritten);
        else if (folded == '/')
            m_patterns.emplace_back("/", BytePattern::Letters::AsWritten);
        m_anchorAscii[folded] = true;
        m_mayBeEscapedAscii = true;
        return;
    }
    for (const char32_t c : casesOf(folded)) {
        std::string raw;
        appendUtf8(raw, c);
        m_patterns.emplace_back(raw, BytePattern::Letters::AsWritten);
        m_patterns.emplace_back(escapeOf(c), BytePattern::Letters::EitherCase);
    }
}

bool CaselessText::isIn(std::string_view text) const {
    if (!m_whole.empty())
        return m_whole.front().find(text, 0) != npos;
    for (std::size_t start = 0; start < text.size();) {
        const DecodedCodePoint first = decodeUtf8(text, start);
        std::size_t at = start;
        std::size_t i = 0;
        while (i < m_folded.size() && at < text.size()) {
            const DecodedCodePoint step = i == 0 ? first : decodeUtf8(text, at);
            if (foldCase(step.value) != m_folded[i])
                break;
            at += step.length;
            ++i;
        }
        if (i == m_folded.size())
            return true;
        start += first.length;
    }
    return false;
}

bool CaselessText::equals(std::string_view text) const {
    std::size_t i = 0;
    for (std::size_t at = 0; at < text.size(); ++i) {
        const DecodedCodePoint step = decodeUtf8(text, at);
        if (i == m_folded.size() || foldCase(step.value) != m_folded[i])
            return false;
        at += step.length;
    }
    return i == m_folded.size();
}

CaselessText::RawSearch::RawSearch(const CaselessText& text, std::string_view raw) : m_text(text), m_raw(raw) {
    const std::size_t patterns = m_text.m_patterns.size();
    for (std::size_t i = 0; i < patterns; ++i)
        m_next.push_back(nextOf(i, 0));
    if (m_text.m_mayBeEscapedAscii)
        m_next.push_back(nextEscapedAscii(0));
}

std::size_t CaselessText::RawSearch::next(std::size_t from) {
    std::size_t nearest = npos;
    for (std::size_t i = 0; i < m_next.size(); ++i) {
        if (m_next[i] < from)
            m_next[i] = i < m_text.m_patterns.size() ? nextOf(i, from) : nextEscapedAscii(from);
        nearest = std::min(nearest, m_next[i]);
    }
    return nearest;
}

// Not in the name of a member: a string that ends here and has a colon behind it is none of the values.
std::size_t CaselessText::RawSearch::nextOf(std::size_t pattern, std::size_t from) const {
    const BytePattern& wanted = m_text.m_patterns[pattern];
    for (std::size_t at = wanted.find(m_raw, from); at != npos; at = wanted.find(m_raw, at + 1)) {
        std::size_t end = at + wanted.size();
        if (end >= m_raw.size() || m_raw[end] != '"')
            return at;
        end = m_raw.find_first_not_of(" \t", end + 1);
        if (end == npos || m_raw[end] != ':')
            return at;
    }
    return npos;
}

// "\u0070": a character that need not be escaped.
std::size_t CaselessText::RawSearch::nextEscapedAscii(std::size_t from) const {
    static const BytePattern start("\\u00", BytePattern::Letters::AsWritten);
    constexpr std::size_t length = 6;
    for (std::size_t at = start.find(m_raw, from); at != npos; at = start.find(m_raw, at + 1)) {
        if (at + length > m_raw.size())
            return npos;
        const int high = hexDigit(m_raw[at + 4]);
        const int low = hexDigit(m_raw[at + 5]);
        if (high >= 0 && low >= 0 && m_text.isAsciiOfAnchor(foldCase(static_cast<char32_t>(high * 16 + low))))
            return at;
    }
    return npos;
}

} // namespace moie
