r"""Whose account it is: the managed rule that keeps pupils and services from ever being asked.

* A service account is never asked.
* When the trust has set a rule, an account is asked only if it clearly matches: by one of the name patterns, or by
  being a member of one of the groups. A group that cannot be looked up is not a match; nor is it a clear no, so it is
  looked up again the next time.
* When a rule was set but cannot be read, nobody is asked: silence is the safe side.
* Nor is an account that several people use: whoever it is opens the app themselves.
* Without a rule every account of a person is asked.

A pattern with a backslash is matched against DOMAIN\NAME, one with an @ against NAME@DOMAIN, any other against the
bare name, so that a domain's name never makes a pupil staff. Case does not matter. Only * has a meaning of its own.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.config import Config

_RULE = frozenset({"staff_accounts", "staff_groups"})
SHARED_RULE = frozenset({"shared_accounts", "shared_groups", "shared_computer"})

SHARED = "several people use this account, so whoever wants the app opens it"
NOT_LOOKED_UP = "whether this account is one of the trust’s staff accounts could not be looked up just now"


class Account(NamedTuple):
    """The account logged in.

    `address` returns NAME@DOMAIN, or nothing for an account that has none; `is_in` whether it is a member of the
    group named. Both return None where they could not look, may take time, and are asked only where the rule needs
    them.
    """

    name: str
    domain: str
    is_service: bool
    address: Callable[[], str | None]
    is_in: Callable[[str], bool | None]


def left_out(config: Config, account: Account) -> str | None:
    """Why nothing opens by itself for `account`, as the end of a sentence; None when it may."""
    if account.is_service:
        return "this account is not a person’s"
    if config.unclear & (_RULE | SHARED_RULE):
        return "the trust’s rule for accounts could not be read, so nobody is asked"
    shared = is_shared(config, lambda: account)
    if shared:
        return SHARED
    staff: bool | None = True
    if config.staff_accounts or config.staff_groups:
        staff = is_one_of(account, config.staff_accounts, config.staff_groups)
    if staff is False:
        return "this account is not one of the trust’s staff accounts"
    return NOT_LOOKED_UP if staff is None or shared is None else None


def is_shared(config: Config, account: Callable[[], Account]) -> bool | None:
    """Whether the settings name this account, or every account here, as one that several people use; None: unknown."""
    if config.shared_computer == "yes":
        return True
    if not (config.shared_accounts or config.shared_groups):
        return False
    return is_one_of(account(), config.shared_accounts, config.shared_groups)


def is_one_of(account: Account, patterns: Iterable[str], groups: Iterable[str]) -> bool | None:
    """Whether the account clearly matches one of the name patterns, or is a member of one of the groups.

    None where it does not, as far as is known, but something could not be looked up.
    """
    named = _named(account, patterns)
    found = {named} if named else {named, *map(account.is_in, groups)}
    return True if True in found else None if None in found else False


def matches(pattern: str, name: str) -> bool:
    """Whether `name` is of the form `pattern`, in which * stands for anything and all else for itself."""
    parts = map(re.escape, pattern.casefold().split("*"))
    return re.fullmatch(".*".join(parts), name.casefold(), re.DOTALL) is not None


def _named(account: Account, patterns: Iterable[str]) -> bool | None:
    unknown = False
    for pattern in patterns:
        if "\\" in pattern:
            name: str | None = f"{account.domain}\\{account.name}" if account.domain else ""
        else:
            name = account.address() if "@" in pattern else account.name
        if name and matches(pattern, name):
            return True
        unknown = unknown or name is None
    return None if unknown else False
