"""The HR service as the staff app sees it: one method for each thing to ask, closed answers, named errors.

* Every answer is read by a closed model of `app.protocol`; nonsense is NotTheServiceError.
* Records and messages prove themselves; everything else about a person needs a token, got by signing a nonce of
  the service, kept in memory alone, and renewed when the service no longer takes it.
* What is asked for by digest comes back as bytes: whether they are the right ones is for the caller to check.

One caller at a time.
"""

from collections.abc import Sequence
from typing import Protocol

from app import protocol
from app.evidence.events import JwkClaim
from app.evidence.identity import KeyRotation
from app.signing import jws
from app.signing.keys import PrivateKey, b64url
from app.sync.answers import PAGES, AnyBody, parsed
from app.sync.errors import NotTheServiceError, ServiceBusyError, SignInPageError, refusal
from app.sync.transport import Answer


class Transport(Protocol):
    """What carries a request; `app.sync.transport.HttpTransport` is the real one."""

    def exchange(
        self, method: str, path: str, *, body: bytes | None = None, bearer: str | None = None
    ) -> Answer:
        """Send one request and return what came back."""

    def close(self) -> None:
        """Close every connection."""


class HrClient:
    """Asks one HR service. Every method raises SyncError or ServiceRefusedError, or one of their kinds."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._signer: tuple[str, PrivateKey] | None = None
        self._token: str | None = None

    def trust(self) -> protocol.Trust:
        """Who runs the service; the caller decides whether to believe its keys."""
        return self.get(protocol.TRUST, protocol.Trust)

    def enrol(self, secret: str, aud: str, key: PrivateKey) -> protocol.Enrolled:
        """Trade the secret half of a one-time code for an enrolment of `key`."""
        jwk = protocol.Jwk.model_validate(key.public.jwk())
        body = protocol.Enrolment(code=secret, key=jwk, proof=self._proof(aud, key, "enrol"))
        return self.post(protocol.ENROLMENTS, body, protocol.Enrolled)

    def identity_provider(self) -> str | None:
        """Where staff sign in with their work account (`identity-provider+jws`, not verified), or None."""
        return self.get(protocol.IDENTITY, protocol.SignIn).provider

    def enrol_with_provider(self, id_token: str, random: str, aud: str, key: PrivateKey) -> protocol.Enrolled:
        """Trade a provider's ID token, about `key` and `random`, for an enrolment of `key`."""
        body = protocol.ProviderEnrolment(
            id_token=id_token,
            random=random,
            key=protocol.Jwk.model_validate(key.public.jwk()),
            proof=self._proof(aud, key, "enrol"),
        )
        return self.post(protocol.PROVIDER_ENROLMENTS, body, protocol.Enrolled)

    def rotate(self, sub: str, aud: str, old: PrivateKey, new: PrivateKey) -> None:
        """Go on with the key `new` in place of `old`."""
        claims = KeyRotation(
            aud=aud,
            sub=sub,
            nonce=self._nonce(),
            old=old.public.thumbprint,
            new=JwkClaim.model_validate(new.public.jwk()),
        )
        body = protocol.Rotation(by_old=claims.signed_by(old), by_new=claims.signed_by(new))
        self.post(protocol.ROTATIONS, body, protocol.Accepted)

    def sign_in(self, aud: str, key: PrivateKey) -> None:
        """Use this enrolled key for what needs a token; it is asked for when first needed."""
        signer = self._signer
        if signer is None or (signer[0], signer[1].public) != (aud, key.public):
            self._signer, self._token = (aud, key), None

    def due(self) -> protocol.DueAnswer:
        """The person's due list and the log's newest checkpoint, neither verified."""
        return self.get(protocol.DUE, protocol.DueAnswer)

    def manifest(self, sha256: str) -> protocol.PlacedManifest:
        """A manifest with its place in the log, not verified."""
        return self.get(protocol.MANIFESTS.format(sha256=sha256), protocol.PlacedManifest)

    def document(self, sha256: str) -> bytes:
        """The bytes that the service says have this digest."""
        return self._bytes(protocol.DOCUMENTS.format(sha256=sha256))

    def checklist(self, sha256: str) -> bytes:
        """The checklist's bytes that the service says have this digest."""
        return self._bytes(protocol.CHECKLISTS.format(sha256=sha256))

    def consistency(self, first: int, second: int) -> protocol.Consistency:
        """The proof that the log of `second` leaves continues that of `first`, not verified."""
        return self.get(f"{protocol.CONSISTENCY}?first={first}&second={second}", protocol.Consistency)

    def epochs(self) -> protocol.Epochs:
        """How each later epoch of the log was opened, not verified."""
        return self.get(protocol.EPOCHS, protocol.Epochs)

    def publishers(self) -> protocol.Publishers:
        """How the publishing key was changed, not verified."""
        return self.get(protocol.PUBLISHERS, protocol.Publishers)

    def service_keys(self) -> protocol.ServiceKeyChanges:
        """How the service key was changed, not verified."""
        return self.get(protocol.SERVICE_KEYS, protocol.ServiceKeyChanges)

    def send_records(self, tokens: Sequence[str], earlier: Sequence[str] = ()) -> protocol.BatchAnswer:
        """Hand in up to `MAX_BATCH` records, oldest first, with the receipts that some of them had before."""
        body = protocol.RecordBatch(records=list(tokens), earlier=list(earlier))
        return self.post(protocol.RECORDS, body, protocol.BatchAnswer)

    def send_message(self, token: str) -> protocol.Accepted:
        """Hand in the words of a question or a reason."""
        return self.post(protocol.MESSAGES, protocol.MessageDelivery(message=token), protocol.Accepted)

    def send_fresh_sign_in(self, token: str) -> protocol.Accepted:
        """Hand in the sign-in that an answer came with."""
        body = protocol.FreshSignInDelivery(sign_in=token)
        return self.post(protocol.FRESH_SIGN_INS, body, protocol.Accepted)

    def me(self) -> protocol.Me:
        """All that the service holds in the person's name, not verified."""
        return self.get(protocol.ME, protocol.Me)

    def evidence(self) -> protocol.Evidence:
        """What goes into the person's evidence pack beside their own records, not verified."""
        return self.get(protocol.EVIDENCE, protocol.Evidence)

    def hand_in_lost(self, manifest: str, content: bytes | None, checklist: bytes | None) -> bool:
        """Show a version that the service may have lost; returns whether it wants its bytes, which are not sent at first."""
        told = (b64url(each) if each is not None else None for each in (content, checklist))
        body = protocol.LostVersion(manifest=manifest, content=next(told), checklist=next(told))
        return self.post(protocol.LOST_VERSIONS, body, protocol.LostVersionTaken).wanted

    def dispute(self, token: str) -> protocol.Disputed:
        """Hand in a signed “this was not me”; the answer is not verified."""
        return self.post(protocol.DISPUTES, protocol.Dispute(dispute=token), protocol.Disputed)

    def end_key(self, ending: protocol.KeyEnding) -> None:
        """Let a key in the person's name sign no more."""
        self.post(protocol.KEY_ENDINGS, ending, protocol.Accepted)

    def close(self) -> None:
        """Close every connection and forget the token."""
        self._signer = self._token = None
        self._transport.close()

    def get(self, path: str, model: type[AnyBody]) -> AnyBody:
        """Ask for `path` and take the answer as `model`; raises a SyncError."""
        return parsed(self._asked("GET", path), model)

    def post(self, path: str, body: protocol.Body, model: type[AnyBody]) -> AnyBody:
        """Send `body` to `path` and take the answer as `model`; raises a SyncError, ServiceRefusedError."""
        return parsed(self._asked("POST", path, body.model_dump_json().encode()), model)

    def _bytes(self, path: str) -> bytes:
        answer = self._asked("GET", path)
        if answer.media_type in PAGES:
            raise SignInPageError
        return answer.body

    def _asked(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Ask, with a token where one is wanted and to be had; a refusal becomes its error."""
        needs_token = self._signer is not None and path.partition("?")[0] not in _OPEN
        answer = self._transport.exchange(
            method, path, body=body, bearer=self._bearer() if needs_token else None
        )
        if answer.status == 401 and needs_token:
            self._token = None
            answer = self._transport.exchange(method, path, body=body, bearer=self._bearer())
        _raise_for_status(answer)
        return answer

    def _bearer(self) -> str:
        if self._token is None:
            if self._signer is None:
                raise NotTheServiceError
            aud, key = self._signer
            request = protocol.TokenRequest(proof=self._proof(aud, key, "token"))
            self._token = self.post(protocol.TOKENS, request, protocol.BearerToken).token
        return self._token

    def _proof(self, aud: str, key: PrivateKey, purpose: str) -> str:
        return jws.sign(protocol.PROOF_TYP, {"aud": aud, "nonce": self._nonce(), "purpose": purpose}, key)

    def _nonce(self) -> str:
        answer = self._asked("POST", protocol.CHALLENGES, b"{}")
        return parsed(answer, protocol.Challenge).nonce


_OPEN = frozenset(
    {
        protocol.TRUST,
        protocol.CHALLENGES,
        protocol.IDENTITY,
        protocol.ENROLMENTS,
        protocol.PROVIDER_ENROLMENTS,
        protocol.ROTATIONS,
        protocol.TOKENS,
        protocol.RECORDS,
        protocol.MESSAGES,
        protocol.FRESH_SIGN_INS,
        protocol.DISPUTES,
        protocol.CHECKPOINT,
        protocol.CONSISTENCY,
        protocol.EPOCHS,
        protocol.PUBLISHERS,
    }
)


def _raise_for_status(answer: Answer) -> None:
    if answer.status == 200:
        return
    if answer.media_type in PAGES:
        raise SignInPageError if answer.status < 500 else ServiceBusyError
    if answer.status >= 500 or answer.status == 408:
        raise ServiceBusyError
    raise refusal(parsed(answer, protocol.Problem).code)
