r"""Whose account it is: the managed rule that keeps pupils and services from ever being asked.

* A service account is never asked.
* When the trust has set a rule, an account is asked only if it clearly matches: by one of the name patterns, or by
  being a member of one of the groups. A group that cannot be looked up is not a match.
* When a rule was set but cannot be read, nobody is asked: silence is the safe side.
* Nor is an account that several people use: whoever it is opens the app themselves.
* Without a rule every account of a person is asked.

A pattern with a backslash is matched against DOMAIN\NAME, one with an @ against NAME@DOMAIN, any other against the
bare name, so that a domain's name never makes a pupil staff. Case does not matter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from app.config import Config

_RULE = frozenset({"staff_accounts", "staff_groups"})
SHARED_RULE = frozenset({"shared_accounts", "shared_groups", "shared_computer"})

SHARED = "several people use this account, so whoever wants the app opens it"


@dataclass(frozen=True)
class Account:
    """The account logged in.

    `address` returns NAME@DOMAIN or None, `is_in` whether it is a member of the group named; both may take time and
    are asked only where the rule needs them.
    """

    name: str
    domain: str
    is_service: bool
    address: Callable[[], str | None]
    is_in: Callable[[str], bool]


def left_out(config: Config, account: Account) -> str | None:
    """Why nothing opens by itself for `account`, as the end of a sentence; None when it may."""
    if account.is_service:
        return "this account is not a person’s"
    if config.unclear & (_RULE | SHARED_RULE):
        return "the trust’s rule for accounts could not be read, so nobody is asked"
    if is_shared(config, lambda: account):
        return SHARED
    if not (config.staff_accounts or config.staff_groups):
        return None
    if is_one_of(account, config.staff_accounts, config.staff_groups):
        return None
    return "this account is not one of the trust’s staff accounts"


def is_shared(config: Config, account: Callable[[], Account]) -> bool:
    """Whether the settings name this account, or every account here, as one that several people use."""
    if config.shared_computer == "yes":
        return True
    if not (config.shared_accounts or config.shared_groups):
        return False
    return is_one_of(account(), config.shared_accounts, config.shared_groups)


def is_one_of(account: Account, patterns: Iterable[str], groups: Iterable[str]) -> bool:
    """Whether the account clearly matches one of the name patterns, or is a member of one of the groups."""
    return _named(account, patterns) or any(account.is_in(group) for group in groups)


def _named(account: Account, patterns: Iterable[str]) -> bool:
    for pattern in patterns:
        if "\\" in pattern:
            name = f"{account.domain}\\{account.name}" if account.domain else None
        else:
            name = account.address() if "@" in pattern else account.name
        if name and fnmatchcase(name.casefold(), pattern.casefold()):
            return True
    return False
