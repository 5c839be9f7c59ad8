#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/run.sh [LOGDIR]
# Installs what is missing, builds, and opens LOGDIR in the application: without LOGDIR, a demonstration directory that it
# makes. Where there is no display it writes the PDF report instead and says where.
set -euo pipefail

if [ $# -gt 1 ] || [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
    sed -n '3,5s/^# //p' "$0"
    [ $# -le 1 ]
    exit
fi

source_dir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packages.sh
. "$source_dir/packaging/packages.sh"
install_packages run

build_dir=$source_dir/build/release
(cd "$source_dir" && cmake --preset release >/dev/null && cmake --build --preset release)

if [ $# -eq 1 ]; then
    log_dir=$1
else
    log_dir=${XDG_CACHE_HOME:-$HOME/.cache}/moie-observatory/demonstration
    # Made anew each time, so that it ends now.
    rm -rf "$log_dir"
    mkdir -p "$(dirname "$log_dir")"
    "$build_dir/bin/moielog" demo "$log_dir" --end now
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$build_dir/bin/moie-observatory" "$log_dir"
fi
echo "There is no display: writing the report instead of opening the application."
exec "$build_dir/bin/moie-observatory" "$log_dir" --report "$PWD/love-engine-report.pdf"
