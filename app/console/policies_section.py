"""Policies: every version, publishing one, withdrawing, and saying that one is still in force.

1. A file is taken apart on this computer, in a child process with limits; the service never opens one.
2. HR sees it exactly as staff will, then says when and for whom, then sees how many people will be asked.
3. It is signed here, with the key in this account's own key store; the service gets what is signed.
"""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from app import protocol
from app.console import policy_difference
from app.console.desk import Desk
from app.console.policy_last_page import PolicyLastPage
from app.console.policy_list_page import PolicyListPage
from app.console.policy_say_page import PolicySayPage
from app.console.policy_terms_page import Chosen, PolicyTermsPage
from app.console.policy_text_page import PolicyTextPage
from app.console.section import Section
from app.console.words import words
from app.documents.run import MOST_BYTES, PDF, Opened, open_file
from app.domain.checklist_files import bundle
from app.domain.policy import id_of
from app.errors import UnavailableError, UndersignedError
from app.protocol_policies import DraftAnswer, PolicyBody, PolicyListAnswer, PublicationAnswer
from app.signing.publisher import PublishingKeyMissingError, publishing_key
from app.sync import console_policies
from app.sync.console_client import ConsoleClient
from app.sync.console_policies import Publication
from app.ui.assets import resource
from app.ui.layouts import fill

_KINDS = "Markdown, Word, PDF (*.md *.markdown *.txt *.docx *.pdf)"


class PolicyFileUnreadableError(UnavailableError):
    """The file could not be read from the disk."""

    sentence = "That file could not be read."
    next_step = "Close it if it is open in another program, or choose another file."


class LabelMissingError(UnavailableError):
    """A version without a title or a name."""

    sentence = "The policy needs a title, and the version a name."
    next_step = "Fill in both."


@dataclass
class _Draft:
    """What is being published: the policy that it continues, the file, what it changes, what was filled in, the claims."""

    before: PolicyBody | None
    name: str
    opened: Opened
    different: list[str] = field(default_factory=list)
    chosen: Chosen | None = None
    publication: Publication | None = None
    answer: DraftAnswer | None = None


