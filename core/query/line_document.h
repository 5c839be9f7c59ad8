// SPDX-License-Identifier: MIT
// One line of a log, read as ingest reads it: simdjson's structure, and what that refuses, mended. Keeps its buffers:
// one per thread.
#pragma once

#include <string>
#include <string_view>

#include <moie/ingest/json_text.h>

namespace moie {

class LineDocument {
public:
    // Parses the line; jsonPadding bytes behind it must be readable. False where it cannot be read. What root() gives
    // points into the line.
    bool load(std::string_view line);
    JsonValue root() const { return m_root; }
    // Whether it is no strict JSON: values that cannot be read are null.
    bool isMended() const { return m_isMended; }

private:
    JsonParser m_parser;
    JsonValue m_root;
    bool m_isMended = false;
    std::string m_mended;
};

} // namespace moie
