"""The service over real HTTP: closed bodies, tokens, limits, and errors without details."""

import hashlib
import itertools
import logging

import pytest
import requests
from sqlalchemy import text

from app import protocol, protocol_staff
from app.evidence import checkpoint, merkle
from app.evidence.due_list import DueList
from app.evidence.manifest import Manifest
from app.evidence.receipt import verify_receipt
from app.evidence.trust_keys import ServiceKeys
from app.hr.accounts import Role
from app.hr.proofs import Proof
from app.protocol_progress import CONSOLE_PROGRESS, CONSOLE_SUMMARY
from app.signing import enrolment_code
from app.signing.jws import record_sha256
from app.signing.keys import PrivateKey, PublicKey, b64url_decode

AUD = "oak.example/policies"
ENDPOINTS = {
    "POST": [
        *(protocol.CHALLENGES, protocol.ENROLMENTS, protocol.TOKENS, protocol.RECORDS, protocol.MESSAGES),
        *(protocol.CONSOLE_SESSIONS, protocol_staff.STAFF_LIST, protocol.CONSOLE_CODES),
        *(protocol.PROVIDER_ENROLMENTS, protocol.ROTATIONS),
    ],
    "GET": [
        protocol.IDENTITY,
        *(protocol.TRUST, protocol.DUE, protocol.ME, protocol.CHECKPOINT, protocol.CONSISTENCY),
        *(protocol.MANIFESTS, protocol.DOCUMENTS, protocol.CHECKLISTS),
        *(protocol.CONSOLE_POLICIES, protocol.CONSOLE_STANDINGS, CONSOLE_SUMMARY, CONSOLE_PROGRESS),
        *(protocol.HEALTH, protocol.READY),
    ],
    "DELETE": [protocol.CONSOLE_SESSIONS],
}
BODIES = {
    protocol.CHALLENGES: {},
    protocol.ENROLMENTS: {"code": "x", "key": PrivateKey.generate().public.jwk(), "proof": "x"},
    protocol.TOKENS: {"proof": "x"},
    protocol.PROVIDER_ENROLMENTS: {
        "id_token": "x",
        "random": "A" * 43,
        "key": PrivateKey.generate().public.jwk(),
        "proof": "x",
    },
    protocol.ROTATIONS: {"by_old": "x", "by_new": "x"},
    protocol.RECORDS: {"records": ["x"]},
    protocol.MESSAGES: {"message": "x"},
    protocol.CONSOLE_SESSIONS: {"account": "x", "password": "x"},
    protocol_staff.STAFF_LIST: {"name": "x", "content": "", "preview": True},
    protocol.CONSOLE_CODES: {"staff_id": "s0"},
}
PASSWORD = "correct horse battery"
LOW_ORDER_KEY = "AQ" + "A" * 41


class Asking:
    """Asks the service as a device would."""

    def __init__(self, base: str, session: requests.Session) -> None:
        self.base = base
        self.session = session

    def ask(self, method: str, path: str, *, token: str | None = None, **options) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.session.request(method, self.base + path, headers=headers, timeout=20, **options)

    def post(self, path: str, body: object, **options) -> requests.Response:
        return self.ask("POST", path, json=body, **options)

    def proof(self, key: PrivateKey, purpose: str) -> str:
        nonce = self.post(protocol.CHALLENGES, {}).json()["nonce"]
        return Proof(aud=AUD, nonce=nonce, purpose=purpose).signed_by(key)

    def token(self, key: PrivateKey) -> str:
        return self.post(protocol.TOKENS, {"proof": self.proof(key, "token")}).json()["token"]


@pytest.fixture
def asking(school, serving, http) -> Asking:
    return Asking(serving(school.hr), http)


