"""Words about policies that several pages of the HR window share, and days as people type them."""

import re
from datetime import date

from PySide6.QtCore import QCoreApplication

from app.domain import dates
from app.errors import RefusedError
from app.protocol_policies import PolicyBody, TermsBody, VersionBody

_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class DayNotKnownError(RefusedError):
    """What was typed is no day."""

    sentence = "“{typed}” is not a day."
    next_step = "Write it as day/month/year, such as 31/12/2026."


def typed_day(text: str) -> str | None:
    """What was typed as `YYYY-MM-DD`, None where nothing was; raises DayNotKnownError."""
    words = text.strip()
    if not words:
        return None
    found = _TYPED.fullmatch(words)
    try:
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise DayNotKnownError(typed=words[:40]) from error


def day_words(day: str | None) -> str:
    """A day in words, "" for none."""
    if not day:
        return ""
    when = date.fromisoformat(day)
    return f"{when.day} {dates.month(when)}"


def due_words(terms: TermsBody) -> str:
    """By when, in words."""
    parts = []
    if terms.due:
        parts.append(_tr("by {0}").format(day_words(terms.due)))
    if terms.due_days:
        parts.append(_tr("within {0} school days of being asked").format(terms.due_days))
    return _tr(" or ").join(parts) or _tr("no last day")


def audience_words(terms: TermsBody) -> str:
    """For whom, in words."""
    names = terms.audience.names
    if terms.audience.kind == "everyone":
        return _tr("everyone")
    if terms.audience.kind == "people":
        return _tr("{0} people on a list").format(f"{len(names):,}")
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else _tr("{0} and {1} more").format(shown, len(names) - 4)


def state_words(policy: PolicyBody) -> str:
    """How a policy stands."""
    words = {
        "in force": _tr("In force"),
        "waiting": _tr("Not started yet"),
        "withdrawn": _tr("Withdrawn"),
    }
    return words[policy.state]


def version_words(version: VersionBody) -> str:
    """How a version stands, for whom and by when, in one line."""
    states = {
        "begun": _tr("from {0}").format(day_words(version.terms.starts or version.published_at[:10])),
        "waiting": _tr("starts {0}").format(day_words(version.terms.starts)),
        "overtaken": _tr("overtaken before it started"),
        "withdrawn": _tr("taken back"),
    }
    kind = _tr("asked everyone again") if version.material else _tr("a correction: signatures stayed")
    if version.version == 1:
        kind = _tr("the first")
    return " · ".join(
        (
            states[version.state],
            kind,
            audience_words(version.terms),
            due_words(version.terms),
        )
    )


def asked_words(now: int, later: int, starts: str | None) -> str:
    """How many people are asked."""
    people = _tr("1 person will be asked") if now == 1 else _tr("{0} people will be asked").format(f"{now:,}")
    away = _tr("{0} on leave later").format(f"{later:,}")
    when = _tr(" from {0}").format(day_words(starts)) if starts else ""
    return f"{people}{when}, {away}."


def _tr(text: str) -> str:
    return QCoreApplication.translate("Policies", text)
