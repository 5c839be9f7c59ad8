// SPDX-License-Identifier: MIT
#include <moie/query/json_outline.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <moie/ingest/json_escapes.h>
#include <moie/query/line_test.h>
#include <moie/schema/utf8.h>

namespace moie {

namespace {

constexpr std::size_t mostInline = 72; // bytes of an array that stands on one line

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::optional<std::uint32_t> hexUnit(std::string_view text, std::size_t at) {
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return std::nullopt;
    std::uint32_t unit = 0;
    const char* begin = text.data() + at + 2;
    const auto [end, failure] = std::from_chars(begin, begin + 4, unit, 16);
    return failure == std::errc() && end == begin + 4 ? std::optional(unit) : std::nullopt;
}

// Past the closing quote, or at the end.
std::size_t endOfString(std::string_view line, std::size_t at) {
    for (++at; at < line.size() && line[at] != '"'; ++at)
        if (line[at] == '\\')
            ++at;
    return std::min(at + 1, line.size());
}

// A string with its quotes. Escapes of control characters, quotes and lone surrogates stay.
std::string readable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto unit = hexUnit(text, i);
        if (unit && *unit >= 0xd800 && *unit < 0xdc00) {
            const auto low = hexUnit(text, i + 6);
            if (low && *low >= 0xdc00 && *low < 0xe000) {
                appendUtf8(0x10000 + ((*unit - 0xd800) << 10) + (*low - 0xdc00), out);
                i += 12;
                continue;
            }
        }
        if (unit && *unit >= 0xa0 && (*unit < 0xd800 || *unit >= 0xe000)) {
            appendUtf8(*unit, out);
            i += 6;
        } else if (text[i] == '\\' && i + 1 < text.size()) {
            out.append(text, i, 2);
            i += 2;
        } else {
            out += text[i++];
        }
    }
    return out;
}

class Outliner {
public:
    Outliner(std::string_view line, std::size_t mostBytes, std::size_t longestText)
        : m_line(line), m_mostBytes(mostBytes), m_longestText(longestText) {}

    JsonOutline run() {
        begin();
        while (m_at < m_line.size() && m_finished <= m_mostBytes)
            step();
        if (!m_lines.empty() && m_lines.back().text.empty())
            m_lines.pop_back();
        return {std::move(m_lines), m_at < m_line.size()};
    }

private:
    struct Container {
        bool array = false;
        std::size_t item = 0;
        std::size_t pathLength = 0; // of the container itself
    };

    void begin() {
        if (!m_lines.empty())
            m_finished += std::min(text().size(), m_longestText) + m_lines.back().path.size();
        m_lines.push_back({static_cast<std::uint32_t>(m_open.size()), {}, m_path});
    }
    std::string& text() { return m_lines.back().text; }

    void step() {
        const char c = m_line[m_at];
        if (isBlank(c)) {
            ++m_at;
        } else if (c == '"') {
            const std::size_t end = endOfString(m_line, m_at);
            const std::string_view string = m_line.substr(m_at, end - m_at);
            m_at = end;
            if (m_nameExpected)
                enter(string);
            text() += readable(string);
        } else if (c == '{' || c == '[') {
            open(c);
        } else if (c == '}' || c == ']') {
            close(c);
        } else if (c == ',') {
            ++m_at;
            text() += ',';
            next();
        } else if (c == ':') {
            ++m_at;
            text() += ": ";
            m_nameExpected = false;
        } else {
            text() += c;
            ++m_at;
        }
    }

    void enter(std::string_view quoted) {
        std::string_view name = quoted;
        name.remove_prefix(1);
        if (name.ends_with('"'))
            name.remove_suffix(1);
        m_path.resize(m_open.back().pathLength);
        std::string meant;
        if (!appendUnescaped(name, meant))
            meant = name; // no filter can name it
        m_path = filterPath(std::move(m_path), meant);
        m_lines.back().path = m_path;
    }

    void enterItem() {
        Container& array = m_open.back();
        m_path.resize(array.pathLength);
        m_path += '[' + std::to_string(array.item++) + ']';
        m_lines.back().path = m_path;
    }

    void next() {
        if (m_open.empty())
            return begin();
        begin();
        m_nameExpected = !m_open.back().array;
        if (m_open.back().array)
            enterItem();
    }

    void open(char c) {
        const std::size_t end = endOfShort(c);
        if (end > 0) {
            text() += m_line.substr(m_at, end - m_at);
            m_at = end;
            return;
        }
        ++m_at;
        text() += c;
        m_open.push_back({c == '[', 0, m_path.size()});
        next();
    }

    // Past the bracket that closes an empty container, or an array of few scalars without strings; 0 where it is
    // neither.
    std::size_t endOfShort(char c) const {
        const char closing = c == '[' ? ']' : '}';
        std::size_t at = m_at + 1;
        while (at < m_line.size() && isBlank(m_line[at]))
            ++at;
        if (at < m_line.size() && m_line[at] == closing)
            return at + 1;
        if (c == '{')
            return 0;
        for (; at < m_line.size() && at - m_at < mostInline; ++at) {
            if (m_line[at] == ']')
                return at + 1;
            if (m_line[at] == '[' || m_line[at] == '{' || m_line[at] == '"')
                return 0;
        }
        return 0;
    }

    void close(char c) {
        ++m_at;
        m_nameExpected = false;
        if (!m_open.empty()) {
            m_path.resize(std::min(m_path.size(), m_open.back().pathLength));
            m_open.pop_back();
        }
        if (text().empty())
            m_lines.pop_back();
        begin();
        m_lines.back().path.clear();
        text() += c;
    }

    std::string_view m_line;
    std::size_t m_mostBytes;
    std::size_t m_longestText;
    std::size_t m_finished = 0; // what counts of the lines before the last
    std::size_t m_at = 0;
    std::vector<Container> m_open;
    std::string m_path; // of the value that is being read
    bool m_nameExpected = false;
    std::vector<OutlineLine> m_lines;
};

} // namespace

JsonOutline jsonOutline(std::string_view line, std::size_t mostBytes, std::size_t longestText) {
    return Outliner(line, mostBytes, longestText).run();
}

} // namespace moie
