// SPDX-License-Identifier: MIT
// UTF-8 one code point at a time. Damaged bytes give U+FFFD once per maximal ill-formed part, as Python's
// bytes.decode("utf-8", "replace") does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moie {

inline constexpr char32_t replacementCharacter = 0xFFFD;

struct DecodedCodePoint {
    char32_t value = replacementCharacter;
    std::size_t length = 1; // bytes taken, at least 1
    bool valid = false;     // false: the bytes are not UTF-8 and the value is U+FFFD
};

// The code point that begins at `at`, which must be less than the text's size.
DecodedCodePoint decodeUtf8(std::string_view text, std::size_t at);

// Some editors put one at the beginning of a file.
inline constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
std::string_view withoutByteOrderMark(std::string_view text);

void appendUtf8(char32_t codePoint, std::string& out);

// What Python's len(text) and len(text.split()) give for the decoded text.
std::size_t countCodePoints(std::string_view text);
std::size_t countWords(std::string_view text);

} // namespace moie
