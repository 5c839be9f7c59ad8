// SPDX-License-Identifier: MIT
#include <moie/schema/safe_text.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

std::string hex(std::uint32_t number, std::size_t leastDigits) {
    char digits[8];
    const std::string text(digits, std::to_chars(digits, digits + sizeof digits, number, 16).ptr);
    return text.size() < leastDigits ? std::string(leastDigits - text.size(), '0') + text : text;
}

// Controls, and the characters that reorder or hide what stands around them.
bool isUnsafe(char32_t c) {
    struct Range {
        char32_t first, last;
    };
    static constexpr Range ranges[] = {
        {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},    {0x115f, 0x1160},
        {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},  {0x3164, 0x3164},
        {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff9, 0xfffb}, {0xe0000, 0xe0fff}};
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Characters that join or choose the shape of the one before, where that is a pictograph or a letter of a script that
// has joined forms: there they are part of how a text is written.
bool belongsTo(char32_t before, char32_t c) {
    const bool afterPictograph = (before >= 0x2190 && before <= 0x2bff) || before == 0xfe0f ||
                                 (before >= 0x1f000 && before <= 0x1faff) || before == 0xa9 || before == 0xae;
    const bool afterJoinedLetter = before >= 0x620 && before <= 0xdff;
    switch (c) {
    case 0x200c: return afterJoinedLetter;
    case 0x200d: return afterJoinedLetter || afterPictograph;
    case 0xfe0e:
    case 0xfe0f: return afterPictograph && before != 0xfe0f;
    default: return false;
    }
}

} // namespace

std::string escaped(std::string_view text, LineEnds lineEnds) {
    std::string out;
    out.reserve(text.size());
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint step = decodeUtf8(text, at);
        const std::string_view bytes = text.substr(at, step.length);
        if (!step.valid) {
            for (const char byte : bytes)
                out += "\\x" + hex(static_cast<unsigned char>(byte), 2);
        } else if (lineEnds == LineEnds::Kept && (step.value == '\n' || step.value == '\t' || step.value == '\r')) {
            out += bytes;
        } else if (step.value == '\n') {
            out += "\\n";
        } else if (step.value == '\t') {
            out += "\\t";
        } else if (step.value == '\r') {
            out += "\\r";
        } else if (isUnsafe(step.value) && !belongsTo(before, step.value)) {
            out += step.value < 0x100 ? "\\x" + hex(step.value, 2) : "\\u{" + hex(step.value, 1) + '}';
        } else {
            out += bytes;
        }
        before = step.valid ? step.value : 0;
        at += step.length;
    }
    return out;
}

std::string escapedJson(std::string_view json) {
    std::string out;
    for (std::size_t at = 0; at < json.size();) {
        const DecodedCodePoint step = decodeUtf8(json, at);
        if (step.value < 0x7f || !isUnsafe(step.value)) // what is below stands between values, or is escaped
            out += json.substr(at, step.length);
        else if (step.value < 0x10000)
            out += "\\u" + hex(step.value, 4);
        else
            out +=
                "\\u" + hex(0xd800 + ((step.value - 0x10000) >> 10), 4) + "\\u" + hex(0xdc00 + (step.value & 0x3ff), 4);
        at += step.length;
    }
    return out;
}

std::string csvCell(std::string_view text, LineEnds lineEnds) {
    std::string cell = escaped(text, lineEnds);
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char c : cell)
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

std::string grouped(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

} // namespace moie
