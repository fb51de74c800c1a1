#!/usr/bin/env bash
# python.sh FOLDER ARGUMENTS…: the Windows Python that setup.sh made in FOLDER; it finds this checkout's `app`.
set -euo pipefail
folder=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
export PYTHONPATH="Z:${root//\//\\}" PYTHONDONTWRITEBYTECODE=1 HYPOTHESIS_STORAGE_DIRECTORY="Z:${folder//\//\\}\\hypothesis"
exec "$here/wine.sh" "$folder" "$folder/interpreter/python.exe" "${@:2}"
