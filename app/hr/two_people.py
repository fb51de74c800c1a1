"""What two people must agree to, where the trust says so: it is asked for here, and carried out once it is approved.

Rules:

* publishing and withdrawing a policy, purging (`app.hr.purge`), and every change of the rules of accounts;
* whatever could make one person two: a new HR account, an account that becomes HR's, and another password or a taken
  second factor of one.
  IT can do the latter on the command line, so that nobody is shut out for ever; the trail shows it to everyone of HR;
* what is asked for is looked at first: what could not be carried out now is refused at once;
* the sentences are made here from what will be carried out, never taken from whoever asks.
"""

from pydantic import BaseModel, ConfigDict, TypeAdapter

from app.evidence.manifest import Manifest
from app.hr.account_book import AccountBook
from app.hr.account_changes import AccountChange, OwnRoleError, check_change
from app.hr.account_rules import AccountRules
from app.hr.accounts import Accounts, NewAccount, Role, check_new
from app.hr.approvals import Act, Agreed, Approvals
from app.hr.core import Core
from app.hr.facts import check_reason
from app.hr.log import Log
from app.hr.policy_events import PolicyEvents
from app.hr.publishing import Publishing, due_words
from app.hr.purge import PURGE, Purging
from app.hr.terms import Terms

PUBLISH, WITHDRAW, RULES, ACCOUNT, LOST = "publish", "withdraw", "rules", "account", "lost-factor"
TO_HR = "account-hr"


