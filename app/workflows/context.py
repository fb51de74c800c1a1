"""What every use case of the staff app is given: its file, its key store, its clock, chance, and the way out.

Nothing heavy is imported here: the first paint waits for it.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.login.machine import Keeping
from app.storage.database import Database

if TYPE_CHECKING:
    from app.signing.keystore import KeyStore
    from app.sync.hr_client import HrClient

Clock = Callable[[], datetime]
"""Answers the time, aware and in UTC."""


def no_proxies(_address: str) -> Mapping[str, str]:
    """The straight way."""
    return {}


@dataclass(frozen=True)
class Context:
    """The collaborators of every workflow.

    `random(n)` returns n random bytes; `connect` answers a service's address with its client; `state_file` is what
    the check at login reads, None where nothing may be left behind; `app_version` goes into records, such as "undersigned 0.1.0".
    `random_for_answers` is chance of its own for what seals the answers: how often somebody answered then leaves no
    trace in what is drawn for the wire. `proxies` answers an address with the way there, for what is not the service.
    `keeping` tells what becomes of what is done here: who shows it must not promise more.
    """

    database: Database
    keystore: "KeyStore"
    clock: Clock
    random: Callable[[int], bytes]
    connect: "Callable[[str], HrClient]"
    state_file: Path | None
    app_version: str
    send_completions_at_once: bool = False
    random_for_answers: Callable[[int], bytes] = os.urandom
    proxies: Callable[[str], Mapping[str, str]] = no_proxies
    keeping: Keeping = Keeping.HERE
