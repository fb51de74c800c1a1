"""Where a service's database and key are, as the command line and `serve` are told."""

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import RefusedError
from app.hr.keys import KEY_FILE, key_from_environment, key_from_file
from app.hr.store.database import file_url
from app.signing.keys import PrivateKey


class KeyPlaceMissingError(RefusedError):
    """A database was named, but no place for the service key."""

    sentence = "With --database, say where the service key is."
    next_step = "Add --service-key FILE, or --service-key-env NAME."


@dataclass(frozen=True)
class Location:
    """The database's address, and the key's file or the name of the variable that holds it."""

    database_url: str
    key_file: Path | None = None
    key_variable: str | None = None

    def key(self, environment: Mapping[str, str]) -> PrivateKey:
        """Read the service key; raises an error of `app.hr.keys`."""
        if self.key_variable is not None:
            return key_from_environment(self.key_variable, environment)
        if self.key_file is None:
            raise KeyPlaceMissingError
        return key_from_file(self.key_file)


def add_location_arguments(parser: argparse.ArgumentParser) -> None:
    """Add --data, --database, --service-key and --service-key-env."""
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--data", type=Path, metavar="DIR", help="folder with the database and the key")
    place.add_argument("--database", metavar="URL", help="a database, such as postgresql://user@host/name")
    key = parser.add_mutually_exclusive_group()
    key.add_argument("--service-key", type=Path, metavar="FILE", help="the service key's file (mode 600)")
    key.add_argument("--service-key-env", metavar="NAME", help="the variable that holds the service key")


def location(arguments: argparse.Namespace) -> Location:
    """Return the location that was given; raises KeyPlaceMissingError."""
    data: Path | None = arguments.data
    file: Path | None = arguments.service_key
    variable: str | None = arguments.service_key_env
    if file is None and variable is None:
        if data is None:
            raise KeyPlaceMissingError
        file = data / KEY_FILE
    return Location(file_url(data) if data else arguments.database, file, variable)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may open; one that is there already is left as it is."""
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        if os.name == "posix":
            folder.chmod(0o700)
