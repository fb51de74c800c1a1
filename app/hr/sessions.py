"""Sessions of the HR window.

Rules:

* a session is known by a token of 32 random bytes, of which only the SHA-256 is kept;
* it ends after eight hours, after some minutes without use (`app.hr.account_rules`), when its account signs out, ends
  it from elsewhere, is closed, or gets a new password, or when the staff list says that its person has left;
* asking for news by itself, as the window does each second, is no use of it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, select, update

from app.domain.dates import to_utc_text
from app.errors import RefusedError
from app.hr.account_rules import rules_in
from app.hr.core import Core
from app.hr.store.schema import accounts, sessions
from app.signing.keys import b64url

SESSION_LIFE = timedelta(hours=8)
_NOTED_EVERY = timedelta(minutes=1)  # so that not each request writes
_NUMBER = 16


class NoSuchSessionError(RefusedError):
    """No session of that number goes on."""

    sentence = "That session has ended already."
    next_step = "Look at the list again."


@dataclass(frozen=True)
class OpenSession:
    """One session: a number to name it by, when it was opened, last used and will end, and whether it is the asker's."""

    number: str
    opened_at: str
    seen_at: str
    expires_at: str
    this: bool


class Sessions:
    """Opens, finds and ends sessions, each in the transaction it is given."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def open(self, connection: Connection, account_id: int) -> str:
        """Begin one, and return its token."""
        token, now = b64url(self._core.random(32)), self._core.clock()
        connection.execute(delete(sessions).where(sessions.c.expires_at <= to_utc_text(now)))
        connection.execute(
            insert(sessions).values(
                token_hash=_digest(token),
                account_id=account_id,
                expires_at=to_utc_text(now + SESSION_LIFE),
                opened_at=to_utc_text(now),
                seen_at=to_utc_text(now),
            )
        )
        return token

    def account_id(self, connection: Connection, token: str) -> int | None:
        """Whose session it is; None if it has ended."""
        ours = sessions.c.token_hash == _digest(token)
        found = select(sessions.c.account_id).where(ours, *self._goes_on(connection))
        return connection.execute(found).scalar()

    def use(self, token: str) -> None:
        """Note that it was used; writes at most once a minute. Raises StorageError."""
        now = self._core.clock()
        stale = and_(
            sessions.c.token_hash == _digest(token), sessions.c.seen_at <= to_utc_text(now - _NOTED_EVERY)
        )
        with self._core.database.read() as connection:
            if connection.execute(select(sessions.c.account_id).where(stale)).first() is None:
                return
        with self._core.database.write() as connection:
            connection.execute(update(sessions).where(stale).values(seen_at=to_utc_text(now)))

    def of(self, connection: Connection, account_id: int, token: str | None = None) -> list[OpenSession]:
        """Those of an account that go on, the newest first; `token` is the asker's own."""
        mine = select(sessions).where(sessions.c.account_id == account_id, *self._goes_on(connection))
        own = _digest(token) if token else ""
        return [
            OpenSession(
                row.token_hash[:_NUMBER], row.opened_at, row.seen_at, row.expires_at, row.token_hash == own
            )
            for row in connection.execute(mine.order_by(sessions.c.opened_at.desc(), sessions.c.token_hash))
        ]

    def end(self, connection: Connection, account_id: int, number: str) -> None:
        """End one of an account's; raises NoSuchSessionError."""
        named = sessions.c.token_hash.startswith(number, autoescape=True)
        ours = delete(sessions).where(sessions.c.account_id == account_id, named)
        if len(number) != _NUMBER or connection.execute(ours).rowcount != 1:
            raise NoSuchSessionError

    def end_this(self, connection: Connection, token: str) -> None:
        """End the session of a token."""
        connection.execute(delete(sessions).where(sessions.c.token_hash == _digest(token)))

    def end_all(self, connection: Connection, account_id: int, *, but: str | None = None) -> int:
        """End an account's sessions, but for one token's; returns how many."""
        gone = delete(sessions).where(sessions.c.account_id == account_id)
        if but is not None:
            gone = gone.where(sessions.c.token_hash != _digest(but))
        return connection.execute(gone).rowcount

    def end_of_people(self, connection: Connection, subs: Sequence[str]) -> None:
        """End all of the accounts of these people on the staff list."""
        theirs = select(accounts.c.id).where(accounts.c.sub == bindparam("of_sub"))
        gone = delete(sessions).where(sessions.c.account_id.in_(theirs))
        if subs:
            connection.execute(gone, [{"of_sub": sub} for sub in subs])

    def _goes_on(self, connection: Connection) -> tuple[ColumnElement[bool], ...]:
        now = self._core.clock()
        idle = timedelta(minutes=rules_in(connection).idle_minutes)
        return (sessions.c.expires_at > to_utc_text(now), sessions.c.seen_at > to_utc_text(now - idle))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
