# SPDX-License-Identifier: GPL-3.0-or-later
# Installs into a scratch prefix, builds the program beside this file against it, runs it, and looks at what it logged.
include(${CMAKE_CURRENT_LIST_DIR}/../against_installed.cmake)
set(scratch ${build_dir}/tests/consumer-scratch)
build_against_installed(${CMAKE_CURRENT_LIST_DIR} ${scratch})
run(${scratch}/build/consumer ${scratch}/logs)
count_log_lines(${scratch}/logs "^{\"timestamp\": .*}$" lines)
if(NOT lines EQUAL 3)
  message(FATAL_ERROR "3 entries were logged, ${lines} are in the files of ${scratch}/logs")
endif()

# Whatever an installed header includes must be installed too, or be a documented dependency.
file(GLOB_RECURSE headers ${scratch}/prefix/include/*.h)
foreach(header ${headers})
  file(STRINGS ${header} includes REGEX "^#include <(moie|nlohmann|tl|[a-z]+/)")
  foreach(include ${includes})
    string(REGEX REPLACE "#include <([^>]*)>.*" "\\1" name "${include}")
    if(name MATCHES "^moie/" AND NOT EXISTS ${scratch}/prefix/include/${name})
      message(FATAL_ERROR "${header} includes ${name}, which is not installed")
    elseif(NOT name MATCHES "^(moie/|nlohmann/json.hpp|tl/expected.hpp|sys/types.h)")
      message(FATAL_ERROR "${header} includes ${name}: public headers pull in nlohmann_json and the Result type at most")
    endif()
  endforeach()
endforeach()
