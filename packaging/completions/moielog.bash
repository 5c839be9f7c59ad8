# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion of moielog
_moielog() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    local scope="--days --from --to --session --filter"
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "stats report sessions turns query follow check demo append judge bench --help --help-all --version --no-cache" -- "$current")
        return
    fi
    if [[ $previous == --format ]]; then
        local formats="text json"
        case $command in
        report) formats="text json csv md" ;;
        sessions | turns) formats="text json csv" ;;
        query) formats="text json jsonl csv" ;;
        follow | check) formats="text jsonl" ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$formats" -- "$current")
        return
    fi
    if [[ $previous == --from || $previous == --to ]]; then
        mapfile -t COMPREPLY < <(compgen -W "now today yesterday 1h 24h 7d 30d" -- "$current")
        return
    fi
    if [[ $current == -* ]]; then
        local options="--help"
        case $command in
        stats | check) options+=" --format" ;;
        report) options+=" --format --save $scope" ;;
        sessions | turns) options+=" --format $scope" ;;
        query) options+=" --format --limit $scope" ;;
        follow) options+=" --format --lines" ;;
        demo) options+=" --days --end --seed --sessions --turns" ;;
        append) options+=" --session --sync" ;;
        judge) options+=" --format --lists --message" ;;
        bench)
            ((COMP_CWORD > 2)) && options+=" --format"
            case ${COMP_WORDS[2]} in
            ingest) options+=" --reopen --rounds --threads" ;;
            follow) options+=" --polling --rate --seconds" ;;
            log) options+=" --dir --entries --rate --seconds --threads" ;;
            judge) options+=" --length --runs" ;;
            analytics) options+=" --rounds" ;;
            query) options+=" --rounds --text" ;;
            esac
            ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
        return
    fi
    if ((COMP_CWORD == 2)) && [[ $command == report ]]; then
        mapfile -t COMPREPLY < <(compgen -W "evolution safety love-vector performance all" -- "$current")
        return
    fi
    if ((COMP_CWORD == 2)) && [[ $command == bench ]]; then
        mapfile -t COMPREPLY < <(compgen -W "ingest follow log judge analytics query" -- "$current")
        return
    fi
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -d -- "$current")
}
complete -F _moielog moielog
