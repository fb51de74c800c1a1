"""Where the files beside the code are: in a checkout, and in a frozen build."""

import sys
from pathlib import Path

from PySide6.QtGui import QIcon


def resource(*parts: str) -> Path:
    """The path of a file in `resources/`, such as `resource("icons", "undersigned.svg")`."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)


def app_icon() -> QIcon:
    """The product's mark, for windows and the task bar."""
    return QIcon(str(resource("icons", "undersigned.svg")))
