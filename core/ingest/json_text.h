// SPDX-License-Identifier: MIT
// A strict JSON text and its values, in the order of the text. simdjson finds the structure of many lines at once; what
// stands there is checked in full, and numbers and texts are read only where they are asked for.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace moie {

enum class JsonType : std::uint8_t { Text, Number, True, False, Null, Array, Object };

// A value, or the name before one.
struct JsonToken {
    const char* start = nullptr; // of a text: its first character, escapes undone; else where it stands
    std::uint32_t length = 0;
    std::uint32_t span = 1; // tokens, with all that is in it
    JsonType type = JsonType::Null;
    bool hasDuplicate = false; // of a container: some object in it has a name twice
};

// Valid until the parser parses the next text, and no longer than that text.
class JsonValue {
public:
    JsonValue() = default;
    explicit JsonValue(const JsonToken* token) : m_token(token) {}

    bool isGiven() const { return m_token != nullptr; }
    bool isObject() const { return m_token->type == JsonType::Object; }
    bool isArray() const { return m_token->type == JsonType::Array; }
    bool isNull() const { return m_token->type == JsonType::Null; }
    // Nothing where the value is of another type.
    std::optional<std::string_view> text() const {
        return m_token->type == JsonType::Text ? std::optional(here()) : std::nullopt;
    }
    std::optional<double> number() const;
    std::optional<bool> boolean() const {
        const bool isTrue = m_token->type == JsonType::True;
        return isTrue || m_token->type == JsonType::False ? std::optional(isTrue) : std::nullopt;
    }
    // How it is written; of a text what it says.
    std::string_view written() const { return here(); }
    // Whether some object in it, itself included, has a name twice.
    bool hasDuplicate() const { return m_token->hasDuplicate; }

    friend bool operator==(const JsonValue&, const JsonValue&) = default; // the same place

    // The values of an object that has exactly these names in this order; false, and some values, where it has not.
    template <const auto& names>
    bool membersInOrder(std::array<JsonValue, names.size()>& values) const {
        const JsonToken* name = m_token + 1;
        const JsonToken* end = m_token + m_token->span;
        const auto take = [&]<std::size_t i>() {
            constexpr std::string_view wanted = names[i];
            if (name == end || name->length != wanted.size() ||
                std::memcmp(name->start, wanted.data(), wanted.size()) != 0)
                return false;
            values[i] = JsonValue(name + 1);
            name += 1 + name[1].span;
            return true;
        };
        // Unrolled, so that each comparison is one with a constant.
        return [&]<std::size_t... i>(std::index_sequence<i...>) {
            return (take.template operator()<i>() && ...) && name == end;
        }
        (std::make_index_sequence<names.size()>());
    }

    // The value of an object's member, the last one where the name stands twice, as in Python; not isGiven() where
    // there is none.
    JsonValue find(std::string_view name) const {
        JsonValue found;
        forEachMember([&](std::string_view memberName, JsonValue member) {
            if (memberName == name)
                found = member;
        });
        return found;
    }
    // Calls visit(JsonValue) for the items of an array, in order, until it returns false.
    template <typename Visitor>
    void forEachItem(Visitor&& visit) const {
        const JsonToken* end = m_token + m_token->span;
        for (const JsonToken* item = m_token + 1; item != end; item += item->span)
            if (!visit(JsonValue(item)))
                return;
    }
    // Calls visit(std::string_view name, JsonValue) for the members of an object, in order.
    template <typename Visitor>
    void forEachMember(Visitor&& visit) const {
        const JsonToken* end = m_token + m_token->span;
        for (const JsonToken* name = m_token + 1; name != end; name += 1 + name[1].span)
            visit(std::string_view(name->start, name->length), JsonValue(name + 1));
    }

private:
    std::string_view here() const { return {m_token->start, m_token->length}; }

    const JsonToken* m_token = nullptr;
};

// Bytes that must be readable after the end of a text that is parsed.
inline constexpr std::size_t jsonPadding = 64;

// Keeps its buffers: one per thread.
class JsonParser {
public:
    JsonParser();
    ~JsonParser();
    JsonParser(JsonParser&&) noexcept;
    JsonParser& operator=(JsonParser&&) noexcept;

    // Takes whole lines, each with its line end, to be parsed by next(). False where something in them is so damaged
    // that they have to be parsed one by one.
    bool begin(std::string_view lines);
    // Parses the line, without its line end, which stands in those lines after the one that was parsed last. Not
    // isGiven() where it is no strict JSON text, is nested deeper than maxNesting (line_mender.h), or has a number
    // beyond a double.
    JsonValue next(std::string_view line);
    // Both for a single text.
    JsonValue parse(std::string_view text);

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace moie
