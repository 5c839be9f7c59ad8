# SPDX-License-Identifier: GPL-3.0-or-later
# Installs into a scratch prefix, builds the program beside this file against it, runs it, and looks at what it logged.
set(scratch ${build_dir}/tests/consumer-scratch)
file(REMOVE_RECURSE ${scratch})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${build_dir} --prefix ${scratch}/prefix --component moie_core)
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${scratch}/build -G ${generator}
    -D CMAKE_PREFIX_PATH=${scratch}/prefix -D CMAKE_CXX_COMPILER=${compiler})
run(${CMAKE_COMMAND} --build ${scratch}/build)
run(${scratch}/build/consumer ${scratch}/logs)

file(GLOB_RECURSE logs ${scratch}/logs/*.jsonl)
set(lines 0)
foreach(log ${logs})
  file(STRINGS ${log} found REGEX "^{\"timestamp\": .*}$")
  list(LENGTH found count)
  math(EXPR lines "${lines} + ${count}")
endforeach()
if(NOT lines EQUAL 3)
  message(FATAL_ERROR "3 entries were logged, ${lines} are in the files: ${logs}")
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
