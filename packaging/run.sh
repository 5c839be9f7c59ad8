#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/run.sh [LOGDIR]
# Installs what is missing, builds, and opens LOGDIR in the application: without LOGDIR, a demonstration directory that it
# makes. Where there is no display it writes the PDF report instead and says where.
set -euo pipefail

usage() { sed -n '3,5s/^# //p' "$0"; }
case "${1:-}" in
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
esac
if [ $# -gt 1 ]; then
    usage >&2
    exit 2
fi
if [ $# -eq 1 ] && [ ! -d "$1" ]; then
    echo "$1: there is no such directory" >&2
    exit 3
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
report=$PWD/love-engine-report-$(date +%Y-%m-%d-%H%M%S).pdf
echo "There is no display: instead of opening the application, the report is written to $report"
"$build_dir/bin/moie-observatory" "$log_dir" --report "$report"
