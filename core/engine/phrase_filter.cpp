// SPDX-License-Identifier: MIT
#include <moie/engine/phrase_filter.h>

#include <algorithm>
#include <string>
#include <tuple>

#include <moie/engine/contexts.h>

namespace moie::engine {

namespace {

// How near a reporting phrase stands to what it reports, in words.
constexpr std::uint32_t reportReach = 4;
constexpr std::uint32_t directReach = 2;
constexpr std::uint32_t longestReport = 12;
// A quotation is looked for in the message as far as this goes.
constexpr std::uint32_t longestEcho = 40;
constexpr std::size_t mostEchoes = 32;
constexpr std::size_t longestAnswered = 4000;
// Harm by consent: "go ahead" is harmful only as the answer to a wish to die.
constexpr std::string_view assent = "assent";

bool isNegatable(List list) {
    switch (list) {
    case List::Term:
    case List::Group:
    case List::Hedge:
    case List::Inclusive:
    case List::Idiom:
    case List::Reporting:
    case List::Reflective:
    case List::Absolute: // "not always" is listed as an idiom: "never" would negate what stands beside it
    case List::NegationIgnored: return false;
    default: return true;
    }
}

bool isReportable(List list) {
    switch (list) {
    case List::Harmful:
    case List::Hurtful:
    case List::Absolute:
    case List::Advice:
    case List::Generalisation: return true;
    default: return false;
    }
}

// Idioms are no statements of any kind.
bool isIdiomatic(List list) {
    return list != List::Idiom && list != List::Reporting && list != List::NegationIgnored && list != List::Term;
}

// A crisis in the message's last sentence, or in any if the message asks nothing else.
bool endsInCrisis(const Reading& message) {
    const std::uint32_t last = message.words.sentenceCount == 0 ? 0 : message.words.sentenceCount - 1;
    return std::any_of(message.findings.begin(), message.findings.end(), [&](const Finding& finding) {
        return finding.list == List::Context && finding.counts() &&
               message.lexicon->kinds[finding.kind] == toString(Context::Crisis) &&
               (message.words.questions == 0 || message.sentenceOf(finding) == last);
    });
}

class PhraseFilter {
public:
    PhraseFilter(const Reading& reading, std::span<const std::uint8_t> clauses, const Reading* answered)
        : m_reading(reading), m_words(reading.words.words), m_lexicon(*reading.lexicon), m_clauses(clauses),
          m_answered(answered), m_answersCrisis(answered && endsInCrisis(*answered)) {}

