"""What every subcommand is handed, and how it opens the service's own data."""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from app.hr.core import Clock, Random
from app.hr.location import location
from app.hr.service import HrService, open_service
from app.hr.store.database import open_database
from app.hr.store.migrate import upgrade
from app.signing.keystore import KeyStore
from app.sync.provider_http import environment_proxies
from app.sync.timestamp_http import TimestampHttp


class Writable(Protocol):
    """Where answers are written."""

    def write(self, text: str, /) -> object:
        """Write some text."""


@dataclass(frozen=True)
class Context:
    """The collaborators of a subcommand. `keystore` opens the publisher's key store only when it is needed."""

    keystore: Callable[[], KeyStore]
    clock: Clock
    random: Random
    out: Writable
    ask: Callable[[str], str]
    actor: str

    def say(self, text: str) -> None:
        """Write one line."""
        self.out.write(f"{text}\n")

    def say_json(self, value: object) -> None:
        """Write a value as JSON."""
        self.say(json.dumps(value, ensure_ascii=False, indent=2))

    @contextmanager
    def service(self, arguments: argparse.Namespace, *, was_moved: bool = False) -> Iterator[HrService]:
        """Open the service that the arguments name; raises what opening it raises (`was_moved`: see there)."""
        where = location(arguments)
        key = where.key(os.environ)
        database = open_database(where.database_url)
        upgrade(database)
        stamps = TimestampHttp(environment_proxies)
        hr = open_service(
            database, key, self.clock, self.random, was_moved=was_moved, timestamp_post=stamps.post
        )
        try:
            yield hr
        finally:
            hr.close()
