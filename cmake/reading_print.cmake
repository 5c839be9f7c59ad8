# SPDX-License-Identifier: MIT
# cmake -DROOMS=dir;dir -DVERSION=… -DOUT=file -P reading_print.cmake
# Writes a header with a number that is another one whenever what reads logs, or what an index cache holds, is another.
set(all "${VERSION}")
foreach(room ${ROOMS})
  file(GLOB sources ${room}/*.h ${room}/*.cpp)
  list(SORT sources)
  foreach(source ${sources})
    file(SHA256 ${source} hash)
    string(APPEND all "${hash}")
  endforeach()
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING ${hash} 0 16 hash)
file(WRITE ${OUT} "// SPDX-License-Identifier: MIT
// Of all sources that decide what is read from a log; made by cmake/reading_print.cmake.
#pragma once

#include <cstdint>

namespace moie {

inline constexpr std::uint64_t readingPrint = 0x${hash}u;

} // namespace moie
")