def test_the_whole_way_of_a_device(school, asking):
    trust = protocol.Trust.model_validate_json(asking.ask("GET", protocol.TRUST).content)
    service_key = PublicKey.from_jwk(trust.service_key.model_dump())
    publishing_key = PublicKey.from_jwk(trust.publishing_keys[0].model_dump())
    code = enrolment_code.parse(school.hr.enrolment.invite(["s0"], "hr")[0].code)
    key = PrivateKey.generate()
    body = {"code": code.secret, "key": key.public.jwk(), "proof": asking.proof(key, "enrol")}
    person = protocol.Enrolled.model_validate_json(asking.post(protocol.ENROLMENTS, body).content)
    token = asking.token(key)

    answer = protocol.DueAnswer.model_validate_json(asking.ask("GET", protocol.DUE, token=token).content)
    [item] = DueList.verified(answer.due_list, service_key).record.items
    path = protocol.MANIFESTS.format(sha256=item.manifest_sha256)
    placed = protocol.PlacedManifest.model_validate_json(asking.ask("GET", path, token=token).content)
    manifest = Manifest.verified(placed.manifest, publishing_key)
    head = checkpoint.verify(placed.checkpoint, AUD, service_key)
    merkle.verify_inclusion(
        placed.leaf_index,
        head.size,
        merkle.leaf_hash(placed.manifest.encode()),
        [b64url_decode(one) for one in placed.proof],
        head.root,
    )
    for template, sha256 in (
        (protocol.DOCUMENTS, manifest.record.sha256),
        (protocol.CHECKLISTS, manifest.record.checklist.sha256),
    ):
        content = asking.ask("GET", template.format(sha256=sha256), token=token).content
        assert hashlib.sha256(content).hexdigest() == sha256

    device = school.device("s0")
    device.key, device.sub = key, person.sub
    records = [device.acknowledgement(), device.completion()]
    batch = protocol.BatchAnswer.model_validate_json(
        asking.post(protocol.RECORDS, {"records": records}).content
    )
    for record, one in zip(records, batch.received, strict=True):
        proof = [b64url_decode(node) for node in one.proof]
        _, newer = verify_receipt(
            one.receipt, record=record, jti=one.jti, proof=proof, keys=ServiceKeys.of(AUD, service_key)
        )
    path = f"{protocol.CONSISTENCY}?first={head.size}&second={newer.size}"
    consistent = protocol.Consistency.model_validate_json(asking.ask("GET", path).content)
    later = checkpoint.verify(consistent.checkpoint, AUD, service_key)
    nodes = [b64url_decode(node) for node in consistent.proof]
    merkle.verify_consistency(head.size, later.size, nodes, head.root, later.root)
    assert asking.ask("GET", protocol.CHECKPOINT).text == later.text

    me = protocol.Me.model_validate_json(asking.ask("GET", protocol.ME, token=token).content)
    assert [one.record for one in me.records] == records
    assert [one.receipt for one in me.records] == [one.receipt for one in batch.received]
    assert key.public.thumbprint in {one.kid for one in me.keys}


def test_a_refusal_names_its_place_in_the_batch(school, asking):
    device = school.device("s0")
    bodies = [device.acknowledgement(), "abc", device.completion(statement="Other.")]
    answer = protocol.BatchAnswer.model_validate_json(
        asking.post(protocol.RECORDS, {"records": bodies}).content
    )
    assert len(answer.received) == 1
    assert [(one.position, one.problem.code) for one in answer.refused] == [
        (1, "malformed-token"),
        (2, "wrong-statement"),
    ]


def test_a_message_goes_after_its_answer(school, asking):
    answer, message = school.device("s0").question()
    early = asking.post(protocol.MESSAGES, {"message": message})
    assert (early.status_code, early.json()["code"]) == (503, "message-too-early")
    asking.post(protocol.RECORDS, {"records": [answer]})
    assert asking.post(protocol.MESSAGES, {"message": message}).json() == {"stored": True}
    assert record_sha256(message)


def test_a_weak_key_is_refused(asking):
    body = {"code": "ABCDEFGH", "key": {"crv": "Ed25519", "kty": "OKP", "x": LOW_ORDER_KEY}, "proof": "x"}
    answer = asking.post(protocol.ENROLMENTS, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "weak-key")


def test_an_unknown_field_is_refused_at_every_endpoint(school, asking):
    school.account("hr", Role.HR)
    token = school.hr.accounts.sign_in("hr", PASSWORD, "x").token
    assert set(BODIES) == set(ENDPOINTS["POST"])
    for path, body in BODIES.items():
        answer = asking.post(path, body | {"colour": "blue"}, token=token)
        problem = protocol.Problem.model_validate_json(answer.content)
        assert (answer.status_code, problem.code) == (422, "malformed-request"), path
        assert "colour" not in answer.text


def test_an_unknown_query_is_refused_at_every_endpoint(asking):
    for path in ENDPOINTS["GET"]:
        answer = asking.ask("GET", f"{path.format(sha256='0' * 64)}?colour=blue")
        assert answer.status_code == 422, path
        protocol.Problem.model_validate_json(answer.content)


def test_a_batch_says_nothing_else(asking):
    for body in ({"records": []}, {"records": "x"}, {"records": ["x"] * 101}, [], "x", None):
        assert asking.post(protocol.RECORDS, body).json()["code"] == "malformed-request"


NEEDS_TOKEN = [protocol.DUE, protocol.ME, protocol.MANIFESTS, protocol.DOCUMENTS, protocol.CHECKLISTS]
NEEDS_SESSION = [
    *(protocol.CONSOLE_POLICIES, protocol.CONSOLE_STANDINGS, CONSOLE_SUMMARY, CONSOLE_PROGRESS),
]


