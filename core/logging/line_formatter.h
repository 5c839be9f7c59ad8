// SPDX-License-Identifier: MIT
// Makes the lines of one session's entries: fields in the format's order, as Python's json.dumps writes them. Where a
// value had to be replaced, metadata says so in `non_finite`, `invalid_utf8` and `too_deep`, lists of dotted paths;
// data or metadata that is no object is kept as {"value": …} and named in `not_an_object`. Internal to core/logging.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <moie/logging/captured_entries.h>
#include <moie/schema/python_json.h>

namespace moie {

class LineFormatter {
public:
    explicit LineFormatter(std::string_view sessionId);

    // The entry's line with its newline, until the next call. Takes what its object and maker hold.
    std::string_view lineOf(const CapturedEntry& entry);

private:
    std::string_view plainLineOf(const CapturedEntry& entry);
    void appendLine(const CapturedEntry& entry);
    void appendHead(const CapturedEntry& entry, JsonReplacements& replaced);

    std::string m_sessionFields; // from `, "session_id": "` to the interaction id's `_`
    bool m_sessionIdIsUtf8;
    std::string m_line;
    std::vector<char> m_plain; // grows as needed
};

} // namespace moie
