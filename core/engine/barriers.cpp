// SPDX-License-Identifier: MIT
#include <moie/engine/barriers.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <unordered_set>

namespace moie::engine {

namespace {

// Thresholds and scores are sums of a few decimals: what is left of binary fractions is no margin.
double withoutNoise(double value) {
    constexpr double steps = 1e12;
    return std::round(value * steps) / steps + 0.0;
}

// With a point, whatever the process's locale is.
std::string threeDecimals(double value) {
    char digits[64];
    const auto written = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, 3);
    return std::string(digits, written.ptr);
}

double harmScore(const Reading& response, const Contexts& contexts, const JudgingFigures& figures) {
    double loss = figures.harmfulLoss * static_cast<double>(response.sentencesWith(List::Harmful).size());
    loss *= contexts.has(Context::Crisis) ? figures.crisisFactor : 1;
    loss *= contexts.has(Context::Fiction) ? figures.fictionFactor : 1;
    return 1 - loss;
}

double emotionalScore(const Reading& response, const JudgedBy& by, const JudgingFigures& figures) {
    const double kind =
        std::max(0.0, 1 - figures.hurtfulLoss * static_cast<double>(response.occurrences(List::Hurtful)));
    return by.contexts.isDistress() ? (kind + (by.vector[1] + by.vector[4]) / 2) / 2 : kind;
}

double privacyScore(const JudgedBy& by, const JudgingFigures& figures) {
    std::set<IdentifierKind> kinds;
    for (const Identifier& identifier : by.identifiers)
        if (!by.writtenByTheUser.contains(identifier.value))
            kinds.insert(identifier.kind);
    return 1 - figures.identifierLoss * static_cast<double>(kinds.size());
}

bool holds(const std::vector<std::uint32_t>& sorted, std::uint32_t sentence) {
    return std::binary_search(sorted.begin(), sorted.end(), sentence);
}

// How many different texts of a list stand in certain sentences.
double distinctIn(const Reading& response, List list, const std::vector<std::uint32_t>& sentences) {
    std::unordered_set<std::string> texts;
    for (const Finding& finding : response.findings)
        if (finding.list == list && finding.counts() && holds(sentences, response.sentenceOf(finding)))
            texts.insert(response.wordsOf(finding));
    return static_cast<double>(texts.size());
}

// "No need to ask a doctor" is no hedge, though "ask a doctor" is: what is part of an advice does not hedge it.
std::vector<std::uint32_t> hedgedSentences(const Reading& response) {
    std::vector<std::uint8_t> advised(response.words.words.size(), 0);
    for (const Finding& finding : response.findings)
        if (finding.list == List::Advice && finding.counts())
            std::fill(advised.begin() + finding.first, advised.begin() + finding.last, std::uint8_t{1});
    std::vector<std::uint32_t> sentences;
    for (const Finding& finding : response.findings) {
        const std::uint32_t sentence = response.sentenceOf(finding);
        if (finding.list == List::Hedge && finding.counts() && advised[finding.first] == 0 &&
            (sentences.empty() || sentences.back() != sentence))
            sentences.push_back(sentence);
    }
    return sentences;
}

double misinformationScore(const Reading& response, const JudgingFigures& figures) {
    std::vector<std::uint32_t> terms = response.sentencesWith(List::Term);
    const std::vector<std::uint32_t> hedged = hedgedSentences(response);
    double loss = 0;
    for (const Finding& finding : response.findings) {
        if (!finding.counts())
            continue;
        const std::uint32_t sentence = response.sentenceOf(finding);
        if (finding.list == List::Absolute && holds(terms, sentence))
            loss += figures.absoluteLoss;
        if (finding.list == List::Advice && !holds(hedged, sentence))
            loss += figures.adviceLoss;
    }
    // A hedge speaks for the sentence that it stands in, not for what is said elsewhere.
    const double hedges = distinctIn(response, List::Hedge, terms);
    return 1 - loss + std::min(figures.hedgeMost, figures.hedgeGain * hedges);
}

double biasScore(const Reading& response, const JudgingFigures& figures) {
    const double loss = figures.generalisationLoss * static_cast<double>(response.occurrences(List::Generalisation));
    std::vector<std::uint32_t> about = response.sentencesWith(List::Generalisation);
    const std::vector<std::uint32_t> groups = response.sentencesWith(List::Group);
    std::vector<std::uint32_t> both;
    std::set_union(about.begin(), about.end(), groups.begin(), groups.end(), std::back_inserter(both));
    const double inclusive = distinctIn(response, List::Inclusive, both);
    return 1 - loss + std::min(figures.inclusiveMost, figures.inclusiveGain * inclusive);
}

} // namespace

BarrierScores barrierScores(const Reading& response, const JudgedBy& by, const JudgingFigures& figures) {
    BarrierScores scores{harmScore(response, by.contexts, figures), emotionalScore(response, by, figures),
                         privacyScore(by, figures), misinformationScore(response, figures),
                         biasScore(response, figures)};
    for (double& score : scores)
        score = std::clamp(withoutNoise(score), 0.0, 1.0);
    return scores;
}

BarrierController::BarrierController(const Figures& figures) : m_figures(figures) {
    for (std::size_t i = 0; i < dimensionCount; ++i)
        m_thresholds[i] = figures.barriers[i].threshold;
}

Evaluation BarrierController::evaluate(const BarrierScores& scores) const {
    Evaluation evaluation;
    evaluation.scores = scores;
    double weighted = 0;
    double weights = 0;
    for (std::size_t i = 0; i < dimensionCount; ++i) {
        const BarrierFigures& barrier = m_figures.barriers[i];
        const double h = withoutNoise(scores[i] - m_thresholds[i]);
        evaluation.values[i] = h;
        weighted += barrier.weight / (1 + std::exp(-m_figures.judging.confidenceSlope * h / (1 - m_thresholds[i])));
        weights += barrier.weight;
        if (h >= 0)
            continue;
        const double severity = std::abs(h) * barrier.weight;
        evaluation.violations.push_back({static_cast<Dimension>(i), h, severity,
                                         std::string(dimensionNames[i]) + ": h(x)=" + threeDecimals(h) +
                                             " < 0 (severity: " + threeDecimals(severity) + ")"});
        evaluation.isSafe = evaluation.isSafe && !barrier.critical;
    }
    evaluation.confidence = weights > 0 ? weighted / weights : 1;
    return evaluation;
}

double BarrierController::clamped(Dimension dimension, double threshold) const {
    const BarrierFigures& shipped = m_figures.barriers[static_cast<std::size_t>(dimension)];
    const AdaptationFigures& bounds = m_figures.adaptation;
    const double low = shipped.critical ? shipped.threshold : shipped.threshold - bounds.room;
    const double high = shipped.critical ? std::max(bounds.highest, low)
                                         : std::max(std::min(shipped.threshold + bounds.room, bounds.highest), low);
    return withoutNoise(std::clamp(threshold, low, high));
}

BarrierController::Change BarrierController::adapt(Dimension dimension, bool falseAlarm) {
    const double step = falseAlarm ? -m_figures.adaptation.falseAlarmStep : m_figures.adaptation.missedStep;
    return restore(dimension, threshold(dimension) + step);
}

BarrierController::Change BarrierController::restore(Dimension dimension, double threshold) {
    double& current = m_thresholds[static_cast<std::size_t>(dimension)];
    const Change change{dimension, current, clamped(dimension, threshold)};
    current = change.after;
    return change;
}

} // namespace moie::engine
