// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/log_lines.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace logLines {

namespace {

std::string number(double value) {
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), written.ptr};
}

} // namespace

std::string line(const Entry& entry) {
    return "{\"timestamp\": " + number(entry.seconds) + ", \"session_id\": \"" + entry.session +
           "\", \"interaction_id\": \"" + entry.session + "_" + std::to_string(entry.number) + "\", \"level\": \"" +
           entry.level + "\", \"category\": \"" + entry.category + "\", \"message\": \"" + entry.message +
           "\", \"data\": " + entry.data + ", \"metadata\": " + entry.metadata + "}\n";
}

Writer& Writer::add(const std::string& category, const std::string& message, const std::string& data,
                    const std::string& metadata, const std::string& level) {
    m_text += line({m_session, ++m_number, m_seconds, level, category, message, data, metadata});
    m_seconds += 0.25;
    return *this;
}

Writer& Writer::user(const std::string& text, const std::string& context, const std::string& metadata) {
    return add("interaction", "User input received",
               "{\"user_message\": \"" + text + "\", \"message_length\": " + std::to_string(text.size()) +
                   ", \"context\": " + context + "}",
               metadata);
}

Writer& Writer::computed(const std::string& vector) {
    return add("love_vector", "Love vector computed", "{\"input_text\": \"t\", \"love_vector\": " + vector + "}");
}

Writer& Writer::evolved(const std::string& initial, const std::string& final) {
    return add("love_vector", "Love vector evolution",
               "{\"initial_vector\": " + initial + ", \"final_vector\": " + final + "}", "{}", "evolution");
}

Writer& Writer::evaluated(bool safe, const std::string& barriers, const std::string& metadata) {
    return add("cbf", "CBF safety evaluation",
               std::string("{\"response_text\": \"r\", \"is_safe\": ") + (safe ? "true" : "false") +
                   ", \"barrier_values\": " + barriers + "}",
               metadata);
}

Writer& Writer::responded(const std::string& vector, double seconds, const std::string& metadata) {
    return add("interaction", "Response generated",
               "{\"response\": \"r\", \"love_vector\": " + vector +
                   ", \"generation_time_seconds\": " + number(seconds) + "}",
               metadata);
}

Writer& Writer::failed(const std::string& error, const std::string& metadata) {
    return add("system_state", "Error in interaction processing: " + error, "{\"error\": \"" + error + "\"}", metadata,
               "error");
}

void append(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream file(path, std::ios::binary | std::ios::app);
    file << text;
    file.close();
    if (!file)
        throw std::runtime_error("cannot write " + path);
}

} // namespace logLines
