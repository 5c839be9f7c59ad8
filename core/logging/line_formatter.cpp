// SPDX-License-Identifier: MIT
#include <moie/logging/line_formatter.h>

#include <array>
#include <charconv>
#include <cmath>

#include <moie/logging/payload_parts.h>

namespace moie {

namespace {

using Json = nlohmann::ordered_json;

// What is no object is kept as the value of one; null stands for an empty one, as None does in the reference.
void makeObject(Json& value, const char* name, std::vector<std::string>& wrapped) {
    if (value.is_object())
        return;
    Json object = Json::object();
    if (!value.is_null()) {
        object["value"] = std::move(value);
        wrapped.emplace_back(name);
    }
    value = std::move(object);
}

void note(Json& metadata, const char* name, const std::vector<std::string>& paths) {
    if (!paths.empty())
        metadata[name] = paths;
}

std::string_view messageOf(Shape shape) {
    switch (shape) {
    case Shape::Made: return {};
    case Shape::LoveComputed: return message::loveComputed;
    case Shape::Timing: return message::timingPrefix;
    }
    return {};
}

Json takeObject(const Capture& capture) {
    return capture.object ? payload::objectOrEmpty(std::move(*capture.object)) : Json::object();
}

Payload loveComputedPayload(const Capture& capture) {
    Payload made;
    made.data["input_text"] = capture.text;
    made.data["love_vector"] = std::vector<double>(capture.values.begin(), capture.values.end());
    made.data["love_magnitude"] = payload::norm(capture.values);
    made.data["love_coherence"] = payload::mean(capture.values);
    made.data["component_breakdown"] = payload::byComponent(capture.values, "");
    made.data["computation_details"] = takeObject(capture);
    made.metadata = payload::turnOnly(capture.turnId);
    return made;
}

Payload timingPayload(const Capture& capture) {
    Payload made;
    made.data["operation"] = capture.text;
    made.data["duration_seconds"] = capture.values.front();
    made.data["context"] = takeObject(capture);
    made.metadata = payload::turnOnly(capture.turnId);
    return made;
}

Payload payloadOf(const CapturedEntry& entry) {
    switch (entry.capture.shape) {
    case Shape::LoveComputed: return loveComputedPayload(entry.capture);
    case Shape::Timing: return timingPayload(entry.capture);
    case Shape::Made: break;
    }
    try {
        return (*entry.capture.maker)(entry.time);
    } catch (const std::exception& failure) { // the host's code
        Payload made;
        made.metadata["payload_error"] = failure.what();
        return made;
    }
}

bool allFinite(std::span<const double> values) {
    for (const double value : values)
        if (!std::isfinite(value))
            return false;
    return true;
}

// What the plain form of a payload ends with; false where something had to be replaced.
bool appendObject(std::string& out, const Json* object) {
    if (!object || object->is_null()) {
        out += "{}";
        return true;
    }
    JsonReplacements replaced;
    appendPythonJson(out, *object, replaced);
    return replaced.empty();
}

// `data` of a computed love vector whose values are finite, without a Json in between.
bool appendLoveComputed(std::string& out, const Capture& capture) {
    const double magnitude = payload::norm(capture.values);
    if (capture.values.empty() || !allFinite(capture.values) || !std::isfinite(magnitude) ||
        !std::isfinite(payload::mean(capture.values)))
        return false;
    out += "{\"input_text\": ";
    if (!appendPythonString(out, capture.text))
        return false;
    out += ", \"love_vector\": [";
    std::array<std::pair<std::size_t, std::size_t>, componentCount> written{}; // where the components' texts stand
    for (std::size_t i = 0; i < capture.values.size(); ++i) {
        if (i != 0)
            out += ", ";
        const std::size_t start = out.size();
        appendPythonFloat(out, capture.values[i]);
        if (i < componentCount)
            written[i] = {start, out.size() - start};
    }
    out += "], \"love_magnitude\": ";
    appendPythonFloat(out, magnitude);
    out += ", \"love_coherence\": ";
    appendPythonFloat(out, payload::mean(capture.values));
    out += ", \"component_breakdown\": {";
    for (std::size_t i = 0; i < componentCount; ++i) {
        out += i == 0 ? "\"" : ", \"";
        out += componentNames[i];
        out += "\": ";
        if (i < capture.values.size())
            out.append(out, written[i].first, written[i].second);
        else
            out += '0';
    }
    out += "}, \"computation_details\": ";
    const bool plain = appendObject(out, capture.object);
    out += '}';
    return plain;
}

bool appendTiming(std::string& out, const Capture& capture) {
    if (!allFinite(capture.values))
        return false;
    out += "{\"operation\": ";
    if (!appendPythonString(out, capture.text))
        return false;
    out += ", \"duration_seconds\": ";
    appendPythonFloat(out, capture.values.front());
    out += ", \"context\": ";
    const bool plain = appendObject(out, capture.object);
    out += '}';
    return plain;
}

} // namespace

std::string interactionId(std::string_view sessionId, std::uint64_t number) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    std::string id;
    id.reserve(sessionId.size() + 1 + digits.size());
    id += sessionId;
    id += '_';
    id.append(digits.data(), end);
    return id;
}

