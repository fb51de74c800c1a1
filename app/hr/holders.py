"""Holders of checkpoints outside HR: whoever keeps the log's heads where HR cannot change them.

* A holder has a name, and an e-mail address, a folder or a file to which the newest checkpoint goes once a day.
* In a folder each checkpoint is a file of its own; a file is only ever added to.
* Each sending, and each that failed, is on the trail. Names are told to devices; addresses are not.
* With no holder, whoever has the service's key could show two people two logs: then it says so everywhere.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select, update

from app.errors import RefusedError, UnavailableError
from app.evidence import checkpoint as checkpoints
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Log
from app.hr.mail_server import MailNotSentError, MailServer, MailServerMissingError
from app.hr.store.schema import holders

NOT_WITNESSED = "Not witnessed: two logs are possible."


class HolderTargetError(RefusedError):
    """Neither an e-mail address nor a path."""

    sentence = "A holder needs an e-mail address, or the path of a folder or file."
    next_step = "Give one, such as governor@example.org or /media/union/checkpoints."


class UnknownHolderError(RefusedError):
    """Nobody of that name holds checkpoints."""

    sentence = "Nobody of that name is sent checkpoints."
    next_step = "See who is with “undersigned admin holder list”."


class CheckpointNotKeptError(UnavailableError):
    """The folder or file could not be written."""

    sentence = "The checkpoint could not be written where its holder wants it."
    next_step = "Check that the folder is there and can be written. It is tried again by itself."


@dataclass(frozen=True)
class Holder:
    """Somebody outside HR, and where their checkpoints go."""

    name: str
    target: str

    @property
    def is_mail(self) -> bool:
        """Whether they go by e-mail."""
        return "@" in self.target and os.sep not in self.target


@dataclass(frozen=True)
class Sending:
    """That one holder was sent the checkpoint, or why not."""

    holder: Holder
    problem: UnavailableError | RefusedError | None


class Holders:
    """Knows the holders, and sends them what they hold."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def add(self, name: str, target: str, actor: str) -> Holder:
        """Name a holder; raises HolderTargetError, StorageError."""
        holder = Holder(name.strip(), target.strip())
        if not holder.name or not holder.target or (not holder.is_mail and not _is_place(holder.target)):
            raise HolderTargetError
        at = self._core.now_text()
        with self._core.database.write() as connection:
            connection.execute(insert(holders).values(name=holder.name, target=holder.target, added_at=at))
            trail.note(connection, at, actor, "add-holder", holder.name)
        return holder

    def end(self, name: str, actor: str) -> None:
        """Send a holder nothing more; raises UnknownHolderError, StorageError."""
        at = self._core.now_text()
        here = (holders.c.name == name, holders.c.ended_at.is_(None))
        with self._core.database.write() as connection:
            if not connection.execute(update(holders).where(*here).values(ended_at=at)).rowcount:
                raise UnknownHolderError
            trail.note(connection, at, actor, "end-holder", name)

    def all(self) -> list[Holder]:
        """Every holder, in the order in which they were named; raises StorageError."""
        with self._core.database.read() as connection:
            rows = connection.execute(
                select(holders).where(holders.c.ended_at.is_(None)).order_by(holders.c.id)
            )
            return [Holder(row.name, row.target) for row in rows]

    def names(self) -> list[str]:
        """The holders' names; raises StorageError."""
        return [holder.name for holder in self.all()]

    def send(self, mail: MailServer | None, actor: str) -> list[Sending]:
        """Send everyone the newest checkpoint, each tried whatever became of the others; raises StorageError."""
        head = self._log.head()
        sent = [Sending(holder, self._sent(holder, head.text, head.size, mail)) for holder in self.all()]
        with self._core.database.write() as connection:
            for each in sent:
                detail = f"{head.size} leaves" if each.problem is None else f"failed: {each.problem.code}"
                at = self._core.now_text()
                trail.note(connection, at, actor, "send-checkpoint", each.holder.name, detail)
        return sent

    def _sent(
        self, holder: Holder, checkpoint: str, size: int, mail: MailServer | None
    ) -> UnavailableError | RefusedError | None:
        try:
            if not holder.is_mail:
                self._write(Path(holder.target), checkpoint, size)
            elif mail is None:
                return MailServerMissingError()
            else:
                subject = f"Please keep: log of {self._core.trust.name}"
                mail.send(holder.target, subject, self._words(checkpoint))
        except (CheckpointNotKeptError, MailNotSentError) as error:
            return error
        return None

    def _write(self, target: Path, checkpoint: str, size: int) -> None:
        day = self._core.today().isoformat()
        try:
            if target.is_dir():
                target = target / f"checkpoint-{day}-{size}.txt"
                target.write_text(checkpoint, encoding="utf-8")
                return
            with target.open("a", encoding="utf-8") as file:
                file.write(f"{checkpoint}\n")
        except OSError as error:
            raise CheckpointNotKeptError from error

    def _words(self, checkpoint: str) -> str:
        key = checkpoints.verifier_key(self._core.trust.aud, self._core.trust.service_key)
        return (
            f"{self._core.trust.name} keeps a log of what staff have signed. The lines below fix its state today.\n"
            "Please keep this message. You need not do anything else. If anybody ever doubts the log, it must\n"
            "continue from what you hold: nobody can change it without your copy showing it.\n"
            "It says nothing about any person.\n\n"
            f"{checkpoint}\nThe log's key: {key}\n"
        )


def _is_place(target: str) -> bool:
    path = Path(target)
    return path.is_dir() or path.parent.is_dir()
