"""macOS profiles: what a device management profile leaves in `/Library/Managed Preferences`.

One property list for the computer and one for each account, named by the app's domain.
"""

from pathlib import Path

from app.config.files import UnreadableSettingsError

DOMAIN = "app.undersigned"
MANAGED = Path("/Library/Managed Preferences")


def managed_file(account: str | None, folder: Path = MANAGED) -> Path:
    """Return the property list for `account`, or for the whole computer."""
    return (folder / account if account else folder) / f"{DOMAIN}.plist"


def read_managed(path: Path) -> dict[str, object]:
    """Return what the property list sets, nothing where there is none; raises UnreadableSettingsError."""
    try:
        found = parsed(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnreadableSettingsError from error
    if not isinstance(found, dict):
        raise UnreadableSettingsError
    # What describes the profile itself is not a setting.
    return {str(name): value for name, value in found.items() if not str(name).startswith("Payload")}


def parsed(data: bytes) -> object:
    """Return what a property list holds; raises UnreadableSettingsError."""
    import plistlib  # noqa: PLC0415 (only where there is such a file)
    from xml.parsers.expat import ExpatError  # noqa: PLC0415

    try:
        return plistlib.loads(data)
    except (ValueError, OverflowError, AttributeError, ExpatError) as error:  # all that plistlib lets through
        raise UnreadableSettingsError from error
