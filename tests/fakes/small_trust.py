"""A small trust in memory for tests of evidence: real keys, real signatures, a real log, and everything packable.

Each person, code, key event, manifest and record becomes a leaf in the order of the calls; `contents` packs it all.
Two trusts made alike are alike to the byte; `seed` makes another one with other keys.
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from app.domain.acknowledgement import DEFAULT_STATEMENTS
from app.domain.completion import STATEMENT
from app.domain.policy import sha256_hex
from app.evidence import checkpoint, merkle, publisher_keys, timestamp
from app.evidence.contents import PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.epoch import LogEpoch
from app.evidence.events import CodeIssue, HrFact, JwkClaim, KeyEvent
from app.evidence.identity import KeyRotation, commitment, provider_basis, rotation_basis
from app.evidence.judgement import Ground, Published, key_history
from app.evidence.manifest import Manifest
from app.evidence.policy_event import PolicyEvent
from app.evidence.presence import PresenceCheck, presence_commitment
from app.evidence.purge import Purge
from app.evidence.receipt import Receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Dispute, Message
from app.evidence.timestamp import Timestamp
from app.evidence.trust_keys import ServiceKeyChange
from app.signing.jws import read_claims, record_sha256
from app.signing.keys import PrivateKey, b64url

AUD = "voyage.example/undersigned"
POLICY_ID = "social-media-policy"
TEXT = b"# Social Media Policy\n\n## 1. Scope\n\nAll staff.\n"
CHECKLIST = {"id": "section-7", "version": 1, "sha256": "cd" * 32}
TIMES = [f"2026-11-{day:02}T08:{minute:02}:00Z" for day in range(1, 29) for minute in (0, 30)]


@dataclass
class Person:
    """Somebody with a number, a name and a key."""

    sub: str
    name: str
    key: PrivateKey


@dataclass
class SmallTrust:
    """The trust. `leaves` are tokens in the log's order; `records` keeps what each receipt was made from."""

    seed: int = 0
    aud: str = AUD
    leaves: list[str] = field(default_factory=list)
    records: list[tuple[str, str, int, str | None]] = field(default_factory=list)
    policies: list[tuple[int, bytes]] = field(default_factory=list)
    events: list[tuple[int, object]] = field(default_factory=list)
    kept: dict[int, bytes] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    earlier: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self):
        self.service = self.new_key(1)
        self.publisher = self.new_key(2)
        self.publishers = [self.publisher.public]
        self.origin, self.epoch = self.aud, 1
        self._ids = 0
        self.last = {}

    def new_key(self, number):
        """The key of this number in this trust."""
        return PrivateKey.from_seed(bytes([self.seed, number]) * 16)

    def new_id(self):
        """A fresh UUIDv4."""
        self._ids += 1
        return f"00000000-0000-4000-8000-{self.seed:04}{self._ids:08}"

    def now(self):
        """The service's clock, which moves half an hour with each leaf."""
        return TIMES[len(self.leaves) % len(TIMES)]

    def append(self, token):
        """Add a leaf and return its index."""
        self.leaves.append(token)
        return len(self.leaves) - 1

    def event(self, record, kept=None, head=None):
        """Sign an event of the service and add it, with what it holds a digest of and the size of the head in it."""
        return self._event(record.signed_by(self.service), record, kept, head)

    def _event(self, token, record, kept=None, head=None):
        index = self.append(token)
        self.events.append((index, record))
        if kept is not None:
            self.kept[index] = kept
        if head is not None:
            self.heads[index] = head
        return index

    def join(self, name="Siân O’Connor", number=10, identity="code"):
        """Give somebody a number, a code and an enrolled key."""
        person = Person(self.new_id(), name, self.new_key(number))
        self.event(
            CodeIssue(
                aud=self.aud, jti=self.new_id(), sub=person.sub, issued=self.now(), expires=TIMES[-1], by="hr"
            )
        )
        signed_in = self.sign_in(person.key.public) if identity == "provider" else None
        self.key_event(person, "enrolled", identity=identity, kept=signed_in)
        return person

    def sign_in(self, key, **changes):
        """What is kept of a sign-in at a provider that vouches for this key."""
        random = b64url(bytes([self.seed]) * 32)
        claims = {
            "iss": "https://sign-in.example",
            "aud": "undersigned",
            "sub": "account-7",
            "email": "tom@voyage.example",
            "email_verified": True,
            "iat": 1793520000,
            "exp": 1793520600,
            "nonce": commitment(self.aud, key.thumbprint, random),
        }
        token, jwk = id_token(claims | changes, self.seed + 1)
        return provider_basis(token, random, jwk)

    def answer_with_sign_in(self, person, **changes):
        """Have a person answer with a fresh sign-in, receive both, and check the sign-in."""
        record = self.answer(person, presence="provider")
        token = record.signed_by(person.key)
        self.receive(token, record.jti, person)
        return self.check_presence(person, token, record.jti, **changes)

    def check_presence(self, person, token, jti, *, keep=True, **changes):
        """Say that the sign-in which came with an answer was checked; `changes` are to the ID token's claims."""
        random = b64url(bytes([self.seed + 7]) * 32)
        claims = {
            "iss": "https://sign-in.example",
            "aud": "undersigned",
            "sub": "account-7",
            "email": "tom@voyage.example",
            "email_verified": True,
            "auth_time": 1793520030,
            "iat": 1793520031,
            "exp": 1793520600,
            "nonce": presence_commitment(record_sha256(token), random),
        } | changes
        signed, jwk = id_token(claims, self.seed + 1)
        kept = provider_basis(signed, random, jwk)
        leaf = PresenceCheck(
            aud=self.aud,
            jti=self.new_id(),
            sub=person.sub,
            acknowledgement=jti,
            at=self.now(),
            basis=sha256(kept).hexdigest(),
        )
        return self.event(leaf, kept if keep else None)

    def dispute(self, person, about, reason="I was away that day.", **changes):
        """Have a person say “this was not me”, and write it down with what they signed."""
        said = Dispute(
            sub=person.sub, aud=self.aud, jti=self.new_id(), iat=1793520000, about=about, reason=reason
        ).signed_by(person.key)
        more = {"about": about, "policy": None, "by": "themselves", "basis": record_sha256(said)}
        return self.fact(person, "dispute", reason, kept=said.encode(), **(more | changes))

    def rotate(self, person, number):
        """Let a person go on with another key."""
        new, old = self.new_key(number), person.key
        claims = KeyRotation(
            aud=self.aud,
            sub=person.sub,
            nonce=b64url(bytes([number]) * 32),
            old=old.public.thumbprint,
            new=JwkClaim.model_validate(new.public.jwk()),
        )
        basis = rotation_basis(claims.signed_by(old), claims.signed_by(new))
        self.key_event(person, "enrolled", new.public, identity="provider", kept=basis, by="rotation")
        self.key_event(person, "retired", old.public, identity="provider", by="rotation")
        person.key = new

    def change_publisher(self, number):
        """Go on publishing with another key."""
        new = self.new_key(number)
        token = publisher_keys.change(self.aud, self.new_id(), self.now(), self.publisher, new)
        record = publisher_keys.verified(token, self.publisher.public, self.aud).record
        self.publisher = new
        self.publishers.append(new.public)
        return self._event(token, record)

    def change_service(self, number):
        """Go on serving with another key."""
        new = self.new_key(number)
        token = publisher_keys.change(
            self.aud, self.new_id(), self.now(), self.service, new, ServiceKeyChange
        )
        record = publisher_keys.verified(token, self.service.public, self.aud, ServiceKeyChange).record
        self.service = new
        return self._event(token, record)

    def open_epoch(self):
        """Go on after a backup was put back."""
        self.epoch += 1
        leaf = LogEpoch(
            aud=self.aud,
            jti=self.new_id(),
            epoch=self.epoch,
            previous=self.checkpoint(),
            at=self.now(),
            by="os user pat",
        )
        self.origin = leaf.origin
        return self.event(leaf, head=len(self.leaves))

    def receipted_and_lost(self, record, person):
        """Receive a record whose place will be lost: the receipt alone is left."""
        token = record.signed_by(person.key)
        self.leaves.append(token)
        receipt = Receipt(
            jti=record.jti,
            record_sha256=record_sha256(token),
            received_at="2026-11-02T08:00:00Z",
            late=False,
            leaf_index=len(self.leaves) - 1,
            checkpoint=self.checkpoint(),
        ).signed_by(self.service)
        self.leaves.pop()
        self.earlier[token] = (*self.earlier.get(token, ()), receipt)
        return receipt

    def stamp(self, authority):
        """Have the head as it is stamped by a timestamp authority."""
        head = self.checkpoint()
        response = authority.answer(timestamp.request(head.encode()).content)
        leaf = Timestamp(
            aud=self.aud,
            jti=self.new_id(),
            at=self.now(),
            checkpoint=head,
            response=sha256(response).hexdigest(),
            authority=timestamp.tidy(authority.certificate),
        )
        return self.event(leaf, response, len(self.leaves))

    def key_event(self, person, event, key=None, identity="code", kept=None, **changes):
        """Say that a key came into force or ended."""
        key = key or person.key.public
        claims = {
            "aud": self.aud,
            "jti": self.new_id(),
            "sub": person.sub,
            "event": event,
            "at": self.now(),
            "kid": key.thumbprint,
            "jwk": JwkClaim.model_validate(key.jwk()),
            "identity": identity,
            "basis": sha256(kept).hexdigest() if kept is not None else None,
            "by": identity,
        }
        return self.event(KeyEvent(**(claims | changes)), kept)

    def fact(self, person, fact="paper", reason="Signed at the training day.", *, kept=None, **changes):
        """Record something by HR's hand."""
        claims = {
            "aud": self.aud,
            "jti": self.new_id(),
            "sub": person.sub,
            "fact": fact,
            "at": self.now(),
            "on": "2026-11-03",
            "until": None,
            "policy": {"id": POLICY_ID, "version": 1},
            "about": None,
            "basis": None,
            "reason": reason,
            "by": "head of HR",
        }
        return self.event(HrFact.of(claims | changes), kept)

    def withdraw(self):
        """Have HR withdraw the policy."""
        return self.event(
            PolicyEvent(
                aud=self.aud,
                jti=self.new_id(),
                policy=POLICY_ID,
                version=len(self.policies),
                event="withdrawn",
                at=self.now(),
                on="2026-11-09",
                until=None,
                name="Pat Lee",
                reason="It is part of another policy now.",
                by="head of HR",
            )
        )

    def purge(self, first=6, last=6):
        """Have HR delete what a rule says."""
        return self.event(
            Purge(
                aud=self.aud,
                jti=self.new_id(),
                kind="messages",
                months=72,
                counted_from="leaving",
                count=last - first + 1,
                entries=[[first, last]],
                at=self.now(),
                by="head of HR",
            )
        )

    def publish(self, text=TEXT, version=1, **changes):
        """Publish a version of the policy."""
        index = self.append(self.manifest(text, version, **changes).signed_by(self.publisher))
        self.policies.append((index, text))
        return index

    def manifest(self, text=TEXT, version=1, **changes):
        """The claims of a version."""
        claims = {
            "policy_id": POLICY_ID,
            "version": version,
            "label": "2021-03-22",
            "title": "Social Media Policy",
            "sha256": sha256_hex(text),
            "media_type": "text/markdown",
            "bytes": len(text),
            "prev_sha256": None,
            "material": True,
            "summary_of_changes": "First version.",
            "published": TIMES[0],
            "effective": TIMES[0],
            "statements": [
                {"outcome": outcome.value, "lang": "en-GB", "text": words}
                for outcome, words in DEFAULT_STATEMENTS.items()
            ],
            "checklist": CHECKLIST,
            "aud": self.aud,
        }
        return Manifest.of(claims | changes)

    def answer(self, person, outcome="acknowledged", **changes):
        """The claims of a person's answer to the newest version."""
        index, text = self.policies[-1]
        version = len(self.policies)
        claims = {
            "sub": person.sub,
            "aud": self.aud,
            "jti": self.new_id(),
            "iat": 1793520000,
            "outcome": outcome,
            "policy": {
                "id": POLICY_ID,
                "version": version,
                "sha256": sha256_hex(text),
                "manifest_sha256": record_sha256(self.leaves[index]),
            },
            "statement": {"text": DEFAULT_STATEMENTS[outcome], "lang": "en-GB"},
            "name": person.name,
            "shown": {"sections": 1, "of": 1, "since": None},
            "presence": "none",
            "unconfirmed": False,
            "message_sha256": None,
            "prev": self.last.get(person.sub),
            "log": None,
            "app": "undersigned 0.1.0",
        }
        return Acknowledgement.of(claims | changes)

    def completion(self, person, **changes):
        """The claims of a finished self-audit."""
        claims = {
            "sub": person.sub,
            "aud": self.aud,
            "jti": self.new_id(),
            "completed_on": "2026-11-05",
            "statement": STATEMENT,
            "checklist": CHECKLIST,
            "policy": {"id": POLICY_ID, "version": len(self.policies)},
            "prev": self.last.get(person.sub),
            "app": "undersigned 0.1.0",
        }
        return AuditCompletion.of(claims | changes)

    def message(self, person, acknowledgement, text="May I keep the parents’ chat?"):
        """The claims of the words of a question."""
        return Message(
            sub=person.sub,
            aud=self.aud,
            jti=self.new_id(),
            acknowledgement=acknowledgement,
            to="hr",
            text=text,
            salt="A" * 22,
        )

    def receive(self, token, jti, person, *, day=None, message=None, late=False, received_at=None):
        """Log a record, and receipt it under the head that has it."""
        received_at = received_at or day or self.now()
        index = self.append(token)
        self.last[person.sub] = record_sha256(token)
        receipt = Receipt(
            jti=jti,
            record_sha256=record_sha256(token),
            received_at=received_at,
            late=late,
            leaf_index=index,
            checkpoint=self.checkpoint(),
        )
        self.records.append((token, receipt.signed_by(self.service), len(self.leaves), message))
        return index

    def acknowledge(self, person, outcome="acknowledged", **changes):
        """Have a person answer, and receive it."""
        record = self.answer(person, outcome, **changes)
        return self.receive(record.signed_by(person.key), record.jti, person)

    def ask(self, person, text="May I keep the parents’ chat?"):
        """Have a person ask a question, with its words."""
        draft = self.answer(person, "question")
        message = self.message(person, draft.jti, text).signed_by(person.key)
        record = draft.model_copy(update={"message_sha256": record_sha256(message)})
        return self.receive(record.signed_by(person.key), record.jti, person, message=message)

    def complete(self, person, **changes):
        """Have a person finish the self-audit, and receive it."""
        record = self.completion(person, **changes)
        return self.receive(record.signed_by(person.key), record.jti, person, day="2026-11-05")

    def checkpoint(self, size=None):
        """The log's head at `size` leaves, or now."""
        size = len(self.leaves) if size is None else size
        return checkpoint.sign(self.origin, size, merkle.root(size, self._read), self.service)

    def inclusion(self, index, size=None):
        """The proof of a leaf."""
        return tuple(merkle.inclusion_proof(index, size or len(self.leaves), self._read))

    def consistency(self, size):
        """The proof that the log continues what it was at `size`; empty where it is the same."""
        now = len(self.leaves)
        return () if size == now else tuple(merkle.consistency_proof(size, now, self._read))

    def packed(self, index):
        """A leaf with its place and what belongs to it."""
        continued = self.consistency(self.heads[index]) if index in self.heads else None
        kept = self.kept.get(index)
        return PackedLeaf(self.leaves[index], index, self.inclusion(index), continued, kept)

    def contents(self, witnesses=()):
        """Everything, ready to be packed."""
        return PackContents(
            aud=self.aud,
            service_key=self.service.public,
            publishing_keys=tuple(self.publishers),
            checkpoint=self.checkpoint(),
            records=tuple(
                PackedRecord(
                    token,
                    receipt,
                    self.inclusion(self.leaves.index(token), size),
                    self.consistency(size),
                    message,
                    self.earlier.get(token, ()),
                )
                for token, receipt, size, message in self.records
            ),
            policies=tuple(PackedPolicy(self.packed(index), text) for index, text in self.policies),
            events=tuple(self.packed(index) for index, _ in self.events),
            witnesses=tuple(witnesses),
        )

    def ground(self):
        """What a single record is judged against here and now."""
        keys = [(index, event) for index, event in self.events if isinstance(event, KeyEvent)]
        manifests = {}
        for index, _ in self.policies:
            signed = Manifest.verified(self.leaves[index], self.publisher.public)
            manifests[signed.record.policy_id, signed.record.version] = Published(signed, index)
        return Ground(self.aud, self.service.public, (self.publisher.public,), key_history(keys), manifests)

    def _read(self, level, index):
        width = 1 << level
        part = self.leaves[index * width : (index + 1) * width]
        assert len(part) == width
        hashes = [merkle.leaf_hash(token.encode("ascii")) for token in part]
        while len(hashes) > 1:
            hashes = [merkle.node_hash(*hashes[place : place + 2]) for place in range(0, len(hashes), 2)]
        return hashes[0]


