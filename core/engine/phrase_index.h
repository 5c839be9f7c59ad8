// SPDX-License-Identifier: MIT
// All phrases of a language in one trie over words, so that a text is looked through once, in linear time, whatever
// stands in it. Immutable after loading; any number of threads may match with it.
//
// A phrase is words, separated by blanks, with
//   (a|b c)   one of these                <name>  a word of the class of that name
//   [a]       may be left out             {name}  one of the macro's texts
//   stem*     a word that begins so       _       any one word
//   ...       up to three words           ^  $    only where a clause begins, ends
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <moie/base/result.h>
#include <moie/engine/pattern_reader.h>

namespace moie::engine {

using Symbol = std::uint32_t;
using PhraseId = std::uint32_t;

// A place where a phrase was found: words [first, last) of the text.
struct PhraseHit {
    PhraseId phrase = 0;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

// What a phrase may be found in: the words of a text, and where a phrase must not go on.
struct WordSequence {
    std::span<const std::uint32_t> words;      // PhraseIndex::symbolsOf for each
    std::span<const std::uint8_t> startClause; // 1: a clause begins with this word
    std::span<const std::uint8_t> barBefore;   // 1: no phrase goes over from the word before
};

class PhraseIndex {
public:
    PhraseIndex();
    PhraseIndex(PhraseIndex&&) = default; // no copies: look-ups refer to its own words
    PhraseIndex& operator=(PhraseIndex&&) = default;

    // Classes and macros must be there before a phrase that uses them; a macro may use classes, but no macros. An error
    // is the reason alone, without a place.
    Result<> addClass(const std::string& name, const std::vector<std::string>& words);
    Result<> addMacro(const std::string& name, const std::vector<std::string>& texts);
    Result<PhraseId> addPhrase(const std::string& pattern);
    // Another way of writing a word: it can stand for all that this can, beside what it stands for itself.
    void addSpelling(const std::string& word, const std::string& meant) { m_spellings.emplace(word, meant); }
    // Sorts what was added; to be called once, before words are looked up.
    void finish();

    std::size_t phraseCount() const { return m_patterns.size(); }
    const std::string& pattern(PhraseId phrase) const { return m_patterns[phrase]; }

    // What a folded word can stand for; the same number for words that can stand for the same.
    std::uint32_t symbolsOf(std::string_view word) const;

    // All places of all phrases, in the order of their first words.
    void match(const WordSequence& text, std::vector<PhraseHit>& hits) const;

private:
    struct Node {
        std::vector<std::pair<Symbol, std::uint32_t>> edges;
        std::vector<PhraseId> phrases;
    };

    // Where macros were found in a text: at each word, which and up to where.
    struct MacroHits {
        std::vector<std::uint32_t> begin; // by word, one more than words: index into `hits`
        std::vector<std::pair<Symbol, std::uint32_t>> hits;
    };
    struct Walk {
        const WordSequence& text;
        const MacroHits* macros; // null while these are looked for
        std::vector<PhraseHit>& hits;
        std::uint32_t start = 0;
    };

    PatternNames names();
    Symbol symbolOf(const std::string& word); // of a word or of a stem*
    void addSequence(std::uint32_t root, std::span<const Symbol> symbols, PhraseId accepted);
    void addStandsFor(Symbol symbol, std::vector<Symbol>& symbols) const;
    void addStems(std::string_view word, std::vector<Symbol>& symbols) const;
    MacroHits findMacros(const WordSequence& text) const;
    void walk(const Walk& walk, std::uint32_t node, std::uint32_t at) const;

    std::vector<Node> m_nodes; // 0 is the phrases' root, 1 the macros', whose PhraseIds are symbols
    std::vector<std::string> m_patterns;
    std::map<std::string, Symbol, std::less<>> m_words;
    std::map<std::string, Symbol, std::less<>> m_stems;
    std::map<std::string, Symbol, std::less<>> m_classes;
    std::map<std::string, Symbol, std::less<>> m_macros;
    std::map<std::vector<Symbol>, Symbol> m_unnamedClasses; // of (a|b), by their members
    std::map<Symbol, std::vector<Symbol>> m_classesOf;      // the classes that a symbol is in
    std::multimap<std::string, std::string, std::less<>> m_spellings;
    Symbol m_nextSymbol = firstWordSymbol;

    std::size_t m_shortestStem = 0;
    std::size_t m_longestStem = 0;
    // Filled by finish().
    std::vector<std::vector<Symbol>> m_symbolSets; // sorted; set 0 is of words that only `_` can stand for
    std::unordered_map<std::string_view, std::uint32_t> m_setOfWord;
    std::unordered_map<std::string_view, std::uint32_t> m_setOfStem;
};

} // namespace moie::engine
