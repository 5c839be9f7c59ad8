// SPDX-License-Identifier: MIT
// The text of a line, read from its file when it is shown.
#pragma once

#include <string>

#include <moie/base/result.h>
#include <moie/store/snapshot.h>

namespace moie {

// The bytes of the line as they stand in the file. Fails where the file is gone or was cut; blocks while it reads.
Result<std::string> readText(const Snapshot& snapshot, const TextPlace& place);

} // namespace moie
