// SPDX-License-Identifier: MIT
// A text to be found whatever its case: in decoded text, and, quickly, in the raw bytes of JSON, where its characters
// may be escaped.
//
// Cases are folded by Unicode's simple case folding, but that ASCII letters equal ASCII letters alone (the Kelvin sign
// is no k, the long s no s). Texts are not normalised: é as one character and as two differ.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <moie/query/byte_pattern.h>

namespace moie {

class CaselessText {
public:
    // Valid UTF-8, not empty.
    explicit CaselessText(std::string_view text);

    // Whether it stands in the text, which is valid UTF-8 without escapes.
    bool isIn(std::string_view text) const;
    // Whether it is the whole text.
    bool equals(std::string_view text) const;

    // The first place from `from` on where it stands in the text, which is as above; a length of 0 where it does not.
    struct Place {
        std::size_t at = 0;
        std::size_t length = 0; // bytes: other cases may take more or fewer
    };
    Place findIn(std::string_view text, std::size_t from) const;

    // What raw bytes tell of a place without their line being parsed: whether the text stands there in a value. Where
    // escapes make it hard to tell, nothing is said.
    enum class RawHit : std::uint8_t { Value, NoValue, Unclear };

    // Looks through raw JSON Lines for lines whose strings may hold the text, spelled with escapes or without. One
    // object per thread and pass.
    class RawSearch {
    public:
        RawSearch(const CaselessText& text, std::string_view raw);
        // A place in the first line from `from` on (which only grows) that may hold the text; notThere: no line does.
        std::size_t next(std::size_t from);
        // Of the place that next() returned last, in a line of valid JSON between these places.
        RawHit judge(std::size_t lineStart, std::size_t lineEnd);

    private:
        struct Spelling {
            RawHit hit = RawHit::Unclear; // Value: it stands there, in a string or not
            std::size_t end = 0;
        };

        std::size_t nextOf(std::size_t pattern, std::size_t from) const;
        std::size_t nextEscapedAscii(std::size_t from) const;
        std::size_t startOfText(std::size_t lineStart) const;
        Spelling spellingAt(std::size_t at, std::size_t lineEnd) const;
        bool countQuotes(std::size_t lineStart, std::size_t to);
        RawHit whatEnds(std::size_t at, std::size_t lineEnd) const;

        const CaselessText& m_text;
        std::string_view m_raw;
        std::vector<std::size_t> m_next; // of each pattern, and of escaped ASCII characters
        std::size_t m_hit = 0;
        bool m_isEscapedAscii = false; // the hit
        // Quotation marks of the present line, as far as it was looked through.
        std::size_t m_lineStart = notThere;
        std::size_t m_counted = 0;
        std::size_t m_quotes = 0;
    };

private:
    void chooseAnchor();
    void anchorOnAscii(std::size_t first, std::size_t count);
    void anchorOnCharacter(char32_t folded);
    bool isAsciiOfAnchor(char32_t c) const { return c < 128 && m_anchorAscii[c]; }

    std::vector<char32_t> m_folded;
    std::vector<BytePattern> m_whole;    // one pattern where the text is ASCII, else none
    std::vector<BytePattern> m_patterns; // of a part of the text, as it may stand in raw JSON
    std::size_t m_beforeAnchor = 0;      // characters of the text before that part
    std::array<bool, 128> m_anchorAscii{};
    bool m_mayBeEscapedAscii = false;
};

// Simple case folding as above.
char32_t foldCase(char32_t c);

} // namespace moie
