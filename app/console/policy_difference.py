"""What a version about to be published changes, section by section: beside the summary that HR writes for staff."""

from PySide6.QtCore import QCoreApplication

from app.documents.run import PDF, Opened, sections_of
from app.domain import policy
from app.domain.policy_difference import Difference, difference

_MOST = 12
translate = QCoreApplication.translate


def between(before: Opened, now: Opened) -> Difference:
    """What is different in `now`."""
    return difference(_sections(before), _sections(now))


def lines(found: Difference) -> list[str]:
    """The difference in sentences."""
    said = [
        (translate("Policies", "Changed: {0}"), found.changed),
        (translate("Policies", "New: {0}"), found.new),
        (translate("Policies", "No longer there: {0}"), found.gone),
    ]
    told = [words.format(_listed(titles)) for words, titles in said if titles]
    if not told:
        return [translate("Policies", "Every section is word for word the same.")]
    return [*told, translate("Policies", "Sections that stay word for word the same: {0}").format(found.same)]


def _listed(titles: tuple[str, ...]) -> str:
    shown = "; ".join(titles[:_MOST])
    if len(titles) > _MOST:
        return translate("Policies", "{0}; and {1} more").format(shown, len(titles) - _MOST)
    return shown


def _sections(opened: Opened) -> tuple[policy.Section, ...]:
    if opened.media_type == PDF:
        return sections_of(opened.pages)
    return policy.sections(opened.content.decode("utf-8-sig"))
