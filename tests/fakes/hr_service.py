"""A behaving HR service for tests: the protocol on a real loopback server, with real signatures and a real log.

It can be bent, one attack or accident at a time, through the attributes of `Bends`.
"""

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from app import protocol, protocol_my_people
from app.domain.acknowledgement import DEFAULT_STATEMENTS
from app.domain.dates import to_utc_text
from app.domain.policy import sha256_hex
from app.errors import RefusedError
from app.evidence import checkpoint, merkle
from app.evidence.due_list import DueItem, DueList
from app.evidence.manifest import Manifest
from app.evidence.receipt import Receipt
from app.evidence.records import Acknowledgement, AuditCompletion, Message
from app.signing import enrolment_code, jws
from app.signing.keys import PrivateKey, PublicKey, b64url
from tests.fakes.hr_http import Server, handler_for

AUD = "trust.example/log"
FRESH = timedelta(days=7)
KINDS = {kind.typ: kind for kind in (Acknowledgement, AuditCompletion)}


@dataclass
class Bends:
    """What is wrong with the service just now."""

    silent: bool = False  # takes a connection and never answers until it is straightened
    hangs_up: bool = False
    html: bool = False
    redirect: bool = False
    status: int = 0
    media_type: str = "application/json"
    nonsense: bytes | None = None
    endless: bool = False
    lose_answers_to: str = ""  # does what it is asked, then hangs up
    refuse_records: str = ""  # a problem code
    receipt: str = ""
    documents: dict = field(default_factory=dict)
    manifest: str = ""
    due_sub: str = ""
    due_issued: str = ""
    due_key: PrivateKey | None = None
    ignores_second: bool = False
    grows_while_asked: bool = False


@dataclass
class Staff:
    sub: str
    name: str
    school: str = "Hill School"
    role: str = "Teacher"
    line_manager: str = "Pat Lee"
    staff_id: str = "E1042"
    legal_name: str = ""
    email: str = "s.field@trust.example"
    kind: str = "employee"
    person: str = "active"
    standings: list = field(default_factory=list)


class Refusal(Exception):  # noqa: N818 (an answer, not an error)
    def __init__(self, status, code):
        super().__init__(code)
        self.status = status
        self.code = code


class Log:
    """An RFC 9162 tree over tokens."""

    def __init__(self):
        self.leaves = []
        self._nodes = {}

    def add(self, token):
        for level, index, value in merkle.append(len(self.leaves), _leaf(token), self._read):
            self._nodes[level, index] = value
        self.leaves.append(token)
        return len(self.leaves) - 1

    def root(self, size):
        return merkle.root(size, self._read)

    def inclusion(self, index, size):
        return merkle.inclusion_proof(index, size, self._read)

    def consistency(self, first, second):
        return merkle.consistency_proof(first, second, self._read)

    def rewrite(self, leaves):
        self.leaves, self._nodes = [], {}
        for leaf in leaves:
            self.add(leaf)

    def _read(self, level, index):
        return self._nodes[level, index]


