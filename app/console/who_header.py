"""The top of the first page: which policy, which version, until when; and what can be done with the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain import dates
from app.protocol import PublishedPolicy
from app.ui.bars import Header
from app.ui.widgets import LinkButton, SecondaryButton, name_choice


@dataclass(frozen=True)
class Moment:
    """A time as the trust's clocks show it."""

    now: datetime
    tz: tzinfo

    @property
    def today(self) -> date:
        """The day."""
        return dates.date_in(self.tz, self.now)

    @property
    def clock(self) -> str:
        """The time of day, "08:41"."""
        return dates.clock(self.now.astimezone(self.tz).time())


class WhoHeader(Header):
    """The header of "Who has not completed it". `policyChosen` carries the policy's id."""

    policyChosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_title(self.tr("Who has not completed it"))
        self.policies: Sequence[PublishedPolicy] = ()
        self._today = date.min
        self._chooser = QComboBox()
        name_choice(self._chooser, self.tr("Policy"))
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._chooser.hide()
        self.export = SecondaryButton(
            self.tr("Export…"), description=self.tr("Saves what is shown as a file")
        )
        self.sign_out = LinkButton(self.tr("Sign out"))
        tools: tuple[tuple[QWidget, str], ...] = (
            (self._chooser, "policyChooser"),
            (self.export, "exportButton"),
            (self.sign_out, "signOutButton"),
        )
        for tool, name in tools:
            tool.setObjectName(name)
            self.add_tool(tool)
        self._chooser.activated.connect(self._activated)

    def show_policies(self, policies: Sequence[PublishedPolicy], today: date) -> PublishedPolicy | None:
        """Offers these policies, keeping the one that is chosen; returns it."""
        if list(policies) != list(self.policies):
            chosen = self._chooser.currentData()
            self.policies = policies
            self._chooser.clear()
            for policy in policies:
                self._chooser.addItem(policy.title, policy.policy_id)
            self._chooser.setCurrentIndex(max(self._chooser.findData(chosen), 0))
            self._chooser.setVisible(len(policies) > 1)
        self._today = today
        return self.show_policy(self._chooser.currentData() or "")

    def policy_id(self) -> str:
        """The policy that is chosen; "" for none."""
        return self._chooser.currentData() or ""

    def show_policy(self, policy_id: str) -> PublishedPolicy | None:
        """Names one policy, its version and its date; returns it, None if there is none of that id."""
        found = next((policy for policy in self.policies if policy.policy_id == policy_id), None)
        title = self.tr("Who has not completed it")
        if found is None:
            self.set_title(title, self.tr("No policy has been published yet"))
            return None
        parts = [found.title, self.tr("version {0}").format(version_label(found.label))]
        if found.due:
            parts.append(self.tr("due {0}").format(dates.day(date.fromisoformat(found.due), self._today)))
        self.set_title(title, " · ".join(parts))
        return found

    def title_words(self) -> str:
        """The policy and its version, as files name them."""
        return self._subtitle.text()

    def past_review(self, review: str | None) -> str:
        """The sentence for a policy that is past its review date, or nothing."""
        if not review or date.fromisoformat(review) >= self._today:
            return ""
        month = dates.month(date.fromisoformat(review))
        return self.tr("This policy was due for review in {0}.").format(month)

    def _activated(self, index: int) -> None:
        self.policyChosen.emit(self._chooser.itemData(index))


def version_label(label: str) -> str:
    """A version's label; one that is a day is written as a day."""
    try:
        day = date.fromisoformat(label)
    except ValueError:
        return label
    return f"{day.day} {dates.month(day)}"
