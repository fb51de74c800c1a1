"""*My people*: a line manager's own people, told to the manager's own device."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol_my_people as wire
from app.hr.my_people import OneOfMine
from app.hr.outstanding import Standing
from app.hr.questions import Question
from app.hr.service import HrService
from app.server.device import bearer


def router(hr: HrService) -> APIRouter:
    """Both endpoints; whose people they are about is the bearer token's person, and nobody else."""

    def owner(request: Request) -> str:
        return hr.tokens.owner(bearer(request))

    Owner = Annotated[str, Depends(owner)]  # noqa: N806 - a type
    routes = APIRouter()

    @routes.get(wire.MY_PEOPLE)
    def people(sub: Owner) -> wire.MyPeople:
        """Those whom this person manages, and what they asked."""
        today = hr.core.today()
        return wire.MyPeople(
            people=[_person(one, today) for one in hr.my_people.of(sub)],
            questions=[_question(title, one) for title, one in hr.my_people.questions(sub)],
        )

    @routes.post(wire.MY_PEOPLES_QUESTION)
    def answer(jti: str, body: wire.MyAnswer, sub: Owner) -> wire.Answered:
        """Answer one of them."""
        hr.my_people.answer(sub, jti, body.text)
        return wire.Answered(recorded=True)

    return routes


def _person(one: OneOfMine, today: date) -> wire.OneOfMine:
    return wire.OneOfMine.model_validate(
        {
            "staff_id": one.staff_id,
            "name": one.name,
            "role": one.role,
            "school": one.school,
            "person": one.person.replace("_", "-"),
            "standings": [_standing(*each, today) for each in one.standings],
        }
    )


def _standing(policy_id: str, title: str, row: Standing, today: date) -> dict[str, object]:
    late = row.outstanding and row.due is not None and row.due < today.isoformat()
    return {
        "policy_id": policy_id,
        "title": title,
        "acknowledgement": row.acknowledgement,
        "audit": row.audit.replace("_", "-"),
        "due": row.due,
        "overdue": late,
        "outstanding": row.outstanding,
    }


def _question(title: str, one: Question) -> wire.TheirQuestion:
    names = ("jti", "staff_id", "name", "outcome", "state", "words", "asked", "answer", "answered_by")
    return wire.TheirQuestion.model_validate({name: getattr(one, name) for name in names} | {"title": title})
