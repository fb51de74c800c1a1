"""Welcome: the code from HR or a sign-in with the work account, once. Nothing typed is lost, whatever goes wrong.

1. A sign-in is offered only where the trust has set both of its keys: else nobody knows whom to believe.
2. It is waited for on the network's lane: stopping it, going elsewhere or closing the window ends the wait.
3. Stopping is no trouble, and is not spoken of.
4. On a shared computer this is the first page of every turn, and comes again before each further answer: there the
   browser is asked for a private window, and the code of this turn, typed again, will do.
"""

import hashlib
import threading
import webbrowser
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.keeping_words import enrolled_words
from app.desktop.page import OneClick, TextPage, Waiting, announce, named
from app.desktop.places import Place
from app.desktop.private_window import open_privately
from app.desktop.work import Work, words_of
from app.errors import RefusedError, UndersignedError
from app.signing import enrolment_code
from app.storage.person import Person
from app.sync.sign_in import SignInCancelledError
from app.ui.fields import TextField
from app.ui.layouts import Wrap
from app.ui.widgets import Body, LinkButton, NoteBox, NoteKind, PrimaryButton, SecondaryButton
from app.workflows.enrol import enrol
from app.workflows.enrol_with_provider import TrustKeys, enrol_with_provider
from app.workflows.refresh import refresh


class EnrolForm(TextPage):
    """What is asked: the code or a sign-in, and the service's address where the trust has not set it."""

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
        self._can_sign_in = bool(work.config.service_key and work.config.publishing_key)
        self._sign_in_first = self._can_sign_in and work.config.enrolment == "sign-in"
        first, second = PrimaryButton, SecondaryButton
        start, sign_in = (second, first) if self._sign_in_first else (first, second)
        self.start = named(start(self.tr("Start")), "start")
        self.sign_in = named(sign_in(self.tr("Sign in with your work account")), "sign-in")
        self.sign_in.setAccessibleDescription(self.tr("Opens your web browser"))
        self.cancel = named(SecondaryButton(self.tr("Cancel")), "sign-in-cancel")
        self.cancel.setAccessibleDescription(self.tr("Stop signing in"))
        self.note = NoteBox(NoteKind.ATTENTION)
        self.about = Body()
        self.back = named(LinkButton(self.tr("‹ Back to the policy")), "sign-in-back")
        self.back.clicked.connect(partial(self.go, Place.READ))
        self._busy_now = False
        self._build()

    def _build(self) -> None:
        by_code, by_sign_in = self._by_code(), self._by_sign_in()
        first, second = (by_sign_in, by_code) if self._sign_in_first else (by_code, by_sign_in)
        self.cancel.hide()
        self.note.hide()
        between = (self.waiting, self.cancel, self.trouble)
        last = (self.back, self._who_sees_what(), *self._whose_computer())
        for part in (self.note, self.about, self.server, *first, *between, *second, *last):
            self.column.add(part)
        for field in (self.server, self.code):
            field.textChanged.connect(partial(self._clear, field))

    def _by_code(self) -> tuple[QWidget, ...]:
        """The field and, where it is the second way, its button under it; else the button is in the foot."""
        if not self._sign_in_first:
            self.foot.add_right(self.start)
            return (self.code,)
        self.foot.hide()
        return (Body(self.tr("Or type in a code, if HR gave you one.")), self.code, Wrap(self.start))

    def _by_sign_in(self) -> tuple[QWidget, ...]:
        if not self._can_sign_in:
            return ()
        if self._sign_in_first:
            words = self.tr("Sign in once in your web browser, so that we know it is you.")
        else:
            words = self.tr("No code? You can sign in instead, in your web browser.")
        if self.work.is_shared:
            afterwards = self.tr("Close the browser’s window afterwards.")
            words = f"{words} {afterwards}"
        return (Body(words), Wrap(self.sign_in))

    def _who_sees_what(self) -> NoteBox:
        return NoteBox(
            NoteKind.INFO,
            enrolled_words(self.work.context.keeping),
            title=self.tr("Who sees what"),
        )

    def _whose_computer(self) -> tuple[QWidget, ...]:
        """The way to say that several people use this account, or that they do not, where the trust has not."""
        config = self.work.config
        if config.origins.get("shared_computer") == "trust":
            return ()
        if not self.work.is_shared:
            link = named(LinkButton(self.tr("This is a shared computer…")), "shared-computer")
            link.setAccessibleDescription(self.tr("Then nothing of anybody is kept here"))
        elif config.shared_computer == "yes":
            link = named(LinkButton(self.tr("Only I use this account…")), "own-computer")
            link.setAccessibleDescription(self.tr("Then your key and your answers are kept here"))
        else:
            return ()
        link.clicked.connect(partial(self.work.sharedChosen.emit, not self.work.is_shared))
        return (Wrap(link),)

    def enter(self) -> None:
        """Says why somebody is asked to sign in."""
        again = self.work.must_sign_in
        self.heading.setText(self.tr("Sign in for this answer") if again else self.tr("Welcome"))
        self.about.setText(
            self.tr(
                "On a shared computer you sign in for each answer, so that nobody else can give it for you."
            )
            if again
            else self.tr(
                "Here you read your Trust’s policies, answer them, and check your own social media in private."
            )
        )
        self.back.setVisible(again)

    def say(self, words: str) -> None:
        """Says something to whoever comes next."""
        self.note.set_text(words)
        self.note.show()

    def forget(self) -> None:
        """Clears what was typed: nobody is there any more."""
        self.code.setText("")

    def first_focus(self) -> QWidget:
        """The first empty field, or the button to sign in where that is the first way."""
        if self.work.config.server is None:
            return self.server.edit
        return self.sign_in if self._sign_in_first else self.code.edit

    @property
    def _server(self) -> str:
        return self.work.config.server or self.server.text().strip().rstrip("/")

    def _no_server(self) -> bool:
        if not self._server:
            self._say_under(self.server, self.tr("The address is not there yet."))
        return not self._server

    def _no_code(self) -> bool:
        missing = not self.code.text().strip()
        if missing:
            words = self.tr("Your code is not there yet. Type it as HR gave it to you.")
            self._say_under(self.code, words)
        return missing

    def _say_under(self, field: TextField, words: str) -> None:
        field.set_message(words)
        field.edit.setFocus()
        announce(field, words)

    def _clear(self, field: TextField, _text: str) -> None:
        field.set_message("")

    def _busy(self, busy: bool) -> None:
        self._busy_now = busy
        if busy:
            self.heading.setFocus()
        for part in (self.server, self.code, self.start, self.sign_in):
            part.setEnabled(not busy)

    def _rest(self) -> None:
        """Nothing is waited for any more."""
        self._busy(False)
        self.waiting.end()
        self.cancel.hide()


