#!/usr/bin/env bash
# with-keystore.sh [--throw-away] COMMAND…: runs COMMAND with a Secret Service to talk to.
# On a desktop that has one, COMMAND uses it as it is. Otherwise (or with --throw-away, so that tests never touch
# a person's own key store) a private session bus and an empty, unlocked gnome-keyring are started for it, in a
# folder of their own, and ended with it. The bus starts nothing by itself: a key store that ends is missed, not
# silently replaced by an empty one in the person's home.
# Where neither can be had COMMAND runs without, and says so itself.
set -uo pipefail
throw_away=
[ "${1:-}" = --throw-away ] && { throw_away=1; shift; }
if [ -z "$throw_away" ] && [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ]; then exec "$@"; fi
if ! command -v dbus-run-session >/dev/null || ! command -v gnome-keyring-daemon >/dev/null; then exec "$@"; fi

home=$(mktemp -d)
mkdir -m 700 "$home/run"
daemon=
finish() {
  if [ -s "$home/daemon" ]; then
    daemon=$(cat "$home/daemon")
    kill "$daemon" 2>/dev/null
  fi
  rm -rf "$home"
}
trap finish EXIT
cat >"$home/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=$home/run</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
# The key store lives in a home of its own; COMMAND keeps the person's.
export UNDERSIGNED_KEYSTORE_HOME=$home
# The bus's own complaints are kept apart; COMMAND speaks through the third stream.
exec 3>&2
dbus-run-session --config-file="$home/bus.conf" -- bash -c '
  pid=$(printf "throw-away" | HOME=$UNDERSIGNED_KEYSTORE_HOME XDG_RUNTIME_DIR=$UNDERSIGNED_KEYSTORE_HOME/run \
    XDG_DATA_HOME=$UNDERSIGNED_KEYSTORE_HOME/share \
    gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 & echo $!)
  echo "$pid" >"$UNDERSIGNED_KEYSTORE_HOME/daemon"
  for _ in $(seq 100); do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
      string:org.freedesktop.secrets 2>/dev/null | grep -q "boolean true" && break
    sleep 0.05
  done
  unset UNDERSIGNED_KEYSTORE_HOME
  "$@" 2>&3 3>&-
' bash "$@" 2>/dev/null
