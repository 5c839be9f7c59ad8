# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed beside the programs, and `cpack -G DEB`: three packages, one for each component.
#
#   moie-observatory     the application (component observatory)
#   moielog              the command line (component moielog)
#   libmoie-core-dev     what a host program embeds (component moie_core)
include(GNUInstallDirs)

set(moie_packaging ${PROJECT_SOURCE_DIR}/packaging)
find_program(MOIE_GZIP gzip REQUIRED)

# moie_install_compressed(FILE DIRECTORY COMPONENT [RENAME name])
# As NAME.gz without the time of its making, so that the same sources give the same package.
function(moie_install_compressed file directory component)
  cmake_parse_arguments(COMPRESSED "" "RENAME" "" ${ARGN})
  get_filename_component(name ${file} NAME)
  if(COMPRESSED_RENAME)
    set(name ${COMPRESSED_RENAME})
  endif()
  set(compressed ${PROJECT_BINARY_DIR}/packaging/${component}/${name}.gz)
  add_custom_command(OUTPUT ${compressed}
                     COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/packaging/${component}
                     COMMAND ${MOIE_GZIP} -9nc ${file} > ${compressed}
                     DEPENDS ${file} VERBATIM)
  string(MAKE_C_IDENTIFIER ${component}_${name} target)
  add_custom_target(compressed_${target} ALL DEPENDS ${compressed})
  install(FILES ${compressed} DESTINATION ${directory} COMPONENT ${component})
endfunction()

# What every package has: its licence, and what changed.
function(moie_install_documents package component)
  install(FILES ${moie_packaging}/debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package}
          COMPONENT ${component})
  moie_install_compressed(${moie_packaging}/debian/changelog ${CMAKE_INSTALL_DATADIR}/doc/${package} ${component})
endfunction()

install(TARGETS moielog RUNTIME COMPONENT moielog)
moie_install_compressed(${moie_packaging}/man/moielog.1 ${CMAKE_INSTALL_MANDIR}/man1 moielog)
install(FILES ${moie_packaging}/completions/moielog.bash COMPONENT moielog
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME moielog)
install(FILES ${moie_packaging}/completions/_moielog COMPONENT moielog
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${moie_packaging}/completions/moielog.fish COMPONENT moielog
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${PROJECT_SOURCE_DIR}/docs/cli.md ${PROJECT_SOURCE_DIR}/docs/figures.md COMPONENT moielog
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/moielog)
moie_install_documents(moielog moielog)

install(FILES ${PROJECT_SOURCE_DIR}/docs/embedding.md ${PROJECT_SOURCE_DIR}/docs/engine.md COMPONENT moie_core
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libmoie-core-dev)
moie_install_documents(libmoie-core-dev moie_core)

if(MOIE_BUILD_UI)
  set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
  install(TARGETS moie-observatory RUNTIME COMPONENT observatory)
  moie_install_compressed(${moie_packaging}/man/moie-observatory.1 ${CMAKE_INSTALL_MANDIR}/man1 observatory)
  install(FILES ${desktop}/moie-observatory.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications
          COMPONENT observatory)
  install(FILES ${desktop}/moie-observatory.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo
          COMPONENT observatory)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/app-icon.svg RENAME moie-observatory.svg COMPONENT observatory
          DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
  # Debian's place for a user's units, whatever the prefix.
  install(FILES ${moie_packaging}/systemd/moie-observatory-report.service
                ${moie_packaging}/systemd/moie-observatory-report.timer
          DESTINATION lib/systemd/user COMPONENT observatory)
  install(PROGRAMS ${moie_packaging}/systemd/weekly-report DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/moie-observatory
          COMPONENT observatory)
  install(FILES ${PROJECT_SOURCE_DIR}/docs/weekly-report.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/moie-observatory
          COMPONENT observatory)
  moie_install_documents(moie-observatory observatory)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME moie-observatory)
set(CPACK_PACKAGE_CONTACT "MoIE-OS Observatory maintainers <maintainers@users.noreply.invalid>")
# Else it would stand before each package's own.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL moielog moie_core)
if(MOIE_BUILD_UI)
  list(APPEND CPACK_COMPONENTS_ALL observatory)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_MOIELOG_PACKAGE_NAME moielog)
set(CPACK_DEBIAN_MOIELOG_PACKAGE_SECTION utils)
set(CPACK_COMPONENT_MOIELOG_DESCRIPTION
    "command line for Love Engine logs\nReads, checks, searches and follows the log directory of a Love Engine, and\nreports love vectors, safety, performance and evolution. Needs no display.")

set(CPACK_DEBIAN_OBSERVATORY_PACKAGE_NAME moie-observatory)
set(CPACK_DEBIAN_OBSERVATORY_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_OBSERVATORY_PACKAGE_DEPENDS "fonts-dejavu-core, libqt6sql6-sqlite")
set(CPACK_DEBIAN_OBSERVATORY_PACKAGE_RECOMMENDS "fonts-inter, fonts-noto-cjk, libsecret-1-0, moielog")
set(CPACK_COMPONENT_OBSERVATORY_DESCRIPTION
    "see into a Love Engine's logs\nShows what a Love Engine logged and follows what it is logging: love vectors,\nsafety, performance and evolution, session by session, and writes reports as\nPDF, with a display or without.")

set(CPACK_DEBIAN_MOIE_CORE_PACKAGE_NAME libmoie-core-dev)
set(CPACK_DEBIAN_MOIE_CORE_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_MOIE_CORE_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_MOIE_CORE_PACKAGE_DEPENDS "nlohmann-json3-dev, libexpected-dev")
set(CPACK_DEBIAN_MOIE_CORE_PACKAGE_RECOMMENDS "libicu-dev")
set(CPACK_COMPONENT_MOIE_CORE_DESCRIPTION
    "logger and Love Engine for C++ programs\nHeaders, static libraries and the CMake package MoieCore: a program that\nembeds them writes the log directory that MoIE-OS Observatory shows.")

include(CPack)
