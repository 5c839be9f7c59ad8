// SPDX-License-Identifier: MIT
#include <moie/ingest/json_values.h>

#include <bit>
#include <unordered_set>

#include <moie/base/hash.h>

namespace moie {

namespace {

// The steps of splitmix64: cheap, and every bit of the input reaches every bit of the result.
std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 29)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 32);
}

// A 64-bit sieve settles almost every object; one that it cannot settle is looked at in full.
class KeySieve {
public:
    void add(std::string_view key) {
        const auto first = key.empty() ? 0u : static_cast<unsigned char>(key.front());
        const auto last = key.empty() ? 0u : static_cast<unsigned char>(key.back());
        const std::uint64_t bit = 1ull << ((key.size() * 7 + first * 5 + last * 3) & 63);
        m_suspicious = m_suspicious || (m_seen & bit) != 0;
        m_seen |= bit;
    }

    bool foundDuplicate(simdjson::dom::object object) const {
        if (!m_suspicious)
            return false;
        std::unordered_set<std::string_view> names;
        for (const auto [key, value] : object)
            if (!names.insert(key).second)
                return true;
        return false;
    }

private:
    std::uint64_t m_seen = 0;
    bool m_suspicious = false;
};

class Digestion {
public:
    Digest run(simdjson::dom::element value) {
        const std::uint64_t hash = into(0x9e3779b97f4a7c15u, value);
        return {hash, m_duplicateKey};
    }

private:
    std::uint64_t into(std::uint64_t hash, simdjson::dom::element value) {
        using simdjson::dom::element_type;
        const element_type type = value.type();
        const auto tag = static_cast<std::uint64_t>(type);
        switch (type) {
        case element_type::OBJECT: return intoObject(mix(hash, tag), value.get_object().value_unsafe());
        case element_type::ARRAY: return intoArray(mix(hash, tag), value.get_array().value_unsafe());
        case element_type::STRING: return hash64(value.get_string().value_unsafe(), mix(hash, tag));
        case element_type::INT64:
            return mix(mix(hash, tag), static_cast<std::uint64_t>(value.get_int64().value_unsafe()));
        case element_type::UINT64: return mix(mix(hash, tag), value.get_uint64().value_unsafe());
        case element_type::DOUBLE:
            return mix(mix(hash, tag), std::bit_cast<std::uint64_t>(value.get_double().value_unsafe()));
        case element_type::BOOL: return mix(mix(hash, tag), value.get_bool().value_unsafe() ? 1 : 0);
        case element_type::NULL_VALUE: break;
        }
        return mix(hash, tag);
    }

    std::uint64_t intoObject(std::uint64_t hash, simdjson::dom::object object) {
        KeySieve sieve;
        for (const auto [key, member] : object) {
            sieve.add(key);
            hash = into(hash64(key, hash), member);
        }
        m_duplicateKey = m_duplicateKey || sieve.foundDuplicate(object);
        return mix(hash, 1);
    }

    std::uint64_t intoArray(std::uint64_t hash, simdjson::dom::array array) {
        for (const auto item : array)
            hash = into(hash, item);
        return mix(hash, 2);
    }

    bool m_duplicateKey = false;
};

} // namespace

Digest digestOf(simdjson::dom::element value) {
    return Digestion().run(value);
}

bool hasOwnDuplicate(simdjson::dom::object object) {
    KeySieve sieve;
    for (const auto [key, value] : object)
        sieve.add(key);
    return sieve.foundDuplicate(object);
}

} // namespace moie
