// SPDX-License-Identifier: MIT
#include <moie/engine/judge.h>

#include <algorithm>

namespace moie::engine {

namespace {

std::string whyNot(TurnedOff off) {
    switch (off) {
    case TurnedOff::Negated: return "negated";
    case TurnedOff::Idiom: return "idiom";
    case TurnedOff::Reported: return "reported";
    case TurnedOff::Refused: return "refused";
    case TurnedOff::NoCrisis: return "no crisis";
    case TurnedOff::No: break;
    }
    return {};
}

} // namespace

Judge::Judge(std::shared_ptr<const EngineData> data)
    : m_reader(std::move(data)), m_identifierWords(identifierWords(m_reader.data())) {}

JudgedMessage Judge::readMessage(std::string text, const nlohmann::ordered_json& callerContext) {
    JudgedMessage message;
    message.reading = m_reader.read(std::move(text));
    message.contexts = contextsOf(message.reading);
    message.contexts.add(contextsOf(callerContext));
    if (message.reading.judged())
        message.vector = loveVectorOf(message.reading, message.contexts, nullptr, data().figures.judging);
    message.identifiers = findIdentifiers(message.reading.text, m_identifierWords);
    return message;
}

Judgement Judge::judge(std::string response, const JudgedMessage* message, const Contexts& contexts,
                       const std::set<std::string>& writtenByTheUser, const BarrierController& barriers) {
    const JudgingFigures& figures = data().figures.judging;
    const Reading* answered = message ? &message->reading : nullptr;
    m_response = m_reader.read(std::move(response), answered);
    m_written = writtenByTheUser;
    if (message)
        for (const Identifier& identifier : message->identifiers)
            m_written.insert(identifier.value);
    Judgement judgement;
    judgement.language = m_response.language;
    judgement.whyNotJudged = m_response.whyNotJudged;
    judgement.contexts = contexts;
    judgement.judged = m_response.judged();
    judgement.quotationOpen = m_response.words.quotationOpen;
    m_identifiers.clear();
    if (!judgement.judged)
        return judgement;
    m_identifiers = findIdentifiers(m_response.text, m_identifierWords);
    judgement.vector = loveVectorOf(m_response, contexts, answered, figures);
    judgement.takenUp = answered ? takenUp(m_response, *answered, figures).share() : 0;
    judgement.evaluation =
        barriers.evaluate(barrierScores(m_response, {contexts, judgement.vector, m_identifiers, m_written}, figures));
    return judgement;
}

std::vector<Match> Judge::matches() const {
    std::vector<Match> all;
    for (const Finding& finding : m_response.findings) {
        const std::vector<Word>& words = m_response.words.words;
        all.push_back({std::string(toString(finding.list)), m_response.lexicon->kinds[finding.kind],
                       m_response.lexicon->phrases.pattern(finding.phrase), words[finding.first].begin,
                       words[finding.last - 1].end, finding.counts(), whyNot(finding.off)});
    }
    for (const Identifier& identifier : m_identifiers) {
        const bool known = m_written.contains(identifier.value);
        all.push_back({"identifiers",
                       std::string(toString(identifier.kind)),
                       {},
                       identifier.begin,
                       identifier.end,
                       !known,
                       known ? "written by the user" : ""});
    }
    std::stable_sort(all.begin(), all.end(), [](const Match& a, const Match& b) { return a.byteBegin < b.byteBegin; });
    return all;
}

} // namespace moie::engine
