"""How far it has come, as the HR window asks for it: counts by group, and the way so far day by day."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol_progress as protocol
from app.hr.accounts import Account, Right
from app.hr.progress import By
from app.hr.service import HrService
from app.server.device import bearer


def router(hr: HrService) -> APIRouter:
    """Both endpoints."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    Signed = Annotated[Account, Depends(account)]  # noqa: N806 - a type
    routes = APIRouter()

    @routes.get(protocol.CONSOLE_SUMMARY)
    def summary(who: Signed, policy: str, by: protocol.ByName = "school") -> protocol.Summary:
        """The counts by school, line manager or role in sight."""
        who.may(Right.SEE)
        revision, counts = hr.progress.counts(policy, By(by), who.scope)
        groups = [protocol.GroupCount(**asdict(one)) for one in counts]
        return protocol.Summary(revision=revision, groups=groups)

    @routes.get(protocol.CONSOLE_PROGRESS)
    def progress(who: Signed, policy: str) -> protocol.Course:
        """The way so far, of the people in sight."""
        who.may(Right.SEE)
        course = hr.progress.course(policy, who.scope)
        return protocol.Course(
            policy_id=course.policy_id,
            title=course.title,
            today=course.today,
            due=course.due,
            review=course.review,
            versions=[protocol.VersionMark(**asdict(one)) for one in course.versions],
            days=[
                protocol.DayCount(school=one.school, day=day, acknowledged=counts[0], audits=counts[1])
                for one in course.schools
                for day, counts in sorted(one.days.items())
            ],
        )

    return routes
