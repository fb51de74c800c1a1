"""Facts that the service has recorded of the person: verified before they are kept."""

from collections.abc import Iterable

from app.domain.dates import from_utc_text
from app.evidence.events import HrFact
from app.evidence.judgement import check_owner
from app.evidence.records import Signed
from app.storage.facts import StoredFact
from app.workflows._service import Service


def verified_facts(service: Service, tokens: Iterable[str]) -> list[StoredFact]:
    """Return facts once each is the service's, for this log and this person.

    Raises WrongAudienceError, WrongPersonError, or an error of `Record.verified`.
    """
    return [_stored(service, HrFact.verified(token, service.keys.key_of(token))) for token in tokens]


def _stored(service: Service, signed: Signed[HrFact]) -> StoredFact:
    fact = signed.record
    check_owner(fact.aud, service.person.aud, fact.sub, service.person.sub)
    return StoredFact(
        jti=fact.jti,
        token=signed.token,
        fact=fact.fact,
        at=from_utc_text(fact.at),
        on=fact.on,
        until=fact.until,
        policy=fact.policy.id if fact.policy else None,
        version=fact.policy.version if fact.policy else None,
        about=fact.about,
        reason=fact.reason,
        by=fact.by,
    )
