"""The trust's mail server, and handing messages to it (RFC 5321).

* TLS from the first byte on port 465, by STARTTLS elsewhere; the server's certificate must be one that this computer
  trusts. Without TLS only to this very computer.
* The password is a secret named in the environment, or sealed by whoever keeps the settings; it stands in no
  argument, no log and no error.
* Of each message it is known whether it was taken, refused for good, not taken now, or cannot be told: the line broke
  after the last byte and before the answer. That last one may be on its way, so nobody may hand it in again.
"""

import argparse
import ipaddress
import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum

from app.errors import RefusedError, UnavailableError

_SECONDS = 20
_IMPLICIT_TLS = 465
_OUR_NAME = "localhost"  # the library would ask the network for this machine's name, and tell it
SUBMISSION = 587


class MailAddressError(RefusedError):
    """The mail server's address is not HOST or HOST:PORT."""

    sentence = "That is not the address of a mail server."
    next_step = "Give one such as smtp.example.org:587."


class MailNotSentError(UnavailableError):
    """The mail server did not take the message."""

    sentence = "The mail server did not take the message."
    next_step = "Check its address, name and password. It is tried again by itself."


class MailAccountLettersError(RefusedError):
    """The account's name or password cannot be told to a mail server (RFC 4954 as it is spoken: ASCII alone)."""

    sentence = "The mail account’s name or password has a letter that mail servers do not understand."
    next_step = "Give the account a password of plain letters, figures and signs, without £ or accents."


class MailLineLostError(MailNotSentError):
    """The line to the mail server broke; what had not been handed in was not sent."""

    sentence = "The line to the mail server broke."
    next_step = "What was not sent is tried again by itself."


class MailServerMissingError(RefusedError):
    """A message is to be sent, and no mail server was named."""

    sentence = "A message is to be sent by e-mail, and no mail server was named."
    next_step = "Add --smtp HOST:PORT and --mail-from ADDRESS."


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and from which address; `user` and `password` only where the server asks for them."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def send(self, to: str, subject: str, text: str, context: ssl.SSLContext | None = None) -> None:
        """Hand in one plain message; raises MailNotSentError. `context` judges certificates, as the system does."""
        message = EmailMessage()
        try:
            message["From"], message["To"], message["Subject"] = self.sender, to, subject
            message.set_content(text)
            content = on_the_line(message)
        except ValueError as error:
            raise MailNotSentError from error
        with self.line(context) as line:
            if line.hand_in(to, content).fate is not Fate.TAKEN:
                raise MailNotSentError

    @contextmanager
    def line(self, context: ssl.SSLContext | None = None) -> Iterator["MailLine"]:
        """A line for one message after another; raises MailNotSentError if none can be had."""
        judge = context or ssl.create_default_context()
        try:
            smtp = self._connected(judge)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise MailNotSentError from error
        try:
            self._log_in(smtp)
            yield MailLine(smtp, self.sender)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.ehlo_or_helo_if_needed()
            if self.user is not None:
                smtp.login(self.user, self.password or "")
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise MailNotSentError from error

    def _connected(self, judge: ssl.SSLContext) -> smtplib.SMTP:
        if self.port == _IMPLICIT_TLS:
            return smtplib.SMTP_SSL(self.host, self.port, _OUR_NAME, timeout=_SECONDS, context=judge)
        smtp = smtplib.SMTP(self.host, self.port, _OUR_NAME, timeout=_SECONDS)
        try:
            smtp.ehlo()
            if smtp.has_extn("starttls") or not _is_this_computer(self.host):
                smtp.starttls(context=judge)
        except BaseException:
            smtp.close()
            raise
        return smtp


class Fate(StrEnum):
    """What became of a message that was handed in."""

    TAKEN = "taken"
    REFUSED = "refused"
    NOT_TAKEN = "not taken"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ServerAnswer:
    """What became of a message, and the server's own words, bounded and in plain letters."""

    fate: Fate
    words: str


