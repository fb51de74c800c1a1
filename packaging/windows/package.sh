#!/usr/bin/env bash
# package.sh [FOLDER]: the frozen app for Windows, made on the Wine computer in FOLDER (.venv/windows), in
# FOLDER/dist/undersigned. Then it is tried: it must start, and carry none of what only Wine needs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${1:-$root/.venv/windows}
"$here/setup.sh" "$folder"
folder=$(cd "$folder" && pwd)
windows="Z:${folder//\//\\}"

"$here/python.sh" "$folder" -m PyInstaller --noconfirm --clean --log-level WARN \
  --distpath "$windows\\dist" --workpath "$windows\\build" build.spec

built=$folder/dist/undersigned
stand_ins=$(find "$built" \( -iname bcryptprimitives.dll -o -iname icuuc.dll \))
if [ -n "$stand_ins" ]; then
  echo "The build carries stand-ins that only Wine needs: $stand_ins" >&2
  exit 1
fi
# Outside the build, as Windows has them outside of it.
cp "$folder"/interpreter/{bcryptprimitives,icuuc}.dll "$folder/prefix/drive_c/windows/system32/"
expected="Opens: this computer does not know yet what you have been asked to read."
for program in "undersigned.exe login-check" undersigned-login.exe; do
  # shellcheck disable=SC2086
  said=$("$here/wine.sh" "$folder" "$built"/$program --explain | tr -d '\r')
  echo "$program: $said"
  [ "$said" = "$expected" ]
done
# Exit 1: it looked at everything, and nothing is set up here yet.
"$here/wine.sh" "$folder" "$built/undersigned.exe" doctor || [ $? = 1 ]
du -sh "$built"
