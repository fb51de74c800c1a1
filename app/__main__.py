"""The one door: finds the command and imports only what it needs.

    undersigned                 the staff window
    undersigned COMMAND …       see `undersigned help`

Exit: 0 done, 1 the answer is no (something outstanding, evidence does not verify), 2 it could not be done.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

if not __package__ and not hasattr(sys, "frozen"):  # started as a file, by the login check
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

Command = Callable[[Sequence[str]], int]

_HELP = """\
undersigned                  open the staff window
undersigned login-check      decide whether to open it (--explain says why, opening nothing)
undersigned sync             send what waits, fetch what is new
undersigned enrol            connect this computer to you, with the code from HR
undersigned keys             the keys in your name; --rotate goes on with a fresh one
undersigned status           what you have been asked for, and what HR has received
undersigned autostart        install, remove or show what runs at login
undersigned doctor           what works on this computer and what does not, for a helpdesk
undersigned console          open the HR window
undersigned serve            run the HR service
undersigned admin            HR and IT without a window
undersigned verify PACK.zip  check an evidence pack, offline
undersigned demo             all of it on this computer, with an invented trust

Most commands answer --help.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (default: the process's own) name, and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in ("help", "--help", "-h"):
        sys.stdout.write(_HELP)
        return 0
    name = given.pop(0) if given and not given[0].startswith("-") else "window"
    command = _COMMANDS.get(name)
    if command is None:
        _complain(f"There is no command “{name}”. Try: undersigned help")
        return 2
    return _run(command, given)


def _run(command: Command, arguments: Sequence[str]) -> int:
    from app.errors import UndersignedError  # noqa: PLC0415

    try:
        return command(arguments)
    except UndersignedError as error:
        _complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 2


def _complain(sentence: str) -> None:
    if sys.stderr:  # a windowless Python has none
        sys.stderr.write(f"{sentence}\n")


def _window(arguments: Sequence[str]) -> int:
    import gc  # noqa: PLC0415

    gc.disable()  # until the first paint; the window turns it on again
    from contextlib import closing  # noqa: PLC0415

    # Before Qt, whose binding reads the source of each module that is imported once it is there.
    from app.commands.profile import Sittings, window_options  # noqa: PLC0415
    from app.workflows import overview, read_policy  # noqa: F401, PLC0415

    options = window_options(arguments)
    from app.desktop.app import run  # noqa: PLC0415
    from app.ui.single_instance import first_window  # noqa: PLC0415

    bell = first_window(options.folder, by_person=not options.at_login)
    if bell is None:
        return 0
    with closing(bell), closing(Sittings(options.folder, _system_proxies, shared=options.shared)) as sittings:
        return run(sittings, opened_by_itself=options.at_login, bell=bell)


def _login_check(arguments: Sequence[str]) -> int:
    from app.login.check import main as check  # noqa: PLC0415

    return check(list(arguments))


def _staff_command(name: str) -> Command:
    def run(arguments: Sequence[str]) -> int:
        from importlib import import_module  # noqa: PLC0415

        module = import_module(f"app.commands.{name}")
        return int(module.main(arguments))

    return run


def _online_command(name: str) -> Command:
    """A staff command that asks the service, by the system's own proxy."""

    def run(arguments: Sequence[str]) -> int:
        from importlib import import_module  # noqa: PLC0415

        module = import_module(f"app.commands.{name}")
        return int(module.main(arguments, _system_proxies))

    return run


def _system_proxies(address: str) -> Mapping[str, str]:
    from app.ui.system_proxy import proxies_for  # noqa: PLC0415 (Qt's network, once something is sent)

    return proxies_for(address)


def _console(arguments: Sequence[str]) -> int:
    from app import config  # noqa: PLC0415
    from app.console.app import run  # noqa: PLC0415
    from app.storage.locations import user_settings_file  # noqa: PLC0415

    return run(config.load_here(user_settings_file()), list(arguments))


def _serve(arguments: Sequence[str]) -> int:
    from app.server.serve import main as serve  # noqa: PLC0415

    return serve(arguments)


def _admin(arguments: Sequence[str]) -> int:
    from app.admin.commands import main as admin  # noqa: PLC0415

    return admin(arguments)


def _bounded(arguments: Sequence[str]) -> int:
    """The child in which files from outside are opened; only this program starts it."""
    from app.bounded import main as bounded  # noqa: PLC0415

    return bounded(arguments)


def _demo(arguments: Sequence[str]) -> int:
    from app.demo import main as demo  # noqa: PLC0415

    return demo(arguments)


_COMMANDS: dict[str, Command] = {
    "window": _window,
    "login-check": _login_check,
    "sync": _online_command("sync"),
    "enrol": _online_command("enrol"),
    "keys": _online_command("keys"),
    "status": _staff_command("status"),
    "autostart": _staff_command("autostart"),
    "doctor": _online_command("doctor"),
    "console": _console,
    "serve": _serve,
    "admin": _admin,
    "verify": _staff_command("verify"),
    "demo": _demo,
    "bounded": _bounded,
}

if __name__ == "__main__":
    sys.exit(main())
