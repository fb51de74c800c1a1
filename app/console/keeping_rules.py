"""How long each kind of record is kept: nine rules, each chosen by HR; until then nothing of that kind is deleted."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app import protocol_keeping as wire
from app.console.desk import Desk
from app.console.keeping_words import (
    from_words,
    kind_explained,
    kind_title,
    months_words,
    rule_words,
    translate,
)
from app.console.parts import FormPlace, Part
from app.console.person_rows import ToldRow
from app.console.person_words import Told, Words
from app.sync import console_keeping as service
from app.sync.console_client import ConsoleClient
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import (
    Body,
    Card,
    ChipKind,
    LinkButton,
    Muted,
    PrimaryButton,
    RowCard,
    SecondaryButton,
    StatusChip,
    Strong,
    Subheading,
    name_choice,
)

_LONGEST = 1200


class RuleForm(Card):
    """Chooses one rule. `wanted` carries it (RuleBody)."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, rule: wire.ChosenRule, told: Words) -> None:
        super().__init__(accent=True)
        self.setObjectName("ruleForm")
        self._kind = rule.kind
        self.months = TextField(
            translate("Keeping", "Months to keep them"), translate("Keeping", "0 to 1200. A year has 12.")
        )
        self.months.edit.setObjectName("ruleMonths")
        self.counted_from = QComboBox()
        self.counted_from.setObjectName("ruleFrom")
        name_choice(self.counted_from, translate("Keeping", "Counted from"))
        for choice in rule.choices:
            self.counted_from.addItem(from_words(choice), choice)
        self.keep = QCheckBox(translate("Keeping", "Keep them for good"))
        self.keep.setObjectName("ruleKeep")
        self._said = Muted()
        save = PrimaryButton(translate("Keeping", "Save this rule"))
        cancel = SecondaryButton(translate("Keeping", "Cancel"))
        save.setObjectName("ruleSave")
        cancel.setObjectName("ruleCancel")
        about: tuple[QWidget, ...] = (Body(kind_explained(rule.kind)), Muted(_now(rule, told)))
        counted = Strong(translate("Keeping", "Counted from"))
        counted.setBuddy(self.counted_from)
        for part in (
            Subheading(kind_title(rule.kind)),
            *about,
            self.months,
            counted,
            Wrap(self.counted_from),
        ):
            self.add(part)
        for part in (self.keep, self._said, Wrap(save, cancel)):
            self.add(part)
        self._fill(rule)
        self.keep.toggled.connect(self._show)
        self.months.textChanged.connect(self._show)
        self.counted_from.currentIndexChanged.connect(self._show)
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.left)
        self._show()

    def _fill(self, rule: wire.ChosenRule) -> None:
        """Shows the rule there is; nothing is suggested where there is none."""
        self.keep.setChecked(rule.chosen_at is not None and rule.months is None)
        self.months.setText("" if rule.months is None else str(rule.months))
        if rule.counted_from is not None:
            self.counted_from.setCurrentIndex(self.counted_from.findData(rule.counted_from))

    def _show(self) -> None:
        keeps, months = self.keep.isChecked(), self._months()
        self.months.setDisabled(keeps)
        self.counted_from.setDisabled(keeps)
        said = ""
        if keeps:
            said = translate("Keeping", "They are kept for good.")
        elif months is not None:
            words = translate("Keeping", "They are kept until {0} {1}.")
            said = words.format(months_words(months), self.counted_from.currentText())
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _months(self) -> int | None:
        """What was typed, if it is a number that can be one of months."""
        text = self.months.text().strip()
        known = text.isascii() and text.isdigit() and int(text[:5]) <= _LONGEST
        return int(text[:5]) if known else None

    def _save(self) -> None:
        keeps, months = self.keep.isChecked(), self._months()
        missing = not keeps and months is None
        self.months.set_message(translate("Keeping", "Write a number from 0 to 1200.") if missing else "")
        if missing:
            self.months.edit.setFocus()
            return
        rule = wire.RuleBody(
            kind=self._kind,
            months=None if keeps else months,
            counted_from=None if keeps else self.counted_from.currentData(),
        )
        self.wanted.emit(rule)


class RulesPart(Part):
    """The nine kinds, and the form for one of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, translate("Keeping", "How long we keep it"), parent, characters=110)
        self._said = Body()
        self._said.setObjectName("rulesSaid")
        self._place = FormPlace()
        self._rows = RowCard()
        self._rows.setObjectName("keepingRules")
        self.add(self._said)
        self.add_layout(self._place)
        self.add(self._rows)

    def begin(self) -> None:
        """Asks for the rules."""
        super().begin()
        self._place.close()
        self.ask(service.rules, self._show)

    def _show(self, found: wire.Rules) -> None:
        missing = sum(one.chosen_at is None for one in found.rules)
        said = translate(
            "Keeping",
            "A rule is chosen for every kind. A rule deletes nothing by itself: you see a list first.",
        )
        if missing:
            said = translate(
                "Keeping",
                "Your Trust chooses how long each kind of record is kept. Until then nothing of it is deleted. Still to"
                " be chosen: {0} of {1}.",
            ).format(missing, len(found.rules))
        self._said.setText(said)
        self._rows.clear()
        for rule in found.rules:
            chosen = rule.chosen_at is not None
            choose = LinkButton(
                translate("Keeping", "Change…") if chosen else translate("Keeping", "Choose…"),
                description=kind_title(rule.kind),
            )
            choose.setObjectName(f"chooseRule-{rule.kind}")
            choose.clicked.connect(partial(self._open, rule))
            told = _told(rule)
            self._rows.add_row(ToldRow(told), StatusChip(*told.chip), choose)

    def _open(self, rule: wire.ChosenRule, _checked: bool = False) -> None:
        self.note.hide()
        form = RuleForm(rule, Words(self.desk))
        form.wanted.connect(self._choose)
        form.left.connect(self._place.close)
        self._place.open(form)
        form.months.edit.setFocus()

    def _choose(self, rule: wire.RuleBody) -> None:
        self.ask(partial(_chosen, rule=rule), self._saved)

    def _saved(self, found: wire.Rules) -> None:
        self._place.close()
        self._show(found)
        self.say(translate("Keeping", "✓ The rule is saved. It deletes nothing by itself."))


def _told(rule: wire.ChosenRule) -> Told:
    chip = (ChipKind.DONE, translate("Keeping", "Chosen"))
    if rule.chosen_at is None:
        chip = (ChipKind.ATTENTION, translate("Keeping", "Not chosen yet"))
    return Told(kind_title(rule.kind), (rule_words(rule),), chip)


def _now(rule: wire.ChosenRule, told: Words) -> str:
    if rule.chosen_at is None:
        return translate("Keeping", "Nobody has chosen yet, so they are kept.")
    words = translate("Keeping", "Now: {0}. Chosen by {1}, {2}.")
    return words.format(rule_words(rule), rule.chosen_by, told.moment(rule.chosen_at))


def _chosen(client: ConsoleClient, *, rule: wire.RuleBody) -> wire.Rules:
    return service.choose(client, rule)
