# SPDX-License-Identifier: GPL-3.0-or-later
# moie_test(tst_name [RUNS_MOIELOG] SOURCES file… LINKS target…)
# One executable per unit: tst_name.cpp, which includes its own "tst_name.moc", registered with CTest. Qt's GUI runs offscreen.
# RUNS_MOIELOG: it starts the command line program, whose path is MOIELOG_PATH.
function(moie_test name)
  cmake_parse_arguments(TEST "RUNS_MOIELOG" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${name}.cpp ${TEST_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON UNITY_BUILD OFF
                        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR})
  if(TEST_RUNS_MOIELOG)
    target_compile_definitions(${name} PRIVATE MOIELOG_PATH="$<TARGET_FILE:moielog>")
    add_dependencies(${name} moielog)
  endif()
  target_link_libraries(${name} PRIVATE ${TEST_LINKS} Qt6::Test moie_options)
  # g++ 12 warns without reason of strings that are put together from literals (GCC bug 105651).
  # -O1: what is measured is in the libraries, and the tests are most of what there is to compile.
  target_compile_options(${name} PRIVATE -Wno-restrict -O1)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300
                       ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=Europe/Berlin;LC_ALL=C.UTF-8;XDG_DATA_HOME=${PROJECT_BINARY_DIR}/tests/data;XDG_CACHE_HOME=${PROJECT_BINARY_DIR}/tests/cache")
endfunction()
