"""Everything that is held of one person, from every table, as one page to read or print and as JSON.

* `TABLES` says for each table of the service how a row is known to be about somebody, `NOT_ABOUT_ANYBODY` why another
  one holds nothing about a member of staff. A test walks the schema: a table in neither fails it.
* Secrets are named and not shown: digests of passwords, codes and sign-ins, a second factor's sealed secret.
* What is signed is shown in words (its claims) beside the text that was signed.
* The same data makes the same bytes. That somebody took it stands on the trail afterwards.

Source: UK GDPR, Article 15(1) and (3); Article 20 for the JSON.
"""

import html
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Table, func, or_, select

from app.evidence import stored_zip
from app.hr import trail
from app.hr.core import Core
from app.hr.people import Person, person_of
from app.hr.store import schema
from app.signing.jws import read_claims

_SECRET = frozenset({"password_hash", "token_hash", "lookup_hash", "code_hash", "sealed_secret"})
Of = Callable[["Known"], ColumnElement[bool]]


@dataclass(frozen=True)
class Known:
    """What rows know somebody by."""

    sub: str
    staff_id: str
    email: str
    jtis: tuple[str, ...]
    kids: tuple[str, ...]
    scans: tuple[str, ...]
    accounts: tuple[tuple[int, str], ...]

    @property
    def names(self) -> list[str]:
        """The names of their accounts."""
        return [name for _, name in self.accounts]

    @property
    def numbers(self) -> list[int]:
        """The numbers of their accounts."""
        return [number for number, _ in self.accounts]


def _by_sub(table: Table) -> Of:
    return lambda known: table.c.sub == known.sub


def _of_account(table: Table) -> Of:
    return lambda known: table.c.account_id.in_(known.numbers)


_s = schema
TABLES: Mapping[str, tuple[str, Of]] = {
    "staff": ("Your line on the staff list", _by_sub(_s.staff)),
    "staff_schools": ("Other schools you work at", _by_sub(_s.staff_schools)),
    "keys": ("Keys that sign in your name", _by_sub(_s.keys)),
    "key_bases": (
        "How you proved who you are when a key was set up",
        lambda known: _s.key_bases.c.kid.in_(known.kids),
    ),
    "identities": ("Your account at the sign-in provider", _by_sub(_s.identities)),
    "codes": ("One-time codes given to you (the codes themselves are not kept)", _by_sub(_s.codes)),
    "records": ("What you signed, and what was recorded about you", _by_sub(_s.records)),
    "receipts": ("Receipts you were given", lambda known: _s.receipts.c.jti.in_(known.jtis)),
    "earlier_receipts": (
        "Receipts from before a backup was put back",
        lambda known: _s.earlier_receipts.c.jti.in_(known.jtis),
    ),
    "standings": ("Where you stand with each policy", _by_sub(_s.standings)),
    "standings_aside": (
        "Where you stood with policies that are not for you now",
        _by_sub(_s.standings_aside),
    ),
    "audience_members": (
        "Lists of people that a policy is for, with you on them",
        lambda known: _s.audience_members.c.value == known.staff_id,
    ),
    "messages": ("Words you sent with a question or a reason", _by_sub(_s.messages)),
    "facts": ("What HR recorded about you, and what you disputed", _by_sub(_s.facts)),
    "beside_leaves": (
        "Fresh sign-ins that came with your answers, and what you signed of a dispute",
        _by_sub(_s.beside_leaves),
    ),
    "scans": ("Scans of sheets you signed", lambda known: _s.scans.c.sha256.in_(known.scans)),
    "reminder_subjects": ("What you were reminded of", _by_sub(_s.reminder_subjects)),
    "reminders": (
        "Letters sent to you or about you",
        lambda known: or_(
            _s.reminders.c.address == known.email,
            _s.reminders.c.number.in_(
                select(_s.reminder_subjects.c.reminder).where(_s.reminder_subjects.c.sub == known.sub)
            ),
        ),
    ),
    "mail_addresses": (
        "Your e-mail address, put right after letters came back",
        lambda known: _s.mail_addresses.c.address == known.email,
    ),
    "accounts": ("Your account for the HR window", _by_sub(_s.accounts)),
    "account_schools": ("Schools your account may see", _of_account(_s.account_schools)),
    "sessions": ("Times your account is signed in", _of_account(_s.sessions)),
    "second_factors": ("Your account’s second factor", _of_account(_s.second_factors)),
    "recovery_codes": ("Your account’s recovery codes", _of_account(_s.recovery_codes)),
    "approvals": (
        "What your account asked for or approved",
        lambda known: or_(
            _s.approvals.c.asked_by.in_(known.names),
            _s.approvals.c.decided_by.in_(known.names),
            _s.approvals.c.subject == known.staff_id,
        ),
    ),
    "trail": (
        "The trail: what was done about you, and what your account did",
        lambda known: or_(_s.trail.c.subject == known.staff_id, _s.trail.c.actor.in_(known.names)),
    ),
    "legal_holds": (
        "Legal holds on your records",
        lambda known: or_(_s.legal_holds.c.sub == known.sub, _s.legal_holds.c.placed_by.in_(known.names)),
    ),
    "purged": ("Places in the log where something of yours was deleted", _by_sub(_s.purged)),
}
"""Each table that may hold something about somebody, in words, and the rows that do."""

