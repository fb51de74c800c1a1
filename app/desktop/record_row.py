"""One record of a person on the status page: what it is, when, how far it is, and its receipt."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.page import named
from app.desktop.wording import day_words, moment_words, received_words
from app.domain.acknowledgement import Outcome
from app.ui import theme
from app.ui.layouts import Wrap
from app.ui.widgets import ChipKind, LinkButton, Muted, StatusChip, Strong
from app.workflows.overview import RecordStatus, Standing


class RecordRow(QWidget):
    """Words at the left; `chip` goes to the right of the row."""

    receiptAsked = Signal(str)

    def __init__(self, record: RecordStatus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        name = record.outcome.value if record.outcome else "self-audit"
        kind, word = {
            Standing.SAVED: (ChipKind.SAVED, self.tr("Saved on this computer")),
            Standing.RECEIVED: (ChipKind.DONE, self.tr("Received by HR")),
            Standing.NOT_ACCEPTED: (ChipKind.ATTENTION, self.tr("Not accepted yet")),
        }[record.standing]
        self.chip = named(StatusChip(kind, word), f"standing-{name}")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_4)
        rows.addWidget(Strong(self._title()))
        rows.addWidget(Muted(self._details()))
        if record.receipt is not None:
            link = named(LinkButton(self.tr("Keep my receipt…")), f"receipt-{name}")
            link.clicked.connect(self._ask_for_receipt)
            rows.addWidget(Wrap(link))

    def _title(self) -> str:
        return {
            None: self.tr("Self-audit"),
            Outcome.ACKNOWLEDGED: self.tr("Acknowledgement"),
            Outcome.QUESTION: self.tr("Question"),
            Outcome.DECLINED: self.tr("I do not agree"),
        }[self._record.outcome]

    def _details(self) -> str:
        record = self._record
        if record.outcome is None:
            words = self.tr("Finished {0}").format(day_words(record.at))
        else:
            words = self.tr("Signed {0}").format(moment_words(record.at))
        if record.standing is Standing.SAVED and record.outcome is None:
            return f"{words} · {self.tr('It goes with a later sync, so that its time tells nothing')}"
        if record.standing is Standing.SAVED:
            return f"{words} · {self.tr('It is sent by itself when the network is there')}"
        if record.standing is Standing.NOT_ACCEPTED:
            return f"{words} · {record.problem or self.tr('Nothing is lost. Please tell HR.')}"
        if record.receipt is None:
            return words
        received = received_words(record.receipt.received_at)
        return f"{words} · {self.tr('received {0}, receipt {1}').format(received, record.receipt.leaf_index)}"

    def _ask_for_receipt(self) -> None:
        self.receiptAsked.emit(self._record.jti)
