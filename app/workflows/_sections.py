"""The sections of a policy on this computer: those of its text, or the pages of its PDF."""

import sqlite3

from app.domain import policy as policy_text
from app.domain.policy import Section
from app.domain.policy_safety import PDF_MARK
from app.storage import pages
from app.storage.pages import StoredPage


def parts_of(
    connection: sqlite3.Connection, sha256: str, content: bytes
) -> tuple[tuple[Section, ...], tuple[StoredPage, ...]]:
    """The sections in reading order, and the pages where it is a PDF."""
    if not content.startswith(PDF_MARK):
        return policy_text.sections(content.decode("utf-8")), ()
    found = pages.load_pages(connection, sha256)
    parts = (Section(number, one.title, one.digest, one.text) for number, one in enumerate(found, 1))
    return tuple(parts), found


def digests_of(connection: sqlite3.Connection, sha256: str, content: bytes) -> frozenset[str]:
    """The digests by which its sections are known."""
    return frozenset(section.digest for section in parts_of(connection, sha256, content)[0])
