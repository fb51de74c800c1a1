"""The texts of reminders, which HR can edit: plain text with names to be filled in (`string.Template`).

Rules:

* each text knows its names; another one is refused, and named, before anything is saved or sent;
* a text that does not say what it is about (`$policies`, `$people`) is refused;
* what is filled in never is looked at for names again, and a subject is always one line;
* a mail is logged with the digest of the text it was made from, so that it can be told which text that was.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from sqlalchemy import Connection, delete, insert, select

from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.store.schema import reminder_templates as table

LONGEST_SUBJECT, LONGEST_TEXT = 150, 6_000


class TemplateNameError(RefusedError):
    """A name in the text that nothing is known for."""

    sentence = "The text holds a name that nothing can be filled in for: {wrong}."
    next_step = "The names it may hold are {known}. Write $$ for a dollar sign."


class TemplateLacksError(RefusedError):
    """The text does not say what it is about."""

    sentence = "The text does not hold {needed}, so nobody would know what it is about."
    next_step = "Put {needed} on a line of its own."


class TemplateSizeError(RefusedError):
    """No subject, no text, or too much of either."""

    sentence = "A reminder needs a subject of at most 150 letters and a text of at most 6,000."
    next_step = "Shorten it, or fill in what is empty."


class UnknownTemplateError(RefusedError):
    """There is no text of that name."""

    sentence = "There is no text of that name."
    next_step = "The texts are called reminder, last and manager."


@dataclass(frozen=True)
class ReminderText:
    """One text: its name, subject and words, and who changed it when (None: as it came)."""

    name: str
    subject: str
    text: str
    changed_at: str | None = None
    changed_by: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of subject and text, as hexadecimal."""
        return hashlib.sha256(f"{self.subject}\n\n{self.text}".encode()).hexdigest()

    def check(self) -> None:
        """Raise UnknownTemplateError, TemplateSizeError, TemplateNameError or TemplateLacksError."""
        if self.name not in NAMES:
            raise UnknownTemplateError
        sizes = ((self.subject, LONGEST_SUBJECT), (self.text, LONGEST_TEXT))
        if any(not one.strip() or len(one) > most for one, most in sizes):
            raise TemplateSizeError
        known, needed = NAMES[self.name], NEEDED[self.name]
        for template in (Template(self.subject), Template(self.text)):
            wrong = [name for name in template.get_identifiers() if name not in known]
            if wrong or not template.is_valid():
                shown = ", ".join(f"${name[:40]}" for name in wrong) or "a lone $"
                raise TemplateNameError(wrong=shown, known=", ".join(f"${name}" for name in known))
        if needed not in Template(self.text).get_identifiers():
            raise TemplateLacksError(needed=f"${needed}")

    def filled(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The subject and the text with every name filled in; the text was checked before."""
        subject = Template(self.subject).substitute(values)
        text = Template(self.text).substitute(values)
        return " ".join(subject.split())[:300], text.replace("\r\n", "\n").rstrip() + "\n"


NAMES: Mapping[str, tuple[str, ...]] = {
    "reminder": ("name", "policies", "trust"),
    "last": ("name", "policies", "trust", "manager"),
    "manager": ("name", "people", "trust"),
}
NEEDED: Mapping[str, str] = {"reminder": "policies", "last": "policies", "manager": "people"}

_HOW = """\
It takes about ten minutes. Open Undersigned on your work computer: it is with your other programs.
You can sign, ask a question, or say that you do not agree. If you ask a question, these mails stop
until you have an answer.
"""

DEFAULTS: Mapping[str, ReminderText] = {
    text.name: text
    for text in (
        ReminderText(
            "reminder",
            "Please read and answer when you have ten minutes",
            f"Dear $name,\n\nthis is still open for you:\n\n$policies\n\n{_HOW}\n"
            "No computer at work, or is this not meant for you? Just reply to this mail.\n\n"
            "Thank you,\n$trust\n",
        ),
        ReminderText(
            "last",
            "Our last mail about this: please read and answer",
            f"Dear $name,\n\nthis is still open for you:\n\n$policies\n\n{_HOW}\n"
            "This is our last mail about it. If it stays open, we let $manager know, who can help you\n"
            "find the time.\n\n"
            "No computer at work, or is this not meant for you? Just reply to this mail.\n\n"
            "Thank you,\n$trust\n",
        ),
        ReminderText(
            "manager",
            "People in your team who could do with ten minutes",
            "Dear $name,\n\nthese people in your team have not answered yet:\n\n$people\n\n"
            "We have written to those whom our mail reaches, and will not write to them again. Perhaps\n"
            "they have not found the time, or something is not clear. A word from you helps more than\n"
            "another mail.\n"
            "They can sign, ask a question, or say that they do not agree: all three are fine.\n\n"
            "We tell you of each person once.\n\n"
            "Thank you,\n$trust\n",
        ),
    )
}


class Templates:
    """Keeps the texts that HR has changed."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self) -> list[ReminderText]:
        """Every text as it is sent now; raises StorageError."""
        with self._core.database.read() as connection:
            return list(texts(connection).values())

    def save(self, text: ReminderText, *, actor: str) -> None:
        """Change a text; raises what `ReminderText.check` raises, StorageError."""
        text.check()
        at = self._core.now_text()
        with self._core.database.write() as connection:
            connection.execute(delete(table).where(table.c.name == text.name))
            connection.execute(
                insert(table).values(
                    name=text.name,
                    subject=text.subject,
                    text=text.text,
                    changed_at=at,
                    changed_by=actor[:200],
                )
            )
            trail.note(connection, at, actor, "reminders-text", text.name, text.sha256)


def texts(connection: Connection) -> dict[str, ReminderText]:
    """Every text by its name, in the caller's transaction."""
    changed = {
        row.name: ReminderText(row.name, row.subject, row.text, row.changed_at, row.changed_by)
        for row in connection.execute(select(table))
    }
    return {name: changed.get(name, text) for name, text in DEFAULTS.items()}