class EnrolPage(EnrolForm):
    """Does what was asked, and goes on once the person is known.

    `open_browser` opens an address in the person's own browser, from any thread, and answers whether it could.
    """

    def __init__(
        self,
        work: Work,
        parent: QWidget | None = None,
        *,
        open_browser: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__(work, parent)
        self.open_browser = open_browser or (open_privately if work.is_shared else webbrowser.open)
        self._typed: bytes | None = None
        self._stopped = threading.Event()
        self._tried: Callable[[], None] = self._enrol
        self._connect()

    def _connect(self) -> None:
        for button, act in ((self.start, self._enrol), (self.sign_in, self._sign_in)):
            button.installEventFilter(OneClick(self))
            button.clicked.connect(act)
        self.cancel.clicked.connect(self._stop)
        self.trouble.triedAgain.connect(self._try_again)
        for field in (self.server, self.code):
            field.edit.returnPressed.connect(self._enrol)

    def leave(self) -> None:
        """Nobody waits for a sign-in any more."""
        self._stopped.set()

    def _enrol(self) -> None:
        if self._busy_now or self._no_server() or self._no_code():
            return
        if self.work.must_sign_in and self._typed is not None and _mark(self.code.text()) == self._typed:
            self._known()
            self._move_on()
            return
        context, server, code = self.work.context, self._server, self.code.text()
        keys = TrustKeys(self.work.config.service_key, self.work.config.publishing_key)
        self._tried = self._enrol
        self._ask(lambda: enrol(context, server, code, keys), self._not_enrolled)
        self.waiting.begin(self.tr("Asking HR’s service…"))

    def _sign_in(self) -> None:
        if self._busy_now or self._no_server():
            return
        context, server, config = self.work.context, self._server, self.work.config
        keys = TrustKeys(config.service_key, config.publishing_key)
        stopped = self._stopped = threading.Event()
        browser = partial(_unless, stopped, self.open_browser)
        self._tried = self._sign_in
        self._ask(
            lambda: enrol_with_provider(context, server, keys, browser, cancelled=stopped.is_set),
            self._not_signed_in,
        )
        self.cancel.setEnabled(True)
        self.cancel.show()
        self.waiting.begin(self.tr("Finish signing in in your web browser."))

    def _ask(self, work: Callable[[], Person], failed: Callable[[Exception], None]) -> None:
        self._busy(True)
        self.trouble.hide()
        self.work.bridge.submit(work, self._enrolled, failed, lane="network", owner=self)

    def _try_again(self) -> None:
        self._tried()

    def _stop(self) -> None:
        self.heading.setFocus()
        self.cancel.setEnabled(False)
        self._stopped.set()

    def _known(self) -> None:
        """Whoever it is has just signed in; their code is needed on the screen no more."""
        self._typed = self._typed or _mark(self.code.text())
        self.work.must_sign_in = False
        if self.work.is_shared:
            self.code.setText("")
            self.note.hide()

    def _enrolled(self, person: Person) -> None:
        self._typed = None
        self._known()
        self.cancel.hide()
        self.waiting.begin(self.tr("Hello, {0}. Fetching your policies…").format(person.name))
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
        self._rest()
        place, self.work.after_sign_in = self.work.after_sign_in, Place.OPENING
        self.go(place)

    def _not_enrolled(self, error: Exception) -> None:
        self._rest()
        known = error if isinstance(error, UndersignedError) else UndersignedError()
        if isinstance(known, RefusedError):
            self._say_under(self.code, str(words_of(known)))
        else:
            self.trouble.say(words_of(known))

    def _not_signed_in(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, SignInCancelledError):
            self.sign_in.setFocus()
        else:
            self.trouble.say(words_of(error))


def _mark(code: str) -> bytes | None:
    """What tells a code again without keeping it; None for what is no code."""
    try:
        spoken = enrolment_code.parse(code).spoken()
    except RefusedError:
        return None
    return hashlib.sha256(spoken.encode("ascii")).digest()


def _unless(stopped: threading.Event, open_browser: Callable[[str], bool], address: str) -> bool:
    """No browser opens for a sign-in that was stopped before it came to that."""
    if stopped.is_set():
        raise SignInCancelledError
    return open_browser(address)
