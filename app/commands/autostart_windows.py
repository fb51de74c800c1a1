r"""Windows: two Scheduled Tasks in the folder `\Undersigned`, written as XML and registered with `schtasks`.

* Elements stand in the order of the Task Scheduler schema ([MS-TSCH] 2.5), which refuses any other.
* For one person the principal is their own account, logged in (no password is kept); for everyone it is the group of
  users, S-1-5-32-545, with least privilege.
* No time limit, no wish for mains power, no console.
* What is registered is read from the scheduler's own file, else as `schtasks` prints it, which for letters outside the
  console's code page is not exact. Windows adds words of its own, so the command and its arguments are compared.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

from app.commands.autostart_entries import EVERY_MINUTES, AutostartRefusedError, Entries, Run

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
USERS = "S-1-5-32-545"
_AT_LOGIN, _AGAIN = r"\Undersigned\At login", r"\Undersigned\Again"


class WindowsTasks:
    """The way of Windows.

    Args:
        run: runs a command of the system's.
        environ: who is logged in.
    """

    def __init__(self, run: Run, environ: Mapping[str, str] = os.environ) -> None:
        self._run = run
        self._folder = Path(environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "Tasks")
        self._account = f"{environ.get('USERDOMAIN', '')}\\{environ.get('USERNAME', '')}".strip("\\")

    def install(self, entries: Entries) -> list[str]:
        """Register both tasks, replacing older ones."""
        names = self._names(all_users=entries.all_users)
        for name, xml in zip(names, self.tasks(entries), strict=True):
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "task.xml"
                file.write_text(xml, encoding="utf-16")  # what schtasks takes
                self._run(("schtasks", "/Create", "/TN", name, "/XML", str(file), "/F"))
        return list(names)

    def remove(self, *, all_users: bool) -> list[str]:
        """Delete both tasks where they are."""
        found = self.installed(all_users=all_users)
        for name in found:
            self._run(("schtasks", "/Delete", "/TN", name, "/F"))
        return found

    def installed(self, *, all_users: bool) -> list[str]:
        """The names of the tasks that are registered."""
        return [name for name in self._names(all_users=all_users) if self._is_there(name)]

    def starts(self, entries: Entries) -> bool:
        """Whether both are registered, each with its very command."""
        names = self._names(all_users=entries.all_users)
        wanted = [_command(xml) for xml in self.tasks(entries)]
        return self.installed(all_users=entries.all_users) == list(names) and wanted == [
            _command(self._registered(name)) for name in names
        ]

    def tasks(self, entries: Entries) -> tuple[str, str]:
        """The XML of both tasks."""
        person = None if entries.all_users else self._account
        return _task(_login_triggers(person), entries.at_login, person), _task(
            _again_triggers(person, entries.second), entries.again, person
        )

    def _names(self, *, all_users: bool) -> tuple[str, str]:
        # Each person's own tasks have names of their own: the folder is everyone's.
        own = "" if all_users else f" ({self._account.rpartition(chr(92))[2]})"
        return f"{_AT_LOGIN}{own}", f"{_AGAIN}{own}"

    def _registered(self, name: str) -> str:
        """A task's XML; nothing where it cannot be read."""
        try:
            return _text(self._folder.joinpath(*name.strip("\\").split("\\")).read_bytes())
        except OSError:
            with suppress(AutostartRefusedError):
                return _text(self._run(("schtasks", "/Query", "/TN", name, "/XML")))
        return ""

    def _is_there(self, name: str) -> bool:
        try:
            self._run(("schtasks", "/Query", "/TN", name))
        except AutostartRefusedError:
            return False
        return True


def _text(data: bytes) -> str:
    """XML as Windows gives it: UTF-16 or UTF-8 in a file, the console's code page when printed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("oem" if sys.platform == "win32" else "cp850", "replace")


def _command(xml: str) -> tuple[str | None, str | None] | None:
    """The program and its arguments that a task starts; None where this is no task."""
    try:
        task = ET.fromstring(xml[xml.find("<Task") :])  # noqa: S314 - from the scheduler itself
    except ET.ParseError:
        return None
    action, space = "t:Actions/t:Exec", {"t": NAMESPACE}
    return task.findtext(f"{action}/t:Command", None, space), task.findtext(
        f"{action}/t:Arguments", None, space
    )


def _task(triggers: Sequence[ET.Element], command: Sequence[str], person: str | None) -> str:
    principal = _of("Principal", *([("UserId", person), ("LogonType", "InteractiveToken")] if person else []))
    principal.set("id", "Author")
    if person is None:
        _add(principal, "GroupId", USERS)
    _add(principal, "RunLevel", "LeastPrivilege")
    task = _of("Task", _of("RegistrationInfo", ("Author", "Undersigned"), ("Description", _DESCRIPTION)))
    task.set("version", "1.2")
    task.extend((_of("Triggers", *triggers), _of("Principals", principal), _of("Settings", *_SETTINGS)))
    action = ("Command", command[0]), ("Arguments", subprocess.list2cmdline(command[1:]))
    actions = _of("Actions", _of("Exec", *action))
    actions.set("Context", "Author")
    task.append(actions)
    task.set("xmlns", NAMESPACE)
    ET.indent(task)
    return '<?xml version="1.0" encoding="UTF-16"?>\n' + ET.tostring(task, encoding="unicode") + "\n"


_DESCRIPTION = "Opens Undersigned when there is something to read. It leaves at once when there is not."
_SETTINGS = (
    ("MultipleInstancesPolicy", "Parallel"),  # several people may be logged in at once
    ("DisallowStartIfOnBatteries", "false"),
    ("StopIfGoingOnBatteries", "false"),
    ("StartWhenAvailable", "true"),
    ("Enabled", "true"),
    ("Hidden", "true"),
    ("ExecutionTimeLimit", "PT0S"),
    ("Priority", "7"),
)


def _login_triggers(person: str | None) -> list[ET.Element]:
    who = [("UserId", person)] if person else []
    return [_of("LogonTrigger", ("Enabled", "true"), *who)]


def _again_triggers(person: str | None, second: int) -> list[ET.Element]:
    who = [("UserId", person)] if person else []
    repeats = _of("Repetition", ("Interval", f"PT{EVERY_MINUTES}M"), ("StopAtDurationEnd", "false"))
    since = f"2026-01-01T00:00:{second:02}"  # any past midnight, so that it falls on the multiples of five
    return [
        _of("SessionStateChangeTrigger", ("Enabled", "true"), *who, ("StateChange", "SessionUnlock")),
        _of("TimeTrigger", ("Enabled", "true"), ("StartBoundary", since), repeats),
    ]


def _of(name: str, *children: "ET.Element | tuple[str, str]") -> ET.Element:
    element = ET.Element(name)
    for child in children:
        if isinstance(child, tuple):
            _add(element, *child)
        else:
            element.append(child)
    return element


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
