"""Which mails go out today: the rules of `app.domain.reminders` over everybody, one mail a mailbox.

* People who share a mailbox get one mail that names each of them.
* The last mail before the line manager hears of it says so; where nobody would hear, it is a reminder like the others.
* Nobody gets a mail about their people on the day of one of their own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app.domain import dates
from app.domain.acknowledgement import Outcome
from app.domain.reminders import (
    Decision,
    Hold,
    Owed,
    Part,
    Rules,
    decide,
    may_hear_of_people,
    out_of_reach,
)
from app.hr.core import Core
from app.hr.leave import Leave
from app.hr.people import UnknownStaffError
from app.hr.questions import Questions
from app.hr.reminders_cases import MANAGER, Answered, Candidate, Cases, Owing
from app.hr.reminders_settings import SettingsStore
from app.hr.store.schema import policies, versions

NO_MANAGER = "no line manager to tell"
_UNREACHED: Mapping[Hold | None, str] = {
    Hold.NO_ADDRESS: " (we have no e-mail address for them)",
    Hold.BOUNCED: " (our mail to them comes back)",
}
_WORTH_TELLING = {Hold.NO_ADDRESS, Hold.BOUNCED, Hold.CALENDAR_ENDED}


@dataclass(frozen=True)
class PlannedMail:
    """One mail: to which mailbox, from which text, about what, and what is filled in; `people` are those it is to."""

    address: str
    template: str
    people: tuple[str, ...]
    owing: tuple[Owing, ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Unreachable:
    """Somebody who owes something and cannot be written to, or told on, and why."""

    staff_id: str
    name: str
    school: str
    why: str


@dataclass
class Plan:
    """A day's mails, how many people are held back for which reason, and who cannot be reached at all."""

    day: date
    mails: list[PlannedMail] = field(default_factory=list)
    held: Counter[Hold] = field(default_factory=Counter)
    unreachable: list[Unreachable] = field(default_factory=list)


