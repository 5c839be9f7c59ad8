// SPDX-License-Identifier: MIT
// A parsed JSON text as simdjson leaves it (its documented tape format): values in the order of the text, one or two
// words each, so that walking them costs a few instructions. Valid until the parser parses the next text.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace moie {

struct JsonTape {
    const std::uint64_t* words = nullptr;
    const char* strings = nullptr; // each with its length in four bytes before it
};

// A value, by where it stands.
class JsonValue {
public:
    JsonValue() = default;
    JsonValue(const JsonTape& tape, std::size_t at) : m_tape(&tape), m_at(at) {}

    bool isGiven() const { return m_tape != nullptr; }
    bool isObject() const { return type() == '{'; }
    bool isArray() const { return type() == '['; }
    bool isNull() const { return type() == 'n'; }
    // Nothing where the value is of another type. Integers are numbers too.
    std::optional<std::string_view> text() const { return type() == '"' ? std::optional(textHere()) : std::nullopt; }
    std::optional<double> number() const {
        const auto content = [&] { return m_tape->words[m_at + 1]; };
        switch (type()) {
        case 'd': return std::bit_cast<double>(content());
        case 'l': return static_cast<double>(static_cast<std::int64_t>(content()));
        case 'u': return static_cast<double>(content());
        default: return std::nullopt;
        }
    }
    std::optional<bool> boolean() const {
        const char given = type();
        return given == 't' || given == 'f' ? std::optional(given == 't') : std::nullopt;
    }

    friend bool operator==(const JsonValue&, const JsonValue&) = default; // the same place

    // The values of an object that has exactly these names in this order; false, and some values, where it has not.
    template <const auto& names>
    bool membersInOrder(std::array<JsonValue, names.size()>& values) const {
        JsonValue name(*m_tape, m_at + 1);
        const auto take = [&]<std::size_t i>() {
            constexpr std::string_view wanted = names[i];
            const std::string_view text = name.type() == '"' ? name.textHere() : std::string_view();
            if (text.size() != wanted.size() || std::memcmp(text.data(), wanted.data(), wanted.size()) != 0)
                return false;
            values[i] = JsonValue(*m_tape, name.m_at + 1);
            name.m_at = values[i].next();
            return true;
        };
        // Unrolled, so that each comparison is one with a constant.
        return [&]<std::size_t... i>(std::index_sequence<i...>) {
            return (take.template operator()<i>() && ...) && name.type() == '}';
        }
        (std::make_index_sequence<names.size()>());
    }

    // Calls visit(JsonValue) for the items of an array, in order, until it returns false.
    template <typename Visitor>
    void forEachItem(Visitor&& visit) const {
        for (JsonValue item(*m_tape, m_at + 1); item.type() != ']'; item.m_at = item.next())
            if (!visit(static_cast<const JsonValue&>(item)))
                return;
    }
    // Calls visit(std::string_view name, JsonValue) for the members of an object, in order.
    template <typename Visitor>
    void forEachMember(Visitor&& visit) const {
        for (JsonValue name(*m_tape, m_at + 1); name.type() != '}';) {
            const JsonValue value(*m_tape, name.m_at + 1);
            visit(name.textHere(), value);
            name.m_at = value.next();
        }
    }

    // On the tape, of an object or an array.
    std::size_t words() const { return next() - m_at; }

private:
    template <bool KeepsWords>
    friend class TapeWalk;
    static constexpr std::uint64_t payloadMask = (std::uint64_t{1} << 56) - 1;

    std::uint64_t word() const { return m_tape->words[m_at]; }
    char type() const { return static_cast<char>(word() >> 56); }
    std::string_view textHere() const {
        const char* start = m_tape->strings + (word() & payloadMask);
        std::uint32_t length = 0;
        std::memcpy(&length, start, sizeof length);
        return {start + sizeof length, length};
    }
    std::size_t next() const {
        switch (type()) {
        case '{':
        case '[': return static_cast<std::size_t>(word() & 0xffffffffu);
        case 'l':
        case 'u':
        case 'd': return m_at + 2;
        default: return m_at + 1;
        }
    }

    const JsonTape* m_tape = nullptr;
    std::size_t m_at = 0;
};

// A name in three words, so that most are compared without a look at their text: the first and the last eight bytes (of
// a shorter one all of it, filled up with zeros) say everything of up to sixteen.
struct JsonNameKey {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t size = 0;

    friend constexpr bool operator==(const JsonNameKey&, const JsonNameKey&) = default;
};

// A member's name, to be looked for.
struct JsonName {
    consteval JsonName(const char* name) : text(name) {
        const std::size_t width = text.size() < 8 ? text.size() : 8;
        key.size = text.size();
        for (std::size_t i = 0; i < width; ++i) {
            key.first |= byteAt(i, text[i]);
            key.last |= byteAt(i, text[text.size() - width + i]);
        }
    }
    std::string_view text;
    JsonNameKey key;

private:
    // Where the byte stands in a word that was loaded from memory.
    static consteval std::uint64_t byteAt(std::size_t i, char byte) {
        const std::size_t place = std::endian::native == std::endian::little ? i : 7 - i;
        return std::uint64_t{static_cast<unsigned char>(byte)} << (8 * place);
    }
};

// The members of one object.
class JsonMembers {
public:
    // The value under the name, the last one where it stands twice, as in Python; not isGiven() where there is none.
    JsonValue find(const JsonName& name) const {
        for (auto member = m_members.rbegin(); member != m_members.rend(); ++member)
            if (member->is(name))
                return member->value;
        return {};
    }
    std::optional<std::string_view> text(const JsonName& name) const {
        const JsonValue value = find(name);
        return value.isGiven() ? value.text() : std::nullopt;
    }

private:
    friend class JsonObjectReader;
    template <bool KeepsWords>
    friend class TapeWalk;
    struct Member {
        JsonNameKey key;
        const char* start;
        JsonValue value;
        bool is(const JsonName& wanted) const {
            return key == wanted.key && (wanted.text.size() <= 16 || std::string_view(start, key.size) == wanted.text);
        }
    };
    std::vector<Member> m_members;
};

// Lists objects and looks through them, each word once. Keeps its buffers: one per thread. In all of them
// `hasDuplicate` is set where an object that was walked has a name twice, else left alone.
class JsonObjectReader {
public:
    // The members of an object; their values are walked into, at any depth.
    void list(JsonValue object, JsonMembers& members, bool& hasDuplicate);
    // And a hash of the object, not of its spelling: equal for equal names, texts and numbers (of
    // one kind: 1 is not 1.0) in the same order.
    std::uint64_t listAndHash(JsonValue object, JsonMembers& members, bool& hasDuplicate);

private:
    std::vector<std::uint64_t> m_words; // the tape without places
};

} // namespace moie