class Publication(BaseModel):
    """A signed manifest with its exact bytes, and how it is to be asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    manifest: str
    content: bytes
    checklist: bytes | None
    terms: Terms


class _Withdrawal(BaseModel):
    policy_id: str
    reason: str


class _Lost(BaseModel):
    name: str
    reason: str


_RULES = TypeAdapter(AccountRules)
_NEW = TypeAdapter(NewAccount)
_CHANGE = TypeAdapter(AccountChange)


class TwoPeople:
    """Does at once what one person may do, and asks for what needs two. `approvals` is where the latter waits.

    Each use case answers with the number of the request, or None where it was done at once.
    """

    def __init__(
        self,
        core: Core,
        log: Log,
        policies: tuple[Publishing, PolicyEvents],
        accounts: tuple[Accounts, AccountBook],
        purging: Purging,
    ) -> None:
        self._core = core
        self._publishing, self._events = policies
        self._accounts, self._book = accounts
        self._purging = purging
        own: dict[str, Act] = {
            PUBLISH: self._publish,
            WITHDRAW: self._withdraw,
            RULES: self._set_rules,
            ACCOUNT: self._add_account,
            LOST: self._take_second_factor,
            TO_HR: self._change_account,
            PURGE: purging.carry_out,
        }
        self.approvals = Approvals(core, log, own)

    def publish(self, asked: Publication, *, actor: str) -> tuple[Manifest, str | None]:
        """Publish, or ask for it; raises what `Publishing.publish` raises."""
        if not self.approvals.needed():
            done = self._publishing.publish(
                asked.manifest, asked.content, asked.checklist, actor=actor, terms=asked.terms
            )
            return done.record, None
        manifest = self._publishing.examine(asked.manifest, asked.content, asked.checklist, asked.terms)
        told = self._told_of(manifest, asked.terms)
        number = self.approvals.ask(PUBLISH, manifest.policy_id, told, _json(asked), actor=actor)
        return manifest, number

    def withdraw(self, policy_id: str, reason: str, *, actor: str) -> str | None:
        """Withdraw, or ask for it; raises what `PolicyEvents.withdraw` raises."""
        if not self.approvals.needed():
            self._events.withdraw(policy_id, reason, actor=actor)
            return None
        check_reason(reason)
        version = self._events.would_withdraw(policy_id)
        told = [
            f"Version {version} of the policy “{policy_id}” is asked of nobody any more.",
            "What was signed stays signed, and nothing is deleted.",
            f"The reason: {reason}",
        ]
        content = _json(_Withdrawal(policy_id=policy_id, reason=reason))
        return self.approvals.ask(WITHDRAW, policy_id, told, content, actor=actor)

    def set_rules(self, rules: AccountRules, *, actor: str) -> str | None:
        """Set the rules of accounts, or ask for it; raises what `AccountBook.set_rules` raises."""
        if not self.approvals.needed():
            self._book.set_rules(rules, actor=actor)
            return None
        with self._core.database.read() as connection:
            rules.check(connection)
        return self.approvals.ask(RULES, "", rules.sentences(), _RULES.dump_json(rules), actor=actor)

    def add_account(self, new: NewAccount, *, actor: str) -> str | None:
        """Make an account, or ask for it where it is HR's; raises what `Accounts.add` raises."""
        if new.role is not Role.HR or not self.approvals.needed():
            self._accounts.add(new, actor=actor)
            return None
        with self._core.database.read() as connection:
            check_new(connection, new)
        told = [f"A new account “{new.name}” for HR, which may see and do everything, and approve."]
        return self.approvals.ask(ACCOUNT, new.name, told, _NEW.dump_json(new), actor=actor)

    def change_account(self, change: AccountChange, *, actor: str) -> str | None:
        """Change an account's role and schools, or ask for it where it becomes HR's; raises what `AccountBook.change` raises."""
        if change.name == actor:
            raise OwnRoleError
        if change.role is not Role.HR or not self.approvals.needed():
            self._book.change(change, actor=actor)
            return None
        with self._core.database.read() as connection:
            before = check_change(connection, change).role
        told = [
            f"The account “{change.name}” ({before}) becomes HR’s: it may see and do everything, and approve."
        ]
        return self.approvals.ask(TO_HR, change.name, told, _CHANGE.dump_json(change), actor=actor)

    def purge(self, token: str, reason: str, *, actor: str) -> tuple[dict[str, int], str | None]:
        """Delete what was listed, or ask for it; returns how many of each kind. Raises what `Purging.run` raises."""
        if not self.approvals.needed():
            return self._purging.run(token, reason, actor=actor), None
        told, asked = self._purging.told(token, reason), self._purging.asked(token, reason)
        return {}, self.approvals.ask(PURGE, "", told, asked, actor=actor)

    def take_second_factor(self, name: str, reason: str, *, actor: str) -> str | None:
        """Take a lost second factor away, or ask for it; raises what `AccountBook.take_second_factor` raises."""
        if not self.approvals.needed():
            self._book.take_second_factor(name, reason, actor=actor)
            return None
        check_reason(reason)
        told = [
            f"The account “{name}” loses its second factor and is signed out everywhere.",
            f"The reason: {reason}",
        ]
        return self.approvals.ask(LOST, name, told, _json(_Lost(name=name, reason=reason)), actor=actor)

    def _told_of(self, manifest: Manifest, terms: Terms) -> list[str]:
        counted = self._publishing.would_ask(
            manifest.policy_id, material=manifest.material, audience=terms.audience
        )
        kind = "asks everyone it is for again" if manifest.material else "keeps the signatures there are"
        whom = ", ".join(terms.audience.names) or "everyone"
        start = terms.starts.isoformat() if terms.starts else "at once"
        return [
            f"“{manifest.title}”, version {manifest.version} ({manifest.label}), is published. It {kind}.",
            f"{counted.now} people are asked, {counted.later} on leave later.",
            f"For {terms.audience.kind.value}: {whom[:600]}.",
            f"It starts {start}; due {due_words(terms)}.",
            f"What changed: {manifest.summary_of_changes[:1000]}",
            f"SHA-256 of its text: {manifest.sha256}",
        ]

    # Carrying out

    def _publish(self, content: bytes, agreed: Agreed) -> None:
        asked = Publication.model_validate_json(content)
        self._publishing.publish(
            asked.manifest, asked.content, asked.checklist, actor=agreed.actor, terms=asked.terms
        )

    def _withdraw(self, content: bytes, agreed: Agreed) -> None:
        asked = _Withdrawal.model_validate_json(content)
        self._events.withdraw(asked.policy_id, asked.reason, actor=agreed.actor)

    def _set_rules(self, content: bytes, agreed: Agreed) -> None:
        self._book.set_rules(_RULES.validate_json(content), actor=agreed.actor)

    def _add_account(self, content: bytes, agreed: Agreed) -> None:
        self._accounts.add(_NEW.validate_json(content), actor=agreed.actor)

    def _change_account(self, content: bytes, agreed: Agreed) -> None:
        self._book.change(_CHANGE.validate_json(content), actor=agreed.actor)

    def _take_second_factor(self, content: bytes, agreed: Agreed) -> None:
        asked = _Lost.model_validate_json(content)
        self._book.take_second_factor(asked.name, asked.reason, actor=agreed.actor)


def _json(asked: BaseModel) -> bytes:
    return asked.model_dump_json().encode()
