"""Deleting what a purge found, and whatever showed it, inside the transaction that holds the log."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, bindparam, delete, insert, select, update

from app.domain.obligation import AcknowledgementState, AuditState
from app.evidence.events import HrFact
from app.evidence.records import Acknowledgement, AuditCompletion
from app.evidence.trail_head import line_hash
from app.hr.log import LogWriter
from app.hr.purge_find import DELETED, Due, policy_in
from app.hr.standings import Changes, recount
from app.hr.store.schema import (
    approvals,
    attempts,
    audience_members,
    beside_leaves,
    challenges,
    codes,
    earlier_receipts,
    facts,
    identities,
    key_bases,
    keys,
    mail_addresses,
    messages,
    policies,
    receipts,
    records,
    reminder_subjects,
    reminders,
    scans,
    sessions,
    staff,
    staff_schools,
    standings,
    standings_aside,
    trail,
    trail_places,
    trail_stubs,
)
from app.signing.jws import read_claims

_SETTLES = frozenset({"paper", "behalf", "exemption"})


def delete_all(writer: LogWriter, due: Sequence[Due]) -> None:
    """Delete each of these, in an order that the tables allow."""
    connection = writer.connection
    _remove(connection, messages.c.jti, _keys(due, "messages"))
    gone = [*_keys(due, "acknowledgements"), *_keys(due, "completions"), *_keys(due, "facts")]
    bases = _bases_of(connection, _keys(due, "facts"))
    _remove(connection, receipts.c.jti, gone)
    _remove(connection, earlier_receipts.c.jti, gone)
    _remove(connection, facts.c.jti, gone)
    _remove(connection, records.c.jti, gone)
    _delete_scans(connection, bases)
    _remove(connection, key_bases.c.kid, _keys(due, "id-tokens"))
    _remove(connection, beside_leaves.c.jti, _keys(due, "facts"))
    _delete_sign_ins(connection, _keys(due, "acknowledgements"))
    _erase(connection, _keys(due, "id-tokens"))
    _unsettle(writer, [one for one in due if one.kind in {"acknowledgements", "completions", "facts"}])
    _delete_mail(connection, [int(key) for key in _keys(due, "mail")])
    _delete_trail(connection, _keys(due, "trail"))
    for name, column in (
        ("session", sessions.c.token_hash),
        ("challenge", challenges.c.nonce),
        ("code", codes.c.lookup_hash),
    ):
        _remove(connection, column, _named(_keys(due, "sessions"), name))
    _remove(connection, attempts.c.id, [int(key) for key in _named(_keys(due, "sessions"), "attempt")])
    _delete_people(writer, _keys(due, "people"))


def _keys(due: Iterable[Due], kind: str) -> list[str]:
    return [one.key for one in due if one.kind == kind]


def _named(keys_: Iterable[str], name: str) -> list[str]:
    return [key.partition(":")[2] for key in keys_ if key.startswith(f"{name}:")]


def _remove(connection: Connection, column: Column[object], values: Sequence[object]) -> None:
    if values:
        statement = delete(column.table).where(column == bindparam("gone"))
        connection.execute(statement, [{"gone": value} for value in values])


def _delete_sign_ins(connection: Connection, answers: Sequence[str]) -> None:
    """Delete the sign-ins that came with these answers."""
    if answers:
        theirs = (beside_leaves.c.kind == "sign-in", beside_leaves.c.about == bindparam("gone"))
        connection.execute(delete(beside_leaves).where(*theirs), [{"gone": jti} for jti in answers])


def _erase(connection: Connection, jtis: Sequence[str]) -> None:
    """Erase fresh sign-ins; that there was one stays known, and its digest stays in the log."""
    if jtis:
        gone = update(beside_leaves).where(beside_leaves.c.jti == bindparam("gone")).values(content=None)
        connection.execute(gone, [{"gone": jti} for jti in jtis])


def _bases_of(connection: Connection, jtis: Sequence[str]) -> set[str]:
    """The digests of the scans that these facts rest on."""
    wanted = set(jtis)
    rows = connection.execute(_PAPER) if wanted else ()
    return {basis for row in rows if row.jti in wanted and (basis := read_claims(row.token)["basis"])}


def _delete_scans(connection: Connection, bases: set[str]) -> None:
    """Delete scans that no fact rests on any more: one sheet may be that of many people."""
    if bases:
        used = {read_claims(row.token)["basis"] for row in connection.execute(_PAPER)}
        _remove(connection, scans.c.sha256, sorted(bases - used))


def _delete_mail(connection: Connection, numbers: Sequence[int]) -> None:
    _remove(connection, reminder_subjects.c.reminder, numbers)
    _remove(connection, reminders.c.number, numbers)
    if numbers:
        connection.execute(
            delete(mail_addresses).where(mail_addresses.c.address.not_in(select(reminders.c.address)))
        )


def _delete_trail(connection: Connection, keys_: Sequence[str]) -> None:
    """Keep each line's place and hash, then delete the line: in any other order the database refuses."""
    numbers = {int(key) for key in _named(keys_, "line")}
    if numbers:
        lines = connection.execute(_LINES).all()
        stubs = [
            {
                "place": row.place,
                "trail_id": row.id,
                "line_hash": line_hash((row.id, row.at, row.actor, row.action, row.subject, row.detail)),
            }
            for row in lines
            if row.id in numbers
        ]
        connection.execute(insert(trail_stubs), stubs)
        _remove(connection, trail_places.c.trail_id, sorted(numbers))
        _remove(connection, trail.c.id, sorted(numbers))
    _remove(connection, approvals.c.id, _named(keys_, "request"))


