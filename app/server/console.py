"""What the HR window asks of the service. What an account's role may not see never leaves it."""

import base64
import binascii
import json
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app import protocol
from app.hr.accounts import Account, Right
from app.hr.outstanding import Standing
from app.hr.roster_import import Plan
from app.hr.service import HrService
from app.hr.tokens import NotSignedInError
from app.server.device import bearer, source
from app.server.problems import MalformedRequestError


def router(hr: HrService) -> APIRouter:
    """Every endpoint of the HR window."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    Signed = Annotated[Account, Depends(account)]  # noqa: N806 - a type
    routes = APIRouter()
    _add_sessions(routes, hr)

    @routes.get(protocol.CONSOLE_POLICIES)
    def policies(_who: Signed) -> protocol.PublishedPolicies:
        """Every policy in force."""
        found = [protocol.PublishedPolicy(**asdict(one)) for one in hr.delivery.in_force()]
        return protocol.PublishedPolicies(policies=found)

    @routes.get(protocol.CONSOLE_STANDINGS, response_model=protocol.Standings)
    def standings(who: Signed, policy: str, after: int = 0) -> Response:
        """The rows in sight that changed since a revision."""
        who.may(Right.SEE)
        revision, rows = hr.outstanding.rows(policy, who.scope, after=after)
        # 100,000 rows are made of values the database already holds to their form.
        content = {"revision": revision, "rows": [_on_the_wire(row) for row in rows]}
        return Response(json.dumps(content, separators=(",", ":")), media_type="application/json")

    @routes.get(protocol.CONSOLE_SUMMARY)
    def summary(who: Signed, policy: str) -> protocol.Summary:
        """The counts by school in sight."""
        who.may(Right.SEE)
        revision, counts = hr.outstanding.by_school(policy, who.scope)
        return protocol.Summary(
            revision=revision, schools=[protocol.SchoolCount(**asdict(one)) for one in counts]
        )

    @routes.post(protocol.CONSOLE_ROSTER)
    def roster(body: protocol.RosterFile, who: Signed) -> protocol.RosterAnswer:
        """Preview or import a staff list."""
        who.may(Right.CHANGE_STAFF)
        content = _bytes(body.content)
        if body.preview:
            return _roster_answer(hr.roster.preview(content))
        plan = hr.roster.apply(content, actor=who.name, confirm_leavers=body.confirm_leavers)
        return _roster_answer(plan)

    @routes.post(protocol.CONSOLE_CODES)
    def code(body: protocol.CodeRequest, who: Signed) -> protocol.IssuedCode:
        """A one-time code to read out."""
        who.may(Right.INVITE)
        issued = hr.enrolment.invite([body.staff_id], who.name)[0]
        return protocol.IssuedCode(code=issued.code, name=issued.person.name, expires=issued.expires)

    return routes


def _add_sessions(routes: APIRouter, hr: HrService) -> None:
    @routes.post(protocol.CONSOLE_SESSIONS)
    def sign_in(body: protocol.ConsoleSessionRequest, request: Request) -> protocol.ConsoleSession:
        """Open a session."""
        opened = hr.accounts.sign_in(body.account, body.password, source(request))
        return protocol.ConsoleSession(
            token=opened.token,
            account=opened.account.name,
            role=opened.account.role.value,
            trust=hr.core.trust.name,
            time_zone=hr.core.trust.time_zone,
            expires_in=opened.expires_in,
        )

    @routes.delete(protocol.CONSOLE_SESSIONS)
    def sign_out(request: Request) -> protocol.Accepted:
        """End the session."""
        token = bearer(request)
        if token is None:
            raise NotSignedInError
        hr.accounts.sign_out(token)
        return protocol.Accepted(stored=True)


def _on_the_wire(row: Standing) -> dict[str, object]:
    """The wire writes states with hyphens."""
    return {
        **vars(row),
        "person": row.person.replace("_", "-"),
        "audit": row.audit.replace("_", "-"),
    }


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedRequestError from error


def _roster_answer(plan: Plan) -> protocol.RosterAnswer:
    return protocol.RosterAnswer(
        joiners=plan.joiners,
        changes=plan.changes,
        leavers=plan.leavers,
        unchanged=plan.unchanged,
        problems=plan.problems,
        saved=plan.saved,
    )
