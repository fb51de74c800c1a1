"""The HTTP bodies and paths of accounts in the HR window: one's own, everyone's, the rules, and what waits for approval.

The rules of `app.protocol` hold. A secret of a second factor and recovery codes travel once, to the account they are for.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.protocol import Body, Count, Hash, Text, Token

MY_ACCOUNT = "/v1/console/my-account"
MY_PASSWORD = "/v1/console/my-account/password"  # noqa: S105 - a path
MY_SECOND_FACTOR = "/v1/console/my-account/second-factor"
MY_FIRST_CODE = "/v1/console/my-account/second-factor/first-code"
MY_RECOVERY_CODES = "/v1/console/my-account/recovery-codes"
MY_SESSIONS = "/v1/console/my-account/sessions/ended"
ACCOUNTS = "/v1/console/accounts"
CLOSED = "/v1/console/accounts/closed"
ENDED_SESSIONS = "/v1/console/accounts/sessions-ended"
LOST_FACTORS = "/v1/console/accounts/second-factors-lost"
ENDED_WAITS = "/v1/console/accounts/waits-ended"
CHANGED = "/v1/console/accounts/changed"
RULES = "/v1/console/accounts/rules"
APPROVALS = "/v1/console/approvals"
APPROVED = "/v1/console/approvals/approved"
REFUSED = "/v1/console/approvals/refused"
WORK_SESSIONS = "/v1/console/sessions/work-account"

RoleName = Literal["hr", "headteacher", "line-manager", "auditor"]
AccountName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Password = Annotated[str, StringConstraints(max_length=1024)]
Reason = Annotated[str, StringConstraints(max_length=400)]
Number = Annotated[str, StringConstraints(min_length=1, max_length=36)]


class Done(Body):
    """That it was done, or with `waits` that another person has to approve it first."""

    waits: bool = False


class SessionBody(Body):
    """One session: a number to name it by, its times (RFC 3339), and whether it is the asker's own."""

    number: Text
    opened_at: Text
    seen_at: Text
    expires_at: Text
    this: bool


class AccountBody(Body):
    """One account; `work_account` signs in at the provider, and `needs_second_factor` is still without one.

    `waits_until` is when its next code is taken after too many wrong ones.
    """

    name: Text
    role: RoleName
    schools: list[Text]
    staff_id: Text | None
    active: bool
    created_at: Text
    work_account: bool
    second_factor: bool
    needs_second_factor: bool
    waits_until: Text | None
    sessions: list[SessionBody]


class MyAccount(Body):
    """One's own account."""

    account: AccountBody
    recovery_codes_left: int


class RulesBody(Body):
    """What the trust asks of accounts: when an idle session ends, who needs a second factor, whether two must agree."""

    idle_minutes: Count
    second_factor: Annotated[list[RoleName], Field(max_length=4)]
    two_people: bool


class AccountList(Body):
    """Every account, the rules, and the schools that a headteacher's account may be for."""

    accounts: list[AccountBody]
    rules: RulesBody
    schools: list[Text]


class NewPassword(Body):
    """One's password as it is, and another one."""

    old: Password
    new: Password


class SecondFactorSecret(Body):
    """What goes into the app on the phone."""

    secret: Text
    address: Text


class FirstCode(Body):
    """The first code that the phone shows."""

    code: Annotated[str, StringConstraints(max_length=40)]


class RecoveryCodes(Body):
    """Ten codes that each work once; they are told this once."""

    codes: Annotated[list[Text], Field(max_length=20)]


class FreshCodes(Body):
    """Ask for fresh recovery codes, with one's password and a code of the second factor."""

    password: Password
    code: Annotated[str, StringConstraints(max_length=40)]


class EndedSession(Body):
    """The number of one of one's own sessions to end; null ends all the others."""

    number: Number | None = None


class NewAccountBody(Body):
    """An account to be made: with a password, or with the `subject` by which the provider knows the work account."""

    name: AccountName
    role: RoleName
    schools: Annotated[list[Text], Field(max_length=400)]
    staff_id: Text | None = None
    password: Password | None = None
    subject: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = None


class ChangedAccount(Body):
    """What an account is to be; a line manager's `staff_id` may be null where the account has one already."""

    name: AccountName
    role: RoleName
    schools: Annotated[list[Text], Field(max_length=400)]
    staff_id: Text | None = None


class Named(Body):
    """One account, by its name."""

    name: AccountName


class LostFactor(Body):
    """An account whose second factor is lost, and why it is believed."""

    name: AccountName
    reason: Reason


class RequestBody(Body):
    """What somebody asks for: exactly what would happen, who asked, until when; and what became of it."""

    number: Text
    kind: Text
    subject: Text
    told: Annotated[list[Annotated[str, StringConstraints(max_length=4000)]], Field(max_length=400)]
    asked_by: Text
    asked_at: Text
    expires_at: Text
    state: Literal["open", "approved", "done", "refused", "failed", "expired"]
    decided_by: Text | None
    decided_at: Text | None
    reason: Text | None


class Requests(Body):
    """What waits, oldest first, and what was decided of late, newest first."""

    waiting: list[RequestBody]
    decided: list[RequestBody]


class Approve(Body):
    """The number of a request to approve."""

    number: Number


class Refuse(Body):
    """The number of a request to refuse or take back, and why."""

    number: Number
    reason: Reason


class WorkSession(Body):
    """An ID token about a fresh nonce of the service, and that nonce."""

    id_token: Token
    nonce: Hash
