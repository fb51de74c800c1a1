"""Welcome: the code from HR, once. Nothing typed is lost, whatever goes wrong."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.page import OneClick, TextPage, Waiting, announce, named
from app.desktop.places import Place
from app.desktop.work import Work, words_of
from app.errors import RefusedError, UndersignedError
from app.ui.fields import TextField
from app.ui.widgets import Body, NoteBox, NoteKind, PrimaryButton
from app.workflows.enrol import enrol
from app.workflows.refresh import refresh


class EnrolPage(TextPage):
    """Asks for the code, and for the service's address where the trust has not set it."""

    place = Place.ENROL

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Welcome"), parent)
        self.server = TextField(
            self.tr("Address of the HR service"), self.tr("HR gave it to you, like https://hr.example")
        )
        self.server.edit.setObjectName("server")
        self.server.setVisible(work.config.server is None)
        self.code = TextField(
            self.tr("Your code"), self.tr("16 letters and numbers from HR, like K7QF-2M9T-XW4D-8HRP")
        )
        self.code.edit.setObjectName("code")
        self.waiting = Waiting("enrol")
        self.start = named(PrimaryButton(self.tr("Start")), "start")
        self._busy_now = False
        self._build()

    def _build(self) -> None:
        self.column.add(
            Body(
                self.tr(
                    "Here you read your Trust’s policies, answer them, and check your own social media in private."
                )
            )
        )
        for part in (self.server, self.code, self.waiting, self.trouble):
            self.column.add(part)
        self.column.add(
            NoteBox(
                NoteKind.INFO,
                self.tr(
                    "HR sees your answer to each policy and the day you finish the self-audit. Your answers in the "
                    "self-audit stay on this computer; whoever runs this computer might still see them."
                ),
                title=self.tr("Who sees what"),
            )
        )
        self.foot.add_right(self.start)
        self.start.installEventFilter(OneClick(self))
        self.start.clicked.connect(self._enrol)
        self.trouble.triedAgain.connect(self._enrol)
        for field in (self.server, self.code):
            field.edit.returnPressed.connect(self._enrol)
            field.textChanged.connect(partial(self._clear, field))

    def first_focus(self) -> QWidget:
        """The first empty field."""
        return self.server.edit if self.work.config.server is None else self.code.edit

    def _clear(self, field: TextField, _text: str) -> None:
        field.set_message("")

    def _enrol(self) -> None:
        server = self.work.config.server or self.server.text().strip().rstrip("/")
        if self._busy_now or self._something_missing(server):
            return
        self._busy(True)
        self.trouble.hide()
        self.waiting.begin(self.tr("Asking HR’s service…"))
        context, code = self.work.context, self.code.text()
        self.work.bridge.submit(
            lambda: enrol(context, server, code),
            self._enrolled,
            self._not_enrolled,
            lane="network",
            owner=self,
        )

    def _something_missing(self, server: str) -> bool:
        for field, text, words in (
            (self.server, server, self.tr("The address is not there yet.")),
            (
                self.code,
                self.code.text().strip(),
                self.tr("Your code is not there yet. Type it as HR gave it to you."),
            ),
        ):
            if not text:
                self._say_under(field, words)
                return True
        return False

    def _enrolled(self, _person: object) -> None:
        self.waiting.begin(self.tr("Fetching your policies…"))
        context = self.work.context
        self.work.bridge.submit(
            lambda: refresh(context), self._fetched, self._not_fetched, lane="network", owner=self
        )

    def _fetched(self, _refreshed: object) -> None:
        self.work.reload(then=self._move_on)

    def _not_fetched(self, _error: Exception) -> None:
        """The person is known now; the policies come with the next try, which the window makes by itself."""
        self.work.reload(then=self._move_on)

    def _move_on(self) -> None:
        self._busy(False)
        self.waiting.end()
        self.go(Place.OPENING)

    def _not_enrolled(self, error: Exception) -> None:
        self._busy(False)
        self.waiting.end()
        known = error if isinstance(error, UndersignedError) else UndersignedError()
        if isinstance(known, RefusedError):
            self._say_under(self.code, f"{known.sentence} {known.next_step}")
        else:
            self.trouble.say(words_of(known))

    def _say_under(self, field: TextField, words: str) -> None:
        field.set_message(words)
        field.edit.setFocus()
        announce(field, words)

    def _busy(self, busy: bool) -> None:
        self._busy_now = busy
        if busy:
            self.heading.setFocus()
        for part in (self.server, self.code, self.start):
            part.setEnabled(not busy)
