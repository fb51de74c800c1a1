"""Mail that came back: delivery reports (RFC 3464) from the mailbox that reminders come from.

Rules:

* a file holds one message, or many (mbox), or is a Maildir folder;
* only a report that a recipient failed for good counts, and only by the id of a mail that we sent, found in the
  copy that comes back with it (or in what it answers): a report about anything else changes nothing;
* a mail comes back once, however often it is read.
"""

import email
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from sqlalchemy import update

from app.errors import RefusedError, UnavailableError
from app.hr import trail
from app.hr.core import Core
from app.hr.reminders_cases import MailState
from app.hr.reminders_message import MESSAGE_ID
from app.hr.store.schema import reminders

MAX_FILE = 50_000_000
MAX_MESSAGE = 1_000_000
_FAILED = re.compile(r"\s*failed\b", re.IGNORECASE)
_FROM_LINE = re.compile(rb"^From .*\r?\n", re.MULTILINE)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


class MailboxUnreadableError(UnavailableError):
    """The file or folder cannot be read."""

    sentence = "The mailbox could not be read."
    next_step = "Give the path of a saved message, an mbox file or a Maildir folder."


class MailboxTooLargeError(RefusedError):
    """More than a mailbox of reports holds."""

    sentence = "This mailbox is too large to read at once."
    next_step = "Give a file of less than 50 MB, such as the folder that only reports are moved to."


@dataclass(frozen=True)
class Bounce:
    """That a mail came back: its id, and the status and words of the report, in one line."""

    id: str
    words: str


@dataclass(frozen=True)
class BouncesRead:
    """How many messages were read, how many of them were reports of our mails, and how many were news."""

    messages: int
    reports: int
    new: int


class Bounces:
    """Takes over delivery reports."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def read(self, path: Path, *, actor: str) -> BouncesRead:
        """Read a message, an mbox file or a Maildir; raises MailboxUnreadableError, MailboxTooLargeError, StorageError."""
        return self._take(messages_in(path), actor)

    def read_file(self, content: bytes, *, actor: str) -> BouncesRead:
        """Read a message or an mbox file that was sent here; raises MailboxTooLargeError, StorageError."""
        if len(content) > MAX_FILE:
            raise MailboxTooLargeError
        return self._take(_messages_of(content), actor)

    def _take(self, messages: Iterable[bytes], actor: str) -> BouncesRead:
        count, found = 0, []
        for content in messages:
            count += 1
            if (bounce := bounce_in(content)) is not None:
                found.append(bounce)
        new = 0
        with self._core.database.write() as connection:
            at = self._core.now_text()
            for bounce in found:
                ours = (reminders.c.id == bounce.id, reminders.c.state.in_(_MAY_COME_BACK))
                changed = connection.execute(
                    update(reminders)
                    .where(*ours)
                    .values(state=MailState.BOUNCED.value, answered_at=at, answer=bounce.words)
                )
                new += changed.rowcount
            if new:
                trail.note(connection, at, actor, "reminders-bounces", "", f"{new} came back")
        return BouncesRead(count, len(found), new)


def bounce_in(content: bytes) -> Bounce | None:
    """The bounce that a message reports, or None; nothing in it is trusted but an id of ours."""
    message = email.message_from_bytes(content[:MAX_MESSAGE])
    if message.get_content_type() != "multipart/report":
        return None
    if str(message.get_param("report-type", "")).lower() not in {"delivery-status", ""}:
        return None
    inside = message.get_payload()
    parts = [part for part in inside if isinstance(part, Message)] if isinstance(inside, list) else []
    words = next((text for part in parts for text in _failures(part)), None)
    found = next((id_ for text in _ids(message, parts) for id_ in _ours(text)), None)
    return Bounce(found, words) if found and words else None


def messages_in(path: Path) -> Iterator[bytes]:
    """Every message in a file or folder, as bytes; raises MailboxUnreadableError, MailboxTooLargeError."""
    try:
        if path.is_dir():
            yield from _in_maildir(path)
            return
        if path.stat().st_size > MAX_FILE:
            raise MailboxTooLargeError
        yield from _messages_of(path.read_bytes())
    except OSError as error:
        raise MailboxUnreadableError from error


def _messages_of(content: bytes) -> Iterator[bytes]:
    """The messages of an mbox file, each after its line that begins with "From ", or the one that it is."""
    if content.startswith(b"From "):
        yield from _FROM_LINE.split(content)[1:]
    else:
        yield content


def _in_maildir(path: Path) -> Iterator[bytes]:
    if not (path / "cur").is_dir():
        raise MailboxUnreadableError
    total = 0
    for folder in ("new", "cur"):
        for file in sorted((path / folder).glob("*")):
            total += file.stat().st_size
            if total > MAX_FILE:
                raise MailboxTooLargeError
            yield file.read_bytes()


def _failures(part: Message) -> Iterator[str]:
    """What the report says of each recipient that failed."""
    blocks = part.get_payload()
    if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
        return
    for block in blocks:
        if isinstance(block, Message) and _FAILED.match(str(block.get("Action", ""))):
            status = _STATUS.search(str(block.get("Status", "")))
            said = str(block.get("Diagnostic-Code", "")).partition(";")[2]
            text = f"{status[0] if status else ''} {said}"
            yield " ".join("".join(c if " " <= c <= "~" else " " for c in text).split())[:200] or "failed"


def _ids(message: Message, parts: list[Message]) -> Iterator[str]:
    for part in parts:
        if part.get_content_type() == "message/rfc822" and isinstance(inner := part.get_payload(), list):
            yield from (str(one.get("Message-ID", "")) for one in inner if isinstance(one, Message))
        elif part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            yield headers.decode("ascii", "replace") if isinstance(headers, bytes) else ""
    yield str(message.get("In-Reply-To", ""))
    yield str(message.get("References", ""))


def _ours(text: str) -> Iterator[str]:
    for found in MESSAGE_ID.finditer(text):
        yield found["id"]


_MAY_COME_BACK = (MailState.SENT.value, MailState.CLAIMED.value)
