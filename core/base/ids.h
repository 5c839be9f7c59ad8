// SPDX-License-Identifier: MIT
// Distinct types for the things that are numbered, so that one is never taken for another.
#pragma once

#include <cstddef>
#include <cstdint>

namespace moie {

enum class EntryId : std::uint32_t {};      // an accepted line, numbered in order of arrival; never reused
enum class SessionIndex : std::uint32_t {}; // a session of a snapshot
enum class FileIndex : std::uint32_t {};    // a file (one generation of a path) of a snapshot
enum class NameId : std::uint32_t {};       // an interned string; NameId{0} is the empty string

inline constexpr EntryId noEntry{0xffffffffu};
inline constexpr std::uint32_t noFact = 0xffffffffu;

template <typename Id>
constexpr std::size_t index(Id id) {
    return static_cast<std::size_t>(id);
}

} // namespace moie
