// SPDX-License-Identifier: MIT
#include <moie/ingest/json_text.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <new>
#include <string>
#include <unordered_set>
#include <vector>

#include <simdjson.h>

#include <moie/ingest/json_escapes.h>
#include <moie/ingest/line_mender.h>

namespace moie {

namespace {

bool isDigitAt(const char* text) {
    return static_cast<unsigned char>(*text - '0') < 10;
}

bool areEightDigits(const char* text) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    // The high halves of '0' to '9' are 3, and stay 3 when 6 is added to the low ones.
    constexpr std::uint64_t highHalves = 0xf0f0f0f0f0f0f0f0u;
    const std::uint64_t raised = word + 0x0606060606060606u;
    return ((word & highHalves) | ((raised & highHalves) >> 4)) == 0x3333333333333333u;
}

const char* afterDigits(const char* text) {
    while (areEightDigits(text))
        text += 8;
    while (isDigitAt(text))
        ++text;
    return text;
}

// Longer numbers may be beyond a double, as those with an exponent.
constexpr std::ptrdiff_t surelyFinite = 300;

bool isWithinDouble(const char* first, const char* last) {
    double value = 0;
    return std::from_chars(first, last, value).ec == std::errc() && std::isfinite(value);
}

// Where the number that begins at `text` ends; nullptr where none begins there, or one that is beyond a double.
const char* endOfNumber(const char* text) {
    const char* at = text;
    if (*at == '-')
        ++at;
    if (*at == '0')
        ++at;
    else if (isDigitAt(at))
        at = afterDigits(at + 1);
    else
        return nullptr;
    if (*at == '.') {
        if (!isDigitAt(++at))
            return nullptr;
        at = afterDigits(at + 1);
    }
    bool isSurelyFinite = at - text < surelyFinite;
    if (*at == 'e' || *at == 'E') {
        ++at;
        if (*at == '+' || *at == '-')
            ++at;
        if (!isDigitAt(at))
            return nullptr;
        at = afterDigits(at + 1);
        isSurelyFinite = false;
    }
    return isSurelyFinite || isWithinDouble(text, at) ? at : nullptr;
}

// A name in a few bits; equal for equal names.
std::uint64_t printOf(const JsonToken& name) {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (name.length >= 8) {
        std::memcpy(&first, name.start, 8);
        std::memcpy(&last, name.start + name.length - 8, 8);
    } else if (name.length >= 4) {
        std::memcpy(&first, name.start, 4);
        std::memcpy(&last, name.start + name.length - 4, 4);
    } else if (name.length > 0) {
        first = static_cast<unsigned char>(name.start[0]);
        last = static_cast<unsigned char>(name.start[name.length - 1]);
    }
    return (first ^ (last * 0x9e3779b97f4a7c15u) ^ name.length) * 0xbf58476d1ce4e5b9u;
}

bool hasNameTwice(JsonValue object) {
    std::unordered_set<std::string_view> names;
    bool found = false;
    object.forEachMember([&](std::string_view name, JsonValue) { found = !names.insert(name).second || found; });
    return found;
}

// The first backslash in [from, end), else the end.
const char* backslashFrom(const char* from, const char* end) {
    const void* found = std::memchr(from, '\\', static_cast<std::size_t>(end - from));
    return found != nullptr ? static_cast<const char*>(found) : end;
}

// A container that is not closed yet.
struct OpenContainer {
    JsonToken* token;
    std::uint64_t namesSeen; // a bit for each name, by its print
    std::uint32_t count;     // of members or items so far
    bool isObject;
};

// Up to so many names are compared one by one where a name may have stood before.
constexpr std::uint32_t fewNames = 32;

// Checks one text along its structure and lists its values. All of it belongs into one loop that keeps its state in
// registers: hence the forced inlining, which makes it a third faster.
class TextWalk {
public:
    // `index`: where the text begins in the structure, as offsets from the base; `backslash`: the first one from the
    // text's beginning on, or behind the text.
    TextWalk(const char* base, const std::uint32_t* index, const char* backslash, std::string_view text,
             JsonToken* tokens, OpenContainer* containers, std::string& unescaped)
        : m_base(base), m_index(index), m_backslash(backslash), m_textEnd(text.data() + text.size()), m_next(tokens),
          m_open(containers), m_noneOpen(containers), m_unescaped(&unescaped) {}

