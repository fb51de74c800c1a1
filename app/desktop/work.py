"""What all pages share: the workflows' context, the bridge to them, the settings, and how things stand.

1. Pages never wait: work goes over the bridge, and what comes back is a value or a sentence.
2. Whatever happened, `overviewChanged` tells the pages how things stand now; it is read from the database.
3. Only `Work` knows which policy the window is about.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app import config as settings
from app.config import Config
from app.desktop.places import Place
from app.errors import UndersignedError
from app.ui.bridge import Bridge
from app.ui.translation import said

if TYPE_CHECKING:
    from app.desktop.standing import Thing
    from app.domain.audit import Audit
    from app.domain.policy import PolicyRef
    from app.protocol_my_people import MyPeople
    from app.workflows.context import Context
    from app.workflows.overview import Overview, PolicyStatus

T = TypeVar("T")


class Sentence(NamedTuple):
    """What went wrong, as the person reads it."""

    sentence: str
    next_step: str
    cause: Exception | None = None

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


def words_of(error: Exception) -> Sentence:
    """An error's sentence and next step, in the window's language; those of any error for one that nobody foresaw."""
    known = error if isinstance(error, UndersignedError) else UndersignedError()
    return Sentence(said(known.sentence), said(known.next_step), error)


class Work(QObject):
    """Hands work to the bridge for the pages, and keeps the latest overview."""

    overviewChanged = Signal()
    peopleChanged = Signal()
    recordSaved = Signal()
    """Something was put into the outbox."""
    sharedChosen = Signal(bool)
    """Whether several people use this account, as the person says."""

    def __init__(
        self,
        context: "Context",
        bridge: Bridge,
        config: Config,
        *,
        user_file: Path | None = None,
        is_shared: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.bridge = bridge
        self.config = config
        self.user_file = user_file
        self.is_shared = is_shared
        self.must_sign_in = False
        """Whether the next answer to a policy needs a sign-in of its own."""
        self.after_sign_in = Place.OPENING
        self.overview: Overview | None = None
        self.audit: Audit | None = None
        self.people: MyPeople | None = None
        """Whom this person manages, as last heard; None until the service has said so."""
        self.listed = ""
        """Which list, page of help or record the next page is to show."""
        self.back_to = Place.LIST
        """Where a page leads back to that can be come to from several."""
        self.thing: Thing | None = None
        """What in the person's name the next page is about."""
        self.after_opening: Place | None = None
        """Which page of the self-audit to show once it is open; None means where the person was."""
        self._ref: PolicyRef | None = None

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Sentence], None],
        *,
        owner: QObject,
        lane: Literal["database", "network"] = "database",
    ) -> None:
        """Runs `work` on its lane, then one of the two on the GUI thread while `owner` lives."""
        self.bridge.submit(work, done, lambda error: failed(words_of(error)), lane=lane, owner=owner)

    def reload(self, then: Callable[[], None] | None = None) -> None:
        """Reads anew from the database how things stand, tells it, and then calls `then`."""
        from app.workflows.overview import overview  # noqa: PLC0415 - the window is painted before this loads

        context = self.context
        self.bridge.submit(lambda: overview(context), partial(self._overview_read, then), owner=self)

    def keep_people(self, people: "MyPeople") -> None:
        """Keeps whom this person manages, while the window is open, and tells it."""
        self.people = people
        self.peopleChanged.emit()

    @property
    def policy(self) -> "PolicyStatus":
        """The policy the window is about. Raises LookupError where there is none."""
        found = self.find(self._ref)
        if found is None:
            raise LookupError
        return found

    @property
    def has_policy(self) -> bool:
        """True when a policy is chosen and still there."""
        return self.find(self._ref) is not None

    def choose(self, ref: "PolicyRef | None") -> None:
        """Makes this the policy the window is about."""
        if ref != self._ref:
            self.audit = None
        self._ref = ref

    def find(self, ref: "PolicyRef | None") -> "PolicyStatus | None":
        """How one policy stands, or None where it is not (or no longer) there."""
        policies = self.overview.policies if self.overview else ()
        return next((policy for policy in policies if policy.ref == ref), None)

    @property
    def today(self) -> date:
        """The day it is on the trust's clock; on this computer's before the trust is known."""
        person = self.overview.person if self.overview else None
        zone = ZoneInfo(person.time_zone) if person else None
        return self.context.clock().astimezone(zone).date()

    @property
    def is_lesson(self) -> bool:
        """True in lesson hours, on this computer's clock."""
        return settings.in_lesson(self.config, self.context.clock()) is not None

    def _overview_read(self, then: Callable[[], None] | None, overview: "Overview") -> None:
        self.overview = overview
        self.overviewChanged.emit()
        if then is not None:
            then()
