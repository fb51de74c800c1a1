"""What is due to be deleted on a day, by which rule, and what is kept back nevertheless, and why.

Kept back, whatever the rule says:

* what a legal hold touches (`app.hr.holds`);
* of somebody who is still here: what counts today (an answer, a self-audit or a fact by HR's hand for a version that is
  asked), an answer by HR, a dispute, a leave that runs, a question that waits for an answer, and the mails sent about a
  version that is asked, because their number is capped;
* a line of the trail that no daily head in the log covers yet;
* a name on the staff list while anything of that person's is kept.

An answer takes its words with it: a message never outlives the answer that it belongs to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from app.domain.obligation import AcknowledgementState, PersonState
from app.evidence.events import HrFact
from app.evidence.purge import PurgedKind
from app.evidence.records import Acknowledgement, AuditCompletion
from app.hr.holds import Holding, holding
from app.hr.retention import Rule, rules_in
from app.hr.store.database import AnyRow
from app.hr.store.schema import (
    approvals,
    attempts,
    beside_leaves,
    challenges,
    codes,
    key_bases,
    keys,
    messages,
    policies,
    policy_events,
    records,
    reminder_subjects,
    reminders,
    sessions,
    staff,
    standings,
    trail,
    trail_places,
)
from app.signing.jws import read_claims

COUNTS_TODAY = "it counts today"
STILL_KEPT = "something else of theirs is still kept"
_TYPES: Mapping[PurgedKind, str] = {
    "acknowledgements": Acknowledgement.typ,
    "completions": AuditCompletion.typ,
    "facts": HrFact.typ,
}
DELETED = "(deleted)"
_STILL_SPEAKS = frozenset({"answer", "dispute", "upheld", "not-upheld", "leave"})


@dataclass(frozen=True)
class Due:
    """One thing that is due. `key` names it in its table; `rule` is the one that it is due by.

    `subs` are those it is about; `leaf_index` its place in the log, or that of what it lies beside; `policy` the id and
    version that it speaks of; `needed` why it is kept back although it is due, or nothing.
    """

    kind: PurgedKind
    key: str
    rule: Rule
    subs: tuple[str, ...] = ()
    leaf_index: int | None = None
    policy: tuple[str, int] | None = None
    needed: str = ""
    with_answer: bool = False


@dataclass(frozen=True)
class Kept:
    """What is due and kept back: by the hold of that number, or because of `why`."""

    due: Due
    hold: int | None
    why: str


@dataclass(frozen=True)
class Findings:
    """What a purge would delete, and what it keeps back."""

    due: Sequence[Due]
    kept: Sequence[Kept]


@dataclass(frozen=True)
class _Policies:
    """For each policy the oldest version that is asked, None once it is withdrawn; and since when it is withdrawn."""

    asked: Mapping[str, int]
    withdrawn: Mapping[str, str]
    waiting: frozenset[tuple[str, str]]

    def counts(self, policy: tuple[str, int] | None, person: str) -> bool:
        """Whether somebody's standing rests on what they answered to this version."""
        if policy is None or person == PersonState.LEFT.value:
            return False
        return policy[0] in self.asked and policy[1] >= self.asked[policy[0]]


def find(connection: Connection, as_of: date) -> Findings:
    """Find what the rules make due on a day."""
    rules, state = rules_in(connection), _policies(connection)
    held = holding(connection)
    found: list[Due] = []
    for kind, rule in rules.items():
        if rule.months is not None and kind != "people":
            found.extend(_of_kind(connection, rule, as_of, state))
    due, kept = _divide(found, held)
    due += _words(connection, due)
    of_people = rules.get("people")
    if of_people is not None and of_people.months is not None:
        gone = list(_people(connection, of_people, as_of, due))
        more, back = _divide(gone, held)
        due, kept = due + more, kept + back
    return Findings(sorted(due, key=_order), sorted(kept, key=lambda one: _order(one.due)))


def policy_in(token: str) -> tuple[str, int] | None:
    """The policy and version that a record speaks of."""
    policy = read_claims(token)["policy"]
    return (policy["id"], policy["version"]) if policy else None


def _order(due: Due) -> tuple[str, str]:
    return due.kind, due.key


def _divide(found: Iterable[Due], held: Holding) -> tuple[list[Due], list[Kept]]:
    due: list[Due] = []
    kept: list[Kept] = []
    for one in found:
        hold = held.first if one.kind == "trail" else held.of(None)
        hold = hold or next((number for sub in one.subs if (number := held.of(sub))), None)
        if hold is not None or one.needed:
            kept.append(Kept(one, hold, "" if hold is not None else one.needed))
        else:
            due.append(one)
    return due, kept


