"""Reminders and term calendars, as the HR window asks for them. The mail server's password never leaves."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol_reminders as protocol
from app.domain.reminders import Rules
from app.hr.accounts import Account, Right
from app.hr.calendar_file import CalendarFile
from app.hr.reminders_settings import ReminderSettings
from app.hr.reminders_templates import NAMES, ReminderText
from app.hr.service import HrService
from app.protocol import Accepted
from app.server.console import from_base64
from app.server.device import bearer
from app.server.limits import Position

MOST_SHOWN = 200
"""Mails of a plan, and people who cannot be reached, that one answer names."""


def router(hr: HrService) -> APIRouter:
    """Every endpoint of the section, and the one that the list of people asks."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    def watching(request: Request) -> Account:
        return hr.accounts.account(bearer(request), in_use=False)

    def keeper(request: Request) -> Account:
        who = account(request)
        who.may(Right.REMIND)
        return who

    Watching = Annotated[Account, Depends(watching)]  # noqa: N806 - a type
    routes = APIRouter()

    @routes.get(protocol.PEOPLE)
    def people(who: Watching) -> protocol.RemindedPeople:
        """How often each person in sight was written to, and when last; the window asks for it by itself."""
        who.may(Right.SEE)
        found = hr.reminder_log.people(who.scope)
        return protocol.RemindedPeople(
            people=[
                protocol.Reminded(staff_id=one.staff_id, reminded_count=one.count, last_reminded=one.last)
                for one in found
            ]
        )

    _add_sight(routes, hr, keeper)
    _add_settings(routes, hr, keeper)
    _add_texts(routes, hr, keeper)
    _add_calendars(routes, hr, keeper)
    return routes


_Keeper = Callable[[Request], Account]


def _add_sight(routes: APIRouter, hr: HrService, keeper: _Keeper) -> None:
    @routes.get(protocol.REMINDERS, dependencies=[Depends(keeper)])
    def reminders() -> protocol.Reminders:
        """Everything that is set."""
        return _reminders(hr)

    @routes.get(protocol.PLAN, dependencies=[Depends(keeper)])
    def plan() -> protocol.Plan:
        """What would go out today."""
        found = hr.reminders.plan()
        return protocol.Plan(
            day=found.day.isoformat(),
            count=len(found.mails),
            mails=[
                protocol.PlannedMail.model_validate(
                    {"address": one.address, "template": one.template, "people": list(one.people)}
                )
                for one in found.mails[:MOST_SHOWN]
            ],
            held=[protocol.Held(why=why.value, people=count) for why, count in sorted(found.held.items())],
            unreachable=[protocol.Unreachable(**asdict(one)) for one in found.unreachable[:MOST_SHOWN]],
        )

    @routes.get(protocol.LOG, dependencies=[Depends(keeper)])
    def log(before: Position | None = None) -> protocol.MailLog:
        """What was sent, the newest first."""
        found = [asdict(one) for one in hr.reminder_log.mails(before, MOST_SHOWN + 1)]
        for one in found:
            one |= {"people": list(one["people"]), "policies": list(one["policies"])}
        mails = [protocol.SentMail.model_validate(one) for one in found[:MOST_SHOWN]]
        return protocol.MailLog(mails=mails, more=len(found) > MOST_SHOWN)

    @routes.post(protocol.BOUNCES)
    def bounces(
        body: protocol.BouncesUpload, who: Annotated[Account, Depends(keeper)]
    ) -> protocol.BouncesRead:
        """Read mail that came back."""
        return protocol.BouncesRead(**asdict(hr.bounces.read_file(from_base64(body.content), actor=who.name)))

    @routes.post(protocol.ADDRESSES)
    def clear(body: protocol.AddressClearing, who: Annotated[Account, Depends(keeper)]) -> Accepted:
        """Write to an address again."""
        hr.reminder_log.clear(body.address, actor=who.name)
        return Accepted(stored=True)


def _add_settings(routes: APIRouter, hr: HrService, keeper: _Keeper) -> None:
    Keeper = Annotated[Account, Depends(keeper)]  # noqa: N806 - a type

    @routes.post(protocol.SWITCH)
    def switch(body: protocol.Switch, who: Keeper) -> protocol.Reminders:
        """Switch reminders on or off."""
        hr.reminders.settings.switch(on=body.on, actor=who.name)
        return _reminders(hr)

    @routes.post(protocol.RULES)
    def rules(body: protocol.Rules, who: Keeper) -> protocol.Reminders:
        """Change the rules."""
        wanted = Rules(body.most, body.first_after, body.pause, body.tell_manager)
        hr.reminders.settings.set_rules(wanted, body.at, actor=who.name)
        return _reminders(hr)

    @routes.post(protocol.SERVER)
    def server(body: protocol.ServerChange, who: Keeper) -> protocol.Reminders:
        """Name the mail server."""
        hr.reminders.settings.set_server(
            body.address, body.sender, body.account, body.password, actor=who.name
        )
        return _reminders(hr)


