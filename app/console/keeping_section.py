"""The Keeping section: how long records are kept, what is held, and deleting what is due. For HR alone."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.console.desk import Desk
from app.console.keeping_delete import DeletePart
from app.console.keeping_holds import HoldsPart
from app.console.keeping_rules import RulesPart
from app.console.parts import PartsSection


class KeepingSection(PartsSection):
    """Three parts, in the order in which one needs them."""

    name: ClassVar[str] = "keeping"
    roles: ClassVar[frozenset[str]] = frozenset({"hr"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        parts = {"how-long": RulesPart(desk), "holds": HoldsPart(desk), "delete": DeletePart(desk)}
        super().__init__(desk, {**parts}, parent)

    def title(self) -> str:
        """What the button says."""
        return self.tr("Keeping")
