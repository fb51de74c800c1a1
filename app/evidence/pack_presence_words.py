"""What a pack shows of who was there as an answer was signed, in plain words; a claim that nothing shows is told as one."""

from collections.abc import Iterator
from datetime import UTC, datetime

from app.evidence.basis import SignedIn
from app.evidence.findings import Findings, FoundRecord
from app.evidence.plain_words import instant, plain
from app.evidence.presence import PresenceCheck
from app.evidence.records import Acknowledgement

_CLAIMS = {
    "none": "The computer made no fresh check of who was there.",
    "os": "The computer says that it checked who was there just before. Nothing here shows that.",
    "provider": "The computer says that a fresh sign-in came with it. Nothing in this pack shows that.",
}
_NOT_HERE = (
    "A fresh sign-in came with it, says HR’s service, which checked it (entry {index}). What the provider said is not in "
    "this pack: it was erased, or left out. Its SHA-256 stands in the log: {digest}."
)


def presence_words(record: Acknowledgement, found: FoundRecord) -> str:
    """Return what fresh check came with an answer, and what of it was checked."""
    if record.presence != "provider" or found.check is None:
        return _CLAIMS[record.presence]
    event, basis = found.check.event, found.check.basis
    if isinstance(basis, SignedIn):
        return _signed_in(basis, found.check.index)
    digest = event.basis if isinstance(event, PresenceCheck) else ""
    return _NOT_HERE.format(index=found.check.index, digest=digest)


def presence_not_proved(findings: Findings) -> Iterator[str]:
    """Say what a fresh sign-in leaves open, where there is one."""
    if any(isinstance(one.event, PresenceCheck) for one in findings.events):
        yield (
            "That the person alone could sign in where a fresh sign-in came with an answer: somebody may know a password, "
            "and a browser may fill it in. That the sign-in provider’s key is its own, which HR’s service fetched at the time."
        )


def _signed_in(basis: SignedIn, index: int) -> str:
    account = f"the account {plain(basis.account)}"
    if basis.email is not None:
        account += f" ({plain(basis.email)})"
    when = f" at {instant(datetime.fromtimestamp(basis.at, UTC))}" if basis.at is not None else ""
    return (
        f"A fresh sign-in at {plain(basis.issuer)} as {account}{when} came with it. The provider’s signature "
        f"({basis.algorithm}) and what ties it to this very record were checked, with the provider’s key as HR’s service "
        f"fetched it then (entry {index})."
    )
