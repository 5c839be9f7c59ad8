// SPDX-License-Identifier: MIT
// In which language a text is, told by the share of its words that are a language's function words.
#pragma once

#include <string>

#include <moie/engine/engine_data.h>
#include <moie/engine/text_words.h>

namespace moie::engine {

struct FoundLanguage {
    const Lexicon* lexicon = nullptr; // null: the text is not judged
    std::string language;             // code, empty where it is not known
    std::string whyNotJudged;         // empty where it is judged
};

FoundLanguage findLanguage(const EngineData& data, const TextWords& text);

} // namespace moie::engine
