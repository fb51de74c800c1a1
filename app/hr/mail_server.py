"""The trust's mail server, and handing one message to it (RFC 5321).

* TLS from the first byte on port 465, by STARTTLS elsewhere; the server's certificate must be one that this computer
  trusts. Without TLS only to this very computer.
* The password is a secret named in the environment; it stands in no file and no argument.
"""

import argparse
import ipaddress
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage

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
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message.set_content(text)
        judge = context or ssl.create_default_context()
        try:
            with self._connected(judge) as smtp:
                if self.user is not None:
                    smtp.login(self.user, self.password or "")
                smtp.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
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

    Raises MailAddressError.
    """
    host, _, port = address.rpartition(":") if address.count(":") == 1 else (address, "", "")
    if not host or not (port or str(SUBMISSION)).isdecimal():
        raise MailAddressError
    password = environment.get(variable) if variable else None
    return MailServer(host, int(port or SUBMISSION), sender, user, password)


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