NOT_ABOUT_ANYBODY: Mapping[str, str] = {
    "trust": "the trust's own name, time zone and key",
    "publishing_keys": "the trust's keys",
    "service_keys": "the trust's keys",
    "schools": "names of schools",
    "list_columns": "headings of the staff list's columns",
    "identity_provider": "which sign-in provider the trust uses",
    "attempts": "digests of who guessed a password or code, for a day at most; not to be turned back",
    "challenges": "random numbers that are answered once",
    "policies": "the policies",
    "versions": "the versions of policies; who published one is an account's name",
    "policy_events": "what HR said of a policy, under the name of whoever said it",
    "originals": "the policies' files",
    "documents": "the policies' texts",
    "checklists": "the self-audit's questions, never an answer",
    "lost_versions": "the policies' texts",
    "log_state": "the head of the log",
    "epochs": "where the log went on after a backup",
    "log_leaves": "32-byte hashes",
    "log_nodes": "32-byte hashes",
    "timestamp_service": "which timestamp service the trust uses",
    "timestamps": "timestamps of the log's head",
    "holders": "who outside HR is sent the log's head",
    "daily_tasks": "what was done on which day",
    "tallies": "numbers of people",
    "contacts": "who is told of a dispute",
    "calendar_files": "school calendars; who added one is an account's name",
    "calendar_days": "school calendars",
    "reminder_settings": "how reminders are sent",
    "reminder_templates": "the words of reminders; who changed one is an account's name",
    "account_rules": "rules of accounts",
    "trail_places": "the order of the trail's lines",
    "trail_stubs": "32-byte hashes of lines of the trail that were deleted",
    "retention_rules": "how long records are kept; who chose it is an account's name",
}
"""Each other table, and what it holds."""


@dataclass(frozen=True)
class Part:
    """The rows of one table, as plain values."""

    table: str
    title: str
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class PersonData:
    """Everything about one person."""

    trust: str
    person: Person
    parts: tuple[Part, ...]

    def as_json(self) -> bytes:
        """As JSON: each table with its rows."""
        value = {
            "trust": self.trust,
            "staff_id": self.person.staff_id,
            "tables": {part.table: list(part.rows) for part in self.parts},
        }
        return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"

    def as_html(self) -> bytes:
        """As a page to read and to print, with nothing fetched from anywhere."""
        title = f"What {self.trust} holds about {self.person.name}"
        held = [part for part in self.parts if part.rows]
        empty = ", ".join(part.title.casefold() for part in self.parts if not part.rows)
        body = "".join(
            [
                f"<h1>{html.escape(title)}</h1>{_OPENING}",
                *map(_section, held),
                f"<h2>Nothing is held of these</h2><p>{html.escape(empty)}.</p>" if empty else "",
            ]
        )
        return _PAGE.format(title=html.escape(title), body=body).encode()

    def as_zip(self) -> bytes:
        """Both, as one file."""
        return stored_zip.write({"person-data.html": self.as_html(), "person-data.json": self.as_json()})


