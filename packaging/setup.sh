#!/usr/bin/env bash
# setup.sh PYTHON VENV: makes the virtual environment from the pinned requirements. As root on Debian it first
# installs the listed system packages; elsewhere it names what is missing and goes on, because only some tests
# need them.
set -euo pipefail
python=$1 venv=$2
here=$(cd "$(dirname "$0")" && pwd)

missing_packages() {
  for package in $(cat "$here/debian-packages.txt"); do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
  done
}

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
  missing=$(missing_packages)
  command -v npm >/dev/null || missing="$missing nodejs npm" # any Node will do, also one from elsewhere
  missing=${missing# }
  if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
    echo "Installing system packages:" $missing
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
  elif [ -n "$missing" ]; then
    echo "Not installed, and wanted by the windows or by some tests (which then skip, saying so):" $missing
  fi
else
  for tool in dbus-run-session gnome-keyring-daemon Xvfb; do
    command -v "$tool" >/dev/null || echo "Not found: $tool. The tests that need it skip, saying so."
  done
fi

"$python" - <<'P' || { echo "Undersigned needs Python 3.11 or newer. Name one with: make PYTHON=/path/to/python3" >&2; exit 2; }
import sys
sys.exit(sys.version_info < (3, 11))
P
"$python" -m venv --clear "$venv" || {
  echo "Python's own venv module is incomplete here (on Debian: install python3-venv)." >&2
  exit 2
}
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$here/../requirements.lock"
if command -v npm >/dev/null; then
  # jose checks evidence packs by their own script, without our code; oidc-provider is a real OpenID provider.
  npm install --silent --no-audit --no-fund --prefix "$venv/node" jose@6.2.17 oidc-provider@9.13.3 \
    >/dev/null 2>&1 || echo "npm could not fetch jose and oidc-provider. The tests that need them skip, saying so."
else
  echo "Not found: npm. The tests of evidence packs without our software, and of a real OpenID provider, skip."
fi
touch "$venv/.ready"
