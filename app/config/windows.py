r"""Windows policy: `Software\Policies\Undersigned` of the computer (HKLM) and of the account (HKCU).

Each key is a value of that name: text (REG_SZ), a whole number (REG_DWORD) or a list (REG_MULTI_SZ).
"""

import sys

from app.config.files import UnreadableSettingsError

POLICY_KEY = r"Software\Policies\Undersigned"


def read_policy(hive: str) -> dict[str, object]:
    """Return what the policy in `hive`, "HKLM" or "HKCU", sets; raises UnreadableSettingsError."""
    if sys.platform != "win32":
        return {}
    import winreg  # noqa: PLC0415 (there only on Windows)

    root = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}[hive]
    try:
        # The 64-bit view: a 32-bit program would look elsewhere than policy is written.
        with winreg.OpenKey(root, POLICY_KEY, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
            count = winreg.QueryInfoKey(key)[1]
            values = [winreg.EnumValue(key, index) for index in range(count)]
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnreadableSettingsError from error
    return {name.lower(): value for name, value, _type in values if name}
