"""Who reads one person's page: whom they may see, and which words are theirs to read.

Rules:

* out of sight does not exist: somebody else's people are unknown, not forbidden;
* the words of a question are for whom the person chose, and for nobody else: not for an auditor either, nor for a
  line manager who came after the one they were sent to;
* what HR wrote down, codes, keys and disputes are for HR and the auditor; others see that something was recorded, of
  which kind and day, without its words.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, and_

from app.hr.people import Person, person_of
from app.hr.scope import EVERYONE, Scope
from app.hr.store.database import AnyRow
from app.hr.store.schema import staff

Whom = Literal["hr", "line-manager"]


@dataclass(frozen=True)
class Reader:
    """Somebody who reads: their people, whose words (`hr` or `line-manager`) they read, and whether all facts."""

    scope: Scope = EVERYONE
    words_for: Whom | None = "hr"
    facts: bool = True

    def person(self, connection: Connection, staff_id: str) -> Person:
        """The person of this staff id; raises UnknownStaffError for one who is out of sight too."""
        return person_of(connection, and_(staff.c.staff_id == staff_id, self.scope.over_staff()))

    def may_read(self, message: AnyRow) -> bool:
        """Whether words are for this reader, by `to` and `manager` of a row of `messages`."""
        to, manager = str(message.to), message.manager
        return to == self.words_for and (to == "hr" or manager == self.scope.manager)


HR_READER = Reader()
