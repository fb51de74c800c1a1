"""The strict check of a record before it may go into the log.

A record is refused unless

* its form, header, type and signature are right (`app.signing.jws`) and its claims are closed;
* its key is enrolled here and belongs to `sub`, and `aud` is this log;
* the policy, its version and both digests are those of one published manifest, signed by a known key;
* the statement is, word for word, the one published with that manifest for that answer;
* the name, or for a completion the checklist, is one that could have been shown.

Whether the key is still in force and the `jti` still free is decided inside the transaction (`app.hr.ingest`).
"""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.acknowledgement import signed_name
from app.domain.completion import STATEMENT
from app.errors import RefusedError
from app.evidence.manifest import Manifest
from app.evidence.records import Acknowledgement, AuditCompletion, Signed
from app.hr.core import Core, public_key
from app.hr.store.database import AnyRow
from app.hr.store.schema import keys, versions
from app.signing.jws import WrongTypeError, read_header
from app.signing.keys import PublicKey


class UnknownKeyError(RefusedError):
    """No such key was ever enrolled here."""

    sentence = "This was signed with a key that HR does not know."
    next_step = "Set up this computer again with a new code from HR."


class KeyNotInForceError(RefusedError):
    """The key was retired or revoked before this record arrived."""

    sentence = "This was signed with a key that is no longer in use."
    next_step = "Set up this computer again with a new code from HR. What arrived before stays valid."


class WrongAudienceError(RefusedError):
    """The record is meant for another trust's log."""

    sentence = "This record is meant for another trust."
    next_step = "Check which HR service this computer is set up for."


class WrongPersonError(RefusedError):
    """The record speaks of somebody else than the key's owner."""

    sentence = "This record speaks for somebody else than the person whose key signed it."
    next_step = "It was not accepted. If you did not expect this, tell your IT helpdesk."


class UnknownPolicyError(RefusedError):
    """No manifest was published with this id, version and these digests."""

    sentence = "This record names a policy, or a version of it, that was not published here."
    next_step = "Let this computer fetch the policy again, and answer again."


class WrongStatementError(RefusedError):
    """The words signed are not the words published."""

    sentence = "The words in this record are not the words that were published with the policy."
    next_step = "Let this computer fetch the policy again, and answer again."


class WrongChecklistError(RefusedError):
    """The checklist is not the one published with that version of the policy."""

    sentence = "This record names a checklist that does not belong to that policy."
    next_step = "Let this computer fetch the checklist again, and finish it again."


@dataclass(frozen=True)
class Published:
    """One published version: its manifest and that manifest's digest (hex)."""

    manifest: Manifest
    manifest_sha256: str


@dataclass(frozen=True)
class Checked:
    """A record that stood every check that needs no lock."""

    signed: Signed[Acknowledgement] | Signed[AuditCompletion]

    @property
    def record(self) -> Acknowledgement | AuditCompletion:
        """The claims."""
        return self.signed.record


class Verifier:
    """Checks records. What it caches never changes: whose a key is, and what was published."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._keys: dict[str, tuple[PublicKey, str]] = {}
        self._published: dict[tuple[str, int], Published] = {}

    def check(self, token: str) -> Checked:
        """Return the record in `token` once it stands; raises a RefusedError, or StorageError."""
        header = read_header(token)
        key, owner = self.key(header.kid)
        if header.typ == Acknowledgement.typ:
            acknowledgement = Acknowledgement.verified(token, key)
            self._check_acknowledgement(acknowledgement.record, owner)
            return Checked(acknowledgement)
        if header.typ == AuditCompletion.typ:
            completion = AuditCompletion.verified(token, key)
            self._check_completion(completion.record, owner)
            return Checked(completion)
        raise WrongTypeError

    def key(self, kid: str) -> tuple[PublicKey, str]:
        """Return an enrolled key and its owner's `sub`, in force or not; raises UnknownKeyError, StorageError."""
        found = self._keys.get(kid)
        if found is None:
            with self._core.database.read() as connection:
                row = connection.execute(select(keys.c.x, keys.c.sub).where(keys.c.kid == kid)).first()
            if row is None:
                raise UnknownKeyError
            found = self._keys[kid] = (public_key(row.x), row.sub)
        return found

    def published(self, policy_id: str, version: int) -> Published:
        """Return one published version; raises UnknownPolicyError, StorageError."""
        found = self._published.get((policy_id, version))
        if found is None:
            found = self._published[policy_id, version] = self._read_published(policy_id, version)
        return found

    def check_owner(self, aud: str, sub: str, owner: str) -> None:
        """Raise WrongAudienceError or WrongPersonError unless the record is for this log and by its person."""
        if aud != self._core.trust.aud:
            raise WrongAudienceError
        if sub != owner:
            raise WrongPersonError

    def _check_acknowledgement(self, record: Acknowledgement, owner: str) -> None:
        self.check_owner(record.aud, record.sub, owner)
        found = self.published(record.policy.id, record.policy.version)
        digests = (found.manifest.sha256, found.manifest_sha256)
        if (record.policy.sha256, record.policy.manifest_sha256) != digests:
            raise UnknownPolicyError
        words = {(one.outcome, one.lang, one.text) for one in found.manifest.statements}
        if (record.outcome, record.statement.lang, record.statement.text) not in words:
            raise WrongStatementError
        if signed_name(record.name) != record.name or record.shown.sections > record.shown.of:
            raise WrongStatementError

    def _check_completion(self, record: AuditCompletion, owner: str) -> None:
        self.check_owner(record.aud, record.sub, owner)
        found = self.published(record.policy.id, record.policy.version)
        if record.statement != STATEMENT:
            raise WrongStatementError
        if record.checklist != found.manifest.checklist:
            raise WrongChecklistError

    def _read_published(self, policy_id: str, version: int) -> Published:
        wanted = (versions.c.policy_id == policy_id, versions.c.version == version)
        with self._core.database.read() as connection:
            row = connection.execute(
                select(versions.c.manifest, versions.c.manifest_sha256).where(*wanted)
            ).first()
        if row is None:
            raise UnknownPolicyError
        return Published(self.manifest(row).record, row.manifest_sha256)

    def manifest(self, row: AnyRow) -> Signed[Manifest]:
        """Verify the manifest of a stored row again; raises UnknownKeyError and those of `Record.verified`."""
        return verified_manifest(row.manifest, self._core.trust.publishing_keys)


def verified_manifest(token: str, publishing_keys: tuple[PublicKey, ...]) -> Signed[Manifest]:
    """Verify a manifest under whichever publishing key it names; raises UnknownPublisherError and others."""
    kid = read_header(token).kid
    for key in publishing_keys:
        if key.thumbprint == kid:
            return Manifest.verified(token, key)
    raise UnknownPublisherError


class UnknownPublisherError(RefusedError):
    """The manifest is signed by a key that is not one of the trust's publishing keys."""

    sentence = "This policy was signed by somebody who does not publish for this trust."
    next_step = "Publish from the computer that holds the trust's publishing key."
