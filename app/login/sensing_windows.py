"""What Windows tells: the account, the notification state, mirrored displays, the last key.

Every call is through `ctypes`; one that fails is told as None, never as "no".
"""

import ctypes
import os
import sys
from typing import Any

from app.login.moment import Senses
from app.login.staff import Account

# SHQueryUserNotificationState (shellapi.h). 2 is a full screen or "Presentation Settings"; 5 takes notifications; 6, the first hour of a new profile, and 7, a
# program of the app store in front (the Start menu counts as one), hold nothing back.
_AWAY, _BUSY, _FULL_SCREEN, _PRESENTING = 1, 2, 3, 4
_ONLY_ACTIVE_PATHS = 2
_PATH_BYTES, _MODE_BYTES, _SOURCE_BYTES = 72, 64, 12  # DISPLAYCONFIG_PATH_INFO begins with adapter and source
_USER_PRINCIPAL = 8
_NO_SUCH_NAME = 1332  # ERROR_NONE_MAPPED (winerror.h)
_GUESTS = "S-1-5-32-546"
# GetProfileType (userenv.h): temporary, roaming, mandatory.
_TEMPORARY, _ROAMING, _MANDATORY = 1, 2, 4
_STATE_WIPED = (
    0x01 | 0x20 | 0x80 | 0x800
)  # ProfileList\\SID\\State: mandatory, cache is deleted, guest, temporary
_PROFILES = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
_SYSTEM_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\System"
_GENERIC, _SORTS = (
    1,
    8,
)  # CredGetSessionTypes (wincred.h): how long each sort of credential may last; 0 is not at all
_MAX_NAME = 512


def account() -> Account:
    """The account logged in."""
    name = _user_name()
    return Account(
        name=name,
        domain=os.environ.get("USERDOMAIN", ""),
        is_service=name.endswith("$") or session() == 0,
        address=_address,
        is_in=_is_in,
    )


def senses() -> Senses:
    """The screen and the keys."""
    state = _notification_state()
    return Senses(
        locked=None if state is None else state == _AWAY,
        presenting=None if state is None else state == _PRESENTING,
        mirrored=_mirrored(),
        full_screen=None if state is None else state in (_BUSY, _FULL_SCREEN),
        undisturbed=None if state is None else state == _BUSY,
        idle_seconds=_idle_seconds(),
    )


def is_wiped() -> bool | None:
    """Whether signing out wipes the profile: temporary, mandatory, a guest's, or roaming without a copy kept here."""
    kind = _profile_type()
    if _is_in(_GUESTS) or (kind or 0) & (_TEMPORARY | _MANDATORY):
        return True
    if _has_mandatory_hive():
        return True
    state = _profile_state()
    if state is not None and state & _STATE_WIPED:
        return True
    if kind is not None and kind & _ROAMING:
        return _number(_SYSTEM_POLICY, "DeleteRoamingCache") == 1
    return None if kind is None and state is None else False


def forbids_keys() -> bool | None:
    """Whether policy forbids the Credential Manager to keep anything."""
    lasts = (ctypes.c_uint32 * _SORTS)()
    try:
        known = _library("advapi32").CredGetSessionTypes(_SORTS, lasts)
    except (OSError, AttributeError):
        return None
    return lasts[_GENERIC] == 0 if known else None


def same_source_twice(paths: bytes) -> bool:
    """Whether two active display paths show the same source: a clone."""
    sources = [paths[start : start + _SOURCE_BYTES] for start in range(0, len(paths), _PATH_BYTES)]
    return len(set(sources)) < len(sources)


def _library(name: str) -> Any:  # noqa: ANN401 (ctypes knows its functions at run time)
    if sys.platform != "win32":
        raise OSError
    return ctypes.WinDLL(name, use_last_error=True)


def _last_error() -> int:
    if sys.platform != "win32":
        return 0
    return ctypes.get_last_error()


def _profile_type() -> int | None:
    kind = ctypes.c_uint32(0)
    try:
        known = _library("userenv").GetProfileType(ctypes.byref(kind))
    except (OSError, AttributeError):
        return None
    return kind.value if known else None


def _has_mandatory_hive() -> bool:
    folder = os.environ.get("USERPROFILE")
    return folder is not None and os.path.exists(folder + r"\NTUSER.MAN")  # noqa: PTH110 (as the check has it)


def _profile_state() -> int | None:
    sid = _own_sid()
    return None if sid is None else _number(rf"{_PROFILES}\{sid}", "State")


