"""Reading: which sections have been in view, and where the person was. Kept at once, so that closing loses nothing."""

from app.domain.policy import PolicyRef
from app.domain.reading import UnknownSectionError
from app.storage import policies
from app.workflows._sections import digests_of
from app.workflows.context import Context


def see_section(context: Context, ref: PolicyRef, digest: str) -> None:
    """Keep that the section with this digest has been in view; raises UnknownSectionError or StorageError."""
    with context.database.transaction() as connection:
        content = policies.document(connection, ref.sha256) or b""
        if digest not in digests_of(connection, ref.sha256, content):
            raise UnknownSectionError
        policies.see_section(connection, ref, digest)


def remember_place(context: Context, ref: PolicyRef, position: float) -> None:
    """Keep where the person is in the text, from 0 to 1."""
    with context.database.transaction() as connection:
        policies.remember_place(connection, ref, min(max(position, 0.0), 1.0))


def place(context: Context, ref: PolicyRef) -> float:
    """Where the person was in this version, from 0 to 1; 0 for another version."""
    with context.database.reading() as connection:
        return policies.place(connection, ref)
