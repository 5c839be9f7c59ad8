// SPDX-License-Identifier: MIT
// What the specialised loggers' payloads have in common. Internal to core/logging.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <moie/schema/names.h>

namespace moie::payload {

using Json = nlohmann::ordered_json;

// Python's None becomes the empty dict where the reference says `context or {}`.
inline Json objectOrEmpty(Json value) {
    return value.is_null() ? Json::object() : value;
}

inline void addTurn(Json& metadata, const std::string& turnId) {
    if (!turnId.empty())
        metadata["turn_id"] = turnId;
}

inline Json turnOnly(const std::string& turnId) {
    Json metadata = Json::object();
    addTurn(metadata, turnId);
    return metadata;
}

inline double norm(std::span<const double> values) {
    double sum = 0;
    for (const double value : values)
        sum += value * value;
    return std::sqrt(sum);
}

// {"warmth<suffix>": …, …}; a component that the vector does not reach is the integer 0, as in the reference.
inline Json byComponent(const std::vector<double>& values, const std::string& suffix) {
    Json named = Json::object();
    for (std::size_t i = 0; i < componentCount; ++i) {
        Json& value = named[std::string(componentNames[i]) + suffix];
        if (i < values.size())
            value = values[i];
        else
            value = 0;
    }
    return named;
}

} // namespace moie::payload
