// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is written whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include <moie/base/result.h>

namespace moielog {

// Makes the file's directory where it is missing (for its owner alone, as the file), writes beside the file, and puts
// it in its place once it is on the disk.
moie::Result<> writeWhole(const std::string& path, std::string_view content);

} // namespace moielog
