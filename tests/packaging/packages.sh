#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packages.sh BUILD_DIR
# Makes the Debian packages of a build, looks them over with lintian, installs them into a scratch root, starts both
# programs from there on demonstration data, and removes them without a trace. Needs no root.
set -euo pipefail

build_dir=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() {
    echo "packages.sh: $*" >&2
    exit 1
}

(cd "$scratch" && cpack --config "$build_dir/CPackConfig.cmake" -G DEB -B "$scratch/packages" >"$scratch/cpack.log" 2>&1) ||
    { cat "$scratch/cpack.log" >&2; fail "cpack failed"; }
packages=("$scratch"/packages/*.deb)
[ ${#packages[@]} -eq 3 ] || fail "3 packages were expected, there are: ${packages[*]}"

complaints=$(lintian --allow-root --fail-on none "${packages[@]}" 2>&1 | grep -E '^[EW]:' || true)
[ -z "$complaints" ] || fail "lintian: $complaints"

root=$scratch/root
mkdir -p "$root"/var/lib/dpkg/{info,updates,triggers}
touch "$root/var/lib/dpkg/status"
package() {
    dpkg --root="$root" --log=/dev/null --force-not-root --force-script-chrootless --force-depends "$@" >"$scratch/dpkg.log" 2>&1 ||
        { cat "$scratch/dpkg.log" >&2; fail "dpkg $1 failed"; }
}
package --install "${packages[@]}"

for file in bin/moielog bin/moie-observatory share/man/man1/moielog.1.gz share/man/man1/moie-observatory.1.gz \
    share/applications/moie-observatory.desktop share/metainfo/moie-observatory.metainfo.xml \
    share/icons/hicolor/scalable/apps/moie-observatory.svg share/bash-completion/completions/moielog \
    lib/systemd/user/moie-observatory-report.timer; do
    [ -s "$root/usr/$file" ] || fail "$file is not installed"
done
desktop-file-validate "$root/usr/share/applications/moie-observatory.desktop"
appstreamcli validate --no-net "$root/usr/share/metainfo/moie-observatory.metainfo.xml" >"$scratch/appstream.log" ||
    { cat "$scratch/appstream.log" >&2; fail "the metainfo is not valid"; }
for page in moielog moie-observatory; do
    man --warnings -l "$root/usr/share/man/man1/$page.1.gz" 2>&1 >/dev/null | grep . && fail "man complains of $page"
done

export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home/config
mkdir -p "$HOME"
"$root/usr/bin/moielog" demo "$scratch/logs" --sessions 4 --turns 6 --days 2 >/dev/null
"$root/usr/bin/moielog" stats "$scratch/logs" --format json | grep -q '"rejected": *0' || fail "moielog read it wrongly"
env -u DISPLAY -u WAYLAND_DISPLAY "$root/usr/bin/moie-observatory" "$scratch/logs" --report "$scratch/report.pdf" >/dev/null
[ "$(head -c 5 "$scratch/report.pdf")" = "%PDF-" ] || fail "no report was written"
# As the timer does it.
PATH=$root/usr/bin:$PATH LOG_DIRECTORY=$scratch/logs REPORT_DIRECTORY=$scratch/weekly \
    REPORT_OPTIONS="--paper letter --filter 'turn:clear or turn:unsafe'" \
    env -u DISPLAY -u WAYLAND_DISPLAY "$root/usr/libexec/moie-observatory/weekly-report" >/dev/null
[ -s "$(echo "$scratch"/weekly/love-engine-*.pdf)" ] || fail "no weekly report was written"

package --purge moie-observatory moielog libmoie-core-dev
left=$(find "$root" -path "$root/var/lib/dpkg" -prune -o ! -type d -print)
[ -z "$left" ] || fail "left behind: $left"
echo "3 packages: made, installed, used, removed"
