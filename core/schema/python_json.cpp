// SPDX-License-Identifier: MIT
#include <moie/schema/python_json.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

using Json = nlohmann::ordered_json;

void appendUnicodeEscape(std::string& out, unsigned unit) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(unit >> shift) & 0xFu];
}

void appendEscaped(std::string& out, char32_t point) {
    switch (point) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
    }
    const auto value = static_cast<unsigned>(point);
    if (value < 0x10000) {
        appendUnicodeEscape(out, value);
    } else {
        appendUnicodeEscape(out, 0xD800u + ((value - 0x10000u) >> 10));
        appendUnicodeEscape(out, 0xDC00u + ((value - 0x10000u) & 0x3FFu));
    }
}

bool isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

template <typename Integer>
void appendInteger(std::string& out, Integer value) {
    std::array<char, 24> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    out.append(text.data(), end);
}

class PythonJsonWriter {
public:
    PythonJsonWriter(std::string& out, JsonReplacements& replaced, std::string_view path)
        : m_out(out), m_replaced(replaced), m_path(path) {}

    void write(const Json& value) {
        switch (value.type()) {
        case Json::value_t::object: writeObject(value); break;
        case Json::value_t::array: writeArray(value); break;
        case Json::value_t::string:
            if (!appendPythonString(m_out, *value.get_ptr<const Json::string_t*>()))
                m_replaced.invalidUtf8.push_back(here());
            break;
        case Json::value_t::boolean: m_out += *value.get_ptr<const bool*>() ? "true" : "false"; break;
        case Json::value_t::number_integer: appendInteger(m_out, *value.get_ptr<const std::int64_t*>()); break;
        case Json::value_t::number_unsigned: appendInteger(m_out, *value.get_ptr<const std::uint64_t*>()); break;
        case Json::value_t::number_float: writeFloat(*value.get_ptr<const double*>()); break;
        case Json::value_t::binary: writeBytes(value.get_binary()); break;
        case Json::value_t::null:
        case Json::value_t::discarded: m_out += "null"; break;
        }
    }

private:
    // A member's name, or an element's index where there is no name.
    struct Step {
        const std::string* name;
        std::size_t index;
    };

    std::string here() const {
        std::string path(m_path);
        for (const Step& step : m_steps) {
            if (!path.empty())
                path += '.';
            path += step.name ? *step.name : std::to_string(step.index);
        }
        return path;
    }

    bool refuseDepth() {
        if (m_steps.size() < maxJsonDepth)
            return false;
        m_replaced.tooDeep.push_back(here());
        m_out += "null";
        return true;
    }

    void writeObject(const Json& object) {
        if (refuseDepth())
            return;
        m_out += '{';
        bool first = true;
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (!first)
                m_out += ", ";
            first = false;
            m_steps.push_back({&member.key(), 0});
            if (!appendPythonString(m_out, member.key()))
                m_replaced.invalidUtf8.push_back(here());
            m_out += ": ";
            write(member.value());
            m_steps.pop_back();
        }
        m_out += '}';
    }

    void writeArray(const Json& array) {
        if (refuseDepth())
            return;
        m_out += '[';
        for (std::size_t i = 0; i < array.size(); ++i) {
            if (i != 0)
                m_out += ", ";
            m_steps.push_back({nullptr, i});
            write(array[i]);
            m_steps.pop_back();
        }
        m_out += ']';
    }

    void writeFloat(double value) {
        if (std::isfinite(value)) {
            appendPythonFloat(m_out, value);
        } else {
            m_replaced.nonFinite.push_back(here());
            m_out += "null";
        }
    }

    void writeBytes(const std::vector<std::uint8_t>& bytes) {
        m_out += '[';
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            if (i != 0)
                m_out += ", ";
            appendInteger(m_out, static_cast<unsigned>(bytes[i]));
        }
        m_out += ']';
    }

    std::string& m_out;
    JsonReplacements& m_replaced;
    std::string_view m_path;
    std::vector<Step> m_steps;
};

} // namespace

void appendPythonJson(std::string& out, const nlohmann::ordered_json& value, JsonReplacements& replaced,
                      std::string_view path) {
    PythonJsonWriter(out, replaced, path).write(value);
}

bool appendPythonString(std::string& out, std::string_view text) {
    bool valid = true;
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isPlain(text[end]))
            ++end;
        out.append(text, at, end - at);
        at = end;
        if (at == text.size())
            break;
        const DecodedCodePoint point = decodeUtf8(text, at);
        valid = valid && point.valid;
        appendEscaped(out, point.value);
        at += point.length;
    }
    out += '"';
    return valid;
}

void appendPythonFloat(std::string& out, double value) {
    // Shortest digits as d.ddde±xx; Python writes them out in full for exponents from -4 to 15.
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
    if (text.front() == '-') {
        out += '-';
        text.remove_prefix(1);
    }
    const std::size_t mark = text.find('e');
    int exponent = 0;
    const char* digitsOfExponent = text.data() + mark + (text[mark + 1] == '+' ? 2 : 1);
    std::from_chars(digitsOfExponent, text.data() + text.size(), exponent);
    if (exponent < -4 || exponent >= 16) {
        out += text;
        return;
    }
    std::array<char, 20> digits;
    std::size_t count = 0;
    for (const char c : text.substr(0, mark))
        if (c != '.')
            digits[count++] = c;
    if (exponent < 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-exponent - 1), '0');
        out.append(digits.data(), count);
        return;
    }
    const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
    if (count <= whole) {
        out.append(digits.data(), count);
        out.append(whole - count, '0');
        out += ".0";
    } else {
        out.append(digits.data(), whole);
        out += '.';
        out.append(digits.data() + whole, count - whole);
    }
}

} // namespace moie
