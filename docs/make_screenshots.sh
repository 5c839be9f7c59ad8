#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/make_screenshots.sh BINDIR: makes the documentation's pictures anew from the demonstration directory.
set -euo pipefail

bin_dir=$1
docs_dir=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
log_dir=$scratch/logs/love-engine
trap 'rm -rf "$scratch"' EXIT

# Nothing of the user's settings and notes.
export QT_QPA_PLATFORM=offscreen TZ=Europe/Berlin
export XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data XDG_CACHE_HOME=$scratch/cache

# picture FILE OPTION…: of the window, below docs/.
picture() {
    "$bin_dir/moie-observatory" "$log_dir" --screenshot "$docs_dir/$1" "${@:2}"
}

"$bin_dir/moielog" demo "$log_dir"
session=$("$bin_dir/moielog" turns "$log_dir" --filter turn:unsafe --format csv | sed -n 2p | cut -d, -f1)

for theme in light dark; do
    picture "overview-$theme.png" --page overview --theme "$theme" --size 1440x900
done
guide=(--theme light --size 1200x780)
picture guide/overview.png "${guide[@]}" --page overview --from 2026-11-14
picture guide/love-vectors.png "${guide[@]}" --page love-vectors
picture guide/safety.png "${guide[@]}" --page safety
picture guide/performance.png "${guide[@]}" --page performance
picture guide/evolution.png "${guide[@]}" --page evolution
picture guide/compare.png "${guide[@]}" --page compare --from 2026-11-14
picture guide/session.png --page sessions --session "$session" --theme light --size 1440x900
picture guide/unsafe.png --page sessions --filter turn:unsafe --theme light --size 1440x900
picture guide/logs.png "${guide[@]}" --page logs --filter 'level>=warning'
picture guide/live.png --page live --theme dark --size 1200x780
picture guide/reports.png "${guide[@]}" --page reports --from 2026-11-14
