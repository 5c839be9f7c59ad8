# SPDX-License-Identifier: MIT
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(nlohmann_json 3.11)
find_dependency(tl-expected)
if("engine" IN_LIST MoieCore_FIND_COMPONENTS)
  find_dependency(ICU COMPONENTS uc)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/MoieCoreTargets.cmake)
