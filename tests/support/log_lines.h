// SPDX-License-Identifier: GPL-3.0-or-later
// Writes lines as a Love Engine's logger would, for tests of the read side. Independent of core's write side.
#pragma once

#include <string>
#include <utility>

namespace logLines {

struct Entry {
    std::string session = "s";
    unsigned number = 1;
    double seconds = 1763600000; // 2025-11-20
    std::string level = "info";
    std::string category = "system_state";
    std::string message = "note";
    std::string data = "{}";
    std::string metadata = "{}";
};

// With its line end.
std::string line(const Entry& entry);

// A session written entry by entry, n and time running on by themselves.
class Writer {
public:
    explicit Writer(std::string session, double start = 1763600000) : m_session(std::move(session)), m_seconds(start) {}

    Writer& add(const std::string& category, const std::string& message, const std::string& data = "{}",
                const std::string& metadata = "{}", const std::string& level = "info");
    Writer& user(const std::string& text, const std::string& context = "{}", const std::string& metadata = "{}");
    Writer& computed(const std::string& vector);
    Writer& evolved(const std::string& initial, const std::string& final);
    Writer& evaluated(bool safe, const std::string& barriers = "{\"harm_prevention\": 0.1}",
                      const std::string& metadata = "{}");
    Writer& responded(const std::string& vector = "[0.5, 0.5, 0.5, 0.5, 0.5]", double seconds = 1.5,
                      const std::string& metadata = "{}");
    Writer& failed(const std::string& error = "model server closed the connection", const std::string& metadata = "{}");

    // Leaves out the next n, as if its entry were lost.
    Writer& skip() {
        ++m_number;
        return *this;
    }
    Writer& wait(double seconds) {
        m_seconds += seconds;
        return *this;
    }

    const std::string& text() const { return m_text; }
    std::string take() { return std::exchange(m_text, {}); }
    unsigned lastNumber() const { return m_number; }

private:
    std::string m_session;
    double m_seconds;
    unsigned m_number = 0;
    std::string m_text;
};

// Creates the directories on the way; appends.
void append(const std::string& path, const std::string& text);

} // namespace logLines