def _number(key: str, name: str) -> int | None:
    """A whole number in the computer's registry; None where there is none, or it may not be read."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 (there only on Windows)

    try:
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        ) as found:
            value = winreg.QueryValueEx(found, name)[0]
    except OSError:
        return None
    return value if isinstance(value, int) else None


def _own_sid() -> str | None:
    """The account's own SID as text."""
    text = ctypes.c_wchar_p()
    try:
        advapi = _library("advapi32")
        sid = _sid(advapi, _user_name())
        known = sid is not None and advapi.ConvertSidToStringSidW(sid, ctypes.byref(text))
    except (OSError, AttributeError):
        return None
    return text.value if known else None


def _notification_state() -> int | None:
    state = ctypes.c_int(0)
    try:
        failed = _library("shell32").SHQueryUserNotificationState(ctypes.byref(state))
    except (OSError, AttributeError):
        return None
    return None if failed else state.value


def _mirrored() -> bool | None:
    paths, modes = ctypes.c_uint32(0), ctypes.c_uint32(0)
    try:
        user32 = _library("user32")
        if user32.GetDisplayConfigBufferSizes(_ONLY_ACTIVE_PATHS, ctypes.byref(paths), ctypes.byref(modes)):
            return None
        path_bytes = ctypes.create_string_buffer(_PATH_BYTES * max(1, paths.value))
        mode_bytes = ctypes.create_string_buffer(_MODE_BYTES * max(1, modes.value))
        sizes = (ctypes.byref(paths), path_bytes, ctypes.byref(modes), mode_bytes)
        if user32.QueryDisplayConfig(_ONLY_ACTIVE_PATHS, *sizes, None):
            return None
    except (OSError, AttributeError):
        return None
    return same_source_twice(path_bytes.raw[: _PATH_BYTES * paths.value])


class _LastInput(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("tick", ctypes.c_uint32))


def _idle_seconds() -> float | None:
    last = _LastInput(ctypes.sizeof(_LastInput), 0)
    try:
        if not _library("user32").GetLastInputInfo(ctypes.byref(last)):
            return None
        ticks = _library("kernel32").GetTickCount()
    except (OSError, AttributeError):
        return None
    return float((ticks - last.tick) & 0xFFFFFFFF) / 1000


def _user_name() -> str:
    size = ctypes.c_uint32(_MAX_NAME)
    name = ctypes.create_unicode_buffer(_MAX_NAME)
    try:
        known = _library("advapi32").GetUserNameW(name, ctypes.byref(size))
    except (OSError, AttributeError):
        known = 0
    return name.value if known else os.environ.get("USERNAME", "")


def session() -> int | None:
    """The session's number; services are all in 0."""
    session = ctypes.c_uint32(0)
    try:
        kernel = _library("kernel32")
        known = kernel.ProcessIdToSessionId(kernel.GetCurrentProcessId(), ctypes.byref(session))
    except (OSError, AttributeError):
        return None
    return session.value if known else None


def _address() -> str | None:
    """NAME@DOMAIN, nothing for an account of this computer alone, None where the domain could not be asked."""
    size = ctypes.c_uint32(_MAX_NAME)
    name = ctypes.create_unicode_buffer(_MAX_NAME)
    try:
        known = _library("secur32").GetUserNameExW(_USER_PRINCIPAL, name, ctypes.byref(size))
    except (OSError, AttributeError):
        return None
    if known & 0xFF:
        return name.value
    return "" if _last_error() == _NO_SUCH_NAME else None


def _is_in(group: str) -> bool | None:
    """Whether the login's own token holds the group, given as a SID or a name.

    None where the name could not be looked up: Windows does not tell one that is not there from a domain out of reach.
    """
    member = ctypes.c_int(0)
    try:
        advapi = _library("advapi32")
        sid = _sid(advapi, group)
        known = sid is not None and advapi.CheckTokenMembership(None, sid, ctypes.byref(member))
    except (OSError, AttributeError):
        return None
    return bool(member.value) if known else None


def _sid(advapi: Any, group: str) -> Any:  # noqa: ANN401 (as above)
    if group.upper().startswith("S-1-"):
        found = ctypes.c_void_p()
        # The few bytes that Windows sets aside here are given back when the check ends.
        return found if advapi.ConvertStringSidToSidW(group, ctypes.byref(found)) else None
    sid = ctypes.create_string_buffer(_MAX_NAME)
    domain = ctypes.create_unicode_buffer(_MAX_NAME)
    sid_size, domain_size, use = ctypes.c_uint32(_MAX_NAME), ctypes.c_uint32(_MAX_NAME), ctypes.c_int(0)
    sizes = (sid, ctypes.byref(sid_size), domain, ctypes.byref(domain_size), ctypes.byref(use))
    return sid if advapi.LookupAccountNameW(None, group, *sizes) else None
