"""The proxy that Windows' own settings name, by an address or by a script (PAC), as Internet Options writes them."""

import http.server
import struct
import subprocess
import sys
import threading
import winreg

import pytest

SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections"
VALUE = "DefaultConnectionSettings"
DIRECT, BY_ADDRESS, BY_SCRIPT = 1, 2, 4
SCRIPT = (
    b"function FindProxyForURL(url, host) {\n"
    b'  if (shExpMatch(host, "*.trust.example")) return "PROXY filter.school.example:8080; DIRECT";\n'
    b'  return "DIRECT";\n'
    b"}\n"
)
ASKS = (
    "import sys; from app.ui.system_proxy import proxies_for\n"
    "with open(sys.argv[1], 'w') as file:\n"
    "    for address in sys.argv[2:]: file.write(proxies_for(address).get('https', 'direct') + '\\n')\n"
)


@pytest.fixture
def internet_options():
    """Write what Windows keeps of "Internet Options, Connections"; what was there comes back afterwards."""
    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, SETTINGS, 0, winreg.KEY_ALL_ACCESS) as key:
        try:
            before = winreg.QueryValueEx(key, VALUE)[0]
        except FileNotFoundError:
            before = None

        def write(flags, address="", exceptions="", script=""):
            parts = (part.encode("ascii") for part in (address, exceptions, script))
            counted = b"".join(struct.pack("<I", len(part)) + part for part in parts)
            settings = struct.pack("<III", 0x46, 1, DIRECT | flags) + counted + bytes(32)
            winreg.SetValueEx(key, VALUE, 0, winreg.REG_BINARY, settings)

        yield write
        if before is None:
            winreg.DeleteValue(key, VALUE)
        else:
            winreg.SetValueEx(key, VALUE, 0, winreg.REG_BINARY, before)


class _Script(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ns-proxy-autoconfig")
        self.send_header("Content-Length", str(len(SCRIPT)))
        self.end_headers()
        self.wfile.write(SCRIPT)

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def script():
    """The address of a proxy script on this computer."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Script)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/proxy.pac"
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.fixture
def asked(tmp_path):
    """Ask for the proxies of some addresses in a program started now, which remembers no earlier settings."""

    def ask(*addresses):
        answer = tmp_path / "proxies.txt"
        # Answered in a file: the system's services that it wakes would hold a pipe open for as long as they run.
        quiet = subprocess.DEVNULL
        subprocess.run(
            [sys.executable, "-c", ASKS, answer, *addresses], stdout=quiet, stderr=quiet, check=True
        )
        return answer.read_text().split()

    return ask


def test_without_settings_the_way_is_direct(asked):
    assert asked("https://hr.trust.example/") == ["direct"]


def test_an_address_set_by_hand_or_by_policy_is_used_but_for_its_exceptions(internet_options, asked):
    internet_options(BY_ADDRESS, "filter.school.example:3128", "other.example;<local>")
    said = asked("https://hr.trust.example/", "https://other.example/", "https://127.0.0.1:8443/")
    assert said == ["http://filter.school.example:3128", "direct", "direct"]


def test_a_proxy_script_is_fetched_and_decides_for_each_address(internet_options, script, asked):
    internet_options(BY_SCRIPT, script=script)
    said = asked("https://hr.trust.example/", "https://other.example/")
    assert said == ["http://filter.school.example:8080", "direct"]
