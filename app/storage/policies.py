"""Verified policies, the due list they were asked for by, and how far the person has read.

Nothing gets in here before it was verified; what was needed of a signed manifest is kept as plain columns, so
that showing a policy needs no signature library.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from app.domain.acknowledgement import Outcome
from app.domain.dates import from_utc_text, to_utc_text
from app.domain.policy import PolicyRef, sha256_hex

if TYPE_CHECKING:
    from app.evidence.due_list import DueItem, DueList
    from app.evidence.manifest import Manifest
    from app.evidence.records import Signed


class ChecklistRef(NamedTuple):
    """One exact version of a checklist; `sha256` is of its bytes, in hex."""

    id: str
    version: int
    sha256: str


class StoredPolicy(NamedTuple):
    """One verified version of a policy, without its text."""

    ref: PolicyRef
    title: str
    label: str
    material: bool
    summary_of_changes: str
    checklist: ChecklistRef | None


class HeldVersion(NamedTuple):
    """A version that was accepted here, with its signed manifest and the digests of its text and checklist."""

    policy: str
    version: int
    manifest: str
    sha256: str
    checklist_sha256: str | None


class DueRow(NamedTuple):
    """One line of the due list. `confirmed` is false where what it asks for was refused."""

    policy: str
    version: int
    due: date | None
    paused: bool
    withdrawn: bool
    confirmed: bool


class DueState(NamedTuple):
    """The due list in hand: as issued, until when it is fresh, and when it was asked for."""

    issued: str
    expires: datetime
    asked_at: datetime


def save_document(connection: sqlite3.Connection, content: bytes) -> str:
    """Keep exact bytes, known by their SHA-256 (hex), which is returned."""
    digest = sha256_hex(content)
    connection.execute("INSERT OR REPLACE INTO documents (sha256, content) VALUES (?, ?)", (digest, content))
    return digest


def document(connection: sqlite3.Connection, sha256: str) -> bytes | None:
    """The bytes with this digest, or None where they are not here or no longer what they were."""
    row = connection.execute("SELECT content FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    return row["content"] if row and sha256_hex(row["content"]) == sha256 else None


def save_delivered(
    connection: sqlite3.Connection, manifest: "Signed[Manifest]", document: bytes, checklist: bytes | None
) -> None:
    """Keep a verified manifest with the exact bytes of its text and checklist."""
    save_document(connection, document)
    if checklist is not None:
        save_document(connection, checklist)
    _save_manifest(connection, manifest)


def _save_manifest(connection: sqlite3.Connection, manifest: "Signed[Manifest]") -> None:
    claims, checklist = manifest.record, manifest.record.checklist
    connection.execute(
        "INSERT OR IGNORE INTO policies (policy, version, manifest_sha256, manifest, sha256, title, label, material,"
        " summary_of_changes, checklist_id, checklist_version, checklist_sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(claims.policy_id, claims.version, manifest.sha256, manifest.token, claims.sha256),
            *(claims.title, claims.label, claims.material, claims.summary_of_changes),
            *((checklist.id, checklist.version, checklist.sha256) if checklist else (None, None, None)),
        ),
    )
    for outcome in Outcome:
        words = claims.statement_for(outcome)
        connection.execute(
            "INSERT OR IGNORE INTO statements (policy, version, outcome, lang, text) VALUES (?, ?, ?, ?, ?)",
            (claims.policy_id, claims.version, outcome, words.lang, words.text),
        )


def load(connection: sqlite3.Connection, policy: str, version: int) -> StoredPolicy | None:
    """One version of a policy, or None."""
    query = "SELECT * FROM policies WHERE policy = ? AND version = ?"
    row = connection.execute(query, (policy, version)).fetchone()
    return _policy(row) if row else None


def versions(connection: sqlite3.Connection, policy: str) -> dict[int, str]:
    """The versions of a policy that were accepted here, with their manifests' digests."""
    query = "SELECT version, manifest_sha256 FROM policies WHERE policy = ?"
    return {row["version"]: row["manifest_sha256"] for row in connection.execute(query, (policy,))}


def held(connection: sqlite3.Connection) -> tuple[HeldVersion, ...]:
    """Every version that was accepted here, the lowest first."""
    query = (
        "SELECT policy, version, manifest, sha256, checklist_sha256 FROM policies ORDER BY policy, version"
    )
    return tuple(HeldVersion(*row) for row in connection.execute(query))


def minor_versions(connection: sqlite3.Connection) -> Mapping[str, set[int]]:
    """For each policy, the versions whose manifests say that they are not material."""
    found: dict[str, set[int]] = {}
    for row in connection.execute("SELECT policy, version FROM policies WHERE NOT material"):
        found.setdefault(row["policy"], set()).add(row["version"])
    return found


