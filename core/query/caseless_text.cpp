// SPDX-License-Identifier: MIT
#include <moie/query/caseless_text.h>

#include <algorithm>
#include <memory>

#include <unicode/uchar.h>
#include <unicode/uset.h>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

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

} // namespace

char32_t foldCase(char32_t c) {
    if (c < 128)
        return isAsciiLetter(c) ? c | 0x20 : c;
    const auto folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
    return folded < 128 ? c : folded;
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
    if (count >= selective || (count > 0 && rare == m_folded.end())) {
        m_beforeAnchor = first;
        anchorOnAscii(first, count);
    } else {
        const auto anchor = rare != m_folded.end() ? rare : m_folded.begin();
        m_beforeAnchor = static_cast<std::size_t>(anchor - m_folded.begin());
        anchorOnCharacter(*anchor);
    }
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
        if (known != notThere)
            m_patterns.emplace_back(std::string{'\\', letters[known]}, BytePattern::Letters::AsWritten);
        else if (folded == '/')
            m_patterns.emplace_back("/", BytePattern::Letters::AsWritten);
        m_anchorAscii[folded] = true;
        m_mayBeEscapedAscii = true;
        return;
    }
    // Spellings of one length are looked for together.
    const auto lookFor = [this](const BytePattern& spelling) {
        const auto same = std::find_if(m_patterns.begin(), m_patterns.end(),
                                       [&](const BytePattern& known) { return known.size() == spelling.size(); });
        if (same == m_patterns.end())
            m_patterns.push_back(spelling);
        else
            same->widen(spelling);
    };
    for (const char32_t c : casesOf(folded)) {
        std::string raw;
        appendUtf8(c, raw);
        lookFor(BytePattern(raw, BytePattern::Letters::AsWritten));
        lookFor(BytePattern(escapeOf(c), BytePattern::Letters::EitherCase));
    }
}

bool CaselessText::isIn(std::string_view text) const {
    return findIn(text, 0).length > 0;
}

CaselessText::Place CaselessText::findIn(std::string_view text, std::size_t from) const {
    if (!m_whole.empty()) {
        const std::size_t at = m_whole.front().find(text, from);
        return at == notThere ? Place{} : Place{at, m_whole.front().size()};
    }
    for (std::size_t start = from; start < text.size();) {
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
            return {start, at - start};
        start += first.length;
    }
    return {};
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

} // namespace moie
