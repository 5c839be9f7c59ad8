// SPDX-License-Identifier: MIT
// The fields that a filter's terms may name, what they take, and the words that stand for their values.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <moie/query/filter.h>
#include <moie/store/snapshot.h>

namespace moie {

struct FilterFieldInfo {
    // What stands behind the operator.
    enum class Takes : std::uint8_t {
        Word,   // one of few names: ':', '=', '!='
        Level,  // a name, or a rank to compare with
        Text,   // ':' contains, '=' and '!=' the whole, whatever the case
        Number, // any comparison
        Length, // a number of seconds, or with a unit
        Moment, // a time, after ':' alone
    };
    std::string_view name;
    FilterField field;
    Takes takes;
    bool hasPart; // "barrier.privacy_protection"
    std::string_view help;
};

std::span<const FilterFieldInfo> filterFields();
const FilterFieldInfo* filterFieldNamed(std::string_view name);

// The names of an entry's own members, at which a path may begin.
std::span<const std::string_view> entryMembers();
// Paths of the format's payloads, for completion.
std::span<const std::string_view> knownPaths();

// "unsafe" and "reached_user" are the same verdict; "unjudged" and "not_judged" too.
struct VerdictWord {
    std::string_view word;
    Verdict verdict;
};
std::span<const VerdictWord> verdictWords();
std::optional<Verdict> verdictFromWord(std::string_view word);

// debug, info, warning, error, critical: 0 … 4. Nothing for others; "evolution" stands outside this order.
std::optional<int> levelRank(std::string_view name);

// The candidate that the word is most likely a slip of; empty where none is near.
std::string nearestWord(std::string_view word, std::span<const std::string_view> candidates);

} // namespace moie
