# SPDX-License-Identifier: MIT
# What every target of the project has in common: warnings, sanitizers, and the rule that a room is a target.

set(MOIE_SANITIZE "" CACHE STRING "Sanitizers for all targets: address,undefined or thread")
option(MOIE_WERROR "Warnings are errors (dev and CI presets)" OFF)

# Sources say <moie/room/header.h>, here as after installation.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/core ${PROJECT_BINARY_DIR}/include/moie SYMBOLIC)

add_library(moie_options INTERFACE)
target_compile_features(moie_options INTERFACE cxx_std_20)
target_compile_options(moie_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
# The libraries are static: nobody puts other functions in place of theirs, and the compiler may look into its own.
target_compile_options(moie_options INTERFACE -fno-semantic-interposition)
if(MOIE_WERROR)
  target_compile_options(moie_options INTERFACE -Werror)
endif()
if(MOIE_SANITIZE)
  target_compile_options(moie_options INTERFACE -fsanitize=${MOIE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(moie_options INTERFACE -fsanitize=${MOIE_SANITIZE})
endif()

# moie_room(NAME SOURCES file… [PUBLIC target…] [PRIVATE target…])
# A static library per room. A room links only the rooms it may use, so that a wrong include does not link.
function(moie_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE $<BUILD_INTERFACE:moie_options> ${ROOM_PRIVATE})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()
