// SPDX-License-Identifier: MIT
// One line of a log against the terms that look at its text. Reads lines as ingest does: simdjson, and what that
// refuses, mended. Keeps its buffers: one per thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <moie/query/caseless_text.h>
#include <moie/query/filter.h>

namespace moie {

// A path as a filter names it, with one more name: quoted where the filter's language would read it otherwise. An empty
// path is the entry itself.
std::string filterPath(const std::string& path, std::string_view name);

// A Text or Path term made ready. Immutable; shared by threads.
struct PreparedTerm {
    explicit PreparedTerm(const FilterTerm& filterTerm);

    const FilterTerm* term;
    struct Value {
        std::vector<CaselessText> text; // one; none where the value is empty
        bool isNumber = false;
        double number = 0;
        bool isAny = false; // "*"
    };
    std::vector<Value> values;
};

class LineTest {
public:
    LineTest();
    ~LineTest();
    LineTest(LineTest&&) noexcept;

    // Parses the line; linePadding bytes behind it must be readable. False where it cannot be read.
    bool load(std::string_view line);

    // Of the line loaded last: whether some string value holds the text, whether the path's value is as the term says.
    bool hasText(const CaselessText& text) const;
    bool hasPath(const PreparedTerm& term) const;

    // Where the line loaded last holds a text of a Text or Path term: the value that is first in the line.
    struct FoundText {
        std::string path;      // as a filter names it
        std::string_view text; // the whole value, until the next line is loaded
        CaselessText::Place place;
    };
    std::optional<FoundText> find(const PreparedTerm& term) const;

    // Calls visit(path) for the path of each value that is no object and no array, as a filter names it: an array's
    // items have that of the array. Arrays of objects are looked into.
    void forEachPath(const std::function<void(const std::string&)>& visit) const;

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace moie
