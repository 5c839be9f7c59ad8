// SPDX-License-Identifier: MIT
// What the specialised loggers' payloads have in common. Internal to core/logging.
#pragma once

#include <cmath>
#include <exception>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <moie/logging/json_size.h>
#include <moie/logging/logger.h>
#include <moie/logging/without_throwing.h>
#include <moie/schema/names.h>

namespace moie::payload {

using Json = nlohmann::ordered_json;

// About what an entry's captured values take.
inline std::size_t bytesOf(const std::string& text) {
    return text.size();
}
inline std::size_t bytesOf(const Json& value) {
    return aboutBytes(value);
}
template <typename... Values>
std::size_t bytesOfAll(const Values&... values) {
    return (std::size_t{0} + ... + bytesOf(values));
}

// An entry of which all but its maker is known: Made(…).with(maker) is Logger::logDeferred with the message in parts
// and without an exception where memory is short. The message is made before the maker's values are moved into it.
class Made {
public:
    Made(Logger& logger, Level level, Category category, std::initializer_list<std::string_view> message,
         std::size_t bytes)
        : m_logger(logger), m_level(level), m_category(category), m_bytes(bytes) {
        try {
            for (const std::string_view part : message)
                m_message += part;
        } catch (const std::exception&) {
            m_failed = true;
        }
    }

    template <typename Maker>
    Result<std::string> with(Maker maker) {
        return withoutThrowing([&]() -> Result<std::string> {
            if (m_failed)
                return tl::unexpected(Error{ErrorCode::Io, "cannot log: memory is short", {}, std::nullopt});
            return m_logger.logDeferred(m_level, m_category, std::move(m_message), PayloadMaker(std::move(maker)),
                                        m_bytes);
        });
    }

private:
    Logger& m_logger;
    Level m_level;
    Category m_category;
    std::size_t m_bytes;
    std::string m_message;
    bool m_failed = false;
};

// Python's None becomes the empty dict where the reference says `context or {}`.
inline Json objectOrEmpty(Json value) {
    return value.is_null() ? Json::object() : value;
}

inline void addTurn(Json& metadata, std::string_view turnId) {
    if (!turnId.empty())
        metadata["turn_id"] = turnId;
}

inline Json turnOnly(std::string_view turnId) {
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

// NaN without values.
inline double mean(std::span<const double> values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(values.size());
}

// {"warmth<suffix>": …, …}; a component that the vector does not reach is the integer 0, as in the reference.
inline Json byComponent(std::span<const double> values, const std::string& suffix) {
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
