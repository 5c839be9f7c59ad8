// SPDX-License-Identifier: MIT
// What stands between two words: where sentences and clauses end, quotations, code. Reads a text once, from its
// beginning to its end.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <moie/engine/text_words.h>

namespace moie::engine {

struct GapMarks {
    bool endsSentence = false;
    bool singleStop = false; // one full stop: it ends the sentence unless the word before is an abbreviation
    bool question = false;
    bool endsClause = false;
    bool bar = false; // no phrase goes over it
};

class GapReader {
public:
    // The UTF-16 units of a gap, the number of the word after it, and the units on both sides (0 where there is none).
    GapMarks read(std::span<const char16_t> gap, std::uint32_t nextWord, char16_t before, char16_t after);
    bool quotationOpen() const { return !m_open.empty(); }
    bool inCode() const { return m_fence || m_inlineCode; }
    // Sorted, without those that stand in others.
    std::vector<Quotation> quotations() const;

private:
    struct Open {
        char16_t closing = 0;
        std::uint32_t firstWord = 0;
    };

    void quote(char16_t mark, std::uint32_t nextWord, char16_t before, char16_t after);
    void backticks(std::size_t count);

    std::vector<Open> m_open;
    std::vector<Quotation> m_found; // in the order of their ends
    bool m_fence = false;
    bool m_inlineCode = false;
};

} // namespace moie::engine
