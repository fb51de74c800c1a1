"""How reminders go out: whether at all, by which rules, at what time, and through which mail server.

Rules:

* nothing is sent until HR has named a mail server and switched reminders on;
* the mail server's password is never in the database in clear: it is sealed under the service key (which is in a
  file of mode 600 or in the environment) for this very server and account, and opens for no other;
* nobody is ever shown the password; whoever names another server or account gives the password again.
"""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from sqlalchemy import Connection, insert, select, update

from app.domain.reminders import Rules, usable_address
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.mail_server import MailServer, check_account, mail_server
from app.hr.store.schema import reminder_settings as table
from app.signing.keys import b64url, b64url_decode

MOST, LONGEST_WAIT = 6, 40
EARLIEST, LATEST = "06:00", "16:00"
_PURPOSE = b"undersigned mail"


class ReminderRulesError(RefusedError):
    """A rule outside its bounds."""

    sentence = "Reminders cannot go out by those rules."
    next_step = "One to six mails, one to forty school days before the first and between two, and a time from 06:00 to 16:00."


class SenderAddressError(RefusedError):
    """The address that reminders come from is none."""

    sentence = "That is not an e-mail address that reminders can come from."
    next_step = "Give one such as hr@example.org, whose mailbox somebody reads."


class MailPasswordMissingError(RefusedError):
    """An account on the mail server, and no password that belongs to it."""

    sentence = "The mail server’s account needs its password again."
    next_step = "Give the password too. It is kept for this server and account alone, and is never shown."


class RemindersNotReadyError(RefusedError):
    """Reminders are to be on, and no mail server is set."""

    sentence = "Reminders cannot go out yet: no mail server is set."
    next_step = "Set the mail server first, send yourself a test, then switch reminders on."


class RemindersOffError(RefusedError):
    """Reminders are to go out, and HR has not switched them on."""

    sentence = "Reminders are switched off, so nothing was sent."
    next_step = "Switch them on once the mail server and the texts are right."


@dataclass(frozen=True)
class ReminderSettings:
    """What HR has set. `at` is the time of day in the trust's time zone; `password` is sealed; texts may be None."""

    on: bool = False
    rules: Rules = field(default_factory=Rules)
    at: str = "08:30"
    host: str | None = None
    port: int | None = None
    sender: str | None = None
    account: str | None = None
    password: str | None = field(default=None, repr=False)
    last_run_at: str | None = None
    last_problem: str | None = None