    [[gnu::always_inline]] bool run() {
        if (!takeValue())
            return false;
        while (m_open != m_noneOpen)
            if (!(m_open[-1].isObject ? takeMembers() : takeItems()))
                return false;
        return m_lastEnd <= m_textEnd && place() >= m_textEnd;
    }

    // Behind the text, or where it was refused.
    const std::uint32_t* index() const { return m_index; }
    const char* backslash() const { return m_backslash; }

private:
    const char* place() const { return m_base + *m_index; }
    // What stands at the next place of the structure; 0 after the end of the text.
    [[gnu::always_inline]] char here() const {
        const char* at = place();
        return at < m_textEnd ? *at : '\0';
    }

    // Of the innermost object, until it ends or one of them is a container.
    [[gnu::always_inline]] bool takeMembers() {
        OpenContainer& object = m_open[-1];
        while (true) {
            char next = here();
            if (next == '}')
                return close();
            if (object.count > 0) {
                if (next != ',')
                    return false;
                ++m_index;
                next = here();
            }
            if (next != '"' || !takeText())
                return false;
            noteName(object);
            if (here() != ':')
                return false;
            ++m_index;
            if (!takeValue())
                return false;
            if (m_open[-1].token != object.token)
                return true;
        }
    }

    [[gnu::always_inline]] bool takeItems() {
        OpenContainer& array = m_open[-1];
        while (true) {
            const char next = here();
            if (next == ']')
                return close();
            if (array.count > 0) {
                if (next != ',')
                    return false;
                ++m_index;
            }
            ++array.count;
            if (!takeValue())
                return false;
            if (m_open[-1].token != array.token)
                return true;
        }
    }

    [[gnu::always_inline]] bool takeValue() {
        const char first = here();
        if (first == '"')
            return takeText();
        if (first == '{' || first == '[')
            return open(first == '{');
        if (first == 't')
            return takeScalar(JsonType::True, afterWord("true"));
        if (first == 'f')
            return takeScalar(JsonType::False, afterWord("false"));
        if (first == 'n')
            return takeScalar(JsonType::Null, afterWord("null"));
        return first != '\0' && takeScalar(JsonType::Number, endOfNumber(place()));
    }

    const char* afterWord(std::string_view word) const {
        return std::memcmp(place(), word.data(), word.size()) == 0 ? place() + word.size() : nullptr;
    }

    [[gnu::always_inline]] bool takeScalar(JsonType type, const char* end) {
        if (end == nullptr || end > m_textEnd)
            return false;
        if (end != m_textEnd && *end != ',' && *end != '}' && *end != ']' && *end != ' ' && *end != '\t' &&
            *end != '\r')
            return false;
        put(type, place(), end);
        m_lastEnd = end;
        ++m_index;
        return true;
    }

    // A string ends at the last quote before what comes next in the structure: blanks alone stand between.
    [[gnu::always_inline]] bool takeText() {
        const char* start = place() + 1;
        ++m_index;
        const char* end = place() - 1;
        while (*end != '"')
            --end;
        m_lastEnd = end + 1;
        if (m_backslash < end) {
            const std::string_view written(start, static_cast<std::size_t>(end - start));
            m_backslash = backslashFrom(end, std::max(end, m_textEnd));
            const auto text = unescape(written, *m_unescaped);
            if (!text)
                return false;
            put(JsonType::Text, text->data(), text->data() + text->size());
            return true;
        }
        put(JsonType::Text, start, end);
        return true;
    }

    [[gnu::noinline]] static std::optional<std::string_view> unescape(std::string_view written, std::string& out) {
        const std::size_t before = out.size();
        return appendUnescaped(written, out) ? std::optional(std::string_view(out).substr(before)) : std::nullopt;
    }

    [[gnu::always_inline]] void noteName(OpenContainer& object) {
        const JsonToken& name = m_next[-1];
        const std::uint64_t bit = std::uint64_t{1} << (printOf(name) >> 58);
        if ((object.namesSeen & bit) != 0 && object.count <= fewNames && !object.token->hasDuplicate)
            object.token->hasDuplicate = stoodBefore(name, object.token);
        object.namesSeen |= bit;
        ++object.count;
    }

    [[gnu::noinline]] static bool stoodBefore(const JsonToken& name, const JsonToken* object) {
        for (const JsonToken* known = object + 1; known != &name; known += 1 + known[1].span)
            if (known->length == name.length && std::memcmp(known->start, name.start, name.length) == 0)
                return true;
        return false;
    }

