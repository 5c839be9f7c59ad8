// SPDX-License-Identifier: MIT
// The values of a parsed line to its row: which kind of entry it is, its columns and its fact.
#pragma once

#include <moie/ingest/json_text.h>
#include <moie/schema/row_batch.h>

namespace moie {

// Fills everything of `row` but its place, appends its fact and names to the batch. Returns NotAnObject or NoTimestamp
// where the line is rejected, and then has appended nothing.
Rejection readEntry(JsonValue root, Row& row, RowBatch& batch);

// Whether it is an object with timestamp, session_id, level and category, as a suffix of a torn line must be.
bool isWholeEntry(JsonValue root);

} // namespace moie
