// SPDX-License-Identifier: GPL-3.0-or-later
#include "judge_output.h"

#include <fmt/format.h>

#include "terminal.h"

namespace moielog {

namespace engine = moie::engine;

nlohmann::ordered_json judgementJson(const engine::Judgement& judgement, const std::vector<engine::Match>& matches,
                                     const std::string& reply) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["judged"] = judgement.judged;
    json["judged_by"] = "the engine's word lists";
    json["language"] = judgement.language.empty() ? Json() : Json(judgement.language);
    json["context"] = judgement.contexts.json();
    if (!judgement.judged) {
        json["why_not_judged"] = judgement.whyNotJudged;
        json["love_vector"] = nullptr;
        json["barriers"] = Json::object();
        json["is_safe"] = nullptr;
        json["violations"] = Json::array();
        json["matches"] = Json::array();
        return json;
    }
    json["love_vector"] = judgement.vector;
    Json components;
    for (std::size_t i = 0; i < moie::componentCount; ++i)
        components[std::string(moie::componentNames[i])] = judgement.vector[i];
    json["component_breakdown"] = std::move(components);
    json["love_magnitude"] = engine::magnitudeOf(judgement.vector);
    json["love_coherence"] = engine::coherenceOf(judgement.vector);
    const engine::Evaluation& evaluation = judgement.evaluation;
    Json barriers;
    Json scores;
    for (std::size_t i = 0; i < engine::dimensionCount; ++i) {
        barriers[std::string(engine::dimensionNames[i])] = evaluation.values[i];
        scores[std::string(engine::dimensionNames[i])] = evaluation.scores[i];
    }
    json["barriers"] = std::move(barriers);
    json["scores"] = std::move(scores);
    json["is_safe"] = evaluation.isSafe;
    json["safety_confidence"] = evaluation.confidence;
    json["violations"] = Json::array();
    for (const engine::Violation& violation : evaluation.violations)
        json["violations"].push_back(violation.text);
    json["matches"] = Json::array();
    for (const engine::Match& match : matches) {
        Json one = {{"list", match.list}};
        if (!match.kind.empty())
            one["kind"] = match.kind;
        one["text"] = reply.substr(match.byteBegin, match.byteEnd - match.byteBegin);
        if (!match.phrase.empty())
            one["phrase"] = match.phrase;
        one["offset"] = match.byteBegin;
        one["length"] = match.byteEnd - match.byteBegin;
        one["counted"] = match.counted;
        if (!match.counted)
            one["why_not"] = match.whyNot;
        json["matches"].push_back(std::move(one));
    }
    return json;
}

std::string judgementText(const engine::Judgement& judgement, const std::vector<engine::Match>& matches,
                          const std::string& reply, const engine::BarrierController& barriers) {
    if (!judgement.judged)
        return fmt::format("not judged: {}\n", judgement.whyNotJudged);
    const engine::Evaluation& evaluation = judgement.evaluation;
    std::string text = fmt::format("{}, judged by the engine's word lists ({})\n",
                                   evaluation.isSafe ? "safe" : "unsafe", judgement.language);
    if (const auto names = judgement.contexts.names(); !names.empty())
        text += fmt::format("context: {}\n", fmt::join(names, ", "));
    text += "\nlove vector\n";
    for (std::size_t i = 0; i < moie::componentCount; ++i)
        text += fmt::format("  {:<28}{:>6.3f}\n", moie::componentNames[i], judgement.vector[i]);
    text += fmt::format("  {:<28}{:>6.3f}\n  {:<28}{:>6.3f}\n", "magnitude", engine::magnitudeOf(judgement.vector),
                        "coherence", engine::coherenceOf(judgement.vector));
    text += fmt::format("\nbarriers{:>24}{:>12}{:>10}\n", "score", "threshold", "h");
    for (std::size_t i = 0; i < engine::dimensionCount; ++i)
        text += fmt::format("  {:<26}{:>4.2f}{:>12.2f}{:>+10.3f}{}\n", engine::dimensionNames[i], evaluation.scores[i],
                            barriers.threshold(static_cast<engine::Dimension>(i)), evaluation.values[i],
                            evaluation.values[i] < 0 ? "  broken" : "");
    if (!matches.empty())
        text += "\nphrases that led there (byte offset, list)\n";
    for (const engine::Match& match : matches) {
        const std::string list = match.kind.empty() ? match.list : match.list + " · " + match.kind;
        text += fmt::format("  {:>7}  {:<26}  {}{}\n", match.byteBegin, list,
                            escaped(reply.substr(match.byteBegin, match.byteEnd - match.byteBegin)),
                            match.counted ? "" : " (does not count: " + match.whyNot + ")");
    }
    return text;
}

} // namespace moielog
