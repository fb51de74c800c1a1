"""What `doctor` looks at, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.commands.profile import Proxies
from app.config import Config
from app.errors import UndersignedError

if TYPE_CHECKING:
    from app.signing.keystore import KeyStore

CLOCK_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is fine (None: it does not apply), a sentence, and what to do."""

    name: str
    fine: bool | None
    sentence: str
    next_step: str = ""
    code: str = ""

    @classmethod
    def of(cls, name: str, error: UndersignedError) -> Self:
        """The finding that an error stands for."""
        return cls(name, False, error.sentence, error.next_step, error.code)

    @classmethod
    def unforeseen(cls, name: str, error: Exception) -> Self:
        """The finding that a failure nobody foresaw stands for: its kind, and nothing of what it says."""
        sentence = f"This could not be looked at: {type(error).__name__}."
        return cls(name, False, sentence, "Pass this on to whoever makes the app.", "unforeseen")


@dataclass(frozen=True)
class Patient:
    """What is looked at, and what it is looked at with."""

    config: Config
    database: Path
    state_file: Path
    proxies: Proxies
    keystore: "KeyStore"
    now: Callable[[], datetime]