class PoliciesSection(Section):
    """The section, one page at a time."""

    name = "policies"
    roles = frozenset({"hr", "auditor"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._draft: _Draft | None = None
        self._continues: PolicyBody | None = None
        self._about: tuple[str, bool] = ("", False)
        self.list = PolicyListPage(may_publish=desk.session.role == "hr")
        self.text, self.terms = PolicyTextPage(), PolicyTermsPage()
        self.last, self.say_page = PolicyLastPage(), PolicySayPage()
        self.pages = QStackedWidget()
        fill(self, self.pages)
        for page, name in (
            (self.list, "policyList"),
            (self.text, "policyText"),
            (self.terms, "policyTerms"),
            (self.last, "policyLast"),
            (self.say_page, "policySay"),
        ):
            page.setObjectName(name)
            page.setProperty("kind", "paper")
            self.pages.addWidget(page)
        self._connect()

    def _connect(self) -> None:
        self.list.publishWanted.connect(self._choose)
        self.list.showWanted.connect(self._show)
        self.list.withdrawWanted.connect(self._ask_to_withdraw)
        self.list.confirmWanted.connect(self._ask_to_confirm)
        for page in (self.text, self.say_page):
            page.backWanted.connect(self._back)
        self.text.chooseWanted.connect(self._choose_again)
        self.text.goOnWanted.connect(self._to_terms)
        self.terms.backWanted.connect(partial(self.pages.setCurrentWidget, self.text))
        self.terms.goOnWanted.connect(self._count)
        self.last.backWanted.connect(partial(self.pages.setCurrentWidget, self.terms))
        self.last.publishWanted.connect(self._publish)
        self.say_page.said.connect(self._said)

    def title(self) -> str:
        """What the button says."""
        return self.tr("Policies")

    def begin(self) -> None:
        """Loads the list; a version that is being prepared stays where it is."""
        self.desk.ask(self, console_policies.policies, self._listed, self._list_failed)

    def _listed(self, answer: PolicyListAnswer) -> None:
        self.list.show_policies(answer)
        if self._draft is None:
            self.terms.offer(answer.roles, answer.schools, answer.policies)

    def _list_failed(self, error: Exception) -> None:
        self.list.say(words(error))

    def _back(self) -> None:
        self._draft = None
        self.pages.setCurrentWidget(self.list)
        self.begin()

    # A version as staff see it

    def _show(self, policy: PolicyBody, version: int) -> None:
        work = partial(_fetched, policy_id=policy.policy_id, version=version)
        self.desk.ask(self, work, partial(self._fetched, policy.title), self._list_failed)

    def _fetched(self, title: str, document: tuple[str, Opened]) -> None:
        media_type, opened = document
        self.text.show_document(title, media_type, opened.content, opened.pages, to_publish=False)
        self.pages.setCurrentWidget(self.text)

    # Publishing

    def _choose(self, policy: PolicyBody | None) -> None:
        path = self.desk.files.open(self, f"{_KINDS};;* (*)")
        if path:
            self._continues = policy
            self.list.say(self.tr("Reading {0}…").format(Path(path).name))
            self.desk.run(
                self, partial(_opened, Path(path)), partial(self._opened, Path(path).name), self._list_failed
            )

    def _choose_again(self) -> None:
        self.pages.setCurrentWidget(self.list)
        self._choose(self._continues)

    def _opened(self, name: str, opened: Opened) -> None:
        self.list.say("")
        self._draft = _Draft(self._continues, name, opened)
        title = opened.title or Path(name).stem
        notes = [*opened.left_out, *self._without_words(opened)]
        self.text.show_document(
            title, opened.media_type, opened.content, opened.pages, notes=notes, to_publish=True
        )
        self.terms.begin(title, Path(name).stem, self._continues)
        self._compare(self._draft)
        self.pages.setCurrentWidget(self.text)

    def _compare(self, draft: _Draft) -> None:
        """Shows beside the summary what the text changes, once the version before is here."""
        if draft.before is None:
            return
        newest = draft.before.versions[0]
        work = partial(_fetched, policy_id=draft.before.policy_id, version=newest.version)
        self.desk.ask(self, work, partial(self._compared, draft, newest.label), self.terms.say)

    def _compared(self, draft: _Draft, label: str, before: tuple[str, Opened]) -> None:
        draft.different = policy_difference.lines(policy_difference.between(before[1], draft.opened))
        if draft is self._draft:
            self.terms.show_difference(label, draft.different)

    def _without_words(self, opened: Opened) -> list[str]:
        if not opened.without_words:
            return []
        pages = ", ".join(str(number) for number in opened.without_words[:12])
        said = self.tr(
            "Screen readers cannot read page {0}: it is a picture. Please use a Word or Markdown file instead."
        )
        return [said.format(pages)]

    def _to_terms(self) -> None:
        self.pages.setCurrentWidget(self.terms)
        self.terms.title_field.setFocus()

    def _count(self) -> None:
        draft = self._draft
        if draft is None:
            return
        try:
            draft.chosen = self.terms.chosen()
            if not draft.chosen.title or not draft.chosen.label:
                raise LabelMissingError
        except UndersignedError as error:
            self.terms.say(error)
            return
        self.terms.say(self.tr("Counting…"))
        self.desk.ask(self, partial(_drafted, draft=draft), self._counted, self.terms.say)

    def _counted(self, draft: _Draft) -> None:
        if draft is not self._draft or draft.chosen is None or draft.answer is None:
            return
        self.terms.say("")
        different = draft.different if draft.before is not None else None
        self.last.show_draft(draft.chosen, draft.answer, different)
        self.pages.setCurrentWidget(self.last)

    def _publish(self) -> None:
        if self._draft is not None:
            self.last.wait()
            work = partial(_published, draft=self._draft, desk=self.desk)
            self.desk.ask(self, work, self._published, self.last.say_failed)

    def _published(self, done: PublicationAnswer) -> None:
        said = self.tr("✓ Published: {0}, version {1} ({2}).")
        if done.waits:
            said = self.tr("{0}, version {1} ({2}), goes out once another person of HR approves it.")
        self.list.say(said.format(done.title, done.version, done.label))
        self.desk.changed()
        self._back()

    # Withdrawing and confirming

    def _ask_to_withdraw(self, policy: PolicyBody) -> None:
        self._about = (policy.policy_id, False)
        self.pages.setCurrentWidget(self.say_page)
        self.say_page.ask_to_withdraw(policy)

    def _ask_to_confirm(self, policy: PolicyBody) -> None:
        self._about = (policy.policy_id, True)
        self.pages.setCurrentWidget(self.say_page)
        self.say_page.ask_to_confirm(policy)

    def _said(self, said: str, until: str | None) -> None:
        policy_id, confirms = self._about
        if confirms:
            confirm = partial(console_policies.confirm, policy_id=policy_id, name=said, until=until or "")
            self.desk.ask(self, confirm, self._done, self.say_page.say_failed)
        else:
            withdraw = partial(console_policies.withdraw, policy_id=policy_id, reason=said)
            self.desk.ask(self, withdraw, self._done, self.say_page.say_failed)

    def _done(self, waits: bool | None) -> None:
        waiting = self.tr("Another person of HR has to approve it first. It waits under To approve.")
        self.list.say(waiting if waits else self.tr("✓ Done."))
        self.desk.changed()
        self._back()


def _opened(path: Path) -> Opened:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PolicyFileUnreadableError from error
    return open_file(path.name, content)


def _fetched(client: ConsoleClient, *, policy_id: str, version: int) -> tuple[str, Opened]:
    media_type, content = console_policies.text(client, policy_id, version)
    name = "policy.pdf" if media_type == PDF else "policy.md"
    return media_type, open_file(name, content)


def _drafted(client: ConsoleClient, *, draft: _Draft) -> _Draft:
    chosen, opened = draft.chosen, draft.opened
    if chosen is None:
        return draft
    policy_id = draft.before.policy_id if draft.before is not None else id_of(chosen.title)
    draft.publication = Publication(
        policy_id=policy_id,
        label=chosen.label,
        title=chosen.title,
        media_type="application/pdf" if opened.media_type == PDF else "text/markdown",
        content=opened.content,
        checklist=_checklist(client, draft, chosen.checklist),
        material=chosen.material,
        summary_of_changes=chosen.summary,
        terms=chosen.terms,
        original=(draft.name, opened.original) if opened.original is not None else None,
    )
    draft.answer = console_policies.draft(client, draft.publication)
    return draft


def _checklist(client: ConsoleClient, draft: _Draft, wanted: str) -> bytes | None:
    if wanted == "own":
        folder = resource("checklists", "section-7")
        return bundle({file.name: file.read_bytes() for file in sorted(folder.glob("*.toml"))})
    if wanted == "before" and draft.before is not None:
        newest = draft.before.versions[0].version
        return console_policies.checklist(client, draft.before.policy_id, newest)
    return None


def _published(client: ConsoleClient, *, draft: _Draft, desk: Desk) -> PublicationAnswer:
    if draft.publication is None or draft.answer is None:
        raise PolicyFileUnreadableError
    trust = client.get(protocol.TRUST, protocol.Trust)
    manifest = console_policies.claims_of(draft.answer, draft.publication, trust.aud)
    key = publishing_key(desk.keystore(), trust.aud)
    if key.public.jwk()["x"] != trust.publishing_keys[-1].x:
        raise PublishingKeyMissingError
    return console_policies.publish(client, manifest, draft.publication, key)
