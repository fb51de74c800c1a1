"""The staff list and the sign sheet, for the HR window."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol_staff as wire
from app.domain.obligation import PersonState
from app.hr.accounts import Account, Right
from app.hr.directory import Entry
from app.hr.facts import Scan
from app.hr.roster_file import Choice
from app.hr.roster_hand import Given
from app.hr.roster_plan import Plan, Row
from app.hr.service import HrService
from app.server.console import from_base64
from app.server.device import bearer
from app.server.problems import MalformedRequestError

_Who = Callable[[Request], Account]


def router(hr: HrService) -> APIRouter:
    """Every endpoint about the staff list."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    routes = APIRouter()
    _add_list(routes, hr, account)
    _add_people(routes, hr, account)
    _add_sheets(routes, hr, account)
    return routes


def _add_list(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.post(wire.STAFF_LIST)
    def staff_list(body: wire.StaffFile, who: Annotated[Account, Depends(account)]) -> wire.StaffPlan:
        """Preview or import a staff list."""
        who.may(Right.CHANGE_STAFF)
        content, choice = from_base64(body.content), _choice(body)
        if body.preview:
            return _plan(hr.roster.preview(content, choice))
        plan = hr.roster.apply(content, actor=who.name, confirm_leavers=body.confirm_leavers, choice=choice)
        return _plan(plan)


def _add_people(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.get(wire.STAFF_FOUND)
    def found(words: str, who: Annotated[Account, Depends(account)]) -> wire.Found:
        """The first people who fit the words, and the schools."""
        who.may(Right.CHANGE_STAFF)
        people = hr.directory.find(words, who.scope) if words.strip() else []
        return wire.Found(people=[_found(one) for one in people], schools=hr.directory.schools(who.scope))

    @routes.post(wire.STAFF)
    def add(body: wire.PersonFields, who: Annotated[Account, Depends(account)]) -> wire.SavedPerson:
        """Add somebody by hand."""
        who.may(Right.CHANGE_STAFF)
        return wire.SavedPerson(staff_id=hr.by_hand.add(Given(**body.model_dump()), actor=who.name))

    @routes.post(wire.STAFF_CHANGE)
    def change(body: wire.PersonChange, who: Annotated[Account, Depends(account)]) -> wire.SavedPerson:
        """Change somebody by hand."""
        who.may(Right.CHANGE_STAFF)
        hr.by_hand.change(body.staff_id, Given(**body.fields.model_dump()), actor=who.name)
        return wire.SavedPerson(staff_id=body.staff_id)


def _add_sheets(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.post(wire.SIGN_SHEET)
    def sheet(body: wire.SheetRequest, who: Annotated[Account, Depends(account)]) -> wire.Sheet:
        """A sheet to print and sign."""
        who.may(Right.RECORD)
        made = hr.sign_sheets.sheet(body.policy_id, school=body.school, scope=who.scope)
        people = [
            wire.SheetPerson(staff_id=one.staff_id, name=one.name, school=one.school) for one in made.people
        ]
        return wire.Sheet(
            policy_id=made.policy_id, version=made.version, title=made.title, people=people, html=made.html
        )

    @routes.post(wire.SIGNED_SHEET)
    def signed(body: wire.SignedSheet, who: Annotated[Account, Depends(account)]) -> wire.RecordedSheet:
        """Record a signed sheet for everybody on it."""
        who.may(Right.RECORD)
        for staff_id in body.staff_ids:
            hr.directory.one(staff_id, who.scope)
        scan = Scan(body.scan.name, from_base64(body.scan.content)) if body.scan else None
        policy = (body.policy_id, body.version)
        count = hr.facts.paper(body.staff_ids, policy, _day(body.on), body.reason, actor=who.name, scan=scan)
        return wire.RecordedSheet(count=count)


def _choice(body: wire.StaffFile) -> Choice:
    if body.columns is None:
        return Choice(body.sheet)
    return Choice(body.sheet, {one.meaning: one.heading for one in body.columns})


def _plan(plan: Plan) -> wire.StaffPlan:
    found = plan.found
    return wire.StaffPlan(
        joiners=_listed(plan, plan.joiners),
        changes=_listed(plan, plan.changes),
        leavers=_listed(plan, plan.leavers),
        joined=len(plan.joiners),
        changed=len(plan.changes),
        left=len(plan.leavers),
        unchanged=plan.unchanged,
        staff=plan.staff,
        no_email=plan.no_email,
        renamed=plan.renamed,
        problems=[one[:400] for one in plan.problems],
        sheets=[one[:400] for one in found.sheets],
        sheet=found.sheet[:400],
        columns=[
            wire.ListColumn.model_validate({**asdict(one), "meaning": one.meaning or None})
            for one in found.columns
        ],
        basis=found.basis,
        unsettled=found.unsettled,
        saved=plan.saved,
    )


def _listed(plan: Plan, staff_ids: Iterable[str]) -> list[wire.Listed]:
    returners = set(plan.returners)
    first = [plan.wanted[one] for one in list(staff_ids)[: wire.MOST_LISTED]]
    return [
        wire.Listed(
            staff_id=row.staff_id,
            name=row.name,
            school=row.schools[0],
            what=list(_what(row, plan.before.get(row.staff_id))),
            returns=row.staff_id in returners,
        )
        for row in first
    ]


def _what(row: Row, before: Row | None) -> Iterator[str]:
    """The fields that change."""
    if before is not None:
        for name in ("staff_id", "name", "legal_name", "email", "schools", "role", "line_manager", "kind"):
            if getattr(row, name) != getattr(before, name):
                yield name
        if (row.joined_on, row.left_on) != (before.joined_on, before.left_on):
            yield "days"


def _found(one: Entry) -> wire.FoundPerson:
    return wire.FoundPerson.model_validate(
        {
            "staff_id": one.person.staff_id,
            "name": one.person.name,
            "legal_name": one.person.legal_name,
            "email": one.person.email,
            "school": "; ".join(one.schools),
            "role": one.person.role,
            "line_manager": one.line_manager,
            "kind": one.person.kind,
            "joined_on": one.joined_on,
            "left_on": one.left_on,
            "left": one.person.person is PersonState.LEFT,
        }
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MalformedRequestError from error
