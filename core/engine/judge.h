// SPDX-License-Identifier: MIT
// Judges a response to a message: love vector, barriers, and the phrases that led there. Judged by word lists, not by a
// mind; a text in a language without lists is not judged at all.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <moie/engine/barriers.h>
#include <moie/engine/contexts.h>
#include <moie/engine/engine_data.h>
#include <moie/engine/identifiers.h>
#include <moie/engine/love_vector.h>
#include <moie/engine/reading.h>

namespace moie::engine {

// A listed phrase or an identifier that stands in a text, and what came of it.
struct Match {
    std::string list;          // as in the lexicon's files; "identifiers" for those
    std::string kind;          // within the list, empty where it has none
    std::string phrase;        // as it is listed; empty for an identifier
    std::size_t byteBegin = 0; // of the judged text
    std::size_t byteEnd = 0;
    bool counted = false;
    std::string
        whyNot; // "negated", "idiom", "reported", "refused", "no crisis", "written by the user"; empty where it counts
};

struct Judgement {
    bool judged = false;
    std::string language;     // code, empty where it is not known
    std::string whyNotJudged; // empty where it is judged
    Contexts contexts;        // that it was judged in
    LoveVector vector{};      // this and the evaluation: only where it is judged
    Evaluation evaluation;
    double takenUp = 0; // share of the message's content words
    // Its end stands within a quotation: what comes may show that it is reported.
    bool quotationOpen = false;
};

struct JudgedMessage {
    Reading reading;
    Contexts contexts; // of the message and of the caller's context
    std::optional<LoveVector> vector;
    std::vector<Identifier> identifiers;
};

// Not thread-safe: one for each thread. The data may be shared.
class Judge {
public:
    explicit Judge(std::shared_ptr<const EngineData> data);

    JudgedMessage readMessage(std::string text, const nlohmann::ordered_json& callerContext = nullptr);
    // `contexts` and `writtenByTheUser` may hold more than the message itself does: what came before it.
    Judgement judge(std::string response, const JudgedMessage* message, const Contexts& contexts,
                    const std::set<std::string>& writtenByTheUser, const BarrierController& barriers);
    // Of the last response that was judged, in the order of their places.
    std::vector<Match> matches() const;

    const EngineData& data() const { return m_reader.data(); }

private:
    TextReader m_reader;
    IdentifierWords m_identifierWords;
    Reading m_response;
    std::vector<Identifier> m_identifiers;
    std::set<std::string> m_written;
};

} // namespace moie::engine
