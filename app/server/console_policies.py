"""The HR window's *Policies*: HR publishes, withdraws and confirms; an auditor reads."""

import base64
from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from app import protocol, protocol_policies
from app.domain.related import Related
from app.hr.accounts import Account, Right
from app.hr.audience import Audience, AudienceKind
from app.hr.policy_list import PolicyOf, VersionOf
from app.hr.publishing import Draft
from app.hr.service import HrService
from app.hr.terms import Original, Particulars, Terms
from app.hr.two_people import Publication
from app.server.console import from_base64
from app.server.device import bearer
from app.server.problems import MalformedRequestError


def router(hr: HrService) -> APIRouter:
    """Every endpoint of the section."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    Signed = Annotated[Account, Depends(account)]  # noqa: N806 - a type
    routes = APIRouter()

    @routes.get(protocol_policies.CONSOLE_POLICY_LIST)
    def versions(who: Signed) -> protocol_policies.PolicyListAnswer:
        """Every policy with its versions, and what an audience may be chosen from."""
        who.may(Right.READ_POLICIES)
        roles, schools = hr.policy_list.audiences()
        return protocol_policies.PolicyListAnswer(
            policies=[_policy(one) for one in hr.policy_list.all()],
            roles=[protocol_policies.Group(name=name, people=count) for name, count in roles],
            schools=[protocol_policies.Group(name=name, people=count) for name, count in schools],
        )

    @routes.post(protocol_policies.CONSOLE_POLICY_TEXTS)
    def text(body: protocol_policies.TextRequest, who: Signed) -> protocol_policies.TextAnswer:
        """The exact bytes of one version."""
        who.may(Right.READ_POLICIES)
        media_type, content = hr.policy_list.document(body.policy_id, body.version)
        checklist = hr.policy_list.checklist(body.policy_id)
        return protocol_policies.TextAnswer(
            media_type=media_type,
            content=base64.b64encode(content).decode(),
            checklist=base64.b64encode(checklist).decode() if checklist is not None else None,
        )

    @routes.post(protocol_policies.CONSOLE_POLICY_DRAFTS)
    def draft(body: protocol_policies.DraftBody, who: Signed) -> protocol_policies.DraftAnswer:
        """The claims to sign, and how many people would be asked."""
        who.may(Right.PUBLISH)
        terms = _terms(body.terms)
        manifest = hr.publishing.manifest(
            Draft(
                policy_id=body.policy_id,
                label=body.label,
                title=body.title,
                media_type=body.media_type,
                content=from_base64(body.content),
                checklist=from_base64(body.checklist) if body.checklist is not None else None,
                material=body.material,
                summary_of_changes=body.summary_of_changes,
                terms=terms,
            )
        )
        asked = hr.publishing.would_ask(body.policy_id, material=manifest.material, audience=terms.audience)
        return protocol_policies.DraftAnswer(
            claims=manifest.model_dump_json(), now=asked.now, later=asked.later
        )

    @routes.post(protocol_policies.CONSOLE_POLICY_PUBLISHED)
    def publish(body: protocol_policies.PublicationBody, who: Signed) -> protocol_policies.PublicationAnswer:
        """Take a signed manifest with its exact bytes."""
        who.may(Right.PUBLISH)
        original = Original(body.original.name, from_base64(body.original.content)) if body.original else None
        asked = Publication(
            manifest=body.manifest,
            content=from_base64(body.content),
            checklist=from_base64(body.checklist) if body.checklist is not None else None,
            terms=_terms(body.terms, original),
        )
        done, waits = hr.two_people.publish(asked, actor=who.name)
        return protocol_policies.PublicationAnswer(
            policy_id=done.policy_id,
            version=done.version,
            title=done.title,
            label=done.label,
            waits=waits is not None,
        )

    @routes.post(protocol_policies.CONSOLE_POLICY_WITHDRAWN)
    def withdraw(body: protocol_policies.WithdrawalBody, who: Signed) -> protocol_policies.Withdrawn:
        """Ask a policy of nobody any more."""
        who.may(Right.PUBLISH)
        waits = hr.two_people.withdraw(body.policy_id, body.reason, actor=who.name)
        return protocol_policies.Withdrawn(waits=waits is not None)

    @routes.post(protocol_policies.CONSOLE_POLICY_CONFIRMED)
    def confirm(body: protocol_policies.ConfirmationBody, who: Signed) -> protocol.Accepted:
        """Say that a policy is still in force."""
        who.may(Right.PUBLISH)
        until = _required_day(body.until)
        hr.policy_events.confirm(body.policy_id, body.name, until, body.reason, actor=who.name)
        return protocol.Accepted(stored=True)

    return routes


def _terms(body: protocol_policies.TermsBody, original: Original | None = None) -> Terms:
    return Terms(
        starts=_day(body.starts),
        due=_day(body.due),
        due_days=body.due_days,
        audience=Audience(AudienceKind(body.audience.kind), tuple(body.audience.names)),
        particulars=Particulars(
            owner=body.owner,
            approved_by=body.approved_by,
            ratified=_day(body.ratified),
            review=_day(body.review),
            related=tuple(Related(**one.model_dump()) for one in body.related),
        ),
        original=original,
    )


def _day(text: str | None) -> date | None:
    return _required_day(text) if text is not None else None


def _required_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MalformedRequestError from error


def _policy(one: PolicyOf) -> protocol_policies.PolicyBody:
    plain = asdict(one) | {"versions": [_version(each) for each in one.versions]}
    return protocol_policies.PolicyBody.model_validate(plain)


def _version(one: VersionOf) -> protocol_policies.VersionBody:
    plain = asdict(one)
    audience = {"kind": plain.pop("audience"), "names": plain.pop("names")}
    terms = {name: plain.pop(name) for name in _OF_TERMS} | {"audience": audience}
    return protocol_policies.VersionBody.model_validate(plain | {"terms": terms})


_OF_TERMS = ("starts", "due", "due_days", "owner", "approved_by", "ratified", "review", "related")
