// SPDX-License-Identifier: MIT
// The filter language: text to a plain tree of terms. A filter is data; nothing in it is ever executed.
//
//     category:safety level>=warning severity>0.5 (session:70dc or turn:unsafe|caught) not "panic"
//
// `not` binds before `and`, `and` before `or`; terms side by side are joined by `and`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include <moie/base/time.h>

namespace moie {

enum class FilterOperator : std::uint8_t { Has, Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

// What a term looks at.
enum class FilterField : std::uint8_t {
    Text,      // any string value of the entry
    Path,      // the value at a path of the entry
    Category,  // its name
    Level,     // its name or rank
    Message,   // the entry's message
    Session,   // the beginning of the session's id
    Turn,      // the verdict of the entry's turn
    Context,   // a flag of the user message's context
    Since,     // the entry's time
    Before,    // the entry's time
    Severity,  // of a violation
    Violation, // its type
    Margin,    // smallest h/hmax of an evaluation
    Barrier,   // h of an evaluation in a dimension
    Love,      // a component or the magnitude of a love vector
    Operation, // that was timed
    Elapsed,   // time of an operation, a response or a model run, in seconds
    Model,     // of a model run
    Error,     // text of a system's error
};

// Where something stands in the filter's text, in bytes.
struct FilterPlace {
    std::size_t at = 0;
    std::size_t length = 0;
    friend bool operator==(const FilterPlace&, const FilterPlace&) = default;
};

struct FilterTerm {
    FilterField field = FilterField::Text;
    FilterOperator op = FilterOperator::Has;
    std::vector<std::string> path;   // of Path; of Barrier and Love the name behind the dot
    std::vector<std::string> values; // alternatives as written, at least one
    std::vector<double> numbers;     // of fields that are numbers, without "*"; the rank of a level
    Time time = unknownTime;         // of Since and Before
    FilterPlace place;
    friend bool operator==(const FilterTerm&, const FilterTerm&) = default;
};

// Refers to other nodes, or (Term) to a term, by index.
struct FilterNode {
    enum class Kind : std::uint8_t { And, Or, Not, Term };
    Kind kind = Kind::Term;
    std::uint32_t first = 0;
    std::uint32_t second = 0; // of And and Or
    friend bool operator==(const FilterNode&, const FilterNode&) = default;
};

struct Filter {
    std::vector<FilterTerm> terms;
    std::vector<FilterNode> nodes; // the last one is the root; none: everything matches
    friend bool operator==(const Filter&, const Filter&) = default;
};

// What is wrong with a filter, and where.
struct FilterError {
    std::string text;       // a sentence without its end mark
    std::string suggestion; // what may have been meant, empty where nothing is near
    FilterPlace place;
};

inline constexpr std::size_t longestFilter = 8192; // bytes
inline constexpr std::size_t mostFilterTerms = 64;
inline constexpr std::size_t deepestFilter = 100;      // parentheses in one another
inline constexpr std::size_t longestSearchText = 1000; // bytes

// A text as the language writes it between quotation marks.
std::string filterQuoted(std::string_view text);

// `now` is what "since:2h" counts from. An empty text is a filter that everything matches.
tl::expected<Filter, FilterError> parseFilter(std::string_view text, Time now);

// The error for people, with the filter and a mark below the place, each line ended.
std::string explainFilterError(std::string_view text, const FilterError& error);

} // namespace moie