def statements(connection: sqlite3.Connection, ref: PolicyRef) -> dict[Outcome, tuple[str, str]]:
    """The published words of each answer and their language."""
    query = "SELECT outcome, text, lang FROM statements WHERE policy = ? AND version = ?"
    rows = {
        row["outcome"]: (row["text"], row["lang"]) for row in connection.execute(query, (ref.id, ref.version))
    }
    return {outcome: rows[outcome] for outcome in Outcome if outcome in rows}


def save_due_list(
    connection: sqlite3.Connection, due_list: "Signed[DueList]", asked_at: datetime, refused: Iterable[str]
) -> None:
    """Take over a verified due list; the lines of `refused` policies stay as they were, no longer confirmed."""
    claims, kept = due_list.record, set(refused)
    connection.execute(
        "INSERT OR REPLACE INTO due_list (only, token, issued, expires, asked_at) VALUES (1, ?, ?, ?, ?)",
        (due_list.token, claims.issued, claims.expires, to_utc_text(asked_at)),
    )
    for row in connection.execute("SELECT policy FROM due_items").fetchall():
        if row["policy"] in kept:
            connection.execute("UPDATE due_items SET confirmed = 0 WHERE policy = ?", (row["policy"],))
        else:
            connection.execute("DELETE FROM due_items WHERE policy = ?", (row["policy"],))
    for item in claims.items:
        if item.policy not in kept:
            _save_item(connection, item)


def _save_item(connection: sqlite3.Connection, item: "DueItem") -> None:
    if load(connection, item.policy, item.version) is None:
        return  # withdrawn before this computer ever had it: there is nothing to show
    connection.execute(
        "INSERT OR REPLACE INTO due_items (policy, version, due, paused, withdrawn, confirmed)"
        " VALUES (?, ?, ?, ?, ?, 1)",
        (item.policy, item.version, item.due, item.paused, item.withdrawn),
    )


def due_rows(connection: sqlite3.Connection) -> tuple[DueRow, ...]:
    """The lines of the due list that there is a policy for."""
    rows = connection.execute("SELECT * FROM due_items ORDER BY due IS NULL, due, policy")
    return tuple(
        DueRow(
            policy=row["policy"],
            version=row["version"],
            due=date.fromisoformat(row["due"]) if row["due"] else None,
            paused=bool(row["paused"]),
            withdrawn=bool(row["withdrawn"]),
            confirmed=bool(row["confirmed"]),
        )
        for row in rows
    )


def due_state(connection: sqlite3.Connection) -> DueState | None:
    """When the due list in hand was made and until when it is fresh; None before the first."""
    row = connection.execute("SELECT issued, expires, asked_at FROM due_list").fetchone()
    if row is None:
        return None
    return DueState(row["issued"], from_utc_text(row["expires"]), from_utc_text(row["asked_at"]))


def see_section(connection: sqlite3.Connection, ref: PolicyRef, digest: str) -> None:
    """Keep that a section has been in view."""
    connection.execute(
        "INSERT OR IGNORE INTO sections_seen (policy, version, digest) VALUES (?, ?, ?)",
        (ref.id, ref.version, digest),
    )


def seen_sections(connection: sqlite3.Connection, ref: PolicyRef) -> frozenset[str]:
    """The digests of the sections that have been in view."""
    query = "SELECT digest FROM sections_seen WHERE policy = ? AND version = ?"
    return frozenset(row["digest"] for row in connection.execute(query, (ref.id, ref.version)))


def remember_place(connection: sqlite3.Connection, ref: PolicyRef, position: float) -> None:
    """Keep where the person is in the text, from 0 to 1."""
    connection.execute(
        "INSERT OR REPLACE INTO places (policy, version, position) VALUES (?, ?, ?)",
        (ref.id, ref.version, position),
    )


def place(connection: sqlite3.Connection, ref: PolicyRef) -> float:
    """Where the person was in this version, from 0 to 1."""
    query = "SELECT position FROM places WHERE policy = ? AND version = ?"
    row = connection.execute(query, (ref.id, ref.version)).fetchone()
    return float(row["position"]) if row else 0.0


def _policy(row: sqlite3.Row) -> StoredPolicy:
    checklist = None
    if row["checklist_id"] is not None:
        checklist = ChecklistRef(row["checklist_id"], row["checklist_version"], row["checklist_sha256"])
    return StoredPolicy(
        ref=PolicyRef(row["policy"], row["version"], row["sha256"], row["manifest_sha256"]),
        title=row["title"],
        label=row["label"],
        material=bool(row["material"]),
        summary_of_changes=row["summary_of_changes"],
        checklist=checklist,
    )
