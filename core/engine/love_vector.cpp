// SPDX-License-Identifier: MIT
#include <moie/engine/love_vector.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <unordered_set>

#include <moie/schema/utf8.h>

namespace moie::engine {

namespace {

constexpr std::size_t shortestContentWord = 3;

std::string prefixOf(std::string_view word, std::size_t letters) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < word.size() && count < letters; ++count)
        at += decodeUtf8(word, at).length;
    return std::string(word.substr(0, at));
}

std::unordered_set<std::string> contentPrefixes(const Reading& reading, const Lexicon& lexicon, std::size_t letters) {
    std::unordered_set<std::string> prefixes;
    std::string word;
    for (const Word& at : reading.words.words) {
        word = reading.words.text(at);
        if (at.script != 0 && countCodePoints(word) >= shortestContentWord && !lexicon.functionWords.contains(word))
            prefixes.insert(prefixOf(word, letters));
    }
    return prefixes;
}

double warmthOf(const Reading& text) {
    const auto warm = static_cast<double>(text.distinct(List::Warm));
    const auto cold = static_cast<double>(text.distinct(List::Cold));
    return 0.5 + 0.5 * (warm - cold) / (warm + cold + 2);
}

// Reflective phrases by their kinds; a question is a kind too.
double reflectionOf(const Reading& text, const JudgingFigures& figures) {
    std::set<std::uint16_t> kinds;
    for (const Finding& finding : text.findings)
        if (finding.list == List::Reflective && finding.counts())
            kinds.insert(finding.kind);
    const std::size_t count = kinds.size() + (text.words.questions > 0 ? 1 : 0);
    return std::min(1.0, figures.reflectiveStep * static_cast<double>(count));
}

double understandingOf(const Reading& text, const Reading* answered, const JudgingFigures& figures) {
    const double reflection = reflectionOf(text, figures);
    if (answered == nullptr)
        return 0.5 + 0.5 * reflection;
    const TakenUp taken = takenUp(text, *answered, figures);
    if (taken.words == 0)
        return 0.5 + 0.5 * reflection;
    const double share =
        taken.share() > figures.repeatingShare ? std::min(taken.share(), figures.repeatingScore) : taken.share();
    return (share + reflection) / 2;
}

double compassionOf(const Reading& text, const Contexts& contexts, const JudgingFigures& figures) {
    const std::size_t phrases = text.distinct(List::Suffering) + text.distinct(List::Help);
    const double compassion = std::min(1.0, figures.compassionStep * static_cast<double>(phrases));
    const bool speaksAgainst =
        text.occurrences(List::Cold) > 0 || text.occurrences(List::Hurtful) > 0 || text.occurrences(List::Harmful) > 0;
    return contexts.isDistress() || speaksAgainst ? compassion : std::max(compassion, figures.neutralCompassion);
}

} // namespace

TakenUp takenUp(const Reading& text, const Reading& message, const JudgingFigures& figures) {
    const Lexicon* lexicon = message.lexicon != nullptr ? message.lexicon : text.lexicon;
    if (lexicon == nullptr)
        return {};
    const auto letters = static_cast<std::size_t>(figures.prefixLetters);
    const auto wanted = contentPrefixes(message, *lexicon, letters);
    const auto there = contentPrefixes(text, *lexicon, letters);
    const auto taken =
        std::count_if(wanted.begin(), wanted.end(), [&there](const std::string& word) { return there.contains(word); });
    return {wanted.size(), static_cast<std::size_t>(taken)};
}

LoveVector loveVectorOf(const Reading& text, const Contexts& contexts, const Reading* answered,
                        const JudgingFigures& figures) {
    const double empathyStep = contexts.isDistress() ? figures.empathyStepInDistress : figures.empathyStep;
    const double harmful = static_cast<double>(text.sentencesWith(List::Harmful).size());
    const double supportive = static_cast<double>(text.distinct(List::Supportive));
    const double safety = std::max(0.0, 1 - figures.harmfulSafetyLoss * harmful) + figures.supportGain * supportive;
    return {warmthOf(text), std::min(1.0, empathyStep * static_cast<double>(text.distinct(List::Empathic))),
            std::clamp(safety, 0.0, 1.0), understandingOf(text, answered, figures),
            compassionOf(text, contexts, figures)};
}

double magnitudeOf(const LoveVector& vector) {
    return std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0));
}

double coherenceOf(const LoveVector& vector) {
    return std::accumulate(vector.begin(), vector.end(), 0.0) / static_cast<double>(vector.size());
}

} // namespace moie::engine
