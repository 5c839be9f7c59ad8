// SPDX-License-Identifier: MIT
#include <moie/ingest/line_mender.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

constexpr std::string_view replacementText = "\xef\xbf\xbd"; // U+FFFD

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

class Mender {
public:
    Mender(std::string_view line, std::string& out, WarningSet& warnings)
        : m_text(line), m_out(out), m_warnings(warnings) {}

    Rejection run() {
        skipSpace();
        if (!value())
            return m_failure;
        while (m_depth > 0) {
            if (!step())
                return m_failure;
        }
        skipSpace();
        return m_at == m_text.size() ? Rejection::None : Rejection::NotJson;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace() {
        while (m_at < m_text.size() && (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n'))
            ++m_at;
    }

    bool take(std::string_view word) {
        if (m_text.substr(m_at, word.size()) != word)
            return false;
        m_at += word.size();
        return true;
    }

    bool open(char bracket) {
        if (m_depth == maxNesting) {
            m_failure = Rejection::TooDeep;
            return false;
        }
        ++m_at;
        m_out += bracket;
        m_isObject[m_depth++] = bracket == '{';
        m_first = true;
        return true;
    }

    // One member, element or closing bracket of the innermost container.
    bool step() {
        const bool isObject = m_isObject[m_depth - 1];
        skipSpace();
        if (peek() == (isObject ? '}' : ']')) {
            m_out += m_text[m_at++];
            --m_depth;
            m_first = false;
            return true;
        }
        if (!m_first) {
            if (!take(","))
                return false;
            m_out += ',';
            skipSpace();
        }
        m_first = false;
        if (isObject) {
            if (!string())
                return false;
            skipSpace();
            if (!take(":"))
                return false;
            m_out += ':';
            skipSpace();
        }
        return value();
    }

    bool value() {
        switch (peek()) {
        case '{':
        case '[': return open(peek());
        case '"': return string();
        case 't': return literal("true");
        case 'f': return literal("false");
        case 'n': return literal("null");
        case 'N': return take("NaN") && nonFinite();
        case 'I': return take("Infinity") && nonFinite();
        case '-':
            if (take("-Infinity"))
                return nonFinite();
            return number();
        default: return isDigit(peek()) && number();
        }
    }

    bool literal(std::string_view word) {
        m_out += word;
        return take(word);
    }

    bool nonFinite() {
        m_warnings.add(Warning::NonFinite);
        m_out += "null";
        return true;
    }

    bool digits() {
        const std::size_t start = m_at;
        while (isDigit(peek()))
            ++m_at;
        return m_at > start;
    }

    bool number() {
        const std::size_t start = m_at;
        bool isInteger = true;
        take("-");
        if (!take("0") && !digits())
            return false;
        if (take(".")) {
            isInteger = false;
            if (!digits())
                return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            isInteger = false;
            ++m_at;
            if (!take("+"))
                take("-");
            if (!digits())
                return false;
        }
        return writeNumber(std::string(m_text.substr(start, m_at - start)), isInteger);
    }

    // A number that strict parsers refuse, an integer beyond 64 bits or a value beyond a double, is written as they
    // take it.
    bool writeNumber(const std::string& text, bool isInteger) {
        std::int64_t whole = 0;
        std::uint64_t positive = 0;
        const char* end = text.data() + text.size();
        if (isInteger && (std::from_chars(text.data(), end, whole).ec == std::errc() ||
                          std::from_chars(text.data(), end, positive).ec == std::errc())) {
            m_out += text;
            return true;
        }
        double real = 0;
        if (std::from_chars(text.data(), end, real).ec == std::errc::result_out_of_range)
            real = exceedsDouble(text) ? HUGE_VAL : 0.0;
        if (std::isinf(real))
            return nonFinite();
        std::array<char, 32> buffer{};
        const auto [written, error] =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), real, std::chars_format::scientific);
        m_out.append(buffer.data(), written);
        return true;
    }

    // Tells overflow from underflow: whether the first significant digit stands before the decimal point.
    static bool exceedsDouble(const std::string& text) {
        const std::size_t exponentAt = text.find_first_of("eE");
        const std::string mantissa = text.substr(0, exponentAt);
        const std::size_t significant = mantissa.find_first_of("123456789");
        if (significant == std::string::npos)
            return false;
        const std::size_t point = mantissa.find('.');
        const double position = static_cast<double>(point == std::string::npos ? mantissa.size() : point) -
                                static_cast<double>(significant);
        double exponent = 0;
        if (exponentAt != std::string::npos) {
            // Exponents beyond any double saturate; their sign is all that matters.
            const std::size_t first = text.find_first_of("123456789", exponentAt);
            if (first != std::string::npos && text.size() - first > 9)
                exponent = 1e9;
            else if (first != std::string::npos)
                exponent = std::stoi(text.substr(first));
            if (text[exponentAt + 1] == '-')
                exponent = -exponent;
        }
        return position + exponent > 0;
    }

    bool string() {
        if (peek() != '"')
            return false;
        m_out += m_text[m_at++];
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                m_out += c;
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return false;
            if (c == '\\') {
                if (!escape())
                    return false;
                continue;
            }
            const DecodedCodePoint next = decodeUtf8(m_text, m_at);
            if (next.valid)
                copy(next.length);
            else
                replace(next.length);
        }
        return false;
    }

    void copy(std::size_t length) {
        m_out += m_text.substr(m_at, length);
        m_at += length;
    }

    void replace(std::size_t length) {
        m_out += replacementText;
        m_at += length;
        m_warnings.add(Warning::InvalidUtf8);
    }

    // The four hexadecimal digits of an escape at `at`, or -1.
    int hexUnit(std::size_t at) const {
        if (m_text.size() < at + 6 || m_text[at] != '\\' || m_text[at + 1] != 'u')
            return -1;
        unsigned unit = 0;
        const char* first = m_text.data() + at + 2;
        const auto [end, error] = std::from_chars(first, first + 4, unit, 16);
        return error == std::errc() && end == first + 4 ? static_cast<int>(unit) : -1;
    }

    bool escape() {
        const char kind = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (kind != 'u') {
            if (kind == '\0' || std::string_view("\"\\/bfnrt").find(kind) == std::string_view::npos)
                return false;
            copy(2);
            return true;
        }
        const int unit = hexUnit(m_at);
        if (unit < 0)
            return false;
        const bool isHigh = unit >= 0xd800 && unit < 0xdc00;
        const bool isLow = unit >= 0xdc00 && unit < 0xe000;
        if (isHigh) {
            const int next = hexUnit(m_at + 6);
            if (next >= 0xdc00 && next < 0xe000) {
                copy(12);
                return true;
            }
        }
        if (isHigh || isLow)
            replace(6);
        else
            copy(6);
        return true;
    }

    std::string_view m_text;
    std::string& m_out;
    WarningSet& m_warnings;
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    std::array<bool, maxNesting> m_isObject{};
    bool m_first = false;
    Rejection m_failure = Rejection::NotJson;
};

} // namespace

Rejection mendLine(std::string_view line, std::string& out, WarningSet& warnings) {
    out.clear();
    out.reserve(line.size() + 16);
    WarningSet found;
    const Rejection result = Mender(line, out, found).run();
    if (result == Rejection::None) {
        for (const Warning warning : {Warning::NonFinite, Warning::InvalidUtf8})
            if (found.has(warning))
                warnings.add(warning);
    }
    return result;
}

} // namespace moie
