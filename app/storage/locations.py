"""Where the person's files are on this computer.

* The database is in the local application folder and never in one that roams: SQLite over a network loses data.
* One file per person: the folder belongs to the operating system's account.
* A profile folder may be named instead, for a second profile, the demo and the tests.
"""

from pathlib import Path

NAME = "undersigned"
DATABASE_NAME = "undersigned.sqlite"
SETTINGS_NAME = "settings.toml"


def profile_folder(override: Path | None = None) -> Path:
    """Return the folder of the person's own files, which need not exist yet."""
    if override is not None:
        return override
    from platformdirs import user_data_path  # noqa: PLC0415 (late: it costs an empty Python's start again)

    return user_data_path(NAME, appauthor=False, roaming=False)


def database_file(override: Path | None = None) -> Path:
    """Return where the person's database is; its folder is made when it is opened."""
    return profile_folder(override) / DATABASE_NAME


def user_settings_file(override: Path | None = None) -> Path:
    """Return where the person's own settings are."""
    return profile_folder(override) / SETTINGS_NAME
