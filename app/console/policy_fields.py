"""Parts of the form of a version: whom it is for, and the policies that go with it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from app.console.policy_words import typed_day
from app.domain.related import KINDS
from app.errors import RefusedError
from app.protocol import RelatedPolicy
from app.protocol_policies import AudienceBody, AudienceName, Group, PolicyBody
from app.ui import theme
from app.ui.fields import TextArea, TextField
from app.ui.plain import on_button
from app.ui.widgets import Card, Muted, Strong, name_choice

_LINKED_KINDS = [kind for kind in KINDS if kind != "other"]


class DayField(TextField):
    """A day, typed as day/month/year."""

    def day(self) -> str | None:
        """The day as `YYYY-MM-DD`, or None; raises DayNotKnownError."""
        return typed_day(self.text())


class DaysNotKnownError(RefusedError):
    """What was typed is no number of days."""

    sentence = "“{typed}” is not a number of days."
    next_step = "Write a number such as 10, or leave it empty."


class DaysField(TextField):
    """A number of school days."""

    def days(self) -> int | None:
        """The number, or None; raises DaysNotKnownError."""
        words = self.text().strip()
        if words and not (words.isascii() and words.isdigit() and len(words) < 4):
            raise DaysNotKnownError(typed=words[:40])
        return int(words) if words else None


class ChoiceField(QWidget):
    """A label and a list to choose one of."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        name_choice(self.box, label)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(28)
        strong = Strong(label)
        strong.setBuddy(self.box)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE_4)
        inside.addWidget(strong)
        inside.addWidget(self.box)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offers these (value, words)."""
        self.box.clear()
        for value, words in choices:
            self.box.addItem(words, value)

    def value(self) -> str:
        """The value that is chosen."""
        return str(self.box.currentData() or "")

    def choose(self, value: str) -> None:
        """Chooses a value, if it is offered."""
        place = self.box.findData(value)
        if place >= 0:
            self.box.setCurrentIndex(place)


class AudienceField(QWidget):
    """Everyone, or those of some roles, schools or staff ids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ChoiceField(self.tr("Whom it is for"))
        self.kind.box.setObjectName("audienceKind")
        self.kind.offer(
            [
                ("everyone", self.tr("Everyone")),
                ("roles", self.tr("People with these roles")),
                ("schools", self.tr("People at these schools")),
                ("people", self.tr("A list of people")),
            ]
        )
        self.names = Card()
        self.names.setObjectName("audienceNames")
        self.names.setAccessibleName(self.tr("Roles or schools"))
        self.people = TextArea(self.tr("Staff ids"), self.tr("One a line, as on the staff list."))
        self.people.edit.setObjectName("audiencePeople")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE_8)
        for widget in (self.kind, self.names, self.people):
            inside.addWidget(widget)
        self._groups: dict[str, Sequence[Group]] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self.kind.box.currentIndexChanged.connect(self._turned)
        self._turned()

    def offer(self, roles: Sequence[Group], schools: Sequence[Group]) -> None:
        """Offers the trust's roles and schools."""
        self._groups = {"roles": roles, "schools": schools}
        self._turned()

    def show_audience(self, audience: AudienceBody) -> None:
        """Takes over whom the version before was for."""
        self.kind.choose(audience.kind)
        self._turned()
        for name, box in self._boxes.items():
            box.setChecked(name in audience.names)
        self.people.setText("\n".join(audience.names) if audience.kind == "people" else "")

    def audience(self) -> AudienceBody:
        """What was chosen."""
        kind: AudienceName = self.kind.value()  # type: ignore[assignment]
        if kind == "people":
            lines = (line.strip() for line in self.people.text().split("\n"))
            return AudienceBody(kind=kind, names=list(filter(None, lines)))
        return AudienceBody(kind=kind, names=[name for name, box in self._boxes.items() if box.isChecked()])

    def _turned(self) -> None:
        kind = self.kind.value()
        self.names.clear()
        self._boxes = {}
        for group in self._groups.get(kind, ()):
            box = QCheckBox(on_button(f"{group.name} ({group.people:,})"))
            box.setAccessibleName(f"{group.name} ({group.people:,})")
            box.setObjectName(f"audience-{group.name}")
            self._boxes[group.name] = box
            self.names.add(box)
        self.names.setVisible(kind in self._groups)
        self.people.setVisible(kind == "people")


class RelatedField(QWidget):
    """The four policies that staff look for beside this one: each an address, or a policy published here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = {
            "safeguarding": self.tr("Safeguarding policy"),
            "whistleblowing": self.tr("Whistleblowing policy"),
            "grievance": self.tr("Grievance policy"),
            "disciplinary": self.tr("Disciplinary policy"),
        }
        self._links: dict[str, TextField] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Strong(self.tr("Policies that go with it")))
        explained = self.tr(
            "Give a web address, or the name of a policy published here. What you do not have stays empty."
        )
        inside.addWidget(Muted(explained))
        for kind in _LINKED_KINDS:
            field = TextField(self._titles[kind])
            field.edit.setObjectName(f"related-{kind}")
            self._links[kind] = field
            inside.addWidget(field)
        self._here: dict[str, str] = {}
        self._others: list[RelatedPolicy] = []

    def offer(self, policies: Sequence[PolicyBody]) -> None:
        """Knows the policies published here by their titles."""
        self._here = {one.title.casefold(): one.policy_id for one in policies}

    def show_related(self, related: Sequence[RelatedPolicy]) -> None:
        """Takes over what the version before had."""
        self._others = [one for one in related if one.kind == "other"]
        for kind, field in self._links.items():
            found = next((one for one in related if one.kind == kind), None)
            field.setText((found.link or found.title) if found else "")

    def related(self) -> list[RelatedPolicy]:
        """What was given."""
        found = []
        for kind, field in self._links.items():
            words = field.text().strip()
            if not words:
                continue
            here = self._here.get(words.casefold())
            is_link = "://" in words or words.startswith("mailto:")
            found.append(
                RelatedPolicy(
                    kind=kind,  # type: ignore[arg-type]
                    title=self._titles[kind] if is_link else words[:200],
                    link=words[:400] if is_link else None,
                    policy=here,
                )
            )
        return [*found, *self._others]
