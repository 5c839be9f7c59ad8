// SPDX-License-Identifier: MIT
// The values of a parsed line: which kind of entry it is, its columns and its fact.
#pragma once

#include <simdjson.h>

#include <moie/schema/row_batch.h>

namespace moie {

// Fills everything of `row` but its place, appends its fact and names to the batch. Returns NotAnObject or NoTimestamp
// where the line is rejected, and then has appended nothing.
Rejection readEntry(simdjson::dom::element root, Row& row, RowBatch& batch);

// Whether it is an object with session_id, level and category, as a suffix of a torn line must be.
bool isWholeEntry(simdjson::dom::element root);

} // namespace moie