def id_token(claims, number):
    """An ID token signed with ES256 by a provider's key made from this number, and that key; always the same bytes."""
    key = ec.derive_private_key(number, ec.SECP256R1())
    at = key.public_key().public_numbers()
    header, payload = (
        b64url(json.dumps(part).encode()) for part in ({"alg": "ES256", "kid": "k1", "typ": "JWT"}, claims)
    )
    signature = key.sign(
        f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    )
    halves = b"".join(half.to_bytes(32, "big") for half in decode_dss_signature(signature))
    x, y = (b64url(place.to_bytes(32, "big")) for place in (at.x, at.y))
    return f"{header}.{payload}.{b64url(halves)}", {"kty": "EC", "crv": "P-256", "kid": "k1", "x": x, "y": y}


def whole_trust(seed=0):
    """A trust with one of everything but a timestamp: two people, a question, a refusal, a completion, a paper record,
    a lost key; then another key for policies, a backup put back, another service key, another key of a person's, and an
    answer with a fresh sign-in that the person disputes.
    """
    trust = SmallTrust(seed)
    trust.publish()
    sian, tom = trust.join(), trust.join("Tom Adeyemi", number=11, identity="provider")
    trust.acknowledge(sian)
    trust.ask(tom)
    trust.complete(sian)
    trust.fact(tom)
    trust.key_event(sian, "revoked")
    trust.acknowledge(tom, "declined")
    trust.change_publisher(3)
    trust.publish(b"# Social Media Policy\n\n## 1. Scope\n\nAll staff, always.\n", 2)
    record = trust.answer(tom)
    trust.receipted_and_lost(record, tom)
    trust.open_epoch()
    trust.receive(record.signed_by(tom.key), record.jti, tom)
    trust.change_service(4)
    trust.rotate(tom, 12)
    trust.complete(tom)
    trust.withdraw()
    trust.purge()
    trust.answer_with_sign_in(tom)
    disputed = jti_of(trust.records[-1][0])
    index = trust.dispute(tom, disputed)
    said = jti_of(trust.leaves[index])
    trust.fact(tom, "not-upheld", "The sign-in was theirs.", about=said, policy=None)
    return trust


def jti_of(token):
    """The number of a signed record."""
    return read_claims(token)["jti"]


def stamped_trust(authority, seed=0):
    """The small trust with a timestamp over its answer, by this authority."""
    trust = small_trust(seed)
    trust.stamp(authority)
    return trust


def small_trust(seed=0):
    """The smallest trust with an answer in it."""
    trust = SmallTrust(seed)
    trust.publish()
    trust.acknowledge(trust.join())
    return trust
