// SPDX-License-Identifier: MIT
#include <moie/schema/utf8.h>

namespace moie {

namespace {

// What a lead byte asks for: how many continuation bytes, and the range of the first of them (Unicode, table 3-7).
struct Lead {
    std::size_t continuations = 0;
    unsigned char lowest = 0x80;
    unsigned char highest = 0xBF;
    char32_t bits = 0;
};

Lead leadOf(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF)
        return {1, 0x80, 0xBF, static_cast<char32_t>(byte & 0x1F)};
    if (byte >= 0xE0 && byte <= 0xEF) {
        const auto lowest = static_cast<unsigned char>(byte == 0xE0 ? 0xA0 : 0x80);
        const auto highest = static_cast<unsigned char>(byte == 0xED ? 0x9F : 0xBF);
        return {2, lowest, highest, static_cast<char32_t>(byte & 0x0F)};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        const auto lowest = static_cast<unsigned char>(byte == 0xF0 ? 0x90 : 0x80);
        const auto highest = static_cast<unsigned char>(byte == 0xF4 ? 0x8F : 0xBF);
        return {3, lowest, highest, static_cast<char32_t>(byte & 0x07)};
    }
    return {};
}

// Where Python's str.split() splits.
bool isPythonSpace(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

} // namespace

DecodedCodePoint decodeUtf8(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80)
        return {first, 1, true};
    const Lead lead = leadOf(first);
    if (lead.continuations == 0)
        return {};
    char32_t value = lead.bits;
    for (std::size_t i = 1; i <= lead.continuations; ++i) {
        if (at + i >= text.size())
            return {replacementCharacter, i, false};
        const auto byte = static_cast<unsigned char>(text[at + i]);
        const bool fits = i == 1 ? byte >= lead.lowest && byte <= lead.highest : (byte & 0xC0) == 0x80;
        if (!fits)
            return {replacementCharacter, i, false};
        value = (value << 6) | (byte & 0x3Fu);
    }
    return {value, lead.continuations + 1, true};
}

std::string_view withoutByteOrderMark(std::string_view text) {
    return text.starts_with(byteOrderMark) ? text.substr(byteOrderMark.size()) : text;
}

void appendUtf8(char32_t codePoint, std::string& out) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xc0 | codePoint >> 6);
        put(0x80 | (codePoint & 0x3f));
    } else if (codePoint < 0x10000) {
        put(0xe0 | codePoint >> 12);
        put(0x80 | (codePoint >> 6 & 0x3f));
        put(0x80 | (codePoint & 0x3f));
    } else {
        put(0xf0 | codePoint >> 18);
        put(0x80 | (codePoint >> 12 & 0x3f));
        put(0x80 | (codePoint >> 6 & 0x3f));
        put(0x80 | (codePoint & 0x3f));
    }
}

std::size_t countCodePoints(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        at += decodeUtf8(text, at).length;
    return count;
}

std::size_t countWords(std::string_view text) {
    std::size_t count = 0;
    bool inWord = false;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint point = decodeUtf8(text, at);
        at += point.length;
        const bool space = isPythonSpace(point.value);
        if (!space && !inWord)
            ++count;
        inWord = !space;
    }
    return count;
}

} // namespace moie
