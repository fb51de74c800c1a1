"""How it was proved who set a key up, in plain words: what was checked, on what it rests, and what could not be."""

from collections.abc import Iterator
from datetime import UTC, datetime

from app.evidence.basis import HandedOn, SignedIn
from app.evidence.events import KeyEvent
from app.evidence.findings import Findings, FoundEvent
from app.evidence.plain_words import instant, plain

_BY_HR = "Identity vouched for by HR alone: HR gave out a code, and whoever had the code set up this key."
_NOT_HERE = (
    "The trust’s sign-in provider vouched for who set up this key, says HR’s service. What the provider said is not in "
    "this pack: it was erased, or left out. Its SHA-256 stands in the log: {digest}."
)
_NOTHING_KEPT = (
    "The trust’s sign-in provider vouched for who set up this key, says HR’s service, and kept nothing of it."
)
_ROTATED = (
    "The key set up before it signed that this one follows, says HR’s service. That is not in this pack."
)


def identity_words(kid: str, findings: Findings) -> str:
    """Return how identity was proved for a key, following it back to the first where one key handed on to the next."""
    return " ".join(_words(kid, findings.bases))


def identity_not_proved(findings: Findings) -> Iterator[str]:
    """Say what the ways of proving identity that occur in a pack leave open, once each."""
    enrolled = [one for one in findings.bases.values() if isinstance(one.event, KeyEvent)]
    identities = {one.event.identity for one in enrolled if isinstance(one.event, KeyEvent)}
    if "code" in identities:
        yield (
            "That HR gave each code to the right person. Identity vouched for by HR alone: HR could have set up a "
            "false key with a code of its own."
        )
    if any(isinstance(one.basis, SignedIn) for one in enrolled):
        yield (
            "That the key of the sign-in provider is its own. HR’s service fetched it at the time. Ask the provider, or "
            "somebody who kept its keys. Nor that the account was in the right hands, or that the provider’s list of "
            "accounts was right."
        )
    if any(_is_unshown_sign_in(one) for one in enrolled):
        yield (
            "That the sign-in provider was asked honestly, where what it said is not in this pack. HR’s service says so, "
            "and fixed a digest of it when the key was set up."
        )


def _words(kid: str, bases: dict[str, FoundEvent]) -> Iterator[str]:
    found = bases.get(kid)
    if found is None or not isinstance(found.event, KeyEvent):
        return
    event, basis = found.event, found.basis
    if isinstance(basis, HandedOn):
        yield f"This key follows the key {basis.old} of the same person, which signed so itself; both signatures were checked."
        # Each step leads to an earlier leaf, so this ends.
        yield from _words(basis.old, bases)
    elif isinstance(basis, SignedIn):
        yield _signed_in(basis)
    elif event.by == "rotation":
        yield _ROTATED
    elif event.identity == "code":
        yield _BY_HR
    else:
        yield _NOT_HERE.format(digest=event.basis) if event.basis else _NOTHING_KEPT


def _signed_in(basis: SignedIn) -> str:
    account = f"the account {plain(basis.account)}"
    if basis.email is not None:
        account += f" ({plain(basis.email)})"
    when = f" on {instant(datetime.fromtimestamp(basis.at, UTC))}" if basis.at is not None else ""
    return (
        f"The trust’s sign-in provider {plain(basis.issuer)} vouched for {account}{when}, and for this very key. Its "
        f"signature ({basis.algorithm}) and what ties it to the key were checked, with the provider’s key as HR’s service "
        "fetched it then."
    )


def _is_unshown_sign_in(found: FoundEvent) -> bool:
    event = found.event
    return isinstance(event, KeyEvent) and event.identity == "provider" and found.basis is None
