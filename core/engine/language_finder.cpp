// SPDX-License-Identifier: MIT
#include <moie/engine/language_finder.h>

#include <array>
#include <bit>

namespace moie::engine {

namespace {

struct WordCounts {
    std::array<std::uint32_t, EngineData::mostLanguages> byLanguage{};
    std::uint32_t words = 0;
    std::uint32_t foreign(const TextWords& text, const Lexicon& lexicon, bool withCode) const {
        std::uint32_t others = 0;
        if (withCode)
            return 0;
        for (std::size_t i = 1; i < text.scripts.size(); ++i)
            if (!lexicon.scripts.contains(text.scripts[i].name.data()))
                others += text.scripts[i].words;
        return others;
    }
};

WordCounts countWordsOf(const EngineData& data, const TextWords& text, bool withCode) {
    WordCounts counts;
    std::string word;
    for (const Word& at : text.words) {
        if (at.script == 0 || (at.code && !withCode))
            continue;
        ++counts.words;
        word = text.text(at);
        const auto found = data.languagesOfWord.find(word);
        if (found == data.languagesOfWord.end())
            continue;
        for (std::uint64_t left = found->second; left != 0; left &= left - 1)
            ++counts.byLanguage[static_cast<std::size_t>(std::countr_zero(left))];
    }
    return counts;
}

} // namespace

FoundLanguage findLanguage(const EngineData& data, const TextWords& text) {
    // Code is no language, unless there is nothing else.
    bool withCode = false;
    WordCounts counts = countWordsOf(data, text, false);
    if (counts.words == 0) {
        withCode = true;
        counts = countWordsOf(data, text, true);
    }
    if (counts.words == 0)
        return {nullptr, {}, "no words"};
    if (text.mixedScriptWord)
        return {nullptr, {}, "mixed scripts within a word"};
    std::size_t best = 0;
    for (std::size_t i = 1; i < data.languages.size(); ++i) {
        const bool more = counts.byLanguage[i] > counts.byLanguage[best];
        const bool asMany = counts.byLanguage[i] == counts.byLanguage[best];
        if (more || (asMany && data.languages[i].lexicon != nullptr && data.languages[best].lexicon == nullptr))
            best = i;
    }
    const JudgingFigures& figures = data.figures.judging;
    if (data.languages.empty() || counts.byLanguage[best] < figures.smallestFunctionWordShare * counts.words)
        return {nullptr, {}, "language not recognised"};
    const KnownLanguage& language = data.languages[best];
    if (language.lexicon == nullptr)
        return {nullptr, language.code, "no word lists for " + language.name};
    if (counts.foreign(text, *language.lexicon, withCode) > figures.largestForeignShare * counts.words)
        return {nullptr, language.code, "mixed scripts"};
    return {language.lexicon, language.code, {}};
}

} // namespace moie::engine
