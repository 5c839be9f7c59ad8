# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion of moielog
set -l commands stats report sessions turns query follow check demo append judge bench
set -l kinds evolution safety love-vector performance all
set -l benches ingest follow log judge analytics query
# Whether the command, or what is measured, is one of these; a word further on may be called alike.
function __moielog_runs
    set -l words (commandline -opc)
    contains -- "$words[2]" $argv
end
function __moielog_measures
    set -l words (commandline -opc)
    test "$words[2]" = bench; and contains -- "$words[3]" $argv
end
complete -c moielog -f
complete -c moielog -n "test (count (commandline -opc)) = 1" -a "$commands"
complete -c moielog -n "test (count (commandline -opc)) = 1" -l version -d "Version"
complete -c moielog -n "test (count (commandline -opc)) = 1" -l no-cache -d "Neither use nor write index caches"
complete -c moielog -n "test (count (commandline -opc)) = 1" -l help-all -d "Help of all commands"
complete -c moielog -l help -d "Help"
complete -c moielog -n "__moielog_runs stats sessions turns query follow check demo append" -a "(__fish_complete_directories)"
complete -c moielog -n "__moielog_runs report; and not __fish_seen_subcommand_from $kinds" -a "$kinds"
complete -c moielog -n "__moielog_runs report; and __fish_seen_subcommand_from $kinds" -a "(__fish_complete_directories)"
complete -c moielog -n "__moielog_runs bench; and not __moielog_measures $benches" -a "$benches"
complete -c moielog -n "__moielog_measures ingest analytics query" -a "(__fish_complete_directories)"
complete -c moielog -n "__moielog_runs report" -l save -d "Also into DIR/analytics"
set -l scoped report sessions turns query
complete -c moielog -x -n "__moielog_runs $scoped" -l days -d "The last N days"
complete -c moielog -x -n "__moielog_runs $scoped" -l from -a "today yesterday 24h 7d 30d" -d "At this time or later"
complete -c moielog -x -n "__moielog_runs $scoped" -l to -a "now today yesterday" -d "Before this time"
complete -c moielog -x -n "__moielog_runs $scoped append" -l session -d "A session's id"
complete -c moielog -x -n "__moielog_runs $scoped" -l filter -d "What matches"
complete -c moielog -x -n "__moielog_runs stats judge" -l format -a "text json"
complete -c moielog -x -n "__moielog_runs report" -l format -a "text json csv md"
complete -c moielog -x -n "__moielog_runs sessions turns" -l format -a "text json csv"
complete -c moielog -x -n "__moielog_runs query" -l format -a "text json jsonl csv"
complete -c moielog -x -n "__moielog_runs follow check" -l format -a "text jsonl"
complete -c moielog -x -n "__moielog_runs query" -l limit -d "Only the newest N"
complete -c moielog -x -n "__moielog_runs follow" -l lines -d "How many of the newest at first"
for option in days end seed sessions turns
    complete -c moielog -x -n "__moielog_runs demo" -l $option
end
complete -c moielog -n "__moielog_runs append" -l sync -d "Wait for the disk"
complete -c moielog -x -n "__moielog_runs judge" -l message -d "What the user had written"
complete -c moielog -r -n "__moielog_runs judge" -l lists -d "Word lists"
complete -c moielog -x -n "__moielog_measures $benches" -l format -a "text json"
complete -c moielog -x -n "__moielog_measures ingest analytics query" -l rounds
complete -c moielog -x -n "__moielog_measures ingest log" -l threads
complete -c moielog -n "__moielog_measures ingest" -l reopen -d "With the index cache"
complete -c moielog -x -n "__moielog_measures follow log" -l rate
complete -c moielog -x -n "__moielog_measures follow log" -l seconds
complete -c moielog -n "__moielog_measures follow" -l polling -d "Without the operating system's notifications"
complete -c moielog -x -n "__moielog_measures log" -l entries
complete -c moielog -x -n "__moielog_measures log" -l dir -a "(__fish_complete_directories)" -d "Where to write"
complete -c moielog -x -n "__moielog_measures judge" -l length
complete -c moielog -x -n "__moielog_measures judge" -l runs
complete -c moielog -x -n "__moielog_measures query" -l text -d "What is searched for"
