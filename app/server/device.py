"""What devices ask of the service. Records prove themselves; the rest needs a token, got by signing a nonce."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, Response

from app import protocol
from app.domain.obligation import PersonState
from app.evidence.contents import PackedLeaf
from app.hr.core import Trust, public_key
from app.hr.epochs import Leaves
from app.hr.export import ForDevice
from app.hr.me import Held
from app.hr.outstanding import Standing
from app.hr.people import Person
from app.hr.person_keys import HeldKey
from app.hr.receipts import Receipted
from app.hr.service import HrService
from app.hr.tokens import LIFE_SECONDS
from app.server.limits import Position
from app.server.problems import problem
from app.signing.keys import PublicKey, b64url, b64url_decode


def bearer(request: Request) -> str | None:
    """Return the request's bearer token (RFC 6750), if it has one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None


def source(request: Request) -> str:
    """Return the address that asks, only to count wrong tries."""
    return request.client.host if request.client else "unknown"


def _jwk(key: PublicKey) -> protocol.Jwk:
    return protocol.Jwk(crv="Ed25519", kty="OKP", x=b64url(key.raw))


def _trust(facts: Trust, publishing_keys: Sequence[PublicKey], holders: list[str]) -> protocol.Trust:
    return protocol.Trust(
        aud=facts.aud,
        name=facts.name,
        time_zone=facts.time_zone,
        service_key=_jwk(facts.service_key),
        publishing_keys=[_jwk(key) for key in publishing_keys],
        holders=holders,
    )


def _enrolled(person: Person) -> protocol.Enrolled:
    return protocol.Enrolled(sub=person.sub, name=person.name, school=person.school, role=person.role)


def _proof(hashes: Sequence[bytes]) -> list[str]:
    return [b64url(one) for one in hashes]


def _placed(found: Leaves) -> list[protocol.PlacedLeaf]:
    return [
        protocol.PlacedLeaf(leaf=token, index=index, proof=_proof(proof))
        for token, index, proof in found.leaves
    ]


def open_router(hr: HrService) -> APIRouter:
    """The endpoints that need no token."""
    router = APIRouter()

    @router.get(protocol.TRUST)
    def trust() -> protocol.Trust:
        """Who runs this service."""
        return _trust(hr.core.trust, hr.core.publishing_keys(), hr.holders.names())

    @router.post(protocol.CHALLENGES)
    def challenge(_body: protocol.Body | None = None) -> protocol.Challenge:
        """A nonce to sign."""
        return protocol.Challenge(nonce=hr.proofs.challenge())

    @router.post(protocol.ENROLMENTS)
    def enrol(body: protocol.Enrolment, request: Request) -> protocol.Enrolled:
        """Enrol a key with a one-time code."""
        key = PublicKey.from_jwk(body.key.model_dump())
        return _enrolled(hr.enrolment.enrol(body.code, key, body.proof, source(request)))

    @router.get(protocol.IDENTITY)
    def identity() -> protocol.SignIn:
        """Where staff sign in with their work account."""
        return protocol.SignIn(provider=hr.identity.signed_provider())

    @router.post(protocol.PROVIDER_ENROLMENTS)
    def enrol_with_provider(body: protocol.ProviderEnrolment) -> protocol.Enrolled:
        """Enrol a key with a sign-in at the identity provider."""
        key = PublicKey.from_jwk(body.key.model_dump())
        return _enrolled(hr.identity.enrol(body.id_token, body.random, key, body.proof))

    @router.post(protocol.ROTATIONS)
    def rotate(body: protocol.Rotation) -> protocol.Accepted:
        """Go on with a new key."""
        hr.person_keys.rotate(body.by_old, body.by_new)
        return protocol.Accepted(stored=True)

    @router.post(protocol.TOKENS)
    def token(body: protocol.TokenRequest) -> protocol.BearerToken:
        """A token for the holder of an enrolled key."""
        return protocol.BearerToken(token=hr.tokens.give(body.proof), expires_in=LIFE_SECONDS)

    return router


def beside_router(hr: HrService) -> APIRouter:
    """What goes beside the records, and proves itself as they do."""
    router = APIRouter()

    @router.post(protocol.MESSAGES)
    def message(body: protocol.MessageDelivery) -> protocol.Accepted:
        """The words of a question or reason."""
        hr.messages.take(body.message)
        return protocol.Accepted(stored=True)

    @router.post(protocol.FRESH_SIGN_INS)
    def fresh_sign_in(body: protocol.FreshSignInDelivery) -> protocol.Accepted:
        """The fresh sign-in that came with an answer."""
        hr.presence.take(body.sign_in)
        return protocol.Accepted(stored=True)

    @router.post(protocol.DISPUTES)
    def dispute(body: protocol.Dispute) -> protocol.Disputed:
        """*This was not me*."""
        return protocol.Disputed(fact=hr.disputes.take(body.dispute))

    return router


