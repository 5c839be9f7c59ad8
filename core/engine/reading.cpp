// SPDX-License-Identifier: MIT
#include <moie/engine/reading.h>

#include <algorithm>
#include <unordered_set>

#include <moie/engine/language_finder.h>
#include <moie/engine/phrase_filter.h>

namespace moie::engine {

namespace {

std::unordered_set<std::string> allAbbreviations(const EngineData& data) {
    std::unordered_set<std::string> all;
    for (const auto& lexicon : data.lexicons)
        all.insert(lexicon->abbreviations.begin(), lexicon->abbreviations.end());
    return all;
}

// Digits that are written for letters: "k1ll", and "ki11" where `one` is 'l'. Empty where the word has no letter or no
// such digit.
std::string withoutDigits(std::string_view word, char one) {
    std::string plain(word);
    bool changed = false;
    bool letters = false;
    for (char& c : plain) {
        static constexpr std::string_view digits = "013457";
        static constexpr std::string_view meant = "oieast";
        const std::size_t found = digits.find(c);
        letters = letters || (c >= 'a' && c <= 'z');
        if (found == std::string_view::npos)
            continue;
        c = digits[found] == '1' ? one : meant[found];
        changed = true;
    }
    return changed && letters ? plain : std::string();
}

// Each run of three or more of one letter made `length` long: "killll". Empty where there is none.
std::string withoutRuns(std::string_view word, std::size_t length) {
    std::string plain;
    bool changed = false;
    for (std::size_t i = 0; i < word.size();) {
        std::size_t end = i;
        while (end < word.size() && word[end] == word[i])
            ++end;
        const bool isRun = end - i >= 3;
        changed = changed || isRun;
        plain.append(isRun ? length : end - i, word[i]);
        i = end;
    }
    return changed ? plain : std::string();
}

// "k.i.l.l", but not "u.s" or "e.g". Empty where it is no such word.
std::string withoutStops(std::string_view word) {
    constexpr std::size_t shortest = 7;
    if (word.size() < shortest || word.find('.') == std::string_view::npos)
        return {};
    std::string plain(word);
    std::erase(plain, '.');
    return plain;
}

std::uint32_t symbolsOfWord(const PhraseIndex& phrases, std::string_view word) {
    constexpr std::size_t longestDisguised = 40;
    if (const std::uint32_t symbols = phrases.symbolsOf(word); symbols != 0 || word.size() > longestDisguised)
        return symbols;
    for (const std::string& plain : {withoutDigits(word, 'i'), withoutDigits(word, 'l'), withoutRuns(word, 1),
                                     withoutRuns(word, 2), withoutStops(word)})
        if (!plain.empty())
            if (const std::uint32_t symbols = phrases.symbolsOf(plain); symbols != 0)
                return symbols;
    return 0;
}

} // namespace

std::string Reading::wordsOf(const Finding& finding) const {
    std::string joined;
    for (std::uint32_t i = finding.first; i < finding.last; ++i) {
        joined += joined.empty() ? "" : " ";
        joined += words.text(words.words[i]);
    }
    return joined;
}

std::size_t Reading::distinct(List list) const {
    std::unordered_set<std::string> texts;
    for (const Finding& finding : findings)
        if (finding.list == list && finding.counts())
            texts.insert(wordsOf(finding));
    return texts.size();
}

std::size_t Reading::occurrences(List list) const {
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [list](const Finding& finding) {
        return finding.list == list && finding.counts();
    }));
}

std::vector<std::uint32_t> Reading::sentencesWith(List list) const {
    std::vector<std::uint32_t> sentences;
    for (const Finding& finding : findings)
        if (finding.list == list && finding.counts() && (sentences.empty() || sentences.back() != sentenceOf(finding)))
            sentences.push_back(sentenceOf(finding));
    return sentences;
}

TextReader::TextReader(std::shared_ptr<const EngineData> data)
    : m_data(std::move(data)), m_breaker(allAbbreviations(*m_data)) {}

Reading TextReader::read(std::string text, const Reading* answered) {
    Reading reading;
    reading.text = std::move(text);
    reading.words = m_breaker.cut(reading.text);
    const FoundLanguage found = findLanguage(*m_data, reading.words);
    reading.language = found.language;
    reading.whyNotJudged = found.whyNotJudged;
    reading.lexicon = found.lexicon;
    if (!found.lexicon)
        return reading;
    const std::size_t count = reading.words.words.size();
    std::vector<std::uint32_t> symbols(count);
    std::vector<std::uint8_t> bars(count);
    for (std::size_t i = 0; i < count; ++i) {
        symbols[i] = symbolsOfWord(found.lexicon->phrases, reading.words.text(reading.words.words[i]));
        bars[i] = reading.words.words[i].barBefore ? 1 : 0;
    }
    const std::vector<std::uint8_t> clauses = clauseStarts(reading.words, *found.lexicon);
    std::vector<PhraseHit> hits;
    found.lexicon->phrases.match({symbols, clauses, bars}, hits);
    reading.findings = filterPhrases(reading, clauses, std::move(hits), answered);
    return reading;
}

} // namespace moie::engine
