// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/fuzzy_match.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <QString>

namespace moie::ui {

namespace {

constexpr int atWordStart = 8;
constexpr int afterTheLast = 6;
constexpr int anywhere = 1;
// Texts that differ by a few letters stay in the order in which they came.
constexpr int lettersPerPoint = 20;
constexpr int mostForShortness = 5;
constexpr int noMatch = std::numeric_limits<int>::min() / 2;

bool startsWord(const QString& text, qsizetype at) {
    return at == 0 || (text[at].isLetterOrNumber() && !text[at - 1].isLetterOrNumber());
}

// best[j]: of the letters so far, with the last of them at j.
std::optional<int> scoreOfWord(const QString& word, const QString& text) {
    const auto length = static_cast<std::size_t>(text.size());
    std::vector<int> best(length, noMatch);
    for (qsizetype i = 0; i < word.size(); ++i) {
        std::vector<int> next(length, noMatch);
        int before = i == 0 ? 0 : noMatch; // the best that ends before j
        for (std::size_t j = 0; j < length; ++j) {
            const auto at = static_cast<qsizetype>(j);
            if (word[i] == text[at]) {
                const int here = startsWord(text, at) ? atWordStart : anywhere;
                const int following = i > 0 && j > 0 ? best[j - 1] + std::max(here, afterTheLast) : noMatch;
                next[j] = std::max(before + here, following);
            }
            if (i > 0)
                before = std::max(before, best[j]);
        }
        best = std::move(next);
    }
    const auto most = std::max_element(best.begin(), best.end());
    return most == best.end() || *most < 0 ? std::nullopt : std::optional(*most);
}

} // namespace

std::optional<int> fuzzyScore(QStringView pattern, QStringView text) {
    const QString folded = text.toString().toCaseFolded();
    int score = 0;
    for (const QString& word : pattern.toString().toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto scored = scoreOfWord(word, folded);
        if (!scored)
            return std::nullopt;
        score += *scored;
    }
    return score * 100 + std::max(0, mostForShortness - static_cast<int>(folded.size()) / lettersPerPoint);
}

} // namespace moie::ui
