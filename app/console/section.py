"""A section of the HR window: one page, reached by one button, for the roles that may see it."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.console.desk import Desk


class Section(QWidget):
    """One page of the HR window; made anew at each sign-in.

    `name` stands in the object names ("policiesSection", "section-policies"); `roles` are the values of
    `ConsoleSession.role` that see it; one that is not `in_bar` is opened from another page.
    """

    name: ClassVar[str]
    roles: ClassVar[frozenset[str]]
    in_bar: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName(f"{self.name}Section")
        self.setProperty("kind", "paper")

    def title(self) -> str:
        """What the button says."""
        raise NotImplementedError

    def begin(self) -> None:
        """Called each time the section is shown: loads what it shows."""

    def show_person(self, staff_id: str) -> None:
        """Shows one person; only the section named "person" is asked to."""
        raise NotImplementedError(staff_id)
