"""What every subcommand is handed, how it answers, and how it opens the service's own data.

Every subcommand takes `--json` (`app.admin.commands` sees to it). One that answers with rows writes them by `say_json`;
of any other the answer is an object with what it `tell`s by name, and under `said` the sentences it would have written.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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


@dataclass
class _Answer:
    """What a subcommand has answered so far, where it is to be one piece of JSON."""

    facts: dict[str, object] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    written: bool = False


@dataclass(frozen=True)
class Context:
    """The collaborators of a subcommand. `keystore` opens the publisher's key store only when it is needed.

    `as_json` is whether the answer is JSON.
    """

    keystore: Callable[[], KeyStore]
    clock: Clock
    random: Random
    out: Writable
    ask: Callable[[str], str]
    actor: str
    as_json: bool = False
    _answer: _Answer = field(default_factory=_Answer)

    def say(self, text: str) -> None:
        """Write one line, or keep it for the answer."""
        if self.as_json:
            self._answer.said.append(text)
        else:
            self.out.write(f"{text}\n")

    def tell(self, **facts: object) -> None:
        """Put values into the answer by name; they are seen where it is JSON."""
        self._answer.facts |= facts

    def say_json(self, value: object) -> None:
        """Write a value as JSON: the whole answer."""
        self._answer.written = True
        self.out.write(f"{json.dumps(value, ensure_ascii=False, indent=2, default=str)}\n")

    def finish(self) -> None:
        """Write what was told and said, where the answer is JSON and was not written yet."""
        if self.as_json and not self._answer.written:
            self.say_json({**self._answer.facts, "said": self._answer.said})

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
