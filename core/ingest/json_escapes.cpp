// SPDX-License-Identifier: MIT
#include <moie/ingest/json_escapes.h>

#include <charconv>
#include <cstdint>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

constexpr std::uint32_t firstHigh = 0xd800;
constexpr std::uint32_t firstLow = 0xdc00;
constexpr std::uint32_t afterLow = 0xe000;

// Of the four hexadecimal digits at the beginning of the text.
bool readUnit(std::string_view text, std::uint32_t& unit) {
    if (text.size() < 4)
        return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + 4, unit, 16);
    return error == std::errc() && end == text.data() + 4;
}

// `at` stands behind the "\\u" and is moved behind the escape, and the one that completes its pair.
bool appendCodePoint(std::string_view written, std::size_t& at, std::string& out) {
    std::uint32_t unit = 0;
    if (!readUnit(written.substr(at), unit))
        return false;
    at += 4;
    if (unit < firstHigh || unit >= afterLow) {
        appendUtf8(unit, out);
        return true;
    }
    std::uint32_t low = 0;
    if (unit >= firstLow || written.substr(at, 2) != "\\u" || !readUnit(written.substr(at + 2), low) ||
        low < firstLow || low >= afterLow)
        return false;
    at += 6;
    appendUtf8(0x10000 + ((unit - firstHigh) << 10) + (low - firstLow), out);
    return true;
}

// What a backslash and this letter stand for; 0 where they stand for nothing.
char simpleEscape(char letter) {
    switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
    }
}

} // namespace

bool appendUnescaped(std::string_view written, std::string& out) {
    std::size_t at = 0;
    while (true) {
        const std::size_t backslash = written.find('\\', at);
        out += written.substr(at, backslash - at);
        if (backslash == std::string_view::npos)
            return true;
        at = backslash + 1;
        const char letter = at < written.size() ? written[at] : '\0';
        ++at;
        if (letter == 'u') {
            if (!appendCodePoint(written, at, out))
                return false;
        } else if (const char meant = simpleEscape(letter)) {
            out += meant;
        } else {
            return false;
        }
    }
}

} // namespace moie
