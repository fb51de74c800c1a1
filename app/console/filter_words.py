"""Filters in words: on the buttons that take them away, and at the top of every file."""

from PySide6.QtCore import QCoreApplication

from app.console.filters import Facet, Filters
from app.console.rows import Show


def group(show: Show) -> str:
    """A group of people, as the list at the left has it."""
    return {
        Show.OUTSTANDING: _tr("Outstanding"),
        Show.NOT_ACKNOWLEDGED: _tr("Not acknowledged"),
        Show.AUDIT_OPEN: _tr("Self-audit open"),
        Show.OVERDUE: _tr("Overdue"),
        Show.QUESTIONS: _tr("Questions"),
        Show.DECLINED: _tr("Do not agree"),
        Show.LATE: _tr("Acknowledged late"),
        Show.ON_PAPER: _tr("On paper"),
        Show.ON_BEHALF: _tr("On their behalf"),
        Show.EXEMPT: _tr("Exempt"),
        Show.ON_LEAVE: _tr("On leave"),
        Show.COMPLETED: _tr("Completed"),
        Show.LEFT: _tr("Left"),
        Show.EVERYONE: _tr("Everyone"),
    }[show]


def by(facet: Facet) -> str:
    """What the list of a facet counts."""
    return {
        Facet.SCHOOL: _tr("Outstanding by school"),
        Facet.MANAGER: _tr("Outstanding by line manager"),
        Facet.ROLE: _tr("Outstanding by role"),
    }[facet]


def by_short(facet: Facet) -> str:
    """What people are counted by."""
    return {
        Facet.SCHOOL: _tr("By school"),
        Facet.MANAGER: _tr("By line manager"),
        Facet.ROLE: _tr("By role"),
    }[facet]


def title(facet: Facet) -> str:
    """The title of the facet's column."""
    return {
        Facet.SCHOOL: _tr("School"),
        Facet.MANAGER: _tr("Line manager"),
        Facet.ROLE: _tr("Role"),
    }[facet]


def everyone(facet: Facet) -> str:
    """The row of a facet that chooses nothing."""
    return {
        Facet.SCHOOL: _tr("All schools"),
        Facet.MANAGER: _tr("All line managers"),
        Facet.ROLE: _tr("All roles"),
    }[facet]


def name(facet: Facet, chosen: str) -> str:
    """One name of a facet; the empty one in words."""
    if chosen:
        return chosen
    return _tr("No line manager") if facet is Facet.MANAGER else _tr("Not given")


def facet_words(facet: Facet, chosen: str) -> str:
    """A chosen name, saying what it is where that is not plain."""
    if facet is Facet.MANAGER and chosen:
        return _tr("Line manager {0}").format(chosen)
    return name(facet, chosen)


def in_words(filters: Filters) -> str:
    """Every filter in force, such as "Outstanding · South Academy · search “smi”"."""
    parts = [group(filters.show)]
    for facet in Facet:
        chosen = filters.of(facet)
        parts.append(everyone(facet) if chosen is None else facet_words(facet, chosen))
    if filters.words.strip():
        parts.append(_tr("search “{0}”").format(filters.words.strip()))
    return " · ".join(parts)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Filters", words)