    std::vector<Finding> filter(std::vector<PhraseHit> hits) {
        std::vector<Finding> findings = longestOnes(std::move(hits));
        noteIdioms(findings);
        noteNegators(findings);
        noteReports(findings);
        for (Finding& finding : findings)
            finding.off = whyOff(finding);
        std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
            return std::tie(a.first, a.last, a.phrase) < std::tie(b.first, b.last, b.phrase);
        });
        return findings;
    }

private:
    // Of each list and kind the longest at a place, and none that overlaps one before it.
    std::vector<Finding> longestOnes(std::vector<PhraseHit> hits) const {
        std::vector<Finding> all;
        all.reserve(hits.size());
        for (const PhraseHit& hit : hits) {
            const ListedPhrase& listed = m_lexicon.listed[hit.phrase];
            all.push_back({listed.list, listed.kind, hit.phrase, hit.first, hit.last, TurnedOff::No});
        }
        std::sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
            return std::tie(a.list, a.kind, a.first, b.last, a.phrase) <
                   std::tie(b.list, b.kind, b.first, a.last, b.phrase);
        });
        std::vector<Finding> longest;
        for (const Finding& finding : all) {
            const bool sameList =
                !longest.empty() && longest.back().list == finding.list && longest.back().kind == finding.kind;
            if (!sameList || finding.first >= longest.back().last)
                longest.push_back(finding);
        }
        return longest;
    }

    void noteIdioms(const std::vector<Finding>& findings) {
        m_idiomBegin.assign(m_words.size(), 0);
        m_idiomEnd.assign(m_words.size(), 0);
        for (const Finding& finding : findings) {
            if (finding.list != List::Idiom)
                continue;
            for (std::uint32_t i = finding.first; i < finding.last; ++i) {
                m_idiomBegin[i] = finding.first;
                m_idiomEnd[i] = finding.last;
            }
        }
    }

    void noteNegators(const std::vector<Finding>& findings) {
        m_negators.assign(m_words.size(), 0);
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_negators[i] = m_lexicon.negators.contains(std::string(m_reading.words.text(m_words[i]))) ? 1 : 0;
        for (const Finding& finding : findings)
            if (finding.list == List::NegationIgnored)
                std::fill(m_negators.begin() + finding.first, m_negators.begin() + finding.last, std::uint8_t{0});
    }

    void noteReports(const std::vector<Finding>& findings) {
        for (const Finding& finding : findings)
            if (finding.list == List::Reporting)
                m_reports.push_back(finding);
        std::sort(m_reports.begin(), m_reports.end(), [](const Finding& a, const Finding& b) {
            return std::tie(a.first, a.last) < std::tie(b.first, b.last);
        });
        const std::string answered = m_answered ? joined(*m_answered, longestAnswered) : std::string();
        std::size_t echoes = 0;
        m_reported.assign(m_words.size(), 0);
        for (const Quotation& quotation : m_reading.words.quotations) {
            const bool isEcho = !answered.empty() && quotation.last - quotation.first <= longestEcho &&
                                ++echoes <= mostEchoes && answered.find(joined(quotation)) != std::string::npos;
            if (isEcho || isReported(quotation))
                std::fill(m_reported.begin() + quotation.first, m_reported.begin() + quotation.last, std::uint8_t{1});
        }
    }

    // A reporting phrase stands in the quotation's first sentence before it, or right before or after it.
    bool isReported(const Quotation& quotation) const {
        const auto after = std::lower_bound(m_reports.begin(), m_reports.end(), quotation.first,
                                            [](const Finding& report, std::uint32_t at) { return report.first < at; });
        if (after != m_reports.begin()) {
            const Finding& before = *(after - 1);
            const bool sameSentence = m_words[before.first].sentence == m_words[quotation.first].sentence;
            if (before.last <= quotation.first && (sameSentence || before.last + reportReach > quotation.first))
                return true;
        }
        const auto next = std::lower_bound(after, m_reports.end(), quotation.last,
                                           [](const Finding& report, std::uint32_t at) { return report.first < at; });
        return next != m_reports.end() && next->first < quotation.last + reportReach;
    }

    static std::string joined(const Reading& reading, std::size_t atMost) {
        std::string text;
        for (const Word& word : reading.words.words) {
            if (text.size() > atMost)
                break;
            (text += reading.words.text(word)) += ' ';
        }
        return text;
    }
    std::string joined(const Quotation& quotation) const {
        std::string text;
        for (std::uint32_t i = quotation.first; i < quotation.last; ++i)
            (text += m_reading.words.text(m_words[i])) += ' ';
        return text;
    }

    TurnedOff whyOff(const Finding& finding) const {
        if (isIdiomatic(finding.list) && isIdiom(finding))
            return TurnedOff::Idiom;
        if (isNegatable(finding.list) && isNegated(finding))
            return TurnedOff::Negated;
        if (isReportable(finding.list) && (m_reported[finding.first] != 0 || isToldOf(finding)))
            return TurnedOff::Reported;
        if (isReportable(finding.list) && isRefused(finding))
            return TurnedOff::Refused;
        if (finding.list == List::Harmful && m_lexicon.kinds[finding.kind] == assent && !m_answersCrisis)
            return TurnedOff::NoCrisis;
        return TurnedOff::No;
    }

    bool isIdiom(const Finding& finding) const {
        // An idiom takes away what it covers and what ends in it: "I'll shoot him" of "I'll shoot him an e-mail".
        for (std::uint32_t i = finding.first; i < finding.last; ++i) {
            const std::uint32_t length = m_idiomEnd[i] - m_idiomBegin[i];
            if (length > 0 && (m_idiomEnd[i] >= finding.last || length > finding.last - finding.first))
                return true;
        }
        return false;
    }

    bool isNegated(const Finding& finding) const {
        for (std::uint32_t back = 1; back <= m_lexicon.negationWindow && back <= finding.first; ++back) {
            const std::uint32_t at = finding.first - back;
            if (m_clauses[at + 1] != 0)
                break;
            if (m_negators[at] != 0)
                return true;
        }
        if (!m_lexicon.negatesBackwards)
            return false;
        for (std::uint32_t at = finding.last; at < m_words.size() && at < finding.last + m_lexicon.negationWindow;
             ++at) {
            if (m_clauses[at] != 0)
                break;
            if (m_negators[at] != 0)
                return true;
        }
        return false;
    }

    // "He said you should …": without quotation marks, right after a phrase of the kind "said".
    bool isToldOf(const Finding& finding) const {
        auto report = std::lower_bound(m_reports.begin(), m_reports.end(), finding.first,
                                       [](const Finding& candidate, std::uint32_t at) { return candidate.first < at; });
        for (; report != m_reports.begin() && (report - 1)->first + longestReport > finding.first; --report) {
            const Finding& before = *(report - 1);
            // "Whoever says no, kill him": a further clause is not what was said.
            if (finding.first > before.last && m_words[finding.first].startsClause)
                continue;
            // "told you that you should": the report may take in the first word of what it reports.
            if (before.first < finding.first && before.last <= finding.first + 1 &&
                finding.first < before.last + directReach && m_lexicon.kinds[before.kind] == "said" &&
                m_words[before.first].sentence == m_words[finding.first].sentence)
                return true;
        }
        return false;
    }

    // "I won't explain how to …": the refusal takes in the first word of what it refuses, and nothing further on.
    bool isRefused(const Finding& finding) const {
        auto report = std::upper_bound(m_reports.begin(), m_reports.end(), finding.first,
                                       [](std::uint32_t at, const Finding& candidate) { return at < candidate.first; });
        for (; report != m_reports.begin() && (report - 1)->first + longestReport > finding.first; --report)
            if ((report - 1)->last == finding.first + 1 && m_lexicon.kinds[(report - 1)->kind] == "refused")
                return true;
        return false;
    }

    const Reading& m_reading;
    const std::vector<Word>& m_words;
    const Lexicon& m_lexicon;
    std::span<const std::uint8_t> m_clauses;
    const Reading* m_answered;
    bool m_answersCrisis;
    std::vector<std::uint32_t> m_idiomBegin, m_idiomEnd; // by word
    std::vector<std::uint8_t> m_negators, m_reported;    // by word
    std::vector<Finding> m_reports;
};

} // namespace

std::vector<std::uint8_t> clauseStarts(const TextWords& words, const Lexicon& lexicon) {
    std::vector<std::uint8_t> starts(words.words.size(), 0);
    std::string word;
    std::string next;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        if (words.words[i].startsClause)
            starts[i] = 1;
        word = words.text(words.words[i]);
        next = i + 1 < starts.size() ? words.text(words.words[i + 1]) : std::string_view();
        const bool joins = lexicon.joiningWords.contains(word) && lexicon.subjects.contains(next);
        if (!joins && !lexicon.clauseWords.contains(word))
            continue;
        starts[i] = 1;
        if (i + 1 < starts.size())
            starts[i + 1] = 1;
    }
    return starts;
}

std::vector<Finding> filterPhrases(const Reading& reading, std::span<const std::uint8_t> clauses,
                                   std::vector<PhraseHit> hits, const Reading* answered) {
    return PhraseFilter(reading, clauses, answered).filter(std::move(hits));
}

} // namespace moie::engine
