"""What HR and the command line are told of policies: every version with its terms, and what staff are shown beside one.

A policy's state: `in force`, `waiting` for its first start, or `withdrawn`; a version's is that of `app.hr.schedule`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select

from app.domain.related import Related
from app.errors import RefusedError
from app.hr.audience import choices, names_of
from app.hr.core import Core
from app.hr.leave import Leave
from app.hr.policy_events import Confirmed, confirmed
from app.hr.questions import astray_words
from app.hr.store.database import AnyRow
from app.hr.store.schema import checklists, documents, policies, standings, versions
from app.hr.terms import related_of


class UnknownDocumentError(RefusedError):
    """No such version."""

    sentence = "That version was not published here."
    next_step = "Look at the list of policies again."


@dataclass(frozen=True)
class VersionOf:
    """One published version. Days are `YYYY-MM-DD`; `state` is begun, waiting, overtaken or withdrawn."""

    version: int
    label: str
    title: str
    media_type: str
    sha256: str
    material: bool
    state: str
    published_at: str
    published_by: str
    starts: str | None
    due: str | None
    due_days: int | None
    audience: str
    names: list[str]
    checklist: str | None
    owner: str | None
    approved_by: str | None
    ratified: str | None
    review: str | None
    related: list[Related]


@dataclass(frozen=True)
class PolicyOf:
    """One policy with its versions, newest first. `version` is the one in force, 0 before the first start."""

    policy_id: str
    title: str
    version: int
    state: str
    past_review: bool
    confirmed: Confirmed | None
    versions: list[VersionOf]


@dataclass(frozen=True)
class Beside:
    """What staff are shown beside a policy that is asked of them; `review` is the day by which it is to be reviewed.

    `astray` is the number of their newest answer, where its words went to somebody who is their line manager no more.
    """

    policy: str
    version: int
    owner: str | None
    approved_by: str | None
    ratified: str | None
    review: str | None
    confirmed: Confirmed | None
    related: list[Related]
    astray: str | None


class PolicyList:
    """Answers which policies there are."""

    def __init__(self, core: Core, leave: Leave) -> None:
        self._core = core
        self._leave = leave

    def all(self) -> list[PolicyOf]:
        """Every policy by title, withdrawn ones last; raises StorageError."""
        self._leave.keep_up()
        with self._core.database.read() as connection:
            rows = connection.execute(_VERSIONS).all()
            by_policy: dict[str, list[AnyRow]] = defaultdict(list)
            for row in rows:
                by_policy[row.policy_id].append(row)
            held = {row.id: row for row in connection.execute(select(policies))}
            found = [self._policy(connection, held[one], its) for one, its in by_policy.items()]
        return sorted(found, key=lambda one: (one.state == "withdrawn", one.title.casefold(), one.policy_id))

    def audiences(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """Every role and every school with how many people have it; raises StorageError."""
        with self._core.database.read() as connection:
            return choices(connection)

    def checklist(self, policy_id: str) -> bytes | None:
        """The bytes of the self-audit attached to a policy's newest version, if any; raises StorageError."""
        query = (
            select(checklists.c.content)
            .join_from(versions, checklists, versions.c.checklist_sha256 == checklists.c.sha256, isouter=True)
            .where(versions.c.policy_id == policy_id)
            .order_by(versions.c.version.desc())
        )
        with self._core.database.read() as connection:
            return connection.execute(query.limit(1)).scalar()

    def document(self, policy_id: str, version: int) -> tuple[str, bytes]:
        """The media type and the bytes of one version; raises UnknownDocumentError, StorageError."""
        query = (
            select(documents.c.media_type, documents.c.content)
            .join_from(versions, documents, versions.c.sha256 == documents.c.sha256)
            .where(versions.c.policy_id == policy_id, versions.c.version == version)
        )
        with self._core.database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UnknownDocumentError
        return row.media_type, row.content

    def _policy(self, connection: Connection, policy: AnyRow, rows: list[AnyRow]) -> PolicyOf:
        in_force = next((row for row in rows if row.version == policy.version), None)
        said = confirmed(connection, policy.id, policy.version)
        state = "withdrawn" if policy.withdrawn else "in force" if policy.version else "waiting"
        review = in_force.review if in_force is not None else None
        return PolicyOf(
            policy_id=policy.id,
            title=(in_force or rows[0]).title,
            version=policy.version,
            state=state,
            past_review=state == "in force" and is_past(review, said, self._core.today()),
            confirmed=said,
            versions=[_version(connection, row) for row in rows],
        )


def is_past(review: str | None, said: Confirmed | None, today: date) -> bool:
    """Whether the day of the next review has passed: the one confirmed last, else the policy's own."""
    until = max(filter(None, (review, said.until if said else None)), default=None)
    return until is not None and today.isoformat() > until


def beside(connection: Connection, sub: str) -> list[Beside]:
    """What stands beside each policy asked of one person."""
    astray = astray_words(connection, sub)
    return [
        Beside(
            policy=row.policy_id,
            version=row.version,
            owner=row.owner,
            approved_by=row.approved_by,
            ratified=row.ratified,
            review=row.review,
            confirmed=confirmed(connection, row.policy_id, row.version),
            related=related_of(row.related),
            astray=astray.get(row.policy_id),
        )
        for row in connection.execute(_ASKED, {"of_sub": sub}).all()
    ]


def _version(connection: Connection, row: AnyRow) -> VersionOf:
    plain = {name: getattr(row, name) for name in VersionOf.__dataclass_fields__ if hasattr(row, name)}
    return VersionOf(
        **plain
        | {
            "names": names_of(connection, row.policy_id, row.version),
            "checklist": row.checklist_sha256,
            "related": related_of(row.related),
        }
    )


_VERSIONS = (
    select(versions, documents.c.media_type)
    .join_from(versions, documents, versions.c.sha256 == documents.c.sha256)
    .order_by(versions.c.policy_id, versions.c.version.desc())
)
_ASKED = (
    select(versions)
    .join_from(standings, policies, standings.c.policy_id == policies.c.id)
    .join(versions, (policies.c.id == versions.c.policy_id) & (policies.c.version == versions.c.version))
    .where(standings.c.sub == bindparam("of_sub"))
    .order_by(policies.c.id)
)
"""Made once: everybody who logs in asks for it."""
