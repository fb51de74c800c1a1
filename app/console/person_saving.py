"""Files that are saved from a person's page: the evidence pack, the scan of a sheet, everything that is held of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.console.desk import Desk
from app.console.person_files import saved
from app.console.person_words import translate
from app.sync import console_keeping
from app.sync import console_people as service
from app.sync.console_client import ConsoleClient


class PersonSaving(QObject):
    """Asks where, and saves. `said` carries what came of it, `failed` what did not work."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent

    def evidence(self, staff_id: str) -> None:
        """The evidence pack."""
        self._save(
            (f"evidence {_plain(staff_id)}.zip", translate("Person", "Evidence pack (*.zip)")),
            lambda client, _path: service.evidence(client, staff_id),
            translate("Person", "✓ Saved as {0}. Check it with: undersigned verify {0}"),
        )

    def scan(self, staff_id: str, sha256: str) -> None:
        """The scan of a signed sheet."""
        self._save(
            (translate("Person", "scan"), "PDF, PNG, JPEG (*)"),
            lambda client, _path: service.scan(client, staff_id, sha256)[1],
            translate("Person", "✓ Saved as {0}."),
        )

    def data(self, staff_id: str) -> None:
        """Everything that is held of them: a page to read, or an archive of the page and the data."""
        page = translate("Person", "A page to read (*.html)")
        both = translate("Person", "Page and data (*.zip)")
        self._save(
            (f"everything held {_plain(staff_id)}.html", f"{page};;{both}"),
            partial(_data, staff_id),
            translate(
                "Person",
                "✓ Saved as {0}. It is private: hand it to them alone, and delete your own copy afterwards.",
            ),
        )

    def _save(
        self, file: tuple[str, str], content: Callable[[ConsoleClient, Path], bytes], said: str
    ) -> None:
        path = self._desk.files.save(self._window, *file)
        if path:
            self.said.emit(translate("Person", "The file is being made…"))
            work = partial(_saved, content, Path(path))
            self._desk.ask(self, work, partial(self._done, said), self.failed.emit)

    def _done(self, said: str, where: Path) -> None:
        self.said.emit(said.format(where.name))


def _saved(content: Callable[[ConsoleClient, Path], bytes], path: Path, client: ConsoleClient) -> Path:
    return saved(path, content(client, path))


def _data(staff_id: str, client: ConsoleClient, path: Path) -> bytes:
    page_alone = path.suffix.casefold() != ".zip"
    return console_keeping.person_data(client, staff_id, page_alone=page_alone)


def _plain(staff_id: str) -> str:
    """A staff id as it may stand in a file's name."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in staff_id)
