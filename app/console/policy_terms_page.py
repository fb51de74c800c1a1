"""How a version is to be asked for: its kind, its dates, for whom, and who stands behind it.

1. A later version keeps what the one before said, so that only what is different has to be typed.
2. Nothing is published here: the next page says how many people will be asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.console.policy_fields import AudienceField, ChoiceField, DayField, DaysField, RelatedField
from app.console.policy_words import day_words
from app.console.words import words
from app.protocol_policies import Group, PolicyBody, TermsBody
from app.ui.bars import Foot, Header
from app.ui.fields import TextArea, TextField
from app.ui.layouts import Page, fill
from app.ui.widgets import Muted, NoteBox, NoteKind, PrimaryButton, SecondaryButton, Subheading


@dataclass(frozen=True)
class Chosen:
    """What was filled in. `checklist` is none, before or own."""

    title: str
    label: str
    material: bool
    summary: str
    checklist: str
    terms: TermsBody


class PolicyTermsPage(QWidget):
    """The form."""

    backWanted = Signal()
    goOnWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = Header(
            self.tr("Publish a version"), self.tr("When, for whom, and who stands behind it")
        )
        self._page = Page(name=self.tr("Publish a version"))
        self.note = NoteBox(NoteKind.ATTENTION)
        self.note.setObjectName("termsNote")
        self.note.hide()
        self.different = NoteBox(NoteKind.INFO)
        self.different.setObjectName("policyDifference")
        self._make_fields()
        self._lay_out()

    def _make_fields(self) -> None:
        self.title_field = TextField(self.tr("Title"))
        self.label = TextField(
            self.tr("What this version is called"), self.tr("For example the day it was agreed.")
        )
        self.kind = ChoiceField(self.tr("What kind of change it is"))
        self.kind.offer(
            [
                ("material", self.tr("A change of substance: everyone is asked again")),
                ("minor", self.tr("A correction: signatures stay")),
            ]
        )
        self.summary = TextArea(
            self.tr("What changed"), self.tr("One or two sentences. Staff who signed before see them.")
        )
        self.checklist = ChoiceField(self.tr("Self-audit"))
        self.starts = DayField(
            self.tr("First day"), self.tr("Nobody is asked before it. Leave empty to start at once.")
        )
        self.due = DayField(
            self.tr("Last day in time"), self.tr("Day/month/year, such as 31/12/2026. May stay empty.")
        )
        self.days = DaysField(
            self.tr("Or so many school days from when somebody is asked"),
            self.tr("For example 10. With both, nobody who joins later has less than these days."),
        )
        self.audience = AudienceField()
        self.owner = TextField(self.tr("Owner"))
        self.approved_by = TextField(self.tr("Approved by"))
        self.ratified = DayField(self.tr("Ratified on"))
        self.review = DayField(self.tr("Next review"), self.tr("Empty: what the policy itself says."))
        self.related = RelatedField()

    def _lay_out(self) -> None:
        named: dict[str, QWidget] = {
            "policyTitle": self.title_field.edit, "policyLabel": self.label.edit, "policyKind": self.kind.box,
            "policySummary": self.summary.edit, "policyChecklist": self.checklist.box,
            "policyStarts": self.starts.edit, "policyDue": self.due.edit, "policyDays": self.days.edit,
            "policyOwner": self.owner.edit, "policyApprovedBy": self.approved_by.edit,
            "policyRatified": self.ratified.edit, "policyReview": self.review.edit,
        }  # fmt: skip
        for name, widget in named.items():
            widget.setObjectName(name)
        for part in (
            self.note,
            self.title_field,
            self.label,
            self.different,
            self.kind,
            self.summary,
            self.checklist,
            Subheading(self.tr("When")),
            self.starts,
            self.due,
            self.days,
            Subheading(self.tr("For whom")),
            self.audience,
            Subheading(self.tr("Who stands behind it")),
            Muted(self.tr("Staff see this beside the policy. Leave empty what you do not want to say.")),
            self.owner,
            self.approved_by,
            self.ratified,
            self.review,
            self.related,
        ):
            self._page.add(part)
        foot = Foot()
        back, go_on = (
            SecondaryButton(self.tr("‹ Back to the text")),
            PrimaryButton(self.tr("See who will be asked")),
        )
        back.setObjectName("termsBack")
        go_on.setObjectName("termsGoOn")
        back.clicked.connect(self.backWanted)
        go_on.clicked.connect(self.goOnWanted)
        foot.add_left(back)
        foot.add_right(go_on)
        fill(self, self.header, self._page, foot, grows=self._page)
        self.summary.edit.setMaximumHeight(120)

    def begin(self, title: str, label: str, before: PolicyBody | None) -> None:
        """Makes the form ready for a new document; `before` is the policy that it continues."""
        self.say("")
        self.different.hide()
        terms = before.versions[0].terms if before is not None else TermsBody()
        self.title_field.setText(before.title if before is not None else title)
        self.label.setText(label)
        self.summary.setText("")
        first = before is None
        for widget in (self.kind, self.summary):
            widget.setVisible(not first)
        self.kind.choose("material")
        choices = [("none", self.tr("None"))]
        if before is not None and before.versions[0].checklist is not None:
            choices.insert(0, ("before", self.tr("The one of the version before")))
        choices.append(("own", self.tr("The self-audit of social media that comes with this app")))
        self.checklist.offer(choices)
        for field, day in (
            (self.starts, None),
            (self.due, None),
            (self.ratified, terms.ratified),
            (self.review, None),
        ):
            field.setText(_typed(day))
        self.days.setText(str(terms.due_days or ""))
        self.owner.setText(terms.owner or "")
        self.approved_by.setText(terms.approved_by or "")
        self.audience.show_audience(terms.audience)
        self.related.show_related(terms.related)
        self._page.to_top()

    def show_difference(self, label: str, lines: Sequence[str]) -> None:
        """Says what the text changes from the version called `label`."""
        title = self.tr("What is different from the version “{0}”").format(label)
        self.different.set_text("\n".join(lines), title=title)
        self.different.show()

    def offer(self, roles: Sequence[Group], schools: Sequence[Group], policies: Sequence[PolicyBody]) -> None:
        """Offers what an audience and the related policies may be chosen from."""
        self.audience.offer(roles, schools)
        self.related.offer(policies)

    def chosen(self) -> Chosen:
        """What was filled in; raises DayNotKnownError, DaysNotKnownError."""
        terms = TermsBody(
            starts=self.starts.day(),
            due=self.due.day(),
            due_days=self.days.days(),
            audience=self.audience.audience(),
            owner=self.owner.text().strip()[:200] or None,
            approved_by=self.approved_by.text().strip()[:200] or None,
            ratified=self.ratified.day(),
            review=self.review.day(),
            related=self.related.related(),
        )
        return Chosen(
            title=self.title_field.text().strip()[:200],
            label=self.label.text().strip()[:200],
            material=self.kind.value() == "material",
            summary=self.summary.text().strip()[:4000],
            checklist=self.checklist.value(),
            terms=terms,
        )

    def say(self, problem: Exception | str) -> None:
        """Says what has to be put right; "" takes it away."""
        said = words(problem) if isinstance(problem, Exception) else problem
        self.note.set_text(said)
        self.note.setVisible(bool(said))
        if said:
            self._page.to_top()


def _typed(day: str | None) -> str:
    """A day as it is typed."""
    return "/".join(reversed(day.split("-"))) if day else day_words(None)
