"""The HTTP bodies and paths between a client (the staff app, the HR window) and the HR service.

Rules:

* every body is closed JSON: an unknown field is refused on either side;
* records travel as compact JWS and prove themselves; everything else needs a bearer token;
* a device's token is got by signing a server's nonce, so no device clock is involved, and lasts an hour;
* an error is a `Problem` with a stable `code` and a sentence for a person.

Nothing of a self-audit but its completion record has a body here, and no body can hold an answer.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

TRUST = "/v1/trust"
CHALLENGES = "/v1/challenges"
IDENTITY = "/v1/identity"
ENROLMENTS = "/v1/enrolments"
PROVIDER_ENROLMENTS = "/v1/enrolments/provider"
ROTATIONS = "/v1/keys/rotations"
KEY_ENDINGS = "/v1/keys/endings"
TOKENS = "/v1/tokens"
DUE = "/v1/due"
MANIFESTS = "/v1/manifests/{sha256}"
DOCUMENTS = "/v1/documents/{sha256}"
CHECKLISTS = "/v1/checklists/{sha256}"
RECORDS = "/v1/records"
MESSAGES = "/v1/messages"
FRESH_SIGN_INS = "/v1/fresh-sign-ins"
ME = "/v1/me"
LOST_VERSIONS = "/v1/lost-versions"
EVIDENCE = "/v1/me/evidence"
DISPUTES = "/v1/disputes"
CHECKPOINT = "/v1/log/checkpoint"
CONSISTENCY = "/v1/log/consistency"
EPOCHS = "/v1/log/epochs"
PUBLISHERS = "/v1/log/publishing-keys"
SERVICE_KEYS = "/v1/log/service-keys"
CONSOLE_SESSIONS = "/v1/console/sessions"
CONSOLE_POLICIES = "/v1/console/policies"
CONSOLE_STANDINGS = "/v1/console/standings"
CONSOLE_CODES = "/v1/console/codes"
HEALTH = "/healthz"
READY = "/readyz"

MAX_BATCH = 100  # records in one request
PROOF_TYP = "proof+jws"  # what a device signs to show that it holds a key


class Body(BaseModel):
    """A closed JSON body."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Text = Annotated[str, StringConstraints(max_length=400)]
Token = Annotated[str, StringConstraints(max_length=24_000)]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]  # 32 bytes in base64url
LARGEST = 2**63 - 1  # what a database holds in eight bytes
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Problem(Body):
    """Why a request was not carried out: a stable code, a sentence and a next step."""

    code: Text
    sentence: Text
    next_step: Text


class Jwk(Body):
    """An Ed25519 public key (RFC 8037)."""

    crv: Literal["Ed25519"]
    kty: Literal["OKP"]
    x: Hash


class Trust(Body):
    """Who runs this service. A device believes the keys only if they match what it was told beforehand.

    `holders` names those outside HR who are sent checkpoints; the newest publishing key comes last.
    """

    aud: Text
    name: Text
    time_zone: Text
    service_key: Jwk
    publishing_keys: Annotated[list[Jwk], Field(min_length=1, max_length=16)]
    holders: Annotated[list[Text], Field(max_length=64)] = []


class Challenge(Body):
    """A single-use nonce of the service."""

    nonce: Hash


class Enrolment(Body):
    """A one-time code's secret half, the new key, and its proof: a `proof+jws` of {aud, nonce, purpose: "enrol"}."""

    code: Annotated[str, StringConstraints(max_length=64)]
    key: Jwk
    proof: Token


class SignIn(Body):
    """Where staff sign in with their work account (`identity-provider+jws`), or null where they do not."""

    provider: Token | None


class ProviderEnrolment(Body):
    """A provider's ID token whose nonce commits to the new key and `random`, the key, and its proof as for a code."""

    id_token: Token
    random: Hash
    key: Jwk
    proof: Token


class Rotation(Body):
    """A `key-rotation+jws`, signed by the old key and, over the same claims, by the new one."""

    by_old: Token
    by_new: Token


class Enrolled(Body):
    """Who the key now belongs to: `sub` as in every record, the name, school and role as on the staff list."""

    sub: Text
    name: Text
    school: Text
    role: Text


class TokenRequest(Body):
    """A `proof+jws` of {aud, nonce, purpose: "token"} under an enrolled key."""

    proof: Token


class BearerToken(Body):
    """A bearer token and its life in seconds."""

    token: Token
    expires_in: int


class RelatedPolicy(Body):
    """A policy that goes with another: its title, and a web or mail address or the id of a policy published here."""

    kind: Literal["safeguarding", "whistleblowing", "grievance", "disciplinary", "other"]
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    link: Text | None = None
    policy: Annotated[str, StringConstraints(max_length=64)] | None = None


