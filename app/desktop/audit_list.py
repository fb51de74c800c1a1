"""Your list: how far each site is, what is left in minutes, and the way on."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.desktop.audit_help import help_link
from app.desktop.audit_page import AuditPage
from app.desktop.page import list_row, named
from app.desktop.places import Place
from app.desktop.work import Work
from app.domain.audit import Progress, SiteState, progress
from app.ui import theme
from app.ui.layouts import Wrap, WrapLayout
from app.ui.widgets import (
    ChipKind,
    Choice,
    ChoiceRow,
    LinkButton,
    Muted,
    NoteBox,
    NoteKind,
    PrimaryButton,
    RowCard,
    StatusChip,
)

_WORDS_A_MINUTE = 180


class ListPage(AuditPage):
    """The task list, in any order."""

    place = Place.LIST

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(work, work.tr("Your list"), parent)
        self.left = Muted()
        self.rows = RowCard()
        self.talk = named(Choice("", ""), "to-talk-about")
        self.more = named(Choice("", ""), "more-if-you-like")
        self.change = named(LinkButton(self.tr("Change the sites I use")), "change-sites")
        self.follow_up = named(LinkButton(self.tr("My follow-up list")), "my-follow-up")
        self.delete = named(LinkButton(self.tr("Delete my answers…")), "delete-my-answers")
        self.fresh = named(NoteBox(NoteKind.INFO), "new-words")
        self.pages = Wrap(spacing=theme.SPACE_24)
        self.go_on = named(PrimaryButton(""), "carry-on")
        self._build()

    def _build(self) -> None:
        line = Wrap(Muted(self.tr("Any order. Stop when you like: it keeps your place.")))
        line.add(self.left, WrapLayout.RIGHT)
        mine = Wrap(self.change, self.follow_up, self.delete, spacing=theme.SPACE_24)
        for part in (line, self.fresh, self.rows, ChoiceRow((self.talk, self.more)), mine, self.pages):
            self.column.add(part)
        self.add_later()
        self.foot.add_right(self.go_on)
        self.change.clicked.connect(partial(self.go, Place.SITES))
        self.follow_up.clicked.connect(partial(self.go, Place.FOLLOW_UP))
        self.delete.clicked.connect(self._ask_to_delete)
        self.talk.clicked.connect(partial(self._show_checks, "talk"))
        self.more.clicked.connect(partial(self._show_checks, "more"))
        self.go_on.clicked.connect(self._carry_on)

    def enter(self) -> None:
        """Shows how far the walk is."""
        self.rows.clear()
        for site in progress(self.audit):
            if site.of:
                self._add_site(site)
        self._add_promises()
        self._show_cards()
        self._show_fresh()
        self._show_pages()
        self._show_way_on()
        self.show_due()

    def _add_site(self, site: Progress) -> None:
        name = named(LinkButton(site.site.name), f"list-{site.site.id}")
        name.clicked.connect(partial(self._open_site, site.site.id))
        kind, word = {
            SiteState.NOT_STARTED: (ChipKind.OPEN, self.tr("Not started")),
            SiteState.CARRY_ON: (ChipKind.PARTLY, self.tr("Carry on")),
            SiteState.FINISHED: (ChipKind.DONE, self.tr("Finished")),
        }[site.state]
        count = self.tr("{0} of {1} must-do").format(site.done, site.of)
        name.setAccessibleDescription(f"{count}, {word}")
        self.rows.add_row(list_row(name, count), StatusChip(kind, word))

    def _add_promises(self) -> None:
        name = named(LinkButton(self.tr("What I promise")), "list-promises")
        name.clicked.connect(partial(self.go, Place.PROMISES))
        seen = self.audit.commitments_seen
        chip = (ChipKind.DONE, self.tr("Looked at")) if seen else (ChipKind.OPEN, self.tr("Last of all"))
        name.setAccessibleDescription(chip[1])
        minutes = self._minutes_of_promises()
        words = (
            self.tr("one page, about 1 minute")
            if minutes == 1
            else self.tr("one page, about %n minutes", "", minutes)
        )
        self.rows.add_row(list_row(name, words), StatusChip(*chip))

    def _minutes_of_promises(self) -> int:
        """How long the page takes to read, without haste."""
        promises = self.audit.checklist.commitments
        words = sum(len(f"{promise.statement} {promise.why}".split()) for promise in promises)
        return max(round(words / _WORDS_A_MINUTE), 1)

    def _show_cards(self) -> None:
        talk, more = len(self.audit.to_talk), len(self.audit.more)
        told = self.tr("Hidden until you open it. Nobody is told unless you tell them.")
        self.talk.set_texts(self.tr("To talk about · {0}").format(talk), told)
        self.talk.setEnabled(bool(talk))
        self.more.set_texts(self.tr("More if you like · {0}").format(more), self.tr("Not needed to finish."))
        self.more.setEnabled(bool(more))

    def _show_fresh(self) -> None:
        listed = {check.id for check in (*self.audit.must_do, *self.audit.more)}
        fresh = len(self.audit.changed & listed)
        words = self.tr("1 check has new words since you answered it. It is on your follow-up list.")
        several = self.tr(
            "%n checks have new words since you answered them. They are on your follow-up list.", "", fresh
        )
        self.fresh.set_text(words if fresh == 1 else several)
        self.fresh.setVisible(bool(fresh))

    def _show_pages(self) -> None:
        self.pages.clear()
        for page in self.audit.checklist.pages:
            self.pages.add(help_link(self, page))

    def _show_way_on(self) -> None:
        left = self.audit.minutes_left
        words = self.tr("About 1 minute left") if left == 1 else self.tr("About %n minutes left", "", left)
        self.left.setText(self.tr("Every must-do check is answered.") if self.audit.is_finished else words)
        check = self._next()
        if check is None:
            self.go_on.setText(self.tr("Go to the last page"))
        else:
            name = self.audit.checklist.site_of(check).name
            self.go_on.setText(self.tr("Carry on with {0}").format(name))

    def _next(self) -> str | None:
        """The check to carry on with, or None when every must-do one is closed."""
        if self.audit.is_finished:
            return None
        found = self.audit.next_check()
        return found.id if found else None

    def _carry_on(self) -> None:
        check = self._next()
        if check is None:
            self.go(Place.PROMISES)
        else:
            self.keep(self.audit.visit(check), partial(self.go, Place.CHECK))

    def _open_site(self, site_id: str) -> None:
        checks = [
            check for check in self.audit.must_do if self.audit.checklist.site_of(check.id).id == site_id
        ]
        first = next((check for check in checks if not self.audit.is_closed(check.id)), checks[0])
        self.keep(self.audit.visit(first.id), partial(self.go, Place.CHECK))

    def _show_checks(self, which: str) -> None:
        self.work.listed = which
        self.go(Place.CHECKS)

    def _ask_to_delete(self) -> None:
        self.work.back_to = Place.LIST
        self.go(Place.DELETE)