def _of_kind(connection: Connection, rule: Rule, as_of: date, state: _Policies) -> Iterator[Due]:
    last = rule.last_day(as_of)
    match rule.kind:
        case "acknowledgements" | "completions" | "facts":
            return _records(connection, rule, last, state)
        case "messages":
            return _messages(connection, rule, last, state)
        case "id-tokens":
            return _bases(connection, rule, last)
        case "trail":
            return _trail(connection, rule, last)
        case "mail":
            return _mail(connection, rule, last, state)
    return _over(connection, rule, last, as_of.isoformat())


def _policies(connection: Connection) -> _Policies:
    rows = connection.execute(select(policies.c.id, policies.c.asked_version, policies.c.withdrawn)).all()
    newest = select(policy_events.c.policy_id, func.max(policy_events.c.on).label("on")).where(
        policy_events.c.event == "withdrawn"
    )
    since = {row.policy_id: row.on for row in connection.execute(newest.group_by(policy_events.c.policy_id))}
    waits = select(standings.c.policy_id, standings.c.sub).where(
        standings.c.acknowledgement == AcknowledgementState.QUESTION.value
    )
    return _Policies(
        {row.id: row.asked_version for row in rows if not row.withdrawn},
        {row.id: since[row.id] for row in rows if row.withdrawn and row.id in since},
        frozenset((row.policy_id, row.sub) for row in connection.execute(waits)),
    )


