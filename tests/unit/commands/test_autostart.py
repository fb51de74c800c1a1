"""What runs at login: put there, repeated, replaced after a move, and taken away, on each system."""

import json
import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from app.commands import autostart
from app.commands.autostart import entries, login_command, windowless
from app.commands.autostart_entries import AutostartRefusedError, Entries
from app.commands.autostart_linux import LinuxDesktop, desktop_exec, systemd_exec
from app.commands.autostart_macos import LaunchAgents
from app.commands.autostart_windows import NAMESPACE, USERS, WindowsTasks
from app.login.state import State, write

AWKWARD = ['/opt/Staff\'s "app" 100% $HOME/`x`\\python', "-I", "check.py"]
PLAIN = ["/usr/bin/undersigned", "login-check"]


def wanted(command=PLAIN, *, all_users=False):
    return Entries(command, [*command, "--again"], all_users, 7)


def nothing_answers(command):
    """A system whose manager cannot be asked, as in an image that is being made."""
    raise AutostartRefusedError


@pytest.fixture
def linux(tmp_path):
    return LinuxDesktop(nothing_answers, {"HOME": str(tmp_path / "home")}, tmp_path / "root")


@pytest.fixture
def macos(tmp_path):
    return LaunchAgents(nothing_answers, {"HOME": str(tmp_path / "home")}, tmp_path / "root")


