// SPDX-License-Identifier: MIT
// Reads a language's files. What is wrong in them is refused with the file, the line and the reason: a list that was
// silently left out would let everything pass.
#pragma once

#include <string>
#include <vector>

#include <moie/engine/lexicon.h>
#include <moie/engine/located_json.h>

namespace moie::engine {

struct SourceFile {
    std::string path; // for messages
    std::string text;
};

// All files of one language together. Each list must be in one of them; "harmful", "hurtful", "warm" and "cold" must
// not be empty.
Result<Lexicon> readLexicon(const std::vector<SourceFile>& files);

} // namespace moie::engine
