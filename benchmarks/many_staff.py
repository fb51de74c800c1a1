"""A hundred thousand people and more, invented, for what is measured at that size."""

import random
import uuid
from collections.abc import Iterator

from app.domain.obligation import SETTLED, AcknowledgementState, AuditState, PersonState, is_outstanding
from app.protocol import Standing

SCHOOLS = 96
PEOPLE_A_MANAGER = 12
DUE = "2026-12-04"
_ROLES = ("Teacher", "Teaching assistant", "Caretaker", "Cook", "Business manager", "Lecturer")
_FIRST = ("Amara", "Siân", "Łukasz", "Zoë", "Anne-Marie", "Nikhil", "Chloé", "Tom", "Jürgen", "Fatima")
_LAST = ("O’Connor", "Dąbrowski", "Smith", "Nguyễn", "Patel", "Ångström", "Jones", "Okafor", "Évrard")
_ANSWERS = (
    *[(AcknowledgementState.ACKNOWLEDGED, AuditState.COMPLETED)] * 11,
    *[(AcknowledgementState.ACKNOWLEDGED, AuditState.NONE)] * 3,
    *[(AcknowledgementState.NONE, AuditState.NONE)] * 5,
    (AcknowledgementState.QUESTION, AuditState.NONE),
)


def people(count: int) -> Iterator[dict[str, object]]:
    """Each person's row of the staff list and their standing, always the same ones."""
    chance = random.Random(7)
    for number in range(count):
        acknowledgement, audit = chance.choice(_ANSWERS)
        yield {
            "sub": str(uuid.UUID(int=number + 1)),
            "staff_id": f"S{number:07}",
            "name": f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}",
            "email": f"s{number}@trust.example",
            "school": number % SCHOOLS,
            "role": chance.choice(_ROLES),
            "manager": f"Manager {number // PEOPLE_A_MANAGER}",
            "person": PersonState.ON_LEAVE if chance.random() < 0.03 else PersonState.ACTIVE,
            "acknowledgement": acknowledgement,
            "acknowledged_at": f"2026-11-{chance.randint(2, 21):02}T09:00:00Z",
            "audit": audit,
        }


def standings(count: int) -> list[Standing]:
    """The same as the HR window is sent them."""
    return [_standing(one) for one in people(count)]


def _standing(one: dict[str, object]) -> Standing:
    person, acknowledgement, audit = one["person"], one["acknowledgement"], one["audit"]
    done = audit == AuditState.COMPLETED
    return Standing.model_validate(
        {
            **{name: one[name] for name in ("staff_id", "name", "email", "role")},
            "school": f"School {one['school']:03}",
            "line_manager": one["manager"],
            "person": str(person).replace("_", "-"),
            "acknowledgement": str(acknowledgement),
            "acknowledged_at": one["acknowledged_at"] if acknowledgement in SETTLED else None,
            "audit": str(audit),
            "audit_on": "2026-11-21" if done else None,
            "due": DUE,
            "outstanding": is_outstanding(person, acknowledgement, audit),  # type: ignore[arg-type]
        }
    )
