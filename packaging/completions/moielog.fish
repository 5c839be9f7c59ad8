# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion of moielog
set -l commands stats report sessions turns query follow check demo append judge bench
set -l kinds evolution safety love-vector performance all
set -l benches ingest follow log judge analytics query
complete -c moielog -f
complete -c moielog -n "not __fish_seen_subcommand_from $commands" -a "$commands"
complete -c moielog -n "not __fish_seen_subcommand_from $commands" -l version -d "Version"
complete -c moielog -n "not __fish_seen_subcommand_from $commands" -l help-all -d "Help of all commands"
complete -c moielog -l help -d "Help"
complete -c moielog -n "__fish_seen_subcommand_from stats sessions turns query follow check demo append" -a "(__fish_complete_directories)"
complete -c moielog -n "__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from $kinds" -a "$kinds"
complete -c moielog -n "__fish_seen_subcommand_from report; and __fish_seen_subcommand_from $kinds" -a "(__fish_complete_directories)"
complete -c moielog -n "__fish_seen_subcommand_from bench; and not __fish_seen_subcommand_from $benches" -a "$benches"
complete -c moielog -n "__fish_seen_subcommand_from bench; and __fish_seen_subcommand_from $benches" -a "(__fish_complete_directories)"
complete -c moielog -n "__fish_seen_subcommand_from report" -l save -d "Also into DIR/analytics"
set -l scoped report sessions turns query
complete -c moielog -x -n "__fish_seen_subcommand_from $scoped" -l days -d "The last N days"
complete -c moielog -x -n "__fish_seen_subcommand_from $scoped" -l from -a "today yesterday 24h 7d 30d" -d "At this time or later"
complete -c moielog -x -n "__fish_seen_subcommand_from $scoped" -l to -a "now today yesterday" -d "Before this time"
complete -c moielog -x -n "__fish_seen_subcommand_from $scoped append" -l session -d "A session's id"
complete -c moielog -x -n "__fish_seen_subcommand_from $scoped" -l filter -d "What matches"
complete -c moielog -x -n "__fish_seen_subcommand_from stats judge" -l format -a "text json"
complete -c moielog -x -n "__fish_seen_subcommand_from report" -l format -a "text json csv md"
complete -c moielog -x -n "__fish_seen_subcommand_from sessions turns" -l format -a "text json csv"
complete -c moielog -x -n "__fish_seen_subcommand_from query" -l format -a "text json jsonl csv"
complete -c moielog -x -n "__fish_seen_subcommand_from follow check" -l format -a "text jsonl"
complete -c moielog -x -n "__fish_seen_subcommand_from query" -l limit -d "Only the newest N"
complete -c moielog -x -n "__fish_seen_subcommand_from follow" -l lines -d "How many of the newest at first"
for option in days end seed sessions turns
    complete -c moielog -x -n "__fish_seen_subcommand_from demo" -l $option
end
complete -c moielog -n "__fish_seen_subcommand_from append" -l sync -d "Wait for the disk"
complete -c moielog -x -n "__fish_seen_subcommand_from judge" -l message -d "What the user had written"
complete -c moielog -r -n "__fish_seen_subcommand_from judge" -l lists -d "Word lists"
