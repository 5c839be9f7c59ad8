// SPDX-License-Identifier: MIT
// The payload of an entry to the fact of its kind, see schema/facts.h.
#pragma once

#include <moie/ingest/json_text.h>
#include <moie/schema/row_batch.h>

namespace moie {

// Appends the fact to the batch's table of that kind and returns its row there; noFact for kinds without one. A value
// of the wrong type is left missing and warned of as BadField.
std::uint32_t readFact(Kind kind, JsonValue data, RowBatch& batch, WarningSet& warnings);

} // namespace moie
