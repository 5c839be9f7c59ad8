// SPDX-License-Identifier: MIT
// Small questions to a parsed JSON value. Of keys that stand twice in an object the last one counts, as in Python.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <simdjson.h>

namespace moie {

inline std::optional<simdjson::dom::element> findLast(simdjson::dom::object object, std::string_view key) {
    std::optional<simdjson::dom::element> found;
    for (const auto [name, value] : object)
        if (name == key)
            found = value;
    return found;
}

inline std::optional<std::string_view> textField(simdjson::dom::object object, std::string_view key) {
    std::string_view text;
    const auto field = findLast(object, key);
    if (field && field->get(text) == simdjson::SUCCESS)
        return text;
    return std::nullopt;
}

struct Digest {
    std::uint64_t hash =
        0; // of the value, not of its spelling: equal for equal names, texts and numbers in the same order
    bool duplicateKey = false; // some object in it, at any depth, has a key twice
};
Digest digestOf(simdjson::dom::element value);

// Whether the object itself has a key twice.
bool hasOwnDuplicate(simdjson::dom::object object);

} // namespace moie