class MailLine:
    """A line to the mail server, logged in. After an answer of UNKNOWN it is broken: `lost` is true."""

    def __init__(self, smtp: smtplib.SMTP, sender: str) -> None:
        self._smtp = smtp
        self._sender = sender
        self.lost = False

    def hand_in(self, to: str, content: bytes) -> ServerAnswer:
        """Hand in one message, as `on_the_line` wrote it.

        Only its recipient's refusal for good (a 5yz answer to RCPT) is REFUSED.
        Raises MailLineLostError where the line broke before the message was handed in.
        """
        try:
            refusal = self._envelope(to)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            self.lost = True
            raise MailLineLostError from error
        if refusal is not None:
            return refusal
        try:
            self._smtp.send(content)
            code, words = self._smtp.getreply()
        except (OSError, smtplib.SMTPException):
            self.lost = True
            return ServerAnswer(Fate.UNKNOWN, "The line broke before the mail server answered.")
        if code != 250:
            return self._given_up(Fate.NOT_TAKEN, code, words)
        return ServerAnswer(Fate.TAKEN, plain_words(code, words))

    def _envelope(self, to: str) -> ServerAnswer | None:
        code, words = self._smtp.mail(self._sender)
        if code != 250:
            return self._given_up(Fate.NOT_TAKEN, code, words)
        code, words = self._smtp.rcpt(to)
        if code not in {250, 251}:
            return self._given_up(Fate.REFUSED if code >= 500 else Fate.NOT_TAKEN, code, words)
        code, words = self._smtp.docmd("DATA")
        return None if code == 354 else self._given_up(Fate.NOT_TAKEN, code, words)

    def _given_up(self, fate: Fate, code: int, words: bytes) -> ServerAnswer:
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.lost = True
        return ServerAnswer(fate, plain_words(code, words))


def plain_words(code: int, words: bytes) -> str:
    """A server's answer as it may be kept and shown: one line of printable ASCII, at most 200 letters."""
    text = "".join(chr(byte) if 32 <= byte < 127 else " " for byte in words)
    return f"{code} {' '.join(text.split())}"[:200].strip()


def on_the_line(message: EmailMessage) -> bytes:
    """The message's bytes with dots doubled at the start of lines, and its end (RFC 5321 section 4.5.2).

    Raises:
        ValueError: something in it cannot be written in a message.
    """
    content = re.sub(rb"(?m)^\.", b"..", message.as_bytes(policy=SMTP.clone(cte_type="7bit")))
    return content + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n")


def add_mail_arguments(parser: argparse.ArgumentParser) -> None:
    """Add --smtp, --mail-from, --smtp-user and --smtp-password-env."""
    parser.add_argument("--smtp", metavar="HOST:PORT", help="the mail server for checkpoints")
    parser.add_argument("--mail-from", metavar="ADDRESS", help="the address they come from")
    parser.add_argument("--smtp-user", metavar="NAME", help="where the mail server asks for one")
    parser.add_argument("--smtp-password-env", metavar="NAME", help="the variable that holds the password")


def mail_from(arguments: argparse.Namespace, environment: Mapping[str, str]) -> MailServer | None:
    """Return the mail server that was named, or None; raises MailAddressError."""
    if arguments.smtp is None:
        return None
    if not arguments.mail_from:
        raise MailAddressError
    return mail_server(
        arguments.smtp, arguments.mail_from, arguments.smtp_user, arguments.smtp_password_env, environment
    )


def mail_server(
    address: str, sender: str, user: str | None, variable: str | None, environment: Mapping[str, str]
) -> MailServer:
    """Return the server at `address` (HOST or HOST:PORT); its password is in the variable so named.

    Raises MailAddressError, MailAccountLettersError.
    """
    host, _, port = address.rpartition(":") if address.count(":") == 1 else (address, "", "")
    if not _is_host(host) or not re.fullmatch("[0-9]{1,5}", port or str(SUBMISSION)):
        raise MailAddressError
    if not 0 < int(port or SUBMISSION) < 1 << 16:
        raise MailAddressError
    password = environment.get(variable) if variable else None
    check_account(user, password)
    return MailServer(host, int(port or SUBMISSION), sender, user, password)


def check_account(user: str | None, password: str | None) -> None:
    """Raise MailAccountLettersError unless both can be told to a mail server."""
    if not f"{user or ''}{password or ''}".isascii():
        raise MailAccountLettersError


def _is_host(name: str) -> bool:
    """Whether this can be looked up: no empty part, none that is too long, no blanks."""
    try:
        return bool(name.encode("idna")) and name.isprintable() and " " not in name
    except UnicodeError:
        return False


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
