#!/usr/bin/env bash
# wine.sh FOLDER PROGRAM ARGUMENTS…: runs a Windows program on the Wine computer in FOLDER, with a screen of its
# own (also where there is one), and answers with its exit code. What it started has ended when it returns.
set -uo pipefail
folder=$(cd "$1" && pwd)
# One program at a time: the end of one is the end of everything on its Wine computer.
exec 9>"$folder/turn"
flock 9
shift
export WINEPREFIX=$folder/prefix WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all}
# Offers to install Mono and Gecko, which nothing here needs, and menus, are left out.
export WINEDLLOVERRIDES="${WINEDLLOVERRIDES:-mscoree,mshtml=;winemenubuilder.exe=}"
screen=
finish() {
  wineserver -k 2>/dev/null # this prefix's own server, and with it whatever it still runs
  wineserver -w 2>/dev/null
  [ -z "$screen" ] || kill "$screen" 2>/dev/null
}
trap finish EXIT
trap 'exit 130' INT TERM

number=$(mktemp -u)
mkfifo -m 600 "$number"
exec 7<>"$number"
rm "$number"
Xvfb -displayfd 7 -screen 0 2560x1600x24 -nolisten tcp >/dev/null 2>&1 9>&- &
screen=$!
read -r -t 30 display <&7 || { echo "Xvfb did not start." >&2; exit 2; }
exec 7>&-
export DISPLAY=:$display
unset XDG_RUNTIME_DIR WAYLAND_DISPLAY
# Windows Python refuses Wine's handles of files and terminals as its standard streams; pipes it takes.
# In the background, so that a signal is heard at once and not when the program has ended.
{ wine "$@" < <(cat) 2> >(cat >&2) | cat; } <&0 9>&- &
wait $!
exit $?