class SettingsStore:
    """Keeps the settings, and makes the mail server of them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def now(self) -> ReminderSettings:
        """The settings as they are; raises StorageError."""
        with self._core.database.read() as connection:
            return _settings(connection)

    def hold(self, connection: Connection) -> ReminderSettings:
        """The settings, held until the transaction ends, so that whoever claims a mail claims it alone."""
        connection.execute(select(table.c.id).with_for_update()).all()
        return _settings(connection)

    def switch(self, *, on: bool, actor: str) -> None:
        """Switch reminders on or off; raises RemindersNotReadyError, StorageError."""
        with self._core.database.write() as connection:
            if on and _settings(connection).host is None:
                raise RemindersNotReadyError
            self._put(connection, "reminders-on" if on else "reminders-off", actor, switched_on=on)

    def set_rules(self, rules: Rules, at: str, *, actor: str) -> None:
        """Change the rules and the time of day; raises ReminderRulesError, StorageError."""
        waits = (rules.first_after, rules.pause)
        hour, _, minute = at.partition(":")
        real = len(at) == 5 and hour.isdecimal() and minute.isdecimal() and minute < "60"
        if not (1 <= rules.most <= MOST and all(1 <= days <= LONGEST_WAIT for days in waits)):
            raise ReminderRulesError
        if not (real and EARLIEST <= at <= LATEST):
            raise ReminderRulesError
        words = f"most {rules.most}, first after {rules.first_after}, pause {rules.pause}, at {at}"
        with self._core.database.write() as connection:
            self._put(
                connection,
                "reminders-rules",
                actor,
                words,
                at=at,
                most=rules.most,
                first_after=rules.first_after,
                pause=rules.pause,
                tell_manager=rules.tell_manager,
            )

    def set_server(
        self, address: str, sender: str, account: str | None, password: str | None, *, actor: str
    ) -> None:
        """Name the mail server (HOST or HOST:PORT); without a password the one it has is kept.

        Raises MailAddressError, SenderAddressError, MailAccountLettersError, MailPasswordMissingError, StorageError.
        """
        server = mail_server(address.strip(), sender.strip(), account or None, None, {})
        check_account(None, password)
        if not usable_address(server.sender):
            raise SenderAddressError
        with self._core.database.write() as connection:
            sealed = self._sealed(_settings(connection), server, password)
            self._put(
                connection,
                "reminders-server",
                actor,
                f"{server.host}:{server.port}",
                host=server.host,
                port=server.port,
                sender=server.sender,
                account=server.user,
                sealed_password=sealed,
            )

    def server(self, settings: ReminderSettings) -> MailServer | None:
        """The mail server that is set, or None; raises MailPasswordMissingError where its password does not open."""
        if settings.host is None or settings.port is None or settings.sender is None:
            return None
        found = MailServer(settings.host, settings.port, settings.sender, settings.account)
        if settings.account is None:
            return found
        return replace(found, password=self._opened(settings.password, found))

    def ready_server(self) -> MailServer:
        """The mail server as it is set now; raises RemindersNotReadyError, MailPasswordMissingError, StorageError."""
        found = self.server(self.now())
        if found is None:
            raise RemindersNotReadyError
        return found

    def ran(self, problem: str | None) -> None:
        """Note that a round ended now, and the name of what stopped it; raises StorageError."""
        with self._core.database.write() as connection:
            connection.execute(update(table).values(last_run_at=self._core.now_text(), last_problem=problem))

    def _put(
        self,
        connection: Connection,
        action: str,
        actor: str,
        detail: str = "",
        **values: Any,  # noqa: ANN401 - columns differ
    ) -> None:
        if connection.execute(select(table.c.id)).first() is None:
            connection.execute(insert(table).values(id=1, **_columns(ReminderSettings())))
        connection.execute(update(table).values(**values))
        trail.note(connection, self._core.now_text(), actor, action, "", detail)

    def _sealed(self, kept: ReminderSettings, server: MailServer, password: str | None) -> str | None:
        if server.user is None:
            return None
        if not password:
            self._opened(kept.password, server)
            return kept.password
        nonce = self._core.random(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
        sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
            password.encode(), _belongs_to(server), nonce, self._seal_key()
        )
        return b64url(nonce + sealed)

    def _opened(self, sealed: str | None, server: MailServer) -> str:
        if sealed is None:
            raise MailPasswordMissingError
        content = b64url_decode(sealed)
        nonce, rest = (
            content[:crypto_aead_xchacha20poly1305_ietf_NPUBBYTES],
            content[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES:],
        )
        try:
            return crypto_aead_xchacha20poly1305_ietf_decrypt(
                rest, _belongs_to(server), nonce, self._seal_key()
            ).decode()
        except CryptoError as error:
            raise MailPasswordMissingError from error

    def _seal_key(self) -> bytes:
        return hashlib.blake2b(self._core.key.seed, digest_size=32, person=_PURPOSE).digest()


def _belongs_to(server: MailServer) -> bytes:
    return f"{server.host}\n{server.port}\n{server.user}".encode()


def _settings(connection: Connection) -> ReminderSettings:
    row = connection.execute(select(table)).first()
    if row is None:
        return ReminderSettings()
    return ReminderSettings(
        on=row.switched_on,
        rules=Rules(row.most, row.first_after, row.pause, row.tell_manager),
        at=row.at,
        host=row.host,
        port=row.port,
        sender=row.sender,
        account=row.account,
        password=row.sealed_password,
        last_run_at=row.last_run_at,
        last_problem=row.last_problem,
    )


def _columns(settings: ReminderSettings) -> dict[str, object]:
    rules = settings.rules
    return {
        "switched_on": settings.on,
        "most": rules.most,
        "first_after": rules.first_after,
        "pause": rules.pause,
        "at": settings.at,
        "tell_manager": rules.tell_manager,
    }
