// SPDX-License-Identifier: MIT
// JSON text exactly as Python's json.dumps() writes it by default: ", " and ": " between, everything beyond ASCII as
// \uXXXX, floats in their shortest round-trip form. What has no such text is replaced and reported, never refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace moie {

// Where something was written differently from what was given: dotted paths such as "data.love_vector.2". Where they
// would be longer than 16 KiB in all, `furtherPaths` stands for the rest of a list.
struct JsonReplacements {
    std::vector<std::string> nonFinite;   // NaN and ±Infinity became null
    std::vector<std::string> invalidUtf8; // bytes that are not UTF-8 became U+FFFD, in a text or in a name
    std::vector<std::string> tooDeep;     // a value below `maxJsonDepth` levels became null

    bool empty() const { return nonFinite.empty() && invalidUtf8.empty() && tooDeep.empty(); }
};

inline constexpr std::string_view furtherPaths = "\u2026";

// Levels of nesting written in one call. With the entry around it that is the 256 a reader accepts.
inline constexpr std::size_t maxJsonDepth = 255;

// Appends the value's text. Paths are reported below `path`. Bytes in a binary value are written as an array of
// numbers.
void appendPythonJson(std::string& out, const nlohmann::ordered_json& value, JsonReplacements& replaced,
                      std::string_view path = {});

// Appends the text in quotes; false if bytes that are not UTF-8 were replaced.
bool appendPythonString(std::string& out, std::string_view text);

// Appends repr(value) of a finite value: 0.1, 1.0, 1e-05, 1e+16.
void appendPythonFloat(std::string& out, double value);

// The same into memory of the caller's, for what is written by the million; they return the end of what they wrote.
inline constexpr std::size_t longestPythonFloat = 32;
char* writePythonFloat(char* out, double value);
// What the text of so many bytes needs at most, quotes included.
constexpr std::size_t longestPythonString(std::size_t bytes) {
    return 6 * bytes + 2;
}
// `valid` becomes false if bytes that are not UTF-8 were replaced.
char* writePythonString(char* out, std::string_view text, bool& valid);

} // namespace moie
