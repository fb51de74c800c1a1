"""The one file for each system that knows what it tells."""

import sys
from typing import Protocol

from app.login.moment import Senses
from app.login.staff import Account


class Sensing(Protocol):
    """What each system's own file offers."""

    def account(self) -> Account:
        """The account logged in."""

    def senses(self) -> Senses:
        """The screen and the keys."""

    def is_wiped(self) -> bool | None:
        """Whether signing out wipes the account's profile; None where the system does not tell."""

    def forbids_keys(self) -> bool | None:
        """Whether the system's key store may keep nothing; None where the system does not tell."""


def system_sensing() -> Sensing:
    """The file that knows this system."""
    if sys.platform == "win32":
        from app.login import sensing_windows as sensing  # noqa: PLC0415 (each knows libraries of its own)
    elif sys.platform == "darwin":
        from app.login import sensing_macos as sensing  # noqa: PLC0415
    else:
        from app.login import sensing_linux as sensing  # noqa: PLC0415
    return sensing
