// SPDX-License-Identifier: MIT
// A text cut into words, clauses and sentences, by Unicode's word boundaries. Upper and lower case, curly and straight
// apostrophes, full-width letters and invisible characters make no difference to what comes out.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace moie::engine {

struct Word {
    std::uint32_t begin = 0; // bytes of the text
    std::uint32_t end = 0;
    std::uint32_t foldedBegin = 0; // characters of TextWords::folded
    std::uint32_t foldedEnd = 0;
    std::uint32_t sentence = 0; // from 0
    std::uint8_t script = 0;    // index into TextWords::scripts; 0 for a number
    bool startsClause = false;
    bool barBefore = false; // no phrase goes on from the word before to this one
    bool quoted = false;
    bool code = false; // between backticks
};

// A script and how many words outside code are written in it.
struct ScriptCount {
    std::array<char, 5> name{}; // ISO 15924: "Latn"
    std::uint32_t words = 0;
};

// A text in which a part stands between quotation marks that belong together: words [first, last).
struct Quotation {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

struct TextWords {
    std::string folded; // the words' folded texts, one after the other
    std::vector<Word> words;
    std::vector<Quotation> quotations; // the outermost ones
    std::vector<ScriptCount> scripts;  // the first one stands for numbers
    std::uint32_t sentenceCount = 0;
    std::uint32_t questions = 0;  // sentences that end with a question mark
    bool quotationOpen = false;   // at the text's end
    bool mixedScriptWord = false; // a word of letters of several alphabets, as in imitated words

    std::string_view text(const Word& word) const {
        return std::string_view(folded).substr(word.foldedBegin, word.foldedEnd - word.foldedBegin);
    }
};

// Case-folded and in compatibility form (NFKC_Casefold), apostrophes straight.
std::string foldText(std::string_view text);

// Cuts texts. Not thread-safe: one for each thread.
class WordBreaker {
public:
    // A full stop after one of these (folded, without the stop) ends no sentence.
    explicit WordBreaker(std::unordered_set<std::string> abbreviations);
    ~WordBreaker();
    WordBreaker(WordBreaker&&) noexcept;
    WordBreaker& operator=(WordBreaker&&) noexcept;

    // Texts over 1 GiB are cut off there.
    TextWords cut(std::string_view text);

private:
    struct Units;
    std::unique_ptr<Units> m_units;
    std::unordered_set<std::string> m_abbreviations;
};

} // namespace moie::engine
