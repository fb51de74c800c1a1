"""Facts that the service has recorded of the person: verified before they are kept."""

from collections.abc import Iterable

from app.evidence.events import HrFact
from app.evidence.judgement import check_owner
from app.evidence.records import Signed
from app.storage.facts import StoredFact, as_stored
from app.workflows._service import Service


def verified_facts(service: Service, tokens: Iterable[str]) -> list[StoredFact]:
    """Return facts once each is the service's, for this log and this person.

    Raises WrongAudienceError, WrongPersonError, or an error of `Record.verified`.
    """
    return [_checked(service, HrFact.verified(token, service.keys.key_of(token))) for token in tokens]


def _checked(service: Service, signed: Signed[HrFact]) -> StoredFact:
    fact = signed.record
    check_owner(fact.aud, service.person.aud, fact.sub, service.person.sub)
    return as_stored(signed)