def records_router(hr: HrService) -> APIRouter:
    """Receiving records: the one path that must keep up with everybody logging in at once."""
    router = APIRouter()

    @router.post(protocol.RECORDS, response_model=protocol.BatchAnswer)
    async def records(body: protocol.RecordBatch) -> Response:
        """Receive records; each is answered by its receipt or by why it was refused."""
        outcomes = await asyncio.wrap_future(hr.ingest.receive(body.records, body.earlier))
        received = [_received(one) for one in outcomes if isinstance(one, Receipted)]
        refused = [
            protocol.Refused(position=place, problem=problem(one))
            for place, one in enumerate(outcomes)
            if not isinstance(one, Receipted)
        ]
        # Serialised here: the framework would check every token a second time.
        content = protocol.BatchAnswer(received=received, refused=refused).model_dump_json()
        return Response(content, media_type="application/json")

    return router


def log_router(hr: HrService) -> APIRouter:
    """The log's head and its consistency: hashes only, open to any witness."""
    router = APIRouter()

    @router.get(protocol.CHECKPOINT, response_class=PlainTextResponse)
    def checkpoint() -> str:
        """The newest checkpoint."""
        return hr.log.head().text

    @router.get(protocol.CONSISTENCY)
    def consistency(first: Position, second: Position | None = None) -> protocol.Consistency:
        """The proof that the log of `second` leaves (the newest if left out) continues that of `first`."""
        proof, head = hr.log.consistency(first, second)
        return protocol.Consistency(proof=_proof(proof), checkpoint=head.text)

    @router.get(protocol.EPOCHS)
    def epochs() -> protocol.Epochs:
        """How each later epoch of the log was opened."""
        found = hr.epochs.opened()
        return protocol.Epochs(opened=_placed(found), checkpoint=found.checkpoint)

    @router.get(protocol.PUBLISHERS)
    def publishers() -> protocol.Publishers:
        """How the publishing key was changed, from the first one on."""
        first, found = hr.key_rotation.changes()
        return protocol.Publishers(first=_jwk(first), changes=_placed(found), checkpoint=found.checkpoint)

    @router.get(protocol.SERVICE_KEYS)
    def service_keys() -> protocol.ServiceKeyChanges:
        """How the service key was changed, up to the one in force."""
        found = hr.service_key.changes()
        newest = _jwk(hr.core.trust.service_key)
        return protocol.ServiceKeyChanges(newest=newest, changes=_placed(found), checkpoint=found.checkpoint)

    return router


def person_router(hr: HrService) -> APIRouter:
    """The endpoints that need a token."""

    def owner(request: Request) -> str:
        return hr.tokens.owner(bearer(request))

    router = APIRouter(dependencies=[Depends(owner)])
    Owner = Annotated[str, Depends(owner)]  # noqa: N806 - a type

    @router.get(protocol.DUE)
    def due(sub: Owner) -> protocol.DueAnswer:
        """The person's due list."""
        found = hr.due_lists.of(sub)
        return protocol.DueAnswer(
            due_list=found.due_list,
            checkpoint=found.checkpoint,
            facts=found.facts,
            holders=hr.holders.names(),
            beside=[protocol.BesidePolicy.model_validate(asdict(one)) for one in found.beside],
        )

    @router.get(protocol.MANIFESTS)
    def manifest(sha256: protocol.Hex) -> protocol.PlacedManifest:
        """A manifest and its place in the log."""
        placed = hr.delivery.manifest(sha256)
        return protocol.PlacedManifest(
            manifest=placed.manifest,
            leaf_index=placed.leaf_index,
            proof=_proof(placed.proof),
            checkpoint=placed.checkpoint,
        )

    @router.get(protocol.DOCUMENTS, response_class=Response)
    def document(sha256: protocol.Hex) -> Response:
        """A policy's exact bytes."""
        found = hr.delivery.document(sha256)
        return Response(found.content, media_type=found.media_type)

    @router.get(protocol.CHECKLISTS, response_class=Response)
    def checklist(sha256: protocol.Hex) -> Response:
        """A checklist's exact bytes."""
        found = hr.delivery.checklist(sha256)
        return Response(found.content, media_type=found.media_type)

    @router.get(protocol.ME)
    def me(sub: Owner) -> protocol.Me:
        """All that is held in the person's name."""
        return _me(hr.holdings.of(sub), hr.outstanding.of(sub))

    @router.get(protocol.EVIDENCE)
    def evidence(sub: Owner) -> protocol.Evidence:
        """What goes into the person's evidence pack beside their own records."""
        return _evidence(hr.export.for_device(sub))

    @router.post(protocol.KEY_ENDINGS)
    def end_key(body: protocol.KeyEnding, sub: Owner) -> protocol.Accepted:
        """A key in the person's own name signs no more."""
        hr.person_keys.end_own(sub, body.kid, body.ending)
        return protocol.Accepted(stored=True)

    return router


