"""One record of a person on the status page: what it is, when, how far it is, and its receipt."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.keeping_words import waiting_words
from app.desktop.page import named
from app.desktop.standing import Kind, disputed_words, record_title, standing_chip
from app.desktop.wording import day_words, moment_words, received_words
from app.login.machine import Keeping
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.translation import said
from app.ui.widgets import Body, LinkButton, Muted, StatusChip, Strong
from app.workflows.overview import RecordStatus, Standing


class RecordRow(QWidget):
    """Words at the left; `chip` goes to the right of the row."""

    receiptAsked = Signal(str)

    def __init__(
        self, record: RecordStatus, keeping: Keeping = Keeping.HERE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._record = record
        self._keeping = keeping
        name = record.outcome.value if record.outcome else "self-audit"
        self.chip = named(StatusChip(*standing_chip(record, keeping)), f"standing-{name}")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_4)
        rows.addWidget(Strong(record_title(record.outcome)))
        rows.addWidget(Muted(self._details()))
        if record.disputed is not None:
            rows.addWidget(Body(disputed_words(Kind.SIGNED, record.disputed)))
        if record.receipt is not None:
            link = named(LinkButton(self.tr("Keep my receipt…")), f"receipt-{name}")
            link.clicked.connect(self._ask_for_receipt)
            rows.addWidget(Wrap(link))

    def _details(self) -> str:
        record = self._record
        if record.outcome is None:
            words = self.tr("Finished {0}").format(day_words(record.at))
        else:
            words = self.tr("Signed {0}").format(moment_words(record.at))
        if record.standing is Standing.SAVED and (waits := waiting_words(self._keeping)):
            return f"{words} · {waits}"
        if record.standing is Standing.SAVED and record.outcome is None:
            later = self.tr("It goes with a later sync, so that its time tells nothing")
            return f"{words} · {later}"
        if record.standing is Standing.SAVED:
            sent = self.tr("It is sent by itself when the network is there")
            return f"{words} · {sent}"
        if record.standing is Standing.NOT_ACCEPTED:
            problem = said(record.problem or "") or self.tr("Nothing is lost. Please tell HR.")
            return f"{words} · {problem}"
        if record.receipt is None:
            return words
        received = received_words(record.receipt.received_at)
        receipt = self.tr("received {0}, receipt {1}").format(received, record.receipt.leaf_index)
        return f"{words} · {receipt}"

    def _ask_for_receipt(self) -> None:
        self.receiptAsked.emit(self._record.jti)
