"""*My people*: what a line manager sees of those whom the staff list has them manage, and how they answer them.

Rules:

* who asks is known by their own key; the staff list alone says whom they manage, at this very moment, and whoever
  has left manages nobody;
* they see who has and has not acknowledged, and of a self-audit only whether it is done: never a reminder of it,
  which goes to the person alone, and nothing of what was found;
* they see the questions and refusals that were sent to the line manager, and no others; what they answer stands in the
  log with their name, and on the trail;
* those who have left are not shown. Whoever is out of sight answers as if they did not exist.
"""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.obligation import PersonState
from app.hr.core import Core
from app.hr.delivery import Delivery
from app.hr.outstanding import Outstanding, Standing
from app.hr.people import person_of
from app.hr.questions import NotAQuestionError, Question, Questions
from app.hr.reader import Reader
from app.hr.scope import Scope
from app.hr.store.schema import staff


@dataclass(frozen=True)
class OneOfMine:
    """One person, and their standing with each policy asked of them, with its title."""

    staff_id: str
    name: str
    role: str
    school: str
    person: str
    standings: tuple[tuple[str, str, Standing], ...]


class MyPeople:
    """Answers a line manager."""

    def __init__(
        self, core: Core, outstanding: Outstanding, questions: Questions, delivery: Delivery
    ) -> None:
        self._core = core
        self._outstanding = outstanding
        self._questions = questions
        self._delivery = delivery

    def of(self, sub: str) -> list[OneOfMine]:
        """Those whom `sub` manages and who have not left, by name; raises StorageError."""
        if not self._manages(sub):
            return []
        found: dict[str, tuple[Standing, list[tuple[str, str, Standing]]]] = {}
        for policy in self._delivery.in_force():
            _, rows = self._outstanding.rows(policy.policy_id, Scope(manager=sub))
            for row in rows:
                if row.person != PersonState.LEFT.value:
                    _first, theirs = found.setdefault(row.staff_id, (row, []))
                    theirs.append((policy.policy_id, policy.title, row))
        mine = [
            OneOfMine(row.staff_id, row.name, row.role, row.school, row.person, tuple(theirs))
            for row, theirs in found.values()
        ]
        return sorted(mine, key=lambda one: (one.name, one.staff_id))

    def questions(self, sub: str) -> list[tuple[str, Question]]:
        """What was sent to the line manager `sub`, open ones first, each with its policy's title; raises StorageError."""
        if not self._manages(sub):
            return []
        titles = {one.policy_id: one.title for one in self._delivery.in_force()}
        asked = self._questions.all(_reader(sub))
        asked.sort(key=lambda one: ("open", "answered", "settled").index(one.state))
        return [(titles.get(one.policy_id, one.policy_id), one) for one in asked]

    def answer(self, sub: str, jti: str, text: str) -> None:
        """Answer one of them, under one's own name.

        Raises NotAQuestionError, FactReasonMissingError, InvalidClaimError, StorageError.
        """
        if not self._manages(sub):
            raise NotAQuestionError
        with self._core.database.read() as connection:
            manager = person_of(connection, staff.c.sub == sub)
        actor = f"{manager.name[:150]}, line manager"
        self._questions.answer(jti, text, actor=actor, reader=_reader(sub))

    def _manages(self, sub: str) -> bool:
        mine = select(staff.c.sub).where(Scope(manager=sub).over_staff()).limit(1)
        here = select(staff.c.sub).where(staff.c.sub == sub, staff.c.person != PersonState.LEFT.value)
        with self._core.database.read() as connection:
            return all(connection.execute(each).first() is not None for each in (here, mine))


def _reader(sub: str) -> Reader:
    return Reader(Scope(manager=sub), "line-manager", facts=False)
