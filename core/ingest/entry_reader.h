// SPDX-License-Identifier: MIT
// The values of a parsed line: which kind of entry it is, its columns and its fact.
#pragma once

#include <array>

#include <moie/ingest/json_tape.h>
#include <moie/schema/row_batch.h>

namespace moie {

// Keeps its buffers: one per thread.
class EntryReader {
public:
    // Fills everything of `row` but its place, appends its fact and names to the batch. Returns NotAnObject or
    // NoTimestamp where the line is rejected, and then has appended nothing.
    Rejection read(JsonValue root, Row& row, RowBatch& batch);

    // Whether it is an object with timestamp, session_id, level and category, as a suffix of a torn line must be.
    bool isWholeEntry(JsonValue root);

private:
    // The fields of an entry, in the order in which the reference writes them.
    enum Field : std::size_t { Timestamp, Session, Interaction, Level, Category, Message, Data, Metadata };
    using Fields = std::array<JsonValue, 8>;

    Fields fieldsOf(JsonValue root, bool& hasDuplicate);
    Rejection readLogEntry(const Fields& fields, Row& row, RowBatch& batch);
    Rejection readDecision(JsonValue root, Row& row, RowBatch& batch);

    JsonMembers m_root; // listed only where the line is no entry in the usual order
    JsonMembers m_data;
    JsonMembers m_metadata;
    JsonObjectReader m_objects;
};

} // namespace moie