class StillInForce(Body):
    """Who said last that a policy is still in force, on which day, and by when it will be reviewed."""

    name: Text
    on: Day
    until: Day


class BesidePolicy(Body):
    """What HR says beside one version that is asked of the person; `review` is the day of its next review.

    `astray` is the number of the answer whose words went to somebody who is their line manager no more.
    """

    policy: Text
    version: int
    owner: Text | None
    approved_by: Text | None
    ratified: Day | None
    review: Day | None
    confirmed: StillInForce | None
    related: Annotated[list[RelatedPolicy], Field(max_length=12)]
    astray: Text | None = None


class DueAnswer(Body):
    """The person's due list (`due-list+jws`), the log's newest checkpoint, and what HR recorded (`hr-fact+jws`).

    `holders` names those outside HR who are sent checkpoints.
    """

    due_list: Token
    checkpoint: Annotated[str, StringConstraints(max_length=4096)]
    facts: list[Token]
    holders: Annotated[list[Text], Field(max_length=64)] = []
    beside: Annotated[list[BesidePolicy], Field(max_length=200)] = []


class PlacedManifest(Body):
    """A manifest, its place in the log and the proof of it under `checkpoint`."""

    manifest: Token
    leaf_index: int
    proof: list[Hash]
    checkpoint: Annotated[str, StringConstraints(max_length=4096)]


class Consistency(Body):
    """An RFC 9162 consistency proof between two sizes of the log, and the checkpoint of the second."""

    proof: list[Hash]
    checkpoint: Annotated[str, StringConstraints(max_length=4096)]


class PlacedLeaf(Body):
    """A leaf of the log, its index and the proof of it under a checkpoint that comes with it."""

    leaf: Token
    index: int
    proof: list[Hash]


class Epochs(Body):
    """The leaves that opened the log's later epochs (`log-epoch+jws`), oldest first, under the newest checkpoint."""

    opened: Annotated[list[PlacedLeaf], Field(max_length=1000)]
    checkpoint: Annotated[str, StringConstraints(max_length=4096)]


class Publishers(Body):
    """The first publishing key, and every change of it (`publishing-key+jws`), under the newest checkpoint."""

    first: Jwk
    changes: Annotated[list[PlacedLeaf], Field(max_length=1000)]
    checkpoint: Annotated[str, StringConstraints(max_length=4096)]


class ServiceKeyChanges(Body):
    """The service key in force, and every change that led to it (`service-key+jws`), under the newest checkpoint."""

    newest: Jwk
    changes: Annotated[list[PlacedLeaf], Field(max_length=1000)]
    checkpoint: Annotated[str, StringConstraints(max_length=4096)]


class RecordBatch(Body):
    """Records to be received, oldest first.

    `earlier` are receipts that this service made for some of them before it was put back from a backup.
    """

    records: Annotated[list[Token], Field(min_length=1, max_length=MAX_BATCH)]
    earlier: Annotated[list[Token], Field(max_length=MAX_BATCH)] = []


class Received(Body):
    """The receipt of one record, with the inclusion proof that goes with the receipt's checkpoint."""

    jti: Text
    receipt: Token
    proof: list[Hash]


class Refused(Body):
    """That one record of a batch was refused, by its place in the batch, and why."""

    position: int
    problem: Problem


class BatchAnswer(Body):
    """What became of each record of a batch."""

    received: list[Received]
    refused: list[Refused]


class MessageDelivery(Body):
    """The words of a question or reason (`message+jws`)."""

    message: Token


class FreshSignInDelivery(Body):
    """The sign-in that an answer came with (`fresh-sign-in+jws`)."""

    sign_in: Token


class Accepted(Body):
    """That something was stored."""

    stored: bool


class HeldKey(Body):
    """One key in the person's name: how identity was proved, since when, and when, how and why it ended.

    `enrolled_leaf` and `ended_leaf` are the places of both events in the log.
    """

    key: Jwk
    kid: Hash
    identity: Literal["code", "provider"]
    enrolled: Text
    ended: Text | None
    enrolled_leaf: int | None = None
    ended_leaf: int | None = None
    ending: Literal["retired", "revoked"] | None = None
    why: Text | None = None


class HeldRecord(Body):
    """One record in the person's name, with its receipt and inclusion proof."""

    record: Token
    receipt: Token
    proof: list[Hash]


AcknowledgementName = Literal[
    "none", "acknowledged", "late", "question", "declined", "paper", "behalf", "exempt"
]
AuditName = Literal["none", "completed", "exempt", "not-due"]
PersonName = Literal["active", "on-leave", "left"]