def every_file(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


@pytest.mark.skipif("sys.platform == 'win32'", reason="these systems' files need links and modes")
@pytest.mark.parametrize("all_users", [False, True])
@pytest.mark.parametrize("name", ["linux", "macos"])
def test_install_repeat_move_and_remove_leave_exactly_what_they_should(name, all_users, tmp_path, request):
    system = request.getfixturevalue(name)
    first = system.install(wanted(all_users=all_users))
    files = every_file(tmp_path)
    assert all(tmp_path / ("root" if all_users else "home") in path.parents for path in files)
    assert system.install(wanted(all_users=all_users)) == first == system.installed(all_users=all_users)
    assert system.starts(wanted(all_users=all_users))
    moved = wanted(["/opt/new/undersigned", "login-check"], all_users=all_users)
    assert not system.starts(moved)
    assert system.install(moved) == first
    assert every_file(tmp_path) == files
    assert system.starts(moved)
    assert system.remove(all_users=all_users) == first
    assert system.remove(all_users=all_users) == []
    assert every_file(tmp_path) == []


def unescaped(value):
    """An `Exec` value read as the Desktop Entry Specification says: first as a string, then as arguments."""
    text = value.replace("\\\\", "\0").replace("\\s", " ").replace("\0", "\\")
    arguments, current, quoted, position = [], "", False, 0
    while position < len(text):
        here = text[position]
        if quoted and here == "\\":
            position += 1
            current += text[position]
        elif here == '"':
            quoted = not quoted
        elif here == " " and not quoted:
            arguments.append(current)
            current = ""
        else:
            current += here
        position += 1
    return [argument.replace("%%", "%") for argument in [*arguments, current]]


@pytest.mark.parametrize("command", [PLAIN, AWKWARD, login_command()])
def test_any_path_comes_through_a_desktop_entry(command):
    assert unescaped(desktop_exec(command)) == list(command)


def test_a_systemd_command_keeps_specifiers_and_variables_plain():
    assert systemd_exec(["/a b/c", "100%", "$X", '"', "\\"]) == '"/a b/c" "100%%" "$$X" "\\"" "\\\\"'


@pytest.mark.skipif("sys.platform != 'linux'", reason="Linux's own way, for real")
def test_on_linux_the_installed_entry_runs_the_check_and_systemd_accepts_the_timer(tmp_path):
    home = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "DBUS_SESSION_BUS_ADDRESS"):
        home.pop(variable, None)

    def undersigned(*arguments):
        command = [sys.executable, "-m", "app", "autostart", *arguments]
        return subprocess.run(command, env=home, capture_output=True, text=True, check=False)

    assert undersigned("show").returncode == 1
    assert undersigned("install").returncode == 0
    shown = json.loads(undersigned("show", "--json").stdout)
    assert len(shown["entries"]) == 3
    desktop = (tmp_path / ".config/autostart/undersigned.desktop").read_text(encoding="utf-8")
    lines = dict(line.split("=", 1) for line in desktop.splitlines()[1:])
    assert (lines["Type"], lines["Terminal"]) == ("Application", "false")
    command = unescaped(lines["Exec"])
    assert command == shlex.split(undersigned("show", "--command").stdout)
    write(tmp_path / ".local/state/undersigned/state.txt", State(None, (), datetime.now(UTC)))
    said = subprocess.run([*command, "--explain"], env=home, capture_output=True, text=True, check=True)
    assert said.stdout == "Stays closed: nothing is due.\n"
    units = tmp_path / ".config/systemd/user"
    assert (
        units / "timers.target.wants/undersigned-again.timer"
    ).resolve() == units / "undersigned-again.timer"
    if shutil.which("systemd-analyze"):
        checked = subprocess.run(
            ["systemd-analyze", "--user", "verify", str(units / "undersigned-again.timer")],
            env=home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (checked.returncode, checked.stderr) == (0, "")
    if shutil.which("desktop-file-validate"):
        subprocess.run(
            ["desktop-file-validate", str(tmp_path / ".config/autostart/undersigned.desktop")], check=True
        )
    assert undersigned("remove").returncode == 0
    assert undersigned("show").returncode == 1


def test_macos_agents_run_at_login_and_at_every_fifth_minute(macos, tmp_path):
    macos.install(wanted()) if sys.platform != "win32" else pytest.skip("macOS alone has users by number")
    agents = tmp_path / "home" / "Library" / "LaunchAgents"
    at_login = plistlib.loads((agents / "app.undersigned.at-login.plist").read_bytes())
    again = plistlib.loads((agents / "app.undersigned.again.plist").read_bytes())
    assert at_login["RunAtLoad"] is True
    assert at_login["ProgramArguments"] == PLAIN
    assert [each["Minute"] for each in again["StartCalendarInterval"]] == list(range(0, 60, 5))
    assert again["ProgramArguments"] == [*PLAIN, "--again"]
    assert at_login["AbandonProcessGroup"] is again["AbandonProcessGroup"] is True


@pytest.mark.skipif("sys.platform == 'win32'", reason="macOS alone has users by number")
@pytest.mark.parametrize("all_users", [False, True])
def test_macos_agents_are_property_lists_as_launchd_wants_them(macos, tmp_path, all_users):
    files = macos.install(wanted(AWKWARD, all_users=all_users))
    folder = tmp_path / ("root" if all_users else "home") / "Library" / "LaunchAgents"
    assert [os.path.dirname(file) for file in files] == [str(folder)] * 2  # noqa: PTH120 - they are text
    for path in folder.iterdir():
        content = path.read_bytes()
        declaration, document_type, *_ = content.splitlines()
        assert declaration == b'<?xml version="1.0" encoding="UTF-8"?>'
        assert document_type.startswith(b'<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"')
        assert (ET.fromstring(content).tag, ET.fromstring(content).attrib) == ("plist", {"version": "1.0"})
        agent = plistlib.loads(content, fmt=plistlib.FMT_XML)
        assert agent["Label"] == path.stem
        assert agent["LimitLoadToSessionType"] == "Aqua"  # a session with a screen, so never over SSH
        assert agent["ProgramArguments"][: len(AWKWARD)] == AWKWARD
        assert set(agent) - {"RunAtLoad", "StartCalendarInterval"} == {
            *("Label", "ProgramArguments", "LimitLoadToSessionType", "ProcessType", "AbandonProcessGroup")
        }
        assert (
            ("RunAtLoad" in agent) is path.stem.endswith("at-login") is not ("StartCalendarInterval" in agent)
        )
    if shutil.which("plutil"):
        subprocess.run(["plutil", "-lint", *files], check=True, stdout=subprocess.DEVNULL)


# The order in which the Task Scheduler schema, [MS-TSCH] 2.5, wants the elements of its sequences.
ORDER = {
    "LogonTrigger": (
        "Enabled",
        "StartBoundary",
        "EndBoundary",
        "Repetition",
        "ExecutionTimeLimit",
        "UserId",
        "Delay",
    ),
    "SessionStateChangeTrigger": (
        *("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "UserId", "Delay"),
        "StateChange",
    ),
    "TimeTrigger": (
        "Enabled",
        "StartBoundary",
        "EndBoundary",
        "Repetition",
        "ExecutionTimeLimit",
        "RandomDelay",
    ),
}
FREE_ORDER = {  # these are xs:all
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "Principal": {"UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
    "Repetition": {"Interval", "Duration", "StopAtDurationEnd"},
    "RegistrationInfo": {"Author", "Description", "Version", "Date", "URI", "Source"},
    "Settings": {
        *("AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries"),
        *("StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName"),
        *(
            "RunOnlyIfNetworkAvailable",
            "WakeToRun",
            "Enabled",
            "Hidden",
            "DeleteExpiredTaskAfter",
            "IdleSettings",
        ),
        *("NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle"),
    },
}


def name_of(element):
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def tasks(*, all_users):
    system = WindowsTasks(nothing_answers, {"USERDOMAIN": "TRUST", "USERNAME": "jo"})
    return [
        ET.fromstring(xml.partition("\n")[2]) for xml in system.tasks(wanted(AWKWARD, all_users=all_users))
    ]


@pytest.mark.parametrize("all_users", [False, True])
def test_windows_tasks_keep_the_order_of_the_schema(all_users):
    for task in tasks(all_users=all_users):
        for element in task.iter():
            children = [name_of(child) for child in element]
            order = ORDER.get(name_of(element))
            if order:
                assert children == sorted(children, key=order.index), name_of(element)
            elif name_of(element) in FREE_ORDER:
                assert set(children) <= FREE_ORDER[name_of(element)], name_of(element)
                assert len(children) == len(set(children))


def test_windows_runs_it_at_login_at_unlock_and_every_five_minutes_without_limits():
    space = {"t": NAMESPACE}
    login, again = tasks(all_users=True)
    assert [name_of(each) for each in login.find("t:Triggers", space)] == ["LogonTrigger"]
    assert login.findtext(".//t:GroupId", namespaces=space) == USERS
    assert [name_of(each) for each in again.find("t:Triggers", space)] == [
        "SessionStateChangeTrigger",
        "TimeTrigger",
    ]
    assert again.findtext(".//t:StateChange", namespaces=space) == "SessionUnlock"
    assert again.findtext(".//t:Interval", namespaces=space) == "PT5M"
    assert again.findtext(".//t:StartBoundary", namespaces=space).endswith("T00:00:07")
    for task in (login, again):
        assert task.findtext("t:Settings/t:ExecutionTimeLimit", namespaces=space) == "PT0S"
        assert task.findtext("t:Settings/t:DisallowStartIfOnBatteries", namespaces=space) == "false"
        assert task.findtext(".//t:Command", namespaces=space) == AWKWARD[0]
        assert task.findtext(".//t:RunLevel", namespaces=space) == "LeastPrivilege"


def test_one_persons_tasks_are_theirs_alone():
    space = {"t": NAMESPACE}
    for task in tasks(all_users=False):
        assert {each.text for each in task.iterfind(".//t:UserId", space)} == {r"TRUST\jo"}
        assert task.findtext(".//t:LogonType", namespaces=space) == "InteractiveToken"
        assert task.find(".//t:GroupId", space) is None


class Scheduler:
    """A `schtasks` that remembers what it was given, and prints it in a console's code page and words of its own."""

    def __init__(self, code_page="cp850"):
        self.registered = {}
        self.code_page = code_page

    def __call__(self, command):
        name = command[command.index("/TN") + 1]
        if command[1] == "/Create":
            assert command[-1] == "/F"
            with open(command[command.index("/XML") + 1], encoding="utf-16") as file:  # noqa: PTH123
                self.registered[name] = ET.fromstring(file.read().partition("\n")[2])
        elif name not in self.registered:
            raise AutostartRefusedError
        elif command[1] == "/Delete":
            del self.registered[name]
        elif "/XML" in command:
            ET.register_namespace("", NAMESPACE)
            task = ET.tostring(self.registered[name], encoding="unicode")
            xml = f'<?xml version="1.0" encoding="UTF-16"?>\r\n{task}\r\n'.replace(
                "<Settings>", "<Settings><UseUnifiedSchedulingEngine>true</UseUnifiedSchedulingEngine>"
            )
            return xml.encode(self.code_page)
        return b""


def test_windows_tasks_are_registered_replaced_and_deleted():
    scheduler = Scheduler()
    system = WindowsTasks(scheduler, {"USERDOMAIN": "TRUST", "USERNAME": "jo"})
    names = system.install(wanted())
    assert names == [r"\Undersigned\At login (jo)", r"\Undersigned\Again (jo)"]
    assert system.install(wanted()) == names == system.installed(all_users=False)
    assert system.installed(all_users=True) == []
    assert system.remove(all_users=False) == names
    assert scheduler.registered == {}


ZOE = ["C:/Users/Zoë/undersigned/pythonw.exe", "-I", "-S", "check file.py"]


@pytest.mark.parametrize("all_users", [False, True])
@pytest.mark.parametrize("code_page", ["cp850", "utf-8", "utf-16"])
def test_windows_tasks_of_another_installation_are_told_from_this_ones(tmp_path, all_users, code_page):
    environ = {"USERDOMAIN": "TRUST", "USERNAME": "jo", "SYSTEMROOT": str(tmp_path)}
    system = WindowsTasks(Scheduler(code_page), environ)
    here = wanted(ZOE, all_users=all_users)
    assert not system.starts(here)
    system.install(here)
    assert system.starts(here)
    for moved in (["D:/elsewhere/pythonw.exe", *ZOE[1:]], [*ZOE[:-1], "other.py"], [*ZOE, "--again"]):
        assert not system.starts(wanted(moved, all_users=all_users))
    system.install(wanted(["C:/new/undersigned-login.exe"], all_users=all_users))
    assert not system.starts(here)


def test_the_schedulers_own_file_is_read_before_what_is_printed_of_it(tmp_path):
    """A letter that the console has not, such as a Welsh one, is lost in what `schtasks` prints."""
    system = WindowsTasks(Scheduler(), {"USERDOMAIN": "TRUST", "USERNAME": "jo", "SYSTEMROOT": str(tmp_path)})
    here = wanted(["C:/Users/Siân Ŵyn/undersigned-login.exe"])
    folder = tmp_path / "System32" / "Tasks" / "Undersigned"
    folder.mkdir(parents=True)
    for name, xml in zip(("At login (jo)", "Again (jo)"), system.tasks(here), strict=True):
        system._run(
            ("schtasks", "/Create", "/TN", f"\\Undersigned\\{name}", "/XML", _file(tmp_path, xml), "/F")
        )
        (folder / name).write_text(xml, encoding="utf-16")
    assert system.starts(here)


def _file(folder, xml):
    path = folder / "task.xml"
    path.write_text(xml, encoding="utf-16")
    return str(path)


@pytest.fixture(params=["linux", "windows"])
def computer(request, tmp_path, monkeypatch):
    """A computer on which nothing is installed yet."""
    environ = {"HOME": str(tmp_path / "home"), "USERNAME": "jo", "SYSTEMROOT": str(tmp_path)}
    systems = {
        "linux": LinuxDesktop(nothing_answers, environ, tmp_path / "root"),
        "windows": WindowsTasks(Scheduler("utf-8"), environ),
    }
    monkeypatch.setattr(autostart, "this_system", lambda: systems[request.param])
    return systems[request.param]


def test_one_persons_entries_are_not_put_beside_everyones(computer, capsys):
    assert autostart.main(["install"]) == 0
    assert autostart.main(["install", "--all-users"]) == 0
    everyones = computer.installed(all_users=True)
    capsys.readouterr()
    assert autostart.main(["show"]) == 0
    assert "for this account and for everyone on this computer" in capsys.readouterr().out
    assert autostart.main(["install", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == everyones
    assert computer.installed(all_users=False) == []
    assert autostart.main(["show"]) == 0
    assert "installed for everyone on this computer, so this account needs none" in capsys.readouterr().out


def test_everyones_entries_of_another_installation_are_no_reason_to_do_without(computer):
    computer.install(wanted(["/old/undersigned"], all_users=True))
    assert autostart.main(["install"]) == 0
    assert computer.starts(entries(all_users=False))


def test_the_windows_command_opens_no_console():
    found = {r"C:\Python\pythonw.exe"}.__contains__
    assert windowless(r"C:\Python\python.exe", found) == r"C:\Python\pythonw.exe"
    assert windowless(r"C:\Python\pythonw.exe", found) == r"C:\Python\pythonw.exe"
    assert windowless(r"D:\Elsewhere\python.exe", found) == r"D:\Elsewhere\python.exe"
    assert windowless("/usr/bin/python3", found) == "/usr/bin/python3"


@pytest.mark.parametrize("suffix", ["", ".exe"])
@pytest.mark.parametrize("which", ["undersigned", "undersigned-window", "undersigned-login"])
def test_the_frozen_app_has_a_program_of_its_own_for_the_login(tmp_path, which, suffix):
    command = login_command(str(tmp_path / f"{which}{suffix}"), frozen=True)
    assert command == [str(tmp_path / f"undersigned-login{suffix}")]


def test_what_runs_later_is_the_login_command_with_one_word_more():
    here = entries(all_users=False)
    assert list(here.again) == [*here.at_login, "--again"] == [*login_command(), "--again"]
    assert 0 <= here.second < 60
    assert entries(all_users=False) == here


def test_a_system_that_refuses_says_so_in_a_sentence(monkeypatch):
    class Refusing:
        def installed(self, *, all_users):
            return []

        def install(self, wanted):
            raise PermissionError

    monkeypatch.setattr(autostart, "this_system", Refusing)
    with pytest.raises(AutostartRefusedError, match="administrator"):
        autostart.main(["install"])