LineFormatter::LineFormatter(std::string_view sessionId) : m_sessionFields(", \"session_id\": ") {
    std::string quoted;
    m_sessionIdIsUtf8 = appendPythonString(quoted, sessionId);
    m_sessionFields += quoted;
    m_sessionFields += ", \"interaction_id\": ";
    m_sessionFields.append(quoted, 0, quoted.size() - 1);
    m_sessionFields += '_';
}

void LineFormatter::append(std::string& out, const CapturedEntry& entry) const {
    const std::size_t start = out.size();
    if (entry.capture.shape != Shape::Made && appendPlain(out, entry))
        return;
    out.resize(start);
    Payload payload = payloadOf(entry);
    JsonReplacements replaced;
    std::vector<std::string> wrapped;
    makeObject(payload.data, "data", wrapped);
    makeObject(payload.metadata, "metadata", wrapped);
    note(payload.metadata, "not_an_object", wrapped);
    appendHead(out, entry, replaced);
    out += ", \"data\": ";
    appendPythonJson(out, payload.data, replaced, "data");
    out += ", \"metadata\": ";
    const std::size_t metadataStart = out.size();
    appendPythonJson(out, payload.metadata, replaced, "metadata");
    if (!replaced.empty()) {
        // What was replaced in metadata is known only now that it is written, so it is written once more with the
        // notes.
        out.resize(metadataStart);
        note(payload.metadata, "non_finite", replaced.nonFinite);
        note(payload.metadata, "invalid_utf8", replaced.invalidUtf8);
        note(payload.metadata, "too_deep", replaced.tooDeep);
        JsonReplacements known;
        appendPythonJson(out, payload.metadata, known, "metadata");
    }
    out += "}\n";
}

void LineFormatter::appendHead(std::string& out, const CapturedEntry& entry, JsonReplacements& replaced) const {
    out += "{\"timestamp\": ";
    appendPythonFloat(out, toUnixSeconds(entry.time));
    out += m_sessionFields;
    if (!m_sessionIdIsUtf8)
        replaced.invalidUtf8.insert(replaced.invalidUtf8.end(), {"session_id", "interaction_id"});
    std::array<char, 20> digits;
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), entry.number).ptr);
    out += "\", \"level\": \"";
    out += toString(entry.capture.level);
    out += "\", \"category\": \"";
    out += toString(entry.capture.category);
    out += "\", \"message\": ";
    const std::size_t opening = out.size();
    if (entry.capture.shape == Shape::LoveComputed)
        out += '"';
    else if (!appendPythonString(out, entry.capture.text))
        replaced.invalidUtf8.emplace_back("message");
    if (entry.capture.shape != Shape::Made)
        out.insert(opening + 1, messageOf(entry.capture.shape));
    if (entry.capture.shape == Shape::LoveComputed)
        out += '"';
}

// The whole line of an entry of which nothing has to be replaced; else false, with part of it appended.
bool LineFormatter::appendPlain(std::string& out, const CapturedEntry& entry) const {
    JsonReplacements replaced;
    appendHead(out, entry, replaced);
    out += ", \"data\": ";
    const bool plain = entry.capture.shape == Shape::Timing ? appendTiming(out, entry.capture)
                                                            : appendLoveComputed(out, entry.capture);
    if (!plain || !replaced.empty())
        return false;
    out += ", \"metadata\": {";
    if (!entry.capture.turnId.empty()) {
        out += "\"turn_id\": ";
        if (!appendPythonString(out, entry.capture.turnId))
            return false;
    }
    out += "}}\n";
    return true;
}

} // namespace moie
