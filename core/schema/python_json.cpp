// SPDX-License-Identifier: MIT
#include <moie/schema/python_json.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

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

// Whether the eight characters from there on are all plain. Exact: a borrow can come only of a byte that is none.
bool areAllPlain(const char* text) {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    constexpr std::uint64_t highBits = 0x80 * ones;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    const auto hasByte = [&](std::uint64_t byte) {
        const std::uint64_t zeroWhereEqual = bytes ^ (byte * ones);
        return (zeroWhereEqual - ones) & ~zeroWhereEqual;
    };
    const std::uint64_t found = bytes | ((bytes - 0x20 * ones) & ~bytes) | hasByte('"') | hasByte('\\') | hasByte(0x7F);
    return (found & highBits) == 0;
}

// Digits of a number below 10^width, with zeros in front.
void writeDigits(char* out, std::uint64_t number, int width) {
    for (int i = width; i-- > 0; number /= 10)
        out[i] = static_cast<char>('0' + number % 10);
}

char* writeInteger(char* out, std::uint64_t number) {
    return std::to_chars(out, out + 20, number).ptr;
}

constexpr double largestDecimal = 4294967296.0; // 2^32: below it doubles stand closer than 10^-6
constexpr double smallestDecimal = 0.0001;      // below it Python writes an exponent

// A number of at most six decimals; null where the value is none. Below `largestDecimal` no other number of six
// decimals has the same double, so that this is the shortest text of it.
char* writeShortDecimal(char* out, double value) {
    if (value != 0 && value < smallestDecimal)
        return nullptr;
    const auto millionths = static_cast<std::uint64_t>(value * 1e6 + 0.5);
    if (static_cast<double>(millionths) / 1e6 != value)
        return nullptr;
    out = writeInteger(out, millionths / 1'000'000);
    *out++ = '.';
    std::uint64_t fraction = millionths % 1'000'000;
    int decimals = 6;
    for (; decimals > 1 && fraction % 10 == 0; --decimals)
        fraction /= 10;
    writeDigits(out, fraction, decimals);
    return out + decimals;
}

constexpr double firstTime = 1073741824.0; // 2^30 s: from 2004 to 2038 doubles are multiples of 2^-22

// A value from `firstTime` to twice that which needs more than six decimals. Those of seven stand closer than doubles,
// so that the one nearest to the value is its shortest text. Null where two are equally near.
char* writeTime(char* out, double value) {
    const auto whole = static_cast<std::uint64_t>(value);
    const auto steps = static_cast<std::uint64_t>((value - static_cast<double>(whole)) * 0x1p22); // exact
    const std::uint64_t scaled = steps * 10'000'000;
    if ((scaled & 0x3FFFFF) == 0x200000)
        return nullptr;
    const std::uint64_t decimals = (scaled + 0x200000) >> 22;
    if (decimals % 10 == 0 || decimals >= 10'000'000)
        return nullptr;
    out = writeInteger(out, whole);
    *out++ = '.';
    writeDigits(out, decimals, 7);
    return out + 7;
}

// Any value that is not negative. Shortest digits come as d.ddde±xx; Python writes them out in full for exponents from
// -4 to 15.
char* writeShortest(char* out, double value) {
    std::array<char, 32> buffer;
    const char* const end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    std::array<char, 20> digits;
    std::size_t count = 0;
    const char* at = buffer.data();
    for (; *at != 'e'; ++at)
        if (*at != '.')
            digits[count++] = *at;
    int exponent = 0;
    std::from_chars(at + (at[1] == '+' ? 2 : 1), end, exponent);
    if (exponent < -4 || exponent >= 16)
        return std::copy(static_cast<const char*>(buffer.data()), end, out);
    const auto copyDigits = [&](std::size_t from, std::size_t to) {
        out = std::copy(digits.data() + from, digits.data() + to, out);
    };
    const auto addZeros = [&](int zeros) { out = std::fill_n(out, zeros, '0'); };
    if (exponent < 0) {
        *out++ = '0';
        *out++ = '.';
        addZeros(-exponent - 1);
        copyDigits(0, count);
        return out;
    }
    const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
    copyDigits(0, std::min(count, whole));
    if (count < whole)
        addZeros(static_cast<int>(whole - count));
    *out++ = '.';
    if (count <= whole)
        *out++ = '0';
    else
        copyDigits(whole, count);
    return out;
}

template <typename Integer>
void appendInteger(std::string& out, Integer value) {
    std::array<char, 24> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    out.append(text.data(), end);
}

constexpr std::size_t mostPathBytes = std::size_t{16} << 10;

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
                note(m_replaced.invalidUtf8);
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

    void note(std::vector<std::string>& paths) {
        if (m_pathBytes < mostPathBytes) {
            paths.push_back(here());
            m_pathBytes += paths.back().size();
        } else if (paths.empty() || paths.back() != furtherPaths) {
            paths.emplace_back(furtherPaths);
        }
    }

    bool refuseDepth() {
        if (m_steps.size() < maxJsonDepth)
            return false;
        note(m_replaced.tooDeep);
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
                note(m_replaced.invalidUtf8);
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
            note(m_replaced.nonFinite);
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
    std::size_t m_pathBytes = 0;
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

char* writePythonString(char* out, std::string_view text, bool& valid) {
    *out++ = '"';
    std::size_t at = 0;
    while (at < text.size()) {
        while (text.size() - at >= sizeof(std::uint64_t) && areAllPlain(text.data() + at)) {
            std::memcpy(out, text.data() + at, sizeof(std::uint64_t));
            out += sizeof(std::uint64_t);
            at += sizeof(std::uint64_t);
        }
        while (at < text.size() && isPlain(text[at]))
            *out++ = text[at++];
        if (at == text.size())
            break;
        const DecodedCodePoint point = decodeUtf8(text, at);
        valid = valid && point.valid;
        std::string escaped; // fits without an allocation
        appendEscaped(escaped, point.value);
        out = std::copy(escaped.begin(), escaped.end(), out);
        at += point.length;
    }
    *out++ = '"';
    return out;
}

void appendPythonFloat(std::string& out, double value) {
    std::array<char, longestPythonFloat> text;
    out.append(text.data(), writePythonFloat(text.data(), value));
}

char* writePythonFloat(char* out, double value) {
    if (std::signbit(value)) {
        *out++ = '-';
        value = -value;
    }
    if (value < largestDecimal)
        if (char* end = writeShortDecimal(out, value))
            return end;
    if (value >= firstTime && value < 2 * firstTime)
        if (char* end = writeTime(out, value))
            return end;
    return writeShortest(out, value);
}

} // namespace moie
