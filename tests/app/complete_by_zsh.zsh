# SPDX-License-Identifier: GPL-3.0-or-later
# What zsh offers behind a command line, one a line: complete_by_zsh.zsh FUNCTIONS-DIRECTORY SCRATCH-DIRECTORY LINE
# An interactive zsh on a pseudo terminal is given the line and a tab; what its completion adds is printed by a stand-in
# for compadd, between marks.
zmodload zsh/zpty || exit 3
cat > $2/start.zsh <<START
PROMPT=
fpath=($1 \$fpath)
autoload -Uz compinit
compinit -u -d $2/dump
zstyle ':completion:*' insert-tab false
bindkey '^I' complete-word
compadd() {
    if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "\$@"
        return
    fi
    local -a found
    builtin compadd -A found "\$@"
    print -rl -- "<"\${^found}">" >> $2/offered
    builtin compadd "\$@"
}
comppostfuncs=(leave)
leave() { print -r -- END >> $2/offered; exit }
print READY
START
cd $2 || exit 3
rm -f offered
zpty shell zsh -f -i
zpty -w shell "source $2/start.zsh"
zpty -r shell output '*READY*' || exit 3
zpty -w -n shell "$3"$'\t'
while zpty -r shell output; do
    [[ -f offered && $(tail -n 1 offered) == END ]] && break
done
grep '^<.*>$' offered | sed 's/^<//; s/>$//' | sort -u
exit 0
