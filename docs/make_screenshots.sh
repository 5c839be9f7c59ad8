#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/make_screenshots.sh BINDIR: makes the documentation's pictures anew from the demonstration directory.
set -euo pipefail

bin_dir=$1
docs_dir=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
log_dir=$scratch/logs/love-engine
trap 'rm -rf "$scratch"' EXIT

export QT_QPA_PLATFORM=offscreen TZ=Europe/Berlin
"$bin_dir/moielog" demo "$log_dir"
for theme in light dark; do
    "$bin_dir/moie-observatory" "$log_dir" --page overview --theme "$theme" --size 1440x900 \
        --screenshot "$docs_dir/overview-$theme.png"
done