def _unsettle(writer: LogWriter, due: Sequence[Due]) -> None:
    """Let a standing that rests on nothing any more begin again at none."""
    touched = {(one.policy[0], one.subs[0]) for one in due if one.policy is not None}
    subs = sorted({sub for _, sub in touched})
    if not touched:
        return
    answered, audited = _remaining(writer.connection, subs)
    changes = Changes(writer.connection, subs)
    for policy_id, sub in touched:
        changed = _begun_again((policy_id, sub), answered, audited)
        aside = update(standings_aside).where(
            standings_aside.c.policy_id == policy_id, standings_aside.c.sub == sub
        )
        position = changes.get(policy_id, sub)
        if "acknowledgement" in changed:
            none = {"acknowledgement": AcknowledgementState.NONE.value, "acknowledged_at": None}
            writer.connection.execute(aside.values(**none))
        if "audit" in changed:
            none = {"audit": AuditState.NONE.value, "audit_on": None}
            settled = standings_aside.c.audit.in_([AuditState.COMPLETED.value, AuditState.EXEMPT.value])
            writer.connection.execute(aside.where(settled).values(**none))
            if position is not None and position.audit is AuditState.NOT_DUE:
                del changed["audit"], changed["audit_on"]
        if position is not None:
            changes.put(position, **changed)
    changes.store(writer)


def _begun_again(
    at: tuple[str, str], answered: set[tuple[str, str]], audited: set[tuple[str, str]]
) -> dict[str, object]:
    changed: dict[str, object] = {}
    if at not in answered:
        changed |= {"acknowledgement": AcknowledgementState.NONE, "acknowledged_at": None}
    if at not in audited:
        changed |= {"audit": AuditState.NONE, "audit_on": None}
    return changed


def _remaining(
    connection: Connection, subs: Sequence[str]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """For which policy and person there still is an answer, and a finished self-audit."""
    answered: set[tuple[str, str]] = set()
    audited: set[tuple[str, str]] = set()
    for start in range(0, len(subs), 500):
        for row in connection.execute(_LEFT, {"subs": subs[start : start + 500]}):
            policy = policy_in(row.token)
            if policy is None:
                continue
            fact = read_claims(row.token)["fact"] if row.typ == HrFact.typ else ""
            if row.typ == Acknowledgement.typ or fact in _SETTLES:
                answered.add((policy[0], row.sub))
            if row.typ == AuditCompletion.typ or fact == "exemption":
                audited.add((policy[0], row.sub))
    return answered, audited


def _delete_people(writer: LogWriter, subs: Sequence[str]) -> None:
    """Leave the random number alone of somebody: the log's leaves about their keys name it, and nothing else does."""
    if not subs:
        return
    connection = writer.connection
    for column in (
        identities.c.sub,
        codes.c.sub,
        beside_leaves.c.sub,
        staff_schools.c.sub,
        standings.c.sub,
        standings_aside.c.sub,
    ):
        _remove(connection, column, subs)
    named = select(staff.c.staff_id).where(staff.c.sub == bindparam("gone"))
    listed = delete(audience_members).where(audience_members.c.value == named.scalar_subquery())
    connection.execute(listed, [{"gone": sub} for sub in subs])
    for sub in subs:
        theirs = select(keys.c.kid).where(keys.c.sub == sub)
        connection.execute(delete(key_bases).where(key_bases.c.kid.in_(theirs)))
        connection.execute(update(staff).where(staff.c.line_manager == sub).values(line_manager=None))
        connection.execute(update(messages).where(messages.c.manager == sub).values(manager=None))
        blank = {"staff_id": f"deleted-{sub}", "name": DELETED, "email": "", "role": "", "legal_name": None}
        none = {"line_manager": None, "joined_on": None}
        connection.execute(update(staff).where(staff.c.sub == sub).values(**blank, **none))
    # Windows are told all rows again, and the totals are counted afresh.
    connection.execute(update(policies).values(shrunk_at=writer.revision))
    for policy_id in connection.execute(select(policies.c.id)).scalars().all():
        recount(connection, policy_id)


_PAPER = (
    select(records.c.jti, records.c.token)
    .join_from(records, facts, records.c.jti == facts.c.jti)
    .where(facts.c.fact == "paper")
)
_LINES = select(
    trail_places.c.place, *(trail.c[name] for name in ("id", "at", "actor", "action", "subject", "detail"))
).join_from(trail_places, trail, trail_places.c.trail_id == trail.c.id)
_LEFT = select(records.c.sub, records.c.typ, records.c.token).where(
    records.c.sub.in_(bindparam("subs", expanding=True)),
    records.c.typ.in_([Acknowledgement.typ, AuditCompletion.typ, HrFact.typ]),
)
