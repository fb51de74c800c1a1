"""The fresh sign-in that came with an answer: checked, fixed in the log, and what it rests on kept erasably beside it.

Rules:

* it is taken only for an answer that was received, that claims one, and that the sign-in's `nonce` commits to;
* the sign-in must stand (`app.hr.oidc`), be fresh as it was made (`app.evidence.presence`), and be by the account of the
  very person who signed the answer;
* it may come days after it was made, for the network may be away: it can be put to no other use, and nothing is decided
  by when it came. After a fortnight it is refused, because by then the provider may sign with other keys;
* what is refused changes nothing of the answer: that stands, and claims a sign-in that nothing shows;
* the same again is the same check.
"""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from app.errors import RefusedError
from app.evidence.identity import provider_basis
from app.evidence.presence import PresenceCheck, check_fresh, presence_commitment
from app.evidence.records import Acknowledgement, FreshSignIn, Signed
from app.hr.core import Core
from app.hr.identity import Identity
from app.hr.log import Leaf, Log, LogWriter
from app.hr.messages import MessageTooEarlyError
from app.hr.oidc import Vouched
from app.hr.purge import PurgedRecordError, was_purged
from app.hr.store.schema import beside_leaves, records
from app.hr.verification import Verifier
from app.signing.jws import read_header

SIGN_IN = "sign-in"
_WITHIN = timedelta(days=14)


class OtherAnswerError(RefusedError):
    """The answer is somebody else's, or claims no fresh sign-in."""

    sentence = "This sign-in does not belong to that answer."
    next_step = "It was not accepted. The answer itself stands."


class OtherAccountError(RefusedError):
    """Somebody else's account signed in than that of the person who answered."""

    sentence = "Somebody else signed in than the person whose key signed the answer."
    next_step = "It was not accepted. The answer stands without it. If you did not expect this, tell HR."


class Presence:
    """Takes fresh sign-ins."""

    def __init__(self, core: Core, log: Log, verifier: Verifier, identity: Identity) -> None:
        self._core = core
        self._log = log
        self._verifier = verifier
        self._identity = identity

    def take(self, token: str) -> None:
        """Check a `fresh-sign-in+jws` and note it once.

        Raises MessageTooEarlyError, PurgedRecordError, OtherAnswerError, OtherAccountError, SignInNotFreshError,
        NoProviderError, the errors of `IdTokens.check`, those of the token's own check, StorageError.
        """
        sign_in = self._verifier.fresh_sign_in(token).record
        answer = self._answer(sign_in)
        with self._core.database.read() as connection:
            if _is_known(connection, answer.record.jti):
                return
        nonce = presence_commitment(answer.sha256, sign_in.random)
        vouched, sub = self._identity.behind(sign_in.id_token, nonce, _WITHIN)
        check_fresh(vouched.claims)
        if sub != answer.record.sub:
            raise OtherAccountError
        self._note(answer, sign_in, vouched)

    def _answer(self, sign_in: FreshSignIn) -> Signed[Acknowledgement]:
        wanted = (records.c.jti == sign_in.acknowledgement, records.c.typ == Acknowledgement.typ)
        with self._core.database.read() as connection:
            row = connection.execute(select(records.c.token, records.c.sub).where(*wanted)).first()
            if row is None and was_purged(connection, [sign_in.acknowledgement]):
                raise PurgedRecordError
        if row is None:
            raise MessageTooEarlyError
        key, _ = self._verifier.key(read_header(row.token).kid)
        answer = Acknowledgement.verified(row.token, key)
        if (row.sub, answer.record.presence) != (sign_in.sub, "provider"):
            raise OtherAnswerError
        return answer

    def _note(self, answer: Signed[Acknowledgement], sign_in: FreshSignIn, vouched: Vouched) -> None:
        basis = provider_basis(sign_in.id_token, sign_in.random, vouched.provider_key)
        with self._log.writing() as writer:
            if not _is_known(writer.connection, answer.record.jti):
                self._add(writer, answer.record, basis)
        self._log.head()

    def _add(self, writer: LogWriter, answer: Acknowledgement, basis: bytes) -> None:
        jti, digest = self._core.new_id(), sha256(basis).hexdigest()
        leaf = PresenceCheck(
            aud=self._core.trust.aud,
            jti=jti,
            sub=answer.sub,
            acknowledgement=answer.jti,
            at=writer.at,
            basis=digest,
        )
        token = leaf.signed_by(self._core.key)
        index = writer.add(Leaf(token, PresenceCheck.typ, jti, answer.sub))
        row = {"jti": jti, "kind": SIGN_IN, "sub": answer.sub, "about": answer.jti, "leaf_index": index}
        kept = {"at": writer.at, "sha256": digest, "content": basis.decode("utf-8")}
        writer.connection.execute(insert(beside_leaves).values(**row, **kept))


def _is_known(connection: Connection, acknowledgement: str) -> bool:
    same = (beside_leaves.c.kind == SIGN_IN, beside_leaves.c.about == acknowledgement)
    return connection.execute(select(beside_leaves.c.jti).where(*same)).first() is not None
