"""Accounts in the HR window: one's own for everybody, everyone's and what waits for approval for HR."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol
from app import protocol_accounts as wire
from app.hr.account_book import AccountOf
from app.hr.account_changes import AccountChange
from app.hr.account_rules import AccountRules
from app.hr.accounts import Account, NewAccount, Opened, Right, Role
from app.hr.approvals import Request as Asked
from app.hr.service import HrService
from app.server.device import bearer

_Who = Callable[[Request], Account]


def router(hr: HrService) -> APIRouter:
    """Every endpoint about accounts."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    def keeper(request: Request) -> Account:
        who = account(request)
        who.may(Right.ACCOUNTS)
        return who

    def enrolling(request: Request) -> Account:
        return hr.accounts.account(bearer(request), enrolling=True)

    routes = APIRouter()
    _add_own(routes, hr, enrolling)
    _add_own_sessions(routes, hr, account)
    _add_accounts(routes, hr, keeper)
    _add_rules(routes, hr, keeper)
    _add_approvals(routes, hr, keeper)
    return routes


def _add_own(routes: APIRouter, hr: HrService, enrolling: _Who) -> None:
    """What a session may do whose account still needs a second factor."""

    @routes.get(wire.MY_ACCOUNT)
    def own(request: Request, who: Annotated[Account, Depends(enrolling)]) -> wire.MyAccount:
        """One's own account."""
        found = hr.account_book.own(who, bearer(request) or "")
        return wire.MyAccount(account=_account(found.account), recovery_codes_left=found.recovery_codes_left)

    @routes.post(wire.MY_SECOND_FACTOR)
    def begin(who: Annotated[Account, Depends(enrolling)]) -> wire.SecondFactorSecret:
        """A new secret for the phone."""
        found = hr.account_book.begin_second_factor(who)
        return wire.SecondFactorSecret(secret=found.secret, address=found.address)

    @routes.post(wire.MY_FIRST_CODE)
    def confirm(body: wire.FirstCode, who: Annotated[Account, Depends(enrolling)]) -> wire.RecoveryCodes:
        """The phone's first code; from then on one is asked for."""
        return wire.RecoveryCodes(codes=hr.account_book.confirm_second_factor(who, body.code))


def _add_own_sessions(routes: APIRouter, hr: HrService, account: _Who) -> None:
    @routes.post(wire.MY_RECOVERY_CODES)
    def fresh(body: wire.FreshCodes, who: Annotated[Account, Depends(account)]) -> wire.RecoveryCodes:
        """Ten fresh recovery codes; the old ones end."""
        return wire.RecoveryCodes(codes=hr.account_book.new_recovery_codes(who, body.password, body.code))

    @routes.post(wire.MY_PASSWORD)
    def password(
        body: wire.NewPassword, request: Request, _who: Annotated[Account, Depends(account)]
    ) -> wire.Done:
        """Another password; one's other sessions end."""
        hr.accounts.change_own_password(bearer(request) or "", body.old, body.new)
        return wire.Done()

    @routes.post(wire.MY_SESSIONS)
    def end(
        body: wire.EndedSession, request: Request, who: Annotated[Account, Depends(account)]
    ) -> wire.Done:
        """End one of one's sessions, or all the others."""
        if body.number is not None:
            hr.account_book.end_own_session(who, body.number)
        else:
            hr.account_book.end_other_sessions(who, bearer(request) or "")
        return wire.Done()


