// SPDX-License-Identifier: MIT
#include <moie/engine/reflective_responder.h>

#include <moie/engine/text_words.h>

namespace moie::engine {

namespace {

constexpr std::size_t longestReflection = 14; // words

using Texts = std::map<std::string, std::vector<std::string>, std::less<>>;

// Of the first context that holds and has texts, else of the list for all. Not the same twice in a row.
const std::string& chosen(const Texts& texts, const Contexts& contexts, std::size_t turn) {
    const std::vector<std::string>* list = &texts.find("")->second;
    for (const std::string& name : contexts.names()) {
        if (const auto found = texts.find(name); found != texts.end() && !found->second.empty()) {
            list = &found->second;
            break;
        }
    }
    return (*list)[turn % list->size()];
}

// The message's first sentence as the listener says it, where it is short and speaks of the user: "I feel lost" as
// "you feel lost". Empty else.
std::string reflection(const std::string& message, const Lexicon& lexicon) {
    if (lexicon.pronouns.empty())
        return {};
    WordBreaker breaker(lexicon.abbreviations);
    const TextWords words = breaker.cut(message);
    std::string said;
    std::size_t count = 0;
    bool turned = false;
    for (const Word& word : words.words) {
        if (word.sentence > 0 || ++count > longestReflection)
            return count > longestReflection ? std::string() : said;
        const std::string text(words.text(word));
        const auto found = lexicon.pronouns.find(text);
        if (count == 1 && found == lexicon.pronouns.end())
            return {};
        turned = turned || found != lexicon.pronouns.end();
        said += said.empty() ? "" : " ";
        said += found == lexicon.pronouns.end() ? text : found->second;
    }
    return turned && words.questions == 0 ? said : std::string();
}

} // namespace

std::string ReflectiveResponder::answer(const ResponseRequest& request) const {
    const Lexicon* lexicon = m_data->lexiconOf(request.language);
    if (!lexicon)
        lexicon = m_data->lexicons.front().get();
    const std::size_t turn = request.history.size();
    std::string text = chosen(lexicon->openings, request.contexts, turn);
    // A crisis is no moment for repeating words, and what an attempt broke must not come again.
    const bool plain = request.contexts.has(Context::Crisis) || request.attempt > 1;
    if (const std::string said = plain ? std::string() : reflection(request.message, *lexicon); !said.empty()) {
        const auto frame = lexicon->reflectionFrame.find("{}");
        if (frame != std::string::npos)
            text += ' ' + std::string(lexicon->reflectionFrame).replace(frame, 2, said);
    }
    return text + ' ' + chosen(lexicon->questions, request.contexts, turn);
}

void ReflectiveResponder::start(const ResponseRequest& request, ResponseSink& sink) {
    const std::uint64_t run = ++m_run;
    if (m_data->lexicons.empty())
        return sink.onFailed(Error{ErrorCode::NotFound, "there is no language to answer in", {}, std::nullopt});
    sink.onText(answer(request));
    if (run == m_run)
        sink.onFinished(std::nullopt);
}

} // namespace moie::engine
