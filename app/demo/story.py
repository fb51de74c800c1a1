"""The story, played through the real windows by clicks and keys: enrol, read, sign, self-audit, and HR sees it.

Each step has a name, prints itself as it happens, and leaves a picture of both windows. A step that does not come
true within half a minute stops the story.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.demo.hands import StoryStoppedError, click, find, look, press, says, shown, type_into, until, wait
from app.demo.stage import Stage
from app.demo.trust import ACCOUNT, STAFF_ID
from app.desktop.places import Place
from app.errors import UndersignedError
from app.evidence.verify import KnownKeys, verify
from app.signing.keys import PrivateKey, PublicKey, b64url_decode
from app.signing.keystore import signing_service
from app.storage import records
from app.storage.records import Standing
from app.workflows.keep_evidence import keep_evidence
from app.workflows.overview import PolicyStatus, overview

SITE = "facebook"


@dataclass(frozen=True)
class Step:
    """One step of the story: its name, whether it came true, and the seconds it took."""

    name: str
    ok: bool
    seconds: float


@dataclass
class Story:
    """The story as it goes. `say` is told each step; pictures go to `folder`."""

    stage: Stage
    password: str
    folder: Path
    say: Callable[[str], None]
    steps: list[Step] = field(default_factory=list)
    outstanding_before: int = 0
    outstanding_after: int = 0
    seen_after: float = 0.0

    def play(self) -> bool:
        """Play every step; return whether all came true. What the story tells is then in `story.json`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.hr = self.stage.hr_window()
        self.staff = self.stage.staff_window()
        try:
            return all(self._step(name, do) for name, do in self._plot().items()) and self._keep()
        finally:
            self._close()

    def _plot(self) -> dict[str, Callable[[], None]]:
        return {
            "HR signs in and sees who has not completed it": self._hr_signs_in,
            "The staff window opens and takes the code from HR": self._enrol,
            "Every section of the policy comes into view": self._read,
            "The network goes away; the policy is acknowledged all the same": self._sign_offline,
            "Closed and opened again, it goes on where it was": self._open_again,
            "The network is back: received by HR, its receipt verified": self._received,
            "The self-audit: which sites, then one check at a time": self._audit,
            "What I promise, and the end": self._promise,
            "The list is deleted; that it was finished still counts": self._delete_list,
            "HR sees one fewer": self._one_fewer,
            "The evidence pack verifies without the service": self._check_evidence,
        }

    def _step(self, name: str, do: Callable[[], None]) -> bool:
        began = time.monotonic()
        try:
            do()
        except UndersignedError as error:
            self._note(name, began, ok=False)
            self.say(f"    {error}")
            return False
        self._note(name, began, ok=True)
        return True

    def _note(self, name: str, began: float, *, ok: bool) -> None:
        step = Step(name, ok, round(time.monotonic() - began, 3))
        self.steps.append(step)
        self.say(f"  {'✓' if ok else '!'} {name} ({step.seconds:.1f} s)")
        number = len(self.steps)
        for window, whose in ((self.staff, "staff"), (self.hr, "hr")):
            if window.isVisible():
                look(window, self.folder / f"{number:02}-{whose}.png")

    # The steps

    def _hr_signs_in(self) -> None:
        self._open(self.hr)
        type_into(self.hr, "signInAccount", ACCOUNT)
        type_into(self.hr, "signInPassword", self.password)
        QTest.keyClick(find(self.hr, "signInPassword"), Qt.Key.Key_Return)
        until(lambda: len(self.hr.who.shown_rows()) > 0, "HR's window showed nobody.")
        self.outstanding_before = len(self.hr.who.shown_rows())

    def _enrol(self) -> None:
        self._open(self.staff)
        type_into(self.staff, "code", self.stage.trust.code_for(STAFF_ID).lower())
        click(self.staff, "start")
        self._arrive(Place.READ)

    def _read(self) -> None:
        onward = "continue-to-answer"
        if find(self.staff, "next-section") and self._usable(onward):
            raise StoryStoppedError(what="signing was open before the policy had been in view.")
        while not self._usable(onward):
            press(self.staff, "next-section")
        click(self.staff, onward)
        self._arrive(Place.ANSWER)

    def _sign_offline(self) -> None:
        self.stage.trust.service.stop()
        type_into(self.staff, "full-name", self._name())
        press(self.staff, "answer-acknowledged")
        self._arrive(Place.SITES)

    def _open_again(self) -> None:
        self.staff.close()
        self.staff.deleteLater()
        self.staff = self.stage.staff_window()
        self._open(self.staff)
        self._arrive(Place.SITES)
        if self._standing() is not Standing.SAVED:
            raise StoryStoppedError(what="the answer was not kept on this computer.")

    def _received(self) -> None:
        self.stage.trust.service.start()
        until(lambda: self._standing() is Standing.RECEIVED, "no verified receipt arrived.")

    def _audit(self) -> None:
        click(self.staff, f"site-{SITE}")
        click(self.staff, "sites-chosen")
        until(lambda: self.staff.place in (Place.LIST, Place.CHECK), "the list did not show.")
        if self.staff.place is Place.LIST:
            click(self.staff, "carry-on")
        self._arrive(Place.CHECK)
        while self.staff.place is Place.CHECK:
            find(self.staff, "check-done")
            before = self.staff.page(Place.CHECK).heading_text()
            QTest.keyClick(self.staff.page(Place.CHECK), Qt.Key.Key_1)
            until(partial(self._moved_on, before), "the next check did not show.")

    def _promise(self) -> None:
        if self.staff.place is Place.LIST:
            click(self.staff, "carry-on")
        self._arrive(Place.PROMISES)
        click(self.staff, "promise-c-doubt")
        click(self.staff, "finish-audit")
        self._arrive(Place.END)

    def _delete_list(self) -> None:
        click(self.staff, "delete-list")
        self._arrive(Place.STATUS)
        until(
            lambda: says(self.staff, "standing-self-audit", "Received by HR"),
            "no receipt for the self-audit.",
        )

    def _one_fewer(self) -> None:
        self.seen_after = until(
            lambda: len(self.hr.who.shown_rows()) == self.outstanding_before - 1, "HR still sees as many."
        )
        self.outstanding_after = self.stage.trust.outstanding()
        if self.outstanding_after != self.outstanding_before - 1:
            raise StoryStoppedError(what="the command line does not agree with HR's window.")

    def _check_evidence(self) -> None:
        pack = self.folder / "evidence.zip"
        keep_evidence(self.stage.context, pack)
        self.stage.trust.service.stop()
        person = overview(self.stage.context).person
        if person is None:
            raise StoryStoppedError(what="nobody is set up on this computer.")
        known = KnownKeys(
            service=frozenset({_key(person.service_key).thumbprint}),
            publishing=frozenset({_key(person.publishing_key).thumbprint}),
        )
        if len(verify(pack.read_bytes(), known).records) != 2:
            raise StoryStoppedError(what="the evidence pack does not hold both records.")

    # What the hands and eyes need

    def _open(self, window: QWidget) -> None:
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        until(window.isVisible, "a window did not open.")

    def _close(self) -> None:
        for window in (self.staff, self.hr):
            window.close()
        wait(0)

    def _arrive(self, place: Place) -> None:
        until(lambda: self.staff.place is place, f"the page “{place.value}” did not show.")

    def _usable(self, name: str) -> bool:
        control = shown(self.staff, name)
        return control is not None and control.isEnabledTo(self.staff)

    def _moved_on(self, before: str) -> bool:
        return self.staff.place is not Place.CHECK or self.staff.page(Place.CHECK).heading_text() != before

    def _name(self) -> str:
        person = overview(self.stage.context).person
        return person.name if person else ""

    def _policy(self) -> PolicyStatus:
        return overview(self.stage.context).policies[0]

    def _standing(self) -> Standing | None:
        answer = self._policy().answer
        return answer.standing if answer else None

    # What is left behind

    def _keep(self) -> bool:
        context, policy = self.stage.context, self._policy()
        person = overview(context).person
        if person is None or policy.answer is None or policy.audit is None:
            return False
        seed = context.keystore.get(signing_service(person.aud), person.sub)
        if seed is None:
            return False
        with context.database.reading() as connection:
            record = records.load(connection, policy.answer.jti)
            completion = records.load(connection, policy.audit.jti)
        if record is None or completion is None:
            return False
        told = {
            "steps": [asdict(step) for step in self.steps],
            "outstanding_before": self.outstanding_before,
            "outstanding_after": self.outstanding_after,
            "record": record.token,
            "completion": completion.token,
            "receipt": record.receipt_token,
            "staff_key": PrivateKey.from_seed(seed).public.jwk(),
            "service_key": _key(person.service_key).jwk(),
            "policy_sha256": policy.ref.sha256,
        }
        (self.folder / "story.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        return True


def _key(x: str) -> PublicKey:
    return PublicKey.from_raw(b64url_decode(x))
