"""Keeping and deleting, as the HR window asks for it: for HR alone, and by the same functions as the command line."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol_keeping as wire
from app.hr.accounts import Account, Right
from app.hr.holds import Hold
from app.hr.purge import Line
from app.hr.retention import KINDS
from app.hr.service import HrService
from app.protocol_people import File
from app.server.device import bearer

_Who = Callable[[Request], Account]


def router(hr: HrService) -> APIRouter:
    """Every endpoint about keeping. It comes before the pages of people, whose path matches every path under it."""

    def keeper(request: Request) -> Account:
        who = hr.accounts.account(bearer(request))
        who.may(Right.KEEP)
        return who

    routes = APIRouter()
    for add in (_add_rules, _add_holds, _add_deleting, _add_person):
        add(routes, hr, keeper)
    return routes


def _add_rules(routes: APIRouter, hr: HrService, keeper: _Who) -> None:
    @routes.get(wire.RULES, dependencies=[Depends(keeper)])
    def rules() -> wire.Rules:
        """The rule of every kind of record."""
        return _rules(hr)

    @routes.post(wire.RULES)
    def choose(body: wire.RuleBody, who: Annotated[Account, Depends(keeper)]) -> wire.Rules:
        """Choose the rule of one kind; it deletes nothing by itself."""
        hr.retention.choose(body.kind, body.months, body.counted_from, actor=who.name)
        return _rules(hr)


def _add_holds(routes: APIRouter, hr: HrService, keeper: _Who) -> None:
    @routes.get(wire.HOLDS, dependencies=[Depends(keeper)])
    def holds() -> wire.Holds:
        """Every hold there is and was."""
        return _holds(hr, hr.holds.all())

    @routes.post(wire.HOLDS)
    def place(body: wire.HoldBody, who: Annotated[Account, Depends(keeper)]) -> wire.Holds:
        """Place a hold."""
        hr.holds.place(body.scope, body.subject, body.reason, actor=who.name)
        return _holds(hr, hr.holds.all())

    @routes.post(wire.LIFTED)
    def lift(body: wire.LiftedHold, who: Annotated[Account, Depends(keeper)]) -> wire.Holds:
        """Lift a hold."""
        hr.holds.lift(body.number, body.reason, actor=who.name)
        return _holds(hr, hr.holds.all())


def _add_deleting(routes: APIRouter, hr: HrService, keeper: _Who) -> None:
    @routes.get(wire.DUE, dependencies=[Depends(keeper)])
    def due() -> wire.Due:
        """What the rules make due today; deletes nothing."""
        found = hr.purging.listing()
        return wire.Due.model_validate(
            {
                "token": found.token,
                "as_of": found.as_of,
                "due": _lines(found.due),
                "kept": _lines(found.kept),
                "unset": list(found.unset),
                "needs_two": hr.approvals.needed(),
            }
        )

    @routes.post(wire.DELETED)
    def delete(body: wire.Deletion, who: Annotated[Account, Depends(keeper)]) -> wire.Deleted:
        """Delete exactly what was listed, or ask another person of HR for it."""
        done, number = hr.two_people.purge(body.token, body.reason, actor=who.name)
        counts = [{"kind": kind, "count": count} for kind, count in done.items()]
        return wire.Deleted.model_validate({"deleted": counts, "waits": number is not None})


def _add_person(routes: APIRouter, hr: HrService, keeper: _Who) -> None:
    @routes.get(wire.PERSON_HOLDS, dependencies=[Depends(keeper)])
    def holds(staff_id: str) -> wire.Holds:
        """The holds in force that touch one person's records."""
        return _holds(hr, hr.holds.on(staff_id))

    @routes.post(wire.PERSON_DATA)
    def data(staff_id: str, body: wire.PersonDataRequest, who: Annotated[Account, Depends(keeper)]) -> File:
        """Everything that is held of one person; that it was taken stands on the trail."""
        held = hr.person_data.of(staff_id)
        content = held.as_html() if body.form == "page" else held.as_zip()
        hr.person_data.note_taken(staff_id, actor=who.name)
        name = "person-data.html" if body.form == "page" else "person-data.zip"
        return File(name=name, content=base64.b64encode(content).decode())


def _rules(hr: HrService) -> wire.Rules:
    chosen = hr.retention.rules()
    found = []
    for kind, (_words, choices) in KINDS.items():
        rule = chosen.get(kind)
        found.append(
            {
                "kind": kind,
                "months": rule.months if rule else None,
                "counted_from": rule.counted_from if rule else None,
                "chosen_at": rule.set_at if rule else None,
                "chosen_by": rule.set_by if rule else None,
                "choices": list(choices),
            }
        )
    return wire.Rules.model_validate({"rules": found})


def _holds(hr: HrService, found: Sequence[Hold]) -> wire.Holds:
    listed = [asdict(one) for one in found]
    return wire.Holds.model_validate({"holds": listed, "schools": hr.holds.schools()})


def _lines(lines: Sequence[Line]) -> list[dict[str, object]]:
    return [asdict(one) for one in lines]