class HrService:
    def __init__(self, clock):
        self.clock = clock
        self.aud = AUD
        self.service_key = PrivateKey.from_seed(b"s" * 32)
        self.publishing_key = PrivateKey.from_seed(b"p" * 32)
        self.bends = Bends()
        self.log = Log()
        self.seen = []
        self.staff, self.codes, self.used_codes = {}, {}, {}
        self.keys, self.tokens, self.nonces = {}, {}, set()
        self.items, self.manifests, self.documents = {}, {}, {}
        self.records, self.messages, self.facts = {}, {}, []
        self.beside = []
        self.team = protocol_my_people.MyPeople(people=[], questions=[])
        self.team_answers = []
        self.straight = threading.Event()
        self._counter = 0
        self._lock = threading.RLock()
        self._server = None
        self.port = 0
        self.open()

    # --- running -------------------------------------------------------------------------------------------------

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def open(self):
        """Listen, on the same port as before."""
        self._server = Server(("127.0.0.1", self.port), handler_for(self))
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def shut(self):
        """Stop listening: connections are refused."""
        self.straight.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self.straight.clear()

    @contextmanager
    def bent(self, **bends):
        before, self.bends = self.bends, replace(self.bends, **bends)
        try:
            yield self
        finally:
            self.straight.set()
            self.bends = before
            self.straight.clear()

    # --- HR's side -----------------------------------------------------------------------------------------------

    def hire(self, sub="5f0c3a52-7f6b-4c1e-9a64-0d1f6a2b7c11", name="Sam Field"):
        self.staff[sub] = Staff(sub, name)
        return sub

    def invite(self, sub, *, publishing_key=None):
        publishing_kid = (publishing_key or self.publishing_key).public.thumbprint
        code = enrolment_code.issue(self.aud, self.service_key.public.thumbprint, publishing_kid, self.random)
        self.codes[code.secret] = sub
        return code.spoken()

    def publish(self, text, *, policy="social-media", version=1, checklist=None, **changes):
        """Publish a version and ask everybody for it; `due`, `paused`, `withdrawn` go to the due list."""
        due = {name: changes.pop(name, default) for name, default in _DUE.items()}
        content = text if isinstance(text, bytes) else text.encode()
        claim = None
        if checklist is not None:
            claim = {"id": checklist.id, "version": checklist.version, "sha256": checklist.sha256}
            self.documents[checklist.sha256] = checklist.content
        claims = {
            "policy_id": policy,
            "version": version,
            "label": f"label {version}",
            "title": "Social Media Policy",
            "sha256": sha256_hex(content),
            "media_type": "text/markdown",
            "bytes": len(content),
            "prev_sha256": None,
            "material": True,
            "summary_of_changes": "What changed.",
            "published": to_utc_text(self.clock()),
            "effective": to_utc_text(self.clock()),
            "statements": [
                {"outcome": o.value, "lang": "en-GB", "text": t} for o, t in DEFAULT_STATEMENTS.items()
            ],
            "checklist": claim,
            "aud": self.aud,
        } | changes
        token = Manifest.of(claims).signed_by(self.publishing_key)
        return self.publish_token(token, content, policy=policy, version=version, **due)

    def publish_token(self, token, content, *, policy, version, **due):
        with self._lock:
            digest = sha256_hex(token.encode())
            self.documents[sha256_hex(content)] = content
            self.manifests[digest] = (token, self.log.add(token))
            item = {"policy": policy, "version": version, "manifest_sha256": digest} | _DUE | due
            self.items[policy] = item
            return digest

    def end_key(self, kid):
        self.keys.pop(kid)
        self.tokens.clear()

    def random(self, count):
        with self._lock:
            self._counter += 1
            stream = b"".join(
                bytes.fromhex(sha256_hex(b"%d %d" % (self._counter, part))) for part in range(count // 32 + 1)
            )
            return stream[:count]

    def outgoing(self):
        """Every byte that came over the wire: first lines, headers and bodies."""
        return b"\n".join(
            f"{seen.method} {seen.path} {json.dumps(seen.headers)}\n".encode() + seen.body
            for seen in self.seen
        )

    # --- the protocol --------------------------------------------------------------------------------------------

    def head(self, size=None):
        size = len(self.log.leaves) if size is None else size
        return checkpoint.sign(self.aud, size, self.log.root(size), self.service_key)

    def trust(self, _seen):
        return protocol.Trust(
            aud=self.aud,
            name="The Example Trust",
            time_zone="Europe/London",
            service_key=protocol.Jwk(**self.service_key.public.jwk()),
            publishing_keys=[protocol.Jwk(**self.publishing_key.public.jwk())],
        )

    def challenge(self, _seen):
        nonce = b64url(self.random(32))
        self.nonces.add(nonce)
        return protocol.Challenge(nonce=nonce)

    def enrol(self, seen):
        body = protocol.Enrolment.model_validate_json(seen.body)
        key = PublicKey.from_jwk(body.key.model_dump())
        if body.code in self.used_codes:
            raise Refusal(422, "code-used")
        if body.code not in self.codes:
            raise Refusal(422, "wrong-code")
        self._check_proof(body.proof, key, "enrol")
        sub = self.used_codes[body.code] = self.codes[body.code]
        self.keys[key.thumbprint] = (sub, key)
        person = self.staff[sub]
        return protocol.Enrolled(sub=sub, name=person.name, school=person.school, role=person.role)

    def token(self, seen):
        proof = protocol.TokenRequest.model_validate_json(seen.body).proof
        kid = jws.read_header(proof).kid
        if kid not in self.keys:
            raise Refusal(422, "unknown-key")
        sub, key = self.keys[kid]
        self._check_proof(proof, key, "token")
        token = b64url(self.random(32))
        self.tokens[token] = sub
        return protocol.BearerToken(token=token, expires_in=3600)

    def due(self, seen):
        sub, now = self._who(seen), self.clock()
        due_list = DueList(
            sub=self.bends.due_sub or sub,
            issued=self.bends.due_issued or to_utc_text(now),
            expires=to_utc_text(now + FRESH),
            items=[DueItem(**item) for item in self.items.values()],
        )
        token = due_list.signed_by(self.bends.due_key or self.service_key)
        return protocol.DueAnswer(
            due_list=token, checkpoint=self.head(), facts=self.facts, beside=self.beside
        )

    def manifest(self, seen):
        self._who(seen)
        digest = _last(seen.path)
        if digest not in self.manifests:
            raise Refusal(404, "not-published")
        token, index = self.manifests[digest]
        size = len(self.log.leaves)
        proof = [b64url(each) for each in self.log.inclusion(index, size)]
        if self.bends.manifest == "place":
            proof = [b64url(b"x" * 32), *proof[1:]] if proof else [b64url(b"x" * 32)]
        if self.bends.manifest == "other":
            token = next(other for other, _ in self.manifests.values() if other != token)
        return protocol.PlacedManifest(manifest=token, leaf_index=index, proof=proof, checkpoint=self.head())

    def document(self, seen):
        self._who(seen)
        digest = _last(seen.path)
        return self.bends.documents.get(digest, self.documents.get(digest, b""))

    def receive(self, seen):
        batch = protocol.RecordBatch.model_validate_json(seen.body)
        received, refused = [], []
        for position, token in enumerate(batch.records):
            try:
                received.append(self._receive(token))
            except Refusal as refusal:
                problem = _problem(refusal.code)
                refused.append(protocol.Refused(position=position, problem=problem))
        if self.bends.receipt == "missing":
            received = received[:-1]
        return protocol.BatchAnswer(received=received, refused=refused)

    def message(self, seen):
        token = protocol.MessageDelivery.model_validate_json(seen.body).message
        header = jws.read_header(token)
        claims = Message.verified(token, self.keys[header.kid][1]).record
        if claims.acknowledgement not in self.records:
            raise Refusal(503, "message-too-early")
        self.messages[claims.jti] = claims
        return protocol.Accepted(stored=True)

    def me(self, seen):
        sub = self._who(seen)
        person = self.staff[sub]
        keys = [
            protocol.HeldKey(
                key=protocol.Jwk(**key.jwk()),
                kid=kid,
                identity="code",
                enrolled="2026-11-01T00:00:00Z",
                ended=None,
            )
            for kid, (owner, key) in self.keys.items()
            if owner == sub
        ]
        records = [
            protocol.HeldRecord(record=token, receipt=answer.receipt, proof=answer.proof)
            for token, answer, owner in self.records.values()
            if owner == sub
        ]
        return protocol.Me(
            keys=keys,
            records=records,
            facts=self.facts,
            **vars(person),
        )

    def consistency(self, seen):
        query = parse_qs(urlsplit(seen.path).query)
        first, second = int(query["first"][0]), int(query["second"][0])
        if self.bends.grows_while_asked:
            self.log.add(f"growth {len(self.log.leaves)}")
        size = len(self.log.leaves)
        if max(first, second) > size:
            raise Refusal(409, "log-is-shorter")
        second = size if self.bends.ignores_second else second
        proof = self.log.consistency(first, second) if first != second else []
        return protocol.Consistency(proof=[b64url(each) for each in proof], checkpoint=self.head(second))

    def _receive(self, token):
        header = jws.read_header(token)
        if self.bends.refuse_records:
            raise Refusal(422, self.bends.refuse_records)
        if header.kid not in self.keys:
            raise Refusal(422, "unknown-key")
        sub, key = self.keys[header.kid]
        record = KINDS[header.typ].verified(token, key).record
        if record.jti in self.records:
            held, answer, _ = self.records[record.jti]
            if held != token:
                raise Refusal(422, "replay")
            return self._bent_receipt(token, record.jti, answer)
        index = self.log.add(token)
        answer = self._receipt(token, record, index)
        self.records[record.jti] = (token, answer, sub)
        return self._bent_receipt(token, record.jti, answer)

    def _receipt(self, token, record, index, *, key=None, jti=None, sha256=None):
        size = len(self.log.leaves)
        now = to_utc_text(self.clock())
        receipt = Receipt(
            jti=jti or record.jti,
            record_sha256=sha256 or sha256_hex(token.encode()),
            received_at=now if isinstance(record, Acknowledgement) else now[:10],
            late=False,
            leaf_index=index,
            checkpoint=self.head(size),
        ).signed_by(key or self.service_key)
        proof = [b64url(each) for each in self.log.inclusion(index, size)]
        return protocol.Received(jti=record.jti, receipt=receipt, proof=proof)

    def _bent_receipt(self, token, jti, answer):
        """What goes out: the stored answer, or one that is not in order in the way asked for."""
        bend = self.bends.receipt
        if bend not in _BENT_RECEIPTS:
            return answer
        index = self.log.leaves.index(token)
        record = (
            KINDS[jws.read_header(token).typ].verified(token, self.keys[jws.read_header(token).kid][1]).record
        )
        if bend == "another key":
            return self._receipt(token, record, index, key=PrivateKey.from_seed(b"x" * 32))
        if bend == "another record":
            return self._receipt(token, record, index, sha256="0" * 64)
        if bend == "another number":
            return self._receipt(token, record, index, jti="11111111-1111-4111-8111-111111111111")
        if bend == "another place":
            return self._receipt(token, record, index - 1)
        return answer.model_copy(update={"proof": [b64url(b"x" * 32), *answer.proof[1:]]})

    def my_people(self, seen):
        self._who(seen)
        return self.team

    def my_answer(self, seen):
        self._who(seen)
        asked = protocol_my_people.MyAnswer.model_validate_json(seen.body)
        self.team_answers.append((_last(seen.path), asked.text))
        return protocol_my_people.Answered(recorded=True)

    def _check_proof(self, proof, key, purpose):
        claims = jws.verify(proof, protocol.PROOF_TYP, key).claims
        if claims != {"aud": self.aud, "nonce": claims.get("nonce"), "purpose": purpose}:
            raise Refusal(422, "proof-refused")
        if claims["nonce"] not in self.nonces:
            raise Refusal(422, "proof-refused")
        self.nonces.remove(claims["nonce"])

    def _who(self, seen):
        token = seen.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            raise Refusal(401, "not-signed-in")
        return self.tokens[token]

    def answer(self, seen):
        """The status, media type and body for a request."""
        with self._lock:
            self.seen.append(seen)
            for method, pattern, act in _ROUTES:
                if method == seen.method and re.fullmatch(pattern, seen.path):
                    return self._carry_out(act, seen)
            return 404, "application/json", _problem("no-such-page").model_dump_json().encode()

    def _carry_out(self, act, seen):
        try:
            found = act(self, seen)
        except Refusal as refusal:
            return refusal.status, "application/json", _problem(refusal.code).model_dump_json().encode()
        except RefusedError as error:
            return 422, "application/json", _problem(error.code).model_dump_json().encode()
        if isinstance(found, bytes):
            return 200, "text/markdown", found
        return 200, self.bends.media_type, found.model_dump_json().encode()


_BENT_RECEIPTS = {"another key", "another record", "another number", "another place", "another proof"}
_DUE = {"due": None, "paused": False, "withdrawn": False}
_ROUTES = [
    ("GET", protocol.TRUST, HrService.trust),
    ("POST", protocol.CHALLENGES, HrService.challenge),
    ("POST", protocol.ENROLMENTS, HrService.enrol),
    ("POST", protocol.TOKENS, HrService.token),
    ("GET", protocol.DUE, HrService.due),
    ("GET", "/v1/manifests/[0-9a-f]{64}", HrService.manifest),
    ("GET", "/v1/(documents|checklists)/[0-9a-f]{64}", HrService.document),
    ("POST", protocol.RECORDS, HrService.receive),
    ("POST", protocol.MESSAGES, HrService.message),
    ("GET", protocol.ME, HrService.me),
    ("GET", protocol_my_people.MY_PEOPLE, HrService.my_people),
    ("POST", "/v1/me/people/questions/[0-9a-f-]+", HrService.my_answer),
    ("GET", r"/v1/log/consistency\?.*", HrService.consistency),
]


def _problem(code):
    return protocol.Problem(code=code, sentence="Something.", next_step="Something else.")


def _leaf(token):
    return merkle.leaf_hash(token.encode())


def _last(path):
    return path.rpartition("/")[2]


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC)):
        self.now = now

    def __call__(self):
        return self.now

    def move(self, **delta):
        self.now += timedelta(**delta)
