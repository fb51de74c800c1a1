"""The strict check of a record before it may go into the log: `app.evidence.judgement`, on the service's own ground.

Two things are decided later, inside the transaction that adds the leaf (`app.hr.ingest`): whether the key is still in
force, and whether the `jti` is still free.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, select

from app.evidence.events import JwkClaim
from app.evidence.judgement import (
    Answer,
    Ground,
    KeyLife,
    Published,
    UnknownKeyError,
    as_answer,
    check_owner,
    judge,
    of_kind,
)
from app.evidence.manifest import Manifest
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, FreshSignIn, Message, Signed
from app.hr.core import Core
from app.hr.store.database import AnyRow
from app.hr.store.schema import keys, versions
from app.signing.jws import WrongTypeError, read_header
from app.signing.keys import PublicKey

_ANSWERS = frozenset({Acknowledgement.typ, AuditCompletion.typ})


@dataclass(frozen=True)
class Checked:
    """A record that stood every check that needs no lock."""

    signed: Answer

    @property
    def record(self) -> Acknowledgement | AuditCompletion:
        """The claims."""
        return self.signed.record


class Verifier:
    """Judges records. What it remembers never changes: whose a key is, and what was published."""

    def __init__(self, core: Core) -> None:
        self._keys = _Keys(core)
        trust = core.trust
        bare = Ground(trust.aud, trust.service_key, trust.publishing_keys)
        self._ground = replace(bare, keys=self._keys, manifests=_Manifests(core, bare))

    def check(self, token: str) -> Checked:
        """Return the answer or completion in `token` once it stands; raises what `judge` raises, or StorageError."""
        if read_header(token).typ not in _ANSWERS:
            raise WrongTypeError
        return Checked(as_answer(judge(token, self._ground)))

    def message(self, token: str) -> Signed[Message]:
        """Return the message in `token` once it stands; raises what `judge` raises, or StorageError."""
        return of_kind(judge(token, self._ground), Message)

    def fresh_sign_in(self, token: str) -> Signed[FreshSignIn]:
        """Return the sign-in in `token` as its sender signed it; raises what `judge` raises, or StorageError."""
        return of_kind(judge(token, self._ground), FreshSignIn)

    def dispute(self, token: str) -> Signed[Dispute]:
        """Return the dispute in `token` once it stands; raises what `judge` raises, or StorageError."""
        return of_kind(judge(token, self._ground), Dispute)

    def check_owner(self, aud: str, sub: str, owner: str) -> None:
        """Raise WrongAudienceError or WrongPersonError unless it is for this log and speaks for its key's owner."""
        check_owner(aud, self._ground.aud, sub, owner)

    def key(self, kid: str) -> tuple[PublicKey, str]:
        """Return an enrolled key and its owner's `sub`, in force or not; raises UnknownKeyError, StorageError."""
        life = self._keys.get(kid)
        if life is None:
            raise UnknownKeyError
        return life.key, life.sub


def check_in_force(connection: Connection, kid: str) -> None:
    """Raise RetiredKeyError or RevokedKeyError if this key has ended by now; UnknownKeyError if there is none."""
    life = lives(connection, {kid}).get(kid)
    if life is None:
        raise UnknownKeyError
    life.check_in_force(None)


def lives(connection: Connection, kids: set[str]) -> dict[str, KeyLife]:
    """Return the life of each of these keys as it is now."""
    return {row.kid: _life(row) for row in connection.execute(_LIVES, {"kids": sorted(kids)})}


class _Keys(Mapping[str, KeyLife]):
    """Every key ever enrolled, looked up once each, and as if it had not ended."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._known: dict[str, KeyLife] = {}

    def __getitem__(self, kid: str) -> KeyLife:
        if kid not in self._known:
            with self._core.database.read() as connection:
                found = lives(connection, {kid})
            self._known[kid] = replace(found[kid], ended=None, end=None)
        return self._known[kid]

    def __iter__(self) -> Iterator[str]:
        with self._core.database.read() as connection:
            return iter(connection.execute(select(keys.c.kid)).scalars().all())

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Manifests(Mapping[tuple[str, int], Published]):
    """Every version ever published, looked up and verified once each."""

    def __init__(self, core: Core, ground: Ground) -> None:
        self._core = core
        self._ground = ground
        self._known: dict[tuple[str, int], Published] = {}

    def __getitem__(self, at: tuple[str, int]) -> Published:
        if at not in self._known:
            wanted = (versions.c.policy_id == at[0], versions.c.version == at[1])
            with self._core.database.read() as connection:
                token = connection.execute(select(versions.c.manifest).where(*wanted)).scalar()
            if token is None:
                raise KeyError(at)
            ground = replace(self._ground, publishing_keys=self._core.publishing_keys())
            self._known[at] = Published(of_kind(judge(token, ground), Manifest))
        return self._known[at]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        query = select(versions.c.policy_id, versions.c.version)
        with self._core.database.read() as connection:
            return iter([(row.policy_id, row.version) for row in connection.execute(query)])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _life(row: AnyRow) -> KeyLife:
    # Where in the log it began does not matter here: what is judged comes after all that is known.
    ended = None if row.ended_at is None else row.ended_leaf or 0
    jwk = JwkClaim(crv="Ed25519", kty="OKP", x=row.x)
    return KeyLife(row.kid, row.sub, jwk, row.identity, row.enrolled_leaf or 0, ended, row.ended_as)


_LIVES = select(keys).where(keys.c.kid.in_(bindparam("kids", expanding=True)))
