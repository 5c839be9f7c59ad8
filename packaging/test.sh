#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/test.sh [ctest arguments]
# Installs what is missing, builds everything with warnings as errors, and runs all tests.
set -euo pipefail

source_dir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packages.sh
. "$source_dir/packaging/packages.sh"
install_packages run test

cd "$source_dir"
cmake --preset ci >/dev/null
cmake --build --preset ci
ctest --preset ci --parallel "$(nproc)" "$@"
