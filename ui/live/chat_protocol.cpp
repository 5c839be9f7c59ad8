// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/chat_protocol.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace moie::ui {

namespace {

using Json = nlohmann::json;

constexpr qsizetype longestProblem = 300; // characters shown of a server's words

// Bytes that are no UTF-8 become replacement characters rather than the end of the stream.
Json parse(const QByteArray& json) {
    const QByteArray text = QString::fromUtf8(json).toUtf8();
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

const Json* member(const Json* value, const char* name) {
    if (value == nullptr || !value->is_object())
        return nullptr;
    const auto found = value->find(name);
    return found == value->end() ? nullptr : &*found;
}

const Json* firstChoice(const Json& value) {
    const Json* choices = member(&value, "choices");
    return choices && choices->is_array() && !choices->empty() ? &choices->front() : nullptr;
}

std::string textOf(const Json* value) {
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

// {"error": {"message": …}}, {"error": …} and {"detail": …} occur.
std::optional<std::string> problemOf(const Json& value) {
    for (const char* name : {"error", "detail"}) {
        const Json* problem = member(&value, name);
        if (problem == nullptr || problem->is_null())
            continue;
        const std::string message = textOf(problem->is_object() ? member(problem, "message") : problem);
        return message.empty() ? problem->dump(-1, ' ', false, Json::error_handler_t::replace) : message;
    }
    return std::nullopt;
}

QString shortened(const QString& text) {
    const QString line = text.simplified();
    return line.size() <= longestProblem ? line : line.left(longestProblem) + QStringLiteral("…");
}

void addSampling(nlohmann::ordered_json& body, const engine::SamplingParameters& sampling, Dialect dialect) {
    body["temperature"] = sampling.temperature;
    body["top_p"] = sampling.topP;
    body["presence_penalty"] = sampling.presencePenalty;
    body["frequency_penalty"] = sampling.frequencyPenalty;
    if (dialect == Dialect::Standard)
        return;
    body["top_k"] = sampling.topK;
    body[dialect == Dialect::Vllm ? "repetition_penalty" : "repeat_penalty"] = sampling.repetitionPenalty;
}

Dialect dialectOf(const std::string& owner) {
    if (owner == "vllm")
        return Dialect::Vllm;
    return owner == "llamacpp" || owner == "organization_owner" ? Dialect::LlamaCpp : Dialect::Standard;
}

} // namespace

QByteArray chatRequest(const Endpoint& endpoint, const engine::ResponseRequest& request) {
    auto messages = nlohmann::ordered_json::array();
    const auto add = [&](const char* role, const std::string& content) {
        messages.push_back({{"role", role}, {"content", content}});
    };
    if (!request.guidance.empty()) {
        std::string guidance;
        for (const std::string& line : request.guidance)
            guidance += (guidance.empty() ? "" : "\n") + line;
        add("system", guidance);
    }
    for (const engine::Exchange& exchange : request.history) {
        add("user", exchange.message);
        add("assistant", exchange.response);
    }
    add("user", request.message);

    nlohmann::ordered_json body;
    body["model"] = endpoint.model.toStdString();
    body["messages"] = std::move(messages);
    body["stream"] = true;
    addSampling(body, request.sampling, endpoint.dialect);
    return QByteArray::fromStdString(body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

std::optional<ChatPiece> parseChatPiece(const QByteArray& json) {
    const Json value = parse(json);
    if (!value.is_object())
        return std::nullopt;
    ChatPiece piece;
    piece.problem = problemOf(value);
    const Json* choice = firstChoice(value);
    for (const char* name : {"delta", "message"})
        piece.text += textOf(member(member(choice, name), "content"));
    piece.finished = !textOf(member(choice, "finish_reason")).empty();
    if (const Json* tokens = member(member(&value, "usage"), "completion_tokens");
        tokens && tokens->is_number_unsigned())
        piece.tokens = tokens->get<std::size_t>();
    return piece;
}

QString problemInBody(const QByteArray& body) {
    const Json value = parse(body);
    if (value.is_object()) {
        if (const auto problem = problemOf(value))
            return shortened(QString::fromStdString(*problem));
    }
    const QString text = QString::fromUtf8(body).trimmed();
    return text.startsWith(QLatin1Char('<')) || value.is_structured() ? QString() : shortened(text);
}

std::optional<std::vector<ListedModel>> parseModelList(const QByteArray& json) {
    const Json value = parse(json);
    const Json* data = member(&value, "data");
    if (data == nullptr || !data->is_array())
        return std::nullopt;
    std::vector<ListedModel> models;
    for (const Json& model : *data) {
        const std::string name = textOf(member(&model, "id"));
        if (!name.empty())
            models.push_back({QString::fromStdString(name), dialectOf(textOf(member(&model, "owned_by")))});
    }
    return models;
}

} // namespace moie::ui
