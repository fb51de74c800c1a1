"""Changes of the trust's own two keys, and which of its keys was in force where in the log.

* A change is a leaf signed by the old key that carries the new key's consent (`app.evidence.publisher_keys`).
* The publishing key is changed by `publishing-key+jws`, the service key by `service-key+jws`, alike but for the names.
* A key signs the leaves after the one that brought it in, up to and with the one that replaced it.
* The newest service key may sign a head of any size again; one that was replaced signs none that has the change in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from app.errors import RefusedError
from app.evidence import checkpoint as checkpoints
from app.evidence import publisher_keys
from app.evidence.checkpoint import Checkpoint, CheckpointError
from app.evidence.publisher_keys import Consent, KeyChange, RotationError
from app.signing import jws
from app.signing.keys import PublicKey


class ReplacedKeyError(RefusedError):
    """The trust's key was not in force yet, or not any more, at this place in the log."""

    sentence = "This was signed with a key of the trust that was not in use at that place in the log."
    next_step = "It was not accepted. Ask for the original record, and tell your IT helpdesk."


class UnknownServiceError(RefusedError):
    """What only the service may sign is signed by another key."""

    sentence = "This was signed by somebody else than HR’s service."
    next_step = "It was not accepted. Ask for the original record, and tell your IT helpdesk."


class ServiceConsent(Consent):
    """The new service key's word that it takes over from the old one."""

    typ: ClassVar[str] = "service-key-consent+jws"


class ServiceKeyChange(KeyChange):
    """The old service key's word that the new one takes over."""

    typ: ClassVar[str] = "service-key+jws"
    consents: ClassVar[type[Consent]] = ServiceConsent


@dataclass(frozen=True)
class Term:
    """A key of the trust, with the leaf indexes of the changes that brought it in and replaced it; None is neither."""

    key: PublicKey
    begins: int | None = None
    ends: int | None = None

    def check(self, index: int | None) -> None:
        """Raise ReplacedKeyError unless the key may have signed the leaf `index`; None is "now"."""
        last = self.ends if index is None else index
        if self.begins is not None and last is not None and last <= self.begins:
            raise ReplacedKeyError
        if self.ends is not None and (index is None or index > self.ends):
            raise ReplacedKeyError


class Keys(Protocol):
    """Whom of the service to believe: a fixed set of its keys, or one that can ask for more."""

    def key_of(self, token: str) -> PublicKey:
        """Return the service key that a token names; raises an error of the header, or UnknownServiceError."""

    def checkpoint(self, text: str) -> Checkpoint:
        """Return the checkpoint in `text` once it proves to be of this log by one of the keys; raises CheckpointError."""


@dataclass(frozen=True)
class ServiceKeys:
    """The service keys of the log `aud`, the one in force last."""

    aud: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, aud: str, key: PublicKey) -> "ServiceKeys":
        """The one key of a service that never changed it."""
        return cls(aud, (Term(key),))

    @property
    def newest(self) -> PublicKey:
        """The key in force."""
        return self.terms[-1].key

    def term(self, kid: str) -> Term | None:
        """The key of this thumbprint, or None."""
        return next((term for term in self.terms if term.key.thumbprint == kid), None)

    def key_of(self, token: str) -> PublicKey:
        """Return the service key that a token names; raises an error of the header, or UnknownServiceError."""
        found = self.term(jws.read_header(token).kid)
        if found is None:
            raise UnknownServiceError
        return found.key

    def checkpoint(self, text: str) -> Checkpoint:
        """Return the checkpoint in `text` once it proves to be of this log by one of the keys; raises CheckpointError."""
        for term in reversed(self.terms):
            try:
                found = checkpoints.verify(text, self.aud, term.key)
            except CheckpointError:
                continue
            if term.ends is None or found.size <= term.ends:
                return found
        raise CheckpointError


def service_keys(newest: PublicKey, changes: Iterable[tuple[int, str]], aud: str) -> ServiceKeys:
    """Return the service keys that lead to `newest` by `changes`, each with its leaf's index, oldest first.

    Raises RotationError where they do not lead there, or an error of `Record.verified`.
    """
    terms: list[Term] = []
    for index, token in changes:
        old, new = _verified(token, ServiceKeyChange, aud)
        if not terms:
            terms.append(Term(old))
        begun = terms.pop()
        if begun.key != old or new in [term.key for term in terms]:
            raise RotationError
        terms += [Term(old, begun.begins, index), Term(new, index)]
    if terms and terms[-1].key != newest:
        raise RotationError
    return ServiceKeys(aud, tuple(terms) or (Term(newest),))


def publishing_terms(
    keys: Sequence[PublicKey], changes: Iterable[tuple[int, str]], aud: str
) -> Mapping[str, Term]:
    """Return the term of each publishing key, by thumbprint; `changes` as above.

    Raises RotationError where a change is of other keys or a key's terms do not fit together, or an error of
    `Record.verified`.
    """
    terms = {key.thumbprint: Term(key) for key in keys}
    for index, token in changes:
        old, new = (key.thumbprint for key in _verified(token, KeyChange, aud))
        if (
            old not in terms
            or new not in terms
            or terms[old].ends is not None
            or terms[new] != Term(terms[new].key)
        ):
            raise RotationError
        terms[old] = Term(terms[old].key, terms[old].begins, index)
        terms[new] = Term(terms[new].key, index)
    return terms


def linked(keys: Iterable[PublicKey], changes: Iterable[KeyChange]) -> set[frozenset[str]]:
    """Return the keys as the groups that changes join: whoever knows one key of a group is led to the others."""
    groups = {key.thumbprint: frozenset({key.thumbprint}) for key in keys}
    for change in changes:
        old, new = change.keys()
        joined = groups[old.thumbprint] | groups[new.thumbprint]
        groups |= dict.fromkeys(joined, joined)
    return set(groups.values())


def _verified(token: str, kind: type[KeyChange], aud: str) -> tuple[PublicKey, PublicKey]:
    """The old and the new key of a change that the old one signed, whoever that is."""
    old, _ = kind.of(jws.read_claims(token)).keys()
    return publisher_keys.verified(token, old, aud, kind).record.keys()