def _since(rule: Rule, last: str, got: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """What the months are counted from, as conditions; a withdrawal is looked for in the record itself."""
    if rule.counted_from == "leaving":
        return [staff.c.person == PersonState.LEFT.value, staff.c.left_on <= last]
    return [func.substr(got, 1, 10) <= last] if rule.counted_from == "receipt" else []


def _was_withdrawn(rule: Rule, last: str, policy: tuple[str, int] | None, state: _Policies) -> bool:
    if rule.counted_from != "withdrawal":
        return True
    return policy is not None and state.withdrawn.get(policy[0], "9999") <= last


def _records(connection: Connection, rule: Rule, last: str, state: _Policies) -> Iterator[Due]:
    query = (
        select(*(records.c[name] for name in ("jti", "sub", "leaf_index", "token")), staff.c.person)
        .join_from(records, staff, records.c.sub == staff.c.sub)
        .where(records.c.typ == _TYPES[rule.kind], *_since(rule, last, records.c.received_at))
    )
    for row in connection.execute(query).all():
        policy = policy_in(row.token)
        if _was_withdrawn(rule, last, policy, state):
            needed = _still_needed(rule.kind, row, policy, state)
            yield Due(rule.kind, row.jti, rule, (row.sub,), row.leaf_index, policy, needed)


def _still_needed(kind: PurgedKind, row: AnyRow, policy: tuple[str, int] | None, state: _Policies) -> str:
    if state.counts(policy, row.person):
        return COUNTS_TODAY
    if kind != "facts" or row.person == PersonState.LEFT.value:
        return ""
    return COUNTS_TODAY if read_claims(row.token)["fact"] in _STILL_SPEAKS else ""


def _messages(connection: Connection, rule: Rule, last: str, state: _Policies) -> Iterator[Due]:
    query = (
        select(messages.c.jti, messages.c.sub, records.c.leaf_index, records.c.token, staff.c.person)
        .join_from(messages, records, messages.c.acknowledgement == records.c.jti)
        .join(staff, messages.c.sub == staff.c.sub)
        .where(*_since(rule, last, messages.c.received_at))
    )
    for row in connection.execute(query).all():
        policy = policy_in(row.token)
        if policy is None or not _was_withdrawn(rule, last, policy, state):
            continue
        waits = state.counts(policy, row.person) and (policy[0], row.sub) in state.waiting
        needed = "the question waits for an answer" if waits else ""
        yield Due(rule.kind, row.jti, rule, (row.sub,), row.leaf_index, policy, needed)


def _words(connection: Connection, due: Sequence[Due]) -> list[Due]:
    """The messages of answers that are due, where they are not due themselves."""
    answers = {one.key: one for one in due if one.kind == "acknowledgements"}
    known = {one.key for one in due if one.kind == "messages"}
    query = select(messages.c.jti, messages.c.acknowledgement)
    rows = connection.execute(query).all() if answers else []
    return [
        Due("messages", row.jti, one.rule, one.subs, one.leaf_index, one.policy, with_answer=True)
        for row in rows
        if row.jti not in known and (one := answers.get(row.acknowledgement)) is not None
    ]


def _bases(connection: Connection, rule: Rule, last: str) -> Iterator[Due]:
    query = (
        select(keys.c.kid, keys.c.sub, keys.c.enrolled_leaf)
        .join_from(key_bases, keys, key_bases.c.kid == keys.c.kid)
        .join(staff, keys.c.sub == staff.c.sub)
        .where(*_since(rule, last, keys.c.enrolled_at))
    )
    for row in connection.execute(query).all():
        yield Due(rule.kind, row.kid, rule, (row.sub,), row.enrolled_leaf)
    with_answers = (
        select(beside_leaves)
        .join_from(beside_leaves, staff, beside_leaves.c.sub == staff.c.sub)
        .where(
            beside_leaves.c.kind == "sign-in",
            beside_leaves.c.content.is_not(None),
            *_since(rule, last, beside_leaves.c.at),
        )
    )
    for row in connection.execute(with_answers).all():
        yield Due(rule.kind, row.jti, rule, (row.sub,), row.leaf_index)


def _trail(connection: Connection, rule: Rule, last: str) -> Iterator[Due]:
    lines = (
        select(trail.c.id)
        .join_from(trail, trail_places, trail_places.c.trail_id == trail.c.id)
        .where(func.substr(trail.c.at, 1, 10) <= last)
    )
    for number in connection.execute(lines).scalars().all():
        yield Due(rule.kind, f"line:{number}", rule)
    over = select(approvals.c.id).where(
        func.substr(approvals.c.asked_at, 1, 10) <= last, approvals.c.state.not_in(("open", "approved"))
    )
    for one in connection.execute(over).scalars().all():
        yield Due(rule.kind, f"request:{one}", rule)


def _mail(connection: Connection, rule: Rule, last: str, state: _Policies) -> Iterator[Due]:
    query = (
        select(reminders.c.number, reminder_subjects, staff.c.person)
        .select_from(
            reminders.outerjoin(
                reminder_subjects, reminder_subjects.c.reminder == reminders.c.number
            ).outerjoin(staff, reminder_subjects.c.sub == staff.c.sub)
        )
        .where(func.substr(reminders.c.claimed_at, 1, 10) <= last)
    )
    subs: dict[int, set[str]] = {}
    needed: set[int] = set()
    for row in connection.execute(query).all():
        about = subs.setdefault(row.number, set())
        if row.sub is not None:
            about.add(row.sub)
            if state.counts((row.policy_id, row.version), row.person):
                needed.add(row.number)
    for number, about in subs.items():
        why = "the number of reminders is still counted" if number in needed else ""
        yield Due(rule.kind, str(number), rule, tuple(sorted(about)), needed=why)


def _over(connection: Connection, rule: Rule, last: str, today: str) -> Iterator[Due]:
    """Sign-ins, codes and guesses that were over before today."""
    for name, key, at in (
        ("session", sessions.c.token_hash, sessions.c.expires_at),
        ("challenge", challenges.c.nonce, challenges.c.expires_at),
        ("attempt", attempts.c.id, attempts.c.at),
        ("code", codes.c.lookup_hash, codes.c.expires_at),
    ):
        sub = [codes.c.sub] if name == "code" else []
        day = func.substr(at, 1, 10)
        for row in connection.execute(select(key, *sub).where(day <= last, day < today)).all():
            yield Due(rule.kind, f"{name}:{row[0]}", rule, tuple(row[1:]))


def _people(connection: Connection, rule: Rule, as_of: date, due: Sequence[Due]) -> Iterator[Due]:
    gone = {one.leaf_index for one in due if one.kind in _TYPES}
    query = select(staff.c.sub).where(
        staff.c.person == PersonState.LEFT.value,
        staff.c.left_on <= rule.last_day(as_of),
        staff.c.name != DELETED,
    )
    subs = list(connection.execute(query).scalars())
    kept = select(records.c.sub, records.c.leaf_index).where(records.c.typ.in_(_TYPES.values()))
    left = {row.sub for row in connection.execute(kept) if row.leaf_index not in gone} if subs else set()
    for sub in subs:
        yield Due(rule.kind, sub, rule, (sub,), needed=STILL_KEPT if sub in left else "")
