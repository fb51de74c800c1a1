"""One person's page, questions, disputes and the trail, for the HR window. What a role may not see never leaves it."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol_people as wire
from app.errors import RefusedError
from app.hr import trail
from app.hr.accounts import Account, Right
from app.hr.facts import Scan
from app.hr.person_history import PersonPage
from app.hr.person_keys import HeldKey
from app.hr.service import HrService
from app.server.device import bearer
from app.server.limits import Position
from app.server.problems import MalformedRequestError

_Who = Callable[[Request], Account]
_DONE = wire.Done(recorded=True)
_PAGE = 200  # lines of the trail in one answer


def router(hr: HrService) -> APIRouter:
    """Every endpoint about one person, and the three lists."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    routes = APIRouter()
    for add in (_add_person, _add_files, _add_facts, _add_keys, _add_questions, _add_disputes, _add_trail):
        add(routes, hr, account)
    return routes


def _add_person(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.get(wire.PERSON)
    def person(staff_id: str, who: Annotated[Account, Depends(account)]) -> wire.Person:
        """One person's page, as far as the account may see it."""
        who.may(Right.SEE)
        return _person(hr.person_history.of(staff_id, who.reader))


def _add_files(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.get(wire.PERSON_EVIDENCE)
    def evidence(staff_id: str, who: Annotated[Account, Depends(account)]) -> wire.File:
        """The person's evidence pack; of messages only those meant for this reader."""
        who.may(Right.EVIDENCE)
        words_for = {who.reader.words_for} if who.reader.words_for else set()
        [pack] = hr.export.packs(staff_id=staff_id, actor=who.name, words_for=words_for)
        return wire.File(name="evidence.zip", content=base64.b64encode(pack.content).decode())

    @routes.get(wire.PERSON_SCAN)
    def scan(staff_id: str, sha256: str, who: Annotated[Account, Depends(account)]) -> wire.File:
        """The scan of a sheet that the person signed."""
        who.may(Right.READ_FACTS)
        found = hr.person_history.scan(staff_id, sha256, who.reader)
        return wire.File(name=found.name, content=base64.b64encode(found.content).decode())


def _add_facts(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.post(wire.PERSON_FACTS)
    def record(staff_id: str, body: wire.ByHand, who: Annotated[Account, Depends(account)]) -> wire.Done:
        """Record a signed sheet, an acceptance on somebody's behalf, or an exemption."""
        who.may(Right.RECORD)
        policy = (body.policy_id, body.version)
        on = _day(body.on)
        if body.fact == "paper":
            scan = Scan(body.scan.name, _content(body.scan)) if body.scan else None
            hr.facts.paper([staff_id], policy, on, body.reason, actor=who.name, scan=scan)
        elif body.scan is not None:
            raise MalformedRequestError
        elif body.fact == "behalf":
            hr.facts.behalf([staff_id], policy, on, body.reason, actor=who.name)
        else:
            hr.facts.exempt([staff_id], policy, body.reason, actor=who.name)
        return _DONE

    @routes.post(wire.PERSON_LEAVE)
    def leave(staff_id: str, body: wire.LeaveDays, who: Annotated[Account, Depends(account)]) -> wire.Done:
        """Record leave, which pauses the clock."""
        who.may(Right.RECORD)
        last = _day(body.last) if body.last else None
        hr.leave.record(staff_id, _day(body.first), last, body.reason, actor=who.name)
        return _DONE

    @routes.post(wire.PERSON_RETURN)
    def back(staff_id: str, body: wire.Return, who: Annotated[Account, Depends(account)]) -> wire.Done:
        """Record that somebody is back."""
        who.may(Right.RECORD)
        hr.leave.back(staff_id, _day(body.on), body.reason, actor=who.name)
        return _DONE


def _add_keys(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.post(wire.PERSON_KEY)
    def end(
        staff_id: str, kid: str, body: wire.KeyEnd, who: Annotated[Account, Depends(account)]
    ) -> wire.Done:
        """End a key from here on in the log."""
        who.may(Right.RECORD)
        hr.person_keys.end(staff_id, kid, body.ending, body.why, who.name)
        return _DONE


def _add_questions(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.get(wire.QUESTIONS)
    def questions(who: Annotated[Account, Depends(account)]) -> wire.Questions:
        """Every question and refusal this account may know of, those to be answered first."""
        who.may(Right.READ_QUESTIONS)
        titles = {one.policy_id: one.title for one in hr.delivery.in_force()}
        found = hr.questions.all(who.reader)
        found.sort(key=lambda one: ("open", "answered", "settled").index(one.state))
        listed = [
            wire.Question.model_validate(asdict(one) | {"title": titles.get(one.policy_id, one.policy_id)})
            for one in found
        ]
        return wire.Questions(questions=listed)

    @routes.post(wire.ANSWER)
    def answer(jti: str, body: wire.Answer, who: Annotated[Account, Depends(account)]) -> wire.Done:
        """Answer one: the person sees it, and is asked again."""
        who.may(Right.ANSWER)
        hr.questions.answer(jti, body.text, actor=who.name, reader=who.reader)
        return _DONE


def _add_disputes(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.get(wire.DISPUTES)
    def disputes(who: Annotated[Account, Depends(account)]) -> wire.Disputes:
        """Everything disputed, and who outside the case is told."""
        who.may(Right.READ_FACTS)
        found = [wire.Dispute.model_validate(_listed(asdict(one))) for one in hr.disputes.all()]
        return wire.Disputes(disputes=found, contact=hr.disputes.contact())

    @routes.post(wire.NOTES)
    def note(jti: str, body: wire.Answer, who: Annotated[Account, Depends(account)]) -> wire.Done:
        """Add a note; the person sees it."""
        who.may(Right.RECORD)
        hr.disputes.add_note(jti, body.text, actor=who.name)
        return _DONE

    @routes.post(wire.DISPUTE_END)
    def end(jti: str, body: wire.EndDispute, who: Annotated[Account, Depends(account)]) -> wire.Done:
        """Say how it ended; the person sees it."""
        who.may(Right.RECORD)
        hr.disputes.settle(jti, body.outcome, body.reason, actor=who.name)
        return _DONE


def _add_trail(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.get(wire.TRAIL)
    def lines(
        who: Annotated[Account, Depends(account)], search: str = "", before: Position | None = None
    ) -> wire.Trail:
        """A page of the trail, newest first."""
        who.may(Right.READ_TRAIL)
        with hr.core.database.read() as connection:
            found = trail.search(connection, search, before, _PAGE)
        steps = [wire.Step(number=one.number, fixed=one.fixed, **vars(one.step)) for one in found.lines]
        return wire.Trail(steps=steps, found=found.found, more=found.more)

    @routes.get(wire.TRAIL_CHECK)
    def check(who: Annotated[Account, Depends(account)]) -> wire.TrailCheck:
        """Whether the trail is as its daily heads in the log fixed it."""
        who.may(Right.READ_TRAIL)
        try:
            return wire.TrailCheck(**asdict(hr.trail_heads.verify()), problem=None)
        except RefusedError as error:
            return wire.TrailCheck(heads=0, covered=0, later=0, newest=None, problem=str(error)[:400])


def _person(page: PersonPage) -> wire.Person:
    one, away = page.person, page.away or (None, None)
    return wire.Person.model_validate(
        {
            **{name: getattr(one, name) for name in _NAMES},
            "person": one.person.value.replace("_", "-"),
            "away_from": away[0],
            "away_until": away[1],
            "standings": [asdict(each) | {"audit": each.audit.replace("_", "-")} for each in page.standings],
            "history": [asdict(each) for each in page.history],
            "keys": None if page.keys is None else [_key(each, page) for each in page.keys],
        }
    )


def _key(key: HeldKey, page: PersonPage) -> dict[str, object]:
    known = {name: getattr(key, name) for name in ("kid", "identity", "enrolled", "ended", "ending", "why")}
    return known | {"disputed": key.kid in page.disputed}


def _listed(claims: dict[str, object]) -> dict[str, object]:
    """Bodies hold lists, values hold tuples."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in claims.items()}


def _content(file: wire.File) -> bytes:
    try:
        return base64.b64decode(file.content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedRequestError from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MalformedRequestError from error


_NAMES = ("staff_id", "name", "email", "school", "role", "line_manager")