class PersonDataExport:
    """Collects what is held of a person."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, staff_id: str) -> PersonData:
        """Everything held of one person; raises UnknownStaffError, StorageError."""
        with self._core.database.read() as connection:
            person = person_of(connection, schema.staff.c.staff_id == staff_id)
            known = _known(connection, person)
            parts = tuple(_part(connection, name, known) for name in TABLES)
        return PersonData(self._core.trust.name, person, parts)

    def note_taken(self, staff_id: str, *, actor: str) -> None:
        """Note on the trail that somebody took it; raises StorageError."""
        with self._core.database.write() as connection:
            trail.note(connection, self._core.now_text(), actor, "person-data", staff_id)


def _known(connection: Connection, person: Person) -> Known:
    ours = select(schema.records.c.jti, schema.records.c.token).where(schema.records.c.sub == person.sub)
    rows = connection.execute(ours).all()
    claims = [read_claims(row.token) for row in rows]
    scans = {one["basis"] for one in claims if one.get("fact") == "paper" and one["basis"]}
    kids = connection.execute(select(schema.keys.c.kid).where(schema.keys.c.sub == person.sub)).scalars()
    account = select(schema.accounts.c.id, schema.accounts.c.name).where(schema.accounts.c.sub == person.sub)
    return Known(
        person.sub,
        person.staff_id,
        person.email,
        tuple(row.jti for row in rows),
        tuple(kids),
        tuple(sorted(scans)),
        tuple((row.id, row.name) for row in connection.execute(account)),
    )


def _part(connection: Connection, name: str, known: Known) -> Part:
    title, of = TABLES[name]
    table = schema.metadata.tables[name]
    columns = [
        func.length(column).label(f"{column.name}_bytes") if isinstance(column.type, LargeBinary) else column
        for column in table.columns
    ]
    rows = connection.execute(select(*columns).where(of(known)).order_by(*table.primary_key.columns))
    return Part(name, title, tuple(map(_plain, rows.mappings())))


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row as plain values, secrets named alone and what is signed beside its claims."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        found[name] = "(kept secret)" if name in _SECRET and value is not None else value
        if name == "token" and value is not None:
            found["says"] = read_claims(value)
    return found


def _section(part: Part) -> str:
    rows = "".join(map(_row, part.rows))
    return f"<h2>{html.escape(part.title)}</h2>{rows}"


def _row(row: Mapping[str, Any]) -> str:
    lines = "".join(
        f"<dt>{html.escape(name.replace('_', ' '))}</dt><dd>{html.escape(text)}</dd>"
        for name, text in _fields("", row)
    )
    return f"<dl>{lines}</dl>"


def _fields(before: str, row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _fields(f"{before}{name}: ", value)
        elif value is not None and value != "":
            shown = (
                {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
            )
            yield f"{before}{name}", shown


_OPENING = """<p>This is a copy of everything that HR’s service holds about you. You can ask HR to put right what is \
wrong. What you answered in the self-audit is not here: it never left your computer, and HR cannot read it. A scan is \
named with its size; ask HR for the picture. Times are in UTC: in summer, add one hour.</p>"""
_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 16px/1.5 sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em; color: #1c2733; }}
h1 {{ font-size: 1.6em; }} h2 {{ font-size: 1.2em; margin-top: 2em; border-bottom: 1px solid #8a97a3; }}
dl {{ display: grid; grid-template-columns: minmax(8em, 14em) 1fr; gap: .2em 1em; margin: 1em 0; padding: .6em;
background: #f3f5f7; break-inside: avoid; }} dt {{ font-weight: 600; }} dd {{ margin: 0; overflow-wrap: anywhere; }}
</style></head><body>{body}</body></html>
"""
