# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced: install_packages SECTION… installs what is missing of those sections of packages.txt.

install_packages() {
    local section line missing=()
    while read -r line; do
        case "$line" in
            "" | "#"*) ;;
            "["*"]") section=${line//[\[\]]/} ;;
            *)
                if [[ " $* " == *" $section "* ]] &&
                    ! dpkg-query --show --showformat='${db:Status-Status}' "$line" 2>/dev/null | grep -qx installed; then
                    missing+=("$line")
                fi
                ;;
        esac
    done <"$(dirname "${BASH_SOURCE[0]}")/packages.txt"
    [ ${#missing[@]} -eq 0 ] && return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing; please install them as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing: ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}
