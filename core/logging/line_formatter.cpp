// SPDX-License-Identifier: MIT
#include <moie/logging/line_formatter.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include <moie/logging/payload_parts.h>

namespace moie {

namespace {

using Json = nlohmann::ordered_json;

// Room is taken for the worst that escaping may do, and kept for the next line.
constexpr std::size_t longestPlainText = std::size_t{64} << 10;
constexpr std::size_t mostPlainValues = 4096;
constexpr std::size_t longestLineKept = std::size_t{1} << 20;

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
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

// Writes into memory that has room for all of it.
class PlainWriter {
public:
    explicit PlainWriter(char* out) : m_out(out) {}

    template <std::size_t Size>
    void text(const char (&literal)[Size]) {
        std::memcpy(m_out, literal, Size - 1);
        m_out += Size - 1;
    }
    void text(std::string_view text) {
        std::memcpy(m_out, text.data(), text.size());
        m_out += text.size();
    }
    std::string_view number(double value) {
        char* const start = m_out;
        m_out = writePythonFloat(m_out, value);
        return {start, static_cast<std::size_t>(m_out - start)};
    }
    void number(std::uint64_t value) { m_out = std::to_chars(m_out, m_out + 20, value).ptr; }
    void string(std::string_view text) { m_out = writePythonString(m_out, text, m_valid); }
    // Without the quote in front.
    std::string_view stringEnd(std::string_view text) {
        char* const start = m_out - 1;
        const char before = *start;
        m_out = writePythonString(start, text, m_valid);
        *start = before;
        return {start + 1, static_cast<std::size_t>(m_out - start - 1)};
    }

    char* end() const { return m_out; }
    bool isValid() const { return m_valid; } // all strings were UTF-8

private:
    char* m_out;
    bool m_valid = true;
};

void writeLoveComputed(PlainWriter& writer, const Capture& capture, double magnitude, double mean) {
    writer.text("\", \"level\": \"info\", \"category\": \"love_vector\", \"message\": \"Love vector computed\", "
                "\"data\": {\"input_text\": ");
    writer.string(capture.text);
    writer.text(", \"love_vector\": [");
    std::array<std::string_view, componentCount> written;
    written.fill("0");
    for (std::size_t i = 0; i < capture.values.size(); ++i) {
        if (i != 0)
            writer.text(", ");
        const std::string_view value = writer.number(capture.values[i]);
        if (i < componentCount)
            written[i] = value;
    }
    writer.text("], \"love_magnitude\": ");
    writer.number(magnitude);
    writer.text(", \"love_coherence\": ");
    writer.number(mean);
    writer.text(", \"component_breakdown\": {\"warmth\": ");
    writer.text(written[0]);
    writer.text(", \"empathy\": ");
    writer.text(written[1]);
    writer.text(", \"safety\": ");
    writer.text(written[2]);
    writer.text(", \"understanding\": ");
    writer.text(written[3]);
    writer.text(", \"compassion\": ");
    writer.text(written[4]);
    writer.text("}, \"computation_details\": {}}, \"metadata\": {");
}

// The operation stands in the message too, where it ends the string.
void writeTiming(PlainWriter& writer, const Capture& capture) {
    writer.text("\", \"level\": \"info\", \"category\": \"performance\", \"message\": \"Performance metric: ");
    const std::string_view operation = writer.stringEnd(capture.text);
    writer.text(", \"data\": {\"operation\": \"");
    writer.text(operation);
    writer.text(", \"duration_seconds\": ");
    writer.number(capture.values.front());
    writer.text(", \"context\": {}}, \"metadata\": {");
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

std::string_view LineFormatter::lineOf(const CapturedEntry& entry) {
    const std::string_view plain = plainLineOf(entry);
    if (!plain.empty())
        return plain;
    if (m_line.capacity() > longestLineKept)
        std::string().swap(m_line);
    m_line.clear();
    appendLine(entry);
    return m_line;
}

void LineFormatter::appendLine(const CapturedEntry& entry) {
    Payload payload = payloadOf(entry);
    JsonReplacements replaced;
    std::vector<std::string> wrapped;
    makeObject(payload.data, "data", wrapped);
    makeObject(payload.metadata, "metadata", wrapped);
    note(payload.metadata, "not_an_object", wrapped);
    appendHead(entry, replaced);
    m_line += ", \"data\": ";
    appendPythonJson(m_line, payload.data, replaced, "data");
    m_line += ", \"metadata\": ";
    const std::size_t metadataStart = m_line.size();
    appendPythonJson(m_line, payload.metadata, replaced, "metadata");
    if (!replaced.empty()) {
        // What was replaced in metadata is known only now that it is written, so it is written once more with the
        // notes.
        m_line.resize(metadataStart);
        note(payload.metadata, "non_finite", replaced.nonFinite);
        note(payload.metadata, "invalid_utf8", replaced.invalidUtf8);
        note(payload.metadata, "too_deep", replaced.tooDeep);
        JsonReplacements known;
        appendPythonJson(m_line, payload.metadata, known, "metadata");
    }
    m_line += "}\n";
}

void LineFormatter::appendHead(const CapturedEntry& entry, JsonReplacements& replaced) {
    m_line += "{\"timestamp\": ";
    appendPythonFloat(m_line, toUnixSeconds(entry.time));
    m_line += m_sessionFields;
    if (!m_sessionIdIsUtf8)
        replaced.invalidUtf8.insert(replaced.invalidUtf8.end(), {"session_id", "interaction_id"});
    m_line += std::to_string(entry.number);
    m_line += "\", \"level\": \"";
    m_line += toString(entry.capture.level);
    m_line += "\", \"category\": \"";
    m_line += toString(entry.capture.category);
    m_line += "\", \"message\": ";
    std::string message(messageOf(entry.capture.shape));
    if (entry.capture.shape != Shape::LoveComputed)
        message += entry.capture.text;
    if (!appendPythonString(m_line, message))
        replaced.invalidUtf8.emplace_back("message");
}

// The line of an entry of a known shape in which nothing has to be replaced, made without a Json in between. Empty for
// any other.
std::string_view LineFormatter::plainLineOf(const CapturedEntry& entry) {
    const Capture& capture = entry.capture;
    const double magnitude = payload::norm(capture.values);
    const double mean = payload::mean(capture.values);
    if (capture.shape == Shape::Made || capture.object || capture.level != Level::Info ||
        capture.text.size() + capture.turnId.size() > longestPlainText || capture.values.size() > mostPlainValues ||
        !allFinite(capture.values) || !std::isfinite(magnitude) || !std::isfinite(mean) || !m_sessionIdIsUtf8)
        return {};
    const std::size_t most = m_sessionFields.size() + 2 * longestPythonString(capture.text.size()) +
                             longestPythonString(capture.turnId.size()) +
                             (2 * capture.values.size() + 8) * longestPythonFloat + 512;
    if (m_plain.size() < most)
        m_plain = std::vector<char>(2 * most);
    PlainWriter writer(m_plain.data());
    writer.text("{\"timestamp\": ");
    writer.number(toUnixSeconds(entry.time));
    writer.text(m_sessionFields);
    writer.number(entry.number);
    if (capture.shape == Shape::LoveComputed)
        writeLoveComputed(writer, capture, magnitude, mean);
    else
        writeTiming(writer, capture);
    if (!capture.turnId.empty()) {
        writer.text("\"turn_id\": ");
        writer.string(capture.turnId);
    }
    writer.text("}}\n");
    if (!writer.isValid())
        return {};
    return {m_plain.data(), static_cast<std::size_t>(writer.end() - m_plain.data())};
}

} // namespace moie
