// SPDX-License-Identifier: MIT
// A text to be found whatever its case: in decoded text, and, quickly, in the raw bytes of JSON, where its characters
// may be escaped.
//
// Cases are folded by Unicode's simple case folding, but that ASCII letters equal ASCII letters alone (the Kelvin sign
// is no k, the long s no s). Texts are not normalised: é as one character and as two differ.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace moie {

// Bytes, of which letters may be of either case. Looked for at the speed of memory by comparing two of them.
class BytePattern {
public:
    enum class Letters { AsWritten, EitherCase };
    BytePattern(std::string_view bytes, Letters letters);

    // The first place at or after `from` where the pattern stands in the text; npos where it does not.
    std::size_t find(std::string_view text, std::size_t from) const;
    bool standsAt(std::string_view text, std::size_t at) const;
    std::size_t size() const { return m_bytes.size(); }

private:
    std::string m_bytes;
    std::string m_masks;                   // set in a byte of the text before it is compared
    std::array<std::size_t, 2> m_probes{}; // of its rarest bytes
};

class CaselessText {
public:
    // Valid UTF-8, not empty.
    explicit CaselessText(std::string_view text);

    // Whether it stands in the text, which is valid UTF-8 without escapes.
    bool isIn(std::string_view text) const;
    // Whether it is the whole text.
    bool equals(std::string_view text) const;

    // Looks through raw JSON Lines for lines whose strings may hold the text, spelled with escapes or without. One
    // object per thread and pass.
    class RawSearch {
    public:
        RawSearch(const CaselessText& text, std::string_view raw);
        // A place in the first line from `from` on (which only grows) that may hold the text; npos: no line does.
        std::size_t next(std::size_t from);

    private:
        std::size_t nextOf(std::size_t pattern, std::size_t from) const;
        std::size_t nextEscapedAscii(std::size_t from) const;

        const CaselessText& m_text;
        std::string_view m_raw;
        std::vector<std::size_t> m_next; // of each pattern, and of escaped ASCII characters
    };

private:
    void chooseAnchor();
    void anchorOnAscii(std::size_t first, std::size_t count);
    void anchorOnCharacter(char32_t folded);
    bool isAsciiOfAnchor(char32_t c) const { return c < 128 && m_anchorAscii[c]; }

    std::vector<char32_t> m_folded;
    std::vector<BytePattern> m_whole;    // one pattern where the text is ASCII, else none
    std::vector<BytePattern> m_patterns; // of a part of the text, as it may stand in raw JSON
    std::array<bool, 128> m_anchorAscii{};
    bool m_mayBeEscapedAscii = false;
};

// Simple case folding as above.
char32_t foldCase(char32_t c);

} // namespace moie
