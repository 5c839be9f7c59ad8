# SPDX-License-Identifier: GPL-3.0-or-later
# For tests of what somebody else builds: installs core into a scratch directory, and builds a project there against it.
# build_dir, generator and compiler are given on the command line.

# Fails with what the command printed.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}")
  endif()
endfunction()

# The programs are in ${scratch}/build then, the headers in ${scratch}/prefix/include.
function(build_against_installed source scratch)
  file(REMOVE_RECURSE ${scratch})
  run(${CMAKE_COMMAND} --install ${build_dir} --prefix ${scratch}/prefix --component moie_core)
  run(${CMAKE_COMMAND} -S ${source} -B ${scratch}/build -G ${generator}
      -D CMAKE_PREFIX_PATH=${scratch}/prefix -D CMAKE_CXX_COMPILER=${compiler})
  run(${CMAKE_COMMAND} --build ${scratch}/build)
endfunction()

# How many lines of the log files below a directory match.
function(count_log_lines directory regex into)
  file(GLOB_RECURSE logs ${directory}/*.jsonl)
  set(lines 0)
  foreach(log ${logs})
    file(STRINGS ${log} found REGEX "${regex}")
    list(LENGTH found count)
    math(EXPR lines "${lines} + ${count}")
  endforeach()
  set(${into} ${lines} PARENT_SCOPE)
endfunction()
