// SPDX-License-Identifier: MIT
#include <moie/logging/log_entry.h>

#include <moie/schema/python_json.h>

namespace moie {

namespace {

void appendTextField(std::string& out, std::string_view name, std::string_view text, JsonReplacements& replaced) {
    out += ", \"";
    out += name;
    out += "\": ";
    if (!appendPythonString(out, text))
        replaced.invalidUtf8.emplace_back(name);
}

// What is no object is kept as the value of one; null stands for an empty one, as None does in the reference.
void makeObject(nlohmann::ordered_json& value, const char* name, std::vector<std::string>& wrapped) {
    if (value.is_object())
        return;
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    if (!value.is_null()) {
        object["value"] = std::move(value);
        wrapped.emplace_back(name);
    }
    value = std::move(object);
}

void note(nlohmann::ordered_json& metadata, const char* name, const std::vector<std::string>& paths) {
    if (!paths.empty())
        metadata[name] = paths;
}

} // namespace

std::string interactionId(std::string_view sessionId, std::uint64_t number) {
    std::string id(sessionId);
    id += '_';
    id += std::to_string(number);
    return id;
}

void appendEntryLine(std::string& out, const LogEntry& entry, std::string_view sessionId) {
    Payload payload = entry.makePayload(entry.time);
    JsonReplacements replaced;
    std::vector<std::string> wrapped;
    makeObject(payload.data, "data", wrapped);
    makeObject(payload.metadata, "metadata", wrapped);
    note(payload.metadata, "not_an_object", wrapped);
    out += "{\"timestamp\": ";
    appendPythonFloat(out, toUnixSeconds(entry.time));
    appendTextField(out, "session_id", sessionId, replaced);
    appendTextField(out, "interaction_id", interactionId(sessionId, entry.number), replaced);
    appendTextField(out, "level", toString(entry.level), replaced);
    appendTextField(out, "category", toString(entry.category), replaced);
    appendTextField(out, "message", entry.message, replaced);
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

} // namespace moie