    [[gnu::always_inline]] bool open(bool isObject) {
        if (m_open == m_noneOpen + maxNesting)
            return false;
        *m_open++ = {m_next, 0, 0, isObject};
        put(isObject ? JsonType::Object : JsonType::Array, place(), place());
        ++m_index;
        return true;
    }

    [[gnu::always_inline]] bool close() {
        const OpenContainer& closed = *--m_open;
        JsonToken& token = *closed.token;
        m_lastEnd = place() + 1;
        token.length = static_cast<std::uint32_t>(m_lastEnd - token.start);
        token.span = static_cast<std::uint32_t>(m_next - closed.token);
        if (closed.isObject && closed.count > fewNames)
            token.hasDuplicate = token.hasDuplicate || hasNameTwice(JsonValue(&token));
        if (m_open != m_noneOpen && token.hasDuplicate)
            m_open[-1].token->hasDuplicate = true;
        ++m_index;
        return true;
    }

    void put(JsonType type, const char* start, const char* end) {
        *m_next++ = {start, static_cast<std::uint32_t>(end - start), 1, type, false};
    }

    const char* m_base;
    const std::uint32_t* m_index;
    const char* m_backslash; // none stands between what was taken last and here
    const char* m_textEnd;
    const char* m_lastEnd = nullptr; // of what was taken last
    JsonToken* m_next;
    OpenContainer* m_open;
    OpenContainer* m_noneOpen;
    std::string* m_unescaped; // never grows: tokens point into it
};

} // namespace

std::optional<double> JsonValue::number() const {
    if (m_token->type != JsonType::Number)
        return std::nullopt;
    double value = 0;
    std::from_chars(m_token->start, m_token->start + m_token->length, value);
    return value;
}

class JsonParser::Implementation {
public:
    bool begin(std::string_view lines) {
        m_lines = lines;
        if (!m_structure || m_structure->capacity() < lines.size())
            reserve(lines.size());
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(lines.data());
        if (m_structure->stage1(bytes, lines.size(), simdjson::stage1_mode::regular) != simdjson::SUCCESS)
            return false;
        // Each value has a separator before it or a bracket behind it, but those that are still open.
        const std::size_t mostTokens = m_structure->n_structural_indexes / 2 + maxNesting + 2;
        if (m_tokens.size() < mostTokens)
            m_tokens.resize(mostTokens);
        m_unescaped.reserve(lines.size());
        m_index = m_structure->structural_indexes.get();
        m_backslash = backslashFrom(lines.data(), lines.data() + lines.size());
        m_lastIndex = m_index + m_structure->n_structural_indexes;
        return true;
    }

    JsonValue next(std::string_view line) {
        const auto start = static_cast<std::uint32_t>(line.data() - m_lines.data());
        while (m_index < m_lastIndex && *m_index < start)
            ++m_index; // what a refused line left
        if (m_backslash < line.data())
            m_backslash = backslashFrom(line.data(), m_lines.data() + m_lines.size());
        m_unescaped.clear();
        std::array<OpenContainer, maxNesting> containers;
        TextWalk walk(m_lines.data(), m_index, m_backslash, line, m_tokens.data(), containers.data(), m_unescaped);
        const bool isRead = walk.run();
        m_index = walk.index();
        m_backslash = walk.backslash();
        return isRead ? JsonValue(m_tokens.data()) : JsonValue();
    }

private:
    void reserve(std::size_t capacity) {
        const auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
            std::bit_ceil(std::max(capacity, leastCapacity)), maxNesting, m_structure);
        if (error != simdjson::SUCCESS)
            throw std::bad_alloc();
    }

    static constexpr std::size_t leastCapacity = 64 * 1024;

    std::unique_ptr<simdjson::internal::dom_parser_implementation> m_structure;
    std::string_view m_lines;
    const std::uint32_t* m_lastIndex = nullptr;
    const std::uint32_t* m_index = nullptr; // the next place of the structure
    const char* m_backslash = nullptr;
    std::vector<JsonToken> m_tokens;
    std::string m_unescaped;
};

JsonParser::JsonParser() : m_implementation(std::make_unique<Implementation>()) {}
JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

bool JsonParser::begin(std::string_view lines) {
    return m_implementation->begin(lines);
}

JsonValue JsonParser::next(std::string_view line) {
    return m_implementation->next(line);
}

JsonValue JsonParser::parse(std::string_view text) {
    return m_implementation->begin(text) ? m_implementation->next(text) : JsonValue();
}

} // namespace moie
