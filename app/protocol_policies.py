"""The HTTP bodies and paths of the HR window's *Policies*: every version, publishing, withdrawing, confirming.

The rules of `app.protocol` hold. What is signed is signed at the publisher's own computer: a draft is answered by the
claims to sign, and the signed manifest comes back with the exact bytes.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.protocol import Body, Count, Day, Hex, RelatedPolicy, StillInForce, Text, Token

CONSOLE_POLICY_LIST = "/v1/console/policies/versions"
CONSOLE_POLICY_TEXTS = "/v1/console/policies/texts"
CONSOLE_POLICY_DRAFTS = "/v1/console/policies/drafts"
CONSOLE_POLICY_PUBLISHED = "/v1/console/policies/published"
CONSOLE_POLICY_WITHDRAWN = "/v1/console/policies/withdrawn"
CONSOLE_POLICY_CONFIRMED = "/v1/console/policies/confirmed"

MOST_FILE = 20 * 2**20
Content = Annotated[str, StringConstraints(max_length=28_000_000)]  # 20 MiB in base64
Title = Annotated[str, StringConstraints(max_length=200)]
Summary = Annotated[str, StringConstraints(max_length=4000)]
AudienceName = Literal["everyone", "roles", "schools", "people"]
PolicyId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
MediaType = Literal["text/markdown", "application/pdf"]


class AudienceBody(Body):
    """Whom a version is for: `names` are roles, names of schools or staff ids, by `kind`."""

    kind: AudienceName
    names: list[Title] = Field(default_factory=list, max_length=20_000)


class TermsBody(Body):
    """How a version is to be asked for, and who stands behind it; `due_days` are school days."""

    starts: Day | None = None
    due: Day | None = None
    due_days: Count | None = None
    audience: AudienceBody = AudienceBody(kind="everyone")
    owner: Title | None = None
    approved_by: Title | None = None
    ratified: Day | None = None
    review: Day | None = None
    related: list[RelatedPolicy] = Field(default_factory=list, max_length=12)


class VersionBody(Body):
    """One published version; `state` is begun, waiting, overtaken or withdrawn."""

    version: int
    label: Text
    title: Text
    media_type: Text
    sha256: Hex
    material: bool
    state: Literal["begun", "waiting", "overtaken", "withdrawn"]
    published_at: Text
    published_by: Text
    checklist: Hex | None
    terms: TermsBody


class PolicyBody(Body):
    """One policy and its versions, newest first; `version` is the one in force, 0 before the first start."""

    policy_id: Text
    title: Text
    version: int
    state: Literal["in force", "waiting", "withdrawn"]
    past_review: bool
    confirmed: StillInForce | None
    versions: list[VersionBody]


class Group(Body):
    """A role or a school, and how many people have it."""

    name: Text
    people: int


class PolicyListAnswer(Body):
    """Every policy by title, withdrawn ones last; and what an audience may be chosen from."""

    policies: list[PolicyBody]
    roles: list[Group]
    schools: list[Group]


class TextRequest(Body):
    """Ask for the document of one version, and for its self-audit's bytes."""

    policy_id: PolicyId
    version: Count


class TextAnswer(Body):
    """The exact bytes of a version in base64, and those of the self-audit of the policy's newest version."""

    media_type: Text
    content: Content
    checklist: Content | None


class DraftBody(Body):
    """A version about to be published; `content` and `checklist` are bytes in base64."""

    policy_id: PolicyId
    label: Title
    title: Title
    media_type: MediaType
    content: Content
    checklist: Content | None
    material: bool
    summary_of_changes: Summary
    terms: TermsBody


class DraftAnswer(Body):
    """The claims to sign as JSON, and how many people would be asked, at once and on coming back from leave."""

    claims: Token
    now: int
    later: int


class OriginalBody(Body):
    """The file that was converted, as it was."""

    name: Title
    content: Content


class PublicationBody(Body):
    """The signed manifest with its exact bytes in base64, and how it is to be asked for."""

    manifest: Token
    content: Content
    checklist: Content | None
    terms: TermsBody
    original: OriginalBody | None = None


class PublicationAnswer(Body):
    """What was published, or with `waits` what another person has to approve first."""

    policy_id: Text
    version: int
    title: Text
    label: Text
    waits: bool = False


class WithdrawalBody(Body):
    """Ask a policy of nobody any more, or take back its version that waits for its start."""

    policy_id: PolicyId
    reason: Annotated[str, StringConstraints(max_length=400)]


class Withdrawn(Body):
    """That it is withdrawn, or with `waits` that another person has to approve it first."""

    waits: bool


class ConfirmationBody(Body):
    """That a policy is still in force, said by name, to be reviewed by `until`."""

    policy_id: PolicyId
    name: Title
    until: Day
    reason: Annotated[str, StringConstraints(max_length=400)] = ""
