// SPDX-License-Identifier: MIT
// Decides which of the phrases that were found in a text count: the longest of a list at a place, and none that is
// negated, part of an idiom, or reported.
#pragma once

#include <span>
#include <vector>

#include <moie/engine/reading.h>

namespace moie::engine {

// The words' clauses as the language's own words divide them: 1 where a clause begins.
std::vector<std::uint8_t> clauseStarts(const TextWords& words, const Lexicon& lexicon);

// The findings of a reading's words, sorted by place.
std::vector<Finding> filterPhrases(const Reading& reading, std::span<const std::uint8_t> clauses,
                                   std::vector<PhraseHit> hits, const Reading* answered);

} // namespace moie::engine