def _add_texts(routes: APIRouter, hr: HrService, keeper: _Keeper) -> None:
    Keeper = Annotated[Account, Depends(keeper)]  # noqa: N806 - a type

    @routes.post(protocol.TEXTS)
    def save(body: protocol.Draft, who: Keeper) -> protocol.Reminders:
        """Change a text."""
        hr.reminders.templates.save(_draft(body), actor=who.name)
        return _reminders(hr)

    @routes.post(protocol.PREVIEW, dependencies=[Depends(keeper)])
    def preview(body: protocol.PreviewRequest) -> protocol.Preview:
        """A draft as one person would get it."""
        return protocol.Preview(**asdict(hr.reminders.previews.preview(_draft(body.draft), body.staff_id)))

    @routes.post(protocol.TEST)
    def test(body: protocol.TrialRequest, who: Keeper) -> protocol.TrialAnswer:
        """Send a draft to one address."""
        said = hr.reminders.previews.test(_draft(body.draft), body.staff_id, body.to, actor=who.name)
        return protocol.TrialAnswer(said=said)


def _add_calendars(routes: APIRouter, hr: HrService, keeper: _Keeper) -> None:
    Keeper = Annotated[Account, Depends(keeper)]  # noqa: N806 - a type

    @routes.post(protocol.CALENDARS)
    def calendar(body: protocol.CalendarUpload, who: Keeper) -> protocol.CalendarAnswer:
        """Preview or take over a calendar."""
        content = from_base64(body.content)
        if body.preview:
            return _calendar(hr.calendars.preview(content), saved=False)
        found = hr.calendars.add(body.name, content, actor=who.name, school=body.school)
        return _calendar(found, saved=True)

    @routes.post(protocol.CALENDAR_REMOVALS)
    def remove(body: protocol.CalendarRemoval, who: Keeper) -> protocol.Reminders:
        """Forget a calendar."""
        hr.calendars.remove(body.name, actor=who.name, school=body.school)
        return _reminders(hr)


def _draft(body: protocol.Draft) -> ReminderText:
    return ReminderText(body.name, body.subject, body.text)


def _calendar(found: CalendarFile, *, saved: bool) -> protocol.CalendarAnswer:
    return protocol.CalendarAnswer(
        entries=[
            protocol.CalendarEntry(
                kind=one.kind.value,
                first=one.span.first.isoformat(),
                last=one.span.last.isoformat(),
                title=one.title,
            )
            for one in found.entries
        ],
        unclear=found.unclear,
        left_out=found.left_out,
        saved=saved,
    )


def _reminders(hr: HrService) -> protocol.Reminders:
    settings = hr.reminders.settings.now()
    return protocol.Reminders(
        on=settings.on,
        rules=protocol.Rules(**asdict(settings.rules), at=settings.at),
        server=_server(settings),
        texts=[_text(one) for one in hr.reminders.templates.all()],
        schools=[
            protocol.School(
                name=one.school,
                known_until=one.known_until.isoformat() if one.known_until else None,
                own=one.own,
            )
            for one in hr.calendars.known()
        ],
        calendars=[
            protocol.CalendarFile(
                name=one.name,
                school=one.school,
                added_at=one.added_at,
                added_by=one.added_by,
                terms=one.terms,
                closed=one.closed,
                first=one.first.isoformat(),
                last=one.last.isoformat(),
            )
            for one in hr.calendars.all()
        ],
        marked=[
            protocol.MarkedAddress(address=one.address, names=list(one.names), bounces=one.bounces)
            for one in hr.reminder_log.marked()
        ],
        last_run_at=settings.last_run_at,
        last_problem=settings.last_problem,
    )


def _server(settings: ReminderSettings) -> protocol.Server:
    address = f"{settings.host}:{settings.port}" if settings.host else ""
    return protocol.Server(
        address=address,
        sender=settings.sender or "",
        account=settings.account or "",
        has_password=settings.password is not None,
    )


def _text(one: ReminderText) -> protocol.ReminderText:
    return protocol.ReminderText.model_validate(
        {**asdict(one), "names": [f"${name}" for name in NAMES[one.name]]}
    )