def test_without_a_token_nothing_is_told(asking):
    paths = [*NEEDS_TOKEN, *NEEDS_SESSION]
    for path, token in itertools.product(paths, (None, "abc")):
        query = "?policy=social-media-policy" if path in NEEDS_SESSION[1:] else ""
        answer = asking.ask("GET", path.format(sha256="0" * 64) + query, token=token)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


def test_a_device_is_not_the_hr_window(school, asking):
    token = asking.token(school.device("s0").key)
    for path in NEEDS_SESSION:
        query = "" if path == protocol.CONSOLE_POLICIES else "?policy=social-media-policy"
        assert asking.ask("GET", path + query, token=token).status_code == 401


def test_what_was_never_published_is_not_there(school, asking):
    token = asking.token(school.device("s0").key)
    for template in (protocol.MANIFESTS, protocol.DOCUMENTS, protocol.CHECKLISTS):
        answer = asking.ask("GET", template.format(sha256="0" * 64), token=token)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-published")
        assert asking.ask("GET", template.format(sha256="x"), token=token).status_code == 422


def test_a_longer_log_than_ours_is_named(asking):
    for query in ("first=999", "first=2&second=1", "first=1&second=999"):
        answer = asking.ask("GET", f"{protocol.CONSISTENCY}?{query}")
        assert (answer.status_code, answer.json()["code"]) == (409, "log-is-shorter")


def test_every_pair_of_sizes_is_consistent_over_http(school, asking):
    device = school.device("s0")
    school.received(*[device.acknowledgement("question") for _ in range(6)])
    key, size = school.service_key.public, school.hr.log.head().size
    heads = {}
    for second in range(1, size + 1):
        for first in range(1, second + 1):
            path = f"{protocol.CONSISTENCY}?first={first}&second={second}"
            answer = protocol.Consistency.model_validate_json(asking.ask("GET", path).content)
            head = heads[second] = checkpoint.verify(answer.checkpoint, AUD, key)
            nodes = [b64url_decode(node) for node in answer.proof]
            merkle.verify_consistency(first, second, nodes, heads[first].root, head.root)


def test_too_much_is_refused_before_it_is_read(asking):
    answer = asking.ask("POST", protocol.RECORDS, data=b" " * (3 * 2**20 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")

    def drip():
        for _ in range(4):
            yield b" " * 2**20

    answer = asking.ask("POST", protocol.RECORDS, data=drip())
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_an_unknown_address_is_a_problem_like_any_other(asking):
    for method, path in (("GET", "/nothing"), ("PUT", protocol.RECORDS), ("GET", "/docs")):
        problem = protocol.Problem.model_validate_json(asking.ask(method, path).content)
        assert problem.code == "no-such-page"


def test_the_service_says_that_it_is_well_and_describes_itself(asking):
    assert asking.ask("GET", protocol.HEALTH).json() == {"status": "ok"}
    assert asking.ask("GET", protocol.READY).json() == {"status": "ok"}
    described = asking.ask("GET", "/openapi.json").json()["paths"]
    for method, paths in ENDPOINTS.items():
        for path in paths:
            assert method.lower() in described[path]


def test_a_broken_database_is_one_sentence_and_nothing_of_the_request_is_logged(school, asking, caplog):
    token = school.device("s0").acknowledgement()
    with school.database.write() as connection:
        connection.execute(text("ALTER TABLE records RENAME TO away"))
    with caplog.at_level(logging.DEBUG):
        answer = asking.post(protocol.RECORDS, {"records": [token]})
    assert (answer.status_code, answer.json()["code"]) == (503, "storage")
    assert "records" not in answer.text
    assert token[:40] not in caplog.text


def test_an_unforeseen_fault_is_one_sentence_without_details(school, asking, monkeypatch, caplog):
    def fail(*_: object) -> None:
        message = "secret detail about Person 0"
        raise RuntimeError(message)

    monkeypatch.setattr(type(school.hr.log), "head", fail)
    answer = asking.ask("GET", protocol.CHECKPOINT)
    assert (answer.status_code, answer.json()["code"]) == (500, "broken-service")
    assert "secret" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_wrong_codes_over_http_are_counted(asking):
    key = PrivateKey.generate()
    body = {"code": "00000000", "key": key.public.jwk(), "proof": asking.proof(key, "enrol")}
    codes = [asking.post(protocol.ENROLMENTS, body).json()["code"] for _ in range(6)]
    assert codes == ["wrong-code"] * 5 + ["too-many-tries"]
