# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the example against an installed copy, holds a session of two messages with it, and looks at what it logged.
include(${CMAKE_CURRENT_LIST_DIR}/../tests/against_installed.cmake)
set(scratch ${build_dir}/tests/example-scratch)
build_against_installed(${CMAKE_CURRENT_LIST_DIR}/own_responder ${scratch})
file(WRITE ${scratch}/messages "I had a hard week.\nMy enemy laughed at me.\n")
execute_process(COMMAND ${scratch}/build/own_responder ${scratch}/logs INPUT_FILE ${scratch}/messages
                RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0 OR NOT output MATCHES "taken back: harm_prevention: h\\(x\\)=-0\\.400 < 0")
  message(FATAL_ERROR "the example did not do as expected (${result}):\n${output}")
endif()
count_log_lines(${scratch}/logs "\"message\": \"CBF safety evaluation\"" evaluations)
if(NOT evaluations EQUAL 3)
  message(FATAL_ERROR "3 attempts were judged, ${evaluations} evaluations are in the files")
endif()
