"""Your policies: a simple list, shown first when more than one asks."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.page import TextPage, due_words, list_row, named
from app.desktop.places import Place, for_policy
from app.desktop.wording import standing_words, version_words
from app.desktop.work import Work
from app.ui.plain import on_button
from app.ui.widgets import ChipKind, LinkButton, Muted, PrimaryButton, RowCard, StatusChip
from app.workflows.overview import PolicyStatus


class PoliciesPage(TextPage):
    """Each policy with what it asks, by when, and how far it is."""

    place = Place.POLICIES

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Your policies"), parent)
        self.rows = RowCard()
        self.column.add(Muted(self.tr("Any order. One at a time.")))
        self.column.add(self.rows)
        close = named(PrimaryButton(self.tr("Close")), "close-policies")
        close.clicked.connect(self.closeAsked)
        self.foot.add_right(close)

    def enter(self) -> None:
        """Lists them, those that ask first."""
        self.overview_changed()

    def overview_changed(self) -> None:
        """Follows what changed."""
        self.rows.clear()
        policies = self.work.overview.policies if self.work.overview else ()
        for number, policy in enumerate(sorted(policies, key=_asked_first)):
            self._add(number, policy)

    def _add(self, number: int, policy: PolicyStatus) -> None:
        link = named(LinkButton(on_button(policy.title)), f"policy-{number}")
        link.clicked.connect(partial(self._open, policy))
        asks = policy.asks_for_answer or policy.asks_for_audit
        due = due_words(self, policy.due, self.work.today) if asks else standing_words(self, policy)
        words = list_row(link, " · ".join(filter(None, (version_words(policy.label), due))))
        if policy.withdrawn or policy.paused:
            chip = StatusChip(ChipKind.OPEN, self.tr("Taken back") if policy.withdrawn else self.tr("Paused"))
        elif not asks:
            chip = StatusChip(ChipKind.DONE, self.tr("Done"))
        elif policy.reply:
            chip = StatusChip(ChipKind.QUESTION, self.tr("HR has answered"))
        elif policy.seen or policy.answer:
            chip = StatusChip(ChipKind.PARTLY, self.tr("Carry on"))
        else:
            chip = StatusChip(ChipKind.OPEN, self.tr("Not yet"))
        link.setAccessibleDescription(f"{due} {chip.accessibleName()}".strip())
        self.rows.add_row(words, chip)

    def _open(self, policy: PolicyStatus) -> None:
        self.work.choose(policy.ref)
        self.go(for_policy(policy, 0.0))


def _asked_first(policy: PolicyStatus) -> tuple[bool, bool, str]:
    asks = policy.asks_for_answer or policy.asks_for_audit
    return not asks, policy.due is None, str(policy.due or "")
