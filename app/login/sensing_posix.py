"""What Linux and macOS tell alike: the account, its groups, and the answer of a small command."""

import os
from collections.abc import Sequence

from app.login.staff import Account

_PATIENCE_SECONDS = 2
_NOBODY = 65534


def account_of(uid: int, first_person: int) -> Account:
    """The account `uid`; people's accounts start at `first_person`.

    The administrator's own account, 0, is a person's: somebody logs in with it, or it is not used.
    """
    import pwd  # noqa: PLC0415 (there is none on Windows)

    try:
        whole = pwd.getpwuid(uid).pw_name
    except KeyError:
        whole = ""
    domain, _, name = whole.rpartition("\\")  # as winbind writes it; SSSD writes name@domain
    return Account(
        name=name.partition("@")[0],
        domain=domain,
        is_service=not whole or 0 < uid < first_person or uid == _NOBODY,
        address=lambda: name if "@" in name else "",
        is_in=_is_in,
    )


def answer(command: Sequence[str]) -> str | None:
    """What the command printed; None where there is no such command, it failed, or it took too long."""
    import subprocess  # noqa: PLC0415 (the window, which asks only whose machine it is, does not wait for it)

    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout


def forbids_keys() -> bool | None:
    """Whether the key store may keep nothing: not told here."""
    return None


def _is_in(group: str) -> bool | None:
    """Whether it is a member; None where no such group is known, as when a directory cannot be reached."""
    import grp  # noqa: PLC0415 (there is none on Windows)

    try:
        wanted = grp.getgrnam(group).gr_gid
    except KeyError:
        return None
    return wanted in (os.getgid(), *os.getgroups())
