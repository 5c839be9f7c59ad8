// SPDX-License-Identifier: MIT
// A text as the engine understands it: its language, its words, and every listed phrase in it with whether it counts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <moie/engine/engine_data.h>
#include <moie/engine/text_words.h>

namespace moie::engine {

// Why a phrase that stands in a text does not count.
enum class TurnedOff : std::uint8_t { No, Negated, Idiom, Reported, Refused, NoCrisis };

struct Finding {
    List list = List::Warm;
    std::uint16_t kind = 0;
    PhraseId phrase = 0;
    std::uint32_t first = 0; // words [first, last)
    std::uint32_t last = 0;
    TurnedOff off = TurnedOff::No;

    bool counts() const { return off == TurnedOff::No; }
};

struct Reading {
    std::string text;
    TextWords words;
    const Lexicon* lexicon = nullptr; // null: not judged
    std::string language;
    std::string whyNotJudged;
    std::vector<Finding> findings; // sorted by place

    bool judged() const { return lexicon != nullptr; }
    std::uint32_t sentenceOf(const Finding& finding) const { return words.words[finding.first].sentence; }
    // Its words, folded, with a blank between them.
    std::string wordsOf(const Finding& finding) const;
    // How many different texts of a list count.
    std::size_t distinct(List list) const;
    std::size_t occurrences(List list) const;
    // Sentences with a phrase of the list that counts, sorted.
    std::vector<std::uint32_t> sentencesWith(List list) const;
};

// Reads texts. Not thread-safe: one for each thread.
class TextReader {
public:
    explicit TextReader(std::shared_ptr<const EngineData> data);

    // What is quoted from `answered`, where that is given, is a report. It costs time in proportion to the text,
    // whatever stands in it.
    Reading read(std::string text, const Reading* answered = nullptr);

    const EngineData& data() const { return *m_data; }

private:
    std::shared_ptr<const EngineData> m_data;
    WordBreaker m_breaker;
};

} // namespace moie::engine
