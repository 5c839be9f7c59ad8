// SPDX-License-Identifier: MIT
#include <moie/ingest/json_tape.h>

#include <array>
#include <unordered_set>

#include <moie/base/hash.h>

namespace moie {

namespace {

// Tells whether a name may have stood before in the same object; what it suspects is looked at in full.
class SeenNames {
public:
    bool maySee(const JsonNameKey& key) {
        const std::uint64_t print = (key.first ^ std::rotl(key.last, 29) ^ key.size) * 0xbf58476d1ce4e5b9u;
        const std::uint64_t bit = std::uint64_t{1} << (print >> 58);
        if ((m_sieve & bit) != 0) {
            if (m_count == m_prints.size())
                return true;
            for (std::size_t i = 0; i < m_count; ++i)
                if (m_prints[i] == print)
                    return true;
        }
        m_sieve |= bit;
        if (m_count < m_prints.size())
            m_prints[m_count++] = print;
        return false;
    }

private:
    std::uint64_t m_sieve = 0;
    std::size_t m_count = 0;
    std::array<std::uint64_t, 32> m_prints; // the first m_count are set
};

bool hasOwnDuplicate(JsonValue object) {
    std::unordered_set<std::string_view> names;
    bool found = false;
    object.forEachMember([&](std::string_view name, JsonValue) { found = !names.insert(name).second || found; });
    return found;
}

// `text` stands on a tape: eight bytes may be read from its start, whatever its length.
JsonNameKey keyOf(std::string_view text) {
    JsonNameKey key;
    key.size = text.size();
    const bool isLong = text.size() >= 8;
    std::memcpy(&key.first, text.data(), 8);
    std::memcpy(&key.last, isLong ? text.data() + text.size() - 8 : text.data(), 8);
    if (!isLong) {
        const int unused = 64 - 8 * static_cast<int>(text.size());
        const std::uint64_t kept = unused == 64                                 ? 0
                                   : std::endian::native == std::endian::little ? ~std::uint64_t{0} >> unused
                                                                                : ~std::uint64_t{0} << unused;
        key.first &= kept;
        key.last &= kept;
    }
    return key;
}

} // namespace

// Goes over an object word by word. Where its words are kept, what stands there goes to `words` without saying where:
// no more words than the object has.
template <bool KeepsWords>
class TapeWalk {
public:
    TapeWalk(JsonValue object, std::uint64_t* words) : m_tape(*object.m_tape), m_start(object.m_at), m_words(words) {}

    void run(JsonMembers& members) { overObject(m_start, &members); }

    const std::uint64_t* wordsEnd() const { return m_words; }

    bool hasDuplicate() const { return m_hasDuplicate; }
    // All names and texts, with their lengths between them: they stand one after the other.
    std::string_view texts() const {
        return m_firstText == nullptr
                   ? std::string_view()
                   : std::string_view(m_firstText, static_cast<std::size_t>(m_textEnd - m_firstText));
    }

private:
    void put(std::uint64_t word) {
        if constexpr (KeepsWords)
            *m_words++ = word;
    }

    std::string_view noteText(std::uint64_t word) {
        const char* start = m_tape.strings + (word & JsonValue::payloadMask);
        std::uint32_t length = 0;
        std::memcpy(&length, start, sizeof length);
        if (m_firstText == nullptr)
            m_firstText = start;
        m_textEnd = start + sizeof length + length;
        return {start + sizeof length, length};
    }

    // Returns the place after the value.
    std::size_t over(std::size_t at) {
        const std::uint64_t word = m_tape.words[at];
        const char type = static_cast<char>(word >> 56);
        switch (type) {
        case '{': return overObject(at, nullptr);
        case '[': return overArray(at);
        case '"':
            noteText(word);
            put('"');
            return at + 1;
        case 'l':
        case 'u':
        case 'd':
            put(static_cast<unsigned char>(type));
            put(m_tape.words[at + 1]);
            return at + 2;
        default: put(static_cast<unsigned char>(type)); return at + 1;
        }
    }

    std::size_t overArray(std::size_t at) {
        put('[');
        std::size_t item = at + 1;
        while (static_cast<char>(m_tape.words[item] >> 56) != ']')
            item = over(item);
        put(']');
        return item + 1;
    }

    std::size_t overObject(std::size_t at, JsonMembers* members) {
        put('{');
        SeenNames seen;
        bool suspicious = false;
        std::size_t name = at + 1;
        while (static_cast<char>(m_tape.words[name] >> 56) != '}') {
            const std::string_view text = noteText(m_tape.words[name]);
            const JsonNameKey key = keyOf(text);
            suspicious = seen.maySee(key) || suspicious;
            if (members != nullptr)
                members->m_members.push_back({key, text.data(), JsonValue(m_tape, name + 1)});
            name = over(name + 1);
        }
        put('}');
        const bool isDuplicate = suspicious && hasOwnDuplicate(JsonValue(m_tape, at));
        m_hasDuplicate = m_hasDuplicate || isDuplicate;
        return name + 1;
    }

    const JsonTape& m_tape;
    std::size_t m_start;
    std::uint64_t* m_words;
    const char* m_firstText = nullptr;
    const char* m_textEnd = nullptr;
    bool m_hasDuplicate = false;
};

void JsonObjectReader::list(JsonValue object, JsonMembers& members, bool& hasDuplicate) {
    members.m_members.clear();
    TapeWalk<false> walk(object, nullptr);
    walk.run(members);
    hasDuplicate = hasDuplicate || walk.hasDuplicate();
}

std::uint64_t JsonObjectReader::listAndHash(JsonValue object, JsonMembers& members, bool& hasDuplicate) {
    members.m_members.clear();
    if (m_words.size() < object.words())
        m_words.resize(object.words());
    TapeWalk<true> walk(object, m_words.data());
    walk.run(members);
    hasDuplicate = hasDuplicate || walk.hasDuplicate();
    const std::size_t count = static_cast<std::size_t>(walk.wordsEnd() - m_words.data());
    const std::string_view words(reinterpret_cast<const char*>(m_words.data()), count * sizeof m_words[0]);
    return hash64(words) ^ std::rotl(hash64(walk.texts()), 1);
}

} // namespace moie
