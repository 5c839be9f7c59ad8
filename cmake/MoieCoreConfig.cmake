# SPDX-License-Identifier: MIT
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(nlohmann_json 3.11)
find_dependency(tl-expected)
include(${CMAKE_CURRENT_LIST_DIR}/MoieCoreTargets.cmake)