def _add_accounts(routes: APIRouter, hr: HrService, keeper: _Who) -> None:
    @routes.get(wire.ACCOUNTS)
    def everyone(_who: Annotated[Account, Depends(keeper)]) -> wire.AccountList:
        """Every account, and the rules."""
        _roles, schools = hr.policy_list.audiences()
        return wire.AccountList(
            accounts=[_account(one) for one in hr.account_book.all()],
            rules=_rules(hr.account_book.rules()),
            schools=[name for name, _count in schools],
        )

    @routes.post(wire.ACCOUNTS)
    def add(body: wire.NewAccountBody, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """Make an account."""
        if body.subject is not None:
            new = hr.work_accounts.bound(_new(body, ""), body.subject)
        else:
            new = _new(body, hr.accounts.hashed(body.password or ""))
        return wire.Done(waits=hr.two_people.add_account(new, actor=who.name) is not None)

    @routes.post(wire.CHANGED)
    def change(body: wire.ChangedAccount, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """Change an account's role and schools."""
        wanted = AccountChange(body.name, Role(body.role), tuple(body.schools), body.staff_id)
        return wire.Done(waits=hr.two_people.change_account(wanted, actor=who.name) is not None)

    @routes.post(wire.CLOSED)
    def close(body: wire.Named, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """Close an account."""
        hr.account_book.close(body.name, actor=who.name)
        return wire.Done()

    @routes.post(wire.ENDED_SESSIONS)
    def end(body: wire.Named, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """End an account's sessions."""
        hr.account_book.end_sessions(body.name, actor=who.name)
        return wire.Done()

    @routes.post(wire.ENDED_WAITS)
    def end_wait(body: wire.Named, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """Let an account try a code again now."""
        hr.account_book.end_wait(body.name, actor=who.name)
        return wire.Done()

    @routes.post(wire.LOST_FACTORS)
    def lost(body: wire.LostFactor, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """Take a lost second factor away."""
        asked = hr.two_people.take_second_factor(body.name, body.reason, actor=who.name)
        return wire.Done(waits=asked is not None)


def _add_rules(routes: APIRouter, hr: HrService, keeper: _Who) -> None:
    @routes.post(wire.RULES)
    def rules(body: wire.RulesBody, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """What the trust asks of accounts."""
        wanted = AccountRules(body.idle_minutes, frozenset(body.second_factor), body.two_people)
        return wire.Done(waits=hr.two_people.set_rules(wanted, actor=who.name) is not None)


def _add_approvals(routes: APIRouter, hr: HrService, keeper: _Who) -> None:
    @routes.get(wire.APPROVALS)
    def waiting(_who: Annotated[Account, Depends(keeper)]) -> wire.Requests:
        """What waits for a second person, and what was decided of late."""
        return wire.Requests(
            waiting=[_request(one) for one in hr.approvals.waiting()],
            decided=[_request(one) for one in hr.approvals.decided()],
        )

    @routes.post(wire.APPROVED)
    def approve(body: wire.Approve, who: Annotated[Account, Depends(keeper)]) -> wire.RequestBody:
        """Approve, and carry out."""
        return _request(hr.approvals.approve(body.number, actor=who.name))

    @routes.post(wire.REFUSED)
    def refuse(body: wire.Refuse, who: Annotated[Account, Depends(keeper)]) -> wire.Done:
        """Refuse, or take back what one asked for."""
        hr.approvals.refuse(body.number, body.reason, actor=who.name)
        return wire.Done()


def session_body(hr: HrService, opened: Opened) -> protocol.ConsoleSession:
    """A fresh session as the window is told of it."""
    return protocol.ConsoleSession(
        token=opened.token,
        account=opened.account.name,
        role=opened.account.role.value,
        trust=hr.core.trust.name,
        time_zone=hr.core.trust.time_zone,
        expires_in=opened.expires_in,
        must_enrol=opened.must_enrol,
    )


def _new(body: wire.NewAccountBody, password_hash: str) -> NewAccount:
    return NewAccount(body.name.strip(), Role(body.role), password_hash, tuple(body.schools), body.staff_id)


def _account(one: AccountOf) -> wire.AccountBody:
    plain = asdict(one) | {"schools": list(one.schools)}
    return wire.AccountBody.model_validate(plain | {"sessions": [asdict(each) for each in one.sessions]})


def _rules(rules: AccountRules) -> wire.RulesBody:
    return wire.RulesBody.model_validate(asdict(rules) | {"second_factor": sorted(rules.second_factor)})


def _request(one: Asked) -> wire.RequestBody:
    return wire.RequestBody.model_validate(asdict(one) | {"told": list(one.told)})
