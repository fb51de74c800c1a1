"""Waits after wrong codes of a second factor, so that nobody who knows a password comes by the code by trying.

Rules:

* the first `FREE` wrong codes of a day cost no wait; after each further one the account takes no code for a minute,
  then two, four, eight …: at most sixteen are tried in any day. A code has six figures and three are right at a time
  (`app.hr.second_factor`), so that a day of trying succeeds with a chance of 0.005 %;
* a right code forgives none of them: whoever guesses would only have to wait for the owner to sign in;
* the owner need not wait: a recovery code is taken meanwhile, for it has eighty bits;
* another person of HR may end a wait. The wrong codes still count for their day, and after `MOST` of them no code is
  taken before one of them is a day old, whoever ends what: 0.02 % a day at the very most;
* they are kept in the database, as digests of the account's number, so that all workers wait together.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from app.domain.dates import from_utc_text, to_utc_text
from app.hr.core import Core
from app.hr.store.schema import attempts

FREE = 5
MOST = 60
_DAY = timedelta(days=1)
_FIRST_WAIT = timedelta(minutes=1)
_WRONG, _FORGIVEN = "wrong-code", "forgiven-code"


class WrongCodes:
    """Counts the wrong codes of accounts, each in the transaction it is given."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def wait_until(self, connection: Connection, account_id: int) -> datetime | None:
        """When the account's next code is taken; None if it is now."""
        now = self._core.clock()
        ours = (*self._ours(account_id), attempts.c.at > to_utc_text(now - _DAY))
        rows = connection.execute(
            select(attempts.c.kind, attempts.c.at).where(*ours).order_by(attempts.c.at.desc())
        ).all()
        wrong = [from_utc_text(row.at) for row in rows if row.kind == _WRONG]
        ends = [now]
        if len(wrong) >= FREE:
            ends.append(wrong[0] + min(_FIRST_WAIT * 2 ** (len(wrong) - FREE), _DAY))
        if len(rows) >= MOST:
            ends.append(from_utc_text(rows[MOST - 1].at) + _DAY)
        return max(ends) if max(ends) > now else None

    def note(self, connection: Connection, account_id: int) -> None:
        """Count one."""
        now = self._core.clock()
        old = attempts.c.at <= to_utc_text(now - _DAY)
        connection.execute(delete(attempts).where(attempts.c.kind.in_((_WRONG, _FORGIVEN)), old))
        values = {"kind": _WRONG, "who": self._who(account_id), "at": to_utc_text(now)}
        connection.execute(insert(attempts).values(**values))

    def end_wait(self, connection: Connection, account_id: int) -> None:
        """Let the account try again now; what was tried still counts for its day."""
        connection.execute(update(attempts).where(*self._ours(account_id)).values(kind=_FORGIVEN))

    def _ours(self, account_id: int) -> tuple[ColumnElement[bool], ...]:
        return attempts.c.kind.in_((_WRONG, _FORGIVEN)), attempts.c.who == self._who(account_id)

    def _who(self, account_id: int) -> str:
        return hashlib.sha256(f"{self._core.trust.aud}\n{_WRONG}\n{account_id}".encode()).hexdigest()
