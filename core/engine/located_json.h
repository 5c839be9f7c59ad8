// SPDX-License-Identifier: MIT
// JSON that remembers on which line each value stands, so that a wrong word list is refused with its line.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/result.h>

namespace moie::engine {

struct LocatedJson {
    enum class Type { Null, Boolean, Number, Text, Array, Object };

    Type type = Type::Null;
    std::size_t line = 0; // from 1
    bool boolean = false;
    double number = 0;
    std::string text = {};
    std::vector<std::string> names = {}; // of an object's members, beside `items`
    std::vector<LocatedJson> items = {};

    bool isObject() const { return type == Type::Object; }
    bool isArray() const { return type == Type::Array; }
    bool isText() const { return type == Type::Text; }
    bool isNumber() const { return type == Type::Number; }
    // A member of an object, null where it has none of that name.
    const LocatedJson* find(std::string_view name) const;
};

// Malformed where the text is no JSON, goes deeper than 16 levels, or names a member twice. `path` is for the message.
Result<LocatedJson> parseLocated(std::string_view text, const std::string& path);

// "path:line: reason" as an error.
Error wrongValue(const std::string& path, std::size_t line, const std::string& reason);

} // namespace moie::engine
