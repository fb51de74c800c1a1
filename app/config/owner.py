r"""Whose a file is on Windows: everybody may make files in `%ProgramData%`, so a file there is not yet the trust's.

* The trust's settings file counts only where the system or the computer's administrators own it and its folder.
* An owner cannot be given away: only an administrator can make a file the system's or the administrators'.
* What cannot be told is not the trust's.
"""

import sys
from pathlib import Path

_SYSTEM, _ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"
_TRUSTS = frozenset({_SYSTEM, _ADMINISTRATORS})
# GetNamedSecurityInfoW (aclapi.h): an object that is a file, and only its owner.
_FILE, _OWNER = 1, 1


def is_the_trusts(owners: tuple[str | None, ...]) -> bool:
    """Whether files that belong to these, as SIDs, are the trust's; None where the owner could not be told."""
    return bool(owners) and _TRUSTS.issuperset(owners)


def owner(path: Path) -> str | None:
    """The SID of whoever owns a file or a folder; None where Windows does not tell, and on other systems."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 (only where there is such a file)

    advapi, kernel = ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32")
    sid, descriptor, text = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_wchar_p()
    parts = (ctypes.byref(sid), None, None, None, ctypes.byref(descriptor))
    if advapi.GetNamedSecurityInfoW(str(path), _FILE, _OWNER, *parts):
        return None
    try:
        known = advapi.ConvertSidToStringSidW(sid, ctypes.byref(text))
        return text.value if known else None
    finally:
        kernel.LocalFree(descriptor)
        kernel.LocalFree(ctypes.cast(text, ctypes.c_void_p))