def lost_router(hr: HrService) -> APIRouter:
    """The endpoint for what a backup put back lost; it needs a token."""

    def owner(request: Request) -> str:
        return hr.tokens.owner(bearer(request))

    router = APIRouter(dependencies=[Depends(owner)])

    @router.post(protocol.LOST_VERSIONS)
    def lost_version(body: protocol.LostVersion) -> protocol.LostVersionTaken:
        """A version that a backup put back lost, by somebody who holds it."""
        content, checklist = (
            b64url_decode(each) if each is not None else None for each in (body.content, body.checklist)
        )
        return protocol.LostVersionTaken(wanted=hr.lost_versions.take(body.manifest, content, checklist))

    return router


def _evidence(found: ForDevice) -> protocol.Evidence:
    return protocol.Evidence(
        checkpoint=found.checkpoint,
        events=[_event(leaf) for leaf in found.events],
        manifests=[_packed(leaf) for leaf in found.manifests],
        continued=[
            protocol.Continued(size=size, proof=_proof(proof)) for size, proof in found.continued.items()
        ],
        witnesses=list(found.witnesses),
    )


def _event(leaf: PackedLeaf) -> protocol.EvidenceLeaf:
    return protocol.EvidenceLeaf(
        leaf=leaf.token,
        index=leaf.index,
        proof=_proof(leaf.proof),
        continued=None if leaf.continued is None else _proof(leaf.continued),
        kept=None if leaf.kept is None else b64url(leaf.kept),
    )


def _packed(leaf: PackedLeaf) -> protocol.PlacedLeaf:
    return protocol.PlacedLeaf(leaf=leaf.token, index=leaf.index, proof=_proof(leaf.proof))


def _received(one: Receipted) -> protocol.Received:
    return protocol.Received(jti=one.jti, receipt=one.receipt, proof=_proof(one.proof))


def _me(held: Held, standings: list[tuple[str, str, Standing]]) -> protocol.Me:
    person = held.person
    return protocol.Me(
        sub=person.sub,
        staff_id=person.staff_id,
        name=person.name,
        legal_name=person.legal_name,
        email=person.email,
        school=person.school,
        role=person.role,
        line_manager=person.line_manager,
        kind=person.kind,
        person=_PERSONS[person.person],
        standings=[_own_standing(*one) for one in standings],
        keys=[_held_key(one) for one in held.keys],
        records=[
            protocol.HeldRecord(record=token, receipt=one.receipt, proof=_proof(one.proof))
            for token, one in held.records
        ],
        facts=held.facts,
    )


_PERSONS: dict[PersonState, protocol.PersonName] = {
    PersonState.ACTIVE: "active",
    PersonState.ON_LEAVE: "on-leave",
    PersonState.LEFT: "left",
}


def _own_standing(policy_id: str, title: str, one: Standing) -> protocol.OwnStanding:
    told = {name: value for name, value in asdict(one).items() if name in protocol.OwnStanding.model_fields}
    told |= {"policy_id": policy_id, "title": title, "audit": one.audit.replace("_", "-")}
    return protocol.OwnStanding.model_validate(told)


def _held_key(one: HeldKey) -> protocol.HeldKey:
    return protocol.HeldKey(
        key=_jwk(public_key(one.x)),
        kid=one.kid,
        identity="provider" if one.identity == "provider" else "code",
        enrolled=one.enrolled,
        ended=one.ended,
        enrolled_leaf=one.enrolled_leaf,
        ended_leaf=one.ended_leaf,
        ending=_ENDINGS.get(one.ending or ""),
        why=one.why,
    )


_ENDINGS: dict[str, Literal["retired", "revoked"]] = {"retired": "retired", "revoked": "revoked"}
