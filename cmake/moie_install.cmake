# SPDX-License-Identifier: MIT
# `cmake --install` gives other programs find_package(MoieCore) and its target moie::core: the rooms that a host embeds.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

add_library(moie_core INTERFACE)
target_compile_features(moie_core INTERFACE cxx_std_20)
set_target_properties(moie_core PROPERTIES EXPORT_NAME core)
install(TARGETS moie_core EXPORT MoieCoreTargets COMPONENT moie_core)

# moie_install(ROOM header…)
# Makes the room part of moie::core. Only the headers that hosts include are installed.
function(moie_install room)
  target_link_libraries(moie_core INTERFACE moie_${room})
  moie_install_apart(${room} ${ARGN})
endfunction()

# moie_install_apart(ROOM header…)
# Installs a room as moie::ROOM alone.
function(moie_install_apart room)
  list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/core/${room}/)
  set_target_properties(moie_${room} PROPERTIES EXPORT_NAME ${room})
  target_compile_features(moie_${room} INTERFACE cxx_std_20)
  install(TARGETS moie_${room} EXPORT MoieCoreTargets
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT moie_core
          INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(FILES ${ARGN} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/moie/${room} COMPONENT moie_core)
endfunction()

set(moie_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/MoieCore)
install(EXPORT MoieCoreTargets NAMESPACE moie:: DESTINATION ${moie_package_dir} COMPONENT moie_core)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/MoieCoreConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/MoieCoreConfig.cmake ${PROJECT_BINARY_DIR}/MoieCoreConfigVersion.cmake
        DESTINATION ${moie_package_dir} COMPONENT moie_core)
