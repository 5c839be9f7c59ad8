// SPDX-License-Identifier: MIT
// What can be said of a line of a log: why it was rejected, or with which warnings it was accepted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace moie {

enum class Rejection : std::uint8_t {
    None,
    NotJson,     // no JSON text at all, or damaged
    NotAnObject, // JSON, but an array, a number, …
    NoTimestamp, // an entry without a usable timestamp
    TooDeep,     // nested deeper than 256
    TooLong,     // longer than 64 MiB
};

enum class Warning : std::uint8_t {
    NonFinite,
    InvalidUtf8,
    DuplicateKey,
    UnknownLevel,
    UnknownCategory,
    BadField,
    ByteOrderMark,
    CarriageReturn,
    Milliseconds,
    NoNewline,
    Glued,
    Foreign,
    RepeatedEntry,
};
inline constexpr std::size_t warningCount = 13;
inline constexpr std::array<std::string_view, warningCount> warningNames{
    "non_finite", "invalid_utf8",    "duplicate_key",   "unknown_level", "unknown_category",
    "bad_field",  "byte_order_mark", "carriage_return", "milliseconds",  "no_newline",
    "glued",      "foreign",         "repeated_entry"};

constexpr std::string_view toString(Warning warning) {
    return warningNames[static_cast<std::size_t>(warning)];
}

// A sentence without its end mark: "not JSON", "no usable timestamp", ….
std::string_view explain(Rejection rejection);
std::string_view explain(Warning warning);

class WarningSet {
public:
    void add(Warning warning) { m_bits = static_cast<std::uint16_t>(m_bits | bit(warning)); }
    void add(WarningSet others) { m_bits = static_cast<std::uint16_t>(m_bits | others.m_bits); }
    bool has(Warning warning) const { return (m_bits & bit(warning)) != 0; }
    bool empty() const { return m_bits == 0; }
    friend bool operator==(WarningSet, WarningSet) = default;

private:
    static constexpr std::uint16_t bit(Warning warning) {
        return static_cast<std::uint16_t>(1u << static_cast<unsigned>(warning));
    }
    std::uint16_t m_bits = 0;
};

} // namespace moie
