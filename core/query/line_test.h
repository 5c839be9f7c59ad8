// SPDX-License-Identifier: MIT
// One line of a log against the terms that look at its text. Reads lines as ingest does: simdjson, and what that
// refuses, mended. Keeps its buffers: one per thread.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <moie/query/caseless_text.h>
#include <moie/query/filter.h>

namespace moie {

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

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace moie
