// SPDX-License-Identifier: MIT
// Reads one phrase pattern (phrase_index.h says how they are written) into the sequences of symbols that it stands for.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/result.h>

namespace moie::engine {

using SymbolSequences = std::vector<std::vector<std::uint32_t>>;

// Symbols that are no words: any word at all, and places between words.
inline constexpr std::uint32_t anyWord = 0;
inline constexpr std::uint32_t clauseStart = 1;
inline constexpr std::uint32_t clauseEnd = 2;
inline constexpr std::uint32_t firstWordSymbol = 3;
// From here on symbols stand for macros: several words at once.
inline constexpr std::uint32_t firstMacroSymbol = 0x80000000u;

// Where the names in patterns come from. A function answers with an error's reason where there is no such name.
struct PatternNames {
    std::function<std::uint32_t(const std::string& wordOrStem)> word;
    std::function<Result<std::uint32_t>(const std::string& name)> ofClass;
    std::function<Result<std::uint32_t>(const std::string& name)> ofMacro;
    // The class of words of which one may stand at a place.
    std::function<std::uint32_t(const std::vector<std::uint32_t>& symbols)> oneOf;
};

// An error where it is not written as a pattern is, is empty, or stands for more than 4,096 sequences.
Result<SymbolSequences> readPattern(std::string_view pattern, const PatternNames& names);

} // namespace moie::engine