class Planner:
    """Makes the plan of one day. `titles` are the policies' by id, `trust` is the trust's name."""

    def __init__(
        self, cases: Cases, rules: Rules, today: date, titles: Mapping[str, str], trust: str
    ) -> None:
        self._cases = cases
        self._rules = rules
        self._today = today
        self._titles = titles
        self._trust = trust

    def plan(self) -> Plan:
        """Decide about everybody."""
        found = Plan(self._today)
        to_remind: dict[str, list[tuple[Candidate, Decision]]] = {}
        to_tell: dict[str, list[tuple[Candidate, Decision]]] = {}
        for one in self._cases.candidates():
            decision = decide(one.case, self._rules, self._today)
            if decision.hold is not None:
                found.held[decision.hold] += 1
            if decision.hold in _WORTH_TELLING:
                found.unreachable.append(_unreachable(one, decision.hold.value))
            if decision.remind:
                to_remind.setdefault(one.address, []).append((one, decision))
            if decision.tell and one.manager is not None:
                to_tell.setdefault(one.manager, []).append((one, decision))
            elif decision.tell and decision.hold not in _WORTH_TELLING:
                found.unreachable.append(_unreachable(one, NO_MANAGER))
        found.mails = [self._mail(address, several) for address, several in to_remind.items()]
        for manager, people in to_tell.items():
            self._tell(found, manager, people, taken={mail.address for mail in found.mails})
        return found

    def for_one(self, staff_id: str, template: str) -> tuple[Candidate, dict[str, str], bool]:
        """One person, what a text would be filled in with for them, and whether that is a mere example.

        It is where they owe nothing (or nobody whom they manage does). Raises UnknownStaffError.
        """
        one = self._cases.person(staff_id)
        if one is None:
            raise UnknownStaffError
        parts = ((each, [owed for owed in each.case.owed if owed.part is Part.ACKNOWLEDGEMENT])
                 for each in self._cases.people_of(one.sub))  # fmt: skip
        people = self._people_lines([(each, owed) for each, owed in parts if owed])
        owes = self._lines(one, one.case.owed)
        every = "\n".join(f"- {title}: to read and answer" for title in self._titles.values())
        values = self._values(one, owes or every, people or "- (nobody at present)")
        return one, values, not (people if template == MANAGER else owes)

    def _lines(self, one: Candidate, owed: Sequence[Owed]) -> str:
        return "\n".join(self._line(each, one.due.get(each.policy)) for each in owed)

    def _people_lines(self, people: Sequence[tuple[Candidate, Sequence[Owed]]]) -> str:
        return "\n".join(
            f"- {one.name}: {', '.join(self._titles.get(each.policy, each.policy) for each in owed)}"
            f"{_UNREACHED.get(out_of_reach(one.case), '')}"
            for one, owed in people
        )

    def _values(self, one: Candidate, policies: str, people: str = "") -> dict[str, str]:
        manager = self._cases.manager(one.manager) if one.manager else None
        return {
            "name": one.name,
            "trust": self._trust,
            "policies": policies,
            "manager": manager[0].name if manager else "your line manager",
            "people": people,
        }

    def _mail(self, address: str, several: list[tuple[Candidate, Decision]]) -> PlannedMail:
        people = [one for one, _decision in several]
        lines = [self._lines(one, decision.remind) for one, decision in several]
        if len(several) > 1:
            lines = [f"{one.name}:\n{text}" for one, text in zip(people, lines, strict=True)]
        values = self._values(people[0], "\n\n".join(lines))
        values["name"] = _together([one.name for one in people])
        return PlannedMail(
            address,
            "last" if len(several) == 1 and self._is_last(*several[0]) else "reminder",
            tuple(one.name for one in people),
            tuple(_owing(one, each) for one, decision in several for each in decision.remind),
            values,
        )

    def _is_last(self, one: Candidate, decision: Decision) -> bool:
        told = any(each.part is Part.ACKNOWLEDGEMENT for each in decision.remind)
        return decision.last and told and self._rules.tell_manager and one.manager is not None

    def _tell(
        self, plan: Plan, manager: str, people: list[tuple[Candidate, Decision]], taken: set[str]
    ) -> None:
        found = self._cases.manager(manager)
        if found is None:
            return
        one, told = found
        hold = may_hear_of_people(one.case, told, self._rules, self._today)
        if hold is not None or one.address in taken:
            if hold in {Hold.LEFT, Hold.ON_LEAVE, Hold.NO_ADDRESS, Hold.BOUNCED}:
                plan.unreachable += [_unreachable(each, f"line manager: {hold.value}") for each, _ in people]
            return
        values = self._values(
            one, "", self._people_lines([(each, decision.tell) for each, decision in people])
        )
        owing = tuple(_owing(each, owed) for each, decision in people for owed in decision.tell)
        plan.mails.append(PlannedMail(one.address, MANAGER, (one.name,), owing, values))

    def _line(self, owed: Owed, due: str | None) -> str:
        title = self._titles.get(owed.policy, owed.policy)
        if owed.part is Part.AUDIT:
            return f"- {title}: your own private check. Only you see your answers."
        if due is None:
            return f"- {title}: to read and answer"
        day = date.fromisoformat(due)
        when = "by" if day >= self._today else "it was due on"
        return f"- {title}: to read and answer, {when} {dates.day(day, self._today)}"


def _together(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _owing(one: Candidate, owed: Owed) -> Owing:
    return (one.sub, owed.policy, owed.part, owed.version)


def _unreachable(one: Candidate, why: str) -> Unreachable:
    return Unreachable(one.staff_id, one.name, one.school, why)


class Planning:
    """Makes planners of what the database holds now."""

    def __init__(self, core: Core, questions: Questions, leave: Leave, settings: SettingsStore) -> None:
        self._core = core
        self._questions = questions
        self._leave = leave
        self._settings = settings

    def planner(self) -> "Planner":
        """A planner for today; raises StorageError."""
        self._leave.keep_up()
        rules, answered = self._settings.now().rules, self.answered()
        with self._core.database.read() as connection:
            cases = Cases(self._core, connection, answered)
            titles = {row.id: row.title for row in connection.execute(_TITLES)}
        return Planner(cases, rules, self._core.today(), titles, self._core.trust.name)

    def answered(self) -> Answered:
        """The questions that HR has answered and the person has not put right since; raises StorageError."""
        newest = {(one.staff_id, one.policy_id): one for one in self._questions.open()}
        asked = Outcome.QUESTION.value
        return {key for key, one in newest.items() if one.outcome == asked and one.answer is not None}


_TITLES = (
    select(policies.c.id, versions.c.title)
    .join_from(
        policies,
        versions,
        (versions.c.policy_id == policies.c.id) & (versions.c.version == policies.c.version),
    )
    .where(~policies.c.withdrawn)
    .order_by(versions.c.title)
)
