"""Whose machine it is, and so what may be kept on it.

| | nothing opens by itself | database | keys |
|---|---|---|---|
| a person's own account | | the person's file | the system's key store |
| an account that sign-out wipes | | the same, until then | the same, until then |
| an account where no key may be kept | | memory | memory |
| a shared account | yes | memory | memory |

* An account is shared where the trust says so (by name, by group, or for the whole computer), where the people who
  use it say so, or where the trust's rule cannot be read, or one of its groups not be looked up, and nobody has set
  the app up there yet.
* Whether sign-out wipes the profile is what the trust says; else what the system tells; else it does not.
"""

from enum import StrEnum
from typing import NamedTuple

from app.config import Config
from app.login.sensing import Sensing
from app.login.staff import SHARED_RULE, is_shared


class Keeping(StrEnum):
    """What becomes of what a person does here."""

    HERE = "here"
    UNTIL_SIGN_OUT = "until-sign-out"
    IN_MEMORY = "in-memory"


class Machine(NamedTuple):
    """Whose machine it is: `is_shared` by several people under one account, and what is kept."""

    keeping: Keeping = Keeping.HERE
    is_shared: bool = False


def machine(config: Config, sensing: Sensing, *, is_known: bool, elsewhere: bool = False) -> Machine:
    """Judge the account logged in.

    `is_known` tells that somebody has set the app up there; `elsewhere` that its files are in a folder of somebody's
    choice, which has nothing to do with what signing out wipes.
    """
    shared = is_shared(config, sensing.account)
    unclear = shared is None or config.unclear & SHARED_RULE
    if shared or (unclear and not is_known):
        return Machine(Keeping.IN_MEMORY, is_shared=True)
    if config.key_store == "none" or sensing.forbids_keys():
        return Machine(Keeping.IN_MEMORY)
    if config.sign_out == "wipes" or (config.sign_out == "ask" and not elsewhere and sensing.is_wiped()):
        return Machine(Keeping.UNTIL_SIGN_OUT)
    return Machine()
