"""The Scheduled Tasks: taken by the system's own `schtasks`, and a command that opens no console."""

import os
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from app.commands.autostart import entries, login_command
from app.commands.autostart_entries import AutostartRefusedError, run
from app.commands.autostart_windows import NAMESPACE, WindowsTasks

SPACE = {"t": NAMESPACE}
WITHOUT_CONSOLE = 2  # IMAGE_SUBSYSTEM_WINDOWS_GUI (winnt.h)


def registered():
    """The files of the tasks in the app's folder, by the name of the task."""
    folder = Path(os.environ["SYSTEMROOT"], "System32", "Tasks", "Undersigned")
    return {file.name: file for file in folder.glob("*")} if folder.exists() else {}


@pytest.fixture(params=[False, True], ids=["one person", "everyone"])
def tasks(request):
    """The system's own scheduler, with what to put there; nothing is there afterwards."""
    assert not registered(), "the test would touch real tasks"
    system = WindowsTasks(run)
    yield system, entries(all_users=request.param)
    system.remove(all_users=request.param)
    assert not registered()


def test_schtasks_takes_both_tasks_and_replaces_them(tasks):
    system, wanted = tasks
    names = system.install(wanted)
    assert sorted(registered()) == sorted(name.rpartition("\\")[2] for name in names)
    assert system.install(wanted) == names
    for file in registered().values():
        kept = ET.fromstring(file.read_text(encoding="utf-8-sig").partition("\n")[2])
        assert kept.findtext("t:RegistrationInfo/t:Author", namespaces=SPACE) == "Undersigned"
        settings = {each.tag.partition("}")[2]: each.text for each in kept.find("t:Settings", SPACE)}
        assert settings["ExecutionTimeLimit"] == "PT0S"
        assert (settings["DisallowStartIfOnBatteries"], settings["StartWhenAvailable"]) == ("false", "true")


def install(system, wanted):
    """Install, and put back what Wine's scheduler forgets: it keeps neither a trigger nor a command."""
    if registered():
        system.remove(all_users=wanted.all_users)
    system.install(wanted)
    for file, xml in zip(sorted(registered().values(), reverse=True), system.tasks(wanted), strict=True):
        if b"<Command>" not in file.read_bytes().replace(b"\0", b""):
            file.write_text(xml, encoding="utf-16")


def test_after_a_move_the_tasks_of_the_old_place_are_known_to_be_stale(tasks):
    system, wanted = tasks
    old = [r"C:\Users\Zoë Ŵyn\old place\undersigned-login.exe"]
    install(system, replace(wanted, at_login=old, again=[*old, "--again"]))
    assert not system.starts(wanted)
    install(system, replace(wanted, again=[*old, "--again"]))  # one of the two
    assert not system.starts(wanted)
    install(system, wanted)
    assert system.starts(wanted)


def test_what_is_not_a_task_is_refused_in_words(tmp_path):
    file = tmp_path / "task.xml"
    file.write_text("Not a task.", encoding="utf-16")
    with pytest.raises(AutostartRefusedError, match="administrator"):
        run(("schtasks", "/Create", "/TN", r"\Undersigned\None", "/XML", str(file), "/F"))


def test_the_tasks_name_the_very_command_that_show_prints():
    shown = subprocess.run(
        [sys.executable, "-m", "app", "autostart", "show", "--command"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    at_login, again = (
        ET.fromstring(xml.partition("\n")[2]) for xml in WindowsTasks(run).tasks(entries(all_users=True))
    )
    program, arguments = (
        at_login.findtext(f".//t:{name}", namespaces=SPACE) for name in ("Command", "Arguments")
    )
    assert shown == f"{subprocess.list2cmdline([program])} {arguments}"
    assert again.findtext(".//t:Arguments", namespaces=SPACE) == f"{arguments} --again"


def test_what_runs_at_login_is_a_program_without_a_console():
    program = Path(login_command()[0])
    image = program.read_bytes()
    assert program.name == "pythonw.exe"
    # The PE header starts where the word at 0x3c says; 24 bytes on is the optional header, 68 bytes into that the
    # subsystem ("PE Format", Microsoft).
    (header,) = struct.unpack_from("<I", image, 0x3C)
    assert struct.unpack_from("<H", image, header + 24 + 68) == (WITHOUT_CONSOLE,)


def test_the_windowless_program_says_nothing_and_still_answers_with_its_exit_code():
    """Started by the Task Scheduler it has no standard streams at all; a command that fails must end, not break."""
    code = "import sys; sys.stdout = sys.stderr = None; from app.__main__ import main; sys.exit(main(['nonsense']))"
    assert subprocess.run([login_command()[0], "-c", code], check=False).returncode == 2
