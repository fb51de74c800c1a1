"""A sheet to print and sign by hand, for those who have no computer or whom one meeting reaches best.

Rules:

* it names the policy, its version, the digest of its exact text, and the statement that is signed;
* on it stand those who have not answered yet, with room for a signature and the day; the legal name too, if another;
* it is plain HTML, nothing in it is fetched from anywhere, and every word from outside is escaped;
* what is recorded from it is a fact recorded by HR's hand (`app.hr.facts`), never a signature.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from sqlalchemy import Connection, select

from app.domain.acknowledgement import Outcome
from app.domain.dates import day
from app.domain.obligation import SETTLED, PersonState
from app.errors import RefusedError
from app.evidence.judgement import Ground, judge, of_kind
from app.evidence.manifest import Manifest
from app.hr.core import Core
from app.hr.people import Person, people
from app.hr.scope import EVERYONE, Scope, at_school
from app.hr.standings import UnknownPolicyIdError
from app.hr.store.schema import policies, staff, standings, versions

MOST_PEOPLE = 2000
_ON_ONE_PAGE = 11


class NobodyToSignError(RefusedError):
    """Nobody has to sign."""

    sentence = "Nobody is left to sign this policy here."
    next_step = "Choose another school or another policy, or all schools."


class TooManyToSignError(RefusedError):
    """More people than fit a sheet."""

    sentence = "That is more people than one sheet can hold: {count}."
    next_step = "Choose one school at a time."


@dataclass(frozen=True)
class Sheet:
    """A sheet: which version it is for, who stands on it, and its page as HTML."""

    policy_id: str
    version: int
    title: str
    people: tuple[Person, ...]
    html: str


class SignSheets:
    """Makes sheets."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def sheet(self, policy_id: str, *, school: str | None = None, scope: Scope = EVERYONE) -> Sheet:
        """Return the sheet of everybody in sight who has not answered, of one school or all.

        Raises UnknownPolicyIdError, NobodyToSignError, TooManyToSignError, StorageError.
        """
        with self._core.database.read() as connection:
            manifest = self._manifest(connection, policy_id)
            waiting = tuple(_waiting(connection, policy_id, school, scope))
        if not waiting:
            raise NobodyToSignError
        if len(waiting) > MOST_PEOPLE:
            raise TooManyToSignError(count=f"{len(waiting):,}")
        today = self._core.today()
        html = "".join(_page(manifest, self._core.trust.name, day(today, today), school or "", waiting))
        return Sheet(policy_id, manifest.version, manifest.title, waiting, html)

    def _manifest(self, connection: Connection, policy_id: str) -> Manifest:
        newest = (policies.c.id == versions.c.policy_id) & (policies.c.version == versions.c.version)
        query = select(versions.c.manifest).join(policies, newest)
        token = connection.execute(query.where(policies.c.id == policy_id, ~policies.c.withdrawn)).scalar()
        if token is None:
            raise UnknownPolicyIdError
        trust = self._core.trust
        ground = Ground(trust.aud, trust.service_key, self._core.publishing_keys())
        return of_kind(judge(token, ground), Manifest).record


def _waiting(connection: Connection, policy_id: str, school: str | None, scope: Scope) -> Iterator[Person]:
    settled = [state.value for state in SETTLED]
    open_here = select(standings.c.sub).where(
        standings.c.policy_id == policy_id, standings.c.acknowledgement.not_in(settled)
    )
    where = [staff.c.person == PersonState.ACTIVE.value, staff.c.sub.in_(open_here), scope.over_staff()]
    if school is not None:
        where.append(at_school(school))
    yield from people(connection, *where)


def _page(
    manifest: Manifest, trust: str, printed: str, school: str, waiting: Sequence[Person]
) -> Iterator[str]:
    statement = manifest.statement_for(Outcome.ACKNOWLEDGED.value).text
    title = f"{manifest.title}: sign sheet"
    yield (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>"
    )
    for start in range(0, len(waiting), _ON_ONE_PAGE):
        after = ' style="page-break-before: always"' if start else ""
        yield f"<h1{after}>{escape(manifest.title)}</h1>"
        where = f" · {escape(school)}" if school else ""
        yield f"<p>{escape(trust)}{where} · version {manifest.version} ({escape(manifest.label)})</p>"
        yield f"<p><b>What I sign:</b> {escape(statement)}</p>"
        yield '<table width="100%" border="1" cellspacing="0" cellpadding="6"><tr>'
        yield '<th width="38%" align="left">Name</th><th width="37%" align="left">Signature</th>'
        yield '<th width="25%" align="left">Day</th></tr>'
        yield from map(_line, waiting[start : start + _ON_ONE_PAGE])
        yield "</table>"
        yield (
            f"<p><small>The text that is signed has the SHA-256 digest {manifest.sha256}. Printed on {printed}. "
            "HR records this sheet by hand, with its day and the reason; each person can see that record. "
            "The policy itself is handed out with this sheet.</small></p>"
        )
    yield "</body></html>"


def _line(one: Person) -> str:
    legal = f"<br><small>Legal name: {escape(one.legal_name)}</small>" if one.legal_name else ""
    known = f"<br><small>{escape(one.staff_id)} · {escape(one.school)}</small>"
    return f'<tr><td dir="auto">{escape(one.name)}{legal}{known}</td><td>&nbsp;</td><td>&nbsp;</td></tr>'


_STYLE = (
    "body { font-family: sans-serif; font-size: 11pt } h1 { font-size: 16pt; margin-bottom: 4pt } "
    "table { border-collapse: collapse } td { height: 34pt; vertical-align: top }"
)
