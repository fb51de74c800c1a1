#!/usr/bin/env bash
# test.sh [FOLDER [PYTEST ARGUMENTS…]]: the tests that mean something on Windows, on the Wine
# computer in FOLDER (.venv/windows; made first where it is not there). Pictures of the windows go to FOLDER/pictures.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${1:-$root/.venv/windows}
shift || true
"$here/setup.sh" "$folder"
folder=$(cd "$folder" && pwd)

cd "$root"
units=()
for part in tests/unit/{documents,domain,evidence,login,signing,storage,sync,workflows,commands} tests/unit/test_*.py; do
  [ -e "$part" ] && units+=("$part")
done

mkdir -p "$folder/pictures"
export UNDERSIGNED_PICTURES="Z:${folder//\//\\}\\pictures"
run=("$here/python.sh" "$folder" -m pytest -q -rs -p no:cacheprovider)
# Two calls of Windows that Wine 8 has not, of which Qt warns at each window.
run+=(-o "qt_log_ignore=DpiAwareness|EnableNonClientDpiScaling")
# Windows asks its own settings for the proxy and its own store for certificates, never http_proxy or SSL_CERT_FILE.
run+=(--deselect tests/desktop/test_ui_kit.py::test_the_systems_proxy_is_told_in_the_form_the_client_takes)
run+=(--deselect tests/unit/sync/test_transport.py::test_the_systems_own_trust_store_decides)
# Wine takes a chain that lacks its root, and so needs no SSL_CERT_FILE either; tests/windows asks its store with a whole chain.
networks=tests/unit/workflows/test_school_networks.py
run+=(--deselect $networks::test_a_proxy_that_opens_the_connection_is_fine_where_the_system_trusts_it)
run+=(--deselect $networks::test_a_proxy_whose_authority_the_system_does_not_know_learns_nothing)
# Wine does not hold a job to its memory.
run+=(--deselect tests/unit/test_bounded.py::test_a_child_that_wants_too_much_memory_is_ended)

# Two processes: `keyring` counts the back ends that the unit tests invent among the computer's own.
failed=0
"${run[@]}" tests/windows tests/desktop "$@" || failed=1
"${run[@]}" "${units[@]}" "$@" || failed=1
exit "$failed"