class OwnStanding(Body):
    """Where the person stands with one policy, in the words in which those who may see everyone see it."""

    policy_id: Text
    title: Text
    acknowledgement: AcknowledgementName
    acknowledged_at: Text | None
    audit: AuditName
    audit_on: Day | None
    due: Day | None
    outstanding: bool
    disputed: bool


class Me(Body):
    """All that the service holds in a person's name: their row as HR sees it, and what an empty database rebuilds from.

    `legal_name` is empty where it is the same as the name.
    """

    sub: Text
    staff_id: Text
    name: Text
    legal_name: Text
    email: Text
    school: Text
    role: Text
    line_manager: Text
    kind: Text
    person: PersonName
    standings: list[OwnStanding]
    keys: list[HeldKey]
    records: list[HeldRecord]
    facts: list[Token]


class Continued(Body):
    """The proof that the log continues what it was at `size`, the size of a receipt's checkpoint."""

    size: int
    proof: list[Hash]


class EvidenceLeaf(PlacedLeaf):
    """A leaf for a pack. `continued` is the consistency proof of the checkpoint that it holds, null if it holds none.

    `kept` (base64url) is what it holds a digest of, null where there is nothing or it was erased.
    """

    continued: list[Hash] | None
    kept: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*$", max_length=200_000)] | None


class Evidence(Body):
    """What goes into a person's evidence pack beside their own records and receipts, all under `checkpoint`.

    `events` are the leaves about them and about the log itself, `manifests` those of the versions they answered,
    `witnesses` the names of those outside HR who hold checkpoints.
    """

    checkpoint: Annotated[str, StringConstraints(max_length=4096)]
    events: list[EvidenceLeaf]
    manifests: list[PlacedLeaf]
    continued: list[Continued]
    witnesses: list[Text]


class LostVersion(Body):
    """A version of a policy that the service may have lost with a backup; its bytes (base64url) once they are wanted."""

    manifest: Token
    content: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*$")] | None
    checklist: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]*$")] | None


class LostVersionTaken(Body):
    """Whether the bytes of a lost version are wanted."""

    wanted: bool


class Dispute(Body):
    """*This was not me*, of a record, fact or key in the person's own name (`dispute+jws`)."""

    dispute: Token


class KeyEnding(Body):
    """That a key in the person's own name signs no more: not in use any more, or lost or stolen."""

    kid: Hash
    ending: Literal["retired", "revoked"]


class Disputed(Body):
    """The dispute as the service wrote it down (`hr-fact+jws`)."""

    fact: Token


class ConsoleSessionRequest(Body):
    """An account's name and password, and the code of its second factor where it has one."""

    account: Text
    password: Annotated[str, StringConstraints(max_length=1024)]
    code: Annotated[str, StringConstraints(max_length=40)] | None = None


class ConsoleSession(Body):
    """A session of the HR window: its token, who it is, the role, and its life in seconds.

    With `must_enrol` it can do nothing but set up a second factor.
    """

    token: Token
    account: Text
    role: Literal["hr", "headteacher", "line-manager", "auditor"]
    trust: Text
    time_zone: Text
    expires_in: int
    must_enrol: bool = False


class PublishedPolicy(Body):
    """One policy as the HR window lists it; `review` is the month it was due for review, as YYYY-MM-DD."""

    policy_id: Text
    version: int
    label: Text
    title: Text
    due: Day | None
    has_checklist: bool
    review: Day | None


class PublishedPolicies(Body):
    """Every policy in force."""

    policies: list[PublishedPolicy]


class Standing(Body):
    """Where one person stands with one policy (the states of docs/architecture.md).

    `disputed` is told to those who see everyone: the person says of a record or key of theirs “this was not me”.
    """

    staff_id: Text
    name: Text
    email: Text
    school: Text
    role: Text
    line_manager: Text
    person: PersonName
    acknowledgement: AcknowledgementName
    acknowledged_at: Text | None
    audit: AuditName
    audit_on: Day | None
    due: Day | None
    outstanding: bool
    disputed: bool = False


class Standings(Body):
    """Rows changed since the revision asked for (all of them for 0, or where `whole`), and the revision they lead to."""

    revision: int
    rows: list[Standing]
    whole: bool = False


class CodeRequest(Body):
    """Ask for a one-time enrolment code for one person of the staff list."""

    staff_id: Text


class IssuedCode(Body):
    """A one-time code to read out, and when it expires (RFC 3339)."""

    code: Text
    name: Text
    expires: Text
