#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/fuzz/run.sh BUILD_DIR [SECONDS]
# Runs each fuzz target for so long (default 20 s) from made seeds and from the cases that were found before. What fails is
# left in BUILD_DIR/fuzz-findings; once mended it goes into tests/fuzz/cases/TARGET.
set -euo pipefail

build_dir=$(cd "$1" && pwd)
seconds=${2:-20}
source_dir=$(cd "$(dirname "$0")" && pwd)
findings=$build_dir/fuzz-findings
mkdir -p "$findings"
"$build_dir/bin/make_seeds" "$build_dir/fuzz-seeds"

for target in fuzz_parser_agreement fuzz_line_reader fuzz_archives; do
  echo "== $target"
  corpus=$build_dir/fuzz-corpus/$target
  mkdir -p "$corpus"
  cases=$source_dir/cases/$target
  [ -d "$cases" ] || cases=
  dictionary=$source_dir/json.dict
  [ "$target" = fuzz_archives ] && dictionary=
  "$build_dir/bin/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=256 \
    -verbosity=0 -print_final_stats=1 -artifact_prefix="$findings/$target-" ${dictionary:+"-dict=$dictionary"} \
    "$corpus" "$build_dir/fuzz-seeds/$target" ${cases:+"$cases"}
done
