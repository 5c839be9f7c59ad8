// SPDX-License-Identifier: MIT
// A filter's text to words: what parser and completion both start from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <moie/query/filter.h>

namespace moie {

struct FilterToken {
    enum class Kind : std::uint8_t { Open, Close, And, Or, Not, Text, Term };
    Kind kind = Kind::Text;
    FilterPlace place;
    // Of Text its one value; of Term the alternatives.
    std::vector<std::string> values;
    FilterPlace valuePlace;
    std::vector<std::string> name; // of Term, split at its dots
    std::string nameText;          // as written
    FilterOperator op = FilterOperator::Has;
};

tl::expected<std::vector<FilterToken>, FilterError> lexFilter(std::string_view text);

} // namespace moie
