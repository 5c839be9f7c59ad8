# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the example against an installed copy, holds a session of two messages with it, and looks at what it logged.
set(scratch ${build_dir}/tests/example-scratch)
file(REMOVE_RECURSE ${scratch})
file(MAKE_DIRECTORY ${scratch})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${build_dir} --prefix ${scratch}/prefix --component moie_core)
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/own_responder -B ${scratch}/build -G ${generator}
    -D CMAKE_PREFIX_PATH=${scratch}/prefix -D CMAKE_CXX_COMPILER=${compiler})
run(${CMAKE_COMMAND} --build ${scratch}/build)
file(WRITE ${scratch}/messages "I had a hard week.\nMy enemy laughed at me.\n")
execute_process(COMMAND ${scratch}/build/own_responder ${scratch}/logs INPUT_FILE ${scratch}/messages
                RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0 OR NOT output MATCHES "taken back: harm_prevention: h\\(x\\)=-0\\.400 < 0")
  message(FATAL_ERROR "the example did not do as expected (${result}):\n${output}")
endif()
file(GLOB_RECURSE logs ${scratch}/logs/*.jsonl)
set(evaluations 0)
foreach(log ${logs})
  file(STRINGS ${log} found REGEX "\"message\": \"CBF safety evaluation\"")
  list(LENGTH found count)
  math(EXPR evaluations "${evaluations} + ${count}")
endforeach()
if(NOT evaluations EQUAL 3)
  message(FATAL_ERROR "3 attempts were judged, ${evaluations} evaluations are in the files")
endif()
