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

simdjson::dom::object asObject(simdjson::dom::element value) {
    return value.get_object().value_unsafe();
}

simdjson::dom::array asArray(simdjson::dom::element value) {
    return value.get_array().value_unsafe();
}

std::uint64_t hashInto(std::uint64_t hash, simdjson::dom::element value) {
    using simdjson::dom::element_type;
    const auto tag = static_cast<std::uint64_t>(value.type());
    switch (value.type()) {
    case element_type::OBJECT: {
        hash = mix(hash, tag);
        const simdjson::dom::object object = asObject(value);
        for (const auto [key, member] : object)
            hash = hashInto(hash64(key, hash), member);
        return mix(hash, 1);
    }
    case element_type::ARRAY: {
        hash = mix(hash, tag);
        const simdjson::dom::array array = asArray(value);
        for (const auto item : array)
            hash = hashInto(hash, item);
        return mix(hash, 2);
    }
    case element_type::STRING: return hash64(value.get_string().value_unsafe(), mix(hash, tag));
    case element_type::INT64: return mix(mix(hash, tag), static_cast<std::uint64_t>(value.get_int64().value_unsafe()));
    case element_type::UINT64: return mix(mix(hash, tag), value.get_uint64().value_unsafe());
    case element_type::DOUBLE:
        return mix(mix(hash, tag), std::bit_cast<std::uint64_t>(value.get_double().value_unsafe()));
    case element_type::BOOL: return mix(mix(hash, tag), value.get_bool().value_unsafe() ? 1 : 0);
    case element_type::NULL_VALUE: break;
    }
    return mix(hash, tag);
}

// A 64-bit sieve settles almost every object; one that it cannot settle is looked at in full.
bool hasOwnDuplicate(simdjson::dom::object object) {
    std::uint64_t seen = 0;
    bool suspicious = false;
    for (const auto [key, value] : object) {
        const auto first = key.empty() ? 0u : static_cast<unsigned char>(key.front());
        const auto last = key.empty() ? 0u : static_cast<unsigned char>(key.back());
        const std::uint64_t bit = 1ull << ((key.size() * 7 + first * 5 + last * 3) & 63);
        suspicious = suspicious || (seen & bit) != 0;
        seen |= bit;
    }
    if (!suspicious)
        return false;
    std::unordered_set<std::string_view> names;
    for (const auto [key, value] : object)
        if (!names.insert(key).second)
            return true;
    return false;
}

} // namespace

std::uint64_t hashOf(simdjson::dom::element value) {
    return hashInto(0x9e3779b97f4a7c15u, value);
}

bool hasDuplicateKey(simdjson::dom::element value) {
    if (value.is_array()) {
        const simdjson::dom::array array = asArray(value);
        for (const auto item : array)
            if (hasDuplicateKey(item))
                return true;
        return false;
    }
    if (!value.is_object())
        return false;
    const simdjson::dom::object object = asObject(value);
    if (hasOwnDuplicate(object))
        return true;
    for (const auto [key, member] : object)
        if (hasDuplicateKey(member))
            return true;
    return false;
}

} // namespace moie
